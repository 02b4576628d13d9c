"""The rows of workbooks that go back to their senders: which marked copies do not have them yet."""

from __future__ import annotations

from typing import NamedTuple

from generator.inbox.store import entries
from generator.inbox.store.database import Line, Transaction
from generator.persian.digits import ascii_digits

# Beside the marked copy stands which returned rows it was made for.
_MADE_FOR = "/marked.for"


class Unmarked(NamedTuple):
    """A hand-in whose marked copy lacks rows that a reviewer has returned; ``returned`` says which those are."""

    number: int
    version: int
    returned: str


def first(tx: Transaction) -> Unmarked | None:
    """Return the first hand-in of a workbook with returned rows that its marked copy was not made for."""
    line: Line | None = tx.execute(
        "SELECT e.hand_in, e.version, count(*) || ' ' || max(e.decided) AS returned FROM entries e"
        " JOIN hand_ins h ON h.number = e.hand_in AND h.version = e.version AND h.state = 'examined'"
        " JOIN versions v ON v.hand_in = e.hand_in AND v.version = e.version AND lower(v.name) LIKE '%.xlsx'"
        " LEFT JOIN files f ON f.hand_in = e.hand_in AND f.version = e.version AND f.name = ?"
        " WHERE e.state = 'returned' GROUP BY e.hand_in, e.version"
        " HAVING returned IS NOT CAST(max(f.bytes) AS TEXT) LIMIT 1",
        (_MADE_FOR,),
    ).fetchone()
    return Unmarked(*line) if line else None


def rows(tx: Transaction, one: Unmarked) -> dict[int, str]:
    """Return the numbers of the rows that the sender has to mend, each with the reviewer's sentence where there is one."""
    found = {}
    for line in entries.of_hand_in(tx, one.number):
        row = ascii_digits(str(entries.card(line).get("row", "")))
        if line["state"] in ("mend", "returned") and row.isdecimal():
            found[int(row)] = str(line["reason"]) if line["state"] == "returned" else ""
    return found


def done(tx: Transaction, one: Unmarked) -> None:
    """Note which returned rows the marked copy was made for."""
    made_for = (one.number, one.version, _MADE_FOR, one.returned.encode())
    tx.execute(
        "INSERT OR REPLACE INTO files (hand_in, version, name, is_ready, bytes) VALUES (?, ?, ?, 1, ?)", made_for
    )
