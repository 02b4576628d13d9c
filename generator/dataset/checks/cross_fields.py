"""What the fields of one row say against each other, by the ``rules`` of its resource in the descriptor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from generator.dataset import record_rules as rules
from generator.dataset.checks.context import Context
from generator.dataset.checks.date_checks import bounds, day_after, is_turned
from generator.dataset.descriptor import Field, Resource
from generator.dataset.problems import rule_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.nearest import Nearest, nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Row
from generator.dataset.record_rules import Rule
from generator.dataset.rules import RULES, compiled
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.digits import fa

ADULT = 18
# Units as the indicators write them: a share of a hundred, and things that are counted one by one.
PERCENT = "درصد"
COUNTED = frozenset({"نفر", "صندوق", "سازمان", "شرکت"})
# What a rule that names no kind of its own finds.
KINDS = {
    rules.BEFORE: rule_kinds.DATE_ORDER,
    rules.AFTER: rule_kinds.DATE_AFTER,
    rules.PART: rule_kinds.PART,
    rules.TOGETHER: rule_kinds.GOES_WITH,
    rules.REQUIRED: rule_kinds.GOES_WITH,
    rules.EMPTY: rule_kinds.NOT_WITH,
    rules.ONLY: rule_kinds.ONLY_WITH,
    rules.YEAR: rule_kinds.PRIVATE_BIRTH_DAY,
    rules.ADULT: rule_kinds.UNDER_AGE,
}
_NUMERIC = ("integer", "number")
_NUMBER = compiled(RULES["numbers"]["number"])
# A point that parts thousands: «1.230» people.
_PARTED = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{3})")
_YEAR = re.compile("([0-9]{4})(?=-)")
# A day that moves by one year must come this soon, in years, after the other to be what was meant.
_SOON = 0.5
# How far a row's own words must be the name of a record for the record to be offered.
_ALIKE = 75
# A month or a day after the year.
_DAY = re.compile(r"\d{4}-\d\d")


def check(context: Context) -> Iterator[Problem]:
    """Yield what rows and the records that they name say that their resource's rules do not allow."""
    yield from _broken(context, of_others=True)


def check_rows(context: Context) -> Iterator[Problem]:
    """Yield what rows say that their resource's rules do not allow, whatever other records say."""
    yield from _broken(context, of_others=False)


def _broken(context: Context, *, of_others: bool) -> Iterator[Problem]:
    for resource, rows in context.rows():
        for rule in resource.rules:
            if _asks_others(rule, resource) is not of_others:
                continue
            find = _CHECKS[rule.kind]
            for row in rows:
                if rule.holds(row.cells):
                    yield from find(context, resource, row, rule)


def _asks_others(rule: Rule, resource: Resource) -> bool:
    """Whether what a rule finds in a row follows from another record too."""
    return rule.kind == rules.MEASURE or (rule.kind == rules.BEFORE and rule.fields[0] not in resource.by_name)


