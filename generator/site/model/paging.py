"""Lists in numbered pages: who stands on one, the ways to the others, and who stands beside a record."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import NamedTuple

from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.site.model import addresses
from generator.site.model.facts import fact
from generator.site.model.site import Site

_DESCRIPTION = 155


class Crumb(NamedTuple):
    """One step of the way to a page; the last has no address."""

    label: str
    url: str | None = None


class Neighbour(NamedTuple):
    """The record before or after another: its name, its address and its date in words, which may be empty."""

    label: str
    url: str
    date: str


class Pager(NamedTuple):
    """The page's number, how many there are, and the addresses around it (empty at the ends)."""

    number: int
    count: int  # type: ignore[assignment]  # nobody counts in this tuple
    previous: str
    next: str
    numbers: tuple[tuple[int, str] | None, ...]


def on_page(members: list[Record], number: int) -> list[Record]:
    """Return those of a list who stand on one of its numbered pages."""
    return members[(number - 1) * addresses.PER_PAGE : number * addresses.PER_PAGE]


def pager(number: int, count: int, address: Callable[[int], str]) -> Pager:
    """Return the ways to the other pages: the ends, the neighbours, and None where numbers are left out."""
    shown = sorted({1, count, *range(max(1, number - 1), min(count, number + 1) + 1)})
    numbers: list[tuple[int, str] | None] = []
    for last, current in zip([0, *shown], shown, strict=False):
        if current - last == 2:
            numbers.append((last + 1, address(last + 1)))
        elif current - last > 2:
            numbers.append(None)
        numbers.append((current, address(current)))
    return Pager(
        number,
        count,
        address(number - 1) if number > 1 else "",
        address(number + 1) if number < count else "",
        tuple(numbers),
    )


def shorten(text: str) -> str:
    """Return a text as long as a description may be, cut at a word."""
    text = " ".join(text.split())
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rsplit(" ", 1)[0].rstrip("،؛.: ") + "…"


def following(members: list[Record], place: int, count: int) -> list[Record]:
    """Return those that follow a place of a list, which begins again at its end: so everybody is a neighbour of some."""
    return [members[(place + step) % len(members)] for step in range(1, min(count, len(members) - 1) + 1)]


def neighbours(site: Site, record: Record) -> tuple[Neighbour | None, Neighbour | None]:
    """Return the record before and the record after: in time where they have dates, else in the alphabet.

    Nobody stands between two others of the alphabet by chance: people have none.
    """
    if site.sections[record.resource].people:
        return None, None
    records, places = _in_order(site, record)
    place = places[record.id]

    def link(index: int) -> Neighbour | None:
        if not 0 <= index < len(records):
            return None
        other = records[index]
        return Neighbour(other.label, addresses.record(record.resource, other.id), _date(site, other))

    return link(place - 1), link(place + 1)


def _in_order(site: Site, record: Record) -> tuple[list[Record], dict[str, int]]:
    members = site.beside(record)[0]
    name = site.sections[record.resource].date

    def make() -> tuple[list[Record], dict[str, int]]:
        dated = (lambda one: parse_historical(one[name]).order if one.get(name) else -inf) if name else None
        found = sorted(members, key=dated) if dated else members
        return found, {one.id: place for place, one in enumerate(found)}

    return site.once(("in order", record.resource, site.indexed(record)), make)


def _date(site: Site, record: Record) -> str:
    """Return the date that a record follows others by, in words; nothing where it has none."""
    name = site.sections[record.resource].date
    field = site.registry.package.resources[record.resource].by_name.get(name)
    return fact(site, field, record[name]).words if field and record.get(name) else ""
