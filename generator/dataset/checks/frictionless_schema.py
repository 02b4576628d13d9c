"""The descriptor's resources as schemas of frictionless.

Imported only where rows are checked: frictionless takes 0.2 s to import.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from typing import Any, Self

import frictionless
from frictionless import fields as kinds
from frictionless.resources import TableResource

from generator.dataset.descriptor import Field, Resource


def table_of(resource: Resource, cells: Cells, broken: Collection[str] = ()) -> TableResource:
    """Return a resource with its rows, without keys that hold by construction and references to ``broken`` resources.

    ``cells`` yields the names of the columns, then the rows.
    """
    keys = [
        {"fields": list(ref.fields), "reference": {"resource": ref.resource, "fields": list(ref.targets)}}
        for ref in resource.references
        if ref.resource != resource.parent and ref.resource not in broken
    ]
    fields = [_field(field) for field in resource.fields]
    schema = frictionless.Schema(fields=fields, primary_key=list(resource.primary_key), foreign_keys=keys)
    return _Table(name=resource.name, data=cells, schema=schema)


def columns(name: str, names: Iterable[str], cells: Cells) -> TableResource:
    """Return some columns of plain text that references are looked up in."""
    return _Table(
        name=name, data=cells, schema=frictionless.Schema(fields=[_kind("string")(name=one) for one in names])
    )


# Handed over as a function: as a list frictionless would copy the rows with every look at its descriptor.
Cells = Callable[[], Iterator[list[str]]]


class _Table(TableResource):
    def to_copy(self, **options: Any) -> Self:
        """Return the columns alone, for a look-up: a copy by way of a descriptor costs more than reading the rows."""
        return type(self)(name=self.name, data=self.data, schema=frictionless.Schema(fields=self.schema.fields))


def _field(field: Field) -> Any:
    constraints = dict(field.constraints)
    if field.categories:
        constraints["enum"] = list(field.categories)
    # Frictionless would take True and 1 too, that the registry does not read as true.
    words = {"true_values": ["true"], "false_values": ["false"]} if field.type == "boolean" else {}
    return _kind(field.type)(name=field.name, constraints=constraints, **words)


@cache
def _kind(name: str) -> type[Any]:
    """Return the class of fields of a type, which stays itself where frictionless copies it.

    It copies each field twice for each table, by way of a descriptor that it writes and checks: more than half the
    time of a validation of a small package. Nobody writes to a field here.
    """
    base = next(kind for kind in vars(kinds).values() if getattr(kind, "type", None) == name)
    return type(base.__name__, (base,), {"to_copy": lambda self, **options: self})
