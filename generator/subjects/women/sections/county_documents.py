"""The status documents: stage, priorities, and each target beside its baseline, the latest value and the province's."""

from __future__ import annotations

from dataclasses import replace
from math import floor
from typing import Any

from generator.dataset.checks.cross_fields import COUNTED
from generator.dataset.registry import Record
from generator.persian.calendar.jalali import from_gregorian, parse_jalali
from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import area, reference
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.model.table import said
from generator.site.pages.parts import charts
from generator.site.pages.parts.record_parts import record_view
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women.series import PROVINCE, latest, time_words
from generator.subjects.women.spoken_of import has

TITLE = "سندهای ارتقای وضعیت"
_SHAPES = {"planned": "new", "research": "new", "drafting": "run", "approved": "done", "running": "run"}
# Shares of the pace that the goal asks for: from where on it is enough, and from where on it is merely slow.
_ENOUGH, _SLOW = 0.95, 0.5


def section(own: Section) -> Section:
    """Give the documents a list by county, and a page that measures their targets."""
    return replace(
        own,
        requires=("stage", "area"),
        title=TITLE,
        short="سندها",
        group="documents",
        paged=False,
        feed=False,
        listing=listing,
        list_shows=but_people,
        page=page,
        page_shows=but_people,
    )


def listing(site: Site, url: str) -> View:
    """Return the documents of the counties and the province, and which counties have none yet."""
    registry = site.registry
    by_area = registry.by("county-documents", "area")
    stages = registry.categories("county-documents", "stage")
    rows = [
        {
            "url": addresses.record("county-documents", record.id),
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
            (county["name"], addresses.record("counties", county.id))
            for county in site.counties
            if county.id not in by_area
        ],
    }
    against = " در برابر شاخص‌ها" if has(site, "indicators") else ""
    description = f"سند ارتقای وضعیت زنان و خانوادهٔ شهرستان‌ها و استان: مرحلهٔ هر یک، اولویت‌ها و هدف‌ها{against}."
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "documents.html", context)


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one document."""
    registry = site.registry
    record = registry.one("county-documents", record_id)
    stages = registry.categories("county-documents", "stage")
    own = {
        "stage": stages[record["stage"]],
        "stage_date": parse_jalali(record["stage_date"]).words() if record.get("stage_date") else "",
        "area": area(site, record["area"]),
        "priorities": record.get("priorities", []),
        "targets": [target(site, record, item) for item in record.get("targets", ())],
    }
    text = record.get("summary") or f"{record['title']}، {stages[record['stage']]}"
    title = f"{record['title']}: مرحله و هدف‌ها"
    return record_view(site, record, url, "document.html", text, own, title=title)


def target(site: Site, document: Record, item: dict[str, Any]) -> dict[str, Any]:
    """Return a target beside its baseline, the latest value of its own area and the province's, with its links."""
    registry = site.registry
    indicator = registry.get("indicators", item["indicator"]) if item.get("indicator") else None
    # The years of a target are whole ones, so its values are, wherever there is such a one.
    start = item.get("baseline_year", "")
    own = latest(registry, indicator.id, document["area"], whole_years=True, after=start) if indicator else None
    if own and own["year"] < start:
        own = None  # older than where the target begins: nothing of its progress
    beside = indicator if document["area"] != PROVINCE else None
    province = latest(registry, beside.id, PROVINCE, whole_years=True) if beside else None
    unit = indicator["unit"] if indicator else ""
    known = {
        "baseline": item.get("baseline"),
        "latest": own["value"] if own else None,
        # Of what is counted the county's number and the province's are of another size.
        "province": province["value"] if province and unit not in COUNTED else None,
        "goal": item.get("value"),
    }
    values = [
        ("baseline", "آغاز", _said(item.get("baseline"), fa(item.get("baseline_year", "")), unit)),
        ("latest", "تازه‌ترین", _said(own["value"], time_words(own), unit) if own else ""),
        ("province", "استان", _said(province["value"], time_words(province), unit) if province else ""),
        ("goal", "هدف", _said(item.get("value"), fa(item.get("year", "")), unit)),
    ]
    return {
        "id": item["id"],
        "title": item["title"],
        "indicator": reference(site, "indicators", item.get("indicator")),
        "values": [value for value in values if value[2]],
        "strip": charts.strip(
            {kind: value for kind, value in known.items() if value is not None}, _rises(item, indicator)
        ),
        "sentence": progress(item, own, from_gregorian(site.today).year),
        "program": reference(site, "programs", item.get("program")),
    }


def _rises(item: dict[str, Any], indicator: Record | None) -> bool:
    """Whether the way to the goal leads upward: by its own numbers, else by what is better."""
    baseline, goal = item.get("baseline"), item.get("value")
    if baseline is not None and goal is not None:
        return bool(goal >= baseline)
    return not indicator or indicator.get("direction") != "down"


def _said(value: float | None, time: str, unit: str) -> str:
    words = said(value, unit)
    return f"{words} ({time})" if words and time else words


def progress(item: dict[str, Any], newest: Record | None, this_year: int) -> str:
    """Return the plain sentence of a target's progress: its pace so far beside the pace that its goal asks for.

    After Open SDG's measure of progress with a target: the yearly change from the baseline to the newest value over
    the yearly change that leads from the baseline to the goal; here with plain differences, so that a zero is no fault.
    Years are whole ones. A pace is told only while there is time left, in the data and on the day of the build.
    """
    baseline, goal = item.get("baseline"), item.get("value")
    start, end = item.get("baseline_year"), item.get("year")
    if newest is None:
        return "هنوز مقدار تازه‌ای برای سنجش پیشرفت ثبت نشده است."
    if baseline is None or goal is None or not start or not end:
        return "مقدار آغاز یا هدف اعلام نشده است و پیشرفت را نمی‌توان سنجید."
    if baseline == goal:
        same = "برابر است" if newest["value"] == goal else "برابر نیست"
        return f"هدف نگه داشتن مقدار آغاز است؛ مقدار تازه با آن {same}."
    now, passed, all_years = newest["value"], int(newest["year"]) - int(start), int(end) - int(start)
    if (now - goal) * (goal - baseline) >= 0:
        return "به هدف رسیده است."
    if passed <= 0 or all_years <= 0:
        return "از مقدار آغاز به این سو مقدار تازه‌ای ثبت نشده است."
    share = (now - baseline) / (goal - baseline)
    if passed > all_years or this_year > int(end):
        known = f"بنا بر مقدار {time_words(newest)}، " if passed < all_years else ""
        return f"سال هدف گذشته است؛ {known}{_way(share)}."
    if passed == all_years:
        return f"سال هدف رسیده است؛ {_way(share)}."
    if share <= 0:
        return f"{_way(share)}."
    way = f"{_percent(passed / all_years)} زمان گذشته و {_percent(share)} مسیر طی شده است"
    pace = share * all_years / passed
    if pace >= _ENOUGH:
        return f"با این آهنگ به هدف می‌رسد: {way}."
    if pace >= _SLOW:
        return f"کمی عقب‌تر از برنامه: {way}."
    return f"عقب‌تر از برنامه: {way}."


def _way(share: float) -> str:
    """Return how much of the way to the goal lies behind: a share of one, which it has not reached."""
    if share < 0:
        return "نسبت به آغاز از هدف دورتر شده است"
    return f"{_percent(share)} مسیر طی شده است" if share else "هنوز در مقدار آغاز است"


def _percent(share: float) -> str:
    """Return a share in whole per cent, never rounded up to what is not reached."""
    percent = floor(round(100 * share, 6))
    return f"{fa(percent)} درصد" if percent else "کمتر از ۱ درصد"
