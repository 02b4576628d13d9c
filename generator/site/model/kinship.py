"""Who else a person's page leads to, and why: never whoever comes next in the alphabet.

Everybody of a group stands in one circle, in an order that means nothing and stays the same; a page leads on from its own
place in it. So nobody is left out, and no group is gone through more than once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.site.model.record_card import Card, area_of, card, lender_of
from generator.site.model.site import Site

_COUNT, _OF_ONE_REASON = 4, 2
# How far a page looks along a circle for somebody who fits.
_LOOK = 60


class Kin(NamedTuple):
    """One card with the reason that it stands there for, and a word more on that."""

    card: Card
    why: str
    more: str = ""


class Reason(NamedTuple):
    """Why others belong to a record: in words, and the others in the order in which they are asked."""

    words: str
    others: Iterable[Record]
    # Whether it is their place: then what lends them their colour stands beside the reason, else their place.
    of_place: bool = False


def related(site: Site, record: Record, reasons: Iterable[Reason]) -> list[Kin]:
    """Return the cards of the first few whom the reasons name."""
    return [
        Kin(card(site, other), reason.words, lender_of(site, other) if reason.of_place else area_of(site, other))
        for other, reason in chosen(site, record, reasons)
    ]


def chosen(site: Site, record: Record, reasons: Iterable[Reason]) -> list[tuple[Record, Reason]]:
    """Return the first few whom the reasons name, each once, no more than two by one reason.

    A page that may be found leads to none that asks not to be.
    """
    found: dict[str, tuple[Record, Reason]] = {}
    counts: Counter[str] = Counter()
    open_page = site.indexed(record)
    for reason in reasons:
        for other in reason.others:
            if len(found) == _COUNT:
                return list(found.values())
            if counts[reason.words] == _OF_ONE_REASON:
                break
            if other.id == record.id or other.id in found or (open_page and not site.indexed(other)):
                continue
            found[other.id] = other, reason
            counts[reason.words] += 1
    return list(found.values())


def shown(site: Site, record: Record, reasons: Iterable[Reason]) -> Iterator[Any]:
    """Yield all that the cards of the chosen show, beside what their fields refer to."""
    for other, reason in chosen(site, record, reasons):
        yield from (other, reason.words, site.photo(other, small=True))


def circle(site: Site, record: Record, key: tuple[str, ...], members: Iterable[Record]) -> list[Record]:
    """Return who follows a record among the members of a group, which its key names, and then those before it."""
    open_page = site.indexed(record)

    def make() -> tuple[list[Record], dict[str, int]]:
        ring = [member for member in members if not open_page or site.indexed(member)]
        ring.sort(key=lambda member: blake2b(member.id.encode(), digest_size=8).digest())
        return ring, {member.id: place for place, member in enumerate(ring)}

    ring, places = site.once(("circle", record.resource, open_page, *key), make)
    start = places.get(record.id, 0)
    before = max(0, min(start, start + _LOOK - len(ring)))
    return ring[start : start + _LOOK] + ring[:before]


def of_value(site: Site, record: Record, name: str, value: str) -> list[Record]:
    """Return who has the same value of a field or of a list."""
    return circle(site, record, (name, value), site.registry.by(record.resource, name).get(value, ()))


def usual(site: Site, record: Record) -> Iterator[Reason]:
    """Yield the reasons that every dataset of people has: what lends the colour, elsewhere first, then the place."""
    section = site.sections[record.resource]
    here = record.get(section.area)
    if section.tone:
        name, resource = section.tone
        title = next((facet.title for facet in section.facets if facet.name == name), "")
        held = record.get(name)
        values: list[str] = held if isinstance(held, list) else [held] if held else []
        for value in values:
            others = (item for item in of_value(site, record, name, value) if item.get(section.area) != here)
            yield Reason(f"هم‌{title}: {site.registry.label(resource, value)}", others)
    if here:
        title = site.registry.package.resources[record.resource].by_name[section.area].title
        yield Reason(
            f"هم‌{title}: {site.registry.area(here)}", of_value(site, record, section.area, here), of_place=True
        )
