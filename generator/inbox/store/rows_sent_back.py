"""The rows of workbooks that go back to their senders: which marked copies have them, and which do not yet."""

from __future__ import annotations

from typing import NamedTuple

from generator.inbox.store import entries, sent_files
from generator.inbox.store.database import Line, Transaction
from generator.persian.digits import ascii_digits

# Beside the marked copy stands which rows it was made for.
_MADE_FOR = "/marked.for"


class Unmarked(NamedTuple):
    """A version whose marked copy lacks rows that a reviewer has returned; ``rows`` says which it should have."""

    number: int
    version: int
    rows: str


def first(tx: Transaction) -> Unmarked | None:
    """Return the first version of a workbook with returned rows that its marked copy was not made for."""
    line: Line | None = tx.execute(
        "SELECT e.hand_in, e.version, count(*) || ' ' || sum(e.id) || ' ' || max(e.decided) AS rows FROM entries e"
        " JOIN hand_ins h ON h.number = e.hand_in AND h.state IN ('examined', 'refused')"
        " JOIN versions v ON v.hand_in = e.hand_in AND v.version = e.version AND lower(v.name) LIKE '%.xlsx'"
        " LEFT JOIN files f ON f.hand_in = e.hand_in AND f.version = e.version AND f.name = ?"
        " WHERE e.state IN ('mend', 'returned') GROUP BY e.hand_in, e.version"
        " HAVING sum(e.state = 'returned') > 0 AND rows IS NOT CAST(max(f.bytes) AS TEXT) LIMIT 1",
        (_MADE_FOR,),
    ).fetchone()
    return Unmarked(*line) if line else None


def rows(tx: Transaction, one: Unmarked) -> dict[int, str]:
    """Return the numbers of the rows that the sender has to mend, each with the reviewer's sentence where there is one."""
    found = {}
    for line in entries.of_hand_in(tx, one.number):
        row = ascii_digits(str(entries.card(line).get("row", "")))
        if line["version"] == one.version and line["state"] in ("mend", "returned") and row.isdecimal():
            found[int(row)] = str(line["reason"]) if line["state"] == "returned" else ""
    return found


def done(tx: Transaction, one: Unmarked) -> None:
    """Note which rows the marked copy was made for."""
    made_for = (one.number, one.version, _MADE_FOR, one.rows.encode())
    tx.execute(
        "INSERT OR REPLACE INTO files (hand_in, version, name, is_ready, bytes) VALUES (?, ?, ?, 1, ?)", made_for
    )


def forget(tx: Transaction, number: int, version: int) -> None:
    """Forget which rows the marked copy of a version was made for: another one has taken its place."""
    tx.execute("DELETE FROM files WHERE hand_in = ? AND version = ? AND name = ?", (number, version, _MADE_FOR))


def copies(tx: Transaction, number: int) -> list[int]:
    """Return the versions of a workbook whose marked copies hold something that is still to be mended."""
    found = tx.execute(
        "SELECT DISTINCT e.version FROM entries e JOIN files f ON f.hand_in = e.hand_in AND f.version = e.version"
        " WHERE e.hand_in = ? AND f.name = ? AND e.state IN ('mend', 'returned') ORDER BY e.version DESC",
        (number, sent_files.MARKED),
    )
    return [line["version"] for line in found]
