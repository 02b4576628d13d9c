"""One workbook for each dataset: its table, then its lists, from right to left and with Persian headers."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from generator.dataset.descriptor import Field
from generator.site.exports.open_data import labelled
from generator.site.exports.open_data.public import Public, Table, areas
from generator.site.exports.table_files import neutral

GUIDE = "راهنما"
# What Excel takes: letters of a cell, of a sheet's name, and the signs that a name may not hold.
_CELL, _NAME = 32_767, 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
# Beyond it a spreadsheet rounds a whole number.
_EXACT = 2**53
_CUT = "… (ادامه در CSV)"
_WIDE = 40
# A sheet of Excel has so many rows below its header; what is more stands in further sheets.
_ROWS = 1_048_576 - 1
# Rows of a dataset that is written in memory.
_FEW = 2_000


def workbook_bytes(public: Public, tables: list[Table], notes: Iterable[tuple[str, str]]) -> bytes:
    """Return a dataset's tables as a workbook whose bytes depend on them alone; ``notes`` head the sheet of guidance."""
    # Imported where workbooks are written: nothing else needs it.
    import xlsxwriter

    # What is small needs no files on the disk, which take half the time; of what is large, texts stand in the cells
    # themselves, so that memory does not grow with the table.
    few = sum(len(table.rows) for table in tables) <= _FEW
    options = {"in_memory": few, "constant_memory": not few, "strings_to_formulas": False, "strings_to_urls": False}
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": tables[0].title, "created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bottom": 1})
        names: set[str] = set()
        for table in tables:
            titles = labelled.titles(public, table)
            by_title = {item.title: item for item in table.fields}
            rows = labelled.rows(public, table)
            for start in range(0, len(table.rows) or 1, _ROWS):
                sheet = book.add_worksheet(_name(table.resource.title, names))
                _prepare(sheet, [_width(by_title.get(title)) for title in titles])
                _line(sheet, 0, titles, head)
                for number, row in enumerate(islice(rows, _ROWS), start=1):
                    _line(sheet, number, row)
                if table.rows:
                    sheet.autofilter(0, 0, min(_ROWS, len(table.rows) - start), len(titles) - 1)
        sheet = book.add_worksheet(_name(GUIDE, names))
        _prepare(sheet, [_WIDE, _WIDE, 24, _WIDE])
        for number, row in enumerate(_guide(public, tables, notes)):
            _line(sheet, number, row, head if row and row[0] == "برگه" else None)
    return out.getvalue()


def _prepare(sheet: Any, widths: list[int]) -> None:
    sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)


def _width(item: Field | None) -> int:
    """Return how wide a column is; one of words has no field of its own."""
    if item is None:
        return 28
    return 60 if item.multiline or item.markdown else 28 if item.is_text else 16


def _name(title: str, names: set[str]) -> str:
    """Return a name for a sheet that no other has."""
    base = _FORBIDDEN.sub(" ", title).strip("' ")[:_NAME] or "برگه"
    found, number = base, 2
    while found.casefold() in names:
        end = f" {number}"
        found, number = base[: _NAME - len(end)] + end, number + 1
    names.add(found.casefold())
    return found


def _line(sheet: Any, number: int, row: Iterable[Any], form: Any = None) -> None:
    for column, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, int) and abs(value) > _EXACT:
            value = str(value)
        if isinstance(value, str):
            text = neutral(value)
            failed = sheet.write_string(
                number, column, text if len(text) <= _CELL else text[: _CELL - len(_CUT)] + _CUT, form
            )
        elif isinstance(value, bool):
            failed = sheet.write_boolean(number, column, value, form)
        else:
            failed = sheet.write_number(number, column, value, form)
        if failed:
            raise ValueError(f"row {number + 1} does not fit into a sheet of Excel")


def _guide(public: Public, tables: list[Table], notes: Iterable[tuple[str, str]]) -> Iterable[tuple[Any, ...]]:
    """Yield the notes, then what each column is and what its codes mean."""
    yield from notes
    yield ()
    yield ("برگه", "ستون", "نام ستون در داده", "معنی")
    for table in tables:
        for item in table.fields:
            about = "؛ ".join(filter(None, (item.description.rstrip("."), item.unit and f"واحد: {item.unit}")))
            yield (table.resource.title, item.title, item.name, about)
            for value, label in areas(public.package, item).items():
                yield (table.resource.title, item.title, value, label)
