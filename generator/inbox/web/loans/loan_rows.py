"""Loans as lines, all in words; who sees which of them, and who takes one on. Errors: `Refusal`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from generator.dataset.descriptor import PLACES
from generator.inbox import loan_bank
from generator.inbox.loan_bank import INTRODUCED, REJECTED, REVIEW
from generator.inbox.store.invitations import BANK, DECIDERS, EXPERT, Person
from generator.inbox.store.loans import kept_loans
from generator.inbox.store.loans.kept_loans import APPROVED, PAID, SETTLED, Loan
from generator.inbox.web.visit import Refusal, Visit
from generator.persian.money import rial
from generator.subjects.women.checks.loan_checks import COOPERATIVE
from generator.subjects.women.loans.loan_words import STEPS, phrases

HOME = "/inbox/loans/"
#: Who introduces loans: of a county by the county's expert, else by whoever keeps the queue.
INTRODUCERS = (EXPERT, *DECIDERS)
# What the days of a loan are called, on its page and in the workbook.
DAYS = {**STEPS, REJECTED: "رد"}
_SHAPES = {INTRODUCED: "new", REVIEW: "run", APPROVED: "done", PAID: "done", SETTLED: "plain", REJECTED: "late"}
_FORGOTTEN = "بدون نام، چون دو سال از رد شدن آن گذشته است"


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
