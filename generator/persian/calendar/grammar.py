"""Give the grammar of dates as plain data, for a reader written in another language.

Shapes: `dates()` returns nothing but dicts, lists, texts and numbers; each expression must match the whole of what it
is given, where its name does not say otherwise. The readers of this package work with the very same expressions.
Errors: none.
"""

from __future__ import annotations

from typing import Any

from generator.persian.calendar import historical, jalali, points, written_dates
from generator.persian.calendar.months import BEFORE_COMMON_ERA, CENTURY, COMMON_ERA, DECADE, JALALI_ERA, LUNAR_ERA
from generator.persian.calendar.points import COMMON, JALALI, LUNAR, Point
from generator.persian.spelling import kashida, normaliser
from generator.persian.spelling.invisible import JUNK_CLASS

#: How the dates of each calendar are written, for a reader that knows nothing but regular expressions: it takes 30 Esfand
#: in every year. Living memory has no other years than these.
PATTERNS = {
    "jalali": (
        "(?:1[2-4][0-9]{2}|1500)"
        "(?:-(?:0[1-6](?:-(?:0[1-9]|[12][0-9]|3[01]))?|(?:0[7-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|30))?))?"
    ),
    "historical": historical.TEXT.pattern,
}
_SAMPLE_YEAR = {JALALI: 1400, LUNAR: 750, COMMON: 2000}


def dates() -> dict[str, Any]:
    """Return how dates are written and read: canonical texts, words, months, eras, years and leap years."""
    least, most = points.YEARS[JALALI]
    return {
        "junk": JUNK_CLASS,
        "letters": dict(normaliser.FOREIGN),
        "kashida": [list(step) for step in kashida.STEPS],
        "jalali": jalali.TEXT.pattern,
        "historical": historical.TEXT.pattern,
        "point": historical.PARTS.pattern,
        "living": [jalali.FIRST_YEAR, jalali.LAST_YEAR],
        "years": {era: list(limits) for era, limits in points.YEARS.items()},
        "most_before": points.LAST_YEAR_BEFORE,
        "leap": [year for year in range(least, most + 1) if jalali.is_leap(year)],
        "months_of": {era: [_month_of(era, month) for month in range(1, 13)] for era in _SAMPLE_YEAR},
        "eras_in_words": {LUNAR: LUNAR_ERA, COMMON: COMMON_ERA, "before": BEFORE_COMMON_ERA, "century": JALALI_ERA},
        "qualifiers": dict(points.QUALIFIERS),
        "decade_word": DECADE,
        "century_word": CENTURY,
        "words": _words(),
    }


def _month_of(era: str, month: int) -> str:
    return Point(era, _SAMPLE_YEAR[era], month=month).words().rsplit(" ", 1)[0]


def _words() -> dict[str, Any]:
    return {
        **{name: pattern.pattern for name, pattern in written_dates.PATTERNS.items()},
        "eras": [[sign, pattern.pattern] for sign, pattern in written_dates.ERAS],
        "months": {name: list(value) for name, value in written_dates.MONTHS.items()},
        "ordinals": dict(written_dates.ORDINALS),
        "tens": dict(written_dates.TENS),
        "hijri_year_end": written_dates.HIJRI_YEAR_END,
        "hijri_century_end": written_dates.HIJRI_CENTURY_END,
    }
