"""Who is in a collection: whoever its conditions hold for, and whom other pages may name. Nobody is added or left out by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.dataset.registry import Record
from generator.site.model.site import Site

# A collection of fewer is not shown.
LEAST = 3


def collections(site: Site) -> dict[str, list[Record]]:
    """Return the members of each collection that is shown, by its id."""
    return site.once("collections", lambda: dict(_shown(site)))


def collections_of(site: Site, woman: Record) -> list[Record]:
    """Return the shown collections that a woman is in."""

    def make() -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for name, members in collections(site).items():
            for member in members:
                found.setdefault(member.id, []).append(site.registry.one("collections", name))
        return found

    return site.once("collections by woman", make).get(woman.id, [])


def _shown(site: Site) -> Iterator[tuple[str, list[Record]]]:
    named = [woman for woman in site.registry["women"] if site.may_name(woman)]
    for collection in site.registry["collections"] if "collections" in site.sections else ():
        members = [woman for woman in named if belongs(woman, collection["conditions"])]
        if len(members) >= LEAST:
            yield collection.id, members


def belongs(woman: Record, conditions: list[Mapping[str, Any]]) -> bool:
    """Whether all conditions of a collection hold for a woman."""
    return all(_holds(woman, condition) for condition in conditions)


def _holds(woman: Record, condition: Mapping[str, Any]) -> bool:
    texts, values = list(_texts(woman.get(condition["field"]))), condition["values"]
    if condition["test"] == "is":
        return any(text in values for text in texts)
    return any(value in text for text in texts for value in values)


def _texts(value: Any) -> Iterator[str]:
    """Yield what a field or the members of a list say; of an achievement its text."""
    for item in value if isinstance(value, list) else [value] if value else []:
        yield item["text"] if isinstance(item, Mapping) else item
