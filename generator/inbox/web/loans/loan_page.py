"""The page of one loan: its days, what may follow, and its steps as the bank or a reviewer takes them.

Days are typed and shown as Jalali ones. Errors: `Refusal`; a step that cannot be made is said on the page.
"""

from __future__ import annotations

import secrets
from datetime import date

from werkzeug.wrappers import Response

from generator.inbox import loan_bank
from generator.inbox.loan_bank import CARRIER, LOANS, REJECTED, REVIEW, STAGE
from generator.inbox.store import hand_ins
from generator.inbox.store.hand_ins import HandIn
from generator.inbox.store.invitations import BANK, DECIDERS, ROLES
from generator.inbox.store.loans import kept_loans, private_loans
from generator.inbox.store.loans.kept_loans import APPROVED, NEXT, PAID, SETTLED, Loan
from generator.inbox.store.loans.private_loans import StepFault
from generator.inbox.web.loans import loan_facts
from generator.inbox.web.loans.loan_rows import DAYS, HOME, check_kept, may_see, may_step, rows_of
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.persian.calendar.jalali import from_gregorian, parse_jalali
from generator.persian.calendar.months import JALALI_MONTHS, DateError
from generator.persian.digits import ascii_digits, fa
from generator.subjects.women.checks.loan_checks import GRANTED, STAGES

_ACTS = {REVIEW: "آغاز بررسی", APPROVED: "تصویب شد", REJECTED: "رد شد", PAID: "پرداخت شد", SETTLED: "تسویه شد"}
_NO_DAY = "این تاریخ نیست. روز، ماه و سال را با هم بنویسید، مانند ۱۲ مرداد ۱۴۰۵."
_LEAP = "اسفند {year} ۲۹ روز دارد. تاریخ را درست کنید."


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
    way = [(DAYS[name], from_gregorian(loan.days[name]).words(), name) for name in NEXT if name in loan.days]
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
    Route(f"{HOME}<int:number>/", one, roles=ROLES),
    Route(f"{HOME}<int:number>/step", step, is_post=True, roles=(BANK, *DECIDERS), largest=4096),
    Route(f"{HOME}<int:number>/back", take_back, is_post=True, roles=(BANK, *DECIDERS), largest=4096),
)
