"""The bank as loans before their approval see it: the same descriptor with the stages that are never public, and their rows.

Shapes: a Package in, one with more stages out; rows are mappings of the fields of the table of loans to texts. The pages
ask by it what an introduction holds, the worker judges by it. Errors: none of its own.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.formatting.emitter import table_text, value
from generator.dataset.problems.rule_kinds import LOAN_STAGE_AHEAD, LOAN_STAGE_DATE
from generator.dataset.reading.files import CSV_LIMIT, TABLE, shown
from generator.dataset.record_rules import EMPTY, REQUIRED, Rule
from generator.dataset.registry import Registry
from generator.dataset.texts import read_text
from generator.persian.calendar.jalali import parse_jalali
from generator.subjects.women.checks import loan_counts
from generator.subjects.women.checks.loan_checks import STAGES

LOANS = "loans"
STAGE, INTRODUCED, REVIEW, REJECTED = "stage", "introduced", "review", "rejected"
#: The doors of the hand-ins about loans: what introduces some, what takes one's row to the public table, and the counts.
INTRODUCTION, CARRIER, COUNTS = "introduction", "loan", "loan-counts"
#: The stages before an approval that a row may stand at; one that was rejected stands in no table.
BEFORE = (INTRODUCED, REVIEW)
# Days are counted from these, so the month alone is not enough.
_WHOLE_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


def is_kept(package: Package) -> bool:
    """Whether a bank keeps loans, and counts those that may not be named."""
    return LOANS in package.resources and loan_counts.RESOURCE in package.resources


def counted_on(registry: Registry) -> str:
    """Return the day of the counts that everybody sees, in words; empty where nothing is counted yet."""
    days = [str(one["counted"]) for one in registry[loan_counts.RESOURCE]]
    return parse_jalali(max(days)).words() if days else ""


def with_private_stages(package: Package) -> Package:
    """Return the package as it judges loans before their approval: with their stages, whole days, and rules for both."""
    loans, counted = package.resources[LOANS], package.resources[loan_counts.RESOURCE].by_name[STAGE]
    fields = tuple(_wider(item, counted) for item in loans.fields)
    later = list(STAGES.values())
    rules = [*loans.rules, Rule(REQUIRED, (STAGES[REVIEW],), {STAGE: (REVIEW,)}, LOAN_STAGE_DATE)]
    rules += [
        Rule(EMPTY, tuple(later[place + 1 :]), {STAGE: (name,)}, LOAN_STAGE_AHEAD) for place, name in enumerate(BEFORE)
    ]
    wider = replace(loans, fields=fields, rules=tuple(rules))
    return replace(package, resources={**package.resources, LOANS: wider})


def _wider(item: Field, counted: Field) -> Field:
    if item.name == STAGE:
        # Whoever introduces a loan need not say that it is introduced.
        limits = {name: limit for name, limit in item.constraints.items() if name != "required"}
        stages = {**{name: counted.categories[name] for name in BEFORE}, **item.categories}
        before = {label: name for label, name in counted.formerly.items() if name in BEFORE}
        return replace(
            item, description="", constraints=limits, categories=stages, formerly={**before, **item.formerly}
        )
    if item.name in (STAGES[name] for name in BEFORE):
        return replace(item, constraints={**item.constraints, "pattern": _WHOLE_DAY})
    return item


def laid_over(package: Package, rows: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the tables of loans with private rows in them, by the names of their files: what stands in for the public ones.

    A row that the public table has got in the meantime is not said twice.
    """
    resource = package.resources[LOANS]
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows:
        found.setdefault(row[str(resource.layout)], []).append(row)
    texts = {}
    for place, private in found.items():
        path = package.folder / str(resource.folder) / f"{place}{TABLE}"
        name = shown(path, package)
        text = read_text(path, CSV_LIMIT, name, []) if path.is_file() else None
        public: list[Mapping[str, str]] = list(csv.DictReader(io.StringIO(text or "")))
        known = {_identity(resource.identity, row) for row in public}
        public += [row for row in private if _identity(resource.identity, row) not in known]
        texts[name] = table_text(resource, public)
    return texts


def texts(resource: Resource, values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values of a row as its table has them."""
    return {item.name: value(values[item.name], item) for item in resource.fields if values.get(item.name)}


def ready(row: Mapping[str, str]) -> bytes:
    """Return a row as a record that any door takes."""
    values = {name: text for name, text in row.items() if text and name != "id"}
    return json.dumps({"form": LOANS, "version": 1, "values": values}, ensure_ascii=False).encode()


def _identity(names: Iterable[str], row: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(row.get(name) or "" for name in names)
