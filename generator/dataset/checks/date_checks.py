"""Dates that exist and are not in the future."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache, partial
from math import inf
from typing import NamedTuple

from generator.dataset.checks.context import Context, Fault
from generator.dataset.descriptor import Field
from generator.dataset.problems import value_kinds
from generator.dataset.problems.nearest import Nearest
from generator.dataset.problems.phrases import (
    DATE_FAULTS,
    DATE_FORMS,
    DATE_LATE,
    DATE_NO_YEAR,
    GREGORIAN_YEAR,
    LAST_MONTH_LENGTH,
    MONTH_LENGTH,
    PATTERN_EXAMPLE,
    PATTERN_YEAR,
    YEAR_PATTERN,
)
from generator.dataset.problems.problem import Problem
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import days_in_month, from_gregorian, parse_jalali
from generator.persian.calendar.months import JALALI_MONTHS, Code, DateError
from generator.persian.calendar.written_dates import from_words
from generator.persian.digits import ascii_digits, fa
from generator.persian.spelling.normaliser import canonical

_DAY = re.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})")
_QUOTES = re.compile("[«»‘’“”\"'`]")
_TURNED = re.compile("([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](1[2-4][0-9]{2})")
_SHORT = re.compile("(?P<year>[0-9]{2})(?:[/.-][0-9]{1,2}){0,2}")
# A day without anything between its parts, and one of which only the year, or the year and the month, is known.
_GLUED = re.compile("(1[2-4][0-9]{2})([0-9]{2})([0-9]{2})?")
_OPEN = re.compile("(1[2-4][0-9]{2})[/.-](?:(?P<month>[0-9]{1,2})[/.-])?0{1,2}(?:[/.-]0{1,2})?")
_SHORT_AFTER = re.compile("(?:[0-9]{1,2} )?(?:ماه )?[ء-ی]+(?: ماه)?(?: سال)? (?P<year>[0-9]{2})")
_LATE = re.compile("3[01](?= )")
_GREGORIAN_YEAR = re.compile(GREGORIAN_YEAR)
_NO_YEAR = re.compile("(?P<day>[0-9]{1,2}) (?P<month>[ء-ی]+)(?: ماه)?")
_WRITTEN = re.compile("([0-9]{4})([-/.])([0-9]{1,2})\\2([0-9]{1,2})")
_GREGORIAN = re.compile("(1[89][0-9]{2}|20[0-9]{2})(?:[/.-]([0-9]{1,2})[/.-]([0-9]{1,2}))?")


class _Today(NamedTuple):
    """The day that is today, and its end as a decimal Gregorian year."""

    day: date
    end: float


def check(context: Context) -> Iterator[Problem]:
    """Yield dates that do not exist and dates after today."""
    today = _Today(context.today, day_after(context))
    for resource in context.package.resources.values():
        for field in resource.fields:
            if field.calendar:
                yield from context.faults(resource, field, partial(_faults, field, today))


def day_after(context: Context) -> float:
    """Return the end of today as a decimal Gregorian year: what starts after it is still to come."""
    last = parse_historical(from_gregorian(context.today).text).bounds[1]
    return last if last is not None else inf


def bounds(text: str) -> tuple[float, float] | None:
    """Return the first and last day of a date of either calendar as decimal Gregorian years; None where it is no date.

    An open end of an interval is infinite.
    """
    try:
        start, end = parse_historical(text).bounds
    except DateError:
        return None
    return (-inf if start is None else start), (inf if end is None else end)


@lru_cache(maxsize=1 << 16)
def _read(calendar: str, text: str) -> tuple[float | None, Code | None]:
    """Return where a date starts, or the code of what is wrong with it."""
    try:
        start = parse_historical(text).bounds[0]
        if calendar == "jalali":
            parse_jalali(text)
    except DateError as error:
        return None, _fault_in_words(text) or error.code
    return start, None


def _fault_in_words(text: str) -> Code | None:
    """Return what is wrong with a date that is written in words, «31 مهر 1399»: the words are fine, the day is not."""
    try:
        from_words(text)
    except DateError as error:
        return error.code if error.code != "format" else None
    return None


def _faults(field: Field, today: _Today, text: str) -> list[Fault]:
    """Return what is wrong with a date of a field."""
    start, fault = _read(str(field.calendar), text)
    if not fault:
        is_early = start is None or start <= today.end or field.future
        return [] if is_early else [(value_kinds.DATE_FUTURE, {"expected": from_gregorian(today.day).words()})]
    close = _meant(field, text, today.day)
    if fault == "format":
        # Who is shown the right form of her own date needs no rule.
        expected = "" if close.value else _without_year(text) or _form(field)
        return [(value_kinds.DATE_FORMAT, {"expected": expected, "suggestion": close})]
    # Of a date in words its month is known from the day that was meant.
    plain = _hyphened(text)
    why = _why(fault, plain if _DAY.fullmatch(plain) or fault == "range" else close.value, str(field.calendar))
    return [(value_kinds.DATE_MISSING, {"expected": why, "suggestion": close})]


def _hyphened(text: str) -> str:
    """Return a day in figures, «1405/7/31», as the data writes it; any other text without the digits of other scripts."""
    plain = ascii_digits(text).strip()
    match = _WRITTEN.fullmatch(plain)
    return f"{match[1]}-{match[3]:0>2}-{match[4]:0>2}" if match else plain


def _form(field: Field) -> str:
    """Return what a date of the field must look like."""
    if field.constraints.get("pattern") == YEAR_PATTERN:
        return PATTERN_YEAR.format(example=PATTERN_EXAMPLE.format(example=field.example) if field.example else "")
    return DATE_FORMS[str(field.calendar)]


def _without_year(text: str) -> str:
    """Return what is missing of a day and a month without a year, «31 مهر», and whether the month has that day."""
    match = _NO_YEAR.fullmatch(ascii_digits(canonical(text)).replace("\u200c", " ").strip())
    if match is None or match["month"] not in JALALI_MONTHS:
        return ""
    month = JALALI_MONTHS.index(match["month"]) + 1
    longest = 31 if month <= 6 else 30
    late = DATE_LATE.format(month=match["month"], days=fa(longest)) if int(match["day"]) > longest else ""
    return DATE_NO_YEAR.format(late=late)


def _why(fault: Code, text: str, calendar: str) -> str:
    """Return why a date does not exist, of a Jalali month with its length."""
    match = _DAY.fullmatch(text)
    if fault in ("day", "leap") and match:
        year, month = int(match[1]), int(match[2])
        words = LAST_MONTH_LENGTH if month == 12 else MONTH_LENGTH
        return words.format(month=JALALI_MONTHS[month - 1], year=fa(match[1]), days=fa(days_in_month(year, month)))
    if fault != "range":
        return DATE_FAULTS[fault]
    common = _GREGORIAN_YEAR.match(text)
    if common and calendar == "jalali":
        return DATE_FAULTS["gregorian"]
    return DATE_FAULTS["interval" if "/" in text else "common-era" if common and common[0] == text else fault]


def _meant(field: Field, text: str, today: date) -> Nearest:
    """Return the date that was probably meant: what people write, in the form that the data holds."""
    plain = _hyphened(_QUOTES.sub("", text))
    for attempt in (plain, *_readings(plain, from_gregorian(today).year)):
        try:
            better = from_words(attempt)
            if field.calendar == "jalali":
                parse_jalali(better)
        except DateError:
            continue
        return Nearest(better)
    return _converted(field, plain)


def _readings(text: str, year: int) -> Iterator[str]:
    """Yield what a short or turned date can mean: «99/5/3», «مرداد 99», «3/5/1399», the 31st of a month of 30 days."""
    if match := _TURNED.fullmatch(text):
        yield f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
    if match := _GLUED.fullmatch(text):
        yield "-".join(part for part in match.groups() if part)
    if match := _OPEN.fullmatch(text):
        yield "-".join(part.zfill(2) for part in (match[1], match["month"]) if part and part.strip("0"))
    if match := _SHORT.fullmatch(text) or _SHORT_AFTER.fullmatch(text):
        short = int(match["year"])
        full = str(short + (1400 if short <= year % 100 else 1300))
        yield text[: match.start("year")] + full + text[match.end("year") :]
    if match := _LATE.match(text):
        for day in range(int(match[0]) - 1, 28, -1):
            yield f"{day}{text[match.end() :]}"
    if match := _DAY.fullmatch(text):
        first, month, day = (int(part) for part in match.groups())
        if 1 <= month <= 12 and 28 < day <= 31:
            yield f"{first:04d}-{month:02d}-{min(day, days_in_month(first, month)):02d}"


def _converted(field: Field, text: str) -> Nearest:
    """Return the Jalali date of a Gregorian one."""
    match = _GREGORIAN.fullmatch(text)
    if not match:
        return Nearest()
    if match[2] is None:
        return Nearest(f"{match[1]} CE", f"{fa(match[1])} میلادی") if field.calendar == "historical" else Nearest()
    try:
        return Nearest(from_gregorian(date(*(int(part) for part in match.groups()))).text)
    except (ValueError, DateError):
        return Nearest()


def is_turned(first: str, second: str) -> bool:
    """Whether a date begins after the end of another that it should not come after; of what is no date nothing is known."""
    start, end = bounds(first), bounds(second)
    return bool(start and end and start[0] > end[1])
