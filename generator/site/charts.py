"""Bars, meters and lines as places and widths; the templates draw them. Bars grow from the right."""

from __future__ import annotations

from typing import NamedTuple

from generator.persian.digits import fa
from generator.site.tables import Table

_ROW = 34
# Per cent of the chart's width: where the bars begin (names stand right of it), and the longest bar.
_START, _LONGEST = 57, 46


class Bar(NamedTuple):
    """One bar: its name and address, its number in words, and where it stands (per cent, and pixels down)."""

    name: str
    url: str
    words: str
    x: float
    width: float
    y: int


class Chart(NamedTuple):
    """A chart of bars over the first number of a table."""

    bars: tuple[Bar, ...]
    height: int
    alternative: str


def bars(table: Table) -> Chart:
    """Return the bars of a table's first numbers, in the table's own order."""
    top = max((row.numbers[0] or 0 for row in table.rows), default=0) or 1
    found = []
    for place, row in enumerate(table.rows):
        number = row.numbers[0] or 0
        width = round(_LONGEST * number / top, 1)
        found.append(Bar(row.label, row.url, fa(number), round(_START - width, 1), width, _ROW * place))
    words = "، ".join(f"{bar.name} {bar.words}" for bar in found)
    return Chart(tuple(found), _ROW * len(found), f"{table.title}: {words}")
