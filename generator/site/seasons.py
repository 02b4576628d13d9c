"""Jalali seasons, and what each brought: what a seasonal report is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.dataset.registry import Record, Registry
from generator.persian.dates import SEASONS, DateError
from generator.persian.digits import fa
from generator.persian.jalali import parse_jalali
from generator.site.chain import Item
from generator.site.context import Site


class Season(NamedTuple):
    """A season of a Jalali year; 1 is spring."""

    year: int
    number: int

    @property
    def words(self) -> str:
        """The season as people say it: «بهار ۱۴۰۵»."""
        return f"{SEASONS[self.number - 1]} {fa(str(self.year))}"

    @property
    def id(self) -> str:
        """The season in an address: ``1405-1``."""
        return f"{self.year}-{self.number}"


def season_of(date: str) -> Season | None:
    """Return the season of a Jalali date; nothing where the month is not known."""
    try:
        day = parse_jalali(date)
    except DateError:
        return None
    return Season(day.year, day.season) if day.season else None


def seasons_between(first: Season, last: Season) -> list[Season]:
    """Return the seasons from the first to the last, both included."""
    found = []
    current = first
    while current <= last:
        found.append(current)
        current = Season(current.year + current.number // 4, current.number % 4 + 1)
    return found


class Brought(NamedTuple):
    """What a season brought, each in the order of the data."""

    women: list[Record]
    cooperatives: list[Record]
    introduced: list[Record]
    paid: list[Record]
    meetings: list[Record]
    closed: list[Item]
    reports: list[Record]


def seasons(site: Site) -> dict[Season, Brought]:
    """Return the seasons that have anything to tell with what they brought, the newest first."""

    def make() -> dict[Season, Brought]:
        found: dict[Season, Brought] = {}
        for kind, date, thing in _events(site.registry):
            season = season_of(date)
            if season:
                found.setdefault(season, Brought(*([] for _ in Brought._fields)))
                getattr(found[season], kind).append(thing)
        return dict(sorted(found.items(), reverse=True))

    return site.once("seasons", make)


def _events(registry: Registry) -> Iterator[tuple[str, str, Record | Item]]:
    """Yield all that has a day: what it is by its field of ``Brought``, the day, and the record or the item."""
    for kind, resource, field in (
        ("women", "women", "added"),
        ("cooperatives", "cooperatives", "added"),
        ("introduced", "loans", "introduced"),
        ("paid", "loans", "paid"),
        ("meetings", "meetings", "date"),
        ("reports", "reports", "date"),
    ):
        for record in registry[resource]:
            yield kind, str(record.get(field, "")), record
    for meeting in registry["meetings"]:
        for item in meeting.get("resolutions", ()):
            yield "closed", str(item.get("closed", "")), Item(meeting, item)
