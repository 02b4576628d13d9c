"""What was read of each file, for whoever reads the same package again and again: only what changed is read and checked.

It lives as long as its process. What is kept of a file follows from its text, the descriptor, the day and the key alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Dataset, Row

_NOTHING: tuple[tuple[Any, ...], list[Any]] = (), []
Add = Callable[[str, str, Resource, Dataset], None]


@dataclass(slots=True)
class KeptFile:
    """A file: its text, what reading it gave, and what was worked out of its rows alone, by what worked it out."""

    resource: str
    text: str
    rows: dict[str, list[Row]]
    problems: list[Problem]
    found: dict[str, tuple[tuple[Any, ...], list[Any]]] = field(default_factory=dict)


class Kept:
    """What was read last of a package, whichever dataset it became a part of."""

    def __init__(self) -> None:
        self._files: dict[str, KeptFile] = {}
        self._descriptor: Mapping[str, Any] = {}

    def reading(self, package: Package) -> Reading:
        """Begin to read a package; what it has no file of any more is forgotten, and all of another descriptor."""
        before = self._files if package.raw == self._descriptor else {}
        self._descriptor, self._files = package.raw, {}
        return Reading(before, self._files)


@dataclass(frozen=True)
class Reading:
    """One reading of a package: the files of the reading before, and its own."""

    before: Mapping[str, KeptFile]
    files: dict[str, KeptFile]

    def add(self, text: str, name: str, resource: Resource, dataset: Dataset, read: Add) -> None:
        """Add the rows of a file's text to a dataset; ``read`` reads them where the text is not the one of before."""
        known = self.before.get(name)
        if known is None or known.text != text or known.resource != resource.name:
            part = _empty(dataset)
            read(text, name, resource, part)
            rows = {place: found for place, found in part.rows.items() if found}
            known = KeptFile(resource.name, text, rows, part.problems)
        for place, found in known.rows.items():
            dataset.rows[place].extend(found)
        dataset.problems.extend(known.problems)
        self.files[name] = known

    def each(
        self,
        what: tuple[Any, ...],
        dataset: Dataset,
        make: Callable[[Dataset], Iterable[Any]],
        file_of: Callable[[Any], str],
    ) -> Iterator[Any]:
        """Yield what ``make`` works out of each file's rows alone, file by file; it is asked of all new files at once.

        ``what`` says what that is, and all else that it follows from; ``file_of`` says which file each result is of.
        """
        new = {name: one for name, one in self.files.items() if one.found.get(what[0], _NOTHING)[0] != what}
        if new:
            part = _empty(dataset)
            by_file: dict[str, list[Any]] = defaultdict(list)
            for one in new.values():
                for place, rows in one.rows.items():
                    part.rows[place].extend(rows)
            for result in make(part):
                by_file[file_of(result)].append(result)
            for name, one in new.items():
                one.found[what[0]] = what, by_file[name]
        for one in self.files.values():
            yield from one.found[what[0]][1]


def _empty(dataset: Dataset) -> Dataset:
    part = Dataset(dataset.package, {name: [] for name in dataset.package.resources}, shared=dataset.shared)
    part.__dict__["plans"] = dataset.plans  # the same for all parts
    return part
