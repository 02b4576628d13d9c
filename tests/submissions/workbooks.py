"""Workbooks as people and attackers make them: filled with openpyxl, or spoilt part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import openpyxl

from generator.submissions.intake.importer import Intake
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks.workbook_writer import FIRST_ROW, HEADING_ROW, workbook_bytes

SHEET = "xl/worksheets/sheet1.xml"


def empty(bank: Intake, resource: str = "women") -> bytes:
    """Return our empty workbook of a resource."""
    return workbook_bytes(bank.package, bank.package.resources[resource], bank.questions(resource))


def opened(content: bytes) -> openpyxl.Workbook:
    """Open a workbook with the program that fills it."""
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    """Return the bytes of such a workbook."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def filled(
    bank: Intake,
    rows: Iterable[Mapping[str, Any]],
    resource: str = "women",
    change: Callable[[Any], None] | None = None,
) -> bytes:
    """Return our workbook with rows typed into it, key → value, and its first sheet changed at will."""
    book = opened(empty(bank, resource))
    sheet = book.worksheets[0]
    columns = {key: column for column, key in enumerate(words.headings(bank.questions(resource)), 1)}
    for number, row in enumerate(rows, FIRST_ROW + 1):
        for key, value in row.items():
            sheet.cell(number, columns[key]).value = value
    if change:
        change(sheet)
    return saved(book)


def plain(rows: Sequence[Sequence[Any]], title: str = "Sheet1") -> bytes:
    """Return a workbook of somebody else, without any sheet of ours."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    return saved(book)


def column_of(sheet: Any, title: str) -> int:
    """Return the column, from 1, under a heading."""
    found = [cell.column for cell in sheet[HEADING_ROW + 1] if str(cell.value).rstrip(" *") == title]
    return found[0]


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(found: Mapping[str, bytes]) -> bytes:
    """Return an archive of parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return target.getvalue()


def spoilt(content: bytes, **changes: bytes | Callable[[bytes], bytes] | None) -> bytes:
    """Return an archive with parts replaced, added, changed or (None) taken out; ``sheet`` is the first sheet."""
    found = parts(content)
    for name, change in changes.items():
        path = SHEET if name == "sheet" else name
        if change is None:
            found.pop(path)
        else:
            found[path] = change(found[path]) if callable(change) else change
    return packed(found)
