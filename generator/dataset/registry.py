"""The valid datasets, joined and indexed: what pages, downloads and forms see."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.dataset.descriptor import AREAS, PLACES, Field, Package, Resource
from generator.dataset.people.consent import may_name
from generator.dataset.reading.rows import Dataset, Row
from generator.persian.order import sort_key
from generator.runtime.cache import unpacked

#: What is worked out of the rows of a file: its records.
RECORDS = ("records",)
_TYPED: Mapping[str, Callable[[str], Any]] = {"integer": int, "number": float, "boolean": lambda text: text == "true"}


@dataclass(frozen=True, slots=True)
class Record:
    """One record: a mapping of typed values and lists, that knows its resource, id, file and line."""

    resource: str
    id: str
    values: Mapping[str, Any]
    file: str
    line: int

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def get(self, name: str, default: Any = None) -> Any:
        """Return a value, or the default where the record leaves it out."""
        return self.values.get(name, default)

    @property
    def label(self) -> str:
        """The record's name for people."""
        return self.values.get("name") or self.values.get("title") or self.id


class Registry:
    """All records by resource, in Persian alphabetical order (lists that are CSV keep the order of their file).

    A resource that the descriptor lacks has no records. ``images`` are the images beside records, by the names that
    messages show.
    """

    def __init__(self, package: Package, tables: Mapping[str, dict[str, Record]], images: Iterable[str] = ()) -> None:
        self.package = package
        self.tables = tables
        self.images = frozenset(images)
        self._indexes: dict[tuple[str, str], dict[str, list[Record]]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        """Say how it is sent to another process: as values of marshal, in a third of the time that each by itself takes."""
        records = {
            name: [(one.id, one.values, one.file, one.line) for one in table.values()]
            for name, table in self.tables.items()
        }
        return _sent, (self.package, marshal.dumps(records), self.images)

    def __getitem__(self, resource: str) -> list[Record]:
        return self._lists.get(resource, [])

    @cached_property
    def _lists(self) -> dict[str, list[Record]]:
        return {name: list(table.values()) for name, table in self.tables.items()}

    def get(self, resource: str, record_id: str) -> Record | None:
        """Return a record by its id; None where there is no such record."""
        return self.tables.get(resource, {}).get(record_id)

    def one(self, resource: str, record_id: str) -> Record:
        """Return a record that is known to be there; raise KeyError where it is not."""
        return self.tables[resource][record_id]

    def label(self, resource: str, record_id: str) -> str:
        """Return a record's name for people; the id itself where there is no such record."""
        record = self.get(resource, record_id)
        return record.label if record else record_id

    def categories(self, resource: str, name: str) -> Mapping[str, str]:
        """Return the values of a field with what people read for each; nothing where the descriptor lacks it."""
        found = self.package.resources.get(resource)
        return found.by_name[name].categories if found and name in found.by_name else {}

    def words_of(self, resource: str, name: str, value: str) -> str:
        """Return what people read for a value of a field; the value itself where the descriptor has no words for it."""
        return self.categories(resource, name).get(value, value)

    @cached_property
    def names(self) -> dict[str, dict[str, str]]:
        """The names of all public records: resource → id → name for people."""
        public = (name for name in self.tables if not self.package.resources[name].private)
        return {name: {record.id: record.label for record in self[name]} for name in public}

    @cached_property
    def nameable(self) -> dict[str, dict[str, str]]:
        """The names that may stand where their records are not spoken of: all, without living people who have not agreed."""
        return {
            name: {record: label for record, label in known.items() if self.may_name(self.tables[name][record])}
            for name, known in self.names.items()
        }

    def may_name(self, record: Record) -> bool:
        """Whether others may name a record: anything but a living person who has not agreed."""
        return not self.package.resources[record.resource].people or may_name(record.values)

    def may_show(self, record: Record) -> bool:
        """Whether others may show a record: neither it nor any person whom it names has yet to agree."""
        return self.may_name(record) and all(map(self.may_name, self.named_by(record)))

    def named_by(self, record: Record) -> Iterator[Record]:
        """Yield the people whom a record refers to, in its fields or lists."""
        fields, lists = self._to_people[record.resource]
        for name, target in fields:
            if record.get(name) and (found := self.get(target, record[name])):
                yield found
        for name, column, target in lists:
            for item in record.get(name, ()):
                value = item.get(column) if isinstance(item, Mapping) else item
                if value and (found := self.get(target, value)):
                    yield found

    @cached_property
    def _to_people(self) -> dict[str, tuple[list[tuple[str, str]], list[tuple[str, str, str]]]]:
        """By resource the fields that hold people, and the fields of its lists, each with the people's resource."""
        package = self.package
        people = {name for name, resource in package.resources.items() if resource.people}

        def held(resource: Resource) -> Iterator[tuple[str, str]]:
            return ((field.name, field.reference) for field in resource.own_fields if field.reference in people)

        return {
            name: (
                list(held(resource)),
                [(str(child.property), *pair) for child in package.children.get(name, ()) for pair in held(child)],
            )
            for name, resource in package.resources.items()
        }

    def offered(self, resource: Resource) -> dict[str, dict[str, str]]:
        """Return the names from which a form of the resource lets choose: of those that a field narrows, the fitting ones."""
        narrowed = {
            str(field.reference): {
                record.id: record.label
                for record in self[str(field.reference)]
                if self.may_name(record) and all(record.get(name) in values for name, values in field.among.items())
            }
            for field in resource.own_fields
            if field.among
        }
        return self.nameable | narrowed

    def area(self, area_id: str) -> str:
        """Return the name of a county, or «استان» / «کشور»."""
        return AREAS.get(area_id) or self.label(PLACES, area_id)

    def by(self, resource: str, name: str) -> dict[str, list[Record]]:
        """Index a resource by a field or by the members of a list (their first own field); built once."""
        key = (resource, name)
        if key not in self._indexes:
            index: dict[str, list[Record]] = defaultdict(list)
            for record in self[resource]:
                for value in _members(record.get(name)):
                    index[value].append(record)
            self._indexes[key] = dict(index)
        return self._indexes[key]

    def first(self, resource: str, name: str) -> dict[str, list[Record]]:
        """Index a resource by the first member of a list: the one that counts in totals."""
        key = (resource, name + "[0]")
        if key not in self._indexes:
            index: dict[str, list[Record]] = defaultdict(list)
            for record in self[resource]:
                for value in list(_members(record.get(name)))[:1]:
                    index[value].append(record)
            self._indexes[key] = dict(index)
        return self._indexes[key]


def _sent(package: Package, packed: bytes, images: frozenset[str]) -> Registry:
    tables = {name: {one[0]: Record(name, *one) for one in records} for name, records in unpacked(packed).items()}
    return Registry(package, tables, images)


def _members(value: Any) -> Iterator[str]:
    if value is None:
        return
    if not isinstance(value, list):
        yield value
        return
    for item in value:
        yield next(iter(item.values())) if isinstance(item, dict) else item


def build(dataset: Dataset, spend: bool = False) -> Registry:
    """Join the rows of a dataset without errors into a Registry; to ``spend`` them leaves none, and needs less room."""
    found = dataset.kept.each(RECORDS, dataset, _records, _file_of) if dataset.kept else _records(dataset, spend)
    records: dict[str, list[Record]] = {resource.name: [] for resource in dataset.package.roots}
    for record in found:
        records[record.resource].append(record)
    for resource in dataset.package.roots:
        if resource.folder:
            records[resource.name].sort(key=lambda record: sort_key(record.get("sort") or record.label))
    tables = {name: {record.id: record for record in own} for name, own in records.items()}
    return Registry(dataset.package, tables, dataset.images)


def _file_of(record: Record) -> str:
    return record.file


def _records(dataset: Dataset, spend: bool = False) -> Iterator[Record]:
    """Yield the records of a dataset, each with its lists: these stand in its file."""
    package, rows = dataset.package, _spent if spend else iter
    # Child rows by the identity of the row they belong to; deeper ones first, so that each finds its own lists ready.
    lists: dict[str, dict[tuple[str, ...], dict[str, list[Any]]]] = defaultdict(lambda: defaultdict(dict))
    for resource in reversed(_by_depth(package)):
        if not resource.parent:
            continue
        keys = [field.name for field in resource.fields[: resource.key_length]]
        own, held = resource.fields[resource.key_length :], lists[resource.name]
        for row in rows(dataset.rows[resource.name]):
            identity = tuple(row.cells[name] for name in keys)
            item: Any = _typed(row, own)
            if resource.is_scalar:
                item = item.get(resource.own_fields[0].name)
            else:
                item.update(held.get(identity, ()))
            lists[resource.parent][identity[:-1]].setdefault(str(resource.property), []).append(item)
    for resource in package.roots:
        held = lists[resource.name]
        for row in rows(dataset.rows[resource.name]):
            yield _record(row, resource, held)


def _spent(rows: list[Row]) -> Iterator[Row]:
    """Yield rows in their order, and let go of each."""
    rows.reverse()
    while rows:
        yield rows.pop()


def _by_depth(package: Package) -> list[Resource]:
    def depth(resource: Resource) -> int:
        return 1 + depth(package.resources[resource.parent]) if resource.parent else 0

    return sorted(package.resources.values(), key=depth)


def _typed(row: Row, fields: Iterable[Field]) -> dict[str, Any]:
    values = {}
    for field in fields:
        text = row.cells.get(field.name)
        if text is not None:
            convert = _TYPED.get(field.type)
            values[field.name] = convert(text) if convert else text
    return values


def _record(row: Row, resource: Resource, lists: Mapping[tuple[str, ...], dict[str, list[Any]]]) -> Record:
    record_id = row.cells.get("id") or row.cells.get(resource.primary_key[0], "")
    values = _typed(row, resource.fields)
    values.update(lists.get((record_id,), ()))
    return Record(resource.name, record_id, values, row.file, row.line)
