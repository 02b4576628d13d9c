"""The agencies: what each nominated, leads, is responsible for and reported."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.enumeration import listed
from generator.persian.numbers import counted
from generator.persian.order import sort_key
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women.decision_chain import ACTION, PROGRAM, REPORT, chain
from generator.subjects.women.reporting import judged_on
from generator.subjects.women.sections import headcounts, meetings, working_groups
from generator.subjects.women.sections.programs import actions_of
from generator.subjects.women.spoken_of import spoken

TITLE = "دستگاه‌ها"
# What agencies do, by the dataset that tells of it.
_WORK = {"women": "معرفی زنان", "meetings": "مصوبه‌ها", "programs": "برنامه‌ها", "reports": "گزارش‌ها"}
_SECTIONS = ((PROGRAM, "برنامه‌ها"), (REPORT, "گزارش‌ها"))


def section(own: Section) -> Section:
    """Give the agencies of which there is anything to tell a page each."""
    return replace(own, pages=True, paged=False, members=named, listing=listing, page=page)


def named(site: Site) -> list[Record]:
    """Return the agencies of which there is anything to tell."""
    return chain(site).agencies_named


def listing(site: Site, url: str) -> View:
    """Return the agencies with what each has done, in alphabetical order."""
    registry = site.registry
    nominated, counts = registry.by("women", "nominations"), registry.by("headcounts", "agency")
    seats = registry.by("working-groups", "agency")
    rows = [
        (
            record.label,
            addresses.record("agencies", record.id),
            [
                counted(count, noun)
                for count, noun in (
                    (len(nominated.get(record.id, ())), "معرفی"),
                    (len(chain(site).resolutions_of.get(record.id, ())), "مصوبه"),
                    *((len(_of_kind(site, record, kind)), kind) for kind in (PROGRAM, ACTION, REPORT)),
                    (len(counts.get(record.id, ())), "آمار شناسایی"),
                    (len({seat["county"] for seat in seats.get(record.id, ())}), "کارگروه شهرستان"),
                )
                if count
            ],
        )
        for record in sorted(chain(site).agencies_named, key=lambda record: sort_key(record.label))
    ]
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    work = listed(spoken(site, _WORK))
    description = (
        f"{counted(len(rows), 'دستگاه')} و کار هر یک: {work}."
        if rows
        else f"دستگاه‌ها و کار هر یک: {work}؛ هنوز کاری از آن‌ها ثبت نشده است."
    )
    head = Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "agencies.html", {"crumbs": crumbs, "rows": rows})


def page(site: Site, url: str, agency: str) -> View:
    """Return the page of one agency: its resolutions, the overdue first, and everything else that names it."""
    registry = site.registry
    record = registry.one("agencies", agency)
    crumbs = [Crumb(TITLE, addresses.section("agencies")), Crumb(record.label)]
    known = meetings.resolutions(site)
    rows = [known[meeting.id, item["id"]] for meeting, item in chain(site).resolutions_of.get(agency, ())]
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "record": record,
        "women": len(registry.by("women", "nominations").get(agency, ())),
        "women_url": addresses.listing("women", "agency", agency),
        "headcount": headcounts.words(registry.by("headcounts", "agency").get(agency, [])),
        "resolutions": sorted(rows, key=lambda entry: entry["order"]),
        "actions": actions_of(site, agency),
        "begun": judged_on(site) is not None,
        "sections": [(kind, title, links) for kind, title in _SECTIONS if (links := _of_kind(site, record, kind))],
        "seats": [
            (
                registry.area(seat["county"]),
                addresses.record("working-groups", seat["county"]),
                working_groups.seat(site, seat),
            )
            for seat in registry.by("working-groups", "agency").get(agency, ())
        ],
    }
    description = f"کار {record.label} در بانک زنان توانمند {site.province}: {listed(spoken(site, _WORK))}."
    head = Head(record.label, fa(description), url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "agency.html", context)


def _of_kind(site: Site, record: Record, kind: str) -> list[Any]:
    return [link for link in chain(site).agencies.get(record.id, ()) if link.kind == kind]
