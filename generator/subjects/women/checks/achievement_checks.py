"""Of the achievements of a woman one stands out in her time line, and no second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.problems import person_kinds
from generator.dataset.problems.problem import Problem

_ACHIEVEMENTS = "women-achievements"


def check(context: Context) -> Iterator[Problem]:
    """Yield a second achievement of one woman that is to stand out."""
    peaks: Counter[str] = Counter()
    for row in context.dataset.rows.get(_ACHIEVEMENTS, ()):
        if row.cells.get("peak") == "true":
            peaks[row.file] += 1
            if peaks[row.file] == 2:
                yield context.problem(context.package.resources[_ACHIEVEMENTS], row, person_kinds.TWO_PEAKS, "peak")
