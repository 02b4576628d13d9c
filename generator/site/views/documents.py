"""The status documents: stage, priorities, and each target beside its baseline, the latest value and the province's."""

from __future__ import annotations

from typing import Any

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.jalali import parse_jalali
from generator.site import charts, urls
from generator.site.chain import linked
from generator.site.context import Site
from generator.site.facts import review, sources
from generator.site.linked import breadcrumbs
from generator.site.measures import COUNTS, PROVINCE, latest, said, time_of, time_words
from generator.site.paging import Crumb, neighbours, shorten
from generator.site.render import Head, View

TITLE = "سندهای ارتقای وضعیت"
_SHAPES = {"planned": "new", "research": "new", "drafting": "run", "approved": "done", "running": "run"}
# Shares of the pace that the goal asks for: from where on it is enough, and from where on it is merely slow.
_ENOUGH, _SLOW = 0.95, 0.5


def listing(site: Site, url: str) -> View:
    """Return the documents of the counties and the province, and which counties have none yet."""
    registry = site.registry
    by_area = registry.by("county-documents", "area")
    stages = registry.package.resources["county-documents"].by_name["stage"].categories
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
            (county["name"], urls.record("counties", county.id)) for county in site.counties if county.id not in by_area
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
        "targets": [target(site, record, item) for item in record.get("targets", ())],
        "sources": sources(record),
        "review": review(record),
        "before": before,
        "after": after,
    }
    text = record.get("summary") or f"{record['title']}، {stages[record['stage']]}"
    head = Head(f"{record['title']}: مرحله و هدف‌ها", shorten(fa(text)), url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "document.html", context)


def target(site: Site, document: Record, item: dict[str, Any]) -> dict[str, Any]:
    """Return a target beside its baseline, the latest value of its own area and the province's, with its links."""
    registry = site.registry
    indicator = registry.get("indicators", item["indicator"]) if item.get("indicator") else None
    own = latest(registry, item["indicator"], document["area"]) if indicator else None
    if own and item.get("baseline_year") and time_of(own) < int(item["baseline_year"][:4]):
        own = None  # older than where the target begins: nothing of its progress
    province = latest(registry, item["indicator"], PROVINCE) if indicator and document["area"] != PROVINCE else None
    unit = indicator["unit"] if indicator else ""
    known = {
        "baseline": item.get("baseline"),
        "latest": own["value"] if own else None,
        # A county's count beside the province's would leave no room for its way.
        "province": province["value"] if province and unit not in COUNTS else None,
        "goal": item.get("value"),
    }
    values = [
        ("baseline", "آغاز", _said(item.get("baseline"), fa(item.get("baseline_year", "")), unit)),
        ("latest", "تازه‌ترین", _said(own["value"], time_words(own), unit) if own else ""),
        ("province", "استان", _said(province["value"], time_words(province), unit) if province else ""),
        ("goal", "هدف", _said(item.get("value"), fa(item.get("year", "")), unit)),
    ]
    program = item.get("program")
    return {
        "id": item["id"],
        "title": item["title"],
        "indicator": linked(registry, "indicators", item.get("indicator")),
        "values": [value for value in values if value[2]],
        "strip": charts.strip(
            {kind: value for kind, value in known.items() if value is not None}, _rises(item, indicator)
        ),
        "sentence": progress(item, own),
        "program": linked(registry, "programs", program),
        "links": site.chain.programs.get(program, []) if program else [],
    }


def _rises(item: dict[str, Any], indicator: Record | None) -> bool:
    """Whether the way to the goal leads upward: by its own numbers, else by what is better."""
    baseline, goal = item.get("baseline"), item.get("value")
    if baseline is not None and goal is not None:
        return goal >= baseline
    return not indicator or indicator.get("direction") != "down"


def _said(value: float | None, time: str, unit: str) -> str:
    words = said(value, unit)
    return f"{words} ({time})" if words and time else words


def progress(item: dict[str, Any], latest_value: Record | None) -> str:
    """Return the plain sentence of a target's progress: its pace so far beside the pace that its goal asks for.

    After Open SDG's measure of progress with a target: the yearly change from the baseline to the latest value over
    the yearly change that leads from the baseline to the goal; here with plain differences, so that a zero is no fault.
    """
    baseline, goal = item.get("baseline"), item.get("value")
    start, end = item.get("baseline_year"), item.get("year")
    if latest_value is None:
        return "هنوز مقدار تازه‌ای برای سنجش پیشرفت ثبت نشده است."
    if baseline is None or goal is None or not start or not end or baseline == goal:
        return "مقدار آغاز و هدف آن‌قدر گفته نشده که پیشرفت سنجیده شود."
    now, passed, all_years = (
        latest_value["value"],
        time_of(latest_value) - int(start[:4]),
        int(end[:4]) - int(start[:4]),
    )
    if (now - goal) * (goal - baseline) >= 0:
        return "به هدف رسیده است."
    if passed <= 0 or all_years <= 0:
        return "از مقدار آغاز به این سو مقدار تازه‌ای ثبت نشده است."
    share = (now - baseline) / (goal - baseline)
    way = f"{fa(round(100 * share))} درصد راه در {fa(round(100 * passed / all_years))} درصد زمان"
    pace = share * all_years / passed
    if share < 0:
        return "از مقدار آغاز هم به هدف دورتر است."
    if share == 0:
        return "هنوز در مقدار آغاز است."
    if passed > all_years:
        return f"سال هدف گذشته و {fa(round(100 * share))} درصد راه رفته شده است."
    if pace >= _ENOUGH:
        return f"با این آهنگ به هدف می‌رسد: {way} رفته است."
    if pace >= _SLOW:
        return f"به سوی هدف می‌رود، ولی کندتر از آنچه باید: {way}."
    return f"بسیار کندتر از آنچه باید پیش می‌رود: {way}."
