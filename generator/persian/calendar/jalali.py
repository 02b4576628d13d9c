"""Read, compare and write Jalali dates of today: a year, a month of it or a day.

Shapes: text as "1399", "1399-05" or "1399-05-12"; bounds are Gregorian `datetime.date`.
Errors: `DateError` where the date does not exist. The clock is never read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from persiantools.jdatetime import JalaliDate as _Arithmetic

from generator.persian.calendar.months import JALALI_MONTHS, SEASONS, Code, DateError
from generator.persian.digits import fa

#: Years that living memory can mean; a Gregorian or a lunar year falls outside.
FIRST_YEAR = 1200
LAST_YEAR = 1500

TEXT = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_LEAP_DAY = (12, 30)


def is_leap(year: int) -> bool:
    """Tell whether the Jalali year has a 30 Esfand."""
    return _Arithmetic.is_leap(year)


def days_in_month(year: int, month: int) -> int:
    """Return the number of days of the month: 31, 30 or, in Esfand, 29 or 30."""
    if month <= 6:
        return 31
    if month <= 11:
        return 30
    return 30 if is_leap(year) else 29


@lru_cache(maxsize=1 << 16)
def to_gregorian(year: int, month: int, day: int) -> date:
    """Return the Gregorian date of a Jalali day that exists."""
    return _Arithmetic(year, month, day).to_gregorian()


def season_words(year: int, season: int) -> str:
    """Return a season of a Jalali year, from 1 for spring, as people say it: «بهار ۱۳۹۹»."""
    return f"{SEASONS[season - 1]} {fa(str(year))}"


def fault(year: int, month: int | None, day: int | None) -> Code | None:
    """Return the code of what is wrong with a month or a day of a Jalali year, or None."""
    if month is None:
        return None
    if not 1 <= month <= 12:
        return "month"
    if day is None or 1 <= day <= days_in_month(year, month):
        return None
    return "leap" if (month, day) == _LEAP_DAY else "day"


@dataclass(frozen=True)
class JalaliDate:
    """Hold a Jalali year, a month of it or a day; what is not known is None.

    Dates compare by year, month and day; a year stands before its months and these before their
    days. Raises DateError for a date that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.year <= LAST_YEAR:
            raise DateError("range", self._text())
        if self.month is None and self.day is not None:
            raise DateError("format", self._text())
        code = fault(self.year, self.month, self.day)
        if code:
            raise DateError(code, self._text())

    def __str__(self) -> str:
        return self._text()

    def __lt__(self, other: JalaliDate) -> bool:
        return self.key < other.key

    def __le__(self, other: JalaliDate) -> bool:
        return self.key <= other.key

    def __gt__(self, other: JalaliDate) -> bool:
        return self.key > other.key

    def __ge__(self, other: JalaliDate) -> bool:
        return self.key >= other.key

    def _text(self) -> str:
        text = f"{self.year:04}"
        if self.month is not None:
            text += f"-{self.month:02}"
        if self.day is not None:
            text += f"-{self.day:02}"
        return text

    @property
    def text(self) -> str:
        """The canonical text, as `parse_jalali` reads it."""
        return self._text()

    @property
    def key(self) -> tuple[int, int, int]:
        """The sort key: year, month and day, with 0 for what is not known."""
        return self.year, self.month or 0, self.day or 0

    @cached_property
    def iso(self) -> str | None:
        """The ISO Gregorian date where the day is known, else None."""
        return None if self.day is None else self.first().isoformat()

    @property
    def decade(self) -> int:
        """The first year of the decade: 1390 for 1399."""
        return self.year // 10 * 10

    @property
    def season(self) -> int | None:
        """The season from 1 for spring to 4 for winter, or None where no month is known."""
        return None if self.month is None else (self.month + 2) // 3

    def words(self) -> str:
        """Return the date as read: «۱۲ مرداد ۱۳۹۹», «مرداد ۱۳۹۹», «۱۳۹۹»."""
        return self._words

    @cached_property
    def _words(self) -> str:
        year = fa(str(self.year))
        if self.month is None:
            return year
        month = JALALI_MONTHS[self.month - 1]
        return f"{month} {year}" if self.day is None else f"{fa(self.day)} {month} {year}"

    def first(self) -> date:
        """Return the first Gregorian day that the date can mean."""
        return to_gregorian(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """Return the last Gregorian day that the date can mean."""
        month = self.month or 12
        return to_gregorian(self.year, month, self.day or days_in_month(self.year, month))


@lru_cache(maxsize=1 << 16)
def parse_jalali(text: str) -> JalaliDate:
    """Read "1399", "1399-05" or "1399-05-12" in ASCII digits, of the years 1200 to 1500.

    Raises DateError with the code of what is wrong.
    """
    match = TEXT.fullmatch(text)
    if match is None:
        raise DateError("format", text)
    year, month, day = match.groups()
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        raise DateError("range", text)
    return JalaliDate(int(year), int(month) if month else None, int(day) if day else None)


def from_gregorian(day: date) -> JalaliDate:
    """Return the Jalali day of a Gregorian date, from 622 on; raises DateError before."""
    try:
        found = _Arithmetic.to_jalali(day.year, day.month, day.day)
    except ValueError as error:
        raise DateError("range", day.isoformat()) from error
    return JalaliDate(found.year, found.month, found.day)


def in_words(text: str) -> str:
    """Return a date in its words; as it stands where it is none."""
    try:
        return parse_jalali(text).words()
    except DateError:
        return text
