"""The status documents: stage, priorities, and each target beside its baseline, the latest value and the province's."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.dataset.registry import Record, Registry
from generator.persian.digits import fa
from generator.persian.jalali import parse_jalali
from generator.site import urls
from generator.site.context import Site
from generator.site.facts import review, sources
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb, neighbours, shorten
from generator.site.render import Head, View

TITLE = "سندهای ارتقای وضعیت"
_SHAPES = {"planned": "new", "research": "new", "drafting": "run", "approved": "done", "running": "run"}
_ALL = "all"
PROVINCE = "province"


class Meter(NamedTuple):
    """A target as a bar from its baseline to its goal: places in per cent, and the plain sentence of its progress."""

    x: float
    width: float
    sentence: str


def listing(site: Site, url: str) -> View:
    """Return the documents of the counties and the province, and which counties have none yet."""
    registry = site.registry
    by_area = registry.by("county-documents", "area")
    stages = registry.package.resources["county-documents"].by_name["stage"].categories
    counties = sorted(registry["counties"], key=lambda record: site.alphabet(record["name"]))
    rows = [
        {
            "url": urls.record("county-documents", record.id),
            "title": record["title"],
            "area": registry.area(record["area"]),
            "state": (stages[record["stage"]], _SHAPES[record["stage"]]),
            "date": parse_jalali(record["stage_date"]).words() if record.get("stage_date") else "",
        }
        for record in registry["county-documents"]
    ]
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "rows": rows,
        "gaps": [
            (county["name"], urls.record("counties", county.id)) for county in counties if county.id not in by_area
        ],
    }
    description = "سند ارتقای وضعیت زنان و خانوادهٔ شهرستان‌ها و استان: مرحلهٔ هر یک، اولویت‌ها و هدف‌ها در برابر شاخص‌ها."
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "documents.html", context)


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one document."""
    registry = site.registry
    record = registry.get("county-documents", record_id)
    stages = registry.package.resources["county-documents"].by_name["stage"].categories
    crumbs = [Crumb(TITLE, urls.section("county-documents")), Crumb(record["title"])]
    before, after = neighbours(site, record)
    county = registry.get("counties", record["area"])
    context = {
        "record": record,
        "crumbs": crumbs,
        "stage": stages[record["stage"]],
        "stage_date": parse_jalali(record["stage_date"]).words() if record.get("stage_date") else "",
        "area": (registry.area(record["area"]), urls.record("counties", record["area"]) if county else ""),
        "priorities": record.get("priorities", []),
        "targets": [target(registry, record, item) for item in record.get("targets", ())],
        "sources": sources(record),
        "review": review(record),
        "before": before,
        "after": after,
    }
    text = record.get("summary") or f"{record['title']}، {stages[record['stage']]}"
    head = Head(f"{record['title']}: مرحله و هدف‌ها", shorten(fa(text)), url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "document.html", context)


def target(registry: Registry, document: Record, item: dict[str, Any]) -> dict[str, Any]:
    """Return a target with its indicator's latest values in its own area and in the province."""
    indicator = registry.get("indicators", item["indicator"]) if item.get("indicator") else None
    own = latest(registry, item.get("indicator", ""), document["area"])
    province = latest(registry, item.get("indicator", ""), PROVINCE) if document["area"] != PROVINCE else None
    program = item.get("program")
    unit = indicator["unit"] if indicator else ""
    return {
        "id": item["id"],
        "title": item["title"],
        "indicator": indicator["title"] if indicator else "",
        "unit": unit,
        "baseline": _said(item.get("baseline"), item.get("baseline_year"), unit),
        "goal": _said(item.get("value"), item.get("year"), unit),
        "latest": _said(own["value"], own["year"], unit) if own else "",
        "province": _said(province["value"], province["year"], unit) if province else "",
        "program": (registry.label("programs", program), urls.record("programs", program)) if program else None,
        "meter": meter(item.get("baseline"), item.get("value"), own["value"] if own else None),
    }


def _said(value: float | None, year: str | None, unit: str) -> str:
    if value is None:
        return ""
    words = f"{fa(value)} {unit}".strip()
    return f"{words} ({fa(year)})" if year else words


def latest(registry: Registry, indicator: str, area: str) -> Record | None:
    """Return the newest value of an indicator for all people of an area; nothing where there is none."""
    values = [
        record
        for record in registry.by("indicator-values", "indicator").get(indicator, [])
        if record["area"] == area and record["group"] == _ALL
    ]
    return max(values, key=lambda record: (record["year"], record.get("season", "")), default=None)


def meter(baseline: float | None, goal: float | None, now: float | None) -> Meter | None:
    """Return how much of the way from baseline to goal is done; nothing where one of the three is not known."""
    if baseline is None or goal is None or now is None or baseline == goal:
        return None
    share = (now - baseline) / (goal - baseline)
    width = round(100 * min(max(share, 0.0), 1.0), 1)
    if share < 0:
        sentence = "از مقدار آغاز دورتر شده است."
    elif share == 0:
        sentence = "هنوز در مقدار آغاز است."
    elif share >= 1:
        sentence = "به هدف رسیده است."
    else:
        sentence = f"{fa(round(100 * share))} درصد راه از مقدار آغاز تا هدف رفته است."
    return Meter(round(100 - width, 1), width, sentence)
