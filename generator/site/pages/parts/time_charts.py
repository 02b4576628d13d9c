"""Values over time as places in per cent: a line for each area, or two or three points on one axis. Time runs from the right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import ceil, floor, log10
from statistics import median_low
from typing import NamedTuple

from generator.site.model.table import Point, Series, said
from generator.site.pages.parts.charts import Mark


class Line(NamedTuple):
    """One area's line: its name, the points of each run without a gap for ``<polyline>``, and its marks, the newest last."""

    name: str
    runs: tuple[str, ...]
    marks: tuple[Mark, ...]


class Lines(NamedTuple):
    """A chart over time, the oldest at the right: lines, the marks of both axes and the text alternative."""

    lines: tuple[Line, ...]
    values: tuple[Mark, ...]
    times: tuple[Mark, ...]
    alternative: str


# Fewer times than these make no line.
_A_LINE = 4
# Where the lines may stand: room for the words of both axes, in per cent.
_LEFT, _RIGHT = 2.0, 98.0
_TICKS = 4
# How far apart two words must stand to be read on a telephone, in per cent: years, or the longer names of seasons.
_APART, _LONG_APART = 14.0, 30.0
_SHORT = 4
# So near the sides words are written inwards, as the template does it.
_EDGE = 6.0
# How near to a point its words begin and how far from it they end, in per cent of a chart's height.
_WORDS_FROM, _WORDS_TO = 5.0, 11.5


def lines(series: Sequence[Series], unit: str, beside: Sequence[Series] = ()) -> Lines:
    """Return the lines of values over time, from zero: all of one indicator, group and rhythm.

    ``beside``: the lines of the charts that stand beside this one and are read against it: they share its scale.
    """
    points = [point for one in series for point in one.points]
    shown = [point.value for one in (*series, *beside) for point in one.points]
    low, step, count = scale(min(0, *shown), max(shown))
    first, last = min(point.time for point in points), max(point.time for point in points)

    def x(time: float) -> float:
        return round(_RIGHT - (_RIGHT - _LEFT) * (time - first) / (last - first), 2)

    def y(value: float) -> float:
        return round(100 - 100 * (value - low) / (step * count), 2)

    placed = [[Mark(x(point.time), y(point.value), said(point.value, "")) for point in one.points] for one in series]
    worded = [list(_worded(placed[0]))] if len(placed) == 1 else _newest_worded(placed)
    drawn = [
        Line(one.name, tuple(_runs(one.points, marks)), tuple(marks)) for one, marks in zip(series, worded, strict=True)
    ]
    values = tuple(
        Mark(100.0, y(low + step * place), said(round(low + step * place, 6), "")) for place in range(count + 1)
    )
    named = {point.time: point.words for point in points}
    apart = _room(named.values())
    times: list[Mark] = []
    for time in sorted(named, reverse=True):
        if not times or _middle(x(time), apart) - _middle(times[-1].x, apart) >= apart:
            times.append(Mark(x(time), 100.0, named[time]))
    words = _alternative(series, unit)
    return Lines(tuple(drawn), values, tuple(times), words)


def _room(words: Iterable[str]) -> float:
    """Return how far apart in per cent the middles of such words must stand."""
    return _APART if all(len(word) <= _SHORT for word in words) else _LONG_APART


def _middle(x: float, room: float) -> float:
    """Return where the middle of words stands that belong to a place."""
    return x + room / 2 if x < _EDGE else x - room / 2 if x > 100 - _EDGE else x


