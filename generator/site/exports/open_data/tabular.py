"""Tables as text, in parts: exact CSV for programs, CSV for Excel, and JSON."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from json.encoder import encode_basestring
from typing import Any, TypeVar

from generator.runtime.compact_json import compact
from generator.site.exports.open_data import labelled
from generator.site.exports.open_data.public import Public, Table
from generator.site.exports.table_files import neutral

BOM = "\ufeff"
T = TypeVar("T")
# So many rows are text at once.
_BATCH = 2000
# A year stays what it is; other digits that stand in a text are a number of something, not how much of it.
_DIGITS = re.compile("0[0-9]+|[0-9]{5,}")


def exact_csv(table: Table) -> Iterator[bytes]:
    """Yield the table to the letter: names of fields as the header, ``true`` and ``false``, nothing neutralised."""
    exact = any(item.type == "boolean" for item in table.fields)
    rows = (map(_exact, row) for row in table.rows) if exact else table.rows
    return _csv([item.name for item in table.fields], rows)


def excel_csv(public: Public, table: Table) -> Iterator[bytes]:
    """Yield the table for a double click: a BOM, Persian headers, words beside codes, and nothing that would be run.

    Digits that are no number, such as a telephone's, are handed over as a text (``="071…"``), or Excel would drop their
    zeros.
    """
    header = [neutral(title) for title in labelled.titles(public, table)]
    rows = (
        # What begins with a letter is neither digits nor run by anything.
        [value if value.__class__ is str and value[:1].isalpha() else _harmless(value) for value in row]
        for row in labelled.rows(public, table)
    )
    yield BOM.encode()
    yield from _csv(header, rows)


def json_array(table: Table) -> Iterator[bytes]:
    """Yield the rows as a JSON array of objects, one a line; an empty cell is null."""
    # An encoder is asked of each value: one that goes through a mapping of a row takes twice as long.
    line = "{" + ",".join(compact(item.name).replace("%", "%%") + ":%s" for item in table.fields) + "}"
    before = "[\n"
    for batch in _batches(table.rows):
        lines = ",\n".join(
            [
                line % tuple([encode_basestring(value) if value.__class__ is str else _encoded(value) for value in row])
                for row in batch
            ]
        )
        yield (before + lines).encode()
        before = ",\n"
    yield b"\n]\n" if table.rows else b"[]\n"


def _csv(header: list[str], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    out = io.StringIO()
    # The line end of RFC 4180: the writer then quotes a cell that holds either sign of it.
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    for batch in _batches(rows):
        writer.writerows(batch)
        yield out.getvalue().encode()
        out.seek(0)
        out.truncate()
    yield out.getvalue().encode()


def _batches(rows: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(rows)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _exact(value: Any) -> Any:
    return ("true" if value else "false") if isinstance(value, bool) else value


# Nothing, truth values and the numbers of rows come again and again; 1 and true are equal, but not of one type.
_encoded = lru_cache(1 << 12, typed=True)(compact)


def _harmless(value: Any) -> Any:
    if not isinstance(value, str):
        return _exact(value)
    return f'="{value}"' if _DIGITS.fullmatch(value) else neutral(value)
