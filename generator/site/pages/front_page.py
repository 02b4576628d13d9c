"""The first page of any bank: its purpose, what it counts, some of its records, the map and the news."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model.record_card import card
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site
from generator.site.pages import areas
from generator.site.pages.articles import newest
from generator.site.pages.parts.counters import Counter, counters
from generator.site.pages.parts.facet_panels import panels
from generator.site.pages.parts.list_parts import ruler, ruler_words, unit
from generator.site.pages.parts.peeks import SCRIPT, of_the_day, peeks
from generator.site.pages.parts.structured_data import website

_FEATURED = 6
_WAYS = 4


def page(site: Site, url: str, meta: Mapping[str, Any]) -> View:
    """Return the first page; ``meta`` is the front matter of ``content/index.md``."""
    sections = [one for one in site.sections.values() if one.pages and one.name != PLACES]
    main = next((one for one in sections if site.members(one)), sections[0] if sections else None)
    wanted = {str(name) for name in meta.get("featured") or ()}
    members = [record for record in site.members(main) if site.may_name(record)] if main else []
    others = of_the_day(site, members, _FEATURED) if main and main.people else members
    featured = [record for record in members if record.id in wanted] or others
    tiles = areas.tiles(site, areas.counts(site)) if site.link(PLACES) else []
    context = {
        "meta": meta,
        "main": main,
        "form": site.form(main.name) if main else "",
        "shortcuts": leading(site, meta.get("shortcuts") or (_ways_in(site, main) if main else ())),
        "counters": counters(
            site, ((one, site.members(one)) for one in sections), _covered(tiles, site.sections.get(PLACES))
        ),
        "featured": [card(site, record) for record in featured[:_FEATURED]],
        "shares": [
            (one, site.values(one), shown, ruler_words(one, unit(one), len(site.members(one))))
            for one in sections
            if (shown := ruler(site, one))
        ],
        "tiles": tiles,
        "peeks": peeks(site, areas.counted_sections(site)) if tiles else [],
        "places": site.sections.get(PLACES),
        "key": areas.key(),
        "empty": [tile for tile in tiles if not tile.count],
        "news": newest(site),
    }
    head = Head(site.name, site.description, "", linked=(website(site),), scripts=(SCRIPT,) if tiles else ())
    return View(head, "front_page.html", context)


def _covered(tiles: list[areas.Tile], places: Section | None) -> Iterator[Counter]:
    """Yield of how many places there is something, and out of how many."""
    if places and (there := sum(bool(tile.count) for tile in tiles)):
        yield fa(there), places.one, "" if there == len(tiles) else f"از {counted(len(tiles), places.one)}"


def _ways_in(site: Site, section: Section) -> list[dict[str, str]]:
    """Return the lists that the search is followed by where nobody chose any: the first that part the records, and not by place."""
    keys = {facet.key for facet in section.lists if facet.name != section.area}
    options = next((panel.options for panel in panels(site, section) if panel.key in keys), ())
    return [{"label": label, "url": url} for label, url, _ in options[:_WAYS]]


def leading(site: Site, links: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """Return the links of a front matter that lead somewhere: a list whose last record was taken away has no page."""
    from generator.site.pages.page_index import there  # which lists the first page itself

    known = there(site)
    return [item for item in links or () if "://" in str(item["url"]) or str(item["url"]).partition("#")[0] in known]
