"""Small multiples: for each place a chart of the same few bars, on one scale, so that shapes are read and not ranks.

Shapes: a section in, charts of places in the alphabet out, places and heights in the units of the drawing. Errors: none.
"""

from __future__ import annotations

from collections import Counter
from math import ceil
from typing import NamedTuple

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site

_LETTERS = "ابجدهوزح"
# Fewer records than these have no shape; fewer charts are no comparison.
_FEWEST, _CHARTS = 2, 3
# The height of the longest bar, and where all of them stand.
_TALL, _GROUND = 30.0, 48.0
# A place so many times beyond all others has a scale of its own, which is said.
_BEYOND = 3


class Bar(NamedTuple):
    """One bar: its letter, its number in words (nothing at zero), and where it stands."""

    letter: str
    words: str
    x: float
    width: float
    y: float
    height: float

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return round(self.x + self.width / 2, 2)


class Place(NamedTuple):
    """The chart of one place: its name, its page, how many records it has, its bars and the same in words."""

    name: str
    url: str
    total: int
    bars: tuple[Bar, ...]
    alternative: str


class Multiples(NamedTuple):
    """The charts of the places, what each letter stands for, the place with a scale of its own, and those too small."""

    places: tuple[Place, ...]
    key: tuple[tuple[str, str], ...]
    beyond: str
    small: tuple[str, ...]


def multiples(site: Site, section: Section) -> Multiples | None:
    """Return the charts of the places of a section by the groups of what lends its tones; nothing where too few have any."""
    counts = _counts(site, section)
    groups = list(dict.fromkeys(group for lender in _lenders(site, section) if (group := lender.get(section.group_by))))
    shown = [county for county in site.counties if sum(counts.get(county.id, {}).values()) >= _FEWEST]
    if len(shown) < _CHARTS or not 3 <= len(groups) <= len(_LETTERS):
        return None
    tops = sorted(((max(counts[county.id].values()), county.id) for county in shown), reverse=True)
    (most, first), (second, _) = tops[0], tops[1]
    factor = ceil(most / second) if most >= _BEYOND * second else 1
    places = tuple(
        _place(site, county, counts[county.id], groups, second if factor > 1 and county.id != first else most)
        for county in shown
    )
    beyond = f"{site.registry.label(PLACES, first)} که بلندی میله‌هایش یک به {fa(factor)} است" if factor > 1 else ""
    small = tuple(county["name"] for county in site.counties if county.id in counts and county not in shown)
    return Multiples(places, tuple(zip(_LETTERS, groups, strict=False)), beyond, small)


def _lenders(site: Site, section: Section) -> list[Record]:
    return site.registry[section.tone[1]] if section.tone and section.group_by else []


def _counts(site: Site, section: Section) -> dict[str, Counter[str]]:
    group_of = {lender.id: lender.get(section.group_by) for lender in _lenders(site, section)}
    counts: dict[str, Counter[str]] = {}
    for record in site.members(section):
        if group := group_of.get(section.lender(record)):
            counts.setdefault(record.get(section.area, ""), Counter())[group] += 1
    return counts


def _place(site: Site, county: Record, counts: Counter[str], groups: list[str], top: int) -> Place:
    slot = 100 / len(groups)
    bars = []
    for place, group in enumerate(groups):
        height = round(_TALL * counts[group] / top, 1)
        x = round(100 - (place + 0.9) * slot, 2)
        words = fa(counts[group]) if counts[group] else ""
        bars.append(Bar(_LETTERS[place], words, x, round(0.8 * slot, 2), round(_GROUND - height, 1), height))
    total = sum(counts.values())
    told = "، ".join(f"{group} {fa(counts[group])}" for group in groups if counts[group])
    return Place(county["name"], site.page_of(PLACES, county.id), total, tuple(bars), f"{county['name']}: {told}")
