"""The meetings with their resolutions, and the list to follow them up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.persian.order import sort_key
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import area, reference
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb, pager
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.page_index import Page, numbered
from generator.site.pages.parts.facet_panels import Panel
from generator.site.pages.parts.list_parts import page_words
from generator.site.pages.parts.record_parts import record_view
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import example_queries, figures, statistical_tables
from generator.subjects.women.decision_chain import action, chain, item_url
from generator.subjects.women.decision_chain import resolutions as all_resolutions
from generator.subjects.women.reporting import judged_on
from generator.subjects.women.statistical_tables import states

TITLE = "نشست‌ها"
FOLLOW_UP = "پیگیری مصوبه‌ها"
_SHAPES = {"late": "late", "open": "run", "done": "done", "dropped": "plain", "silent": "plain"}
# A kind that says nothing of a meeting.
_OTHER = "other"
# How many of a state the follow-up list shows where the others have pages of their own.
_FIRST = 8
# What resolutions are narrowed by: a step of the address, and its title.
_KINDS = {addresses.STATE: "وضعیت", "agency": "دستگاه", "county": "شهرستان"}


def section(own: Section) -> Section:
    """Give the meetings a list by years and a page with their resolutions, which are followed up on pages of their own."""
    return replace(
        own,
        requires=("kind", "area", "date"),
        paged=False,
        listing=listing,
        list_shows=but_people,
        page=page,
        page_shows=but_people,
        tables=statistical_tables.meetings,
        extra_pages=pages,
        also=("resolutions",),
        queries=example_queries.MEETINGS,
    )


def pages(site: Site) -> Iterator[Page]:
    """Yield the pages of the resolutions: all of them, and those of each state, agency and place."""
    yield Page(addresses.RESOLUTIONS, follow_up, shows=but_people)
    for kind, lists in _narrowed(site).items():
        for value, rows in lists.items():
            yield from numbered(len(rows), kind, value, "resolutions", narrowed)


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
    description = (
        f"{counted(len(meetings), 'نشست')} دفتر، کارگروه‌ها و شهرستان‌ها با دستور کار و مصوبه‌های هر یک."
        if meetings
        else "نشست‌های دفتر، کارگروه‌ها و شهرستان‌ها با دستور کار و مصوبه‌ها؛ هنوز نشستی ثبت نشده است."
    )
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "meetings.html", context)


def row(site: Site, meeting: Record) -> dict[str, Any]:
    """Return a meeting as a row of a list."""
    kinds = site.registry.categories("meetings", "kind")
    kind = kinds[meeting["kind"]] if meeting["kind"] != _OTHER else ""
    return {
        "url": addresses.record("meetings", meeting.id),
        "title": meeting["title"],
        "date": parse_jalali(meeting["date"]).words(),
        "kind": f"نشست {kind}".rstrip(),
        "area": site.registry.area(meeting["area"]),
        "resolutions": len(meeting.get("resolutions", ())),
    }


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one meeting."""
    registry = site.registry
    meeting = registry.one("meetings", record_id)
    day = parse_jalali(meeting["date"])
    own = {
        "row": row(site, meeting),
        "iso": day.iso or "",
        "area": area(site, meeting["area"]),
        "agenda": meeting.get("agenda", []),
        "resolutions": [resolution(site, meeting, item) for item in meeting.get("resolutions", ())],
        "reports": reports_of(site, "meeting", record_id),
    }
    text = meeting.get("summary") or f"{meeting['title']}، {day.words()}، {registry.area(meeting['area'])}"
    return record_view(site, meeting, url, "meeting.html", text, own)


def resolution(site: Site, meeting: Record, item: dict[str, Any]) -> dict[str, Any]:
    """Return a resolution in words, with its links: meeting, program and the reports that tell of it."""
    registry = site.registry
    deadline = parse_jalali(item["deadline"]) if item.get("deadline") else None
    state, words = figures.state(item, judged_on(site)), states(site)
    return {
        "id": item["id"],
        "text": item["text"],
        "keys": {addresses.STATE: state, "agency": item.get("agency"), "county": meeting["area"]},
        "state": (words[state], _SHAPES[state]),
        "agency": reference(site, "agencies", item.get("agency")) or (item.get("responsible", ""), ""),
        "deadline": deadline.words() if deadline else "",
        "closed": parse_jalali(item["closed"]).words() if item.get("closed") else "",
        "order": (list(words).index(state), item.get("deadline") or "9999"),
        "meeting": (meeting["title"], item_url(meeting, item)),
        "area": registry.area(meeting["area"]),
        "program": reference(site, "programs", item.get("program")),
        "action": action(site, item.get("program"), item.get("action")),
        "reports": chain(site).resolutions.get((meeting.id, item["id"]), []),
    }


def resolutions(site: Site) -> dict[tuple[str, str], dict[str, Any]]:
    """Return every resolution by its meeting and its id, the overdue first."""

    def make() -> dict[tuple[str, str], dict[str, Any]]:
        found = {
            (meeting.id, item["id"]): resolution(site, meeting, item)
            for meeting, item in all_resolutions(site.registry)
        }
        return dict(sorted(found.items(), key=lambda entry: entry[1]["order"]))

    return site.once("resolutions", make)


