"""Golden cases: what is handed in at a door comes out as it was meant, or a sentence says what to mend.

A folder holds what was handed in, as the body of an issue (``women.md``) or a row of a workbook (``women.yml``), both
named by their form, and what ``generator intake`` made of it: its report and the record.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from generator.submissions.intake.importer import Intake
from tests.submissions import banks, issues, workbooks
from tests.support import TODAY, golden, package, run

CASES = Path(__file__).parent / "cases" / "faithful"
# Spellings that another case goes the same way with: each costs half a second, and the rules know them all elsewhere.
OFTEN = frozenset(
    "card-en-dash mobile-colon mobile-colon-emptied mobile-en-dash mobile-en-dash-emptied mobile-full-width mobile-minus"
    " mobile-no-break-hyphen mobile-persian-comma minus-in-a-date spaces-in-a-date numbered-achievements numbered-names"
    " numbered-names-of-an-issue kashida-in-prose bulleted-domains".split()
)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Intake:
    """Return an intake over a bank with the lists that a form asks for and no record: each costs every case a check."""
    data = package(tmp_path_factory.mktemp("faithful") / "data")
    for path in data.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
    return banks.over(data)


def handed_in(case: Path, folder: Path, bank: Intake) -> list[str | Path]:
    """Write what a case hands in, and return how it is named to the command line."""
    (source,) = (path for path in case.iterdir() if path.name != "expected.txt")
    if source.suffix == ".md":
        event = folder / "event.json"
        event.write_text(json.dumps(issues.event(source.stem, source.read_text("utf-8"))), "utf-8")
        return ["--event", event, "--report", folder / "said"]
    book = folder / "فایل اکسل.xlsx"
    book.write_bytes(workbooks.filled(bank, [yaml.safe_load(source.read_text("utf-8"))], source.stem))
    return [book]


def _param(case: Path) -> object:
    return pytest.param(case, id=case.name, marks=[pytest.mark.nightly] if case.name in OFTEN else [])


@pytest.mark.parametrize("case", [_param(path) for path in sorted(CASES.iterdir())])
def test_case(case, bank, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(bank.package.folder, data)
    before = set(data.rglob("*.yml"))
    result = run("intake", *handed_in(case, tmp_path, bank), "--data", data, *TODAY)
    written = sorted(set(data.rglob("*.yml")) - before)
    assert result.exit_code == (0 if written else 1), result.output
    shown = [result.output, *(path.read_text("utf-8") for path in written)]
    # This empty file has the workflow empty the issue.
    assert (tmp_path / "said" / "private").exists() == (case.name.endswith("-emptied"))
    report = "---\n".join(shown)
    assert report == golden(case / "expected.txt", report)
