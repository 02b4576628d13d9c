"""The collections: women whom a rule brings together, with the rule on the page; and women in the course of time."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.lifetime import read
from generator.site.model.paging import Crumb
from generator.site.model.record_card import card
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.record_parts import NO_TIME, Entry, by_date, calendar_note, record_view
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women.membership import LEAST, collections

TITLE = "مجموعه‌ها"
_LEAD = "هر مجموعه قاعده‌ای دارد که در صفحه‌اش نوشته شده است؛ هیچ نامی دستی اضافه یا حذف نمی‌شود."
# So many faces stand for a collection in the list.
_FACES = 4


def section(own: Section) -> Section:
    """Give the collections that gather enough women a list and a page each."""
    return replace(
        own, requires=("conditions", "rule"), paged=False, feed=False, members=members, listing=listing, page=page
    )


def members(site: Site) -> list[Record]:
    """Return the collections that are shown."""
    return [site.registry.one("collections", name) for name in collections(site)]


def listing(site: Site, url: str) -> View:
    """Return the list of the collections, each with some of its faces."""
    women = site.sections.get("women")
    crumbs = [*([Crumb(women.title, women.url)] if women else []), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "lead": _LEAD,
        "rows": [
            _row(site, site.registry.one("collections", name), found) for name, found in collections(site).items()
        ],
        "least": LEAST,
    }
    return View(Head(TITLE, _LEAD, url, linked=(breadcrumbs(site, crumbs),)), "collections.html", context)


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one collection: its rule, its women and what is known of its subject."""
    record = site.registry.one("collections", record_id)
    women = collections(site)[record_id]
    nodes = by_date(_facts(record))
    others = [item for item in members(site) if item.id != record_id]
    context = {
        "cards": [card(site, woman) for woman in women],
        "total": fa(len(women)),
        "counties": _counties(site, women),
        "nodes": nodes,
        "calendar_note": calendar_note(nodes),
        "others": [(item["title"], addresses.record("collections", item.id)) for item in others],
    }
    text = record.get("summary") or record["rule"]
    return record_view(site, record, url, "collection.html", f"{record['title']}: {text}", context, through=None)


def _row(site: Site, record: Record, women: list[Record]) -> dict[str, Any]:
    return {
        "title": record["title"],
        "url": addresses.record("collections", record.id),
        "summary": record.get("summary", ""),
        "count": counted(len(women), "زن"),
        "faces": [site.face(woman, small=True) for woman in women[:_FACES]],
    }


def _counties(site: Site, women: list[Record]) -> list[tuple[str, str]]:
    """Return the counties of a collection in the alphabet of their names."""
    there = {woman["county"] for woman in women}
    return [(county["name"], addresses.record("counties", county.id)) for county in site.counties if county.id in there]


def _facts(record: Record) -> list[Entry]:
    """Return what sources tell of a collection's subject, as they stand: the dated ones first."""
    numbers = {item["id"]: number for number, item in enumerate(record.get("sources", ()), start=1)}
    entries = [
        Entry(
            read(item["date"]) if item.get("date") else NO_TIME,
            item["text"],
            tuple(numbers[source] for source in item["sources"]),
        )
        for item in record.get("facts", ())
    ]
    return sorted(entries, key=lambda entry: entry.time == NO_TIME)
