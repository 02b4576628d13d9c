"""A workbook as it was understood: its rows, and what is wrong with its form."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from generator.dataset.descriptor import Resource
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.problem import Problem
from generator.submissions.forms.questions import Question

# So many faults of one kind are named one by one.
MOST_NAMED = 20

Grid = list[list[Any]]


@dataclass
class Row:
    """One row: its number as people see it, the texts by the keys of the questions, and which cells hold a fault."""

    number: int
    texts: dict[str, str]
    faulty: set[str] = field(default_factory=set)
    days: dict[str, str] = field(default_factory=dict)
    # The keys of cells in which a sign or word for nothing stands.
    blank: list[str] = field(default_factory=list)


@dataclass
class Reading:
    """A workbook as it was understood; where ``resource`` is None nothing of it was."""

    problems: list[Problem] = field(default_factory=list)
    resource: Resource | None = None
    items: tuple[Question, ...] = ()
    heading: int = 0
    rows: list[Row] = field(default_factory=list)
    # Whether its form is wrong, so that no row can be trusted.
    refused: bool = False

    def refuse(self, name: str, kind: Kind, line: int = 0, **more: Any) -> None:
        """Note a fault for which the workbook as a whole is not taken."""
        self.refused = True
        self.problems.append(Problem(name, line, kind, **more))
