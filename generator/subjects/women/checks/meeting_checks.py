"""Meetings and reports: what a meeting decides comes after it, and a report agrees with what it reports on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.dataset.checks.context import Context
from generator.dataset.checks.date_checks import bounds
from generator.dataset.descriptor import Resource
from generator.dataset.problems import rule_kinds
from generator.dataset.problems.nearest import Nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Row
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.subjects.women.checks import work_kinds

# The days of a resolution that come after its meeting.
LATER = ("deadline", "closed")
# The states of a resolution that is over, the usual one first.
OVER = ("done", "dropped")
_YEAR = re.compile("([0-9]{4})(?=-)")
# A deadline that moves by one year must come this soon, in years, after its meeting to be what was meant.
_SOON = 0.5


def check(context: Context) -> Iterator[Problem]:
    """Yield resolutions and reports that contradict their meeting, or themselves."""
    if "meetings-resolutions" not in context.package.resources:
        return
    yield from _resolutions(context)
    if "reports" in context.package.resources:
        yield from _reports(context)


def _resolutions(context: Context) -> Iterator[Problem]:
    resource = context.package.resources["meetings-resolutions"]
    # A file holds one meeting: by the file a resolution finds it even where an id is wrong.
    dates = {row.file: row.cells["date"] for row in context.dataset.rows["meetings"] if "date" in row.cells}
    for row in context.dataset.rows["meetings-resolutions"]:
        held = dates.get(row.file, "")
        for name in LATER:
            if held and _is_before(row.cells.get(name, ""), held):
                close = _next_year(row.cells[name], held) if name == "deadline" else ""
                expected = work_kinds.MEETING_DAY.format(date=held)
                yield context.problem(resource, row, rule_kinds.BEFORE, name, expected=expected, suggestion=close)
        yield from _state(context, resource, row)


def _state(context: Context, resource: Resource, row: Row) -> Iterator[Problem]:
    """Yield a day of the end of a resolution that is not over.

    Nothing is said of one that is over without a day: the source often doesn't tell it.
    """
    labels = resource.by_name["status"].categories
    status = row.cells.get("status", "")
    if "closed" not in row.cells or status in OVER or (status and status not in labels):
        return
    close = Nearest(OVER[0], labels[OVER[0]])
    kind = work_kinds.CLOSED_OPEN if status else work_kinds.CLOSED_UNSAID
    found = labels.get(status, "")
    yield context.problem(resource, row, kind, "status", found, row.cells["closed"], suggestion=close)


def _reports(context: Context) -> Iterator[Problem]:
    resource = context.package.resources["reports"]
    meetings = {row.cells["id"]: row.cells for row in context.dataset.rows["meetings"] if "id" in row.cells}
    resolutions = {
        (row.cells.get("meeting", ""), row.cells.get("id", "")): row.cells
        for row in context.dataset.rows["meetings-resolutions"]
    }
    for row in context.dataset.rows["reports"]:
        meeting = meetings.get(row.cells.get("meeting", ""), {})
        held = meeting.get("date", "")
        if held and _is_before(row.cells.get("date", ""), held):
            expected = work_kinds.MEETING_DAY_OF.format(date=held, meeting=meeting.get("title", meeting["id"]))
            yield context.problem(resource, row, rule_kinds.BEFORE, "date", expected=expected)
        key = row.cells.get("meeting", ""), row.cells.get("resolution", "")
        yield from _program(context, resource, row, resolutions.get(key, {}))


def _program(context: Context, resource: Resource, row: Row, resolution: Mapping[str, str]) -> Iterator[Problem]:
    """Yield a report of one program on a resolution of another."""
    names = context.names.get("programs", {})
    own, other = row.cells.get("program", ""), resolution.get("program", "")
    if own != other and own in names and other in names:
        close = Nearest(other, names[other])
        yield context.problem(
            resource,
            row,
            work_kinds.REPORT_PROGRAM,
            "program",
            names[own],
            names[other],
            suggestion=close,
        )


def _is_before(first: str, second: str) -> bool:
    """Whether the one date is over before the other can begin; of a year or a month only where that is sure."""
    start, end = bounds(first), bounds(second)
    return bool(start and end and start[1] < end[0])


def _next_year(text: str, held: str) -> str:
    """Return the same day of the next year where it comes soon after the meeting: the new year was forgotten."""
    later = _YEAR.sub(lambda match: str(int(match[1]) + 1), text, count=1)
    try:
        parse_jalali(later)
    except DateError:
        return ""
    start, end = bounds(later), bounds(held)
    return later if start and end and end[0] <= start[0] <= end[1] + _SOON else ""
