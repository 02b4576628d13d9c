"""Row and Dataset: what was read, before anything is known to be right."""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems.problem import Problem

if TYPE_CHECKING:
    from generator.dataset.reading.kept import Reading

# Longer texts are prose, which hardly two rows have in common; and so many are kept at once.
_SHORT, _MOST = 48, 50_000


@dataclass(slots=True)
class Row:
    """One row of a resource: ``cells`` by field name, empty ones left out, and how many lines below the row each begins.

    The lines are packed: there are as many as rows, and they are asked for where something is wrong.
    """

    file: str
    line: int
    cells: dict[str, str]
    below: bytes = b""

    def line_of(self, name: str) -> int:
        """The line of a field, or of the row where the field is absent."""
        below: Mapping[str, int] = marshal.loads(self.below) if self.below else {}
        return self.line + below.get(name, 0)


class Shared:
    """What many rows hold alike, kept once for all of them: most texts are short and few, and so are ways to lay out lines.

    Short texts that no other row holds would fill it: of so many it begins anew, and forgets nothing but to share.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._layouts: dict[bytes, bytes] = {}

    def text(self, text: str) -> str:
        """Return the same text, the one of before where there was one."""
        if len(text) > _SHORT:
            return text
        if len(self._texts) > _MOST:
            self._texts.clear()
        return self._texts.setdefault(text, text)

    def layout(self, line: int, lines: Mapping[str, int]) -> bytes:
        """Return how far below a line others are, by the same names, as a row holds it."""
        if len(self._layouts) > _MOST:
            self._layouts.clear()
        # The second format knows no references, so that what is alike is so to the byte.
        below = marshal.dumps({name: at - line for name, at in lines.items()}, 2)
        return self._layouts.setdefault(below, below)


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
    shared: Shared = field(default_factory=Shared, repr=False, compare=False)
    # Of what was gathered from packages of other banks: where each package's tables lie, by resource.
    tables: dict[str, dict[str, str]] = field(default_factory=dict)
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
