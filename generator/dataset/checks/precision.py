"""How exact a number is: said of numbers that are there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.problems import Problem


def check(context: Context) -> Iterator[Problem]:
    """Yield what is said of the precision of a number that is not given."""
    for resource in context.package.resources.values():
        for item in resource.fields:
            if not (item.former and item.of):
                continue
            for row in context.dataset.rows[resource.name]:
                if item.name in row.cells and item.of not in row.cells:
                    yield context.problem(resource, row, "goes-with", item.of, row.cells[item.name], item.title)
