"""The values of the indicators: the newest of an area, and which of them may stand in one chart."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from generator.dataset.descriptor import AREAS
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import season_words
from generator.persian.digits import fa
from generator.site.model.table import Point, Series
from generator.subjects.women.checks.document_checks import ALL
from generator.subjects.women.checks.loan_counts import SEASONS

PROVINCE = "province"
# More counties than these nobody tells apart in one chart: then they stand in the table alone.
_MOST_COUNTIES = 2


class Comparison(NamedTuple):
    """What may be charted together: values of one indicator and one rhythm, of all people in several areas or,

    where ``area`` names one, of its groups: who lives in towns beside who lives in villages.
    """

    area: str
    seasonal: bool
    series: tuple[Series, ...]


def values(registry: Registry, indicator: str) -> list[Record]:
    """Return the values of an indicator: by area (country, province, counties), group and rhythm, the newest first."""
    order = {area: place for place, area in enumerate(reversed(AREAS))}
    groups = list(registry.categories("indicator-values", "group"))
    return sorted(
        registry.by("indicator-values", "indicator").get(indicator, []),
        key=lambda record: (
            order.get(record["area"], len(order)),
            registry.area(record["area"]),
            groups.index(record["group"]),
            bool(record.get("season")),
            -time_of(record),
        ),
    )


def latest(
    registry: Registry, indicator: str, area: str, group: str = ALL, *, whole_years: bool = False, after: str = ""
) -> Record | None:
    """Return the newest value of an indicator for a group of an area; nothing where there is none.

    ``whole_years`` asks for a value that may stand beside others of whole years: a season's only where there is none.
    ``after`` is a year: older values only where there is none after it.
    """
    found = [
        record
        for record in registry.by("indicator-values", "indicator").get(indicator, [])
        if record["area"] == area and record["group"] == group
    ]
    found = [record for record in found if record["year"] > after] or found
    if whole_years:
        found = [record for record in found if not record.get("season")] or found
    return max(found, key=end_of, default=None)


def end_of(record: Record) -> tuple[int, int]:
    """Return the year that a value is of and the last season it knows of: a whole year comes after its seasons."""
    return int(record["year"]), SEASONS.index(record["season"]) if record.get("season") else len(SEASONS)


def time_of(record: Record) -> float:
    """Return when a value is of, as a Jalali year; a season is a quarter of one."""
    return int(record["year"]) + (SEASONS.index(record["season"]) / 4 if record.get("season") else 0)


def time_words(record: Record) -> str:
    """Return when a value is of, in words: «پاییز ۱۳۹۶»."""
    if not record.get("season"):
        return fa(record["year"])
    return season_words(int(record["year"]), SEASONS.index(record["season"]) + 1)


def comparisons(registry: Registry, indicator: str) -> list[Comparison]:
    """Return the charts over time of an indicator: all people first, then the groups of each area."""
    lines: dict[tuple[bool, str, str], list[Record]] = defaultdict(list)
    for record in values(registry, indicator):
        lines[bool(record.get("season")), record["area"], record["group"]].append(record)
    charts: dict[tuple[str, bool], list[Series]] = defaultdict(list)
    groups = registry.categories("indicator-values", "group")
    for (seasonal, area, group), records in lines.items():
        if len(records) > 1:
            place, name = ("", registry.area(area)) if group == ALL else (area, groups[group])
            charts[place, seasonal].append(Series(area, name, _points(records)))
    found = (Comparison(area, seasonal, _told_apart(series)) for (area, seasonal), series in charts.items())
    few = len({area for area, _ in charts} - {"", *AREAS}) <= _MOST_COUNTIES
    shown = (item for item in found if item.series and (few or item.area in ("", *AREAS)))
    return sorted(shown, key=lambda item: (item.area != "", item.seasonal))


def _points(records: list[Record]) -> tuple[Point, ...]:
    return tuple(Point(time_of(record), time_words(record), record["value"]) for record in sorted(records, key=time_of))


def _told_apart(series: list[Series]) -> tuple[Series, ...]:
    """Return the lines of a chart: all, or without the counties where these are too many."""
    wide = [one for one in series if one.area in AREAS]
    counties = {one.area for one in series} - set(AREAS)
    return tuple(series if len(counties) <= _MOST_COUNTIES else wide)


def by_county(registry: Registry, indicator: str) -> tuple[str, dict[str, float]]:
    """Return the newest year of which two counties or more have a value, and those values; an empty year for none."""
    years: dict[str, dict[str, float]] = defaultdict(dict)
    for record in registry.by("indicator-values", "indicator").get(indicator, []):
        if record["area"] not in AREAS and record["group"] == ALL and not record.get("season"):
            years[record["year"]][record["area"]] = record["value"]
    year = max((year for year, counties in years.items() if len(counties) > 1), default="")
    return year, years[year] if year else {}
