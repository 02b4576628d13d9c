"""Entries: what reviewers see in the queue, and what they decide; a button that comes too late is told who was first.

Shapes: lines of the store with the hand-in's day, door and sender beside the entry's own columns. Errors: `Stale` where
an entry is not what the reviewer saw any more, or somebody has decided it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from generator.inbox.store.database import Line, Transaction, as_json, marks, stamp
from generator.inbox.store.log_book import note

#: Entries in these states wait for nobody's decision any more, or for the sender's.
OPEN = ("mend", "asking", "waiting", "accepting", "returned")
#: In these a reviewer may decide.
DECIDABLE = ("asking", "waiting")
#: A sender may take these back, or send something else in their place.
UNDECIDED = ("mend", "asking", "waiting", "returned")
_SELECT = (
    "SELECT entries.*, hand_ins.received, hand_ins.door, hand_ins.person, hand_ins.kind AS asked, hand_ins.version AS newest,"
    " hand_ins.state AS whole, made.received AS sent, sender.name AS sender, decider.name AS decider FROM entries JOIN hand_ins ON hand_ins.number = entries.hand_in"
    " LEFT JOIN versions AS made ON made.hand_in = entries.hand_in AND made.version = entries.version"
    " LEFT JOIN people AS sender ON sender.id = hand_ins.person LEFT JOIN people AS decider ON decider.id = entries.decided_by"
)
#: What a reviewer can send back with a sentence, or turn down.
_ENDS = {"return": "returned", "reject": "rejected"}


@dataclass(frozen=True)
class Entry:
    """One record or row of a hand-in as the worker found it; ``card`` and ``problems`` are what pages show of it."""

    place: int
    resource: str
    record: str
    kind: str
    state: str
    label: str
    digest: str
    county: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)
    problems: Sequence[Mapping[str, Any]] = ()
    # Whether the bank would be another one with it.
    alters: bool = True


class Stale(Exception):
    """An entry is not what the reviewer saw: another state, decided by somebody at a time, or another card (``changed``).

    One is ``held`` while a newer version of its hand-in waits for the worker.
    """

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


def shown(tx: Transaction) -> list[Line]:
    """Return the entries whose pages are in the site as far as the store knows; none that somebody here asked to remove."""
    return tx.execute(
        f"{_SELECT} WHERE entries.state = 'published' AND entries.record <> '' AND NOT EXISTS (SELECT 1 FROM entries AS other"
        " WHERE other.kind = 'removal' AND other.resource = entries.resource AND other.record = entries.record"
        " AND other.state IN ('accepting', 'accepted', 'published')) ORDER BY entries.id"
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
    """Ask for entries of one version of a hand-in to be taken into the bank, as their digests were seen; return the decision.

    The worker does it; nothing is accepted before it says so. Raise Stale.
    """
    hand_in = version = 0
    for entry, digest in seen.items():
        line = _undecided(tx, entry, ("waiting",), digest)
        if hand_in and (hand_in, version) != (line["hand_in"], line["version"]):
            raise Stale(entry, "changed")
        hand_in, version = line["hand_in"], line["version"]
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
    line = _undecided(tx, entry, states, digest)
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


def take_away(tx: Transaction, entry: int, by: int | None, at: datetime) -> None:
    """Let a sender take one entry of a hand-in back; raise Stale where somebody has decided it, or a new version is on its way."""
    line = _undecided(tx, entry, UNDECIDED)
    check(line, line["digest"])
    write(tx, entry, {"state": "gone", "reason": "", "decided": stamp(at)})
    note(tx, at, "gone", by, line["hand_in"], entry)
    close(tx, line["hand_in"], at)


def agreed(tx: Transaction, resource: str, record: str, hand_in: int | None) -> None:
    """Let what waited for a person's own word wait for a reviewer's."""
    tx.execute(
        "UPDATE entries SET state = 'waiting' WHERE resource = ? AND record = ? AND hand_in = ? AND state = 'asking'",
        (resource, record, hand_in),
    )


def close(tx: Transaction, hand_in: int, at: datetime) -> None:
    """Note the time at which the last entry of a hand-in was decided: from then on the days are counted."""
    tx.execute(
        "UPDATE hand_ins SET decided = ?, changed = ? WHERE number = ?",
        (None if is_open(tx, hand_in) else stamp(at), stamp(at), hand_in),
    )


def is_open(tx: Transaction, hand_in: int) -> bool:
    """Whether anything of a hand-in still waits for a reviewer, the worker or its sender."""
    waits = ("mend", "asking", "waiting", "accepting")
    found = tx.execute(
        f"SELECT 1 FROM entries WHERE hand_in = ? AND state IN ({marks(waits)})", (hand_in, *waits)
    ).fetchone()
    return found is not None


def columns(one: Entry) -> dict[str, Any]:
    """Return what the worker found as columns of the store; which hand-in, version and place it is of stays outside."""
    return {
        "resource": one.resource,
        "record": one.record,
        "kind": one.kind,
        "county": one.county,
        "state": one.state,
        "label": one.label,
        "digest": one.digest,
        "card": as_json(one.card),
        "problems": as_json(list(one.problems)),
    }


def write(tx: Transaction, entry: int, values: Mapping[str, Any]) -> None:
    """Write columns of an entry."""
    tx.execute(
        f"UPDATE entries SET {', '.join(f'{name} = ?' for name in values)} WHERE id = ?", (*values.values(), entry)
    )


def card(line: Line) -> dict[str, Any]:
    """Return what pages show of an entry."""
    found: dict[str, Any] = json.loads(line["card"])
    return found


def seen(line: Line) -> dict[str, Any]:
    """Return the card that somebody decided on before the bank moved; an empty one where none has."""
    found: dict[str, Any] = json.loads(line["seen"] or "{}")
    return found


def before(line: Line) -> dict[str, Any]:
    """Return what an entry said before a new version took its place; an empty one where nobody has to know."""
    found: dict[str, Any] = json.loads(line["before"] or "{}")
    return found


def problems(line: Line) -> list[dict[str, Any]]:
    """Return what is said of an entry or of a hand-in as a whole."""
    found: list[dict[str, Any]] = json.loads(line["problems"])
    return found


def check(line: Line, digest: str) -> None:
    """Refuse an act on an entry that is not as it was seen, or is about to be another one; raise Stale."""
    if is_held(line):
        raise Stale(line["id"], "held")
    if line["digest"] != digest:
        raise Stale(line["id"], "changed")


def is_held(line: Line) -> bool:
    """Whether a newer version of the hand-in waits for the worker: who knows what it says of this entry."""
    return bool(line["version"] < line["newest"] and line["whole"] == "received")


def is_left(line: Line) -> bool:
    """Whether an entry stands that the newest version of its hand-in does not have."""
    is_older = line["version"] < line["newest"] and line["whole"] == "examined"
    return is_older and line["state"] in UNDECIDED


def is_unchanged(line: Line) -> bool:
    """Whether what a reviewer returned was sent again as it was."""
    return bool(line["state"] == "returned" and (line["decided"] or "~") < (line["sent"] or ""))


def _undecided(tx: Transaction, entry: int, states: Iterable[str], digest: str | None = None) -> Line:
    line = by_id(tx, entry)
    if line is None:
        raise Stale(entry, "gone")
    if line["state"] not in states:
        raise Stale(entry, line["state"], line["decider"] or "", line["decided"] or "")
    if digest is not None:
        check(line, digest)
    return line
