"""The rows of a sheet as XML: what xlsxwriter writes of each cell, in a fifth of its time.

A workbook of tens of thousands of rows is laid out by xlsxwriter with the header of each sheet alone, and the rows are
written into it here as they come, so that neither memory nor files grow with them. Shapes: a row is a sequence of str, int,
float, bool or None in the order of the columns. Errors: ValueError where the layout is not one of xlsxwriter.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from generator.runtime.archive import Block, block
from generator.runtime.cache import digest
from generator.site.exports.table_files import neutral

# What Excel takes in a cell, in units of UTF-16.
_CELL = 32_767
_CUT = "… (ادامه در CSV)"
# Beyond it a spreadsheet rounds a whole number.
_EXACT = 2**53
_END = b"</sheetData>"
_DIMENSION = re.compile(rb'<dimension ref="[A-Z0-9:]+"/>')
# A text with none of these stands in XML as it is.
_SPECIAL = re.compile(r"[&<>_\x00-\x08\x0b-\x1f\ufffe\uffff]")
_LITERAL_ESCAPE = re.compile("(?=_x[0-9a-fA-F]{4}_)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BATCH = 2000


def filled(layout: bytes, rows: Iterable[Sequence[Any]], columns: int, count: int) -> Iterator[Block]:
    """Yield a sheet's XML, in blocks, with ``count`` rows of so many columns below the header that it has."""
    before, end, after = layout.partition(_END)
    last = f"{xl_col_to_name(columns - 1)}{count + 1}"
    before, changed = _DIMENSION.subn(f'<dimension ref="A1:{last}"/>'.encode(), before)
    if not end or changed != 1:
        raise ValueError("no layout of a sheet")
    yield block(before)
    letters, rest = [xl_col_to_name(column) for column in range(columns)], iter(rows)
    for first in range(2, count + 2, _BATCH):
        batch = list(islice(rest, _BATCH))
        # The second format of marshal knows no references: equal rows are equal bytes.
        yield Block(digest(marshal.dumps((first, batch), 2)), partial(_rows, first, batch, letters))
    yield block(end + after)


def shown(value: Any) -> Any:
    """Return a value as a cell can hold it: no formula, no number that would be rounded, nothing too long."""
    if isinstance(value, int) and abs(value) > _EXACT:
        value = str(value)
    return _short(neutral(value)) if isinstance(value, str) else value


def _rows(first: int, rows: Sequence[Sequence[Any]], letters: Sequence[str]) -> bytes:
    return "".join([_row(number, row, letters) for number, row in enumerate(rows, start=first)]).encode()


def _row(number: int, row: Sequence[Any], letters: Sequence[str]) -> str:
    cells = [
        f'<c r="{letter}{number}"{_text(value) if value.__class__ is str else _other(value)}</c>'
        for letter, value in zip(letters, row, strict=True)
        if value is not None and value != ""
    ]
    return f'<row r="{number}">{"".join(cells)}</row>'


@lru_cache(1 << 12, typed=True)
def _other(value: Any) -> str:
    value = shown(value)
    if isinstance(value, str):
        return _text(value)
    return f' t="b"><v>{value:d}</v>' if isinstance(value, bool) else f"><v>{value:.16G}</v>"


# Most texts of a table stand in many of its rows.
@lru_cache(1 << 12)
def _text(value: str) -> str:
    text = shown(value)
    if _SPECIAL.search(text):
        text = _CONTROL.sub(lambda sign: f"_x{ord(sign[0]):04X}_", _LITERAL_ESCAPE.sub("_x005F", text))
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    space = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
    return f' t="inlineStr"><is><t{space}>{text}</t></is>'


def _short(text: str) -> str:
    """Return a text that has room in a cell; a longer one says where it goes on."""
    if len(text) <= _CELL // 2 or len(units := text.encode("utf-16-le")) <= 2 * _CELL:
        return text
    return units[: 2 * (_CELL - len(_CUT))].decode("utf-16-le", "ignore") + _CUT
