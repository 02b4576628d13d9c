"""The list of loans as those see it who have to do with them: a county's expert, a bank, reviewers and the director."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug.wrappers import Response

from generator.inbox import loan_bank
from generator.inbox.loan_bank import BEFORE, REJECTED
from generator.inbox.store.invitations import BANK, ROLES
from generator.inbox.store.loans import kept_loans
from generator.inbox.store.loans.kept_loans import NEXT
from generator.inbox.web.doors.tracking import SHEET, download
from generator.inbox.web.loans.loan_rows import DAYS, HOME, INTRODUCERS, Row, check_kept, rows_of, seen_by
from generator.inbox.web.loans.loan_sheet import sheet
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Route, Visit
from generator.subjects.women.checks.loan_checks import GRANTED
from generator.subjects.women.loans.loan_words import phrases

#: The heaps of the list: loans that wait for the bank, those that were granted, and those that were not.
HEAPS = {"before": BEFORE, "granted": GRANTED, "rejected": (REJECTED,)}
_HEAP_TITLES = {"before": "پیش از تصویب", "granted": "تصویب‌شده", "rejected": "ردشده"}
# A page shows so many; the workbook has them all.
_SHOWN = 200


def listing(visit: Visit) -> Response:
    """Show the loans of whoever asks: how long each stands at its stage, by facility and county, and the usual times."""
    check_kept(visit)
    heap = visit.asked("heap") if visit.asked("heap") in HEAPS else "before"
    every = seen_by(visit, NEXT)
    found = rows_of(visit, (loan for loan in every if loan.stage in HEAPS[heap]))
    wanted = {name: visit.asked(name) for name in ("county", "facility")}
    shown = [one for one in found if all(not value or getattr(one.loan, key) == value for key, value in wanted.items())]
    said = phrases(visit.house.bank.package)
    person = visit.person
    return page(
        visit,
        "loans.html",
        heap=heap,
        heaps={
            name: (_HEAP_TITLES[name], sum(loan.stage in stages for loan in every)) for name, stages in HEAPS.items()
        },
        rows=shown[:_SHOWN],
        left_out=max(0, len(shown) - _SHOWN),
        wanted=wanted,
        counties=_choices((one.loan.county, one.county) for one in found),
        facilities=_choices((one.loan.facility, one.facility) for one in found),
        groups=_groups(shown) if heap == "before" else [],
        medians=[(said[name], days) for name, days in kept_loans.medians(every).items()],
        may_introduce=person.role in INTRODUCERS,
        is_bank=person.role == BANK,
        open_introductions=_open_introductions(visit) if person.role in INTRODUCERS else [],
        sent=visit.asked("sent"),
        counted=loan_bank.counted_on(visit.house.bank.registry),
    )


def _open_introductions(visit: Visit) -> list[Any]:
    with visit.house.store.reading() as tx:
        return kept_loans.open_introductions(tx, visit.person.county)


def _choices(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return dict(sorted(set(pairs), key=lambda pair: pair[1]))


def _groups(rows: Iterable[Row]) -> list[tuple[str, str, int, int]]:
    """Return by facility and county how many loans wait, and for how many days the first of them has."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in rows:
        found.setdefault((one.facility, one.county), []).append(one.age)
    return [(*names, len(ages), max(ages)) for names, ages in sorted(found.items(), key=lambda pair: -max(pair[1]))]


def as_workbook(visit: Visit) -> Response:
    """Send the loans of whoever asks as a workbook."""
    check_kept(visit)
    heap = visit.asked("heap") if visit.asked("heap") in HEAPS else "before"
    rows = rows_of(visit, seen_by(visit, HEAPS[heap]))
    return download(sheet(_HEAP_TITLES[heap], rows, DAYS), f"loans-{heap}.xlsx", SHEET)


ROUTES = (
    Route(HOME, listing, roles=ROLES),
    Route(f"{HOME}loans.xlsx", as_workbook, roles=ROLES),
)
