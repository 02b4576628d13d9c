"""Count the days of the tabular lunar Hijri calendar (civil epoch, leap years of the 30-year cycle).

Old dates rest on sightings of the moon, so a day found here can be off by one or two.
Shapes: days as proleptic Gregorian ordinals (`date.toordinal`). Errors: none.
"""

from __future__ import annotations

# 1 Muharram of year 1 is 16 July 622 in the Julian calendar, 19 July in the Gregorian.
_EPOCH = 227015


def first_day(year: int, month: int) -> int:
    """Return the ordinal of the first day of a lunar month."""
    return _EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2


def month_length(year: int, month: int) -> int:
    """Return the days of a lunar month: 30 or 29."""
    if month == 12:
        return first_day(year + 1, 1) - first_day(year, 12)
    return first_day(year, month + 1) - first_day(year, month)


def year_of(ordinal: int) -> int:
    """Return the lunar year that a day belongs to."""
    year = (ordinal - _EPOCH) * 30 // 10631 + 1
    return year + (ordinal >= first_day(year + 1, 1)) - (ordinal < first_day(year, 1))
