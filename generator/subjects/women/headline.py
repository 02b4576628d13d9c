"""What the page of an indicator opens on: its newest value, how it changed, and what other levels have."""

from __future__ import annotations

from typing import NamedTuple

from generator.dataset.descriptor import AREAS
from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import counted, qualified
from generator.site.model.site import Site
from generator.site.model.table import said
from generator.subjects.women.checks.document_checks import ALL
from generator.subjects.women.series import PROVINCE, end_of, latest, time_words

COUNTRY = "country"
_PERCENT = "درصد"
# The direction that an indicator should take, as people say it.
DIRECTIONS = {"up": "هرچه بیشتر، بهتر", "down": "هرچه کمتر، بهتر"}


class Change(NamedTuple):
    """How a value differs from the one before: its words, whether it rose, and whether that is good (None: nobody says)."""

    words: str
    rose: bool
    good: bool | None


class Headline(NamedTuple):
    """The value that a page opens on: its number with the word on how exact it is, of what it is and when."""

    about: str
    number: str
    what: str
    time: str
    change: Change | None


class Level(NamedTuple):
    """One line of the comparison: a value with its time and, in per cent, its bar; no words where there is none."""

    name: str
    words: str
    time: str
    width: float | None


def headline(site: Site, indicator: Record) -> Headline | None:
    """Return the newest value of the province, else of the country, else of a county; of all rather than of a group."""
    found = _newest(site, indicator)
    groups = site.registry.categories("indicator-values", "group")
    for area in (PROVINCE, COUNTRY, *(county.id for county in site.counties)):
        for group in (ALL, *groups):
            if value := found.get((area, group)):
                what = _named(site, area) + (f"، {groups[group]}" if group != ALL else "")
                about, number = qualified("", value.get("precision")).strip(), said(value["value"], "")
                return Headline(about, number, what, time_words(value), _change(site, indicator, value))
    return None


def levels(site: Site, indicator: Record) -> list[Level]:
    """Return what the country, the province and the counties have, a line for each group; a level without says so."""
    found, groups = _newest(site, indicator), site.registry.categories("indicator-values", "group")
    shown = []
    for area in (COUNTRY, PROVINCE):
        own = [(group, value) for (place, group), value in found.items() if place == area]
        own.sort(key=lambda pair: list(groups).index(pair[0]))
        name = _named(site, area)
        for group, value in own:
            words = said(value["value"], indicator["unit"], value.get("precision"))
            percent = value["value"] if indicator["unit"] == _PERCENT and 0 <= value["value"] <= 100 else None
            shown.append(Level(f"{name}، {groups[group]}" if group != ALL else name, words, time_words(value), percent))
        if not own:
            shown.append(Level(name, "", "", None))
    counties = {area for area, _ in found if area not in AREAS}
    words = f"رقم {counted(len(counties), 'شهرستان')} در بانک است" if counties else ""
    return [*shown, Level("شهرستان‌ها", words, "", None)]


def _named(site: Site, area: str) -> str:
    """Return the name of an area; of the province its own, where the site has it."""
    return site.province if area == PROVINCE and site.province else site.registry.area(area)


def _newest(site: Site, indicator: Record) -> dict[tuple[str, str], Record]:
    """Return the newest value of each area and group."""
    rows = site.registry.by("indicator-values", "indicator").get(indicator.id, ())
    pairs = dict.fromkeys((row["area"], row["group"]) for row in rows)
    found = ((pair, latest(site.registry, indicator.id, *pair)) for pair in pairs)
    return {pair: value for pair, value in found if value}


def _change(site: Site, indicator: Record, value: Record) -> Change | None:
    """Return how a value differs from the one before of the same area, group and rhythm, where both are exact."""
    before = [
        row
        for row in site.registry.by("indicator-values", "indicator")[indicator.id]
        if (row["area"], row["group"]) == (value["area"], value["group"])
        and bool(row.get("season")) == bool(value.get("season"))
        and end_of(row) < end_of(value)
    ]
    # A season is read against the same one of another year, if there is one.
    before = [row for row in before if row.get("season") == value.get("season")] or before
    previous = max(before, key=end_of, default=None)
    if previous is None or value.get("precision") or previous.get("precision"):
        return None
    difference = round(value["value"] - previous["value"], 6)
    if not difference:
        return None
    rose, unit = difference > 0, indicator["unit"]
    size = said(abs(difference), f"واحد {_PERCENT}" if unit == _PERCENT else unit)
    direction = indicator.get("direction")
    good = None if direction is None else rose == (direction == "up")
    return Change(f"{size} {'بیشتر' if rose else 'کمتر'} از {fa(time_words(previous))}", rose, good)
