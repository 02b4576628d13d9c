"""What records are narrowed by: the facets of each resource, and their values as people read them.

Shapes: a facet is a name that stands in the address and in the search index; its values are the words that people read.
Errors: none; the registry holds valid data alone.
"""

from __future__ import annotations

from generator.dataset.descriptor import AREAS, Field
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import parse_historical
from generator.persian.digits import fa

# The facets of each resource: the name of the facet → the field or list of the record.
_FACETS = {
    "women": {"county": "county", "domain": "domains", "agency": "nominations"},
    "cooperatives": {"county": "county", "sector": "sector", "form": "kind", "status": "status"},
    "programs": {"form": "kind", "status": "status"},
}
_AREA_FACET = {"county": "area"}
_JALALI_BEGINS = 621.2
_OLD_YEAR = 1200
_OLD = f"پیش از {fa(str(_OLD_YEAR))}"


def choices_of(registry: Registry, resource: str, name: str) -> dict[str, str]:
    """Return what a field, or a list's members, may hold, with what people read for it, in the order of the data."""
    package = registry.package
    lists = {str(child.property): child for child in package.children[resource]}
    field = lists[name].own_fields[0] if name in lists else package.resources[resource].by_name[name]
    counties = [record.id for record in registry["counties"]]
    values = (
        [*AREAS, *counties]
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


def facets_of(registry: Registry, record: Record) -> dict[str, list[str]]:
    """Return the values of a record's facets, as people read them."""
    resource = registry.package.resources[record.resource]
    lists = {str(child.property): child for child in registry.package.children[record.resource]}
    facets: dict[str, list[str]] = {}
    for facet, name in _FACETS.get(record.resource, _AREA_FACET).items():
        value = record.get(name)
        if not value:
            continue
        if name in lists:
            field = lists[name].own_fields[0]
            members = [item[field.name] if isinstance(item, dict) else item for item in value]
            facets[facet] = [label_of(registry, field, member) for member in members]
        else:
            facets[facet] = [label_of(registry, resource.by_name[name], value)]
    if record.resource == "counties":
        facets["county"] = [record["name"]]
    decades = _decades(record)
    if decades:
        facets["decade"] = decades
    return facets


def _decades(record: Record) -> list[str]:
    """Return the Jalali decades of a woman's achievements, or of the beginning of a program."""
    if record.resource == "programs":
        dates = [record["from"]] if record.get("from") else []
    elif record.resource == "women":
        dates = [item["date"] for item in record.get("achievements", ()) if item.get("date")]
    else:
        return []
    return list(dict.fromkeys(filter(None, map(_decade, dates))))


def _decade(date: str) -> str:
    """Return the decade in which a date begins; nothing where a modern one is known to its century alone."""
    found = parse_historical(date)
    point = found.start or found.end
    assert point is not None  # a date has an end at least
    year = int(point.year if not point.era else point.bounds()[0] - _JALALI_BEGINS)
    if year < _OLD_YEAR:
        return _OLD
    return "" if point.unknown > 1 else f"دههٔ {fa(str(year // 10 * 10))}"
