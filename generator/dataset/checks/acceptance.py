"""Accept a table that frictionless can find no fault with, by its columns: it then need not look at each cell.

A column of thousands of cells holds few values, and most limits hold for all of them where they hold for the longest, the
least or the greatest. What is accepted, frictionless accepts, or what it says of it is no fault to us; of what is not, it
remains the judge. Errors: none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field, Reference, Resource
from generator.dataset.reading.rows import Dataset, Row
from generator.dataset.rules import RULES, compiled

#: How data writes a number: frictionless, with Python, would read 1_000, +5, 1e3 and ۵ as numbers too.
NUMBERS = {kind: compiled(text) for kind, text in RULES["numbers"].items()}
# Longer ones are left to frictionless: Python itself refuses very long ones.
_LONGEST = 30
_TRUTHS = {"true", "false"}
_LIMITS = {"required", "unique", "minLength", "maxLength", "minimum", "maximum", "pattern"}

# A cell that is empty is None.
Key = tuple[str | None, ...]


def accepts(resource: Resource, context: Context) -> bool:
    """Whether nothing is to be said of the rows of a resource: frictionless finds no fault, nor is a number Python's own."""
    return (
        (_fit(resource, context) if context.unfit is None else resource.name not in context.unfit)
        and all(_is_unique(resource, field, context) for field in resource.fields if field.constraints.get("unique"))
        and _are_keys(resource, context)
        and all(_leads(reference, resource, context) for reference in resource.references)
    )


def unfit(name: str, context: Context) -> Iterator[tuple[str, str]]:
    """Yield the files of a resource with its name, where a cell of them may not be of its field; what is unique is not asked."""
    resource = context.package.resources[name]
    if _fit(resource, context):
        return
    # Each limit holds of single cells, so some file has one of those that do not fit: the others need not be asked again.
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in context.dataset.rows[name]:
        by_file[row.file].append(row)
    for file, rows in by_file.items():
        if not _fit(resource, Context(Dataset(context.package, {name: rows}), context.today)):
            yield file, name


def _fit(resource: Resource, context: Context) -> bool:
    return all(_fits(resource, field, context) for field in resource.fields)


def _is_unique(resource: Resource, field: Field, context: Context) -> bool:
    # Of a number several texts may be one value.
    count = sum(field.name in row.cells for row in context.dataset.rows[resource.name])
    return field.type != "number" and len(context.values_of(resource.name, field.name)) == count


def _fits(resource: Resource, field: Field, context: Context) -> bool:
    """Whether every value is of the field's type and within its limits."""
    values, rows = context.values_of(resource.name, field.name), context.dataset.rows[resource.name]
    if "" in values or not field.constraints.keys() <= _LIMITS:
        return False
    if field.required and not all(field.name in row.cells for row in rows):
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


def _are_keys(resource: Resource, context: Context) -> bool:
    """Whether no two rows have one key, and none has no key at all."""
    root = context.package.root_of(resource)
    if resource.parent and not root.gathered and all(resource.by_name[name].derived for name in resource.primary_key):
        # The place of each item in the lists of a record is ours: no two have one where no two records have.
        return len(context.values_of(root.name, "id")) == len(context.dataset.rows[root.name])
    if any(resource.by_name[name].type == "number" for name in resource.primary_key):
        return False
    keys = _keys(resource, resource.primary_key, context)
    return bool(keys) and len(set(keys)) == len(keys) and (None,) * len(keys[0]) not in keys


def _leads(reference: Reference, resource: Resource, context: Context) -> bool:
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
    if len(reference.fields) == 1:
        named, there = (
            context.values_of(one.name, name)
            for one, (name,) in ((resource, reference.fields), (target, reference.targets))
        )
        return named <= there
    keys = {key for key in _keys(resource, reference.fields, context) if set(key) != {None}}
    if target.parent:
        # To frictionless a link to a record alone, to none of its items, is a fault; we say nothing of it.
        keys = {key for key in keys if key[-1] is not None}
    return keys <= set(_keys(target, reference.targets, context))


def _keys(resource: Resource, names: Sequence[str], context: Context) -> list[Key]:
    return [tuple([row.cells.get(name) for name in names]) for row in context.dataset.rows[resource.name]]
