"""The meetings with their resolutions, the list to follow them up, and the seats of the working groups."""

from __future__ import annotations

from typing import Any

from generator.dataset.registry import Record, Registry
from generator.persian.digits import fa
from generator.persian.jalali import parse_jalali
from generator.persian.numbers import counted
from generator.site import urls
from generator.site.context import Site
from generator.site.facts import review, sources
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb, neighbours, shorten
from generator.site.render import Head, View

TITLE = "نشست‌ها"
FOLLOW_UP = "پیگیری مصوبه‌ها"
GROUPS = "کارگروه‌های شهرستان"
# The follow-up list: overdue first, then what is open, what no source speaks of, and what has ended.
_ORDER = ("late", "open", "", "done", "dropped")
_SHAPES = {"late": "late", "open": "run", "done": "done", "dropped": "new", "": "plain"}
_LATE = "مهلت گذشته"
_SILENT = "وضعیت گفته نشده"


def listing(site: Site, url: str) -> View:
    """Return all meetings, the newest first, by year."""
    meetings = sorted(site.registry["meetings"], key=lambda record: record["date"], reverse=True)
    years = list(dict.fromkeys(record["date"][:4] for record in meetings))
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "years": [
            (fa(year), [row(site, item) for item in meetings if item["date"].startswith(year)]) for year in years
        ],
        "resolutions": len(resolutions(site)),
    }
    description = f"{counted(len(meetings), 'نشست')} دفتر، کارگروه‌ها و شهرستان‌ها با دستور کار و مصوبه‌های هر یک."
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "meetings.html", context)


def row(site: Site, meeting: Record) -> dict[str, Any]:
    """Return a meeting as a row of a list."""
    kinds = site.registry.package.resources["meetings"].by_name["kind"].categories
    return {
        "url": urls.record("meetings", meeting.id),
        "title": meeting["title"],
        "date": parse_jalali(meeting["date"]).words(),
        "kind": kinds[meeting["kind"]],
        "area": site.registry.area(meeting["area"]),
        "resolutions": len(meeting.get("resolutions", ())),
    }


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one meeting."""
    registry = site.registry
    meeting = registry.get("meetings", record_id)
    crumbs = [Crumb(TITLE, urls.section("meetings")), Crumb(meeting["title"])]
    before, after = neighbours(site, meeting)
    day = parse_jalali(meeting["date"])
    context = {
        "record": meeting,
        "crumbs": crumbs,
        "row": row(site, meeting),
        "iso": day.iso or "",
        "area_url": _area_url(registry, meeting["area"]),
        "agenda": meeting.get("agenda", []),
        "resolutions": [resolution(site, meeting, item) for item in meeting.get("resolutions", ())],
        "reports": reports_of(site, "meeting", record_id),
        "sources": sources(meeting),
        "review": review(meeting),
        "before": before,
        "after": after,
    }
    text = meeting.get("summary") or f"{meeting['title']}، {day.words()}، {registry.area(meeting['area'])}"
    head = Head(meeting["title"], shorten(fa(text)), url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "meeting.html", context)


def resolution(site: Site, meeting: Record, item: dict[str, Any]) -> dict[str, Any]:
    """Return a resolution in words, with its links: meeting, program and the reports that tell of it."""
    registry = site.registry
    deadline = parse_jalali(item["deadline"]) if item.get("deadline") else None
    status = item.get("status", "")
    if deadline and status in ("", "open") and deadline.last() < site.today:
        status = "late"
    labels = registry.package.resources["meetings-resolutions"].by_name["status"].categories
    program = item.get("program")
    return {
        "id": item["id"],
        "text": item["text"],
        "status": status,
        "state": (_LATE if status == "late" else labels.get(status, _SILENT), _SHAPES[status]),
        "agency": registry.label("agencies", item["agency"]) if item.get("agency") else item.get("responsible", ""),
        "deadline": deadline.words() if deadline else "",
        "order": (_ORDER.index(status), item.get("deadline") or "9999"),
        "meeting": (meeting["title"], urls.record("meetings", meeting.id) + f"#{item['id']}"),
        "area": registry.area(meeting["area"]),
        "program": (registry.label("programs", program), urls.record("programs", program)) if program else None,
        "reports": [
            (report["title"], urls.record("reports", report.id))
            for report in registry.by("reports", "meeting").get(meeting.id, [])
            if report.get("resolution") == item["id"]
        ],
    }


def resolutions(site: Site) -> list[dict[str, Any]]:
    """Return every resolution, the overdue first."""

    def make() -> list[dict[str, Any]]:
        found = [
            resolution(site, meeting, item)
            for meeting in site.registry["meetings"]
            for item in meeting.get("resolutions", ())
        ]
        return sorted(found, key=lambda entry: entry["order"])

    return site.once("resolutions", make)


def follow_up(site: Site, url: str) -> View:
    """Return the list of all resolutions to follow up."""
    rows = resolutions(site)
    late = sum(entry["status"] == "late" for entry in rows)
    crumbs = [Crumb(TITLE, urls.section("meetings")), Crumb(FOLLOW_UP)]
    context = {"crumbs": crumbs, "rows": rows, "late": late}
    description = f"{counted(len(rows), 'مصوبه')} با دستگاه مسئول، مهلت و وضعیت؛ آنچه مهلتش گذشته نخست آمده است."
    return View(Head(FOLLOW_UP, description, url, linked=(breadcrumbs(site, crumbs),)), "resolutions.html", context)


def reports_of(site: Site, field: str, record_id: str) -> list[tuple[str, str]]:
    """Return title and address of the reports that name a record in a field."""
    return [
        (report["title"], urls.record("reports", report.id))
        for report in site.registry.by("reports", field).get(record_id, [])
    ]


def working_groups(site: Site, url: str) -> View:
    """Return the seats of every county's working group; a seat without a beginning is empty."""
    registry = site.registry
    roles = registry.package.resources["working-groups"].by_name["role"].categories
    seats = registry.by("working-groups", "county")
    counties = sorted(registry["counties"], key=lambda record: site.alphabet(record["name"]))
    context = {
        "crumbs": [Crumb("خانه", ""), Crumb(GROUPS)],
        "groups": [
            (
                county["name"],
                urls.record("counties", county.id),
                [_seat(registry, roles, seat) for seat in seats[county.id]],
            )
            for county in counties
            if county.id in seats
        ],
        "gaps": [(county["name"], urls.record("counties", county.id)) for county in counties if county.id not in seats],
    }
    description = "کرسی‌های کارگروه هر شهرستان، دستگاه هر کرسی و کرسی‌های خالی."
    linked = (breadcrumbs(site, context["crumbs"]),)
    return View(Head(GROUPS, description, url, linked=linked), "working-groups.html", context)


def _seat(registry: Registry, roles: Any, seat: Record) -> dict[str, Any]:
    return {
        "role": roles[seat["role"]],
        "agency": registry.label("agencies", seat["agency"]),
        "since": parse_jalali(seat["since"]).words() if seat.get("since") else "",
        "until": parse_jalali(seat["until"]).words() if seat.get("until") else "",
        "empty": not seat.get("since") or bool(seat.get("until")),
    }


def _area_url(registry: Registry, area: str) -> str:
    return urls.record("counties", area) if registry.get("counties", area) else ""
