"""The home page: purpose, counters, featured names, the map, programs under way and news."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model.record_card import card
from generator.site.model.site import Site
from generator.site.pages import areas
from generator.site.pages.articles import items
from generator.site.pages.front_page import shortcuts
from generator.site.pages.parts.structured_data import website
from generator.subjects.women import figures
from generator.subjects.women.sections import counties

_FEATURED = 6
_PROGRAMS = 4
_NEWS = 4


def home(site: Site, url: str, meta: Mapping[str, Any]) -> View:
    """Return the home page; ``meta`` is the front matter of ``content/index.md``."""
    registry = site.registry
    chosen = [registry.get("women", str(record_id)) for record_id in meta.get("featured") or ()]
    featured = [woman for woman in chosen if woman and site.may_name(woman)]
    featured = featured or [woman for woman in registry["women"] if site.may_name(woman)]
    tiles = counties.tiles(site)
    context = {
        "meta": meta,
        "shortcuts": shortcuts(site, meta),
        "counters": _counters(site, tiles),
        "featured": [card(site, woman) for woman in featured[:_FEATURED]],
        "summary": featured[0].get("summary", "") if featured else "",
        "tiles": tiles,
        "key": areas.key(),
        "empty": [tile for tile in tiles if not tile.count],
        "programs": _programs(site),
        "news": items(site, ("news", "education"))[:_NEWS],
    }
    head = Head(site.name, site.description, "", linked=(website(site),))
    return View(head, "home.html", context)


def _counters(site: Site, tiles: list[areas.Tile]) -> list[tuple[str, str, str]]:
    registry = site.registry
    organisations, programs = registry["cooperatives"], [item for item in registry["programs"] if item["owned"]]
    with_names = sum(bool(tile.count) for tile in tiles)
    behind = figures.organisations_behind(organisations)
    found = [
        (len(registry["women"]), "زن توانمند", f"از {fa(with_names)} شهرستان، میان {fa(len(tiles))} شهرستان"),
        (len(organisations), "تعاونی و صندوق زنان", f"در مجموع {fa(behind)} تعاونی، صندوق و گروه"),
        (len(programs), "برنامهٔ دفتر", "برنامه‌هایی که دفتر خود صاحب آن‌هاست"),
        (len(registry["facilities"]), "تسهیلات و تفاهم‌نامه", "خط‌های اعتباری و توافق‌های دارای سند"),
    ]
    return [(fa(count), label, note) for count, label, note in found if count]


def _programs(site: Site) -> list[dict[str, Any]]:
    from generator.subjects.women.sections.programs import row

    owned = [record for record in site.registry["programs"] if record["owned"]]
    running = [record for record in owned if record.get("status") in ("started", "running")] or owned
    running.sort(key=lambda record: record.get("from", ""), reverse=True)
    return [row(site, record) for record in running[:_PROGRAMS]]
