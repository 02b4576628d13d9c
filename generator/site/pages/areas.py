"""The places of any bank: the tile map with its table, and a page for each with what every dataset has of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.exports import feeds
from generator.site.model import addresses
from generator.site.model.facts import precision_note
from generator.site.model.paging import Crumb
from generator.site.model.record_card import Card, card
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site
from generator.site.pages.parts.charts import STYLE
from generator.site.pages.parts.counters import Counter, counters
from generator.site.pages.parts.nearby import nearest
from generator.site.pages.parts.peeks import SCRIPT, peeks
from generator.site.pages.parts.sharing import share
from generator.site.pages.parts.structured_data import breadcrumbs

# Lower bounds of the map's five steps; the first step is that there is none yet.
_BOUNDS = (1, 3, 10, 30, 100)
# How many records of a dataset a place shows before it leads to the list of all.
_SHOWN = 6
# How many of the datasets of a place next to it are counted.
_NOTED = 2


class Tile(NamedTuple):
    """One place on the map: where it stands, its count and the step of its colour (0: none)."""

    id: str
    name: str
    url: str
    column: int
    row: int
    count: int  # type: ignore[assignment]  # nobody counts in this tuple
    step: int


class Block(NamedTuple):
    """What a place has of a dataset: cards of the first records, how many there are, and their list."""

    section: Section
    cards: list[Card]
    total: int
    unnamed: int
    url: str


def tiles(site: Site, counts: Mapping[str, int]) -> list[Tile]:
    """Return the tiles of the map in the order of the data: never in that of the number."""
    return [
        Tile(
            place.id,
            place["name"],
            addresses.record(PLACES, place.id),
            *site.grid[place.id],
            counts.get(place.id, 0),
            sum(counts.get(place.id, 0) >= bound for bound in _BOUNDS),
        )
        for place in site.registry[PLACES]
    ]


def key() -> list[tuple[int, str]]:
    """Return the steps of the map's key with their words."""
    last = len(_BOUNDS)
    return [
        (step, f"{fa(low)} و بیشتر" if step == last else f"{fa(low)}–{fa(_BOUNDS[step] - 1)}")
        for step, low in enumerate(_BOUNDS, start=1)
    ]


def counted_sections(site: Site) -> list[Section]:
    """Return the sections whose records have a page and a place."""
    return [section for section in site.sections.values() if section.pages and section.area]


def counts(site: Site) -> dict[str, int]:
    """Return how many records there are of each place."""
    found: dict[str, int] = {}
    for section in counted_sections(site):
        for place, members in site.registry.by(section.name, section.area).items():
            found[place] = found.get(place, 0) + len(members)
    return found


def listing(site: Site, url: str) -> View:
    """Return the map and the table of all places."""
    section, sections = site.sections[PLACES], counted_sections(site)
    crumbs = [Crumb("خانه", ""), Crumb(section.title)]
    rows = [
        (
            place["name"],
            addresses.record(PLACES, place.id),
            [len(site.registry.by(one.name, one.area).get(place.id, ())) for one in sections],
        )
        for place in site.counties
    ]
    context = {
        "crumbs": crumbs,
        "section": section,
        "tiles": tiles(site, counts(site)),
        "key": key(),
        "peeks": peeks(site, sections),
        "columns": [one.short for one in sections],
        "rows": rows,
    }
    description = f"{counted(len(rows), section.one)} با آنچه از هر یک ثبت شده است، روی نقشهٔ کاشی و در جدول."
    head = Head(section.title, description, url, linked=(breadcrumbs(site, crumbs),), scripts=(SCRIPT,))
    return View(head, "areas.html", context)


def page(site: Site, url: str, place_id: str) -> View:
    """Return the page of one place: what every dataset has of it, or that it has nothing yet."""
    section = site.sections[PLACES]
    place = site.registry.one(PLACES, place_id)
    title = f"{section.one} {place.label}"
    crumbs = [Crumb(section.title, section.url), Crumb(place.label)]
    found = blocks(site, place)
    has_feed = feeds.has_own(site, place_id)
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "title": title,
        "place": place,
        "one": section.one,
        "all": section.title,
        "tiles": tiles(site, counts(site)),
        "blocks": found,
        "counters": counters(site, held(site, place), _numbers(site, place)),
        "box": None if found else _box(site, place),
        "share": share(site, url, title),
        "feed": f"{url}{feeds.ATOM}" if has_feed else "",
    }
    known = "، ".join(counted(block.total, block.section.one) for block in found)
    description = f"{title} در {site.name}: {known or 'هنوز چیزی از آن ثبت نشده است'}."
    head = Head(
        title,
        description,
        url,
        linked=(breadcrumbs(site, crumbs),),
        styles=() if found else (STYLE,),
        feed=url if has_feed else "",
    )
    return View(head, "area.html", context)


def held(site: Site, place: Record) -> Iterator[tuple[Section, list[Record]]]:
    """Yield each dataset with what it has of a place."""
    for section in counted_sections(site):
        yield section, site.registry.by(section.name, section.area).get(place.id, [])


def _numbers(site: Site, place: Record) -> Iterator[Counter]:
    """Yield the numbers of a place that say what they count, such as its population."""
    resource = site.registry.package.resources[PLACES]
    for field in resource.own_fields:
        if field.unit and field.type in ("integer", "number") and place.get(field.name):
            inexact = f"{field.name}_precision" in resource.by_name
            note = precision_note(site.registry, PLACES, field.name, place) if inexact else ""
            yield fa(place[field.name]), field.title, note


def _box(site: Site, place: Record) -> dict[str, Any]:
    """Return what stands on the page of a place of which there is nothing: whom to introduce, and who lies next to it."""
    asked = sorted(counted_sections(site), key=lambda one: not one.people)
    section = next((one for one in asked if site.form(one.name)), None)
    return {
        "section": section,
        "form": f"{site.form(section.name)}?county={place.id}" if section else "",
        "near": [(one.label, addresses.record(PLACES, one.id), _has(site, one)) for one in nearest(site, place)],
    }


def _has(site: Site, place: Record) -> str:
    there = [counted(len(members), section.one) for section, members in held(site, place) if members]
    return "، ".join(there[:_NOTED]) or "هنوز خالی"


def blocks(site: Site, place: Record, without: frozenset[str] = frozenset()) -> list[Block]:
    """Return what each dataset has of a place; one of which there is nothing has no block.

    A living person who was not asked is counted and not named: their own page asks not to be found.
    """
    found = []
    for section, members in held(site, place):
        if section.name in without or not members:
            continue
        named = [record for record in members if site.may_name(record)]
        facet = next((facet for facet in section.lists if facet.name == section.area), None)
        url = addresses.listing(section.name, facet.kind, place.id) if facet else section.url
        cards = [card(site, record) for record in named[:_SHOWN]]
        found.append(Block(section, cards, len(members), len(members) - len(named), url))
    return found
