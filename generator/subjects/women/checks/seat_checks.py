"""The seats of the working groups: held from a day on, and one chair and one secretary at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.dataset.checks.context import Context
from generator.dataset.checks.identity import key_of
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading.rows import Row
from generator.subjects.women.checks import work_kinds

# The roles that a working group has one of.
SINGLE = ("chair", "secretary")


def check(context: Context) -> Iterator[Problem]:
    """Yield two holders of one seat."""
    resource = context.package.resources.get("working-groups")
    if resource is None:
        return
    agencies, roles = context.names.get("agencies", {}), resource.by_name["role"].categories
    held = {
        _seat(row.cells): row
        for row in context.dataset.rows["working-groups"]
        if "since" in row.cells and "until" not in row.cells
    }
    holders: dict[tuple[str, str], Row] = {}
    for row in context.dataset.rows["working-groups"]:
        cells = row.cells
        if "until" in cells:
            continue
        county, role, agency = cells.get("county", ""), cells.get("role", ""), cells.get("agency", "")
        if "since" not in cells:
            holder = held.get(_seat(cells))
            if holder and role in roles and county in context.areas:
                seat = work_kinds.SEAT_OF.format(role=roles[role], county=context.areas[county])
                place = Place(holder.file, holder.line)
                yield context.problem(
                    resource, row, work_kinds.SEAT_HELD, "since", holder.cells["since"], seat, others=[place]
                )
            continue
        if role not in SINGLE or county not in context.areas or agency not in agencies:
            continue
        other = holders.setdefault((county, role), row)
        # The same row written twice is told of as that.
        if key_of(resource, other.cells, resource.identity) != key_of(resource, cells, resource.identity):
            place, name = Place(other.file, other.line), agencies[other.cells["agency"]]
            seat = work_kinds.SEAT.format(role=roles[role], county=context.areas[county])
            yield context.problem(
                resource, row, work_kinds.SEAT_TWICE, "agency", agencies[agency], seat, where=name, others=[place]
            )


def _seat(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return which seat a row is about, whoever holds it."""
    return tuple(cells.get(name, "") for name in ("county", "role", "agency", "place"))
