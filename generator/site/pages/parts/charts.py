"""Bars and strips as places and widths; the templates draw them. All grow and run from the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.persian.digits import fa
from generator.site.model.table import Row, Table

# The style sheet of pages that show figures.
STYLE = "assets/css/figures.css"
# Fewer bars than these are said in a sentence.
_FEWEST = 3


class Bar(NamedTuple):
    """One bar: its name and address, its number in words, and its width in per cent of the longest."""

    name: str
    url: str
    words: str
    width: float

    @property
    def x(self) -> float:
        """Where it ends, in per cent: bars grow from the right."""
        return round(100 - self.width, 2)


class Chart(NamedTuple):
    """Bars over the first number of a table, all from zero; a sentence where they are too few, and the names at zero."""

    bars: tuple[Bar, ...]
    sentence: str
    zeros: tuple[str, ...]


def bars(table: Table) -> Chart:
    """Return the bars of a table's first numbers.

    A table that is ``ranked`` falls from top to bottom, any other keeps its order. An axis of time is whole: what has no
    row there is zero. Elsewhere zeros have no bar.
    """
    rows = {row.label: row for row in table.rows}
    if table.axis:
        shown = [rows.get(label) or Row(label, "", (0,)) for label in table.axis]
    else:
        shown = [row for row in table.rows if row.numbers[0]]
    if table.ranked:
        shown.sort(key=lambda row: -(row.numbers[0] or 0))
    zeros = () if table.axis else tuple(row.label for row in table.rows if not row.numbers[0])
    if len(shown) < _FEWEST:
        words = "؛ ".join(f"{row.label}: {fa(row.numbers[0] or 0)}" for row in shown)
        return Chart((), f"{words}." if words else "", zeros)
    top = max(row.numbers[0] or 0 for row in shown) or 1
    found = (
        Bar(row.label, row.url, fa(number), round(100 * number / top, 2))
        for row in shown
        for number in [row.numbers[0] or 0]
    )
    return Chart(tuple(found), "", zeros)


class Mark(NamedTuple):
    """One point of a line, a strip or an axis: its place in per cent (0 is left or top), its words and its kind."""

    x: float
    y: float
    words: str
    kind: str = ""


class Strip(NamedTuple):
    """A target on one line, its baseline right and its goal left: the marks, and the way from baseline to latest."""

    marks: tuple[Mark, ...]
    x: float
    width: float


def strip(known: Mapping[str, float], rising: bool) -> Strip | None:
    """Return the values of a target on one line, by kind; nothing where fewer than two differ.

    ``rising``: the goal lies above the baseline, so that larger values stand further left.
    """
    low, high = min(known.values(), default=0.0), max(known.values(), default=0.0)
    if low == high:
        return None

    def x(value: float) -> float:
        share = (value - low) / (high - low)
        return round(2 + 96 * (1 - share if rising else share), 1)

    marks = tuple(Mark(x(value), 50.0, "", kind) for kind, value in known.items())
    ends = sorted(mark.x for mark in marks if mark.kind in ("baseline", "latest"))
    width = round(ends[1] - ends[0], 1) if len(ends) == 2 else 0.0
    return Strip(marks, ends[0] if width else 0.0, width)
