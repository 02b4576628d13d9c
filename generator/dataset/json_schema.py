"""The descriptor as JSON Schema (draft 2020-12): one description of a record, for the API, for editors and for forms.

Shapes: a resource of the descriptor in, plain data out; nothing is read and nothing is written.

Said are types, required fields and lists, limits, patterns, allowed values, the writing of dates, and the rules across
fields of the kinds ``required``, ``empty``, ``only``, ``together`` and ``year``. What JSON Schema has no words for, the checks
alone judge: ``before``, ``after``, ``part`` and ``measure`` compare two values, ``adult`` and a date to come need today; that a day
stands in its calendar, a value once in a dataset (``unique``, keys), and whatever a reference names in a list that grows
with every submission; private facts, spelling and placeholders.
A file's scalars are text to our reader, so that ``date: 1399`` is a date there; here it is a number, and a fault: what
``generator format`` writes is what a schema expects.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.dataset import record_rules as rules
from generator.dataset.checks.cross_fields import KINDS
from generator.dataset.checks.schema import pattern_words
from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.problems.phrases import DATE_FORMS
from generator.dataset.record_rules import ANYTHING, Rule
from generator.persian.calendar.grammar import PATTERNS as DATES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_LIMITS = ("minimum", "maximum", "minLength", "maxLength")
Schema = dict[str, Any]
Names = Mapping[str, Mapping[str, str]]
# A web address, as far as an expression can tell.
_LINK = r"https?://\S+"
_LINK_FORM = "نشانی صفحه با http:// یا https:// آغاز می‌شود و فاصله ندارد."
# The kinds of rules across fields that JSON Schema has words for.
_SAID = frozenset({rules.REQUIRED, rules.EMPTY, rules.ONLY, rules.YEAR, rules.TOGETHER})
_NO_MONTH = "^(?!.*[0-9]{4}-[0-9]{2})"


def record_schema(package: Package, resource: Resource, names: Names | None = None) -> Schema:
    """Return the schema of a record or of an item.

    With ``names`` (resource → id → name) it is that of a file: references to the lists that they hold are choices, and
    a key that nobody knows is a fault. Without, it is that of what is published: more may come.
    """
    properties = {item.name: _reference(item, names) for item in resource.own_fields}
    required = [item.name for item in resource.own_fields if item.required]
    for child in package.children[resource.name]:
        properties[str(child.property)] = _list(package, child, names)
        required += [str(child.property)] if child.minimum else []
    found: Schema = {"title": resource.record or resource.title, "type": "object", "properties": properties}
    if required:
        found["required"] = required
    if names is not None:
        found["additionalProperties"] = False
    said = [schema for rule in resource.rules if (schema := rule_schema(resource, rule, names is not None))]
    return {**found, "allOf": said} if said else found


def _list(package: Package, child: Resource, names: Names | None) -> Schema:
    found: Schema = {"title": child.title}
    if child.description:
        found["description"] = child.description
    found["type"] = "array"
    if child.minimum:
        found["minItems"] = child.minimum
    if not child.is_scalar:
        return {**found, "items": record_schema(package, child, names)}
    (item,) = child.own_fields
    if item.name in child.primary_key or item.constraints.get("unique"):
        found["uniqueItems"] = True
    return {**found, "items": _reference(item, names)}


def _reference(item: Field, names: Names | None) -> Schema:
    """Return the schema of a field; its values are those of the list that it names where that is at hand."""
    found = field_schema(item, names is not None)
    if names is None or item.target not in names:
        return found
    choices = item.options(names)
    return {**found, "enum": list(choices), "enumDescriptions": list(choices.values())}


def limits(item: Field) -> Schema:
    """Return how small, large, short and long a value may be."""
    return {name: item.constraints[name] for name in _LIMITS if name in item.constraints}


def field_schema(item: Field, explains: bool = False) -> Schema:
    """Return the schema of one value, without what it refers to; one that ``explains`` has words for editors."""
    found: Schema = {"title": item.title, "type": item.type}
    about = [item.description, item.unit and f"واحد: {item.unit}", DATE_FORMS.get(item.calendar or "", "")]
    if any(about):
        found["description"] = "؛ ".join(text.rstrip(".") for text in about if text)
    if item.categories:
        found["enum"] = [_typed(item, value) for value in item.categories]
        found["enumDescriptions"] = list(item.categories.values())
    found |= limits(item)
    own, form = str(item.constraints.get("pattern", "")), DATE_FORMS.get(item.calendar or "", "")
    shapes = {
        own: pattern_words(own, item.example),
        DATES.get(item.calendar or ""): form,
        item.link and _LINK: _LINK_FORM,
    }
    patterns = [
        {"pattern": f"^(?:{shape})$"} | ({"patternErrorMessage": words} if explains else {})
        for shape, words in shapes.items()
        if shape
    ]
    found |= patterns[0] if len(patterns) == 1 else {"allOf": patterns} if patterns else {}
    if item.link:
        found["format"] = "iri"
    if item.example:
        found["examples"] = [_typed(item, item.example)]
    return found


def rule_schema(resource: Resource, rule: Rule, explains: bool = False) -> Schema | None:
    """Return what a rule across fields asks of a record; None for what JSON Schema cannot say."""
    if rule.kind not in _SAID:
        return None
    said: list[Schema] = []
    for name in rule.fields:
        words = {"errorMessage": _sentence(resource, rule, name)} if explains else {}
        if rule.kind == rules.REQUIRED:
            said.append({"required": [name], **words})
        elif rule.kind == rules.EMPTY:
            said.append({"properties": {name: False}, **words})
        elif rule.kind == rules.ONLY:
            allowed = [_typed(resource.by_name[name], value) for value in rule.values]
            said.append({"properties": {name: {"enum": allowed, **words}}})
        elif rule.kind == rules.YEAR:
            said.append({"properties": {name: {"pattern": _NO_MONTH, **words}}})
        else:
            (other,) = (field for field in rule.fields if field != name)
            said.append({"if": {"required": [other]}, "then": {"required": [name], **words}})
    then = said[0] if len(said) == 1 else {"allOf": said}
    return {"if": _condition(resource, rule.when), "then": then} if rule.when else then


def _sentence(resource: Resource, rule: Rule, name: str) -> str:
    """Return the sentence of a broken rule, as far as it is known before there is a value."""
    cause = next(reversed(tuple(rule.when)), "") or next((field for field in rule.fields if field != name), "")
    field = resource.by_name.get(cause)
    values = [value for value in rule.when.get(cause, ()) if value not in ("", ANYTHING)]
    words = " یا ".join(field.categories.get(value, value) for value in values) if field and values else "…"
    title = field.title if field else ""
    found, expected = ("…", words) if rule.kind in (rules.EMPTY, rules.ONLY, rules.YEAR) else (words, title)
    parts = {"title": resource.by_name[name].title, "key": name, "found": found, "expected": expected, "where": title}
    return (rule.problem or KINDS[rule.kind]).text.format(**parts, record="", suggestion="")


def _condition(resource: Resource, when: Mapping[str, tuple[str, ...]]) -> Schema:
    """Return the schema that holds for the records of which a rule is asked."""
    properties: Schema = {}
    required = []
    for name, values in when.items():
        if "" not in values:
            required.append(name)
        if ANYTHING not in values:
            written = [_typed(resource.by_name[name], value) for value in values if value]
            properties[name] = {"enum": written} if written else False
    found: Schema = {"required": required} if required else {}
    return {**found, "properties": properties} if properties else found


def _typed(item: Field, text: str) -> Any:
    """Return a text of the descriptor as the value that it stands for."""
    if item.type == "boolean":
        return text == "true"
    try:
        return {"integer": int, "number": float}.get(item.type, str)(text)
    except ValueError:
        return text  # what is no number equals none
