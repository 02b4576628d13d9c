"""Reports: they agree with the resolution that they report on."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.problems.nearest import Nearest
from generator.dataset.problems.problem import Problem
from generator.subjects.women.checks import work_kinds


def check(context: Context) -> Iterator[Problem]:
    """Yield reports of one program on a resolution of another."""
    if not {"meetings-resolutions", "reports"} <= context.package.resources.keys():
        return
    resource, names = context.package.resources["reports"], context.names.get("programs", {})
    programs = {
        (row.cells.get("meeting", ""), row.cells.get("id", "")): row.cells.get("program", "")
        for row in context.dataset.rows["meetings-resolutions"]
    }
    for row in context.dataset.rows["reports"]:
        own = row.cells.get("program", "")
        other = programs.get((row.cells.get("meeting", ""), row.cells.get("resolution", "")), "")
        if own != other and own in names and other in names:
            close = Nearest(other, names[other])
            found, expected = names[own], names[other]
            yield context.problem(
                resource, row, work_kinds.REPORT_PROGRAM, "program", found, expected, suggestion=close
            )
