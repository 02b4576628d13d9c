"""Values of the indicators: each a line over years, that rises or falls a little otherwise in every area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.dataset.checks.cross_fields import PERCENT
from generator.persian.numbers import ABOUT, MORE_THAN
from generator.subjects.women.checks.document_checks import ALL
from generator.subjects.women.sample.words import words_county_work as words
from generator.subjects.women.sample.world import COUNTRY, PROVINCE, SITE, Lot, Values, World, only_known

# The first year of the lines, and years of the series: of large areas, of counties, of seasons, of the census.
_START = 1395
_YEARS = tuple(range(_START, 1405))
_COUNTY_YEARS = (1396, 1399, 1401, 1403)
_SEASON_YEARS = (1402, 1403, 1404)
_CENSUS_YEARS = (1385, 1390, 1395)
_URBAN, _RURAL = "urban", "rural"
# What a group's value is to that of all.
_GROUPS = {ALL: 1.0, _URBAN: 1.06, _RURAL: 0.88}


class Trend(NamedTuple):
    """The line of an indicator in the province.

    ``start`` is its value in the first year and ``step`` its yearly change. A count is shared out: the country has
    many times as many as the province, a county a part. ``counties`` is the share of counties that have values.
    """

    start: float
    step: float
    counties: float = 0.0
    is_count: bool = False
    groups: tuple[str, ...] = (ALL,)
    seasonal: bool = False


# The dozen that have values; the others stay without.
TRENDS = {
    "population-f": Trend(2_310_000, 31_000, 0.9, is_count=True),
    "literacy-rate-f": Trend(84.0, 0.6, 0.6, groups=(ALL, _URBAN, _RURAL)),
    "lfpr-f": Trend(14.5, 0.15, 0.6, seasonal=True),
    "unemployment-f": Trend(19.0, -0.6, 0.5, groups=(ALL, _URBAN, _RURAL), seasonal=True),
    "girls-secondary": Trend(81.0, 0.9, 0.5),
    "girls-dropout": Trend(6.5, -0.3, 0.4),
    "insured-f": Trend(74.0, 1.6, 0.4),
    "female-headed-households": Trend(12.1, 0.3, 0.6),
    "maternal-mortality": Trend(22.0, -0.5),
    "managers-f": Trend(8.0, 1.4, 0.4),
    "coop-members-f": Trend(24.0, 1.1, 0.5),
    "micro-fund-members": Trend(6_200, 900, 0.6, is_count=True),
    "dehyar-f": Trend(46, 6, 0.6, is_count=True),
}
_CENSUS = frozenset({"population-f"})
_COUNTRY_TIMES = 17
# Persons of either sex in a county that no list tells of.
_PEOPLE = (18_000, 160_000)

Key = tuple[str, str, str, int, str]


def indicator_value(world: World, lot: Lot, number: int) -> Values:
    """Make the value of an indicator in an area, a group and a year or season."""
    key = keys(world)[number]
    indicator, area, group, year, season = key
    census = indicator in _CENSUS
    return only_known(
        {
            "id": "-".join(str(part) for part in key if part),
            "indicator": indicator,
            "area": area,
            "group": group,
            "year": str(year),
            "season": season,
            "value": value(world, *key),
            "precision": lot.choice((MORE_THAN, ABOUT)) if not census and lot.often(0.06) else None,
            "source": (words.CENSUS_SOURCE if census else lot.choice(words.VALUE_SOURCES)).format(year=year),
            "url": f"{SITE}/figures/{lot.randrange(10**6)}" if lot.often(0.6) else None,
        }
    )


def keys(world: World) -> list[Key]:
    """Return what there are values of: indicator, area, group, year and season (empty: of the whole year)."""
    return world.once("keys", lambda world: list(_keys(world)))


def _keys(world: World) -> Iterator[Key]:
    seasons = world.categories("indicator-values", "season")
    for indicator in chosen(world):
        trend = TRENDS[indicator]
        for area in (COUNTRY, PROVINCE, *_counties(world, indicator)):
            large = area in (COUNTRY, PROVINCE)
            years = _CENSUS_YEARS if indicator in _CENSUS else _YEARS if large else _COUNTY_YEARS
            for group in trend.groups if large else (ALL,):
                yield from ((indicator, area, group, year, "") for year in years)
            if large and trend.seasonal:
                yield from ((indicator, area, ALL, year, season) for year in _SEASON_YEARS for season in seasons)


def chosen(world: World) -> list[str]:
    """Return the indicators of the package that have values."""
    known = world.lists["indicators"]
    return [name for name in TRENDS if name in known]


def _counties(world: World, indicator: str) -> list[str]:
    """Return the counties that have values of an indicator; the others are gaps."""
    lot = world.lot("indicator-counties", indicator)
    return [county for county in world.ids("counties") if lot.often(TRENDS[indicator].counties)]


def value(world: World, indicator: str, area: str, group: str, year: int, season: str = "") -> float | int:
    """Return the value of an indicator: a share of a hundred with one decimal, a count of things whole."""
    trend = TRENDS[indicator]
    own = world.lot("indicator", indicator, area)
    level = trend.start * own.uniform(0.9, 1.1)
    step = trend.step * own.uniform(-0.1, 1.7)
    noise = world.lot("indicator", indicator, area, group, year, season).uniform(-0.015, 0.015)
    found = (level + step * (year - _START)) * _GROUPS[group] * (1 + noise)
    if trend.is_count:
        return max(0, round(found * _times(world, area)))
    percent = next(row for row in world.rows["indicators"] if row["id"] == indicator)["unit"] == PERCENT
    return round(min(max(found, 0.5), 99.0 if percent else found), 1)


def _times(world: World, area: str) -> float:
    """Return what an area is to the province: by its people, where the list of counties tells how many they are."""
    if area in (COUNTRY, PROVINCE):
        return _COUNTRY_TIMES if area == COUNTRY else 1
    people = world.once("people", _people)
    return people[area] / sum(people.values())


def _people(world: World) -> dict[str, int]:
    return {
        row["id"]: int(row.get("population") or world.lot("people", row["id"]).randint(*_PEOPLE))
        for row in world.rows["counties"]
    }
