"""Hold one point of history in one of three eras, and find its place on the axis of them all.

Shapes: `Point`; bounds are decimal Gregorian years. Errors: `DateError`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.persian.calendar import jalali, lunar
from generator.persian.calendar.months import (
    BEFORE_COMMON_ERA,
    CENTURY,
    COMMON_ERA,
    DECADE,
    GREGORIAN_MONTHS,
    JALALI_ERA,
    JALALI_MONTHS,
    LUNAR_ERA,
    LUNAR_MONTHS,
    Code,
    DateError,
)
from generator.persian.digits import fa
from generator.persian.spelling.alphabet import EZAFE, SOUNDED_HE

JALALI, LUNAR, COMMON = "", "AH", "CE"
ABOUT, DOUBTFUL = "~", "?"

# Before a year the month has an ezafe, which is seen after a silent ه: «ژانویهٔ ۲۰۱۲».
_MONTHS_OF = {
    era: tuple(name + EZAFE if name.endswith("ه") and not SOUNDED_HE.fullmatch(name) else name for name in names)
    for era, names in ((JALALI, JALALI_MONTHS), (LUNAR, LUNAR_MONTHS), (COMMON, GREGORIAN_MONTHS))
}
# A year below 1000 without an era is a forgotten era and not a Jalali year.
YEARS = {JALALI: (1000, jalali.LAST_YEAR), LUNAR: (1, 1500), COMMON: (1, 2100)}
LAST_YEAR_BEFORE = 9999
QUALIFIERS = {ABOUT: "حدود ", DOUBTFUL: "احتمالاً ", "": ""}
_LEAP_YEAR = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """Hold one end of a historical date.

    `year` is counted from 1 in its era, backwards where `before` (before the common era);
    `unknown` is how many of its last digits are not known (0, 1 for a decade, 2 for a century);
    `qualifier` is "", "~" or "?". Raises DateError where the point does not exist.
    """

    era: str
    year: int
    before: bool = False
    month: int | None = None
    day: int | None = None
    unknown: int = 0
    qualifier: str = ""

    def __post_init__(self) -> None:
        code = self._fault()
        if code:
            raise DateError(code, self.text)

    def _fault(self) -> Code | None:
        if self.before and self.era != COMMON:
            return "format"
        least, most = YEARS[self.era]
        if self.before:
            most = LAST_YEAR_BEFORE
        if not (least if self.unknown < 2 else least - 1) <= self.year <= most:
            return "range"
        if self.unknown and self.year == most:
            return "range"
        # «دههٔ ۶۰ میلادی» is always heard as the 1960s.
        if self.unknown == 1 and self.year < (10 if self.before else 100):
            return "range"
        if self.era == JALALI:
            return jalali.fault(self.year, self.month, self.day)
        if self.month is None:
            return None
        if not 1 <= self.month <= 12:
            return "month"
        if self.day is None or 1 <= self.day <= self._longest_month():
            return None
        return "leap" if self.era == COMMON and (self.month, self.day) == (2, 29) else "day"

    def _longest_month(self) -> int:
        if self.era == LUNAR:
            return 30  # a sighting of the moon could give any month thirty days
        return _days(self.astronomical, self.month or 1)

    @property
    def astronomical(self) -> int:
        """The year with a year 0, as ISO counts: 0 for 1 BC, -499 for 500 BC."""
        return 1 - self.year if self.before else self.year

    @property
    def text(self) -> str:
        """The canonical text without its era."""
        digits = f"{self.year:04}"
        text = "-" if self.before else ""
        text += digits[: 4 - self.unknown] + "X" * self.unknown
        text += "".join(f"-{part:02}" for part in (self.month, self.day) if part is not None)
        return text + self.qualifier

    def words(self) -> str:
        """Return the point as read, without its era: «حدود ۱۳۲۰», «دههٔ ۱۳۴۰», «مارس ۲۰۱۲»."""
        year = fa(str(self.year))
        if self.unknown == 2:
            said = f"{CENTURY} {fa(self.year // 100 + 1)}"
        elif self.unknown == 1:
            said = f"{DECADE} {year}"
        elif self.month is None:
            said = year
        else:
            said = f"{_MONTHS_OF[self.era][self.month - 1]} {year}"
            if self.day is not None:
                said = f"{fa(self.day)} {said}"
        return QUALIFIERS[self.qualifier] + said

    def era_words(self) -> str:
        """Return the words of the era; a Jalali century needs them and other Jalali dates do not."""
        if self.era == LUNAR:
            return LUNAR_ERA
        if self.era == COMMON:
            return BEFORE_COMMON_ERA if self.before else COMMON_ERA
        return JALALI_ERA if self.unknown == 2 else ""

    def bounds(self) -> tuple[float, float]:
        """Return the first and the last day as decimal Gregorian years (500 BC is -499.0)."""
        span = 10**self.unknown - 1
        first, last = max(self.year, 1), self.year + span
        if self.before:
            first, last = 1 - last, 1 - first
        months = (self.month, self.month) if self.month else (1, 12)
        return self._axis(first, months[0], self.day or 1), self._axis(last, months[1], self.day)

    def days(self) -> tuple[date, date]:
        """Return the first and the last day of a point whose year is known, and is not before the common era."""
        months = (self.month, self.month) if self.month else (1, 12)
        return self._date(self.year, months[0], self.day or 1), self._date(self.year, months[1], self.day)

    def _axis(self, year: int, month: int, day: int | None) -> float:
        if self.era == COMMON and year < 1:
            return year + _part_of_year(date(_LEAP_YEAR, month, day or _days(year, month)))
        found = self._date(year, month, day)
        return found.year + _part_of_year(found)

    def _date(self, year: int, month: int, day: int | None) -> date:
        if self.era == JALALI:
            return jalali.to_gregorian(year, month, day or jalali.days_in_month(year, month))
        if self.era == LUNAR:
            days = day or lunar.month_length(year, month)
            return date.fromordinal(lunar.first_day(year, month) + days - 1)
        return date(year, month, day or _days(year, month))


def _days(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _part_of_year(day: date) -> float:
    return (day.toordinal() - date(day.year, 1, 1).toordinal()) / 366
