"""What every check is given: the dataset, the day, and the way to name the place of a problem."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from generator.dataset.descriptor import AREAS, PLACES, Field, Package, Resource
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.nearest import Nearest
from generator.dataset.problems.phrases import ITEM
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading.rows import Dataset, Row
from generator.persian.digits import fa

Note = TypeVar("Note")
#: What is wrong with a value, wherever it stands: the kind of the fault, and what else ``Context.problem`` is told of it.
Fault = tuple[Kind, Mapping[str, Any]]


@dataclass
class Context:
    """The dataset under check. ``today`` is Gregorian; ``key`` is the secret of the withdrawal fingerprints.

    Of some files alone ``whole`` is the context of all: what their rows are asked is theirs, and what messages say of other
    records is there. ``unfit`` are the resources in which some cell is not surely of its field, where that was asked of
    each file; None where it was not.
    """

    dataset: Dataset
    today: date
    key: str = ""
    whole: Context | None = None
    unfit: frozenset[str] | None = None

    @property
    def package(self) -> Package:
        """The descriptor."""
        return self.dataset.package

    def rows(self) -> Iterator[tuple[Resource, list[Row]]]:
        """Yield every resource with its rows."""
        for name, rows in self.dataset.rows.items():
            yield self.package.resources[name], rows

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """For each resource that has an ``id``: id → its name for people."""
        if self.whole:
            return self.whole.names
        found: dict[str, dict[str, str]] = {}
        for resource, rows in self.rows():
            if "id" in resource.by_name and not resource.parent:
                found[resource.name] = {
                    row.cells["id"]: row.cells.get(resource.label, row.cells["id"]) for row in rows if "id" in row.cells
                }
        return found

    @cached_property
    def seats(self) -> dict[str, str]:
        """The towns that counties are ruled from, which people write for the county: id → name."""
        rows = (self.whole or self).dataset.rows.get(PLACES, ())
        return {row.cells["id"]: row.cells["seat"] for row in rows if "id" in row.cells and "seat" in row.cells}

    @cached_property
    def by_id(self) -> dict[str, dict[str, dict[str, str]]]:
        """For each resource that has an ``id``: id → the values of its row."""
        if self.whole:
            return self.whole.by_id
        return {
            resource.name: {row.cells["id"]: row.cells for row in rows if "id" in row.cells}
            for resource, rows in self.rows()
            if "id" in resource.by_name and not resource.parent
        }

    @cached_property
    def by_file(self) -> dict[str, dict[str, str]]:
        """The values of the record that a file holds: a row of its lists finds it there even where an id is wrong."""
        return {
            row.file: row.cells
            for resource, rows in self.rows()
            if not resource.parent and resource.folder
            for row in rows
        }

    @cached_property
    def repeated_ids(self) -> set[str]:
        """Ids that stand in more than one row of a resource."""
        found: set[str] = set()
        for resource, rows in self.rows():
            if not resource.parent:
                counts = Counter(row.cells.get("id", "") for row in rows)
                found.update(name for name, count in counts.items() if name and count > 1)
        return found

    @cached_property
    def areas(self) -> dict[str, str]:
        """What an ``area`` field may hold: id → name."""
        return {**self.names.get(PLACES, {}), **AREAS}

    @cached_property
    def values(self) -> dict[str, dict[str, set[str]]]:
        """What stands in each field of each resource, however often: resource → field → its values."""
        found: dict[str, dict[str, set[str]]] = {}
        for resource, rows in self.rows():
            columns: dict[str, set[str]] = {name: set() for name in resource.by_name}
            for row in rows:
                for name, value in row.cells.items():
                    columns[name].add(value)
            found[resource.name] = columns
        return found

    def values_of(self, resource: str, field: str) -> set[str]:
        """Return the same of one field; whoever asks for few fields need not wait for all."""
        if "values" in self.__dict__:
            return self.values[resource][field]
        if (resource, field) not in self._some_values:
            found = {row.cells.get(field) for row in self.dataset.rows[resource]}
            self._some_values[resource, field] = {value for value in found if value is not None}
        return self._some_values[resource, field]

    @cached_property
    def _some_values(self) -> dict[tuple[str, str], set[str]]:
        return {}

    def noted(
        self, resource: Resource, field: Field, ask: Callable[[str], Sequence[Note]]
    ) -> Iterator[tuple[Row, Note]]:
        """Yield each row with each of the things that ``ask`` finds in its value of a field.

        It is asked of a value once, in however many rows that stands.
        """
        notes = {value: found for value in self.values_of(resource.name, field.name) if (found := ask(value))}
        for row in self.dataset.rows[resource.name] if notes else ():
            for note in notes.get(row.cells.get(field.name, ""), ()):
                yield row, note

    def faults(self, resource: Resource, field: Field, ask: Callable[[str], Sequence[Fault]]) -> Iterator[Problem]:
        """Yield a problem for each fault that ``ask`` finds in a value of a field; it is asked of each value once."""
        for row, (kind, more) in self.noted(resource, field, ask):
            yield self.problem(resource, row, kind, field, **more)

    def title(self, resource: Resource, row: Row, name: str = "") -> str:
        """Return the Persian title of a field; of a list item with its place: «دستاوردها، مورد ۲، سال»."""
        field = resource.by_name.get(name)
        own = field.title if field else name
        if not resource.parent:
            return own
        above = self.package.resources.get(resource.parent)
        parts = [resource.title]
        position = row.cells.get("position", "")
        if above and above.parent:
            # Of a list within an item of another the item says where it is.
            parts[:0] = [
                above.title,
                ITEM.format(place=fa(row.cells.get(resource.fields[above.key_length - 1].name, ""))),
            ]
        elif position:
            parts.append(ITEM.format(place=fa(position)))
        if not resource.is_scalar and own:
            parts.append(own)
        return "، ".join(parts)

    def problem(
        self,
        resource: Resource,
        row: Row,
        kind: Kind,
        field: Field | str = "",
        found: str | None = None,
        expected: str = "",
        suggestion: str | Nearest = "",
        where: str = "",
        others: Iterable[Place] = (),
        choices: Iterable[tuple[str, str]] = (),
    ) -> Problem:
        """Return a problem of a row's field; ``found`` is the field's own text where it is not given."""
        name = field if isinstance(field, str) else field.name
        close = Nearest(suggestion) if isinstance(suggestion, str) else suggestion
        return Problem(
            file=row.file,
            line=row.line_of(name),
            kind=kind,
            resource=resource.name,
            record=self.record_of(resource, row),
            field=self._path(resource, name),
            title=self.title(resource, row, name),
            found=row.cells.get(name, "") if found is None else found,
            expected=expected,
            suggestion=close.value,
            meaning=close.meaning,
            where=where,
            others=tuple(others),
            choices=tuple(choices),
            is_office=not isinstance(field, str) and field.is_office,
        )

    def _path(self, resource: Resource, name: str) -> str:
        """Return where a field stands in its record: by the keys above it; of a list within an item the list is the field."""
        above = self.package.resources.get(str(resource.parent))
        if above and above.parent:
            return f"{above.property}.{resource.property}"
        return f"{resource.property}.{name}" if resource.parent else name

    def record_of(self, resource: Resource, row: Row) -> str:
        """Return the id of the record that a row belongs to."""
        return row.cells.get(resource.fields[0].name, "") if resource.parent else row.cells.get("id", "")