def _narrowed(site: Site) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return the resolutions of each state, agency and place: states as they are followed up, the others by name."""

    def make() -> dict[str, dict[str, list[dict[str, Any]]]]:
        found: dict[str, dict[str, list[dict[str, Any]]]] = {kind: {} for kind in _KINDS}
        for entry in resolutions(site).values():
            for kind, value in entry["keys"].items():
                if value:
                    found[kind].setdefault(value, []).append(entry)
        return {
            kind: lists
            if kind == addresses.STATE
            else dict(sorted(lists.items(), key=lambda one: _order(site, kind, one[0])))
            for kind, lists in found.items()
        }

    return site.once("resolutions by", make)


def _order(site: Site, kind: str, value: str) -> Any:
    return sort_key(_words(site, kind, value))


def _words(site: Site, kind: str, value: str) -> str:
    """Return what people read for what resolutions are narrowed to."""
    if kind == addresses.STATE:
        return states(site)[value]
    return site.registry.label("agencies", value) if kind == "agency" else site.registry.area(value)


def _panels(site: Site) -> list[Panel]:
    """Return what resolutions can be narrowed by, each with a list of its own."""
    return [
        Panel(
            kind,
            _KINDS[kind],
            tuple(
                (_words(site, kind, value), addresses.listing("resolutions", kind, value), len(rows))
                for value, rows in lists.items()
            ),
            False,
        )
        for kind, lists in _narrowed(site).items()
        if len(lists) > 1
    ]


def follow_up(site: Site, url: str) -> View:
    """Return the list to follow resolutions up: of a state with many the first ones, and the way to all of them."""
    words, found = states(site), _narrowed(site)[addresses.STATE]
    crumbs = [Crumb(TITLE, addresses.section("meetings")), Crumb(FOLLOW_UP)]
    groups = [
        (
            state,
            words[state],
            len(rows),
            rows[:_FIRST],
            addresses.listing("resolutions", addresses.STATE, state) if len(rows) > _FIRST else "",
        )
        for state, rows in found.items()
    ]
    context = {
        "crumbs": crumbs,
        "panels": _panels(site),
        "groups": groups,
        "late": len(found.get(figures.LATE, ())),
        "begun": judged_on(site) is not None,
        "deadlines": any(row["deadline"] for row in resolutions(site).values()),
        "late_by": _late_by(site),
    }
    total = len(resolutions(site))
    description = (
        f"{counted(total, 'مصوبه')} با دستگاه مسئول، مهلت و وضعیت؛ مصوبه‌های مهلت‌گذشته اول آمده‌اند."
        if total
        else "مصوبه‌های نشست‌ها با دستگاه مسئول، مهلت و وضعیت؛ هنوز مصوبه‌ای ثبت نشده است."
    )
    return View(Head(FOLLOW_UP, description, url, linked=(breadcrumbs(site, crumbs),)), "resolutions.html", context)


def _late_by(site: Site) -> list[tuple[str, list[tuple[tuple[str, str], int]]]]:
    """Return whose resolutions are overdue and where: a title, and name, address and count of each."""
    agencies, areas = figures.late(site.registry, judged_on(site))
    own = [(_agency(site, key), count) for key, count in agencies.items()]
    # A county's own page only counts them; the list of its resolutions begins with the overdue, as an agency's page does.
    places = [
        ((_words(site, "county", key), addresses.listing("resolutions", "county", key)), count)
        for key, count in areas.items()
    ]
    # By name, never by the number.
    return [
        (title, sorted(rows, key=lambda row: sort_key(row[0][0])))
        for title, rows in (("دستگاه", own), ("شهرستان", places))
    ]


def _agency(site: Site, key: str) -> tuple[str, str]:
    known = site.registry.get("agencies", key)
    return (reference(site, "agencies", key) if known else None) or (key or "بدون دستگاه مسئول", "")


def narrowed(site: Site, url: str, kind: str, value: str, number: int) -> View:
    """Return one numbered page of the resolutions of a state, an agency or a place."""
    rows, words = _narrowed(site)[kind][value], _words(site, kind, value)
    page = page_words(number)
    crumbs = [Crumb(TITLE, addresses.section("meetings")), Crumb(FOLLOW_UP, addresses.RESOLUTIONS), Crumb(words)]
    ways = pager(
        number, -(-len(rows) // addresses.PER_PAGE), lambda n: addresses.listing("resolutions", kind, value, n)
    )
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "panels": _panels(site),
        "chosen": (_KINDS[kind], words, addresses.RESOLUTIONS),
        "kind": kind,
        "value": value,
        "total": len(rows),
        "rows": rows[(number - 1) * addresses.PER_PAGE : number * addresses.PER_PAGE],
        "pager": ways,
    }
    head = Head(
        f"مصوبه‌ها: {words}{page}",
        f"{counted(len(rows), 'مصوبه')}، {_KINDS[kind]}: {words}؛ هر یک با دستگاه مسئول، مهلت و نشست آن{page}.",
        url,
        linked=(breadcrumbs(site, crumbs),),
        previous=ways.previous,
        next=ways.next,
    )
    return View(head, "resolutions-narrowed.html", context)


def reports_of(site: Site, field: str, record_id: str) -> list[tuple[str, str]]:
    """Return title and address of the reports that name a record in a field."""
    return [
        (report["title"], addresses.record("reports", report.id))
        for report in site.registry.by("reports", field).get(record_id, [])
    ]
