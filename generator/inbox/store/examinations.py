"""Examinations: which hand-in the worker looks at next, and what it has found in one.

Shapes: `Entry` values as the worker found them in, lines of the store out. Errors: none; what was found in a version that
is not the newest any more is not kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from generator.inbox.store import entries, new_versions
from generator.inbox.store.database import MOST_TRIES, Line, Transaction, as_json, stamp
from generator.inbox.store.entries import Entry
from generator.inbox.store.hand_ins import by_number
from generator.inbox.store.log_book import note


def to_examine(tx: Transaction) -> Line | None:
    """Return the hand-in that has waited longest for the worker."""
    line: Line | None = tx.execute("SELECT * FROM hand_ins WHERE state = 'received' ORDER BY number LIMIT 1").fetchone()
    return line


def ahead_of(tx: Transaction, number: int) -> int:
    """Return how many hand-ins the worker has to examine before this one."""
    return int(
        tx.execute("SELECT count(*) FROM hand_ins WHERE state = 'received' AND number < ?", (number,)).fetchone()[0]
    )


def tried(tx: Transaction, number: int, at: datetime) -> bool:
    """Note that the worker failed at a hand-in, and return whether it will try again."""
    tx.execute("UPDATE hand_ins SET tries = tries + 1 WHERE number = ?", (number,))
    line = by_number(tx, number)
    if line is None or line["tries"] < MOST_TRIES:
        return True
    tx.execute("UPDATE hand_ins SET state = 'stuck', changed = ? WHERE number = ?", (stamp(at), number))
    note(tx, at, "stuck", hand_in=number)
    return False


def try_again(tx: Transaction, number: int, by: int | None, at: datetime) -> None:
    """Have the worker look at a hand-in once more, as the bank or the program has changed."""
    tx.execute(
        "UPDATE hand_ins SET state = 'received', tries = 0, changed = ? WHERE number = ? AND state IN ('stuck', 'refused', 'examined')"
        # Of one whose file is erased there is nothing to look at.
        " AND EXISTS (SELECT 1 FROM versions WHERE hand_in = number AND versions.version = hand_ins.version)",
        (stamp(at), number),
    )
    note(tx, at, "again", by, number)


def is_awaited(tx: Transaction, number: int, version: int) -> bool:
    """Whether a version is the newest and nobody has examined it yet."""
    line = by_number(tx, number)
    return line is not None and (line["version"], line["state"]) == (version, "received")


def examined(
    tx: Transaction,
    number: int,
    version: int,
    found: Sequence[Entry],
    problems: Sequence[Mapping[str, Any]],
    at: datetime,
    elsewhere: int = 0,
) -> bool:
    """Keep what the worker found in a version; return whether it still is the newest, else nothing is kept.

    A version without any entry is refused as a whole, unless what it holds is kept ``elsewhere``; what stands of the
    versions before it then stays as it is.
    """
    line = by_number(tx, number)
    if line is None or not is_awaited(tx, number, version):
        return False
    state = "examined" if found or elsewhere else "refused"
    if state == "examined":
        new_versions.settle(tx, number, version, found, at, is_elsewhere=elsewhere > 0)
    tx.execute(
        "UPDATE hand_ins SET state = ?, problems = ?, tries = 0, changed = ? WHERE number = ?",
        (state, as_json(list(problems)), stamp(at), number),
    )
    note(tx, at, state, hand_in=number, detail=str(len(found)))
    if found and state == "examined" and (line["decided"] is None or entries.is_open(tx, number)):
        entries.close(tx, number, at)
    return True
