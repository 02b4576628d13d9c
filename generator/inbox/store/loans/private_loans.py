"""Loans on their way: introduced, under review, approved, paid, settled or rejected, each step with its day and who said so.

Before its approval a loan stands here alone. From then on its row goes to the public table by a hand-in of its own (the
*carrier*), and so does each later step. Shapes: days are Gregorian dates; cells are the row as the table has it. Errors:
`StepFault`, a Persian sentence, where a step cannot be made.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from generator.inbox.loan_bank import INTRODUCED, REJECTED, STAGE
from generator.inbox.store.database import Line, Transaction, as_json, stamp
from generator.inbox.store.loans.kept_loans import NEXT, Loan, as_kept, by_id, selected
from generator.inbox.store.log_book import note
from generator.persian.calendar.jalali import from_gregorian
from generator.subjects.women.checks.loan_checks import COOPERATIVE, GRANTED, STAGES

#: From then on a rejected loan does not say whose it was.
NAMED_AFTER_REJECTION = timedelta(days=730)
_GONE = "این وام پیدا نشد. صفحه را از نو باز کنید."
_MOVED_ON = "در این میان مرحلهٔ این وام عوض شده است. صفحه را از نو ببینید و اگر هنوز لازم است دوباره بزنید."
_MENDED = (
    "کارشناس در این میان معرفی این وام را اصلاح کرده است. آنچه را که عوض شده ببینید و اگر هنوز لازم است دوباره بزنید."
)
_NOT_NEXT = "پس از این مرحله چنین گامی نیست."
_TOO_EARLY = "این روز پیش از مرحلهٔ پیشین ({day}) است. تاریخ را درست کنید."
_TO_COME = "این روز هنوز نیامده است. تاریخ را درست کنید."
_ON_ITS_WAY = "این وام به جدول عمومی رفته است. برگرداندن آن کار بازبین است، از تاریخچه."


class StepFault(ValueError):
    """A step that cannot be made; the text says why and what to do, in Persian."""


def introduce(
    tx: Transaction,
    cells: Mapping[str, str],
    days: Mapping[str, date],
    hand_in: int | None,
    by: int | None,
    at: datetime,
) -> int:
    """Keep a loan that stands at the stage of its cells, with the days of its stages; return its number."""
    stage = cells[STAGE]
    made = tx.execute(
        "INSERT INTO loans (county, facility, stage, since, cells, hand_in) VALUES (?, ?, ?, ?, ?, ?)",
        (cells["county"], cells["facility"], stage, days[stage].isoformat(), as_kept(cells), hand_in),
    )
    loan = int(made.lastrowid or 0)
    tx.executemany(
        "INSERT INTO loan_steps VALUES (?, ?, ?, ?)", [(loan, name, day.isoformat(), by) for name, day in days.items()]
    )
    note(tx, at, f"loan-{stage}", by, hand_in, detail=str(loan))
    return loan


def mend(tx: Transaction, loan: int, cells: Mapping[str, str], by: int | None, at: datetime) -> None:
    """Keep other cells of a loan that nobody has begun to review, and what it said first; raise StepFault."""
    line = _line(tx, loan)
    if line[STAGE] != INTRODUCED:
        raise StepFault(_MOVED_ON)
    first = json.loads(line["before"] or "{}").get("cells") or json.loads(line["cells"])
    before = as_json({"cells": first, "at": stamp(at)}) if as_kept(first) != as_kept(cells) else ""
    tx.execute("UPDATE loans SET cells = ?, before = ? WHERE id = ?", (as_kept(cells), before, loan))
    note(tx, at, "loan-mended", by, detail=str(loan))


def step(
    tx: Transaction,
    loan: int,
    seen: str,
    stage: str,
    day: date,
    by: int | None,
    at: datetime,
    today: date,
    trace: str | None = None,
) -> dict[str, str]:
    """Take a loan one stage on, on a day, as it was seen at another; return its row with all its days; raise StepFault.

    Where a ``trace`` is given its cells must be the ones that were seen too.
    """
    line = _line(tx, loan)
    found = by_id(tx, loan)
    if trace is not None and found is not None and found.trace != trace:
        raise StepFault(_MENDED)
    if line[STAGE] != seen:
        raise StepFault(_MOVED_ON)
    if stage not in NEXT[seen]:
        raise StepFault(_NOT_NEXT)
    if day > today:
        raise StepFault(_TO_COME)
    if day < date.fromisoformat(line["since"]):
        raise StepFault(_TOO_EARLY.format(day=from_gregorian(date.fromisoformat(line["since"])).words()))
    cells = dict(json.loads(line["cells"]))
    if stage != REJECTED:
        cells |= {STAGE: stage, STAGES[stage]: from_gregorian(day).text}
    tx.execute("INSERT INTO loan_steps VALUES (?, ?, ?, ?)", (loan, stage, day.isoformat(), by))
    _stand(tx, loan, stage, day, cells)
    tx.execute("UPDATE loans SET undone = '', before = '' WHERE id = ?", (loan,))
    note(tx, at, f"loan-{stage}", by, detail=str(loan))
    return cells


def carry(tx: Transaction, loan: int, hand_in: int) -> None:
    """Keep which hand-in takes the row of a loan to the public table."""
    tx.execute("UPDATE loans SET carrier = ? WHERE id = ?", (hand_in, loan))


def take_back(tx: Transaction, loan: int, seen: str, by: int | None, at: datetime) -> int | None:
    """Take a loan's newest step back; return the hand-in that was to carry it and is not wanted any more; raise StepFault."""
    found = by_id(tx, loan)
    if found is None or found.stage != seen:
        raise StepFault(_MOVED_ON)
    if not found.can_return:
        raise StepFault(_ON_ITS_WAY)
    undo(tx, found, by, at)
    return found.carrier if found.stage in GRANTED else None


