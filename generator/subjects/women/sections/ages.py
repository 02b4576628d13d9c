"""«در گذر زمان»: the women of the past on one line of true scale, by periods, with the gaps between them drawn as gaps."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from generator.dataset.people.consent import birth_of, death_of, is_alive
from generator.dataset.registry import Record
from generator.persian.calendar import lunar
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import fa
from generator.persian.numbers import words
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.record_card import Card, card
from generator.site.model.site import Site
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women.belonging import periods

TITLE = "در گذر زمان"
# Half a life: where only its end or its beginning is known.
_HALF = 30
# Years without a name that are drawn as a gap.
_GAP = 150
_HIJRA, _SOLAR = 622, 1925
# So many of one period, and so many faces of today, stand on the page.
_PEOPLE, _FACES = 12, 60
_TICK = 500
# Dots nearer than this share of the line, which is one of them on a narrow phone, stand above each other: in steps of so
# many pixels, in so many rows.
_NEAR, _STEP, _ROWS = 3.6, 11, 10


class Placed(NamedTuple):
    """A woman of the past with her year, as a decimal Gregorian one."""

    year: float
    woman: Record


class Era(NamedTuple):
    """The women of one period: its name, its time in words, the cards of some, and how many more there are."""

    name: str
    when: str
    cards: list[Card]
    more: int
    first: bool


class Gap(NamedTuple):
    """A long time without a name: how long, and between which periods."""

    length: str
    since: str
    until: str


class Dot(NamedTuple):
    """One woman on the line: how far from the left, in percent, and how high above the line, in pixels."""

    x: str
    up: int
    first: bool


def view(site: Site, url: str) -> View:
    """Return what the page shows: the line, the periods with their gaps, and today."""
    placed = sorted(_placed(site), key=_order)
    groups = sorted(_groups(placed).items(), key=lambda pair: pair[1][0].year)
    living = [woman for woman in site.registry["women"] if is_alive(woman.get("life"))]
    crumbs = [Crumb(site.sections["women"].title, addresses.section("women")), Crumb(TITLE)]
    heading = f"زنان {site.province} {TITLE}" if site.province else f"زنان {TITLE}"
    lead = f"از دورهٔ {groups[0][0]} تا امروز؛ هر جا نامی نداریم، جایش خالی مانده است." if groups else ""
    dots = _dots(placed, site.today.year)
    context = {
        "crumbs": crumbs,
        "heading": heading,
        "lead": lead,
        "parts": list(_parts(site, groups)),
        "dots": dots,
        "rise": max((dot.up for dot in dots), default=0),
        "ticks": _ticks(placed, site.today.year),
        "faces": [site.face(woman, small=True) for woman in living[:_FACES]],
        "living": fa(len(living)),
        "counties": fa(len({woman["county"] for woman in living})),
        "form": site.form("women") or addresses.SUBMIT,
    }
    return View(Head(heading, lead or heading, url, linked=(breadcrumbs(site, crumbs),)), "timeline.html", context)


def _placed(site: Site) -> Iterator[Placed]:
    for woman in site.registry["women"]:
        if not is_alive(woman.get("life")) and (year := year_of(woman)) is not None:
            yield Placed(year, woman)


def year_of(woman: Record) -> float | None:
    """Return about when a woman lived: the middle of her life, else of the first thing that is dated."""
    born, died = (_middle(text) for text in (birth_of(woman.values), death_of(woman.values)))
    if born is not None and died is not None:
        return (born + died) / 2
    if born is not None:
        return born + _HALF
    if died is not None:
        return died - _HALF
    done = [year for item in woman.get("achievements", ()) if (year := _middle(item.get("date", ""))) is not None]
    return min(done, default=None)


@lru_cache(1 << 12)
def _middle(text: str) -> float | None:
    ends = [end for end in parse_historical(text).bounds if end is not None] if text else []
    return sum(ends) / len(ends) if ends else None


def _groups(placed: Iterable[Placed]) -> dict[str, list[Placed]]:
    """Return the women by period: periods that one woman lived in stand together, those of no period by their century."""
    groups: list[tuple[set[str], list[Placed]]] = []
    for item in placed:
        names = set(periods(item.woman)) or {_century(item.year)}
        touched = [place for place, group in enumerate(groups) if group[0] & names]
        if not touched:
            groups.append((names, [item]))
            continue
        kept = groups[touched[0]]
        kept[0].update(names)
        kept[1].append(item)
        for place in reversed(touched[1:]):
            more = groups.pop(place)
            kept[0].update(more[0])
            kept[1].extend(more[1])
    return {_name(names, members): sorted(members, key=_order) for names, members in groups}


def _order(item: Placed) -> tuple[float, str]:
    return item.year, item.woman.id


def _name(names: set[str], members: list[Placed]) -> str:
    """Return the periods of a group in the order in which its women name them."""
    said = [name for item in members for name in periods(item.woman)]
    return " و ".join(dict.fromkeys([*said, *sorted(names)]))


def _century(year: float) -> str:
    return f"سدهٔ {fa(from_gregorian(date(int(year), 7, 1)).year // 100 + 1)} شمسی"


def _parts(site: Site, groups: list[tuple[str, list[Placed]]]) -> Iterator[Era | Gap]:
    """Yield the periods in the order of time, and the gaps between them."""
    before: tuple[str, list[Placed]] | None = None
    for name, members in groups:
        if before is not None and members[0].year - (last := max(item.year for item in before[1])) >= _GAP:
            length = f"{words(round((members[0].year - last) / 100))} سده"
            yield Gap(length, before[0], name)
        yield _era(site, name, members, before is None)
        before = name, members


def _era(site: Site, name: str, members: list[Placed], first: bool) -> Era:
    cards = [card(site, item.woman) for item in members[:_PEOPLE]]
    return Era(name, _when(members[0].year, members[-1].year), cards, len(members) - len(cards), first)


def _when(first: float, last: float) -> str:
    """Return the time of a period in the calendar that it is read in: by centuries, and by years in solar ones."""
    if last >= _SOLAR:
        years = [from_gregorian(date(int(year), 7, 1)).year for year in (first, last)]
        return f"حدود {' تا '.join(dict.fromkeys(fa(str(year)) for year in years))}"
    if first >= _HIJRA:
        hijri = [lunar.year_of(date(int(year), 7, 1).toordinal()) for year in (first, last)]
        return f"{_centuries(*hijri)} قمری ({_centuries(int(first), int(last))} م)"
    if last < 0:
        return f"{_centuries(-int(last), -int(first))} پیش از میلاد"
    return f"{_centuries(int(first), int(last))} میلادی" if first >= 0 else "پیش و پس از میلاد"


def _centuries(first: int, last: int) -> str:
    numbers = dict.fromkeys(((first - 1) // 100 + 1, (last - 1) // 100 + 1))
    return f"سدهٔ {' و '.join(map(fa, numbers))}"


def _x(year: float, first: float, today: int) -> float:
    """Return how far from the left of the line a year stands, in percent: time goes from right to left."""
    return 2.0 + 96.0 * (today - year) / (today - first)


def _first(placed: list[Placed]) -> float:
    return placed[0].year if placed else 0.0


def _dots(placed: list[Placed], today: int) -> list[Dot]:
    """Return the dots, each at its own year in the lowest row where it touches none; where all are taken, where it covers least."""
    dots: dict[tuple[str, int], Dot] = {}
    rows = [math.inf] * _ROWS
    for item in placed:
        x = _x(item.year, _first(placed), today)
        row = next((row for row, last in enumerate(rows) if last - x >= _NEAR), rows.index(max(rows)))
        rows[row] = x
        dot = Dot(f"{x:.2f}%", row * _STEP, item is placed[0])
        dots.setdefault((dot.x, dot.up), dot)
    return list(dots.values())


def _ticks(placed: list[Placed], today: int) -> list[tuple[str, str]]:
    first = _first(placed)
    # Who comes first stands somewhat after a tick as often as before it: that tick still shows where the line begins.
    begins = int(first) - _TICK // 10
    years = range(math.ceil(begins / _TICK) * _TICK, today - _TICK // 4, _TICK)
    names = (f"{fa(-year)} پ.م" if year < 0 else fa(str(year)) if year else "میلاد" for year in years)
    return [(f"{_x(year, first, today):.2f}%", name) for year, name in zip(years, names, strict=True)]
