"""What was read of each file, for whoever reads the same package again and again: only what changed is read and checked.

It lives as long as its process. What is kept of a file follows from its text, the descriptor, the day and the key alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Dataset, Row

Add = Callable[[str, str, Resource, Dataset], None]


@dataclass(slots=True)
class KeptFile:
    """A file: its text, what reading it gave, and what was worked out of its rows alone, by what worked it out."""

    resource: str
    text: str
    rows: dict[str, list[Row]]
    problems: list[Problem]
    found: dict[str, list[Any]] = field(default_factory=dict)


class Kept:
    """What was read before; ``begin`` opens each reading, and what has no file in it any more is forgotten."""

    def __init__(self) -> None:
        self._files: dict[str, KeptFile] = {}
        self._now: dict[str, KeptFile] = {}
        self._descriptor: Mapping[str, Any] = {}
        self._day: tuple[date, str] | None = None

    def begin(self, package: Package) -> None:
        """Begin to read a package anew."""
        self._files, self._now = self._now if package.raw == self._descriptor else {}, {}
        self._descriptor = package.raw

    def add(self, text: str, name: str, resource: Resource, dataset: Dataset, read: Add) -> None:
        """Add the rows of a file's text to a dataset; ``read`` reads them where the text is not the one of before."""
        known = self._files.get(name)
        if known is None or known.text != text or known.resource != resource.name:
            part = _empty(dataset)
            read(text, name, resource, part)
            known = KeptFile(
                resource.name, text, {place: rows for place, rows in part.rows.items() if rows}, part.problems
            )
        for place, rows in known.rows.items():
            dataset.rows[place].extend(rows)
        dataset.problems.extend(known.problems)
        self._now[name] = known

    def each(
        self, what: str, dataset: Dataset, make: Callable[[Dataset], Iterable[Any]], file_of: Callable[[Any], str]
    ) -> Iterator[Any]:
        """Yield what ``make`` works out of each file's rows alone, file by file; it is asked of all new files at once.

        ``file_of`` says which file each of its results is of.
        """
        new = [one for one in self._now.values() if what not in one.found]
        if new:
            part = _empty(dataset)
            by_file: dict[str, list[Any]] = defaultdict(list)
            for one in new:
                for place, rows in one.rows.items():
                    part.rows[place].extend(rows)
            for result in make(part):
                by_file[file_of(result)].append(result)
            for name, one in self._now.items():
                if what not in one.found:
                    one.found[what] = by_file[name]
        for one in self._now.values():
            yield from one.found[what]

    def at(self, day: date, key: str) -> None:
        """Forget what was worked out on another day, or with another key."""
        if self._day != (day, key):
            self._day = (day, key)
            for one in self._now.values():
                one.found.clear()


def _empty(dataset: Dataset) -> Dataset:
    part = Dataset(dataset.package, {name: [] for name in dataset.package.resources})
    part.__dict__["plans"] = dataset.plans  # the same for all parts
    return part
