"""Rows of a sheet are to the byte what xlsxwriter writes of them cell by cell."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from generator.site.exports.open_data.sheet_rows import filled, shown
from tests.chance import tries

SHEET = "xl/worksheets/sheet1.xml"
PIECES = [*"a_xX09 \n\t\r\x00\x0b\x1f\x85\xa0\u200c\ufffe\uffff&<>\"'=+-@گ😀", "_x0041_", "<r>", "</r>", "متن"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=9)
CELLS = (
    TEXTS
    | st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False).map(lambda number: number + 0.0)  # no table holds -0.0
    | st.sampled_from([0, 1, 1.0, True, 2**53, 2**53 + 1, 0.1, 1e300])
)


def workbook(rows: list[list[Any]], options: dict[str, Any]) -> bytes:
    """Return a workbook with a header of four columns, as xlsxwriter writes it."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {**options, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("برگه")
        for number, row in enumerate([["الف", "ب", "پ", "ت"], *rows]):
            for column, cell in enumerate(row):
                value = shown(cell)
                if isinstance(value, str) and value:
                    assert sheet.write_string(number, column, value) == 0
                elif value is not None and value != "":
                    sheet.write(number, column, value)
    return out.getvalue()


@cache
def layout() -> bytes:
    """Return the sheet of a workbook without rows, whose texts stand in the cells themselves."""
    return part(workbook([], {"constant_memory": True}), SHEET)


def part(book: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(book)).read(name)


def made(content: bytes, rows: list[list[Any]]) -> bytes:
    return b"".join(block.make() for block in filled(content, rows, 4, len(rows)))


def is_rich(cell: Any) -> bool:
    """Whether xlsxwriter would take a text for its own markup, and write it as it stands: we never do."""
    return isinstance(cell, str) and cell.startswith("<r>") and cell.endswith("</r>")


@given(st.lists(st.lists(CELLS.filter(lambda cell: not is_rich(cell)), min_size=4, max_size=4), min_size=1, max_size=4))
@tries(2)
def test_a_sheet_is_filled_as_xlsxwriter_fills_it(rows):
    # A row without any cell is left out there; ours has a key in each.
    rows = [["k", *row[1:]] for row in rows]
    plain = workbook(rows, {"constant_memory": True})
    assert made(layout(), rows) == part(plain, SHEET)


def test_what_looks_like_markup_is_a_text():
    text = "<r><t>متن</t></r>"
    empty = workbook([], {"in_memory": True})
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(empty)) as before, zipfile.ZipFile(whole, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            after.writestr(name, made(content, [[text] * 4]) if name == SHEET else content)
    sheet = openpyxl.load_workbook(whole)["برگه"]
    assert [cell.value for cell in sheet[2]] == [text] * 4
    assert sheet.dimensions == "A1:D2"


@pytest.mark.parametrize("sign", ["آ", "😀"])
def test_a_text_is_cut_by_what_excel_counts(sign):
    units = len(sign.encode("utf-16-le")) // 2
    assert shown(sign * (32_767 // units)) == sign * (32_767 // units)
    cut = shown(sign * (32_767 // units + 1))
    assert cut.endswith("… (ادامه در CSV)") and len(cut.encode("utf-16-le")) // 2 <= 32_767


def test_another_layout_is_refused():
    with pytest.raises(ValueError):
        list(filled(b"<worksheet><sheetData/></worksheet>", [["a"]], 1, 1))


def test_rows_are_read_as_they_are_written():
    """However long a table is, no more than a part of it is held."""
    asked = 0

    def rows():
        nonlocal asked
        for number in range(9_000):
            asked += 1
            yield ["k", number, None, "متن"]

    parts = filled(part(workbook([], {"in_memory": True}), SHEET), rows(), 4, 9_000)
    next(parts)
    assert asked == 0
    first = next(parts).make().count(b"<row ")
    assert asked == first < 4_000
    assert sum(one.make().count(b"<row ") for one in parts) + first == 9_000
