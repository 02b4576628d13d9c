"""What a resource of people must have, and which resources are of people whether they say so or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.dataset.people.consent import BASES, BIRTHS, LIVES
from generator.dataset.problems import settings_kinds
from generator.dataset.shapes import Fault, Path

# Where the fingerprints of withdrawn records stand, and what a row of it holds.
WITHDRAWN = "withdrawn"
_FINGERPRINT = ("fingerprint", "date", "kind", "key")
# What the rules ask of everybody: the field, in words, and what it may hold where that is a choice.
_NEEDED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "name": ("نام", ()),
    "life": ("وضعیت زندگی", LIVES),
    "basis": ("مبنای انتشار", BASES),
    "consented": ("تاریخ رضایت، با calendar: jalali", ()),
}


def people_faults(item: Mapping[str, Any], resources: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield what a resource of people lacks, and what shows that one is of people and does not say so."""
    yield from _lists_of_somebody(item, resources, path)
    if not item.get("people"):
        yield from _unsaid(item, path)
    elif "folder" not in item or "format" in item:
        yield Fault((*path, "people"), settings_kinds.SHAPE_PEOPLE_PLACE)
    else:
        yield from _fields(item, path)
        if "gathered" not in item:  # else whoever is withdrawn is withdrawn where she was published
            yield from _withdrawal(item, resources, path)


def _lists_of_somebody(item: Mapping[str, Any], resources: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield fields that would make of a person's name the heading of a list and of a row of the statistics."""
    for key in item["schema"].get("foreignKeys", ()):
        if not resources.get(key["reference"]["resource"], {}).get("people"):
            continue
        for position, field in enumerate(item["schema"]["fields"]):
            shown = field.get("facet") or (item.get("facet") and not field.get("derived"))
            if shown and key["fields"] in (field["name"], [field["name"]]):
                yield Fault((*path, "schema", "fields", position, "facet"), settings_kinds.SHAPE_PEOPLE_FACET)


def _unsaid(item: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    for position, field in enumerate(item["schema"]["fields"]):
        where: Path = (*path, "schema", "fields", position)
        if field["name"] in BIRTHS and field.get("calendar"):
            yield Fault(where, settings_kinds.SHAPE_PEOPLE_UNSAID)
        elif field.get("consent"):
            yield Fault((*where, "consent"), settings_kinds.SHAPE_PEOPLE_CONSENT)


def _fields(item: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    fields = {field["name"]: (position, field) for position, field in enumerate(item["schema"]["fields"])}
    for name, (words, values) in _NEEDED.items():
        if name not in fields:
            choice = f"، با categories: {'، '.join(values)}" if values else ""
            yield Fault((*path, "schema", "fields"), settings_kinds.SHAPE_PEOPLE_FIELD, name, words + choice)
            continue
        position, field = fields[name]
        where: Path = (*path, "schema", "fields", position)
        if values:
            found = [str(entry["value"]) for entry in field.get("categories", ())]
            strange = [value for value in found if value not in values]
            if strange or not found:
                yield Fault(
                    (*where, "categories"), settings_kinds.SHAPE_PEOPLE_VALUES, "، ".join(strange), "، ".join(values)
                )
    for name, (position, field) in fields.items():
        if (name in BIRTHS or field.get("image")) and not field.get("consent"):
            yield Fault((*path, "schema", "fields", position), settings_kinds.SHAPE_PEOPLE_PRIVATE)


def _withdrawal(item: Mapping[str, Any], resources: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield that nobody could be withdrawn: the fingerprint that stays would have no place."""
    table = resources.get(WITHDRAWN, {})
    fields = {field["name"]: field for field in table["schema"]["fields"]} if "path" in table else {}
    if not fields.keys() >= set(_FINGERPRINT):
        yield Fault((*path, "people"), settings_kinds.SHAPE_PEOPLE_WITHDRAWN, WITHDRAWN, "، ".join(_FINGERPRINT))
        return
    kinds = [str(entry["value"]) for entry in fields["kind"].get("categories", ())]
    if kinds and item["name"] not in kinds:
        yield Fault((*path, "people"), settings_kinds.SHAPE_PEOPLE_KIND, item["name"], WITHDRAWN)
