"""Dates that exist, stand in order and are not in the future."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import inf

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field, Resource
from generator.dataset.problems import Problem
from generator.dataset.reader import Row
from generator.persian.dates import Code, DateError
from generator.persian.forms import from_words
from generator.persian.historical import parse_historical
from generator.persian.jalali import from_gregorian, parse_jalali

_EXPECTED = {
    "jalali": "تاریخ هجری خورشیدی را مانند 1399، 1399-05 یا 1399-05-12 بنویسید.",
    "historical": "مانند 1320، 1320~ (حدود)، 134X (دهه)، 1384/1386، 0745/0750 AH یا 2012 CE بنویسید.",
}
_MISSING = {
    "month": "ماه باید از ۱ تا ۱۲ باشد.",
    "day": "این ماه چنین روزی ندارد؛ شش ماه نخست ۳۱ روز، پنج ماه پس از آن ۳۰ روز و اسفندِ سال‌های عادی ۲۹ روز دارد.",
    "leap": "این سال کبیسه نیست و اسفند آن ۲۹ روز دارد.",
    "range": "سال را چهاررقمی و در محدودهٔ درست بنویسید؛ آغاز بازه باید پیش از پایان آن باشد.",
}
# Pairs of fields of one row in their order of time.
_ORDERED = (("birth", "death"), ("from", "to"), ("added", "reviewed"), ("founded", "status_date"))
# Dates that plan ahead.
_AHEAD = frozenset({"to", "deadline"})


def check(context: Context) -> Iterator[Problem]:
    """Yield dates that do not exist, pairs in the wrong order and dates after today."""
    day = from_gregorian(context.today)
    last = parse_historical(day.text).bounds[1]
    today = (last if last is not None else inf, day.words())
    for resource, rows in context.rows():
        fields = [field for field in resource.fields if field.calendar]
        if not fields:
            continue
        names = {field.name for field in fields}
        pairs = [pair for pair in _ORDERED if names.issuperset(pair)]
        for row in rows:
            for field in fields:
                if field.name in row.cells:
                    yield from _date(context, resource, row, field, today)
            for pair in pairs:
                yield from _order(context, resource, row, pair)


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
        return None, error.code
    return start, None


def _date(context: Context, resource: Resource, row: Row, field: Field, today: tuple[float, str]) -> Iterator[Problem]:
    text = row.cells[field.name]
    start, fault = _read(str(field.calendar), text)
    if fault:
        code = "date-format" if fault == "format" else "date-missing"
        expected = _MISSING.get(fault, "") or _EXPECTED[str(field.calendar)]
        yield context.problem(resource, row, code, field, expected=expected, suggestion=_meant(field, text))
    elif field.name not in _AHEAD and start is not None and start > today[0]:
        yield context.problem(resource, row, "date-future", field, expected=today[1])


def _meant(field: Field, text: str) -> str:
    """Return the date that was probably meant: what people write, in the form that the data holds."""
    try:
        better = from_words(text)
        if field.calendar == "jalali":
            parse_jalali(better)
    except DateError:
        return ""
    return better


def _order(context: Context, resource: Resource, row: Row, pair: tuple[str, str]) -> Iterator[Problem]:
    first, second = (resource.by_name[name] for name in pair)
    if first.name not in row.cells or second.name not in row.cells:
        return
    start, end = bounds(row.cells[first.name]), bounds(row.cells[second.name])
    if start and end and start[0] > end[1]:
        expected = f"{second.title} («{row.cells[second.name]}»)"
        yield context.problem(resource, row, "date-order", first, expected=expected)
