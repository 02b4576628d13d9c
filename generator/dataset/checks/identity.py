"""Ids equal to file names, folders equal to counties, former ids, and lists that repeat their record's own value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import AREAS, Field, Resource
from generator.dataset.problems import record_kinds
from generator.dataset.problems.problem import Place, Problem, listed
from generator.dataset.reading.files import EXTENSION, TABLE
from generator.dataset.reading.rows import Row
from generator.persian.names.personal_names import SLUG, normal_name

# Folders of list pages that stand beside the records' own pages.
RESERVED = frozenset({"agency", "area", "county", "domain", "index", "kind", "page", "sector", "status", "year"})
OUTSIDE = "_province"
_ID = re.compile(SLUG)


def check(context: Context) -> Iterator[Problem]:
    """Yield ids and folders that do not fit, and child rows that contradict their record."""
    for resource, rows in context.rows():
        if resource.folder:
            look = _table if resource.is_table else _file
            places = resource.by_name[resource.layout].options(context.names) if resource.layout else {}
            for row in rows:
                yield from look(context, resource, row, places)
        for names in resource.keys:
            yield from _twice(context, resource, names, rows)
    yield from _former(context)
    yield from _counties(context)


def folder_of(resource: Resource, cells: dict[str, str]) -> str:
    """Return the folder below the resource's own that a record belongs in; empty where there is no layout."""
    if not resource.layout:
        return ""
    value = cells.get(resource.layout, "")
    return OUTSIDE if value in AREAS else value


def _file(context: Context, resource: Resource, row: Row, places: Mapping[str, str]) -> Iterator[Problem]:
    folder, _, name = row.file.rpartition("/")
    stem, found = name.removesuffix(EXTENSION), row.cells.get("id")
    if not _ID.fullmatch(stem):
        # Named after an id that is right, or after an example.
        copied = found in context.repeated_ids
        named = found if found and _ID.fullmatch(found) and not copied else "zahra-rezaei"
        yield context.problem(
            resource, row, record_kinds.FILE_COPY if copied else record_kinds.FILE_NAME, "id", name, named
        )
    elif found and found != stem:
        kind = record_kinds.ID_FILE if _ID.fullmatch(found) else record_kinds.ID_WRONG
        yield context.problem(resource, row, kind, "id", expected=stem)
    if found in RESERVED:
        yield context.problem(resource, row, record_kinds.ID_RESERVED, "id")
    expected = folder_of(resource, row.cells)
    right = f"{context.package.folder.name}/{resource.folder}/{expected}"
    value = row.cells.get(str(resource.layout), "")
    if expected and value in places and folder != right:
        place = record_kinds.PLACE.format(name=places[value], folder=right)
        yield context.problem(resource, row, record_kinds.COUNTY_FOLDER, str(resource.layout), folder, place)


def _table(context: Context, resource: Resource, row: Row, places: Mapping[str, str]) -> Iterator[Problem]:
    """A row of a table that is kept by county stands in the table of its own county."""
    expected = folder_of(resource, row.cells)
    if expected and row.cells[str(resource.layout)] in places and PurePosixPath(row.file).stem != expected:
        right = f"{context.package.folder.name}/{resource.folder}/{expected}{TABLE}"
        yield context.problem(resource, row, record_kinds.COUNTY_TABLE, str(resource.layout), expected=right)


def key_of(resource: Resource, cells: Mapping[str, Any], names: Iterable[str]) -> tuple[str, ...]:
    """Return the values of fields that tell one row from another, texts as people read them."""
    texts = ((resource.by_name[name].is_text, str(cells.get(name, ""))) for name in names)
    return tuple(normal_name(text) if is_text else text for is_text, text in texts)


def _twice(context: Context, resource: Resource, names: Sequence[str], rows: list[Row]) -> Iterator[Problem]:
    """Yield rows that have the same values as one before them in the fields that tell rows apart."""
    needed = {names[0], *(name for name in names if resource.by_name[name].required)}
    first: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if not needed <= row.cells.keys():
            continue
        other = first.setdefault(key_of(resource, row.cells, names), row)
        # A copy that kept its id is told of as a copy.
        if other is row or other.cells.get("id") == row.cells.get("id"):
            continue
        shared = listed([resource.by_name[name].title for name in names if name in row.cells])
        if not resource.is_table:
            yield context.problem(
                resource, row, record_kinds.RECORD_TWICE, names[0], expected=shared, others=[Place(other.file)]
            )
            continue
        left = next((name for name in names if _is_open(resource.by_name[name], row.cells.get(name, ""))), "")
        kind, place = record_kinds.ROW_TWICE_BUT if left else record_kinds.ROW_TWICE, Place(other.file, other.line)
        yield context.problem(resource, row, kind, left or names[0], expected=shared, others=[place])


def _is_open(field: Field, text: str) -> bool:
    """Whether more can be written in a field that tells two rows apart: a place, or the day of a month."""
    if field.is_text:
        return not text
    return field.calendar is not None and "pattern" not in field.constraints and 0 < len(text) < len("1405-05-12")


def _former(context: Context) -> Iterator[Problem]:
    for resource, rows in context.rows():
        if resource.property != "former_ids":
            continue
        current = context.names.get(str(resource.parent), {})
        for row in rows:
            former = row.cells.get("id", "")
            if former in current or former in RESERVED:
                yield context.problem(
                    resource, row, record_kinds.ID_FORMER, "id", expected=context.record_of(resource, row)
                )


def _counties(context: Context) -> Iterator[Problem]:
    """Yield the county of a record that stands in its list of other ones too."""
    for resource, rows in context.rows():
        parent = context.package.resources.get(str(resource.parent))
        if parent is None or not parent.place or not resource.is_scalar or not resource.place:
            continue
        known = context.by_id.get(parent.name, {})
        for row in rows:
            county = row.cells.get(resource.place)
            if county and known.get(context.record_of(resource, row), {}).get(parent.place) == county:
                yield context.problem(resource, row, record_kinds.REPEATED_COUNTY, resource.place)
