"""What a record says rests on its sources: in lists whose items name theirs, each names one."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Resource
from generator.dataset.problems import person_kinds
from generator.dataset.problems.problem import Problem


def check(context: Context) -> Iterator[Problem]:
    """Yield items that name no source."""
    for citations, _ in context.rows():
        parent = context.package.resources.get(str(citations.parent))
        if parent is not None and parent.parent and citations.property == "sources":
            yield from _uncited(context, parent, citations)


def _uncited(context: Context, resource: Resource, citations: Resource) -> Iterator[Problem]:
    own = [field.name for field in resource.fields[: resource.key_length]]
    above = [field.name for field in citations.fields[: resource.key_length]]
    cited = {(row.file, *map(row.cells.get, above)) for row in context.dataset.rows[citations.name]}
    for row in context.dataset.rows[resource.name]:
        if (row.file, *map(row.cells.get, own)) not in cited:
            yield context.problem(resource, row, person_kinds.UNCITED, resource.label, found="")
