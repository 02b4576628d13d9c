"""Read the Data Package descriptor: its file as typed objects, or all that is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from generator.dataset.describing.descriptor_faults import problems_of
from generator.dataset.describing.descriptor_links import link_faults
from generator.dataset.describing.descriptor_shape import PACKAGE, names_of
from generator.dataset.descriptor import DescriptorError, Field, Package, Reference, Resource
from generator.dataset.leading_questions import question_of
from generator.dataset.people.consent import consent_rules
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.settings import settings_of
from generator.dataset.record_rules import rule_of
from generator.dataset.shapes import faults
from generator.dataset.texts import read_text

DESCRIPTOR_LIMIT = 4_000_000


def load(path: Path) -> Package:
    """Read ``datapackage.yaml``; raise DescriptorError where it does not hold together."""
    name = f"{path.parent.name}/{path.name}"
    problems: list[Problem] = []
    text = read_text(path, DESCRIPTOR_LIMIT, name, problems)
    raw, resources, wrong = (None, {}, []) if text is None else _parsed(text, name)
    if text is None or wrong:
        raise DescriptorError([problem for problem in (*problems, *wrong) if problem.severity == ERROR])
    return _package(raw, resources, path)


@lru_cache(4)
def _parsed(text: str, name: str) -> tuple[Any, Mapping[str, Resource], list[Problem]]:
    """Return the descriptor as YAML holds it, its resources by name and what is wrong; a preview asks with every change.

    Nobody writes to what is returned.
    """
    raw, problems = settings_of(text, name)
    if problems:
        return None, {}, problems
    found = list(faults(raw, PACKAGE)) or list(link_faults(raw))
    if found:
        return raw, {}, problems_of(found, raw, text, name)
    return raw, {item["name"]: _resource(item) for item in raw["resources"]}, []


def _package(raw: Any, resources: Mapping[str, Resource], path: Path) -> Package:
    """Build a Package from a descriptor that holds together."""
    return Package(
        title=raw.get("title", ""),
        description=raw.get("description", ""),
        version=str(raw.get("version", "")),
        resources=resources,
        raw=raw,
        path=path,
        synthetic=raw.get("synthetic", False),
        subject=raw.get("subject", ""),
    )


def _resource(item: Mapping[str, Any]) -> Resource:
    schema = item["schema"]
    references = tuple(
        Reference(names_of(key["fields"]), key["reference"]["resource"], names_of(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", ())
    )
    single = {ref.fields[0]: ref.resource for ref in references if len(ref.fields) == 1}
    plain = {key: value for key, value in item.items() if key not in ("schema", "data", "sources", "licenses")}
    plain["identity"] = names_of(item.get("identity"))
    fields = tuple(_field(entry, single) for entry in schema["fields"])
    names, by_consent = [one.name for one in fields], [one.name for one in fields if one.consent]
    rules = [rule_of(rule, names, by_consent) for rule in item.get("rules", ())]
    if item.get("people"):
        brought = (rule_of(rule, names, by_consent) for rule in consent_rules(names, by_consent))
        rules += [rule for rule in brought if rule not in rules]
    plain["rules"] = tuple(rules)
    plain["questions"] = tuple(map(question_of, item.get("questions", ())))
    return Resource(
        fields=fields,
        primary_key=names_of(schema["primaryKey"]),
        references=references,
        unique_keys=tuple(map(names_of, schema.get("uniqueKeys", ()))),
        **plain,
    )


def _field(item: Mapping[str, Any], references: Mapping[str, str]) -> Field:
    plain = {key: value for key, value in item.items() if key not in ("format", "categories", "example")}
    categories = {str(entry["value"]): entry["label"] for entry in item.get("categories", ())}
    example = str(item.get("example", ""))
    return Field(categories=categories, example=example, reference=references.get(item["name"]), **plain)
