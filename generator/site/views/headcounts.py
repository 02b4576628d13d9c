"""Head counts: how many women were identified and how many agreed to be named, without a name."""

from __future__ import annotations

from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site import figures, urls
from generator.site.context import Site
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb
from generator.site.render import Head, View

TITLE = "شمارش بی‌نام"


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
                urls.record("counties", county.id),
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
            (county["name"], urls.record("counties", county.id)) for county in site.counties if county.id not in rows
        ],
    }
    description = f"{counted(len(registry['headcounts']), 'شمارش')} از زنان شناسایی‌شده و زنانی که پذیرفته‌اند نامشان بیاید، بی نام بردن."
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "headcounts.html", context)
