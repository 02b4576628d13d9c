"""What the fields of one row say against each other, by the ``rules`` of its resource in the descriptor."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from generator.dataset import record_rules as rules
from generator.dataset.checks.context import Context
from generator.dataset.checks.date_checks import bounds, is_turned
from generator.dataset.descriptor import Resource
from generator.dataset.problems import rule_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.nearest import Nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Row
from generator.dataset.record_rules import Rule
from generator.dataset.rules import RULES, compiled
from generator.persian.digits import fa

ADULT = 18
# Units as the indicators write them: a share of a hundred, and things that are counted one by one.
PERCENT = "درصد"
COUNTED = frozenset({"نفر", "صندوق", "سازمان", "شرکت"})
# What a rule that names no kind of its own finds.
KINDS = {
    rules.BEFORE: rule_kinds.DATE_ORDER,
    rules.PART: rule_kinds.PART,
    rules.TOGETHER: rule_kinds.GOES_WITH,
    rules.REQUIRED: rule_kinds.GOES_WITH,
    rules.EMPTY: rule_kinds.NOT_WITH,
    rules.YEAR: rule_kinds.PRIVATE_BIRTH_DAY,
    rules.ADULT: rule_kinds.UNDER_AGE,
}
_NUMBER = compiled(RULES["numbers"]["number"])
# A point that parts thousands: «1.230» people.
_PARTED = re.compile(r"([1-9][0-9]{0,2})\.([0-9]{3})")
# A month or a day after the year.
_DAY = re.compile(r"\d{4}-\d\d")


def check(context: Context) -> Iterator[Problem]:
    """Yield what rows say that their resource's rules do not allow."""
    for resource, rows in context.rows():
        for rule in resource.rules:
            find = _CHECKS[rule.kind]
            for row in rows:
                if rule.holds(row.cells):
                    yield from find(context, resource, row, rule)


def _before(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    known = [name for name in rule.fields if name in row.cells]
    for first, second in pairwise(known):
        later = row.cells[second]
        if is_turned(row.cells[first], later):
            expected = later if rule.problem else f"{resource.by_name[second].title} («{later}»)"
            yield context.problem(resource, row, _kind(rule), first, expected=expected)


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
            yield context.problem(resource, row, _kind(rule), name, words, title)


def _empty(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    title, words = _cause(resource, row, rule)
    for name in rule.fields:
        if name in row.cells:
            # What needs her consent is not repeated either.
            found = "" if resource.by_name[name].consent else row.cells[name]
            yield context.problem(resource, row, _kind(rule), name, found, words, where=title)


def _cause(resource: Resource, row: Row, rule: Rule) -> tuple[str, str]:
    """Return the title and the value, in words, of the field for which a rule is asked: the last that has one."""
    name = next((name for name in reversed(rule.when) if name in row.cells), next(iter(rule.when), ""))
    if not name:
        return "", ""
    field, value = resource.by_name[name], row.cells.get(name, "")
    return field.title, field.categories.get(value, value)


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
    # Of a year alone the first day counts, so that nobody is turned away who may be of age.
    if span and span[0] > adult_since:
        yield context.problem(resource, row, _kind(rule), name, found="", expected=fa(ADULT))


def _measure(context: Context, resource: Resource, row: Row, rule: Rule) -> Iterator[Problem]:
    """Yield a value that the unit of what it measures does not allow."""
    name, measured = rule.fields
    text = row.cells.get(name, "")
    indicator = _measured(context, resource, measured).get(row.cells.get(measured, ""), {})
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


def _measured(context: Context, resource: Resource, name: str) -> Mapping[str, Mapping[str, str]]:
    """Return what a field may refer to, by id."""
    target = resource.by_name[name].reference or ""
    return context.by_id.get(target, {})


def small_percent(context: Context, resource: Resource, row: Row, name: str, value: Decimal) -> Problem:
    """Return the doubt about a share below one percent: 0.04 is how a spreadsheet holds 4%."""
    meant = f"{(value * 100).normalize():f}"
    return context.problem(resource, row, rule_kinds.PERCENT_SMALL, name, expected=meant)


def _kind(rule: Rule) -> Kind:
    return rule.problem or KINDS[rule.kind]


_CHECKS: Mapping[str, Callable[[Context, Resource, Row, Rule], Iterator[Problem]]] = {
    rules.BEFORE: _before,
    rules.PART: _part,
    rules.TOGETHER: _together,
    rules.REQUIRED: _required,
    rules.EMPTY: _empty,
    rules.YEAR: _year,
    rules.ADULT: _adult,
    rules.MEASURE: _measure,
}
