"""Loans: stages in their order, to an active cooperative of the same county, within the ceiling of their facility."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.checks.dates import bounds
from generator.dataset.descriptor import Resource
from generator.dataset.problems import Problem
from generator.dataset.rows import Row
from generator.persian.digits import fa

# The stages in their order, each with the field of its date.
STAGES = {
    "introduced": "introduced",
    "review": "under_review",
    "approved": "approved",
    "paid": "paid",
    "settled": "settled",
}
REJECTED = "rejected"


def check(context: Context) -> Iterator[Problem]:
    """Yield loans that cannot be as they are written."""
    resource = context.package.resources.get("loans")
    if resource is None or not context.dataset.rows["loans"]:
        return
    cooperatives = {row.cells.get("id"): row.cells for row in context.dataset.rows["cooperatives"]}
    ceilings = _ceilings(context)
    for row in context.dataset.rows["loans"]:
        yield from _dates(context, resource, row)
        yield from _borrower(context, resource, row, cooperatives.get(row.cells.get("cooperative")))
        ceiling = ceilings.get(row.cells.get("facility", ""))
        amount = row.cells.get("amount", "")
        if ceiling and amount.isascii() and amount.isdecimal() and int(amount) > ceiling:
            yield context.problem(resource, row, "loan-ceiling", "amount", fa(int(amount)), fa(ceiling))


def _ceilings(context: Context) -> dict[str, int]:
    """The highest ceiling of one loan that a facility's plans name; none where a plan names no ceiling."""
    found: dict[str, int] = {}
    silent: set[str] = set()
    for row in context.dataset.rows.get("facilities-plans", ()):
        facility, ceiling = row.cells.get("facility", ""), row.cells.get("ceiling", "")
        if ceiling.isascii() and ceiling.isdecimal():
            found[facility] = max(int(ceiling), found.get(facility, 0))
        else:
            silent.add(facility)
    return {facility: ceiling for facility, ceiling in found.items() if facility not in silent}


def _dates(context: Context, resource: Resource, row: Row) -> Iterator[Problem]:
    cells = row.cells
    stage = cells.get("stage", "")
    reached = list(STAGES).index(stage) if stage in STAGES else -1
    previous = ""
    for place, (name, field) in enumerate(STAGES.items()):
        if field not in cells:
            if name == stage:
                label = resource.by_name["stage"].categories[stage]
                yield context.problem(resource, row, "loan-stage-date", field, found="", expected=label)
            continue
        if place > reached and stage != REJECTED:
            label = resource.by_name["stage"].categories.get(stage, stage)
            yield context.problem(resource, row, "loan-stage-ahead", field, expected=label)
        if previous:
            yield from _order(context, resource, row, previous, field)
        previous = field
    if (stage == REJECTED) != (REJECTED in cells):
        yield context.problem(resource, row, "loan-rejected", REJECTED, found="")
    elif REJECTED in cells and previous:
        yield from _order(context, resource, row, previous, REJECTED)


def _order(context: Context, resource: Resource, row: Row, first: str, second: str) -> Iterator[Problem]:
    start, end = bounds(row.cells[first]), bounds(row.cells[second])
    if start and end and start[0] > end[1]:
        later = resource.by_name[second]
        expected = f"{later.title} («{row.cells[second]}»)"
        yield context.problem(resource, row, "date-order", first, expected=expected)


def _borrower(context: Context, resource: Resource, row: Row, borrower: dict[str, str] | None) -> Iterator[Problem]:
    if borrower is None:
        return  # an unknown cooperative is said elsewhere
    own = context.package.resources["cooperatives"].by_name
    name = borrower.get("name", "")
    if borrower.get("kind") != "cooperative":
        kind = own["kind"].categories.get(borrower.get("kind", ""), "")
        yield context.problem(resource, row, "loan-kind", "cooperative", name, kind)
    if borrower.get("status") == "inactive":
        yield context.problem(resource, row, "loan-inactive", "cooperative", name)
    if borrower.get("county") and row.cells.get("county") and borrower["county"] != row.cells["county"]:
        right = context.areas.get(borrower["county"], borrower["county"])
        yield context.problem(resource, row, "loan-county", "county", expected=right, suggestion=borrower["county"])
