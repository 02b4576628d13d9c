"""What whoever takes a loan on has to know of it first: its answers, what its introducer changed, and where its row is.

Shapes: a loan in, titles and texts out. Errors: none.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.inbox.loan_bank import LOANS, STAGE
from generator.inbox.store.loans.kept_loans import Loan
from generator.inbox.web.visit import Visit
from generator.persian.digits import fa
from generator.persian.money import rial
from generator.subjects.women.checks.loan_checks import GRANTED, STAGES

_UNCARRIED = {
    "received": "در راه جدول عمومی است؛ هنوز بررسی نشده.",
    "asking": "در صف بازبینی است.",
    "waiting": "در صف بازبینی است.",
    "accepting": "پذیرفته شده و دارد در جدول عمومی نوشته می‌شود.",
    "mend": "در جدول عمومی ثبت نشد: {said} این گام را برگردانید و درستش کنید.",
}


def facts(visit: Visit, cells: Mapping[str, str]) -> dict[str, str]:
    """Return the answers of a loan by their titles, without its stage and days."""
    bank = visit.house.bank
    names = bank.names()
    return {
        item.title: _value(item.options(names).get(cells[item.name], cells[item.name]), item.unit)
        for item in bank.package.resources[LOANS].fields
        if item.name in cells and item.name not in ("id", STAGE, *STAGES.values())
    }


def mended(visit: Visit, loan: Loan) -> list[tuple[str, str, str]]:
    """Return what the introducer of a loan has changed since: title, old and new of each answer that differs."""
    if not loan.before:
        return []
    old, new = (facts(visit, cells) for cells in (loan.before["cells"], loan.cells))
    return [(one, old.get(one, ""), new.get(one, "")) for one in {**new, **old} if old.get(one) != new.get(one)]


def _value(text: str, unit: str) -> str:
    if unit == "ریال" and text.isdecimal():
        return rial(int(text))
    return f"{fa(text)} {unit}".strip() if unit else fa(text)


def is_on_its_way(loan: Loan) -> bool:
    """Whether the newest step has not reached the public table yet: the next one waits for it."""
    return loan.stage in GRANTED and loan.carried not in ("", "accepted", "published")


def on_its_way(loan: Loan) -> str:
    """Return what keeps the next step waiting; empty where nothing does."""
    if not is_on_its_way(loan):
        return ""
    return _UNCARRIED.get(loan.carried, "").format(said=loan.said)
