"""What a map shows of a place once it is chosen: how much there is of each dataset, some names, and the way on."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from heapq import nsmallest
from typing import NamedTuple

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.site.model import addresses
from generator.site.model.record_card import Card, card
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site

SCRIPT = "assets/js/map-peek.js"
# What stands in the card at most: it is a glance, and the page of the place has the rest.
_COUNTS, _NAMES = 4, 3


class Peek(NamedTuple):
    """A place on the map: its id, name and page, the first counts that are not zero with their nouns, and cards of people."""

    id: str
    name: str
    url: str
    counts: list[tuple[str, str]]
    people: list[Card]


def peeks(site: Site, sections: Iterable[Section]) -> list[Peek]:
    """Return what the map shows of each place, of the sections whose records have a place."""
    counted = list(sections)
    return [_peek(site, place, counted) for place in site.registry[PLACES]]


def _peek(site: Site, place: Record, sections: list[Section]) -> Peek:
    there = [(section, site.registry.by(section.name, section.area).get(place.id, [])) for section in sections]
    people = [person for section, members in there if section.people for person in members if site.may_name(person)]
    return Peek(
        place.id,
        place["name"],
        addresses.record(PLACES, place.id),
        [(fa(len(members)), section.one) for section, members in there if members][:_COUNTS],
        [card(site, person) for person in of_the_day(site, people, _NAMES)],
    )


def of_the_day(site: Site, people: Iterable[Record], most: int) -> list[Record]:
    """Return a few people, by the day and never by the alphabet."""
    day = str(site.today.toordinal())
    return nsmallest(most, people, key=lambda person: blake2b((day + person.id).encode(), digest_size=8).digest())
