"""The reports from the counties: a list, a page each, and who has reported in which season once that was asked."""

from __future__ import annotations

from typing import Any

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.jalali import from_gregorian, parse_jalali
from generator.persian.numbers import counted
from generator.site import urls
from generator.site.context import Site
from generator.site.facts import review, sources
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb, neighbours, shorten
from generator.site.render import Head, View
from generator.site.seasons import Season, season_of, seasons_between

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
        "since": _since_words(site),
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
    meeting = registry.get("meetings", report["meeting"]) if report.get("meeting") else None
    resolution = next(
        (
            item
            for item in (meeting.get("resolutions", ()) if meeting else ())
            if item["id"] == report.get("resolution")
        ),
        None,
    )
    context = {
        "record": report,
        "crumbs": crumbs,
        "row": row(site, report),
        "area_url": urls.record("counties", report["area"]) if registry.get("counties", report["area"]) else "",
        "program": (registry.label("programs", report["program"]), urls.record("programs", report["program"]))
        if report.get("program")
        else None,
        "meeting": (meeting.label, urls.record("meetings", meeting.id)) if meeting else None,
        "resolution": (resolution["text"], urls.record("meetings", meeting.id) + f"#{resolution['id']}")
        if meeting and resolution
        else None,
        "figures": report.get("figures", []),
        "sources": sources(report),
        "review": review(report),
        "before": before,
        "after": after,
    }
    text = report.get("activity") or report.get("outcome") or f"{report['title']}، {registry.area(report['area'])}"
    head = Head(report["title"], shorten(fa(text)), url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "report.html", context)


def _since(site: Site) -> Season | None:
    """The season from which on the counties are asked to report; nothing until the office has set it."""
    text = str(site.extra.get("reporting_since") or "")
    return season_of(text) if text else None


def _since_words(site: Site) -> str:
    since = _since(site)
    return since.words if since else ""


def reporting(site: Site) -> list[tuple[str, str, list[tuple[str, int]]]]:
    """Return, for each county, the number of its reports in each season since reporting was asked for."""
    since = _since(site)
    if since is None:
        return []
    today = season_of(from_gregorian(site.today).text)
    assert today is not None
    shown = seasons_between(since, today)
    by_county = site.registry.by("reports", "area")
    rows = []
    for county in sorted(site.registry["counties"], key=lambda record: site.alphabet(record["name"])):
        dates = [season_of(report.get("date", "")) for report in by_county.get(county.id, ())]
        cells = [(season.words, sum(date == season for date in dates)) for season in shown]
        rows.append((county["name"], urls.record("counties", county.id), cells))
    return rows
