"""Jalali seasons: what a seasonal report is about."""

from __future__ import annotations

from typing import NamedTuple

from generator.persian.dates import SEASONS, DateError
from generator.persian.digits import fa
from generator.persian.jalali import parse_jalali
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


def seasons(site: Site) -> list[Season]:
    """Return the seasons that have anything to tell, the newest first."""

    def make() -> list[Season]:
        dates = [str(record["added"]) for name in ("women", "cooperatives") for record in site.registry[name]]
        dates += [
            str(loan[field]) for loan in site.registry["loans"] for field in ("introduced", "paid") if loan.get(field)
        ]
        dates += [str(meeting["date"]) for meeting in site.registry["meetings"]]
        dates += [
            str(item["closed"])
            for meeting in site.registry["meetings"]
            for item in meeting.get("resolutions", ())
            if item.get("closed")
        ]
        dates += [str(report["date"]) for report in site.registry["reports"] if report.get("date")]
        return sorted({season for date in dates if (season := season_of(date))}, reverse=True)

    return site.once("seasons", make)
