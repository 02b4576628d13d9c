"""The loans that are kept, read: one, some, those of a hand-in, the rows that they come to, and how long they stand.

Shapes: conditions in, `Loan` values out. Errors: none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from generator.inbox.loan_bank import BEFORE, INTRODUCED, INTRODUCTION, REJECTED, REVIEW
from generator.inbox.store.database import Line, Transaction, as_json, marks
from generator.inbox.store.entries import UNDECIDED
from generator.subjects.women.checks.loan_checks import GRANTED

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
    # Why its newest step was undone, and the cells that it had before its introducer changed them, at a time.
    undone: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)

    @property
    def trace(self) -> str:
        """A hash of its cells: whoever takes it on says which they saw."""
        return hashlib.sha256(as_kept(self.cells).encode()).hexdigest()[:16]

    def age(self, today: date) -> int:
        """Return for how many days it has been at its stage."""
        return (today - self.since).days

    @property
    def can_return(self) -> bool:
        """Whether its newest step can still be taken back here."""
        if self.stage in (REVIEW, REJECTED):
            return True
        return self.stage in GRANTED and self.carrier is not None and self.carried in ("received", *UNDECIDED)


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
        line["undone"],
        json.loads(line["before"] or "{}"),
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


def as_kept(cells: Mapping[str, str]) -> str:
    """Return cells as the store has them."""
    return as_json({name: text for name, text in cells.items() if text})
