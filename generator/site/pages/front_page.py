"""The first page of any bank: its purpose, what it counts, some of its records, the map and the news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model.record_card import card, summary
from generator.site.model.section import PLACES
from generator.site.model.site import Site
from generator.site.pages import areas
from generator.site.pages.articles import newest
from generator.site.pages.parts.list_parts import ruler, ruler_words, unit
from generator.site.pages.parts.peeks import SCRIPT, peeks
from generator.site.pages.parts.structured_data import website

_FEATURED = 6


def page(site: Site, url: str, meta: Mapping[str, Any]) -> View:
    """Return the first page; ``meta`` is the front matter of ``content/index.md``."""
    sections = [one for one in site.sections.values() if one.pages and one.name != PLACES]
    main = next((one for one in sections if site.members(one)), sections[0] if sections else None)
    wanted = {str(name) for name in meta.get("featured") or ()}
    members = [record for record in site.members(main) if site.may_name(record)] if main else []
    featured = [record for record in members if record.id in wanted] or members
    tiles = areas.tiles(site, areas.counts(site)) if site.link(PLACES) else []
    context = {
        "meta": meta,
        "main": main,
        "form": site.registry.package.resources[main.name].submit if main else False,
        "shortcuts": leading(site, meta.get("shortcuts")),
        "counters": [(fa(count), one.one) for one in sections if (count := len(site.members(one)))],
        "featured": [card(site, record) for record in featured[:_FEATURED]],
        "summary": summary(site, featured[0]) if featured else "",
        "shares": [
            (one, shown, ruler_words(one, unit(one), len(site.members(one))))
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


def leading(site: Site, links: Iterable[Mapping[str, Any]] | None) -> list[Mapping[str, Any]]:
    """Return the links of a front matter that lead somewhere: a list whose last record was taken away has no page."""
    from generator.site.pages.page_index import there  # which lists the first page itself

    known = there(site)
    return [item for item in links or () if "://" in str(item["url"]) or str(item["url"]).partition("#")[0] in known]
