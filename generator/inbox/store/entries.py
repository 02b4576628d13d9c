"""Entries: what reviewers see in the queue, and what they decide; a button that comes too late is told who was first.

Shapes: lines of the store with the hand-in's day, door and sender beside the entry's own columns. Errors: `Stale` where
an entry is not what the reviewer saw any more, or somebody has decided it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from generator.inbox.store.database import Line, Transaction, marks, stamp
from generator.inbox.store.log_book import note

#: Entries in these states wait for nobody's decision any more, or for the sender's.
OPEN = ("mend", "asking", "waiting", "accepting", "returned")
#: In these a reviewer may decide.
DECIDABLE = ("asking", "waiting")
#: A sender may take these back, and a new version of the hand-in takes their place.
UNDECIDED = ("mend", "asking", "waiting", "returned")
_SELECT = (
    "SELECT entries.*, hand_ins.received, hand_ins.door, hand_ins.person, hand_ins.kind AS asked, sender.name AS sender,"
    " decider.name AS decider FROM entries JOIN hand_ins ON hand_ins.number = entries.hand_in"
    " LEFT JOIN people AS sender ON sender.id = hand_ins.person LEFT JOIN people AS decider ON decider.id = entries.decided_by"
)
#: What a reviewer can send back with a sentence, or turn down.
_ENDS = {"return": "returned", "reject": "rejected"}


class Stale(Exception):
    """An entry is not what the reviewer saw: another state, decided by somebody at a time, or another card (``changed``)."""

    def __init__(self, entry: int, state: str, by: str = "", at: str = "") -> None:
        super().__init__(f"entry {entry} is {state}")
        self.entry, self.state, self.by, self.at = entry, state, by, at


def by_id(tx: Transaction, entry: int) -> Line | None:
    """Return an entry."""
    line: Line | None = tx.execute(f"{_SELECT} WHERE entries.id = ?", (entry,)).fetchone()
    return line


def of_hand_in(tx: Transaction, number: int) -> list[Line]:
    """Return the entries of a hand-in in the order in which they were sent, with what is left of earlier versions."""
    return tx.execute(f"{_SELECT} WHERE entries.hand_in = ? ORDER BY place, version", (number,)).fetchall()


def queue(
    tx: Transaction, states: Sequence[str] = DECIDABLE, county: str = "", limit: int = 200, after: int = 0
) -> list[Line]:
    """Return the entries in some states, the oldest first; of one county, if given."""
    only = " AND entries.county = ?" if county else ""
    wanted = (*states, *([county] if county else []), after, limit)
    return tx.execute(
        f"{_SELECT} WHERE entries.state IN ({marks(states)}){only} AND entries.id > ? ORDER BY entries.id LIMIT ?",
        wanted,
    ).fetchall()


def counts(tx: Transaction, county: str = "") -> dict[str, int]:
    """Return how many entries are in each state."""
    only, wanted = (" WHERE county = ?", (county,)) if county else ("", ())
    lines = tx.execute(f"SELECT state, count(*) AS number FROM entries{only} GROUP BY state", wanted)
    return {line["state"]: line["number"] for line in lines}


def waiting_since(tx: Transaction) -> list[Line]:
    """Return by county how many entries wait for a reviewer, and since when the first of them does."""
    return tx.execute(
        "SELECT entries.county, count(*) AS number, min(hand_ins.received) AS first FROM entries"
        f" JOIN hand_ins ON hand_ins.number = entries.hand_in WHERE entries.state IN ({marks(DECIDABLE)})"
        " GROUP BY entries.county ORDER BY entries.county",
        DECIDABLE,
    ).fetchall()


def beside(tx: Transaction, entry: Line) -> list[Line]:
    """Return the other open entries about the same page: who decides one should know of them."""
    return tx.execute(
        f"{_SELECT} WHERE entries.resource = ? AND entries.record = ? AND entries.id <> ? AND entries.state IN ({marks(OPEN)})"
        " ORDER BY entries.id",
        (entry["resource"], entry["record"], entry["id"], *OPEN),
    ).fetchall()


def accept(tx: Transaction, seen: Mapping[int, str], by: int | None, at: datetime) -> int:
    """Ask for entries of one hand-in to be taken into the bank, as their digests were seen; return the decision.

    The worker does it; nothing is accepted before it says so. Raise Stale.
    """
    hand_in = 0
    for entry, digest in seen.items():
        line = _undecided(tx, entry, ("waiting",))
        if line["digest"] != digest or hand_in not in (0, line["hand_in"]):
            raise Stale(entry, "changed")
        hand_in = line["hand_in"]
    made = tx.execute(
        "INSERT INTO decisions (hand_in, act, state, by, at) VALUES (?, 'accept', 'wanted', ?, ?)",
        (hand_in, by, stamp(at)),
    )
    decision = int(made.lastrowid or 0)
    for entry in seen:
        tx.execute(
            "UPDATE entries SET state = 'accepting', decision = ?, decided_by = ?, decided = ?, seen = card WHERE id = ?",
            (decision, by, stamp(at), entry),
        )
        note(tx, at, "accept", by, hand_in, entry)
    return decision


def end(tx: Transaction, entry: int, digest: str, act: str, reason: str, by: int | None, at: datetime) -> None:
    """Send an entry back with a sentence (``return``) or turn it down (``reject``); raise Stale."""
    states = (*DECIDABLE, "mend") if act == "return" else (*DECIDABLE, "mend", "returned")
    line = _undecided(tx, entry, states)
    if line["digest"] != digest:
        raise Stale(entry, "changed")
    tx.execute(
        "UPDATE entries SET state = ?, reason = ?, decided_by = ?, decided = ?, seen = card WHERE id = ?",
        (_ENDS[act], reason, by, stamp(at), entry),
    )
    note(tx, at, act, by, line["hand_in"], entry)
    close(tx, line["hand_in"], at)


def take_back(tx: Transaction, entry: int, by: int | None, at: datetime) -> int:
    """Ask for the commit that brought an entry to be undone, with all that came in it; return the decision; raise Stale."""
    line = _undecided(tx, entry, ("accepted", "published"))
    if tx.execute("SELECT 1 FROM decisions WHERE undoes = ? AND state <> 'refused'", (line["decision"],)).fetchone():
        raise Stale(entry, "taken-back", line["decider"] or "", line["decided"] or "")
    made = tx.execute(
        "INSERT INTO decisions (hand_in, act, state, by, at, undoes) VALUES (?, 'take-back', 'wanted', ?, ?, ?)",
        (line["hand_in"], by, stamp(at), line["decision"]),
    )
    note(tx, at, "take-back", by, line["hand_in"], entry)
    return int(made.lastrowid or 0)


def agreed(tx: Transaction, resource: str, record: str, hand_in: int | None) -> None:
    """Let what waited for a person's own word wait for a reviewer's."""
    tx.execute(
        "UPDATE entries SET state = 'waiting' WHERE resource = ? AND record = ? AND hand_in = ? AND state = 'asking'",
        (resource, record, hand_in),
    )


def close(tx: Transaction, hand_in: int, at: datetime) -> None:
    """Note the time at which the last entry of a hand-in was decided: from then on the days are counted."""
    waits = ("mend", "asking", "waiting", "accepting")
    left = tx.execute(
        f"SELECT 1 FROM entries WHERE hand_in = ? AND state IN ({marks(waits)})", (hand_in, *waits)
    ).fetchone()
    tx.execute(
        "UPDATE hand_ins SET decided = ?, changed = ? WHERE number = ?",
        (None if left else stamp(at), stamp(at), hand_in),
    )


def card(line: Line) -> dict[str, Any]:
    """Return what pages show of an entry."""
    found: dict[str, Any] = json.loads(line["card"])
    return found


def seen(line: Line) -> dict[str, Any]:
    """Return the card that somebody decided on before the bank moved; an empty one where none has."""
    found: dict[str, Any] = json.loads(line["seen"] or "{}")
    return found


def problems(line: Line) -> list[dict[str, Any]]:
    """Return what is said of an entry or of a hand-in as a whole."""
    found: list[dict[str, Any]] = json.loads(line["problems"])
    return found


def _undecided(tx: Transaction, entry: int, states: Iterable[str]) -> Line:
    line = by_id(tx, entry)
    if line is None:
        raise Stale(entry, "gone")
    if line["state"] not in states:
        raise Stale(entry, line["state"], line["decider"] or "", line["decided"] or "")
    return line
