"""Days that can be reckoned with: a day is a number, the ordinal of the Gregorian calendar."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from generator.persian.calendar.jalali import from_gregorian, parse_jalali


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """Return the number of a day; of a year or a month, of its first day."""
    return parse_jalali(text).first().toordinal()


@lru_cache(maxsize=4096)
def text(day: int) -> str:
    """Return a day as the data writes it, «1403-05-12»."""
    return from_gregorian(date.fromordinal(day)).text


# Every date lies before the day that counts as today: those of persons and organisations in years before this one's
# last day, those of loans and of the counties' work up to this last day.
LAST_YEAR = 1404
# The bank begins to be filled.
FIRST_ADDED = 1402
LAST = number("1405-08-29")
EARLIEST = number("1399-01-15")
