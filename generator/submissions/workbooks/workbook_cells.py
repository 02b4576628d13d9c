"""Turn the cell of a workbook into the text that was meant, or say why nobody can know.

Excel makes numbers of years, dates of fractions and Gregorian days of what it takes for one.
Shapes: a cell as python-calamine gives it in, ``Cell`` out. Errors: none.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any, NamedTuple

from generator.dataset.problems.kind import Kind
from generator.persian.calendar.jalali import FIRST_YEAR, LAST_YEAR, from_gregorian
from generator.persian.calendar.months import DateError
from generator.persian.digits import ascii_digits, fa
from generator.persian.spelling.normaliser import canonical
from generator.submissions.forms import questions as q
from generator.submissions.forms.questions import NO, YES
from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.workbook_help import REQUIRED

LONGEST = 32_767
_EPOCH = date(1899, 12, 30)
# Marks that turn the order of letters round, and controls; the harmless invisible ones are cleaned away later.
# The number by which a spreadsheet knows a day: what is left of it in a cell that is made text afterwards.
_SERIAL = re.compile(r" *[1-9][0-9]{4}(?:\.0)? *")
_HIDDEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


class Cell(NamedTuple):
    """The text of a cell, and what kind of fault it has with what was found, where it has one.

    ``day`` is the Gregorian day that the cell holds, as an ISO text, where it was read as a Jalali one.
    """

    text: str
    fault: Kind | None = None
    found: str = ""
    day: str = ""


def cell(value: Any, kind: str, is_percent: bool = False) -> Cell:
    """Return what a cell says as the answer of a question of this kind; a percent as it is shown."""
    if kind == q.DATE and not isinstance(value, bool) and _SERIAL.fullmatch(ascii_digits(str(value))):
        return Cell(str(value), workbook_kinds.DATE)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return Cell(YES if value else NO)
    if isinstance(value, (int, float)):
        if is_percent and abs(value) < 1e15:
            # Excel holds 0.04 where 4% was typed; in binary 0.07 times a hundred is not 7.
            return Cell(f"{(Decimal(repr(value)) * 100).normalize():f}%")
        return Cell(_number(value))
    if isinstance(value, (date, datetime)):
        return _date(value.date() if isinstance(value, datetime) else value, kind)
    if isinstance(value, (time, timedelta)):
        return Cell(str(value), workbook_kinds.DATE)
    return Cell("" if value is None else str(value))


def _text(value: str) -> Cell:
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST:
        return Cell(text, workbook_kinds.LONG, fa(len(text)))
    hidden = _HIDDEN.search(text)
    if hidden:
        char = hidden[0]
        return Cell(text, workbook_kinds.HIDDEN, f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip())
    return Cell(text)


def _number(value: int | float) -> str:
    if isinstance(value, float) and not isfinite(value):
        return str(value)
    if value == int(value):
        return str(int(value)) if abs(value) < 1e18 else repr(value)
    return format(Decimal(repr(value)), "f") if abs(value) > 1e-9 else repr(value)


def _date(day: date, kind: str) -> Cell:
    """Return a day as the Jalali text it means.

    Where a number was typed into a cell of dates, Excel shows a day near 1900: 1399 becomes 1903-10-30. Days before
    the Gregorian calendar come from Jalali dates that were taken for Gregorian ones, and are counted by other rules.
    """
    if kind == q.NUMBER or FIRST_YEAR <= (day - _EPOCH).days <= LAST_YEAR or day.year < 1900:
        return Cell(day.isoformat(), workbook_kinds.DATE)
    try:
        return Cell(str(from_gregorian(day)), day=day.isoformat())
    except DateError:
        return Cell(day.isoformat(), workbook_kinds.DATE)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a heading without all that people change in it without meaning to."""
    text = canonical(text[:200]).replace("\u200c", "").replace(" ", "").replace("\n", "").casefold()
    return text.strip(f"{REQUIRED}:؛.")


def is_filled(value: Any) -> bool:
    """Whether anything was written in a cell."""
    return value is not None and (not isinstance(value, str) or bool(value.strip()))
