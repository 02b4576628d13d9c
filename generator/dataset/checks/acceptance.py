"""Accept a table that frictionless can find no fault with, by its columns: it then need not look at each cell.

A column of thousands of cells holds few values, and most limits hold for all of them where they hold for the longest, the
least or the greatest. What is accepted, frictionless accepts; of what is not, it remains the judge. Errors: none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field, Reference, Resource
from generator.dataset.rules import RULES, compiled

#: How data writes a number: frictionless, with Python, would read 1_000, +5, 1e3 and ۵ as numbers too.
NUMBERS = {kind: compiled(text) for kind, text in RULES["numbers"].items()}
# Longer ones are left to frictionless: Python itself refuses very long ones.
_LONGEST = 30
_TRUTHS = {"true", "false"}
_LIMITS = {"required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern"}

# A cell that is empty is None.
Column = list[str | None]
Columns = Mapping[str, Column]


def accepts(resource: Resource, context: Context) -> bool:
    """Whether frictionless finds no fault with the rows of a resource, nor with a number of theirs."""
    columns = _columns(context, resource.name, resource.by_name)
    return (
        all(_fits(field, columns[field.name]) for field in resource.fields)
        and _are_keys(columns, resource)
        and all(_leads(reference, resource, columns, context) for reference in resource.references)
    )


def _columns(context: Context, name: str, fields: Iterable[str]) -> Columns:
    rows = [row.cells for row in context.dataset.rows[name]]
    return {field: [cells.get(field) for cells in rows] for field in fields}


def _fits(field: Field, column: Column) -> bool:
    """Whether every value is of the field's type and within its limits."""
    values = {value for value in set(column) if value is not None}
    missing = column.count(None)
    if (missing and field.required) or "" in values or not field.constraints.keys() <= _LIMITS:
        return False
    # Of a number several texts may be one value.
    if field.constraints.get("unique") and (field.type == "number" or len(values) + missing < len(column)):
        return False
    if not values:
        return True
    if field.type == "string":
        return _are_texts(field, values)
    if field.type == "boolean":
        return not field.categories and values <= _TRUTHS
    return not field.categories and _are_numbers(field, values)


def _are_texts(field: Field, values: Collection[str]) -> bool:
    limits, lengths = field.constraints, [len(value) for value in values]
    if not limits.get("minLength", 0) <= min(lengths) <= max(lengths) <= limits.get("maxLength", max(lengths)):
        return False
    if field.categories and not field.categories.keys() >= set(values):
        return False
    # As frictionless writes it: of alternatives that is not what it seems.
    pattern = re.compile(f"^{limits['pattern']}$") if "pattern" in limits else None
    return pattern is None or all(map(pattern.match, values))


def _are_numbers(field: Field, values: Collection[str]) -> bool:
    pattern = NUMBERS.get(field.type)
    # Of a whole number there is then one text.
    if pattern is None or "-0" in values or max(map(len, values)) > _LONGEST or not all(map(pattern.fullmatch, values)):
        return False
    numbers = [Decimal(value) for value in values]
    least, most = (field.constraints.get(name) for name in ("minimum", "maximum"))
    return (least is None or Decimal(str(least)) <= min(numbers)) and (
        most is None or max(numbers) <= Decimal(str(most))
    )


def _are_keys(columns: Columns, resource: Resource) -> bool:
    """Whether no two rows have one key, and none has no key at all."""
    if any(resource.by_name[name].type == "number" for name in resource.primary_key):
        return False
    keys = _tuples(columns, resource.primary_key)
    return bool(keys) and len(set(keys)) == len(keys) and (None,) * len(keys[0]) not in keys


def _leads(reference: Reference, resource: Resource, columns: Columns, context: Context) -> bool:
    """Whether every row that names something names what is there, where frictionless is asked about it at all."""
    if reference.resource == resource.parent or reference.resource in context.dataset.broken:
        return True
    target = context.package.resources[reference.resource]
    ends = (
        *(resource.by_name[name] for name in reference.fields),
        *(target.by_name[name] for name in reference.targets),
    )
    if any(field.type != "string" for field in ends):
        return False
    named = {key for key in _tuples(columns, reference.fields) if set(key) != {None}}
    return named <= set(_tuples(_columns(context, target.name, reference.targets), reference.targets))


def _tuples(columns: Columns, names: Iterable[str]) -> list[tuple[str | None, ...]]:
    return list(zip(*(columns[name] for name in names), strict=True))
