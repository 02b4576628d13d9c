"""One workbook for each dataset: its table, then its lists, from right to left and with Persian headers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any

from generator.dataset.descriptor import Field
from generator.runtime.archive import Archive, Block, packed
from generator.runtime.output import File
from generator.site.exports.open_data import labelled
from generator.site.exports.open_data.kept_blocks import KeptBlocks
from generator.site.exports.open_data.public import Public, Table, areas
from generator.site.exports.table_files import neutral

GUIDE = "راهنما"
# What Excel takes: letters of a sheet's name, and the signs that it may not hold.
_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_WIDE = 40
# A sheet of Excel has so many rows below its header; what is more stands in further sheets.
_ROWS = 1_048_576 - 1


def write(
    public: Public, tables: list[Table], notes: Iterable[tuple[str, str]], path: Path, kept: KeptBlocks | None = None
) -> None:
    """Write a dataset's tables as a workbook whose bytes depend on them alone; ``notes`` head the sheet of guidance.

    ``kept`` is what the build before made of it.
    """
    layout, sheets = _laid_out(public, tables, notes)
    with zipfile.ZipFile(layout) as whole, Archive(path) as archive:
        for name in whole.namelist():
            content = whole.read(name)
            if name not in sheets:
                archive.write(File(name, content))
                continue
            table, fill = sheets[name]
            make, own = partial(fill, content), f"{table.name} {name.rpartition('/')[2]}"
            shown = content, *labelled.shown(public, table)
            archive.add(name, kept.file(own, shown, make) if kept else packed(make()))


def _laid_out(
    public: Public, tables: list[Table], notes: Iterable[tuple[str, str]]
) -> tuple[IO[bytes], dict[str, tuple[Table, Callable[[bytes], Iterable[Block]]]]]:
    """Return the workbook without the rows of its tables, and of each of its files that they belong in the table and what fills it."""
    # Imported where workbooks are written: nothing else needs it.
    import xlsxwriter

    from generator.site.exports.open_data.sheet_rows import filled

    out = io.BytesIO()
    fills: dict[str, tuple[Table, Callable[[bytes], Iterable[Block]]]] = {}
    names: set[str] = set()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": tables[0].title, "created": datetime(2000, 1, 1)})
        head = book.add_format({"bold": True, "bottom": 1})
        for table in tables:
            titles = labelled.titles(public, table)
            by_title = {item.title: item for item in table.fields}
            for start in range(0, len(table.rows) or 1, _ROWS):
                sheet = book.add_worksheet(_name(table.resource.title, names))
                _prepare(sheet, [_width(by_title.get(title)) for title in titles])
                _line(sheet, 0, titles, head)
                if table.rows:
                    count = min(_ROWS, len(table.rows) - start)
                    sheet.autofilter(0, 0, count, len(titles) - 1)
                    rows = islice(labelled.rows(public, table), start, start + count)
                    fill = partial(filled, rows=rows, columns=len(titles), count=count)
                    fills[f"xl/worksheets/sheet{len(names)}.xml"] = table, fill
        sheet = book.add_worksheet(_name(GUIDE, names))
        _prepare(sheet, [_WIDE, _WIDE, 24, _WIDE])
        for number, row in enumerate(_guide(public, tables, notes)):
            _line(sheet, number, row, head if row and row[0] == "برگه" else None)
    return out, fills


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


def _line(sheet: Any, number: int, row: Iterable[str], form: Any = None) -> None:
    for column, text in enumerate(row):
        if text:
            sheet.write_string(number, column, neutral(text), form)


def _guide(public: Public, tables: list[Table], notes: Iterable[tuple[str, str]]) -> Iterable[tuple[str, ...]]:
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
