"""Head counts: how many women were identified and how many agreed to be named, county by county and without a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.page_index import Page
from generator.site.pages.parts import one_of_many
from generator.site.pages.parts.charts import STYLE
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures, statistical_tables

TITLE = "آمار شناسایی (بدون نام)"
# Of one woman, and of several.
_AGREED = ("پذیرفته است که نامش", "پذیرفته‌اند که نامشان")
# A count in words: the agency, the domain, the year, who was identified and who agreed to be named.
_Row = tuple[str, str, str, int, int]


def section(own: Section) -> Section:
    """Give the head counts a page for each county."""
    return replace(
        own,
        paged=False,
        listing=listing,
        list_shows=but_people,
        extra_pages=pages,
        tables=statistical_tables.headcounts,
        figures=((own.title, own.url),),
    )


def pages(site: Site) -> Iterator[Page]:
    """Yield the page of each county that counted."""
    for option in _choice(site).options:
        yield Page(option.url, page, (option.id,), shows=but_people)


def listing(site: Site, url: str) -> View:
    """Return the counties with their sums, the counties of which there is none, and every count in one table."""
    own = site.sections["headcounts"]
    rows = site.registry.by(own.name, own.area)
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "title": TITLE,
        "choice": _choice(site),
        "total": figures.identified(site.registry[own.name]),
        "groups": [(county["name"], _rows(site, rows[county.id])) for county in site.counties if county.id in rows],
        "count": len(site.registry[own.name]),
        "gaps": one_of_many.gaps(site, own),
        "files": one_of_many.files(own.name),
    }
    description = (
        f"{counted(len(site.registry[own.name]), 'شمارش')} از زنان شناسایی‌شده و زنانی که پذیرفته‌اند نامشان بیاید، بدون نام."
        if rows
        else "شمارش زنان شناسایی‌شده و زنانی که پذیرفته‌اند نامشان بیاید، بدون نام؛ هنوز شمارشی ثبت نشده است."
    )
    head = Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),), styles=(STYLE,))
    return View(head, "headcounts.html", context)


def page(site: Site, url: str, county_id: str) -> View:
    """Return every count of one county, with the sum."""
    county = site.registry.one("counties", county_id)
    rows = site.registry.by("headcounts", "county")[county_id]
    title = f"آمار شناسایی {county['name']}"
    crumbs = [Crumb(TITLE, addresses.section("headcounts")), Crumb(county["name"])]
    context = {
        "crumbs": crumbs,
        "title": title,
        "choice": _choice(site, county_id),
        "county": (county["name"], addresses.record("counties", county_id)),
        "total": figures.identified(rows),
        "rows": _rows(site, rows),
    }
    description = f"{title}: {words(rows)} به تفکیک دستگاه، حوزه و سال، بدون نام."
    head = Head(title, description, url, linked=(breadcrumbs(site, crumbs),), styles=(STYLE,))
    return View(head, "headcount.html", context)


def _choice(site: Site, shown: str = "") -> one_of_many.Choice:
    def note(rows: list[Record]) -> str:
        identified, agreed = figures.identified(rows)
        return f"{fa(identified)} نفر شناسایی، {fa(agreed)} نفر پذیرفته"

    return one_of_many.choice("شهرستان", one_of_many.places(site, site.sections["headcounts"], note), shown)


def _rows(site: Site, rows: list[Record]) -> list[_Row]:
    registry = site.registry
    return [
        (
            registry.label("agencies", row["agency"]),
            registry.label("domains", row["domain"]),
            fa(row["year"]),
            row["identified"],
            row["agreed"],
        )
        for row in rows
    ]


def words(rows: list[Record]) -> str:
    """Return how many women were identified and how many agreed, in one sentence; nothing without a count."""
    if not rows:
        return ""
    identified, agreed = figures.identified(rows)
    if not identified:
        return "هنوز زنی شناسایی نشده است."
    found = f"{fa(identified)} زن شناسایی {'شده است' if identified == 1 else 'شده‌اند'}"
    if not agreed:
        return f"{found}؛ هنوز کسی نپذیرفته است که نامش در بانک بیاید."
    return f"{found} و {fa(agreed)} نفر {_AGREED[agreed > 1]} در بانک بیاید."
