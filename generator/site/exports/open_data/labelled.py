"""Tables as people read them in a spreadsheet: beside each column of codes one that says in words what they mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.dataset.descriptor import AREAS, Field
from generator.site.exports.open_data.public import Public, Table
from generator.site.model.keys import Column
from generator.site.model.section import PLACES

# What the column of words is called, after the title of its codes.
WORDS = "{title} (به واژه)"


def titles(public: Public, table: Table) -> list[str]:
    """Return the headers: the title of each column, and after that of a column of codes its words."""
    return [title for item in table.fields for title in _titles(public, item)]


def rows(public: Public, table: Table) -> Iterator[list[Any]]:
    """Yield the rows in the order of ``titles``; a code that nothing is known of has no words."""
    labels = [_labels(public, item) for item in table.fields]
    for row in table.rows:
        cells = []
        for value, known in zip(row, labels, strict=True):
            cells.append(value)
            if known is not None:
                cells.append(known.get(value))
        yield cells


def shown(public: Public, *tables: Table) -> Iterator[Column]:
    """Yield all that the rows of tables hold: what stands in the lists of a list is part of it, and so are names of records."""
    names: set[str] = set()
    for table in tables:
        resource, inner = table.resource, ""
        while resource.parent:
            inner, resource = str(resource.property), public.package.resources[resource.parent]
        yield Column(resource.name, inner)
        names |= {PLACES if item.area else str(item.reference) for item in table.fields}
    for name in sorted(names & public.records.keys()):
        yield Column(name, public.package.resources[name].label or "id")


def _titles(public: Public, item: Field) -> list[str]:
    return [item.title, WORDS.format(title=item.title)] if _is_coded(public, item) else [item.title]


def _is_coded(public: Public, item: Field) -> bool:
    named = public.tables.get(item.reference or "")
    return bool(item.categories or item.area or (named and named.resource.label))


def _labels(public: Public, item: Field) -> Mapping[Any, str] | None:
    """Return what the codes of a column mean; None where it holds none."""
    if not _is_coded(public, item):
        return None
    if item.categories:
        return item.categories
    if item.area:
        return {**_names(public, "counties"), **AREAS}
    return _names(public, str(item.reference))


def _names(public: Public, name: str) -> dict[Any, str]:
    """Return what the published rows of a table are called, by id."""
    table = public.tables.get(name)
    if table is None or "id" not in table.places or table.resource.label not in table.places:
        return {}
    if name in public.records:
        return {record.get("id"): record.get(table.resource.label) for record in public.records[name]}
    key, label = table.places["id"], table.places[table.resource.label]
    return {row[key]: row[label] for row in table.rows}
