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
from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.problems.phrases import DATE_FORMS
from generator.dataset.record_rules import ANYTHING, Rule
from generator.persian.calendar.grammar import PATTERNS as DATES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
LIMITS = ("minimum", "maximum", "minLength", "maxLength")
Schema = dict[str, Any]
Names = Mapping[str, Mapping[str, str]]
# A web address, as far as an expression can tell.
_LINK = r"https?://\S+"
_MONTH = "[0-9]{4}-[0-9]{2}"


def record_schema(package: Package, resource: Resource, names: Names | None = None) -> Schema:
    """Return the schema of a record or of an item.

    With ``names`` (resource → id → name) it is that of a file: references to the lists that they hold are choices, and
    a key that nobody knows is a fault. Without, it is that of what is published: more may come.
    """
    properties = {item.name: _reference(item, names or {}) for item in resource.own_fields}
    required = [item.name for item in resource.own_fields if item.required]
    for child in package.children[resource.name]:
        properties[str(child.property)] = _list(package, child, names)
        required += [str(child.property)] if child.minimum else []
    found: Schema = {"title": resource.record or resource.title, "type": "object", "properties": properties}
    if required:
        found["required"] = required
    if names is not None:
        found["additionalProperties"] = False
    said = [schema for rule in resource.rules if (schema := rule_schema(resource, rule))]
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
    return {**found, "items": _reference(item, names or {})}


def _reference(item: Field, names: Names) -> Schema:
    """Return the schema of a field; its values are those of the list that it names where that is at hand."""
    found = field_schema(item)
    if item.target not in names:
        return found
    choices = item.options(names)
    return {**found, "enum": list(choices), "enumDescriptions": list(choices.values())}


def field_schema(item: Field) -> Schema:
    """Return the schema of one value, without what it refers to."""
    found: Schema = {"title": item.title, "type": item.type}
    about = [item.description, item.unit and f"یکا: {item.unit}", DATE_FORMS.get(item.calendar or "", "")]
    if any(about):
        found["description"] = "؛ ".join(text.rstrip(".") for text in about if text)
    if item.categories:
        found["enum"] = [_typed(item, value) for value in item.categories]
        found["enumDescriptions"] = list(item.categories.values())
    found |= {name: item.constraints[name] for name in LIMITS if name in item.constraints}
    shapes = [item.constraints.get("pattern"), DATES.get(item.calendar or ""), _LINK if item.link else None]
    patterns = [{"pattern": f"^(?:{shape})$"} for shape in shapes if shape]
    found |= patterns[0] if len(patterns) == 1 else {"allOf": patterns} if patterns else {}
    if item.link:
        found["format"] = "iri"
    if item.example:
        found["examples"] = [_typed(item, item.example)]
    return found


def rule_schema(resource: Resource, rule: Rule) -> Schema | None:
    """Return what a rule across fields asks of a record; None for what JSON Schema cannot say."""
    then: Schema
    if rule.kind == rules.REQUIRED:
        then = {"required": list(rule.fields)}
    elif rule.kind == rules.EMPTY:
        then = {"properties": dict.fromkeys(rule.fields, False)}
    elif rule.kind == rules.ONLY:
        allowed = [_typed(resource.by_name[name], value) for name in rule.fields for value in rule.values]
        then = {"properties": {name: {"enum": allowed} for name in rule.fields}}
    elif rule.kind == rules.YEAR:
        then = {"properties": {name: {"not": {"pattern": _MONTH}} for name in rule.fields}}
    elif rule.kind == rules.TOGETHER:
        one, other = rule.fields
        then = {"if": {"anyOf": [{"required": [one]}, {"required": [other]}]}, "then": {"required": [one, other]}}
    else:
        return None
    return {"if": _condition(resource, rule.when), "then": then} if rule.when else then


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
