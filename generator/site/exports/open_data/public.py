"""The records as flat public tables: every resource that is not private, in the order of the descriptor.

Derived from the descriptor alone, so a new field or resource appears by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from generator.dataset.descriptor import AREAS, Field, Package, Resource
from generator.dataset.registry import Record, Registry

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """One public table: its resource, and typed rows in the order of its fields; None where a cell is empty."""

    resource: Resource
    title: str
    rows: Sequence[Row] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The resource's name: that of its files."""
        return self.resource.name

    @cached_property
    def sql_name(self) -> str:
        """The name that needs no quotes in SQL."""
        return self.name.replace("-", "_")

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each column in a row."""
        return {item.name: place for place, item in enumerate(self.fields)}

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns."""
        return self.resource.fields


class Rows(Sequence[Row]):
    """The rows of a table, made when somebody first asks for one: whoever only counts them or hands them out needs none."""

    def __init__(self, package: Package, registry: Registry, resource: Resource) -> None:
        self._package, self._registry, self._resource = package, registry, resource

    def __getitem__(self, place: Any) -> Any:
        return self._made[place]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._made)

    def __len__(self) -> int:
        return self._count

    def forget(self) -> None:
        """Let go of what was made; it is made again when it is asked for."""
        vars(self).pop("_made", None)

    @cached_property
    def _count(self) -> int:
        if not self._resource.parent:
            return len(self._registry[self._resource.name])
        name = str(self._resource.property)
        above = self._package.resources[self._resource.parent]
        return sum(len(values.get(name) or ()) for values in self._values(above))

    @cached_property
    def _made(self) -> list[Row]:
        if self._resource.is_scalar:
            return [(*place, plain(item)) for place, item in self._items(self._resource)]
        names, sources, leads = (
            [item.name for item in self._resource.own_fields],
            _sources(self._resource),
            self._resource.parent,
        )
        items = self._items(self._resource)
        if any(name != source for name, source in sources.items()):
            return [(*(place if leads else ()), *map(_own(sources, item).get, names)) for place, item in items]
        # Nearly all tables hold what the records hold, and most of them no number with a point.
        if any(item.type == "number" for item in self._resource.own_fields):
            return [(*(place if leads else ()), *map(plain, map(item.get, names))) for place, item in items]
        return [(*(place if leads else ()), *map(item.get, names)) for place, item in items]

    def _items(self, resource: Resource) -> Iterator[tuple[Row, Any]]:
        """Yield what each row holds, after its record's id and the positions on the way to it: the key of its lists."""
        if not resource.parent:
            for record in self._registry[resource.name]:
                yield (record.id,), record.values
            return
        name = str(resource.property)
        for place, values in self._items(self._package.resources[resource.parent]):
            for position, item in enumerate(values.get(name) or (), start=1):
                yield (*place, position), item

    def _values(self, resource: Resource) -> Iterator[Any]:
        """Yield what each row holds, without its place."""
        if not resource.parent:
            yield from (record.values for record in self._registry[resource.name])
            return
        name = str(resource.property)
        for values in self._values(self._package.resources[resource.parent]):
            yield from values.get(name) or ()


@dataclass(frozen=True)
class Public:
    """What is published: the tables by name, and the records of each root."""

    package: Package
    tables: Mapping[str, Table]
    records: Mapping[str, Sequence[Record]]

    @property
    def roots(self) -> tuple[Resource, ...]:
        """The public resources that stand for themselves."""
        return tuple(resource for resource in self.package.roots if resource.name in self.records)

    def family(self, resource: Resource) -> Iterator[Table]:
        """Yield the table of a resource, then those of its lists, in the order of the descriptor."""
        yield from (table for table in self.tables.values() if self.package.root_of(table.resource) is resource)

    def forget(self) -> None:
        """Let go of the rows of all tables until they are asked for again."""
        for table in self.tables.values():
            if isinstance(table.rows, Rows):
                table.rows.forget()

    def nested(self, record: Record) -> dict[str, Any]:
        """Return what is published of a record: its values, and its lists within them."""
        return self._nested(self.package.resources[record.resource], record.values)

    def _nested(self, resource: Resource, values: Mapping[str, Any]) -> dict[str, Any]:
        own = _own(self._sources[resource.name], values)
        for child in self.package.children[resource.name]:
            name = str(child.property)
            if child.name in self.tables and values.get(name):
                own[name] = [plain(item) if child.is_scalar else self._nested(child, item) for item in values[name]]
        return own

    @cached_property
    def _sources(self) -> dict[str, dict[str, str]]:
        return {name: _sources(table.resource) for name, table in self.tables.items()}


def publish(registry: Registry) -> Public:
    """Return what is published of the datasets; nothing of it is made yet."""
    package = _widened(registry.package)
    shown = [item for item in package.resources.values() if not _is_private(package, item)]
    tables = {item.name: Table(item, _title(package, item), Rows(package, registry, item)) for item in shown}
    return Public(package, tables, {item.name: registry[item.name] for item in package.roots if item.name in tables})


def _widened(package: Package) -> Package:
    """Return the package with the columns that earlier releases had: a truth value beside each precision of a number."""
    resources = {}
    for resource in package.resources.values():
        fields: list[Field] = []
        for item in resource.fields:
            fields.append(item)
            if item.former:
                title = f"{resource.by_name[item.of].title} دقیق نیست"
                fields.append(Field(item.former, title, type="boolean", group=item.group, of=item.of))
        resources[resource.name] = (
            replace(resource, fields=tuple(fields)) if len(fields) > len(resource.fields) else resource
        )
    return replace(package, resources=resources)


def _is_private(package: Package, resource: Resource) -> bool:
    """Whether the resource, or one that it stands within, is private, or published by others."""
    return (
        resource.private
        or bool(resource.gathered)
        or (bool(resource.parent) and _is_private(package, package.resources[str(resource.parent)]))
    )


def _title(package: Package, resource: Resource) -> str:
    """The title; that of a list with the dataset it belongs to, since many lists are called alike."""
    parent = package.resources.get(resource.parent or "")
    return f"{_title(package, parent)}: {resource.title}" if parent else resource.title


def _sources(resource: Resource) -> dict[str, str]:
    """Return by column what it is read from: itself, and one that earlier releases had, the precision that took its place."""
    former = {item.former: item.name for item in resource.own_fields if item.former}
    return {item.name: former.get(item.name, item.name) for item in resource.own_fields}


def _own(sources: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the cells of a record or an item that are not empty, without its lists."""
    return {
        name: plain(values[source]) if source == name else True for name, source in sources.items() if source in values
    }


def plain(value: Any) -> Any:
    """Return a number without the point that its type alone gave it: 12, not 12.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def areas(package: Package, item: Field) -> Mapping[str, str]:
    """Return the allowed values of a field with their labels; of an area those beside the counties."""
    return AREAS if item.area and not item.categories else item.categories
