"""What records are narrowed by: the facets that the descriptor flags, and their values as people read them.

Shapes: a facet has a key, which stands in the search index, and a kind, which stands in the address of a static list; its
values are the words that people read. Errors: none; the registry holds valid data alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import parse_historical
from generator.persian.digits import fa

_JALALI_BEGINS = 621.2
_OLD_YEAR = 1200
_OLD = f"پیش از {fa(str(_OLD_YEAR))}"
# The group of a record in the search index is called «kind», so a field of that name is known by another.
_KEYS = {"kind": "form"}
_PLACE, _DECADE = "county", "decade"


class Facet(NamedTuple):
    """One facet: the field or list of the record that it reads (of a list's members ``field``), key and title.

    ``listed``: each value has a static list of its own. A date is read as its decade.
    """

    key: str
    name: str
    field: Field
    title: str
    listed: bool = False

    @property
    def kind(self) -> str:
        """The kind of list in the address."""
        return self.field.name

    def values(self, record: Record) -> list[Any]:
        """Return what a record holds of it, as it stands in the data."""
        value = record.get(self.name)
        if not value:
            return []
        if not isinstance(value, list):
            return [value]
        name = self.field.name
        return [item.get(name) if isinstance(item, dict) else item for item in value]


def derive(package: Package, resource: Resource) -> tuple[Facet, ...]:
    """Return the facets that the descriptor flags: what names other records first, then categories, decades at last."""
    found = [_facet(item.name, item) for item in resource.own_fields if item.facet]
    for child in package.children[resource.name]:
        name = str(child.property)
        if child.facet:
            found.append(_facet(name, child.own_fields[0]))
        elif not child.is_scalar:
            # Records are found by what a list's members begin with alone, so no other field of them has lists.
            found += [_facet(name, item)._replace(listed=False) for item in child.own_fields if item.facet]
    # A place is known by one name in the whole site, whatever its field is called.
    by_key = {facet.key: facet for facet in reversed(found)}
    return tuple(sorted((facet for facet in found if by_key[facet.key] is facet), key=_rank))


def _facet(name: str, field: Field) -> Facet:
    if field.calendar:
        return decade(name, field.name)
    key = _PLACE if field.area else _KEYS.get(field.name, field.name)
    return Facet(key, name, field, field.title, bool(field.area or field.reference or field.categories))


def decade(name: str, date: str) -> Facet:
    """Return the facet of the decades of a date: a field, or ``date`` of the members of a list."""
    return Facet(_DECADE, name, Field(date, "دهه", calendar="historical"), "دهه")


def _rank(facet: Facet) -> int:
    return 2 if facet.field.calendar else 0 if facet.field.area or facet.field.reference else 1


def unlisted(facets: Iterable[Facet], *keys: str) -> tuple[Facet, ...]:
    """Return facets of which those of the keys have no static lists."""
    return tuple(facet._replace(listed=False) if facet.key in keys else facet for facet in facets)


def choices_of(registry: Registry, facet: Facet) -> dict[str, str]:
    """Return what a facet's field may hold, with what people read for it, in the order of the data."""
    field = facet.field
    values: Iterable[str] = (
        [*field.areas, *(record.id for record in registry["counties"])]
        if field.area
        else [record.id for record in registry[field.reference]]
        if field.reference
        else list(field.categories)
    )
    return {value: label_of(registry, field, value) for value in values}


def label_of(registry: Registry, field: Field, value: str) -> str:
    """Return what people read for an id or a code."""
    if field.area:
        return registry.area(value)
    if field.reference:
        return registry.label(field.reference, value)
    return field.categories.get(value, value)


def words_of(registry: Registry, record: Record, name: str) -> str:
    """Return what people read for what a record holds under a name; nothing where that is no word: a number, a date, a list."""
    field = registry.package.resources[record.resource].by_name.get(name)
    if field is None or field.type != "string" or field.calendar or field.link or field.image or not record.get(name):
        return ""
    return label_of(registry, field, record[name])


def facets_of(registry: Registry, facets: Iterable[Facet], record: Record) -> dict[str, list[str]]:
    """Return the values of a record's facets, as people read them."""
    return {facet.key: found for facet in facets if (found := list(_words(registry, facet, record)))}


def counted(registry: Registry, facet: Facet, records: Iterable[Record]) -> Counter[str]:
    """Return how many records have each value of a facet, as people read it."""
    if facet.field.calendar:
        return Counter(word for record in records for word in _words(registry, facet, record))
    # Few values stand in many records: each is put into words once.
    found: Counter[str] = Counter()
    for value, count in Counter(value for record in records for value in facet.values(record)).items():
        found[label_of(registry, facet.field, value)] += count
    return found


def _words(registry: Registry, facet: Facet, record: Record) -> Iterator[str]:
    values = facet.values(record)
    if facet.field.calendar:
        yield from dict.fromkeys(filter(None, map(_decade, filter(None, values))))
        return
    for value in values:
        yield label_of(registry, facet.field, value)


@lru_cache(1 << 14)
def _decade(date: str) -> str:
    """Return the decade in which a date begins; nothing where a modern one is known to its century alone."""
    found = parse_historical(date)
    point = found.start or found.end
    assert point is not None  # a date has an end at least
    year = int(point.year if not point.era else point.bounds()[0] - _JALALI_BEGINS)
    if year < _OLD_YEAR:
        return _OLD
    return "" if point.unknown > 1 else f"دههٔ {fa(str(year // 10 * 10))}"
