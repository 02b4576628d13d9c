"""The reports from the counties: a list, a page each, and who has reported in which season once that was asked."""

from __future__ import annotations

from typing import Any

from generator.dataset.registry import Record, Registry
from generator.persian.digits import fa
from generator.persian.jalali import parse_jalali
from generator.persian.numbers import counted
from generator.site import urls
from generator.site.chain import action, item_url, linked
from generator.site.context import Site
from generator.site.facts import review, sources
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb, neighbours, shorten
from generator.site.render import Head, View
from generator.site.reporting import reporting

TITLE = "گزارش‌ها"
_UNDATED = "بی‌تاریخ"


def listing(site: Site, url: str) -> View:
    """Return all reports, the newest first, those without a date last; and the table of reporting."""
    reports = sorted(site.registry["reports"], key=lambda record: record.get("date", ""), reverse=True)
    years = list(dict.fromkeys(record.get("date", "")[:4] for record in reports))
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "years": [
            (fa(year) or _UNDATED, [row(site, item) for item in reports if item.get("date", "")[:4] == year])
            for year in years
        ],
        "reporting": reporting(site),
    }
    description = f"{counted(len(reports), 'گزارش')} از کارهای شهرستان‌ها و دستگاه‌ها دربارهٔ زنان، هر یک با منبع."
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "reports.html", context)


def row(site: Site, report: Record) -> dict[str, Any]:
    """Return a report as a row of a list."""
    registry = site.registry
    by = registry.label("agencies", report["agency"]) if report.get("agency") else report.get("by", "")
    return {
        "url": urls.record("reports", report.id),
        "title": report["title"],
        "date": parse_jalali(report["date"]).words() if report.get("date") else "",
        "area": registry.area(report["area"]),
        "by": by,
    }


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one report, linked to its program, meeting and resolution."""
    registry = site.registry
    report = registry.get("reports", record_id)
    crumbs = [Crumb(TITLE, urls.section("reports")), Crumb(report["title"])]
    before, after = neighbours(site, report)
    meeting = linked(registry, "meetings", report.get("meeting"))
    resolution = _resolution(registry, report)
    programs = dict.fromkeys(filter(None, (report.get("program"), resolution and resolution[2])))
    context = {
        "record": report,
        "crumbs": crumbs,
        "row": row(site, report),
        "area_url": urls.record("counties", report["area"]) if registry.get("counties", report["area"]) else "",
        "agency": linked(registry, "agencies", report.get("agency")),
        "programs": [linked(registry, "programs", program) for program in programs],
        "action": action(registry, report.get("program"), report.get("action")),
        "meeting": meeting,
        "resolution": resolution,
        "indicators": [
            linked(registry, "indicators", name)
            for name in dict.fromkeys(name for program in programs for name in site.chain.indicators_of(program))
        ],
        "figures": report.get("figures", []),
        "sources": sources(report),
        "review": review(report),
        "before": before,
        "after": after,
    }
    text = report.get("activity") or report.get("outcome") or f"{report['title']}، {registry.area(report['area'])}"
    head = Head(report["title"], shorten(fa(text)), url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "report.html", context)


def _resolution(registry: Registry, report: Record) -> tuple[str, str, str] | None:
    """The resolution that a report tells of: its text, its address and its program."""
    meeting = registry.get("meetings", report["meeting"]) if report.get("meeting") else None
    items = meeting.get("resolutions", ()) if meeting else ()
    return next(
        (
            (item["text"], item_url(meeting, item), item.get("program", ""))
            for item in items
            if item["id"] == report.get("resolution")
        ),
        None,
    )
