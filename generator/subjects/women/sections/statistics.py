"""The statistics: every table with its chart, the gaps in the data named as gaps, never as a ranking."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.site import Site
from generator.site.pages import charts
from generator.site.pages.structured_data import breadcrumbs, dataset
from generator.subjects.women import figures
from generator.subjects.women.statistical_tables import tables

TITLE = "آمار بانک"
# Lower bounds of the heat table's steps.
_STEPS = (1, 2, 4, 8, 16)
# The forms in which a table is published.
_FORMS = (("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))


def page(site: Site, url: str) -> View:
    """Return the page of all figures."""
    shown = tables(site)
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "sections": [
            (section, [(table, charts.bars(table)) for table in found])
            for section, found in groupby(shown, key=lambda table: table.section)
        ],
        "heat": heat(site),
    }
    description = (
        f"{fa(len(shown))} جدول از شمار زنان، تعاونی‌ها، وام‌ها و شمارش‌ها، هر یک با نمودار و پروندهٔ بارگیری."
        if shown
        else "شمار زنان، تعاونی‌ها، وام‌ها و شمارش‌ها، هر یک با نمودار و پروندهٔ بارگیری؛ هنوز رقمی نیست."
    )
    files = [(f"{table.name}.{ending}", kind) for table in shown for ending, kind in _FORMS]
    linked = (dataset(site, url, f"{TITLE}: {site.name}", description, files), breadcrumbs(site, crumbs))
    return View(Head(TITLE, description, url, linked=linked), "statistics.html", context)


def heat(site: Site) -> dict[str, Any]:
    """Return the table of counties by domains, with the step of each cell's tint (0: no name yet)."""
    counts = figures.county_by_domain(site.registry)
    domains = [record for record in site.registry["domains"] if any(key[1] == record.id for key in counts)]
    counties = [record for record in site.counties if any(key[0] == record.id for key in counts)]
    rows = []
    for county in counties:
        cells = [counts.get((county.id, domain.id), 0) for domain in domains]
        rows.append(
            (
                county["name"],
                addresses.listing("women", "county", county.id),
                [(count, sum(count >= bound for bound in _STEPS)) for count in cells],
            )
        )
    return {"domains": [domain.label for domain in domains], "rows": rows}
