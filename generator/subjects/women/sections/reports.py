"""The reports from the counties: a list, a page each, and who has reported in which season once that was asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import area, reference
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.record_parts import record_view
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import statistical_tables
from generator.subjects.women.decision_chain import action, chain, item_url
from generator.subjects.women.reporting import asked_since, reporting

TITLE = "گزارش‌ها"
_UNDATED = "بی‌تاریخ"


def section(own: Section) -> Section:
    """Give the reports a list by years with the table of reporting, and a page each."""
    return replace(
        own,
        requires=("area",),
        paged=False,
        listing=listing,
        list_shows=but_people,
        page=page,
        page_shows=but_people,
        tables=statistical_tables.reports,
    )


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
        "since": asked_since(site.extra),
    }
    description = (
        f"{counted(len(reports), 'گزارش')} از کارهای شهرستان‌ها و دستگاه‌ها دربارهٔ زنان، هر یک با منبع."
        if reports
        else "گزارش کارهای شهرستان‌ها و دستگاه‌ها دربارهٔ زنان، هر یک با منبع؛ هنوز گزارشی ثبت نشده است."
    )
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "reports.html", context)


def row(site: Site, report: Record) -> dict[str, Any]:
    """Return a report as a row of a list."""
    registry = site.registry
    by = registry.label("agencies", report["agency"]) if report.get("agency") else report.get("by", "")
    return {
        "url": addresses.record("reports", report.id),
        "title": report["title"],
        "date": parse_jalali(report["date"]).words() if report.get("date") else "",
        "area": registry.area(report["area"]),
        "by": by,
    }


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one report, linked to its program, meeting and resolution."""
    registry = site.registry
    report = registry.one("reports", record_id)
    served, told = chain(site).served(report), chain(site).resolution_of(report)
    programs = list(dict.fromkeys(program for program, _ in served))
    own = {
        "row": row(site, report),
        "area": area(site, report["area"]),
        "agency": reference(site, "agencies", report.get("agency")),
        "programs": [reference(site, "programs", program) for program in programs],
        "actions": list(filter(None, (action(site, *pair) for pair in served))),
        "meeting": reference(site, "meetings", report.get("meeting")),
        "resolution": (told.values["text"], item_url(told.record, told.values)) if told else None,
        "indicators": [
            reference(site, "indicators", name)
            for name in dict.fromkeys(name for program in programs for name in chain(site).indicators_of(program))
        ],
        "figures": report.get("figures", []),
    }
    text = report.get("activity") or report.get("outcome") or f"{report['title']}، {registry.area(report['area'])}"
    return record_view(site, report, url, "report.html", text, own)
