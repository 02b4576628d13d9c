"""The documents of the counties and the values of the indicators: one document an area, and numbers that can be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Resource
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading.rows import Row
from generator.dataset.rules import RULES, compiled
from generator.persian.digits import fa
from generator.subjects.women.checks import work_kinds

# The group of everybody, and the indicator by which others are divided.
ALL = "all"
POPULATION = "population-f"
_NUMBER = compiled(RULES["numbers"]["number"])
# What a goal is that is worse than its beginning, by the direction of its indicator.
_WORSE = {"up": work_kinds.TARGET_UP, "down": work_kinds.TARGET_DOWN}


def check(context: Context) -> Iterator[Problem]:
    """Yield documents that stand twice, targets that are worse than their beginning, and values that cannot be."""
    if "indicators" not in context.package.resources:
        return
    indicators = {row.cells["id"]: row.cells for row in context.dataset.rows["indicators"] if "id" in row.cells}
    yield from _documents(context)
    yield from _targets(context, indicators)
    for row in context.dataset.rows.get("indicator-values", ()):
        resource = context.package.resources["indicator-values"]
        is_population = (row.cells.get("indicator"), row.cells.get("group")) == (POPULATION, ALL)
        if is_population and _number(row, "value") == 0:
            yield context.problem(resource, row, work_kinds.POPULATION_ZERO, "value")


def _documents(context: Context) -> Iterator[Problem]:
    first: dict[str, Row] = {}
    for row in context.dataset.rows.get("county-documents", ()):
        resource = context.package.resources["county-documents"]
        area = row.cells.get("area", "")
        if area in resource.by_name["area"].areas or area in context.names.get("counties", {}):
            other = first.setdefault(area, row)
            # A copy that kept its id is told of as a copy.
            if other is not row and other.cells.get("id") != row.cells.get("id"):
                yield context.problem(
                    resource, row, work_kinds.DOCUMENT_TWICE, "area", context.areas[area], others=[Place(other.file)]
                )


def _targets(context: Context, indicators: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    resource = context.package.resources.get("county-documents-targets")
    if resource is None:
        return
    for row in context.dataset.rows.get("county-documents-targets", ()):
        indicator = indicators.get(row.cells.get("indicator", ""), {})
        yield from _direction(context, resource, row, indicator)


def _direction(context: Context, resource: Resource, row: Row, indicator: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a goal that is worse than the beginning."""
    start, goal = _number(row, "baseline"), _number(row, "value")
    if start is None or goal is None:
        return
    better = indicator.get("direction", "")
    if (better == "up" and goal < start) or (better == "down" and goal > start):
        yield context.problem(
            resource,
            row,
            _WORSE[better],
            "value",
            fa(goal),
            fa(start),
            where=indicator.get("title", ""),
        )


def _number(row: Row, name: str) -> Decimal | None:
    """Return a value as a number; None where it is none."""
    text = row.cells.get(name, "")
    return Decimal(text) if _NUMBER.fullmatch(text) else None
