"""Who has reported in which season, from the season on that the office set; nobody before it was asked.

Errors: `SettingError` where the setting names no season.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from generator.persian.calendar.jalali import from_gregorian
from generator.site.model import addresses
from generator.site.model.site import Site
from generator.site.model.status import SettingError
from generator.subjects.women.seasons import Season, season_of, seasons_between


class Reporting(NamedTuple):
    """The seasons since reporting was asked for; for each county its name, its address and its reports in each."""

    seasons: tuple[Season, ...]
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]


def asked_since(extra: Mapping[str, Any]) -> Season | None:
    """Return the season from which on the office asks for reports, which may be to come; nothing until it is set."""
    text = str(extra.get("reporting_since") or "")
    season = season_of(text)
    if text and season is None:
        raise SettingError(
            f"در تنظیمات سایت، «{text}» برای reporting_since ماه نیست. سال و ماهِ شمسی را مانند 1405-01 بنویسید، یا آن را خالی بگذارید."
        )
    return season


def judged_on(site: Site) -> date | None:
    """Return the day that deadlines are read against: today, and nothing before reporting has begun."""
    since, today = asked_since(site.extra), season_of(from_gregorian(site.today).text)
    return site.today if since and today and since <= today else None


def reporting(site: Site) -> Reporting | None:
    """Return the table of reporting; nothing before the season from which on it is asked for."""
    since, today = asked_since(site.extra), season_of(from_gregorian(site.today).text)
    if since is None or today is None or since > today:
        return None
    shown = seasons_between(since, today)
    by_county = site.registry.by("reports", "area")
    rows = []
    for county in site.counties:
        dates = [season_of(report.get("date", "")) for report in by_county.get(county.id, ())]
        rows.append(
            (county["name"], addresses.record("counties", county.id), tuple(dates.count(season) for season in shown))
        )
    return Reporting(tuple(shown), tuple(rows))
