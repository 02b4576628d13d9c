"""Say a date of history in the one calendar that a reader reads it in, with the date of its source beside it.

Solar years from 1304 on, when the country took that calendar; lunar years from the beginning of Islam until then; the common
era before. Shapes: a `HistoricalDate` in, a `Reading` out. Errors: none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from generator.persian.calendar import jalali, lunar
from generator.persian.calendar.historical import HistoricalDate
from generator.persian.calendar.points import COMMON, JALALI, LUNAR, QUALIFIERS, Point
from generator.persian.digits import fa

# The first day of 1304, and of the lunar calendar, as decimal Gregorian years.
_SOLAR, _LUNAR = 1925.2, 622.6
_LIFE = 100
# Years of old are Julian, some days off ours: a lunar year that one touches for fewer days is not meant.
_SLACK = 12
# The short names of the eras: a solar year needs none but in brackets and beside a decade or a century of that time.
LUNAR_SIGN = "ق"
_SHORT = {JALALI: "ش", LUNAR: LUNAR_SIGN, COMMON: "م"}


class Reading(NamedTuple):
    """A date as it is read: its words, its era where they do not say it, and the date of its source where that is another."""

    words: str
    era: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """The date without that of its source: «۷۴۵ تا ۷۵۰ ق»."""
        return f"{self.words} {self.era}" if self.era else self.words

    @property
    def whole(self) -> str:
        """The date with that of its source: «۱۳۹۵ (سپتامبر ۲۰۱۶ م)»."""
        return f"{self.text} ({self.source})" if self.source else self.text


def is_modern(when: HistoricalDate) -> bool:
    """Whether a date reaches into the time of the solar calendar."""
    return _end(when) >= _SOLAR


def reading(when: HistoricalDate, modern: bool = False) -> Reading:
    """Return a date as it is read; ``modern`` where it is of a life that reached 1304, which is told in solar years throughout."""
    calendar = _calendar(when, modern)
    points = [point for point in (when.start, when.end) if point]
    if when.era == calendar or any(point.unknown or point.before for point in points):
        return Reading(_spoken(when, map(Point.words, points)), _era(when, calendar))
    words = _spoken(when, (QUALIFIERS[point.qualifier] + _in(calendar, point) for point in points))
    return Reading(words, _SHORT[calendar] if calendar else "", _source(when))


def _calendar(when: HistoricalDate, modern: bool) -> str:
    if _end(when) >= (_SOLAR - _LIFE if modern else _SOLAR):
        return JALALI
    return LUNAR if when.order >= _LUNAR else COMMON


def _end(when: HistoricalDate) -> float:
    last = when.bounds[1]
    if last is None:
        assert when.start is not None  # a date has at least one end
        return when.start.bounds()[1]
    return last


def _spoken(when: HistoricalDate, words: Iterable[str]) -> str:
    said = list(words)
    if not when.interval:
        return said[0]
    if len(said) == 1:
        return f"{'از' if when.start else 'تا'} {said[0]}"
    return f"{said[0]} تا {said[1]}"


def _era(when: HistoricalDate, calendar: str) -> str:
    """Return the era of a date that stands as its source has it: in full before the lunar calendar, when none is understood."""
    point = when.end or when.start
    assert point is not None
    if when.era == COMMON and (calendar == COMMON or point.before):
        return point.era_words()
    if when.era != calendar:
        return _SHORT[when.era]
    return _SHORT[calendar] if calendar else "شمسی" if point.unknown > 1 else ""


def _source(when: HistoricalDate) -> str:
    said = _spoken(when, (point.words() for point in (when.start, when.end) if point))
    return f"{said} {_SHORT[when.era]}"


def _in(calendar: str, point: Point) -> str:
    """Return a point in another calendar: its day where that is certain, else the year or the two that it touches."""
    first, last = point.days()
    if calendar == JALALI:
        if point.day and point.era == COMMON:
            return jalali.from_gregorian(first).words()
        return _years(*(jalali.from_gregorian(day).year for day in (first, last)))
    if calendar == LUNAR:
        slack = 0 if point.month or point.era != COMMON else _SLACK
        return _years(lunar.year_of(first.toordinal() + slack), lunar.year_of(last.toordinal() - slack))
    return _years(first.year, last.year)


def _years(first: int, last: int) -> str:
    """Return one year, or two beside each other: «۱۳۹۹/۱۴۰۰», «۶۶۲/۶۳»."""
    if first == last:
        return fa(str(first))
    short = f"{last % 100:02}" if first // 100 == last // 100 else str(last)
    return fa(f"{first}/{short}")
