"""Jalali seasons, and what each brought: what a seasonal report is about."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import parse_jalali, season_words
from generator.persian.calendar.months import DateError
from generator.persian.numbers import counted
from generator.site.model.site import Site
from generator.subjects.women.checks.loan_checks import PAID
from generator.subjects.women.decision_chain import DONE, Item, resolutions


class Season(NamedTuple):
    """A season of a Jalali year; 1 is spring."""

    year: int
    number: int

    @property
    def words(self) -> str:
        """The season as people say it: «بهار ۱۴۰۵»."""
        return season_words(self.year, self.number)

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


def running(season: Season, today: date) -> str:
    """Return how long a season that has not ended still runs, in words; nothing of one that is over."""
    left = (parse_jalali(f"{season.year}-{season.number * 3:02}").last() - today).days
    if left < 0:
        return ""
    return f"{counted(left, 'روز')} مانده" if left else "امروز پایان می‌یابد"


def seasons_between(first: Season, last: Season) -> list[Season]:
    """Return the seasons from the first to the last, both included."""
    found = []
    current = first
    while current <= last:
        found.append(current)
        current = Season(current.year + current.number // 4, current.number % 4 + 1)
    return found


class Brought(NamedTuple):
    """What a season brought, each in the order of the data: ``done`` are resolutions that were carried out."""

    women: list[Record]
    cooperatives: list[Record]
    approved: list[Record]
    paid: list[Record]
    meetings: list[Record]
    done: list[Item]
    reports: list[Record]


def seasons(site: Site) -> dict[Season, Brought]:
    """Return the seasons that have anything to tell with what they brought, the newest first."""
    return _sorted(site)[0]


def left_out(site: Site) -> Brought:
    """Return what stands in no season, for its month is not known."""
    return _sorted(site)[1]


def _sorted(site: Site) -> tuple[dict[Season, Brought], Brought]:
    def make() -> tuple[dict[Season, Brought], Brought]:
        found: dict[Season, Brought] = {}
        rest = _nothing()
        for kind, day, thing in _events(site.registry):
            season = season_of(day)
            getattr(found.setdefault(season, _nothing()) if season else rest, kind).append(thing)
        return dict(sorted(found.items(), reverse=True)), rest

    return site.once("seasons", make)


def _nothing() -> Brought:
    return Brought(*([] for _ in Brought._fields))


def _events(registry: Registry) -> Iterator[tuple[str, str, Record | Item]]:
    """Yield all that came to pass: what it is by its field of ``Brought``, the day ("": not known), and the thing."""
    for kind, resource, field in (
        ("women", "women", "added"),
        ("cooperatives", "cooperatives", "added"),
        ("meetings", "meetings", "date"),
        ("reports", "reports", "date"),
    ):
        for record in registry[resource]:
            yield kind, record.get(field, ""), record
    for loan in registry["loans"]:
        if loan.get("approved"):
            yield "approved", loan["approved"], loan
        if loan["stage"] in PAID:
            yield "paid", loan.get("paid", ""), loan
    for item in resolutions(registry):
        if item.values.get("status") == DONE:
            yield "done", item.values.get("closed", ""), item
