"""Head counts: how many women were identified and how many agreed to be named, without a name."""

from __future__ import annotations

from dataclasses import replace

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures, statistical_tables

TITLE = "شمارش بی‌نام"
# Of one woman, and of several.
_AGREED = ("پذیرفته است که نامش", "پذیرفته‌اند که نامشان")


def section(own: Section) -> Section:
    """Give the head counts one page by county."""
    return replace(
        own, paged=False, listing=listing, tables=statistical_tables.headcounts, figures=((own.title, own.url),)
    )


def listing(site: Site, url: str) -> View:
    """Return every count by county, with the sums, and the counties of which there is none."""
    registry = site.registry
    rows, sums = registry.by("headcounts", "county"), figures.headcounts(registry, "county")
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "total": tuple(sum(found[place] for found in sums.values()) for place in (0, 1)),
        "groups": [
            (
                county.id,
                county["name"],
                addresses.record("counties", county.id),
                sums[county.id],
                [
                    (
                        registry.label("agencies", row["agency"]),
                        registry.label("domains", row["domain"]),
                        fa(row["year"]),
                        row["identified"],
                        row["agreed"],
                    )
                    for row in rows[county.id]
                ],
            )
            for county in site.counties
            if county.id in rows
        ],
        "gaps": [
            (county["name"], addresses.record("counties", county.id))
            for county in site.counties
            if county.id not in rows
        ],
    }
    description = (
        f"{counted(len(registry['headcounts']), 'شمارش')} از زنان شناسایی‌شده و زنانی که پذیرفته‌اند نامشان بیاید، بی نام بردن."
        if rows
        else "شمارش زنان شناسایی‌شده و زنانی که پذیرفته‌اند نامشان بیاید، بی نام بردن؛ هنوز شمارشی ثبت نشده است."
    )
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "headcounts.html", context)


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
