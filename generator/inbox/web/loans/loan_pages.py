"""The loans as those see them who have to do with them: a county's expert, the bank of a facility, reviewers and the director.

Days are typed and shown as Jalali ones. Errors: `Refusal`; a step that cannot be made is said on the loan's own page.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from werkzeug.wrappers import Response

from generator.dataset.descriptor import PLACES
from generator.inbox import loan_bank
from generator.inbox.loan_bank import BEFORE, CARRIER, INTRODUCED, LOANS, REJECTED, REVIEW, STAGE
from generator.inbox.store import hand_ins
from generator.inbox.store.hand_ins import HandIn
from generator.inbox.store.invitations import BANK, DECIDERS, EXPERT, ROLES, Person
from generator.inbox.store.loans import kept_loans, private_loans
from generator.inbox.store.loans.kept_loans import APPROVED, NEXT, PAID, SETTLED, Loan
from generator.inbox.store.loans.private_loans import StepFault
from generator.inbox.web.doors.tracking import SHEET, download
from generator.inbox.web.loans import loan_facts
from generator.inbox.web.loans.loan_sheet import sheet
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.persian.calendar.jalali import from_gregorian, parse_jalali
from generator.persian.calendar.months import JALALI_MONTHS, DateError
from generator.persian.digits import ascii_digits, fa
from generator.persian.money import rial
from generator.subjects.women.checks.loan_checks import COOPERATIVE, GRANTED, STAGES
from generator.subjects.women.loan_words import STEPS, phrases

HOME = "/inbox/loans/"
#: Who introduces loans: of a county by the county's expert, else by whoever keeps the queue.
INTRODUCERS = (EXPERT, *DECIDERS)
#: The heaps of the list: loans that wait for the bank, those that were granted, and those that were not.
HEAPS = {"before": BEFORE, "granted": GRANTED, "rejected": (REJECTED,)}
_HEAP_TITLES = {"before": "پیش از تصویب", "granted": "تصویب‌شده", "rejected": "ردشده"}
# What the days of a loan are called, on its page and in the workbook.
_DAYS = {**STEPS, REJECTED: "رد"}
_ACTS = {REVIEW: "آغاز بررسی", APPROVED: "تصویب شد", REJECTED: "رد شد", PAID: "پرداخت شد", SETTLED: "تسویه شد"}
_SHAPES = {INTRODUCED: "new", REVIEW: "run", APPROVED: "done", PAID: "done", SETTLED: "plain", REJECTED: "late"}
_FORGOTTEN = "بدون نام، چون دو سال از رد شدن آن گذشته است"
# A page shows so many; the workbook has them all.
_SHOWN = 200
_NO_DAY = "این تاریخ نیست. روز، ماه و سال را با هم بنویسید، مانند ۱۲ مرداد ۱۴۰۵."
_LEAP = "اسفند {year} ۲۹ روز دارد. تاریخ را درست کنید."


class Row(NamedTuple):
    """A loan as a line of the list: all in words, and ``age`` in days."""

    loan: Loan
    borrower: str
    county: str
    facility: str
    amount: str
    stage: str
    shape: str
    age: int


def check_kept(visit: Visit) -> None:
    """Refuse where the bank keeps no loans."""
    if not loan_bank.is_kept(visit.house.bank.package):
        raise Refusal(404, "اینجا وامی نیست", "این بانک جدول وام ندارد.")


def may_see(person: Person, loan: Loan) -> bool:
    """Whether somebody sees a loan: a bank those of its facilities, the others those of their county."""
    return loan.facility in person.facilities if person.role == BANK else person.may_see(loan.county)


def may_step(person: Person, loan: Loan) -> bool:
    """Whether somebody takes a loan on: its bank, or a reviewer to whom the bank has written."""
    return may_see(person, loan) and person.role in (BANK, *DECIDERS)


def seen_by(visit: Visit, stages: Iterable[str]) -> list[Loan]:
    """Return the loans at some stages that whoever asks may see, the longest at its stage first."""
    person = visit.person
    with visit.house.store.reading() as tx:
        if person.role == BANK:
            return kept_loans.listed(tx, tuple(stages), facilities=person.facilities)
        return kept_loans.listed(tx, tuple(stages), county=person.county)


def rows_of(visit: Visit, loans: Iterable[Loan]) -> list[Row]:
    """Return loans as lines of the list."""
    names, said, day = visit.house.bank.names(), phrases(visit.house.bank.package), visit.today
    return [_row(loan, names, said, day) for loan in loans]


def _row(loan: Loan, names: Mapping[str, Mapping[str, str]], said: Mapping[str, str], day: date) -> Row:
    amount, borrower = loan.cells.get("amount", ""), loan.cells.get(COOPERATIVE, "")
    return Row(
        loan,
        names["cooperatives"].get(borrower, borrower) or _FORGOTTEN,
        names[PLACES].get(loan.county, loan.county),
        names["facilities"].get(loan.facility, loan.facility),
        rial(int(amount)) if amount.isdecimal() else "",
        said[loan.stage],
        _SHAPES[loan.stage],
        loan.age(day),
    )


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
    return download(sheet(_HEAP_TITLES[heap], rows, _DAYS), f"loans-{heap}.xlsx", SHEET)


# ---------- one loan ----------


def one(visit: Visit, number: int) -> Response:
    """Show a loan with its days and what may follow."""
    return _page(visit, _found(visit, number))


def _found(visit: Visit, number: int) -> Loan:
    check_kept(visit)
    with visit.house.store.reading() as tx:
        loan = kept_loans.by_id(tx, number) if number < 2**63 else None
    # Whoever may not see a loan is not told either whether there is one.
    if loan is None or not may_see(visit.person, loan):
        raise Refusal(
            403, "این وام با شما نیست", "بانک وام‌های خط‌های اعتباری خود را می‌بیند و کارشناس وام‌های شهرستان خود را."
        )
    return loan


def _page(visit: Visit, loan: Loan, fault: str = "", typed: dict[str, str] | None = None) -> Response:
    way = [(_DAYS[name], from_gregorian(loan.days[name]).words(), name) for name in NEXT if name in loan.days]
    now = from_gregorian(visit.today)
    may = may_step(visit.person, loan)
    return page(
        visit,
        "loan.html",
        status=422 if fault else 200,
        row=rows_of(visit, [loan])[0],
        facts=list(loan_facts.facts(visit, loan.cells).items()),
        mended=loan_facts.mended(visit, loan),
        way=way,
        acts=[(name, _ACTS[name]) for name in NEXT[loan.stage]] if may and not loan_facts.is_on_its_way(loan) else [],
        can_return=may and loan.can_return,
        on_its_way=loan_facts.on_its_way(loan),
        fault=fault,
        typed=typed or {"day": fa(str(now.day or "")), "month": str(now.month), "year": fa(str(now.year))},
        months=JALALI_MONTHS,
    )


def step(visit: Visit, number: int) -> Response:
    """Take a loan one stage on, on the day that was typed; what is granted sets out for the public table."""
    loan, person = _found(visit, number), visit.person
    if not may_step(person, loan):
        raise Refusal(403, "این کار با شما نیست", "گام‌های وام را بانک همان خط اعتباری ثبت می‌کند.")
    stage = visit.text(STAGE)
    typed = {name: visit.text(name) for name in ("day", "month", "year")}
    try:
        day = _day(typed)
        with visit.house.store.writing() as tx:
            if stage in GRANTED and loan_facts.is_on_its_way(loan):
                raise StepFault(loan_facts.on_its_way(loan))
            seen, trace = visit.text("seen"), visit.text("trace")
            cells = private_loans.step(tx, loan.id, seen, stage, day, person.id, visit.at, visit.today, trace)
            if stage in GRANTED:
                body = loan_bank.ready(_public_row(visit, loan, cells))
                # Of no county: who sees hand-ins of a county may take them back, and this one is the bank's.
                sent = HandIn(secrets.token_bytes(16), 1, CARRIER, "record", "loan.json", body, person=person.id)
                carrier = hand_ins.receive(tx, sent, visit.house.secret, visit.at).number
                private_loans.carry(tx, loan.id, carrier)
    except StepFault as fault:
        return _page(visit, _found(visit, number), str(fault), typed)
    return see(f"{HOME}{loan.id}/")


def _public_row(visit: Visit, loan: Loan, cells: dict[str, str]) -> dict[str, str]:
    """Return the row that goes on: where it is public already, as it stands there, for somebody may have put it right."""
    resource = visit.house.bank.package.resources[LOANS]
    for record in visit.house.bank.records(LOANS) if loan.is_public else ():
        if all(str(record.get(name, "")) == cells.get(name, "") for name in resource.identity):
            known = {name: str(text) for name, text in loan_bank.texts(resource, record.values).items()}
            return {**known, STAGE: cells[STAGE], STAGES[cells[STAGE]]: cells[STAGES[cells[STAGE]]]}
    return cells


def _day(typed: dict[str, str]) -> date:
    """Return the day that was typed; raise StepFault."""
    year, month, day = (ascii_digits(typed[name]) for name in ("year", "month", "day"))
    try:
        found = parse_jalali(f"{year}-{month.zfill(2)}-{day.zfill(2)}")
    except DateError as error:
        raise StepFault(_LEAP.format(year=fa(year)) if error.code == "leap" else _NO_DAY) from None
    return found.first()


def take_back(visit: Visit, number: int) -> Response:
    """Take a loan's newest step back, as long as its row is not public."""
    loan, person = _found(visit, number), visit.person
    if not may_step(person, loan):
        raise Refusal(403, "این کار با شما نیست", "گام‌های وام را بانک همان خط اعتباری ثبت می‌کند.")
    try:
        with visit.house.store.writing() as tx:
            carrier = private_loans.take_back(tx, loan.id, visit.text("seen"), person.id, visit.at)
            if carrier is not None:
                hand_ins.take_away(tx, carrier, person.id, visit.at)
    except StepFault as fault:
        return _page(visit, _found(visit, number), str(fault))
    return see(f"{HOME}{loan.id}/")


ROUTES = (
    Route(HOME, listing, roles=ROLES),
    Route(f"{HOME}loans.xlsx", as_workbook, roles=ROLES),
    Route(f"{HOME}<int:number>/", one, roles=ROLES),
    Route(f"{HOME}<int:number>/step", step, is_post=True, roles=(BANK, *DECIDERS), largest=4096),
    Route(f"{HOME}<int:number>/back", take_back, is_post=True, roles=(BANK, *DECIDERS), largest=4096),
)
