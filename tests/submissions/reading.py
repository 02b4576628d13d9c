"""How the tests read a workbook: with the small bank, as one sheet that was typed into or changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms.submission import Submission
from generator.submissions.workbooks.workbook_reader import read_workbook
from tests.submissions.banks import WOMAN, bank
from tests.submissions.workbooks import filled

CASES = Path(__file__).parent / "cases" / "workbook"

LOAN_ROW = {"county": "فسا", "agency": "فرمانداری شهرستان", "domain": "ادبی"}


def read(content: bytes, name: str = "fasa.xlsx") -> tuple[list[Submission], list[Any]]:
    return read_workbook(content, name, bank().package, bank().names())


def one(**more: Any) -> dict[str, Any]:
    """Return the values of the only row of a workbook, read without any problem."""
    submissions, problems = read(filled(bank(), [{**WOMAN, **more}]))
    assert not problems, [say(problem, Audience.DOOR) for problem in problems]
    return submissions[0].values


def typed(**more: Any) -> bytes:
    return filled(bank(), [{**WOMAN, **more}])


def sheet_of(change: Callable[[Any], None]) -> bytes:
    return filled(bank(), [WOMAN], change=change)


def put(row: int, column: int, value: Any) -> bytes:
    def change(sheet: Any) -> None:
        sheet.cell(row, column).value = value

    return sheet_of(change)


def replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new)

    return change