def undo(tx: Transaction, loan: Loan, by: int | None, at: datetime, said: str = "") -> None:
    """Let a loan stand where it stood before its newest step; ``said`` is why, where it was not the bank's own wish."""
    tx.execute("DELETE FROM loan_steps WHERE loan = ? AND stage = ?", (loan.id, loan.stage))
    before = max((name for name in loan.days if name != loan.stage), key=list(NEXT).index)
    cells = dict(loan.cells)
    if loan.stage != REJECTED:
        cells.pop(STAGES[loan.stage], None)
        cells[STAGE] = before
    _stand(tx, loan.id, before, loan.days[before], cells)
    tx.execute("UPDATE loans SET carrier = NULL, undone = ? WHERE id = ?", (said, loan.id))
    note(tx, at, "loan-back", by, detail=f"{loan.id} {loan.stage}")


def _stand(tx: Transaction, loan: int, stage: str, day: date, cells: Mapping[str, str]) -> None:
    tx.execute(
        "UPDATE loans SET stage = ?, since = ?, cells = ? WHERE id = ?", (stage, day.isoformat(), as_kept(cells), loan)
    )


def forget(tx: Transaction, today: date) -> int:
    """Take out of old rejected loans all that tells whose they were; return of how many."""
    found = selected(tx, " WHERE loans.stage = ? AND loans.since <= ?", [REJECTED, str(today - NAMED_AFTER_REJECTION)])
    found = [loan for loan in found if COOPERATIVE in loan.cells]
    for loan in found:
        tx.execute("UPDATE loans SET cells = '{}', before = '', undone = '', hand_in = NULL WHERE id = ?", (loan.id,))
    return len(found)


def _line(tx: Transaction, loan: int) -> Line:
    line: Line | None = tx.execute("SELECT * FROM loans WHERE id = ?", (loan,)).fetchone()
    if line is None:
        raise StepFault(_GONE)
    return line
