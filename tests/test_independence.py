"""The tests and the documentation name no living woman of the data, and few tests look at the data at all.

So a withdrawal leaves the tests green, and nothing of her stands in them.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.dataset.people.consent import is_alive
from tests.support import ROOT, record

DATA, CONTENT = ROOT / "data", ROOT / "content"
# The only tests that read records of the data or hand-written pages: what must hold of them whatever they hold. None of
# them names a record or counts what there is.
READERS = {
    "tests/dataset/test_formatter.py",
    "tests/dataset/test_sample.py",
    "tests/dataset/test_validation.py",
    "tests/inbox/test_guides.py",
    "tests/promises/test_published.py",
    "tests/site/test_form_target.py",
    "tests/site/test_naming.py",
    "tests/site/test_open_data_releases.py",
    "tests/site/test_settings_errors.py",
    "tests/site/test_share_cards.py",
    "tests/submissions/test_issue_form.py",
    "tests/submissions/test_web_form.py",
    "tests/test_docs.py",
    "tests/test_independence.py",
    "tests/test_mutations.py",
}
# What of the two folders is part of the generator: the description of all data.
READS = re.compile(
    r"(?:(?:ROOT|parents\[\d\]) ?/ ?|ROOT\.glob\()\"(?:data|content)\b(?!\" ?/ ?\"datapackage\.yaml)(?!/datapackage\.yaml)"
)


def committed(*places: str) -> list[Path]:
    """Return the files of some places that git holds or would take in."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *places],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [ROOT / name for name in sorted(set(filter(None, listing.split("\0")))) if (ROOT / name).is_file()]


def plain(text: str) -> str:
    """Return Persian letters as one writes them now, with single spaces for spaces of all kinds and the joiner."""
    return " ".join(text.replace("ي", "ی").replace("ك", "ک").replace("\u200c", " ").split())


def marks_of(woman: dict) -> list[str]:
    """Return what names a woman beyond doubt: her id, and each whole name in both scripts."""
    return [woman["id"], *(plain(woman[field]) for field in ("name", "latin", "sort") if woman.get(field))]


def named(text: str, marks: list[str]) -> list[str]:
    """Return those of some names that stand in a text as whole words."""
    text = plain(text)
    return [mark for mark in marks if mark in text and re.search(rf"(?<![\w-]){re.escape(mark)}(?![\w-])", text)]


@pytest.fixture(scope="module")
def living() -> list[str]:
    women = map(record, sorted((DATA / "women").rglob("*.yml")))
    return [mark for woman in women if is_alive(woman["life"]) for mark in marks_of(woman)]


def test_neither_tests_nor_documentation_name_a_living_woman(living):
    files = committed("tests", "docs", "README*", "CONTRIBUTING.md", "CHANGELOG.md")
    assert len(files) > 100 and living
    found = {}
    for path in files:
        names = named(f"{path.relative_to(ROOT)}\n{path.read_bytes().decode('utf-8', 'replace')}", living)
        if names:
            found[path.relative_to(ROOT).as_posix()] = len(names)
    assert found == {}


def test_a_name_is_found_however_it_is_written():
    marks = marks_of({"id": "zahra-rasti", "name": "زهرا راستی", "latin": "Zahra Rasti"})
    for text in ("women/zahra-rasti/", "خانم زهرا\u200cراستي گفت", "by Zahra\nRasti."):
        assert named(text, marks), text
    assert named("women/zahra-rasti-2/ زهرا راستیان", marks) == []


def test_only_these_tests_read_the_data_or_the_content():
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in committed("tests")
        if path.suffix == ".py" and path.name.startswith("test_") and READS.search(path.read_text("utf-8"))
    }
    assert readers == READERS
