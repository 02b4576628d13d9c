"""References to records, to items of their lists and to areas that are not there, with the nearest one that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from generator.dataset.checks.context import Context, Fault
from generator.dataset.descriptor import AREAS, COUNTRY, PLACES, Field, Resource
from generator.dataset.private import brief
from generator.dataset.problems import record_kinds, value_kinds
from generator.dataset.problems.nearest import Nearest, nearest
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading.rows import Row

_SEVERAL = re.compile(r"\s*[،,؛;+]\s*")
# What is wider than a county, in whatever words: «کل استان», «استان فارس», «کل کشور».
_WIDE = {"province": re.compile(r"(?<!شهر)استان\b"), COUNTRY: re.compile(r"کشور\b|^ایران$")}
# As much of an item's text as a message shows.
_KNOWN = 60


def areas(context: Context) -> Iterator[Problem]:
    """Yield areas that are none, or that have no place where they are written."""
    if PLACES in context.dataset.broken:
        return
    for resource in context.package.resources.values():
        for field in resource.fields:
            if field.area:
                foreign = () if COUNTRY in field.areas else (COUNTRY, AREAS[COUNTRY])
                yield from context.faults(resource, field, partial(_area, context, foreign))


def _area(context: Context, foreign: tuple[str, ...], value: str) -> list[Fault]:
    """Return what is wrong with an area; ``foreign`` is what would be one elsewhere."""
    if value in foreign:
        return [(record_kinds.AREA_LOCAL, {"found": AREAS[COUNTRY]})]
    if value in context.areas:
        return []
    choices = {name: label for name, label in context.areas.items() if name not in foreign}
    kind = record_kinds.UNKNOWN_AREA_LOCAL if foreign else record_kinds.UNKNOWN_AREA
    wide = next((name for name, word in _WIDE.items() if name in choices and word.search(value)), "")
    close = Nearest(wide, choices[wide]) if wide else nearest(value, choices, aliases=context.seats)
    return [(kind, {"suggestion": close})]


def unknown(
    resource: Resource, row: Row, field: Field, owner: Field, target: Resource, context: Context
) -> Iterator[Problem]:
    """Yield what is wrong with a value that names no record of ``target``; ``owner`` is the first field of its key."""
    value = row.cells.get(field.name, "")
    if not target.parent:
        choices = context.names.get(target.name, {})
        if resource.is_scalar and sum(map(bool, _SEVERAL.split(value))) > 1 and value not in choices.values():
            yield context.problem(resource, row, value_kinds.SEVERAL_IN_ONE, field)
            return
        close = nearest(value, choices, aliases=context.seats if target.name == PLACES else None)
        kind = record_kinds.UNKNOWN_REFERENCE if close.value else record_kinds.UNKNOWN_REFERENCE_LISTED
        others = [Place(f"{context.package.folder.name}/{target.path or target.folder}")]
        yield context.problem(resource, row, kind, field, expected=target.title, suggestion=close, others=others)
        return
    if not value:
        return  # a link to the record alone, to none of its items
    if target.parent != context.package.root_of(resource).name:
        yield from _foreign_item(resource, row, field, owner, target, context)
        return
    own = {
        other.cells["id"]: other.cells.get("title", "")
        for other in context.dataset.rows[target.name]
        if other.file == row.file and "id" in other.cells
    }
    # Where the list itself is missing, that is said and is enough.
    if own or not target.minimum:
        close = Nearest(next(iter(own))) if len(own) == 1 else nearest(value, own, 60)
        yield context.problem(
            resource,
            row,
            record_kinds.UNKNOWN_LISTED,
            field,
            expected=target.title,
            suggestion=close,
            choices=own.items(),
        )


def _foreign_item(
    resource: Resource, row: Row, field: Field, owner: Field, target: Resource, context: Context
) -> Iterator[Problem]:
    """Yield what is wrong with a link to an item of another record's list: a resolution of a meeting."""
    record = row.cells.get(owner.name, "")
    if not record:
        yield context.problem(resource, row, record_kinds.ITEM_OF_NOTHING, field, expected=owner.title)
        return
    names = context.names.get(str(target.parent), {})
    if record not in names:
        return  # that there is no such record is said of its own field
    key = target.fields[0].name
    own = {
        other.cells["id"]: _brief(other.cells.get(target.label, ""))
        for other in context.dataset.rows[target.name]
        if other.cells.get(key) == record and "id" in other.cells
    }
    expected = record_kinds.LIST_OF.format(list=target.title, record=names[record])
    if not own:
        files = (other.file for other in context.dataset.rows[str(target.parent)] if other.cells.get("id") == record)
        yield context.problem(
            resource,
            row,
            record_kinds.ITEM_OF_EMPTY,
            field,
            expected=expected,
            where=owner.title,
            others=[Place(next(files))],
        )
        return
    close = Nearest(*next(iter(own.items()))) if len(own) == 1 else nearest(row.cells[field.name], own, 60)
    yield context.problem(
        resource, row, record_kinds.ITEM_UNKNOWN, field, expected=expected, suggestion=close, choices=own.items()
    )


def _brief(text: str) -> str:
    """Return so much of an item's text that it is known again."""
    return text if len(text) <= _KNOWN else brief(text, _KNOWN).rsplit(" ", 1)[0] + "…"
