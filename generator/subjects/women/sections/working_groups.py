"""The seats of the working groups: a page for each county, and all of them in one table; without a name of anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import reference
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.page_index import Page
from generator.site.pages.parts import one_of_many
from generator.site.pages.parts.charts import STYLE
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures

TITLE = "کارگروه‌های شهرستان"
_STATES = {
    "taken": ("دارای متصدی", "done"),
    "left": ("پایان‌یافته", "plain"),
    "empty": ("بدون متصدی", "new"),
}


def section(own: Section) -> Section:
    """Give the working groups a page for each county."""
    return replace(own, paged=False, listing=listing, list_shows=but_people, extra_pages=pages)


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of each county's working group."""
    for option in _choice(site).options:
        yield Page(option.url, page, (option.id,), shows=but_people)


def listing(site: Site, url: str) -> View:
    """Return the counties with their seats in a few words, and every seat in one table."""
    own = site.sections["working-groups"]
    rows = site.registry.by(own.name, own.area)
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "choice": _choice(site),
        "gaps": one_of_many.gaps(site, own),
        "total": len(site.registry[own.name]),
        "open": [
            (county["name"], addresses.record(own.name, county.id))
            for county in site.counties
            if county.id in rows and figures.seats(rows[county.id])[1]
        ],
        "groups": [
            (county["name"], [seat(site, row) for row in rows[county.id]])
            for county in site.counties
            if county.id in rows
        ],
        "files": one_of_many.files(own.name),
    }
    description = "سمت‌های کارگروه هر شهرستان، دستگاه هر سمت و سمت‌های بدون متصدی."
    head = Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),), styles=(STYLE,))
    return View(head, "working-groups.html", context)


def page(site: Site, url: str, county_id: str) -> View:
    """Return the seats of one county's working group; a seat without a beginning has nobody."""
    county = site.registry.one("counties", county_id)
    rows = site.registry.by("working-groups", "county")[county_id]
    title = f"کارگروه شهرستان {county['name']}"
    crumbs = [Crumb(TITLE, addresses.section("working-groups")), Crumb(county["name"])]
    context = {
        "crumbs": crumbs,
        "title": title,
        "words": seats_words(rows),
        "county": (county["name"], addresses.record("counties", county_id)),
        "choice": _choice(site, county_id),
        "seats": [seat(site, row) for row in rows],
    }
    description = f"{title}: {seats_words(rows)} هر سمت از آن کدام دستگاه است و از چه زمان متصدی دارد."
    head = Head(title, description, url, linked=(breadcrumbs(site, crumbs),), styles=(STYLE,))
    return View(head, "working-group.html", context)


def _choice(site: Site, shown: str = "") -> one_of_many.Choice:
    options = one_of_many.places(site, site.sections["working-groups"], lambda rows: seats_words(rows).rstrip("."))
    return one_of_many.choice("شهرستان", options, shown)


def seats_words(rows: list[Record]) -> str:
    """Return the seats of one county's working group in one sentence."""
    seats, empty = figures.seats(rows)
    if empty and empty < seats:
        return f"{counted(seats, 'سمت')}، {counted(empty, 'سمت')} بدون متصدی."
    return f"{counted(seats, 'سمت')}، {'همه ' if seats > 1 else ''}{'بدون' if empty else 'دارای'} متصدی."


def seat(site: Site, seat: Record) -> dict[str, Any]:
    """Return a seat of a working group in words."""
    roles = site.registry.categories("working-groups", "role")
    since, until = (parse_jalali(seat[key]).words() if seat.get(key) else "" for key in ("since", "until"))
    return {
        "role": "، ".join(filter(None, [roles[seat["role"]], seat.get("place")])),
        "agency": reference(site, "agencies", seat["agency"]),
        "time": f"{since} تا {until}" if until else f"از {since}" if since else "",
        "state": _STATES[figures.seat_state(seat)],
    }
