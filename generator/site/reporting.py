"""Who has reported in which season, from the season on that the office set; nobody before it was asked."""

from __future__ import annotations

from typing import NamedTuple

from generator.persian.jalali import from_gregorian
from generator.site import urls
from generator.site.context import Site
from generator.site.seasons import Season, season_of, seasons_between


class Reporting(NamedTuple):
    """The seasons since reporting was asked for; for each county its name, its address and its reports in each."""

    seasons: tuple[Season, ...]
    rows: tuple[tuple[str, str, tuple[int, ...]], ...]


def reporting(site: Site) -> Reporting | None:
    """Return the table of reporting; nothing until the office has set ``reporting_since``."""
    text = str(site.extra.get("reporting_since") or "")
    since, today = season_of(text), season_of(from_gregorian(site.today).text)
    if since is None or today is None:
        return None
    shown = seasons_between(since, today)
    by_county = site.registry.by("reports", "area")
    rows = []
    for county in site.counties:
        dates = [season_of(report.get("date", "")) for report in by_county.get(county.id, ())]
        rows.append(
            (county["name"], urls.record("counties", county.id), tuple(dates.count(season) for season in shown))
        )
    return Reporting(tuple(shown), tuple(rows))
