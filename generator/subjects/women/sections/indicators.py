"""The indicators: their newest values, and a page each with charts over time, every value and what aims at it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record
from generator.dataset.web_address import is_web_address
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import area
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb, shorten
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.model.table import Row, Table, said
from generator.site.pages.parts import charts, one_of_many, time_charts
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import example_queries
from generator.subjects.women.decision_chain import chain
from generator.subjects.women.headline import COUNTRY, DIRECTIONS, headline, levels
from generator.subjects.women.series import PROVINCE, by_county, comparisons, end_of, latest, time_words, values

TITLE = "شاخص‌ها"


def section(own: Section) -> Section:
    """Give the indicators, which are a table, a page each with charts."""
    words = ("شاخص‌های وضعیت زنان", own.url)
    return replace(
        own,
        requires=("definition", "unit", "direction"),
        pages=True,
        paged=False,
        listing=listing,
        list_shows=but_people,
        page=page,
        page_shows=but_people,
        figures=(words,),
        queries=example_queries.INDICATORS,
    )


def listing(site: Site, url: str) -> View:
    """Return the indicators by axis, with the newest value of the province and of the country."""
    registry = site.registry
    axes = registry.by("indicators", "axis")
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "axes": [(axis, [_row(site, record) for record in records]) for axis, records in axes.items()],
        "gaps": sum(record.id not in registry.by("indicator-values", "indicator") for record in registry["indicators"]),
    }
    description = (
        f"{counted(len(registry['indicators']), 'شاخص')} وضعیت زنان و خانواده، هر یک با تعریف، مقدار، سال و منبع."
        if axes
        else "شاخص‌های وضعیت زنان و خانواده، با تعریف، مقدار، سال و منبع؛ هنوز شاخصی تعریف نشده است."
    )
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "indicators.html", context)


def _row(site: Site, record: Record) -> dict[str, Any]:
    newest = ((area, _newest(site, record, area)) for area in (PROVINCE, COUNTRY))
    return {
        "title": record["title"],
        "url": addresses.record("indicators", record.id),
        "definition": record["definition"],
        "values": [(site.registry.area(area), *words) for area, words in newest if words],
        "count": len(site.registry.by("indicator-values", "indicator").get(record.id, ())),
    }


def _newest(site: Site, indicator: Record, area: str) -> tuple[str, str] | None:
    """Return an area's newest value and its time in words: that of all, else those of the groups at one time."""
    value = latest(site.registry, indicator.id, area)
    if value:
        return said(value["value"], indicator["unit"], value.get("precision")), time_words(value)
    groups = site.registry.categories("indicator-values", "group")
    found = {
        label: value for group, label in groups.items() if (value := latest(site.registry, indicator.id, area, group))
    }
    if not found:
        return None
    time = time_words(max(found.values(), key=end_of))
    parts = (
        f"{label} {said(value['value'], '', value.get('precision'))}"
        for label, value in found.items()
        if time_words(value) == time
    )
    return f"{'، '.join(parts)} {fa(indicator['unit'])}", time


def page(site: Site, url: str, indicator: str) -> View:
    """Return the page of one indicator."""
    registry = site.registry
    record = registry.one("indicators", indicator)
    groups = registry.categories("indicator-values", "group")
    crumbs = [Crumb(TITLE, addresses.section("indicators")), Crumb(record["title"])]
    rows = [_value(site, record, value, groups) for value in values(registry, indicator)]
    newest = list({(row["id"], row["group"], row["seasonal"]): row for row in reversed(rows)}.values())[::-1]
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "record": record,
        "direction": DIRECTIONS.get(record.get("direction", ""), ""),
        "headline": headline(site, record),
        "levels": levels(site, record),
        "sources": _sources(site, record),
        "charts": _charts(site, record),
        "counties": _counties(site, record),
        "values": newest,
        "older": [row for row in rows if row not in newest],
        "links": chain(site).indicators.get(indicator, []),
        "files": one_of_many.files("indicator-values"),
    }
    head = Head(
        record["title"],
        shorten(fa(record["definition"])),
        url,
        linked=(breadcrumbs(site, crumbs),),
        styles=(charts.STYLE,),
    )
    return View(head, "indicator.html", context)


def _sources(site: Site, indicator: Record) -> list[tuple[str, str]]:
    """Return what the definition rests on, and the one address at which values of the bank name it; else none."""
    found = []
    for words in filter(None, indicator.get("source", "").split("؛ ")):
        known = {
            value["url"]
            for value in site.registry["indicator-values"]
            if value["source"].startswith(words) and is_web_address(value.get("url", ""))
        }
        found.append((words, known.pop() if len(known) == 1 else ""))
    return found


def _charts(site: Site, indicator: Record) -> list[tuple[str, time_charts.Lines | time_charts.Pairs, bool]]:
    """Return the charts over time with their titles, and whether they are mere points.

    Those of one rhythm share one scale.
    """
    found = comparisons(site.registry, indicator.id)
    drawn: list[tuple[str, time_charts.Lines | time_charts.Pairs, bool]] = []
    for item in found:
        beside = [series for other in found if other.seasonal == item.seasonal for series in other.series]
        title = "در گذر زمان، فصلی" if item.seasonal else "در گذر زمان"
        if item.area:
            title += f": {' و '.join(one.name for one in item.series)} در {site.registry.area(item.area)}"
        few = not time_charts.makes_lines(beside)
        chart = (time_charts.pairs if few else time_charts.lines)(item.series, indicator["unit"], beside)
        drawn.append((title, chart, few))
    return drawn


def _value(site: Site, indicator: Record, value: Record, groups: Mapping[str, str]) -> dict[str, Any]:
    """Return one value as a row of the table."""
    return {
        "id": value["area"],
        "area": area(site, value["area"]),
        "group": groups[value["group"]],
        "seasonal": bool(value.get("season")),
        "time": time_words(value),
        "words": said(value["value"], indicator["unit"], value.get("precision")),
        "source": value["source"],
        "url": value["url"] if is_web_address(value.get("url", "")) else "",
    }


def _counties(site: Site, record: Record) -> tuple[str, charts.Chart] | None:
    """The counties' values of one year as bars, in alphabetical order: one unit, base, group and year."""
    year, numbers = by_county(site.registry, record.id)
    rows = tuple(
        Row(county["name"], addresses.record("counties", county.id), (numbers[county.id],))
        for county in site.counties
        if county.id in numbers
    )
    if not rows:
        return None
    return fa(year), charts.bars(
        Table("counties", f"{record['title']}، {fa(year)}", record["unit"], (record["unit"],), rows)
    )
