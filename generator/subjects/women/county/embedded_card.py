"""The small page of a county that other sites embed, and what they write to show it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.site import Site
from generator.site.pages.page_index import Page
from generator.subjects.women.county.county_shows import shows

# Pixels of the frame in which another site shows it.
SIZE = (320, 240)


def pages(site: Site) -> Iterator[Page]:
    """Yield the small page of each county."""
    for county in site.registry["counties"]:
        yield Page(addresses.county_card(county.id), card, (county.id,), listed=False, alone=True, shows=shows)


def card(site: Site, url: str, county_id: str) -> View:
    """Return the small page of a county that other sites embed: its numbers, and the way to its page."""
    registry = site.registry
    county = registry.one("counties", county_id)
    counters = [
        (fa(len(members)), label)
        for members, label in (
            (registry.by("women", "county").get(county_id, ()), "زن توانمند"),
            (registry.by("cooperatives", "county").get(county_id, ()), "تعاونی و صندوق"),
        )
        if members
    ]
    head = Head(f"شهرستان {county['name']}", "", url, indexed=False)
    context = {
        "name": county["name"],
        "counters": counters,
        "page": addresses.record("counties", county_id),
        "note": site.badge,
    }
    return View(head, "county-card.html", context)


def snippet(site: Site, county: Record) -> str:
    """Return what another site writes to show the county's card."""
    address = site.absolute(addresses.county_card(county.id))
    title = f"{county['name']} در {site.name}"
    return str(
        # The Persian name stands last, where it tears no other attribute apart.
        Markup('<iframe src="{}" width="{}" height="{}" loading="lazy" style="border:0" title="{}"></iframe>').format(
            address, *SIZE, title
        )
    )
