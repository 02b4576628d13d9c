"""The report of the director: what waits where and for how long, the loans by stage, and late resolutions; read only."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from generator.dataset.reading.load import IRAN
from generator.inbox import loan_bank
from generator.inbox.store import measures
from generator.inbox.store.database import Transaction
from generator.inbox.store.invitations import DIRECTOR, KEEPER, REVIEWER
from generator.inbox.store.loans import kept_loans
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import fa
from generator.persian.order import sort_key
from generator.subjects.women import figures
from generator.subjects.women.loans.loan_words import phrases

HOME = "/inbox/reports/"
_MEETINGS = "meetings"
_NOBODY = "بدون دستگاه مسئول"


def report(visit: Visit) -> Response:
    """Show the report of the whole province."""
    if visit.person.county:
        raise Refusal(403, "این گزارش استانی است", "کار شهرستان خود را در صف بازبینی و فهرست وام‌ها می‌بینید.")
    bank = visit.house.bank
    with visit.house.store.reading() as tx:
        waiting = measures.waiting(tx, visit.at, IRAN)
        context: dict[str, Any] = {
            "waiting": [
                [bank.county(one.county), *one.ages, f"{one.oldest} روز"]
                for one in sorted(waiting, key=lambda one: _by_name(one.county, bank.county(one.county)))
            ],
            "ever": measures.turnaround(tx, IRAN),
            "lately": measures.turnaround(tx, IRAN, measures.lately(visit.at)),
            "loans": _loans(visit, tx) if loan_bank.is_kept(bank.package) else None,
        }
    limits = [fa(limit) for limit in measures.AGES]
    ages = [f"تا {limits[0]} روز", f"تا {limits[1]} روز", f"بیش از {limits[1]} روز"]
    context["today"] = from_gregorian(visit.today).words()
    return page(visit, "reports.html", ages=ages, late_by=_late(visit), **context)


def _loans(visit: Visit, tx: Transaction) -> list[list[str | int]]:
    """Return by stage how many loans stand there, for how many days the first of them, and the usual time."""
    every = kept_loans.listed(tx, tuple(kept_loans.NEXT))
    medians, today = kept_loans.medians(every), visit.today
    found: list[list[str | int]] = []
    for name, label in phrases(visit.house.bank.package).items():
        ages = [loan.age(today) for loan in every if loan.stage == name]
        if ages:
            usual = f"{medians[name]} روز" if name in medians else "–"
            found.append([label, len(ages), f"{max(ages)} روز", usual])
    return found


def _late(visit: Visit) -> list[tuple[str, list[tuple[str, int]]]]:
    """Return the overdue resolutions by agency and by area: what the site tells everybody too."""
    bank = visit.house.bank
    if _MEETINGS not in bank.package.resources:
        return []
    agencies, areas = figures.late(bank.registry, visit.today)
    names = bank.names().get("agencies", {})
    by_agency = [
        (names.get(key, key) or _NOBODY, agencies[key])
        for key in sorted(agencies, key=lambda key: _by_name(key, names.get(key) or key))
    ]
    by_area = [
        (bank.registry.area(key), areas[key])
        for key in sorted(areas, key=lambda key: _by_name(key, bank.registry.area(key)))
    ]
    return [("دستگاه مسئول", by_agency), ("شهرستان", by_area)] if by_agency else []


def _by_name(key: str, name: str) -> tuple[bool, Any]:
    """Return by what counties and agencies follow each other: the alphabet, never a number; what is of none comes last."""
    return not key, sort_key(name)


ROUTES = (Route(HOME, report, roles=(DIRECTOR, REVIEWER, KEEPER)),)
