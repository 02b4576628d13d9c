"""What stands in a workbook beside what is read, or where nobody sees it: it is told of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from generator.dataset.problems.kind import ERROR, WARNING
from generator.submissions.workbooks import workbook_help as words
from tests.submissions import workbooks
from tests.submissions.reading import read, sheet_of


def test_people_on_a_sheet_that_is_not_read_are_told_of() -> None:
    def change(sheet: Any) -> None:
        sheet.parent.copy_worksheet(sheet).delete_rows(4, 9)  # an empty form says nothing
        sheet.parent.create_sheet("Sheet1").append(["شیرین کشاورز", "شیراز"])
        sheet.parent.create_sheet("09171234567").cell(7, 3).value = 1
        guide = sheet.parent["راهنما"]
        guide.cell(guide.max_row + 3, 1).value = "پروین کشاورز"

    submissions, problems = read(sheet_of(change))
    assert len(submissions) == 1
    assert {(problem.code, problem.severity) for problem in problems} == {("workbook-sheet-unread", WARNING)}
    assert [(problem.found, problem.expected) for problem in problems][1:] == [("Sheet1", "۱"), ("۰۹…۶۷", "۷")]
    assert problems[0].found == "راهنما"


def test_comments_below_the_headings_are_counted_and_told_of() -> None:
    def change(sheet: Any) -> None:
        sheet["B2"].comment = Comment("روی سرستون", "کارشناس")
        sheet["B4"].comment = sheet["C4"].comment = Comment("متولد فسا", "کارشناس")
        sheet["D4"].comment = Comment("از خود فایل اکسل", words.AUTHOR)

    submissions, problems = read(sheet_of(change))
    assert len(submissions) == 1
    assert [(problem.code, problem.found, problem.severity) for problem in problems] == [
        ("workbook-comments", "۲", WARNING)
    ]


def _hide_row(sheet: Any) -> None:
    sheet.row_dimensions[4].hidden = True


def _hide_column(sheet: Any) -> None:
    sheet.column_dimensions[get_column_letter(workbooks.column_of(sheet, "توانمندی ویژه"))].hidden = True


def _hide_sheet(sheet: Any) -> None:
    sheet.sheet_state = "hidden"
    sheet.parent.active = 1


def _strike(sheet: Any) -> None:
    sheet.cell(4, workbooks.column_of(sheet, "توانمندی ویژه")).font = Font(strike=True)


def _strike_part(sheet: Any) -> None:
    text = CellRichText("بافنده ", TextBlock(InlineFont(strike=True), "و ریسنده"))
    sheet.cell(4, workbooks.column_of(sheet, "توانمندی ویژه")).value = text


@pytest.mark.parametrize(
    ("change", "code", "found"),
    [
        (_hide_row, "workbook-rows-hidden", "۴"),
        (_hide_column, "workbook-columns-hidden", "«توانمندی ویژه»"),
        (_hide_sheet, "workbook-sheet-hidden", "زنان توانمند"),
        (_strike, "workbook-struck", ""),
        (_strike_part, "workbook-struck", ""),
    ],
)
def test_what_nobody_sees_in_a_sheet_is_read_and_told(change: Callable[[Any], None], code: str, found: str) -> None:
    submissions, problems = read(sheet_of(change))
    assert len(submissions) == 1 and submissions[0].values["ability"].startswith("باف")
    ((told, said),) = [(problem.code, problem.found) for problem in problems]
    assert (told, said) == (code, found)
    assert all(problem.severity != ERROR for problem in problems)