def _before(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    first, *others = rule.fields
    days = [(name, row.cells[name]) for name in others if name in row.cells]
    if first in resource.by_name:
        days[:0] = [(first, row.cells[first])] if first in row.cells else []
    elif days:
        yield from _before_other(context, resource, row, rule, days[0][0])
    for (one, day), (other, later) in pairwise(days):
        if is_turned(day, later):
            expected = later if rule.problem else f"{resource.by_name[other].title} («{later}»)"
            yield context.problem(resource, row, _kind(rule), one, expected=expected)


def _before_other(context: Context, resource: Resource, row: Row, rule: Rule, name: str) -> Iterator[Problem]:
    """Yield a date that comes before one of another record: a deadline before its meeting."""
    head, _, tail = rule.fields[0].partition(".")
    target = context.package.resources[str(resource.by_name[head].reference)]
    is_parent = bool(resource.parent) and head == resource.fields[0].name
    other = context.by_file.get(row.file, {}) if is_parent else _referred(context, resource, row, head)
    held = other.get(tail, "")
    if not is_turned(held, row.cells[name]):
        return
    title = other_title(target, tail, is_parent)
    words = title if is_parent else f"{title} «{other.get(target.label, other.get('id', ''))}»"
    close = _next_year(row.cells[name], held) if resource.by_name[name].future else ""
    kind = rule.problem or rule_kinds.BEFORE
    yield context.problem(resource, row, kind, name, expected=f"{words} («{held}»)", suggestion=close)


def other_title(target: Resource, name: str, is_parent: bool) -> str:
    """Return what a field of another record is called: of the record in which a row stands, with that record's name."""
    title = target.by_name[name].title
    return f"{title} {target.record or target.title}" if is_parent else title


def _next_year(text: str, held: str) -> str:
    """Return the same day of the next year where it comes soon after the other: the new year was forgotten."""
    later = _YEAR.sub(lambda match: str(int(match[1]) + 1), text, count=1)
    try:
        parse_jalali(later)
    except DateError:
        return ""
    start, end = bounds(later), bounds(held)
    return later if start and end and end[0] <= start[0] <= end[1] + _SOON else ""


def _after(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    """Yield a date that comes no later than another: a goal that is to be reached in the year of its beginning."""
    later, sooner = rule.fields
    end, start = bounds(row.cells.get(later, "")), bounds(row.cells.get(sooner, ""))
    if start and start[0] > day_after(context) and not resource.by_name[sooner].future:
        return  # that it is still to come is said of its own field
    if start and end and end[1] <= start[1]:
        yield context.problem(resource, row, _kind(rule), later, expected=row.cells[sooner])


def _part(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    part, whole = rule.fields
    less, more = row.cells.get(part, ""), row.cells.get(whole, "")
    if _is_count(less) and _is_count(more) and int(less) > int(more):
        title = resource.by_name[whole].title
        yield context.problem(resource, row, _kind(rule), part, fa(int(less)), fa(int(more)), where=title)


def _is_count(text: str) -> bool:
    # One of more digits than any count is refused by its field's maximum.
    return text.isdecimal() and len(text) <= 18


def _together(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    for given, missing in (rule.fields, rule.fields[::-1]):
        if given in row.cells and missing not in row.cells:
            title = resource.by_name[given].title
            yield context.problem(resource, row, _kind(rule), missing, row.cells[given], title)


def _required(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    title, words = _cause(resource, row, rule)
    for name in rule.fields:
        if name not in row.cells:
            close = _meant(context, resource, row, name)
            yield context.problem(resource, row, _kind(rule), name, words, title, suggestion=close)


def _meant(context: Context, resource: Resource, row: Row, name: str) -> Nearest:
    """Return what is probably meant by a field that is empty: the usual value by another rule, the record that a row names."""
    field = resource.by_name[name]
    for rule in resource.rules:
        if rule.kind == rules.ONLY and rule.fields == (name,) and rule.holds(row.cells):
            return _choice(field, rule)
    if field.reference:
        return nearest(row.cells.get(resource.label, ""), context.names.get(field.reference, {}), _ALIKE)
    return Nearest()


def _choice(field: Field, rule: Rule) -> Nearest:
    return Nearest(rule.values[0], field.categories.get(rule.values[0], ""))


def _only(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    (name,) = rule.fields
    field, value = resource.by_name[name], row.cells.get(name)
    if value is None or value in rule.values or (field.categories and value not in field.categories):
        return  # that there is no such value is said elsewhere
    title, words = _cause(resource, row, rule)
    found = field.categories.get(value, value)
    yield context.problem(resource, row, _kind(rule), name, found, words, suggestion=_choice(field, rule), where=title)


def _empty(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    title, words = _cause(resource, row, rule)
    for name in rule.fields:
        if name in row.cells:
            # What needs her consent is not repeated either.
            found = "" if resource.by_name[name].consent else row.cells[name]
            yield context.problem(resource, row, _kind(rule), name, found, words, where=title)


def _cause(resource: Resource, row: Row, rule: Rule) -> tuple[str, str]:
    """Return the title and the value, in words, of the field for which a rule is asked: the last that has one."""
    name = next((name for name in reversed(tuple(rule.when)) if name in row.cells), next(iter(rule.when), ""))
    if not name:
        return "", ""
    field, value = resource.by_name[name], row.cells.get(name, "")
    return field.title, field.categories.get(value, fa(value) if field.type in _NUMERIC else value)


def _year(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    """Yield a date that holds more than its year; the day itself is not repeated."""
    for name in rule.fields:
        text = row.cells.get(name, "")
        if bounds(text) and _DAY.search(text):
            yield context.problem(resource, row, _kind(rule), name, found="…")


def _adult(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    (name,) = rule.fields
    span = bounds(row.cells.get(name, ""))
    adult_since = context.today.year - ADULT + context.today.timetuple().tm_yday / 366
    # Of a year alone the first day counts, so that nobody is turned away who may be of age; one to come is said already.
    if span and adult_since < span[0] <= day_after(context):
        yield context.problem(resource, row, _kind(rule), name, found="", expected=fa(ADULT))


def _measure(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    """Yield a value that the unit of what it measures does not allow."""
    name, measured = rule.fields
    text = row.cells.get(name, "")
    indicator = _referred(context, resource, row, measured)
    if not indicator or not _NUMBER.fullmatch(text):
        return  # that it is no number, or that there is no such indicator, is said elsewhere
    value, unit, title = Decimal(text), indicator.get("unit", ""), indicator.get("title", "")
    if unit == PERCENT and not 0 <= value <= 100:
        yield context.problem(resource, row, rule_kinds.PERCENT, name, fa(value), title)
    elif value < 0:
        yield context.problem(resource, row, rule_kinds.NEGATIVE, name, fa(value), title)
    elif unit == PERCENT and 0 < value < 1:
        yield small_percent(context, resource, row, name, value)
    elif unit in COUNTED and value != value.to_integral_value():
        match = _PARTED.fullmatch(text)
        close = Nearest(match[1] + match[2]) if match else Nearest()
        yield context.problem(resource, row, rule_kinds.NOT_WHOLE, name, expected=title, suggestion=close, where=unit)


def _referred(context: Context, resource: Resource, row: Row, name: str) -> Mapping[str, str]:
    """Return the values of the record that a reference names; none where there is no such record."""
    target = resource.by_name[name].reference or ""
    return context.by_id.get(target, {}).get(row.cells.get(name, ""), {})


def small_percent(context: Context, resource: Resource, row: Row, name: str, value: Decimal) -> Problem:
    """Return the doubt about a share below one percent: 0.04 is how a spreadsheet holds 4%."""
    meant = f"{(value * 100).normalize():f}"
    return context.problem(resource, row, rule_kinds.PERCENT_SMALL, name, expected=meant)


def _kind(rule: Rule) -> Kind:
    return rule.problem or KINDS[rule.kind]


_CHECKS: Mapping[str, Callable[[Context, Resource, Row, Rule], Iterator[Problem]]] = {
    rules.BEFORE: _before,
    rules.AFTER: _after,
    rules.PART: _part,
    rules.TOGETHER: _together,
    rules.REQUIRED: _required,
    rules.EMPTY: _empty,
    rules.ONLY: _only,
    rules.YEAR: _year,
    rules.ADULT: _adult,
    rules.MEASURE: _measure,
}
