"""The lines of credit and agreements that were announced: a list by area, and a page for each with its plans."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.dataset.descriptor import AREAS, Field
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import parse_historical
from generator.persian.digits import fa
from generator.persian.money import rial, toman
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import fact, facts
from generator.site.model.keys import but_people
from generator.site.model.paging import Crumb
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.record_parts import record_view
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures
from generator.subjects.women.loans.loan_words import UNKNOWN_LINE, facility_status
from generator.subjects.women.sections.lending import loans

TITLE = "تسهیلات و تفاهم‌نامه‌ها"
_SHAPES = {"announced": "new", "active": "run", "ended": "done"}
_NO_YEAR = "بی‌تاریخ"
_PLACED = frozenset("id title kind summary total total_precision status added remark parties plans sources".split())
_PRECISION = "_precision"


def section(own: Section) -> Section:
    """Give the announced loans and agreements a list by area, and a page with their plans."""
    return replace(
        own,
        requires=("kind", "area", "total", "plans"),
        short="تسهیلات",
        paged=False,
        feed=False,
        listing=listing,
        list_shows=but_people,
        page=page,
        page_shows=but_people,
    )


def listing(site: Site, url: str) -> View:
    """Return the list of announced loans and agreements: the nearest area first, the newest first."""
    registry = site.registry
    records = registry["facilities"]
    groups = [
        ("در شهرستان‌ها", [record for record in records if record["area"] not in AREAS]),
        *((f"در {name}", [record for record in records if record["area"] == area]) for area, name in AREAS.items()),
    ]
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "groups": [
            (title, [_row(registry, record) for record in sorted(members, key=_newest)])
            for title, members in groups
            if members
        ],
    }
    description = f"{TITLE} برای زنان و تعاونی‌هایشان: طرف‌ها، مبلغ، سقف، نرخ و بازپرداخت، همان‌گونه که منبع گفته است."
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "facilities.html", context)


def _newest(record: Record) -> tuple[bool, float]:
    date = record.get("date")
    return not date, -parse_historical(date).order if date else 0.0


def _state(registry: Registry, record: Record) -> tuple[str, str]:
    status = facility_status(registry, record)
    return status, "plain" if status == UNKNOWN_LINE else _SHAPES.get(record["status"], "plain")


def _row(registry: Registry, record: Record) -> dict[str, Any]:
    plans = record.get("plans", ())
    amount: tuple[str, ...] = ()
    if "total" in record:
        amount = _money(record["total"], record.get("total_precision", ""))
    elif len(plans) == 1 and "ceiling" in plans[0]:
        ceiling = plans[0]["ceiling"]
        amount = (f"تا {rial(ceiling)}", f"{toman(ceiling)}، برای هر وام")
    state = _state(registry, record)
    date = parse_historical(record["date"]).words() if record.get("date") else _NO_YEAR
    return {
        "url": addresses.record("facilities", record.id),
        "title": record["title"],
        "kind": registry.words_of("facilities", "kind", record["kind"]),
        "area": registry.area(record["area"]) if record["area"] not in AREAS else "",
        # What was announced carries its day already.
        "date": "" if date in state[0] else date,
        "parties": record.get("parties", []),
        "state": state,
        "amount": amount,
        "plans": counted(len(plans), "طرح") if plans and not amount else "",
    }


def _money(amount: int, precision: str) -> tuple[str, str]:
    """An amount in rial to the last one, and the same in toman."""
    return rial(amount, precision), toman(amount, precision)


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one line of credit or agreement."""
    registry = site.registry
    record = registry.one("facilities", record_id)
    kind = registry.words_of("facilities", "kind", record["kind"])
    columns, rows = _plans(site, record)
    lent = registry.by("loans", "facility").get(record_id, [])
    own = {
        "kind": kind,
        "lead": record.get("summary", ""),
        "state": _state(registry, record),
        "total": _money(record["total"], record.get("total_precision", "")) if "total" in record else None,
        "total_title": registry.package.resources["facilities"].by_name["total"].title,
        "parties": record.get("parties", []),
        "columns": columns,
        "plans": rows,
        "facts": list(facts(site, record, _PLACED)),
        "loans": figures.total(lent) if lent else None,
        "pending": loans.pending_words(site, "facility", record_id),
        "loan_rows": loans.rows(site, lent),
    }
    text = record.get("summary") or f"{record['title']}، {kind}"
    return record_view(site, record, url, "facility.html", text, own)


def _plans(site: Site, record: Record) -> tuple[list[str], list[dict[str, Any]]]:
    """The plans as a table: a column for each field of the descriptor that some plan fills."""
    plans = record.get("plans", [])
    child = site.registry.package.resources["facilities-plans"]
    name, *others = child.own_fields
    shown = [
        field
        for field in others
        if field.name != "note" and not field.name.endswith(_PRECISION) and any(field.name in plan for plan in plans)
    ]
    rows = [
        {
            "kind": plan[name.name],
            "note": plan.get("note", ""),
            "cells": [(field.title, *_cell(site, field, plan)) for field in shown],
        }
        for plan in plans
    ]
    return [name.title, *(field.title for field in shown)], rows


def _cell(site: Site, field: Field, plan: dict[str, Any]) -> tuple[str, str]:
    """A cell's words, and smaller ones beneath: the toman of an amount, the years of many months."""
    value = plan.get(field.name)
    if value is None:
        return "", ""
    if field.unit == "ریال":
        return _money(value, plan.get(field.name + _PRECISION, ""))
    words = fact(site, field, value).words
    if field.unit == "ماه" and value >= 12 and value % 12 == 0:
        return words, f"({fa(value // 12)} سال)"
    if field.name == "rate":
        return words, "در سال"
    return words, ""
