"""The statistics: every table with its chart, the gaps in the data named as gaps, never as a ranking."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import Any

from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb, shorten
from generator.site.model.section import PLACES
from generator.site.model.site import Site
from generator.site.model.table import answers, tables
from generator.site.pages.parts import charts
from generator.site.pages.parts.charts import STYLE as FIGURES
from generator.site.pages.parts.small_multiples import multiples
from generator.site.pages.parts.structured_data import breadcrumbs, dataset

TITLE = "آمار بانک"
# Lower bounds of the heat table's steps.
_STEPS = (1, 2, 4, 8, 16)
# The forms in which a table is published.
_FORMS = (("csv", "text/csv"), ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))


def page(site: Site, url: str) -> View:
    """Return the page of all figures."""
    shown = tables(site)
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    sections = [(title, list(found)) for title, found in groupby(shown, key=lambda table: table.section)]
    context = {
        "crumbs": crumbs,
        "sections": [(title, [(table, charts.bars(table)) for table in found]) for title, found in sections],
        "beside": [found for section in site.sections.values() for found in section.figures],
        "heat": heat(site),
        "multiples": next(filter(None, (multiples(site, one) for one in site.sections.values() if one.group_by)), None),
        "answers": answers(site),
    }
    of = "، ".join(title for title, _ in sections)
    description = (
        f"{fa(len(shown))} جدول آماری از {of}؛ هر یک با نمودار و فایل بارگیری."
        if shown
        else "آمار آنچه در بانک است، هر یک با نمودار و فایل بارگیری؛ هنوز رقمی نیست."
    )
    files = [(f"{table.name}.{ending}", kind) for table in shown for ending, kind in _FORMS]
    linked = (dataset(site, url, f"{TITLE}: {site.name}", shorten(description), files), breadcrumbs(site, crumbs))
    return View(Head(TITLE, shorten(description), url, linked=linked, styles=(FIGURES,)), "statistics.html", context)


def heat(site: Site) -> dict[str, Any]:
    """Return the table of counties by what lends records their tones, with the step of each cell's tint (0: none yet).

    It is of the first dataset that has both; there are no rows where none has.
    """
    section = next((one for one in site.sections.values() if one.pages and one.area and one.tone), None)
    if section is None or section.tone is None:
        return {"rows": []}
    name, resource = section.tone
    counts = Counter((record.get(section.area), section.lender(record)) for record in site.members(section))
    columns = [record for record in site.registry[resource] if any(key[1] == record.id for key in counts)]
    counties = [record for record in site.counties if any(key[0] == record.id for key in counts)]
    place = next((facet for facet in section.lists if facet.name == section.area), None)
    rows = []
    for county in counties:
        cells = [counts.get((county.id, column.id), 0) for column in columns]
        url = addresses.listing(section.name, place.kind, county.id) if place else site.page_of(PLACES, county.id)
        rows.append((county["name"], url, [(count, sum(count >= bound for bound in _STEPS)) for count in cells]))
    titles = {facet.name: facet.title for facet in section.facets}
    return {
        "columns": [column.label for column in columns],
        "rows": rows,
        "titles": (titles.get(section.area, "شهرستان"), titles.get(name, section.short)),
        "things": "نام‌های ثبت‌شده" if section.people else "پرونده‌های ثبت‌شده",
        "none": "نامی" if section.people else "پرونده‌ای",
    }
