"""The form of a resource as the site draws it and its script reads it: derived from the questions, nothing by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.dataset.checks.cross_fields import other_title
from generator.dataset.checks.minimums import least_words
from generator.dataset.checks.privacy import guard, told_fields
from generator.dataset.checks.schema import pattern_words
from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.leading_questions import Choice, LeadingQuestion
from generator.dataset.problems.kind import Kind
from generator.dataset.record_rules import MEASURE, REQUIRED, TOGETHER, Rule
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import in_words
from generator.submissions.forms import questions as q
from generator.submissions.forms.questions import Names, Question, groups, questions

# The controls that a field can have; `form-page.js` knows the same names.
LINE, AREA, RADIOS, CHECKS, SELECT, SEARCH, DATE, WORDS, NUMBER, FILE, ROWS, REFS = (
    "line area radios checks select search date words number file rows refs".split()
)
# Up to so many options (and letters in them) lie open; up to so many are a menu; more are searched by typing.
_OPEN, _OPEN_LETTERS, _MENU = 16, 240, 80
# From this length on a text has a box of several lines.
_LONG = 150
_LATIN = re.compile(r"[ -~]*")


@dataclass(frozen=True)
class FormField:
    """A question with the control that asks it. ``fields`` are those of one item of a repeating group."""

    question: Question
    control: str
    fields: tuple[FormField, ...] = ()
    guard: str = ""
    pattern_words: str = ""
    list_title: str = ""
    item_title: str = ""
    # How many items a list must have, as a request begins; empty where it may stay empty.
    fewest: str = ""
    # For REFS: the list of the same form whose items are meant.
    refers_to: str = ""
    # For NUMBER: the type of the field.
    number: str = ""
    # The question that names the record whose item this one names.
    owner: str = ""
    # What the parts of one item say against each other, as plain data.
    rules: tuple[Mapping[str, Any], ...] = ()
    # Whether the answer may be left out whatever the other answers are.
    optional: bool = False
    # Whether it is asked only once somebody wants to say more: of a part of an item.
    folded: bool = False
    # Whether the intake reads its words for what they tell of a person's own life.
    told: bool = False

    @property
    def is_latin(self) -> bool:
        """Whether the answer is written from left to right."""
        question = self.question
        return question.kind == q.LINK or (bool(question.pattern) and _LATIN.fullmatch(question.pattern) is not None)

    @property
    def size(self) -> str:
        """How wide the box is: ``short`` for a year or a number, else the whole line."""
        if self.control == NUMBER or (self.question.kind == q.DATE and self.question.pattern):
            return "short"
        return "middle" if self.control == WORDS or 0 < self.question.longest <= 30 else ""


@dataclass(frozen=True)
class Part:
    """One section of a form: a question as people ask it, or a group of fields.

    ``folded`` ones are for whoever wants to say more; ``choices`` answer several of the fields at once.
    """

    title: str
    fields: tuple[FormField, ...]
    help: str = ""
    choices: tuple[Choice, ...] = ()
    leads: bool = False
    folded: bool = False

    @property
    def chosen(self) -> frozenset[str]:
        """The fields that a choice answers: nobody needs to see them."""
        return frozenset(name for choice in self.choices for name in choice.answers)


def form_parts(package: Package, resource: Resource, names: Names) -> tuple[Part, ...]:
    """Return the sections of the form of a resource: its leading questions, then the rest in the order of the descriptor."""
    items = questions(package, resource, names)
    lists = frozenset(item.key for item in items if item.kind == q.ITEMS)
    fields = {item.key: _field(package, resource, item, lists) for item in items}
    leading = tuple(_leading(question, fields) for question in resource.questions)
    taken = {field.question.key for part in leading for field in part.fields}
    rest = (
        (title or resource.record or resource.title, tuple(fields[item.key] for item in found if item.key not in taken))
        for title, found in groups(items).items()
    )
    return (*leading, *(Part(title, found, folded=bool(leading)) for title, found in rest if found))


def _leading(question: LeadingQuestion, fields: Mapping[str, FormField]) -> Part:
    found = tuple(fields[name] for name in question.fields)
    if question.parts:
        (only,) = found
        by_name = {part.question.key: part for part in only.fields}
        first = tuple(by_name.pop(name) for name in question.parts)
        found = (replace(only, fields=(*first, *(replace(part, folded=True) for part in by_name.values()))),)
    return Part(question.ask, found, question.help, question.choices, leads=True)


def _field(
    package: Package, resource: Resource, question: Question, lists: frozenset[str], nested: bool = False
) -> FormField:
    own = resource.by_name.get(question.key)
    more: dict[str, Any] = {"optional": not question.required and question.key not in asked_for(resource)}
    if own is not None and not question.is_list:
        more["guard"] = guard(own)
        more["told"] = own.name in told_fields(package, resource)
        if question.pattern:
            more["pattern_words"] = pattern_words(question.pattern, question.example)
        if own.reference:
            more["list_title"] = package.resources[own.reference].title
        if question.kind == q.NUMBER:
            more["number"] = own.type
        for reference in resource.references:
            if len(reference.fields) == 2 and reference.fields[1] == own.name:
                more["owner"] = reference.fields[0]
        return FormField(question, _control(question), **more)
    child = next(child for child in package.children[resource.name] if child.property == question.key)
    item = child.own_fields[0]
    more["item_title"] = child.item_title
    more["fewest"] = least_words(child) if child.minimum else ""
    if question.is_plain_list:
        more["guard"] = guard(item)
        if item.reference:
            more["list_title"] = package.resources[item.reference].title
    if nested and question.is_plain_list and question.key in lists:
        # Where there is more than one source the intake must know which is meant.
        return FormField(question, REFS, refers_to=question.key, **{**more, "optional": False})
    if question.kind == q.CHOICES:
        one = Question(item.name, question.title, kind=q.CHOICE, required=True, options=question.options)
        if _control(one) == RADIOS:
            return FormField(question, CHECKS, **more)
        return FormField(question, ROWS, (FormField(one, _control(one)),), **more)
    fields = tuple(_field(package, child, part, lists, nested=True) for part in question.parts)
    return FormField(question, ROWS, fields, rules=plain_rules(package, child), **more)


def asked_for(resource: Resource) -> frozenset[str]:
    """Return the fields of a resource that another answer can make necessary: no form may call them optional."""
    needed = {name for rule in resource.rules if rule.kind in (REQUIRED, TOGETHER) for name in rule.fields}
    needed |= {rule.fields[1] for rule in resource.rules if rule.kind == MEASURE}
    owners = {reference.fields[0] for reference in resource.references if len(reference.fields) == 2}
    return frozenset(needed | owners)


def _control(question: Question) -> str:
    if question.kind == q.CHOICE:
        count, letters = len(question.options), sum(map(len, question.options.values()))
        return RADIOS if count <= _OPEN and letters <= _OPEN_LETTERS else SELECT if count <= _MENU else SEARCH
    if question.kind == q.DATE:
        if question.pattern:
            return LINE
        return DATE if question.calendar == "jalali" else WORDS
    if question.kind == q.TEXT and question.longest >= _LONG:
        return AREA
    return {q.LINES: AREA, q.NUMBER: NUMBER, q.BOOLEAN: RADIOS, q.IMAGE: FILE}.get(question.kind, LINE)


def form_data(parts: Iterable[Part]) -> list[dict[str, Any]]:
    """Return the questions as plain data for the script of the form; what is empty is left out."""
    return [_data(field) for part in parts for field in part.fields]


def _data(field: FormField) -> dict[str, Any]:
    question = field.question
    found: dict[str, Any] = {
        "key": question.key,
        "title": question.title,
        "kind": question.kind,
        "control": field.control,
        "required": question.required,
        "calendar": question.calendar,
        "future": question.future,
        "pattern": question.pattern,
        "patternWords": field.pattern_words,
        "unit": question.unit,
        "guard": field.guard,
        "told": field.told,
        "byConsent": question.consent,
        "listTitle": field.list_title,
        "itemTitle": field.item_title,
        "fewest": field.fewest,
        "refersTo": field.refers_to,
        "plain": question.is_plain_list,
        "number": field.number,
        "owner": field.owner,
        "rules": list(field.rules),
        "options": dict(question.options),
        "parts": [_data(part) for part in field.fields],
    }
    # A least value of 0 is a limit; nothing else that is 0 says anything.
    return {name: value for name, value in found.items() if value} | dict(question.limits)


def plain_rules(package: Package, resource: Resource) -> tuple[Mapping[str, Any], ...]:
    """Return the rules across the fields of a resource as plain data.

    ``other`` says of a date of another record what it is called, and of the record that the form itself holds its
    question; ``referred`` has the dates of all others.
    """
    return tuple({**rule.plain(), **_other(package, resource, rule)} for rule in resource.rules)


def _other(package: Package, resource: Resource, rule: Rule) -> dict[str, Any]:
    head, dot, tail = rule.fields[0].partition(".")
    if not dot:
        return {}
    target = package.resources[str(resource.by_name[head].reference)]
    is_parent = bool(resource.parent) and head == resource.fields[0].name
    title = other_title(target, tail, is_parent)
    return {"other": {"title": title, "key": tail} if is_parent else {"title": title}}


def rule_kinds(package: Package, resource: Resource) -> frozenset[Kind]:
    """Return the kinds of problems that the rules of a resource and of its lists name."""
    own = (resource, *package.children[resource.name])
    return frozenset(rule.problem for item in own for rule in item.rules if rule.problem)


def referred(registry: Registry, resource: Resource) -> dict[str, dict[str, str]]:
    """Return what the rules of a form ask of other records: the path from its question (``meeting.date``) → id → value."""
    package = registry.package
    found: dict[str, dict[str, str]] = {}
    for item in (resource, *package.children[resource.name]):
        paths = [f"{rule.fields[1]}.unit" for rule in item.rules if rule.kind == MEASURE]
        others = [(rule.fields[0], _other(package, item, rule)) for rule in item.rules]
        paths += [path for path, other in others if other and "key" not in other["other"]]
        for path in paths:
            head, _, tail = path.partition(".")
            target = item.by_name[head].reference
            records = registry[target] if target else ()
            found[path] = {record.id: str(record[tail]) for record in records if tail in record}
    return found


def form_values(package: Package, resource: Resource, record: Record) -> dict[str, Any]:
    """Return a record as the answers that a form of its resource would hold: dates in words, as people write them."""
    return _values(package, resource, record.values)


def _values(package: Package, resource: Resource, values: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {
        item.name: _answer(item, values[item.name]) for item in resource.answered if item.name in values
    }
    for child in package.children[resource.name]:
        key = str(child.property)
        if child.derived or not values.get(key):
            continue
        found[key] = [_text(entry) if child.is_scalar else _values(package, child, entry) for entry in values[key]]
    return found


def _answer(item: Field, value: Any) -> str:
    if not item.calendar:
        return _text(value)
    # Day, month and year of a date with boxes are asked apart.
    has_boxes = item.calendar == "jalali" and "pattern" not in item.constraints
    return str(value) if has_boxes else in_words(str(value))


def _text(value: Any) -> str:
    if type(value) is str:
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
