"""The records as flat public tables: every resource that is not private, in the order of the descriptor.

Derived from the descriptor alone, so a new field or resource appears by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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
    rows: list[Row] = field(default_factory=list)

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


@dataclass(frozen=True)
class Public:
    """What is published: the tables by name, and the nested values of each root's records."""

    package: Package
    tables: Mapping[str, Table]
    records: Mapping[str, list[tuple[Record, Mapping[str, Any]]]]

    @property
    def roots(self) -> tuple[Resource, ...]:
        """The public resources that stand for themselves."""
        return tuple(resource for resource in self.package.roots if resource.name in self.records)

    def family(self, resource: Resource) -> Iterator[Table]:
        """Yield the table of a resource, then those of its lists, in the order of the descriptor."""
        yield from (table for table in self.tables.values() if self.package.root_of(table.resource) is resource)


def publish(registry: Registry) -> Public:
    """Gather the public tables and records."""
    package = _widened(registry.package)
    shown = [item for item in package.resources.values() if not _is_private(package, item)]
    tables = {item.name: Table(item, _title(package, item)) for item in shown}
    records: dict[str, list[tuple[Record, Mapping[str, Any]]]] = {}
    for resource in package.roots:
        if resource.name in tables:
            records[resource.name] = [
                (record, _add(package, tables, resource, record.values, (record.id,)))
                for record in registry[resource.name]
            ]
    return Public(package, tables, records)


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
    """Whether the resource, or one that it stands within, is private."""
    return resource.private or (bool(resource.parent) and _is_private(package, package.resources[str(resource.parent)]))


def _title(package: Package, resource: Resource) -> str:
    """The title; that of a list with the dataset it belongs to, since many lists are called alike."""
    parent = package.resources.get(resource.parent or "")
    return f"{_title(package, parent)}: {resource.title}" if parent else resource.title


def _add(
    package: Package, tables: Mapping[str, Table], resource: Resource, values: Mapping[str, Any], identity: Row
) -> dict[str, Any]:
    """Add a record or an item, and all lists within it, to the tables; return its own values and lists, nested.

    ``identity`` is the record's id with the positions on the way to the item: the key of the lists within it.
    """
    values = {**values, **{item.former: True for item in resource.own_fields if item.former and item.name in values}}
    own = {item.name: plain(values[item.name]) for item in resource.own_fields if item.name in values}
    leading = identity if resource.parent else ()
    tables[resource.name].rows.append((*leading, *(own.get(item.name) for item in resource.own_fields)))
    for child in package.children[resource.name]:
        if child.name not in tables or not values.get(str(child.property)):
            continue
        items: list[Any] = []
        for position, item in enumerate(values[str(child.property)], start=1):
            place = (*identity, position)
            if child.is_scalar:
                items.append(plain(item))
                tables[child.name].rows.append((*place, items[-1]))
            else:
                items.append(_add(package, tables, child, item, place))
        own[str(child.property)] = items
    return own


def plain(value: Any) -> Any:
    """Return a number without the point that its type alone gave it: 12, not 12.0."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def areas(package: Package, item: Field) -> Mapping[str, str]:
    """Return the allowed values of a field with their labels; of an area those beside the counties."""
    return AREAS if item.area and not item.categories else item.categories
