"""What a descriptor says without effect, or leaves to a default that reads badly: nothing stops, and validation tells of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.dataset.describing.descriptor_shape import names_of
from generator.dataset.problems import settings_kinds
from generator.dataset.shapes import Fault, Path


def shape_doubts(raw: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield the doubts about a descriptor that holds together."""
    for number, item in enumerate(raw["resources"]):
        path: Path = ("resources", number)
        yield from _facets(item, path)
        if "record" not in item and not item.get("private") and (item.get("submit") or _is_of_files(item)):
            yield Fault((*path, "title"), settings_kinds.SHAPE_NO_RECORD, item["title"])


def _is_of_files(item: Mapping[str, Any]) -> bool:
    return "folder" in item and "format" not in item


def _facets(item: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield the facets that have no lists: of words, each value would be found but once."""
    refers = {name for key in item["schema"].get("foreignKeys", ()) for name in names_of(key["fields"])}
    fields = item["schema"]["fields"]
    for position, field in enumerate(fields):
        if field.get("facet") and not _has_lists(field, refers):
            where: Path = (*path, "schema", "fields", position, "facet")
            yield Fault(where, settings_kinds.SHAPE_FACET, field["title"])
    if item.get("facet"):
        own = next(field for field in fields if not field.get("derived") or field["name"] == "id")
        if not _has_lists(own, refers):
            yield Fault((*path, "facet"), settings_kinds.SHAPE_FACET, item["title"])


def _has_lists(field: Mapping[str, Any], refers: set[str]) -> bool:
    return field["name"] in refers or any(map(field.get, ("area", "categories", "calendar")))