def _worded(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield the marks of a line that stands alone; those whose number is written say in ``kind`` on which side of the line.

    That is the newest, whose words begin at the edge, and those before where they do not meet the words of a later one.
    """
    room = _room(mark.words for mark in marks)
    said_at = -room
    worded: list[Mark] = []
    for place, mark in reversed([*enumerate(marks)]):
        kind = ""
        if mark.x - said_at >= room:
            said_at = mark.x if worded else _LEFT + room / 3
            kind = "below" if place and marks[place - 1].y < mark.y else "above"
        worded.append(mark._replace(kind=kind))
    return reversed(worded)


class _Box(NamedTuple):
    """What words take, or a line between two places: from left to right and from top to bottom."""

    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )


def _newest_worded(placed: Sequence[list[Mark]]) -> list[list[Mark]]:
    """Return the marks of several lines: of each the newest has its number written, on the side where it covers no line.

    Where both sides are taken the number is left to the table below the chart.
    """
    found = [[*marks] for marks in placed]
    taken = [box for marks in placed for box in _ways(marks)]
    # From the top; the lowest line has its words below it if it can, where nothing else is, and the others above.
    falling = sorted(found, key=lambda marks: marks[-1].y)
    for marks in falling:
        last = marks[-1]
        room = _room((last.words,)) * 0.8
        left = _middle(last.x, room) - room / 2
        sides = (
            ("above", _Box(left, left + room, last.y - _WORDS_TO, last.y - _WORDS_FROM)),
            ("below", _Box(left, left + room, last.y + _WORDS_FROM, last.y + _WORDS_TO)),
        )
        for kind, box in reversed(sides) if marks is falling[-1] else sides:
            if box.bottom < 100 and not any(map(box.meets, taken)):
                marks[-1] = last._replace(kind=kind)
                taken.append(box)
                break
    return found


def _ways(marks: Sequence[Mark]) -> Iterator[_Box]:
    """Yield the room that a line takes, in steps fine enough for a slope: a box around each."""
    for old, new in pairwise(marks):
        steps = 8
        for step in range(steps):
            one, two = (old.y + (new.y - old.y) * at / steps for at in (step, step + 1))
            right, left = (old.x + (new.x - old.x) * at / steps for at in (step, step + 1))
            yield _Box(left, right, min(one, two) - 1, max(one, two) + 1)


def _runs(points: Sequence[Point], marks: Sequence[Mark]) -> Iterator[str]:
    """Yield the points of a line from gap to gap: where a value is missing nothing is drawn."""
    # How far apart the values are that follow each other, mostly: what is further apart has one missing between. Censuses
    # came every ten years, and later every five: that leaves no gap.
    rhythm = median_low(late.time - early.time for early, late in pairwise(points))
    run: list[str] = []
    for place, mark in enumerate(marks):
        if place and points[place].time - points[place - 1].time > rhythm * 1.5:
            yield " ".join(run)
            run = []
        run.append(f"{mark.x},{mark.y}")
    yield " ".join(run)


def _alternative(series: Sequence[Series], unit: str) -> str:
    return "؛ ".join(
        f"{one.name}: " + "، ".join(f"{point.words} {said(point.value, unit)}" for point in one.points)
        for one in series
    )


def makes_lines(series: Sequence[Series]) -> bool:
    """Whether some area, of all that are read side by side, has values enough for a line; else they are mere points."""
    return any(len(one.points) >= _A_LINE for one in series)


class Pair(NamedTuple):
    """The first and the newest value of an area on the axis of values, and those between: places in per cent."""

    name: str
    first: Mark
    last: Mark
    between: tuple[Mark, ...]
    times: tuple[str, str]


class Pairs(NamedTuple):
    """Two or three values of each area on one axis, which may begin elsewhere than at zero."""

    pairs: tuple[Pair, ...]
    values: tuple[Mark, ...]
    alternative: str
    from_zero: bool


# Room beside the axis for the words of its outermost points.
_NEAR, _FAR = 76.0, 24.0


def pairs(series: Sequence[Series], unit: str, beside: Sequence[Series] = ()) -> Pairs:
    """Return two or three values of each area as points on one axis, the smallest at the right."""
    shown = [point.value for one in (*series, *beside) for point in one.points]
    low, step, count = scale(min(shown), max(shown))

    def mark(value: float) -> Mark:
        share = (value - low) / (step * count)
        return Mark(round(_NEAR - (_NEAR - _FAR) * share, 2), 0.0, said(round(value, 6), ""))

    found = []
    for one in series:
        marks = [mark(point.value) for point in one.points]
        times = one.points[0].words, one.points[-1].words
        found.append(Pair(one.name, marks[0], marks[-1], tuple(marks[1:-1]), times))
    values = tuple(mark(low + step * place) for place in range(count + 1))
    return Pairs(tuple(found), values, _alternative(series, unit), low == 0)


def scale(low: float, high: float) -> tuple[float, float, int]:
    """Return where an axis begins, its step (1, 2 or 5 times a power of ten) and how many steps hold both values."""
    span = (high - low) or abs(high) or 1.0
    power = 10 ** floor(log10(span / _TICKS))
    step = next(power * times for times in (1, 2, 5, 10) if span / (power * times) <= _TICKS)
    start = floor(low / step) * step
    return start, step, max(1, ceil(round((high - start) / step, 9)))
