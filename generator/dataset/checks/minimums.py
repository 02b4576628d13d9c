"""How many rows a table must have at least, and how many items the list of a record."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Resource
from generator.dataset.problems import table_kinds, value_kinds
from generator.dataset.problems.phrases import LEAST_CHOSEN, LEAST_WRITTEN
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa


def check(context: Context) -> Iterator[Problem]:
    """Yield tables that have fewer rows than they must."""
    for resource, rows in context.rows():
        # Of a table that could not be read its rows are not missing.
        if len(rows) < resource.floor and resource.name not in context.dataset.broken:
            file = f"{context.package.folder.name}/{resource.path or resource.folder}"
            yield Problem(
                file,
                0,
                table_kinds.FLOOR,
                resource.name,
                title=resource.title,
                found=fa(len(rows)),
                expected=fa(resource.floor),
            )


def check_lists(context: Context) -> Iterator[Problem]:
    """Yield records whose lists have no item and must have one."""
    for name, children in context.package.children.items():
        for child in children:
            if child.minimum:
                yield from _without(context, context.package.resources[name], child)


def _without(context: Context, resource: Resource, child: Resource) -> Iterator[Problem]:
    key = child.fields[0].name
    there = {(row.file, row.cells.get(key, "")) for row in context.dataset.rows[child.name]}
    for row in context.dataset.rows[resource.name]:
        if (row.file, row.cells.get("id", row.file.rsplit("/", 1)[-1].split(".")[0])) not in there:
            yield Problem(
                row.file,
                row.line,
                value_kinds.TOO_FEW,
                resource.name,
                row.cells.get("id", ""),
                child.property or "",
                child.title,
                expected=least_words(child),
            )


def least_words(child: Resource) -> str:
    """Return how many items a child's list must have, as a request begins: «یک حوزه را انتخاب»."""
    words = LEAST_CHOSEN if child.is_scalar and child.own_fields[0].reference else LEAST_WRITTEN
    return words.format(least="یک" if child.minimum == 1 else fa(child.minimum), item=child.item_title)
