"""A report of thousands of faults can be read: each kind shows its first places and counts the others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.dataset.problems import file_kinds, printing
from generator.dataset.problems.printing import render, summary
from generator.dataset.problems.problem import Problem, say
from tests.support import TODAY, package, run

MANY = [Problem(f"data/women/fasa/a{number:04}.yml", 1, file_kinds.EMPTY_FILE) for number in range(5000)]
OTHERS = [Problem("data/domains.csv", 2, file_kinds.BOM), Problem("data/women/x.yml", 3, file_kinds.NOT_UTF8)]


@pytest.mark.parametrize("style", ["text", "markdown"])
def test_each_kind_shows_its_first_places_and_counts_the_others(style):
    lines = [line for line in render([*MANY, *OTHERS], style).splitlines() if "data" in line or "با همین ایراد" in line]
    assert sum("خالی است" in line for line in lines) == 20
    assert sum("و ۴٬۹۸۰ جای دیگر با همین ایراد" in line for line in lines) == 1
    assert "a0000" in lines[0] and "با همین ایراد" in lines[20]
    assert "women/x.yml" in lines[21] and "domains" in lines[22]
    assert "۵٬۰۰۱ خطا و ۱ هشدار" in summary([*MANY, *OTHERS])


def test_what_machines_read_is_whole():
    assert len(json.loads(render([*MANY, *OTHERS], "json"))) == 5002
    assert len(render([*MANY, *OTHERS], "github").splitlines()) == 5002


@pytest.mark.parametrize("count", [1, 19, 20])
def test_nothing_is_left_out_of_a_few(count):
    assert len(render(MANY[:count]).splitlines()) == count


def test_a_report_grows_with_its_kinds_and_not_with_its_files():
    assert len(render(MANY)) < len(render(MANY[:100])) + 10


def test_sentences_are_made_for_what_is_shown(monkeypatch):
    made = []
    monkeypatch.setattr(printing, "say", lambda problem: made.append(problem) or say(problem))
    assert re.search("ایراد$", render(MANY))
    assert len(made) == 20


def test_what_is_said_of_bad_files_grows_with_their_number(tmp_path: Path):
    """Files that are wrong in several ways, among them alike: no sentence of one lists all the others."""
    sizes = []
    for count in (40, 80):
        data = package(tmp_path / str(count) / "data")
        good = (data / "women" / "fasa" / "zahra-rasti.yml").read_text("utf-8")
        for number in range(count):
            text = good.replace("county: fasa", f"county: fassa-{number}").replace("- handicraft", "- handcraft")
            (data / "women" / "fasa" / f"zahra-rasti-{number}.yml").write_text(text, "utf-8")
        sizes.append(len(run("validate", "--data", data, *TODAY, "--format", "json").stdout))
    assert sizes[0] > 40 * 500
    assert sizes[1] < 2.1 * sizes[0]
