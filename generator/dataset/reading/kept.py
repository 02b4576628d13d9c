"""What was read of each file, for whoever reads the same package again and again: only what changed is read and checked.

It lives as long as its process, unless `kept_files.py` writes it down. What is kept of a file follows from its text, the
descriptor, the day and the key alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Dataset, Row
from generator.runtime.cache import digest

_NOTHING: tuple[tuple[Any, ...], Sequence[Any]] = (), ()
Add = Callable[[str, str, Resource, Dataset], None]


@dataclass(slots=True)
class KeptFile:
    """A file: a digest of its text, what reading it gave, and what was worked out of its rows alone, by what worked it out."""

    resource: str
    text: bytes
    rows: dict[str, list[Row]]
    problems: list[Problem]
    found: dict[str, tuple[tuple[Any, ...], Sequence[Any]]] = field(default_factory=dict)
    # Whether something was worked out of it that was not known before.
    is_new: bool = False


class Kept:
    """What was read last of a package, whichever dataset it became a part of."""

    def __init__(
        self, files: Mapping[str, KeptFile] | None = None, descriptor: Mapping[str, Any] | None = None
    ) -> None:
        """Begin with nothing, or with the files of a package with this descriptor."""
        self._before: Mapping[str, KeptFile] = {}
        self.files: Mapping[str, KeptFile] = files or {}
        self._descriptor: Mapping[str, Any] = descriptor or {}

    def reading(self, package: Package) -> Reading:
        """Begin to read a package; what it has no file of any more is forgotten, and all of another descriptor."""
        self._before = self.files if package.raw == self._descriptor else {}
        files: dict[str, KeptFile] = {}
        self._descriptor, self.files = package.raw, files
        return Reading(self._before, files)

    @property
    def changed(self) -> set[str]:
        """The names of the files that the last reading found otherwise than the one before it, or no more."""
        now = {name for name, one in self.files.items() if one.is_new or one is not self._before.get(name)}
        return now | (self._before.keys() - self.files.keys())


@dataclass(frozen=True)
class Reading:
    """One reading of a package: the files of the reading before, and its own."""

    before: Mapping[str, KeptFile]
    files: dict[str, KeptFile]

    def add(self, text: str, name: str, resource: Resource, dataset: Dataset, read: Add) -> None:
        """Add the rows of a file's text to a dataset; ``read`` reads them where the text is not the one of before."""
        known, of_text = self.before.get(name), digest(text.encode("utf-8", "surrogatepass"))
        if known is None or known.text != of_text or known.resource != resource.name:
            part = _empty(dataset)
            read(text, name, resource, part)
            rows = {place: found for place, found in part.rows.items() if found}
            known = KeptFile(resource.name, of_text, rows, part.problems)
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
                one.found[what[0]], one.is_new = (what, by_file.get(name, ())), True
        for one in self.files.values():
            yield from one.found[what[0]][1]


def _empty(dataset: Dataset) -> Dataset:
    part = Dataset(dataset.package, {name: [] for name in dataset.package.resources}, shared=dataset.shared)
    part.__dict__["plans"] = dataset.plans  # the same for all parts
    return part
