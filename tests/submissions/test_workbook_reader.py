"""What the reader of workbooks understands, and what it tells of what it does not read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.dataset.problems.kind import WARNING
from generator.dataset.problems.problem import Audience, say
from generator.submissions.workbooks.workbook_reader import MOST_ROWS, read_workbook, row_of
from tests.submissions import workbooks
from tests.submissions.banks import WOMAN, bank
from tests.submissions.reading import one, read, replaced, sheet_of, typed
from tests.submissions.workbooks import filled, plain, spoilt


def test_a_row_is_handed_over_as_it_was_typed() -> None:
    submissions, problems = read(filled(bank(), [WOMAN]))
    assert not problems
    (found,) = submissions
    assert found.resource == "women"
    assert found.source == "fasa.xlsx"
    assert found.values == {
        **WOMAN,
        "name": "مريم  كشاورز",
        "domains": ["صنایع دستی", "ادبی"],
        "achievements": [WOMAN["achievements"]],
        "sources": [WOMAN["sources"]],
        "nominations": [WOMAN["nominations"]],
    }
    assert set(found.places.values()) == {"4"}
    assert {"name", "county", "biography", "added", ""} <= set(found.places)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (1399, "1399"),
        (1399.0, "1399"),
        ("۱۳۹۹", "۱۳۹۹"),
        ("1399/5/12 ", "1399/5/12"),
        (date(2020, 8, 2), "1399-05-12"),
        (datetime(2020, 8, 2, 14, 30), "1399-05-12"),
    ],
)
def test_dates_come_as_excel_left_them(typed: Any, text: str) -> None:
    assert one(death=typed)["death"] == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [(5.0, "5"), (0.1, "0.1"), (12.5, "12.5"), (2e9, "2000000000"), ("۲٬۰۰۰", "۲٬۰۰۰"), (True, "بله"), (False, "خیر")],
)
def test_numbers_come_as_excel_left_them(typed: Any, text: str) -> None:
    submissions, problems = read(filled(bank(), [{"name": "الف", "members": typed}], "cooperatives"))
    assert not problems
    assert submissions[0].values["members"] == text


def test_lines_of_a_cell_are_items_and_empty_ones_are_none() -> None:
    found = one(sources="گزارش | ایسنا\r\n\n  کتاب | نشر نی  \n", biography="بند یکم\r\nبند دوم")
    assert found["sources"] == ["گزارش | ایسنا", "کتاب | نشر نی"]
    assert found["biography"] == "بند یکم\nبند دوم"


def test_a_photo_is_the_name_that_was_typed() -> None:
    assert one(photo="عکس مریم.JPG")["photo"] == "عکس مریم.JPG"


def test_empty_rows_between_and_the_example_are_left_out() -> None:
    rows = [WOMAN, {}, {"name": "  "}, {**WOMAN, "name": "زری"}]
    submissions, problems = read(filled(bank(), rows))
    assert not problems
    assert [row_of(submission) for submission in submissions] == [4, 7]


def _reorder(sheet: Any) -> None:
    last = sheet.max_column
    for row in range(1, sheet.max_row + 1):
        values = [sheet.cell(row, column).value for column in range(1, last + 1)]
        for column, value in enumerate(reversed(values), 1):
            sheet.cell(row, column).value = value


def _spell_headings_otherwise(sheet: Any) -> None:
    for cell in sheet[2]:
        if cell.value:
            cell.value = f" {cell.value.replace('ی', 'ي').replace('ک', 'ك').replace(chr(0x200C), ' ').rstrip('* ')}  *"


def _take_optional_out(sheet: Any) -> None:
    for title in ("زندگی‌نامه", "دوره", "نام‌های دیگر"):
        sheet.delete_cols(workbooks.column_of(sheet, title))


def _add_columns(sheet: Any) -> None:
    sheet.insert_cols(1)
    sheet.insert_cols(5)
    sheet.cell(2, 1).value = "ردیف"
    sheet.cell(4, 1).value = 1
    sheet.cell(2, 40).value = "   "


def _take_notice_out(sheet: Any) -> None:
    sheet.delete_rows(1)


def _take_example_out(sheet: Any) -> None:
    sheet.delete_rows(3)


def _put_a_title_above(sheet: Any) -> None:
    sheet.insert_rows(1, 3)
    sheet["C1"] = "گزارش فرمانداری فسا"


def _rename_sheet(sheet: Any) -> None:
    sheet.title = "فسا"


@pytest.mark.parametrize(
    ("change", "row"),
    [
        (_reorder, 4),
        (_spell_headings_otherwise, 4),
        (_take_optional_out, 4),
        (_add_columns, 4),
        (_take_notice_out, 3),
        (_take_example_out, 3),
        (_put_a_title_above, 7),
        (_rename_sheet, 4),
    ],
)
def test_what_people_change_in_a_sheet_is_understood(change: Callable[[Any], None], row: int) -> None:
    expected = read(filled(bank(), [WOMAN]))[0][0].values
    submissions, problems = read(filled(bank(), [WOMAN], change=change))
    assert not problems, [say(problem, Audience.DOOR) for problem in problems]
    assert [submission.values for submission in submissions] == [expected]
    assert row_of(submissions[0]) == row


def test_a_workbook_of_somebody_else_is_known_by_its_headings() -> None:
    content = plain(
        [
            ["نام و نام خانوادگی", "شهرستان", "وضعيت زندگي", "حوزه‌ها", "دستاوردها", "منابع"],
            ["زری", "فسا", "زنده", "ادبی", "1399|کتاب", "x"],
        ]
    )
    submissions, problems = read(content)
    assert not problems
    assert (submissions[0].resource, submissions[0].values["name"], row_of(submissions[0])) == ("women", "زری", 2)


def test_a_heading_that_has_been_renamed_since_is_still_known() -> None:
    def rename(sheet: Any) -> None:
        sheet.cell(2, 1).value = "نام کامل *"
        form = sheet.parent["_form"]
        form.cell(3, 2).value = "نام کامل"
        assert form.cell(3, 1).value == "name"

    submissions, problems = read(filled(bank(), [WOMAN], change=rename))
    assert not problems
    assert submissions[0].values["name"] == "مريم  كشاورز"


def test_the_example_of_an_older_form_is_known_as_one() -> None:
    def age(sheet: Any) -> None:
        sheet.cell(3, 10).value = sheet.parent["_form"].cell(12, 3).value = "۱۳۱۵"
        assert sheet.parent["_form"].cell(12, 1).value == "birth"

    submissions, problems = read(filled(bank(), [WOMAN], change=age))
    assert not problems
    assert len(submissions) == 1


def test_the_machines_sheet_may_be_lost_and_notes_may_stand_in_others() -> None:
    def change(sheet: Any) -> None:
        del sheet.parent["_form"]
        notes = sheet.parent.create_sheet("یادداشت", 0)
        notes.append(["شهرستان", "تلفن زدم"])
        notes.append(["فسا", "نه"])

    submissions, problems = read(filled(bank(), [WOMAN], change=change))
    assert [(problem.code, problem.severity) for problem in problems] == [("workbook-sheet-unread", WARNING)]
    assert len(submissions) == 1


def test_a_path_is_read_as_bytes_are(tmp_path: Path) -> None:
    path = tmp_path / "fasa.xlsx"
    path.write_bytes(filled(bank(), [WOMAN]))
    assert len(read_workbook(path, path.name, bank().package, bank().names())[0]) == 1


def test_good_rows_come_beside_faulty_ones() -> None:
    rows = [WOMAN, {**WOMAN, "name": "=HYPERLINK(A1)"}, {**WOMAN, "name": "زری"}]
    submissions, problems = read(filled(bank(), rows))
    assert [(row_of(one), set(one.unclear)) for one in submissions] == [(4, set()), (5, {"name"}), (6, set())]
    assert "name" not in submissions[1].values
    assert [(problem.line, problem.field) for problem in problems] == [(5, "name")]


def test_formulas_without_values_below_the_last_row_are_not_lost() -> None:
    submissions, problems = read(filled(bank(), [WOMAN, {}, {"name": "=A4"}]))
    assert [(row_of(one), set(one.unclear)) for one in submissions] == [(4, set()), (6, {"name"})]
    assert [(problem.code, problem.line) for problem in problems] == [("workbook-formula", 6)]


def test_as_many_rows_as_are_allowed_are_read() -> None:
    rows = [{"name": f"زن {number}"} for number in range(MOST_ROWS)]
    submissions, problems = read(filled(bank(), rows))
    assert not problems
    assert len(submissions) == MOST_ROWS


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-1"])
def test_a_text_that_looks_like_a_formula_is_a_text(text: str) -> None:
    def change(sheet: Any) -> None:
        cell = sheet.cell(4, workbooks.column_of(sheet, "توانمندی ویژه"))
        cell.value = text
        cell.data_type = "s"

    submissions, problems = read(sheet_of(change))
    assert not problems
    assert submissions[0].values["ability"] == text


def test_hyperlinks_that_excel_makes_of_addresses_are_no_fault() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(4, workbooks.column_of(sheet, "منابع")).hyperlink = "https://www.isna.ir/news/1"

    submissions, problems = read(sheet_of(change))
    assert not problems
    assert len(submissions) == 1


def test_cells_with_style_alone_are_empty_however_far_they_are() -> None:
    content = spoilt(
        typed(), sheet=replaced(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')
    )
    submissions, problems = read(content)
    assert not problems
    assert len(submissions) == 1
