"""What goes on from the store of loans: rows to the public table by hand-ins that carry them, and counts without a name."""

from __future__ import annotations

from datetime import datetime

from generator.inbox.loan_bank import BEFORE, COUNTS, REJECTED, STAGE
from generator.inbox.store.database import Line, Transaction, marks, stamp
from generator.inbox.store.loans.kept_loans import APPROVED, selected
from generator.inbox.store.loans.private_loans import undo
from generator.persian.calendar.jalali import from_gregorian
from generator.subjects.women.checks.loan_checks import STAGES

_UNDONE = {
    "returned": "بازبین آن را به جدول عمومی نبرد و برگرداند{said}",
    "rejected": "بازبین آن را نپذیرفت{said}",
    "taken-back": "بازبین ثبتِ آن در جدول عمومی را پس گرفت.",
    "gone": "آنچه باید به جدول عمومی می‌رفت پاک شده است.",
}


def to_accept(tx: Transaction) -> list[Line]:
    """Return the entries that wait though all is decided: counts, and steps of loans by whoever took them (``person``)."""
    return tx.execute(
        "SELECT entries.id, entries.digest, hand_ins.person FROM entries JOIN hand_ins ON number = entries.hand_in"
        " WHERE entries.state = 'waiting' AND entries.reason = '' AND hand_ins.state = 'examined'"
        " AND (door = ? OR number IN (SELECT carrier FROM loans)) ORDER BY entries.id",
        (COUNTS,),
    ).fetchall()


def follow(tx: Transaction, at: datetime) -> None:
    """Note which loans stand in the public table now, and take back the steps that a reviewer kept out of it."""
    tx.execute(
        "UPDATE loans SET moved = ? WHERE moved IS NULL AND carrier IN"
        " (SELECT hand_in FROM entries WHERE state IN ('accepted', 'published'))",
        (stamp(at),),
    )
    ended = selected(tx, " WHERE entries.state IN ('returned', 'rejected', 'taken-back', 'gone')", ())
    for loan in ended:
        undo(tx, loan, None, at, _UNDONE[loan.carried].format(said=f": «{loan.said}»" if loan.said else "."))
        if loan.stage == APPROVED:
            tx.execute("UPDATE loans SET moved = NULL WHERE id = ?", (loan.id,))


def countable(tx: Transaction) -> list[dict[str, str]] | None:
    """Return what the public counts are made of: place, facility, stage and days, and no name; None where none was ever kept."""
    if tx.execute("SELECT 1 FROM loans").fetchone() is None:
        return None
    found = selected(tx, f" WHERE loans.stage IN ({marks((*BEFORE, REJECTED))}) ORDER BY loans.id", [*BEFORE, REJECTED])
    return [
        {
            "county": loan.county,
            "facility": loan.facility,
            STAGE: loan.stage,
            **{STAGES.get(name, name): from_gregorian(day).text for name, day in loan.days.items()},
        }
        for loan in found
    ]


def is_counted(tx: Transaction, season: str) -> bool:
    """Whether the counts of a season were handed in."""
    return tx.execute("SELECT 1 FROM hand_ins WHERE door = ? AND record = ?", (COUNTS, season)).fetchone() is not None
