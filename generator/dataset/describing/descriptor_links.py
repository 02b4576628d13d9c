"""What holds the parts of a descriptor together: where rows stand, fields and resources that are named, constraints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator.dataset.describing.descriptor_shape import TYPES, names_of
from generator.dataset.describing.named_shape import named_faults
from generator.dataset.gathering.gathered_shape import gathered_faults
from generator.dataset.leading_questions import question_faults
from generator.dataset.people.people_shape import people_faults
from generator.dataset.problems import settings_kinds
from generator.dataset.record_rules import BEFORE, rule_of
from generator.dataset.shapes import Fault, Path

# What a value of each type can be held to.
_ALLOWED = {
    "string": {"required", "unique", "minLength", "maxLength", "pattern"},
    "integer": {"required", "unique", "minimum", "maximum"},
    "number": {"required", "unique", "minimum", "maximum"},
    "boolean": {"required"},
}


def link_faults(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what does not hold together in a descriptor whose values are all of their kind."""
    resources = {item["name"]: item for item in raw["resources"]}
    counts = Counter(item["name"] for item in raw["resources"])
    for number, item in enumerate(raw["resources"]):
        path: Path = ("resources", number)
        if counts[item["name"]] > 1:
            yield Fault((*path, "name"), settings_kinds.SHAPE_TWICE, item["name"])
        yield from _places(item, resources, path)
        yield from _named(item, path)
        yield from _references(item, resources, path)
        yield from _constraints(item, path)
        yield from named_faults(item, resources, path)
        yield from people_faults(item, resources, path)
        yield from question_faults(item, resources, path)
        yield from gathered_faults(item, resources, path)


def _fields(item: Mapping[str, Any]) -> list[str]:
    return [field["name"] for field in item["schema"]["fields"]]


