"""The home page: purpose, counters, featured names, the map, programs under way and news."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model.record_card import card
from generator.site.model.site import Site
from generator.site.pages import areas
from generator.site.pages.articles import newest
from generator.site.pages.front_page import leading
from generator.site.pages.parts.peeks import SCRIPT, peeks
from generator.site.pages.parts.structured_data import website
from generator.subjects.women import figures
from generator.subjects.women.county import county_map

_SENTENCE, _SENTENCES = re.compile(r"(?<=[.؟!]) "), 3
_TRIO = 3
_PROGRAMS = 4


def home(site: Site, url: str, meta: Mapping[str, Any]) -> View:
    """Return the home page; ``meta`` is the front matter of ``content/index.md``."""
    story = _story(site, meta.get("featured") or ())
    tiles = county_map.tiles(site)
    context = {
        "meta": meta,
        "shortcuts": leading(site, meta.get("shortcuts")),
        "tasks": leading(site, meta.get("tasks")),
        "counters": _counters(site, tiles),
        "story": {"card": card(site, story), "text": _told(story)} if story else None,
        "trio": [card(site, woman) for woman in _trio(site, story)] if story else [],
        "measures": county_map.measures(site),
        "key": areas.key(),
        "peeks": peeks(site, areas.counted_sections(site)),
        "places": len(tiles),
        "empty": [tile for tile in tiles if not tile.count],
        "programs": _programs(site),
        "news": newest(site),
    }
    head = Head(site.name, site.description, "", linked=(website(site),), scripts=(SCRIPT,))
    return View(head, "home.html", context)


def _story(site: Site, chosen: Iterable[Any]) -> Record | None:
    """Return whose story the day of the build tells: one of those chosen who may be named and of whom there is one.

    Two of one county do not follow each other, as far as there are others.
    """
    found = [site.registry.get("women", str(record_id)) for record_id in chosen]
    left = [woman for woman in found if woman and site.may_name(woman) and _told(woman)]
    ordered: list[Record] = []
    while left:
        last = ordered[-1]["county"] if ordered else ""
        ordered.append(next((woman for woman in left if woman["county"] != last), left[0]))
        left.remove(ordered[-1])
    return ordered[site.today.toordinal() % len(ordered)] if ordered else None


def _told(woman: Record) -> str:
    """Return the two or three sentences of a story: how a woman is introduced, else how her life begins."""
    if woman.get("summary"):
        return str(woman["summary"])
    first = str(woman.get("biography", "")).strip().split("\n", 1)[0]
    return " ".join(_SENTENCE.split(first)[:_SENTENCES])


def _trio(site: Site, story: Record) -> list[Record]:
    """Return three women of other counties and of three domains, by the day and never by the alphabet."""
    day = str(site.today.toordinal())
    named = [woman for woman in site.registry["women"] if site.may_name(woman) and woman.id != story.id]
    named.sort(key=lambda woman: blake2b((day + woman.id).encode(), digest_size=8).digest())
    found: list[Record] = []
    # Where there are too few domains, other counties are what counts.
    for once in (True, False):
        for woman in named:
            counties = {story["county"], *(item["county"] for item in found)}
            domains = {story["domains"][0], *(item["domains"][0] for item in found)} if once else ()
            if len(found) < _TRIO and woman["county"] not in counties and woman["domains"][0] not in domains:
                found.append(woman)
    return found


def _counters(site: Site, tiles: list[areas.Tile]) -> list[tuple[str, str, str]]:
    registry = site.registry
    organisations, programs = registry["cooperatives"], [item for item in registry["programs"] if item["owned"]]
    with_names = sum(bool(tile.count) for tile in tiles)
    behind = figures.organisations_behind(organisations)
    found = [
        (len(registry["women"]), "زن توانمند", f"از {fa(with_names)} شهرستانِ {fa(len(tiles))}گانهٔ {site.province}"),
        (len(organisations), "تعاونی و صندوق زنان", f"در مجموع {fa(behind)} تعاونی، صندوق و گروه"),
        (len(programs), "برنامهٔ دفتر", "برنامه‌هایی که خودِ دفتر اجرا می‌کند"),
        (len(registry["facilities"]), "تسهیلات و تفاهم‌نامه", "خط‌های اعتباری و توافق‌های دارای سند"),
    ]
    return [(fa(count), label, note) for count, label, note in found if count]


def _programs(site: Site) -> list[dict[str, Any]]:
    from generator.subjects.women.sections.programs import row

    owned = [record for record in site.registry["programs"] if record["owned"]]
    running = [record for record in owned if record.get("status") in ("started", "running")] or owned
    running.sort(key=lambda record: record.get("from", ""), reverse=True)
    return [row(site, record) for record in running[:_PROGRAMS]]
