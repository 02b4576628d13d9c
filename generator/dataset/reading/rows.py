"""Row and Dataset: what was read, before anything is known to be right."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems.problem import Problem

if TYPE_CHECKING:
    from generator.dataset.reading.kept import Reading


@dataclass(slots=True)
class Row:
    """One row of a resource: ``cells`` by field name, empty ones left out, and the line of each."""

    file: str
    line: int
    cells: dict[str, str]
    lines: dict[str, int]

    def line_of(self, name: str) -> int:
        """The line of a field, or of the row where the field is absent."""
        return self.lines.get(name, self.line)


@dataclass
class Dataset:
    """All rows as they were read, and what was wrong while reading them."""

    package: Package
    rows: dict[str, list[Row]]
    problems: list[Problem] = field(default_factory=list)
    # Tables and folders that could not be read whole: nothing is said of what refers to them.
    broken: set[str] = field(default_factory=set)
    # Images beside the records, as messages show them.
    images: list[str] = field(default_factory=list)
    # What was read before, where the same package is read again and again.
    kept: Reading | None = None

    @cached_property
    def plans(self) -> dict[str, tuple[list[str], dict[str, str], dict[str, Resource]]]:
        """What a mapping of each resource may hold: all field names, own names with titles, lists with resources."""
        return {
            name: (
                list(resource.by_name),
                {item.name: item.title for item in resource.own_fields},
                {str(child.property): child for child in self.package.children[name]},
            )
            for name, resource in self.package.resources.items()
        }
