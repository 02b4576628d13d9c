"""Loans on their way: introduced, under review, approved, paid, settled or rejected, each step with its day and who said so.

Before its approval a loan stands here alone. From then on its row goes to the public table by a hand-in of its own (the
*carrier*), and so does each later step. Shapes: days are Gregorian dates; cells are the row as the table has it. Errors:
`StepFault`, a Persian sentence, where a step cannot be made.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

from generator.inbox.loan_bank import BEFORE, INTRODUCED, INTRODUCTION, REJECTED, REVIEW, STAGE
from generator.inbox.store.database import Line, Transaction, as_json, marks
from generator.inbox.store.entries import UNDECIDED
from generator.inbox.store.log_book import note
from generator.persian.calendar.jalali import from_gregorian
from generator.subjects.women.checks.loan_checks import COOPERATIVE, GRANTED, STAGES

APPROVED, PAID, SETTLED = GRANTED
#: What may follow each stage.
NEXT: Mapping[str, tuple[str, ...]] = {
    INTRODUCED: (REVIEW, APPROVED, REJECTED),
    REVIEW: (APPROVED, REJECTED),
    APPROVED: (PAID,),
    PAID: (SETTLED,),
    SETTLED: (),
    REJECTED: (),
}
#: From then on a rejected loan does not say whose it was.
NAMED_AFTER_REJECTION = timedelta(days=730)
_GONE = "این وام پیدا نشد. صفحه را از نو باز کنید."
_MOVED_ON = "در این میان مرحلهٔ این وام عوض شده است. صفحه را از نو ببینید و اگر هنوز لازم است دوباره بزنید."
_NOT_NEXT = "پس از این مرحله چنین گامی نیست."
_TOO_EARLY = "این روز پیش از مرحلهٔ پیشین ({day}) است. تاریخ را درست کنید."
_TO_COME = "این روز هنوز نیامده است. تاریخ را درست کنید."
_ON_ITS_WAY = "این وام به جدول عمومی رفته است. برگرداندن آن کار بازبین است، از تاریخچه."


class StepFault(ValueError):
    """A step that cannot be made; the text says why and what to do, in Persian."""


@dataclass(frozen=True)
class Loan:
    """A loan with the days of its stages by their names.

    ``is_public`` tells whether its row has stood in the public table, ``carried`` in which state the entry is that carries
    its newest step there: empty where none does, «received» where nobody has looked at it yet.
    """

    id: int
    county: str
    facility: str
    stage: str
    since: date
    cells: Mapping[str, str]
    days: Mapping[str, date]
    is_public: bool = False
    carrier: int | None = None
    carried: str = ""
    said: str = ""

    def age(self, today: date) -> int:
        """Return for how many days it has been at its stage."""
        return (today - self.since).days

    @property
    def can_return(self) -> bool:
        """Whether its newest step can still be taken back here."""
        if self.stage in (REVIEW, REJECTED):
            return True
        return self.stage in GRANTED and self.carrier is not None and self.carried in ("received", *UNDECIDED)


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
        (cells["county"], cells["facility"], stage, days[stage].isoformat(), _json(cells), hand_in),
    )
    loan = int(made.lastrowid or 0)
    tx.executemany(
        "INSERT INTO loan_steps VALUES (?, ?, ?, ?)", [(loan, name, day.isoformat(), by) for name, day in days.items()]
    )
    note(tx, at, f"loan-{stage}", by, hand_in, detail=str(loan))
    return loan


def mend(tx: Transaction, loan: int, cells: Mapping[str, str], by: int | None, at: datetime) -> None:
    """Keep other cells of a loan that nobody has begun to review; raise StepFault."""
    if _line(tx, loan)[STAGE] != INTRODUCED:
        raise StepFault(_MOVED_ON)
    tx.execute("UPDATE loans SET cells = ? WHERE id = ?", (_json(cells), loan))
    note(tx, at, "loan-mended", by, detail=str(loan))


def step(
    tx: Transaction, loan: int, seen: str, stage: str, day: date, by: int | None, at: datetime, today: date
) -> dict[str, str]:
    """Take a loan one stage on, on a day, as it was seen at another; return its row with all its days; raise StepFault."""
    line = _line(tx, loan)
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


def undo(tx: Transaction, loan: Loan, by: int | None, at: datetime) -> None:
    """Let a loan stand where it stood before its newest step."""
    tx.execute("DELETE FROM loan_steps WHERE loan = ? AND stage = ?", (loan.id, loan.stage))
    before = max((name for name in loan.days if name != loan.stage), key=list(NEXT).index)
    cells = dict(loan.cells)
    if loan.stage != REJECTED:
        cells.pop(STAGES[loan.stage], None)
        cells[STAGE] = before
    _stand(tx, loan.id, before, loan.days[before], cells)
    tx.execute("UPDATE loans SET carrier = NULL WHERE id = ?", (loan.id,))
    note(tx, at, "loan-back", by, detail=f"{loan.id} {loan.stage}")


def _stand(tx: Transaction, loan: int, stage: str, day: date, cells: Mapping[str, str]) -> None:
    tx.execute(
        "UPDATE loans SET stage = ?, since = ?, cells = ? WHERE id = ?", (stage, day.isoformat(), _json(cells), loan)
    )


# The state of the entry that carries a loan: the newest of its hand-in, or that nobody has looked at the hand-in yet.
_SELECT = (
    "SELECT loans.*, hand_ins.state AS hand_in_state, entries.state AS entry_state, entries.reason, entries.problems"
    " FROM loans LEFT JOIN hand_ins ON hand_ins.number = loans.carrier"
    " LEFT JOIN entries ON entries.id = (SELECT max(id) FROM entries WHERE hand_in = loans.carrier)"
)


def by_id(tx: Transaction, loan: int) -> Loan | None:
    """Return a loan."""
    found = selected(tx, " WHERE loans.id = ?", (loan,))
    return found[0] if found else None


def listed(
    tx: Transaction, stages: Collection[str], county: str = "", facilities: Collection[str] | None = None
) -> list[Loan]:
    """Return the loans at some stages, those that have been there longest first; of one county, of some facilities."""
    only = f" WHERE loans.stage IN ({marks(stages)})"
    wanted: list[str] = [*stages]
    if county:
        only, wanted = f"{only} AND loans.county = ?", [*wanted, county]
    if facilities is not None:
        only, wanted = f"{only} AND loans.facility IN ({marks(facilities)})", [*wanted, *facilities]
    return selected(tx, f"{only} ORDER BY loans.since, loans.id", wanted)


def of_hand_in(tx: Transaction, number: int) -> list[Loan]:
    """Return the loans that a hand-in introduced."""
    return selected(tx, " WHERE loans.hand_in = ? ORDER BY loans.id", (number,))


def selected(tx: Transaction, only: str, wanted: Iterable[str | int]) -> list[Loan]:
    """Return the loans that a condition of this room's own lets through."""
    lines = tx.execute(f"{_SELECT}{only}", tuple(wanted)).fetchall()
    days: dict[int, dict[str, date]] = {line["id"]: {} for line in lines}
    # One loan is asked for often, all of them now and then: both in one reading.
    steps = tx.execute(
        "SELECT loan, stage, day FROM loan_steps" + (" WHERE loan = ?" if len(lines) == 1 else ""),
        [line["id"] for line in lines] if len(lines) == 1 else [],
    )
    for one in steps if lines else ():
        if one["loan"] in days:
            days[one["loan"]][one["stage"]] = date.fromisoformat(one["day"])
    return [_loan(line, days[line["id"]]) for line in lines]


