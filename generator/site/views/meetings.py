"""The meetings with their resolutions, the list to follow them up, and the seats of the working groups."""

from __future__ import annotations

from typing import Any

from generator.dataset.registry import Record, Registry
from generator.persian.digits import fa
from generator.persian.jalali import parse_jalali
from generator.persian.numbers import counted
from generator.site import figures, urls
from generator.site.chain import action, item_url, linked
from generator.site.chain import resolutions as all_resolutions
from generator.site.context import Site
from generator.site.facts import review, sources
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb, neighbours, shorten
from generator.site.render import Head, View
from generator.site.tables import states

TITLE = "نشست‌ها"
SEATS = {"taken": ("پر", "done"), "left": ("پایان‌یافته", "plain"), "empty": ("خالی", "new")}
FOLLOW_UP = "پیگیری مصوبه‌ها"
GROUPS = "کارگروه‌های شهرستان"
_SHAPES = {"late": "late", "open": "run", "done": "done", "dropped": "plain", "": "plain"}


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
    status = "late" if figures.overdue(item, site.today) else item.get("status", "")
    words = states(site)
    return {
        "id": item["id"],
        "text": item["text"],
        "status": status,
        "state": (words[status], _SHAPES[status]),
        "agency": linked(registry, "agencies", item.get("agency")) or (item.get("responsible", ""), ""),
        "deadline": deadline.words() if deadline else "",
        "closed": parse_jalali(item["closed"]).words() if item.get("closed") else "",
        "order": (list(words).index(status), item.get("deadline") or "9999"),
        "meeting": (meeting["title"], item_url(meeting, item)),
        "area": registry.area(meeting["area"]),
        "program": linked(registry, "programs", item.get("program")),
        "action": action(registry, item.get("program"), item.get("action")),
        "reports": site.chain.resolutions.get((meeting.id, item["id"]), []),
    }


def resolutions(site: Site) -> list[dict[str, Any]]:
    """Return every resolution, the overdue first."""

    def make() -> list[dict[str, Any]]:
        found = [resolution(site, meeting, item) for meeting, item in all_resolutions(site.registry)]
        return sorted(found, key=lambda entry: entry["order"])

    return site.once("resolutions", make)


def follow_up(site: Site, url: str) -> View:
    """Return the list of all resolutions to follow up."""
    rows = resolutions(site)
    groups = [
        (status or "silent", words, [entry for entry in rows if entry["status"] == status])
        for status, words in states(site).items()
    ]
    crumbs = [Crumb(TITLE, urls.section("meetings")), Crumb(FOLLOW_UP)]
    context = {"crumbs": crumbs, "groups": [group for group in groups if group[2]]}
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
    seats = registry.by("working-groups", "county")
    context = {
        "crumbs": [Crumb("خانه", ""), Crumb(GROUPS)],
        "groups": [
            (
                county.id,
                county["name"],
                urls.record("counties", county.id),
                [seat(registry, item) for item in seats[county.id]],
            )
            for county in site.counties
            if county.id in seats
        ],
        "gaps": [
            (county["name"], urls.record("counties", county.id)) for county in site.counties if county.id not in seats
        ],
    }
    description = "کرسی‌های کارگروه هر شهرستان، دستگاه هر کرسی و کرسی‌های خالی."
    linked = (breadcrumbs(site, context["crumbs"]),)
    return View(Head(GROUPS, description, url, linked=linked), "working-groups.html", context)


def seat_state(item: Record) -> str:
    """Return whether a seat is ``taken``, ``left`` by whom held it, or ``empty`` for it has no beginning."""
    if not item.get("since"):
        return "empty"
    return "left" if item.get("until") else "taken"


def empty_seats(seats: list[Record]) -> int:
    """Count the seats of a county that nobody holds; one that was left counts while nobody else has its role."""
    taken = {item["role"] for item in seats if seat_state(item) == "taken"}
    return sum(
        seat_state(item) == "empty" or (seat_state(item) == "left" and item["role"] not in taken) for item in seats
    )


def seat(registry: Registry, seat: Record) -> dict[str, Any]:
    """Return a seat of a working group in words."""
    roles = registry.package.resources["working-groups"].by_name["role"].categories
    return {
        "role": "، ".join(filter(None, [roles[seat["role"]], seat.get("place")])),
        "agency": linked(registry, "agencies", seat["agency"]),
        "since": parse_jalali(seat["since"]).words() if seat.get("since") else "",
        "until": parse_jalali(seat["until"]).words() if seat.get("until") else "",
        "state": SEATS[seat_state(seat)],
    }


def _area_url(registry: Registry, area: str) -> str:
    return urls.record("counties", area) if registry.get("counties", area) else ""
