"""Read and write dates of history: near, doubtful, of a decade or a century, open, of three eras.

Shapes: EDTF-like text, `1320~` about, `1320?` doubtful, `134X` a decade, `13XX` a century,
`1384/1386`, `1367/..` and `../1367` intervals; a year, a month or a day; ` AH` or ` CE` at the end
where the era is not Jalali, and `-0500 CE` for 500 BC (there is no year 0).
Errors: `DateError`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache

from generator.persian.calendar import jalali
from generator.persian.calendar.months import DateError
from generator.persian.calendar.points import JALALI, LUNAR, Point

OPEN = ".."

_POINT = r"-?[0-9]{2}(?:[0-9]{2}(?:-[0-9]{2}(?:-[0-9]{2})?)?|[0-9]X|XX)[~?]?"
TEXT = re.compile(rf"(?:({_POINT})|({_POINT}|\.\.)/({_POINT}|\.\.))(?: (AH|CE))?")
PARTS = re.compile(r"(-?)([0-9]+)(X*)(?:-([0-9]{2}))?(?:-([0-9]{2}))?([~?]?)")


@dataclass(frozen=True)
class HistoricalDate:
    """Hold a date of history: one point, or an interval whose open end is None.

    `start` and `end` are the same point where it is no interval. Raises DateError for an interval
    without ends, of two eras, or that ends before it starts.
    """

    start: Point | None
    end: Point | None
    interval: bool = False

    def __post_init__(self) -> None:
        if self.start is None or self.end is None:
            if not self.interval or self.start is self.end:
                raise DateError("format", f"{OPEN}/{OPEN}")
        elif self.start.era != self.end.era:
            raise DateError("format", self.text)
        elif self.interval and self.start.bounds()[0] > self.end.bounds()[1]:
            raise DateError("range", self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def _known(self) -> Point:
        point = self.start or self.end
        assert point is not None  # __post_init__ has seen to it
        return point

    @property
    def era(self) -> str:
        """The era: "" for Jalali, "AH" or "CE"."""
        return self._known.era

    @property
    def text(self) -> str:
        """The canonical text, as `parse_historical` reads it."""
        text = self.start.text if self.start else OPEN
        if self.interval:
            text += "/" + (self.end.text if self.end else OPEN)
        return f"{text} {self.era}" if self.era else text

    def words(self) -> str:
        """Return the date as read: «حدود ۱۳۲۰», «۷۴۵ تا ۷۵۰ هجری قمری», «از ۱۳۶۷»."""
        start, end = self.start, self.end
        if not self.interval or start is None or end is None:
            point = self._known
            opening = "" if not self.interval else "از " if start else "تا "
            return opening + _joined(point.words(), point.era_words())
        first_era, last_era = start.era_words(), end.era_words()
        if first_era == last_era:
            first_era = ""
        return f"{_joined(start.words(), first_era)} تا {_joined(end.words(), last_era)}"

    @cached_property
    def bounds(self) -> tuple[float | None, float | None]:
        """The earliest and the latest day as decimal Gregorian years; None for an open end."""
        earliest = self.start.bounds()[0] if self.start else None
        return earliest, self.end.bounds()[1] if self.end else None

    @cached_property
    def order(self) -> float:
        """The place on the axis of all eras: the decimal Gregorian year where the date starts."""
        return self._known.bounds()[0]

    @property
    def decade(self) -> int | None:
        """The Jalali decade (1340) where the date starts, or None where that is not one decade."""
        point = self.start
        if point is None or point.before or point.unknown == 2:
            return None
        if point.era == JALALI:
            return point.year // 10 * 10
        if point.unknown:
            return None
        # A year of another era touches two Jalali years; its middle decides.
        middle = sum(point.bounds()) / 2
        year = int(middle)
        day = date(year, 1, 1) + timedelta(days=(middle - year) * 366)
        try:
            return jalali.from_gregorian(day).decade
        except DateError:
            return None

    @cached_property
    def iso(self) -> str | None:
        """The ISO date where it is certain: a Jalali day, or a year, month or day of the common era.

        None for a lunar day too: its Gregorian day can only be reckoned to within a day or two.
        """
        point = self._known
        if self.interval or point.qualifier or point.unknown or point.era == LUNAR:
            return None
        if point.era == JALALI:
            if point.month is None or point.day is None:
                return None
            return jalali.to_gregorian(point.year, point.month, point.day).isoformat()
        year = point.astronomical
        iso = f"-{-year:04}" if year < 0 else f"{year:04}"
        return iso + "".join(f"-{part:02}" for part in (point.month, point.day) if part is not None)


def _joined(said: str, era: str) -> str:
    return f"{said} {era}" if era else said


@lru_cache(maxsize=1 << 16)
def parse_historical(text: str) -> HistoricalDate:
    """Read the canonical text of a date of history; raises DateError for anything else."""
    match = TEXT.fullmatch(text)
    if match is None:
        raise DateError("format", text)
    single, first, last, era = match.groups()
    era = era or JALALI
    if single:
        point = _point(single, era)
        return HistoricalDate(point, point)
    return HistoricalDate(_end(first, era), _end(last, era), interval=True)


def _end(text: str, era: str) -> Point | None:
    return None if text == OPEN else _point(text, era)


def _point(text: str, era: str) -> Point:
    match = PARTS.fullmatch(text)
    assert match is not None  # TEXT has matched it
    sign, digits, unknown, month, day, qualifier = match.groups()
    return Point(
        era=era,
        year=int(digits) * 10 ** len(unknown),
        before=bool(sign),
        month=int(month) if month else None,
        day=int(day) if day else None,
        unknown=len(unknown),
        qualifier=qualifier,
    )


@lru_cache(maxsize=1 << 16)
def in_words(text: str) -> str:
    """Return a date in its words; as it stands where it is none."""
    try:
        return parse_historical(text).words()
    except DateError:
        return text