def _loan(line: Line, days: Mapping[str, date]) -> Loan:
    said = line["reason"] or ""
    if line["entry_state"] == "mend":
        said = " ".join(one["sentence"] for one in json.loads(line["problems"]) if one["severity"] == "error")
    return Loan(
        line["id"],
        line["county"],
        line["facility"],
        line["stage"],
        date.fromisoformat(line["since"]),
        json.loads(line["cells"]),
        days,
        line["moved"] is not None,
        line["carrier"],
        line["entry_state"] or ("received" if line["hand_in_state"] in ("received", "stuck", "refused") else ""),
        said,
    )


def open_introductions(tx: Transaction, county: str) -> list[Line]:
    """Return the hand-ins that introduce loans of a county, or of all, and are not done: on their way, or to be mended."""
    only, wanted = (" AND hand_ins.county = ?", (county,)) if county else ("", ())
    return tx.execute(
        "SELECT hand_ins.*, people.name AS sender, (SELECT count(*) FROM entries WHERE hand_in = number AND"
        " entries.state = 'mend') AS faults FROM hand_ins LEFT JOIN people ON people.id = hand_ins.person"
        f" WHERE door = ? AND decided IS NULL AND hand_ins.state NOT IN ('gone', 'erased'){only} ORDER BY number DESC",
        (INTRODUCTION, *wanted),
    ).fetchall()


def rows(tx: Transaction) -> list[dict[str, str]]:
    """Return the rows that are laid over the public table when loans are judged: those that it does not have yet."""
    found = selected(
        tx,
        f" WHERE loans.stage IN ({marks(BEFORE)}) OR (loans.stage = ? AND loans.moved IS NULL)",
        [*BEFORE, APPROVED],
    )
    return [dict(loan.cells) for loan in found]


def same_as(tx: Transaction, record: str) -> Loan | None:
    """Return the loan whose row has an id, before it is public."""
    return next((one for one in selected(tx, " WHERE loans.moved IS NULL", ()) if one.cells.get("id") == record), None)


def medians(loans: Iterable[Loan]) -> dict[str, int]:
    """Return for each stage that some loan has left the median of the days that they stood there."""
    waits: dict[str, list[int]] = {}
    for loan in loans:
        way = sorted(loan.days.items(), key=lambda pair: list(NEXT).index(pair[0]))
        for (name, began), (_, ended) in pairwise(way):
            waits.setdefault(name, []).append((ended - began).days)
    return {name: round(median(waits[name])) for name in NEXT if name in waits}


def forget(tx: Transaction, today: date) -> int:
    """Take out of old rejected loans all that tells whose they were; return of how many."""
    found = selected(tx, " WHERE loans.stage = ? AND loans.since <= ?", [REJECTED, str(today - NAMED_AFTER_REJECTION)])
    found = [loan for loan in found if COOPERATIVE in loan.cells]
    for loan in found:
        tx.execute("UPDATE loans SET cells = '{}', hand_in = NULL WHERE id = ?", (loan.id,))
    return len(found)


def _line(tx: Transaction, loan: int) -> Line:
    line: Line | None = tx.execute("SELECT * FROM loans WHERE id = ?", (loan,)).fetchone()
    if line is None:
        raise StepFault(_GONE)
    return line


def _json(cells: Mapping[str, str]) -> str:
    return as_json({name: text for name, text in cells.items() if text})