def _places(item: Mapping[str, Any], resources: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield what is wrong with where a resource's rows stand."""
    if sum(key in item for key in ("path", "folder", "parent")) != 1:
        yield Fault(path, settings_kinds.SHAPE_PLACE)
        return
    if "format" in item and "folder" not in item:
        yield Fault((*path, "format"), settings_kinds.SHAPE_FORMAT)
    ancestors: list[str] = [item["name"]]
    above: Any = item
    while "parent" in above:
        name = above["parent"]
        if name not in resources or name in ancestors or ("parent" in resources[name] and "property" not in above):
            yield Fault((*path, "parent"), settings_kinds.SHAPE_PARENT, name)
            return
        ancestors.append(name)
        above = resources[name]
    # Nothing is asked that is not published: a correction would show it empty, and what is sent would take its place.
    is_asked = above.get("submit") and not any(resources[name].get("derived") for name in ancestors)
    if item.get("private") and is_asked:
        yield Fault((*path, "private"), settings_kinds.SHAPE_ASKED, above["name"])
    if "parent" not in item:
        return
    if "property" not in item:
        yield Fault(path, settings_kinds.SHAPE_MISSING, "property", "، مانند property: products")
    elif item["property"] in _fields(resources[item["parent"]]) or any(
        other is not item and (other.get("parent"), other.get("property")) == (item["parent"], item["property"])
        for other in resources.values()
    ):
        yield Fault((*path, "property"), settings_kinds.SHAPE_TWICE, item["property"])
    leading = 0
    for field in item["schema"]["fields"]:
        if not field.get("derived") or field["name"] == "id":
            break
        leading += 1
    if (
        leading != len(ancestors)
        or sum(bool(f.get("derived")) and f["name"] != "id" for f in item["schema"]["fields"]) != leading
    ):
        yield Fault((*path, "schema", "fields"), settings_kinds.SHAPE_LIST_KEYS)
    elif leading == len(item["schema"]["fields"]):
        yield Fault((*path, "schema", "fields"), settings_kinds.SHAPE_LIST_EMPTY)


def _named(item: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield the fields that are named and are none, and those that are there twice."""
    fields = _fields(item)
    for position, name in enumerate(fields):
        if name in fields[:position]:
            yield Fault((*path, "schema", "fields", position, "name"), settings_kinds.SHAPE_TWICE, name)
    schema = item["schema"]
    said: list[tuple[Path, str]] = [(("schema", "primaryKey"), name) for name in names_of(schema.get("primaryKey"))]
    said += [(("identity",), name) for name in names_of(item.get("identity"))]
    said += [(("layout",), name) for name in names_of(item.get("layout"))]
    said += [
        (("schema", "uniqueKeys", number), name)
        for number, key in enumerate(schema.get("uniqueKeys", ()))
        for name in names_of(key)
    ]
    said += [
        (("schema", "fields", position, "of"), field["of"])
        for position, field in enumerate(schema["fields"])
        if field.get("of")
    ]
    for where, name in said:
        if name not in fields:
            yield Fault((*path, *where), settings_kinds.SHAPE_FIELD, name, "، ".join(fields))
    by_consent = [field["name"] for field in schema["fields"] if field.get("consent")]
    for number, rule in enumerate(item.get("rules", ())):
        try:
            rule_of(rule, fields, by_consent)
        except ValueError as error:
            yield Fault((*path, "rules", number), settings_kinds.SHAPE_RULE, "", str(error))


def _references(item: Mapping[str, Any], resources: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield the references that lead nowhere."""
    single: dict[str, str] = {}
    for number, key in enumerate(item["schema"].get("foreignKeys", ())):
        own, reference = names_of(key["fields"]), key["reference"]
        where: Path = (*path, "schema", "foreignKeys", number)
        target = resources.get(reference["resource"])
        if target is None:
            yield Fault(where, settings_kinds.SHAPE_RESOURCE, reference["resource"])
            continue
        targets = names_of(reference["fields"])
        wrong = next((name for name in own if name not in _fields(item)), None)
        wrong = wrong or next((name for name in targets if name not in _fields(target)), None)
        if wrong:
            yield Fault(where, settings_kinds.SHAPE_FIELD, wrong, "، ".join(_fields(target)))
        elif len(own) != len(targets):
            yield Fault(where, settings_kinds.SHAPE_PAIRS)
        if len(own) == 1:
            single[own[0]] = reference["resource"]
    for number, rule in enumerate(item.get("rules", ())):
        # What is no rule is said elsewhere.
        for name in names_of(rule.get(BEFORE)) if isinstance(rule, Mapping) else ():
            head, dot, tail = str(name).partition(".")
            target = resources.get(single.get(head, ""))
            if dot and (target is None or tail not in _fields(target)):
                yield Fault(
                    (*path, "rules", number),
                    settings_kinds.SHAPE_FIELD,
                    name,
                    "، ".join(_fields(target) if target else single),
                )
    for position, field in enumerate(item["schema"]["fields"]):
        target = resources.get(single.get(field["name"], ""))
        for name in field.get("among", ()):
            if target is None or name not in _fields(target):
                known = "، ".join(_fields(target) if target else ())
                yield Fault((*path, "schema", "fields", position, "among"), settings_kinds.SHAPE_FIELD, name, known)


def _constraints(item: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield the constraints that a field of its type cannot have, and categories of what is no text."""
    for position, field in enumerate(item["schema"]["fields"]):
        kind = field.get("type", TYPES[0])
        where: Path = (*path, "schema", "fields", position)
        for name, value in field.get("constraints", {}).items():
            if name not in _ALLOWED[kind] or (kind == "integer" and isinstance(value, float)):
                yield Fault((*where, "constraints", name), settings_kinds.SHAPE_CONSTRAINT, name, kind)
        if "categories" in field and kind != TYPES[0]:
            yield Fault((*where, "categories"), settings_kinds.SHAPE_CONSTRAINT, "categories", kind)
