"""The log: who did what and when, in numbers and acts; it is only added to, and no value ever stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from generator.inbox.store.database import Line, Transaction, stamp


def note(
    tx: Transaction,
    at: datetime,
    act: str,
    who: int | None = None,
    hand_in: int | None = None,
    entry: int | None = None,
    detail: str = "",
) -> None:
    """Write an act down; ``detail`` is a number, a state or the name of a way, never what somebody wrote."""
    tx.execute(
        "INSERT INTO log (at, who, act, hand_in, entry, detail) VALUES (?, ?, ?, ?, ?, ?)",
        (stamp(at), who, act, hand_in, entry, detail),
    )


def of_hand_in(tx: Transaction, number: int) -> Iterator[Line]:
    """Yield the acts on a hand-in with the names of those who did them, the first one first."""
    return iter(
        tx.execute(
            "SELECT log.*, people.name, people.role FROM log LEFT JOIN people ON people.id = log.who"
            " WHERE hand_in = ? ORDER BY log.id",
            (number,),
        )
    )


def latest(tx: Transaction, count: int, county: str = "") -> list[Line]:
    """Return the newest acts, the last one first; of one county those on hand-ins that have entries of it."""
    own = " WHERE hand_in IN (SELECT hand_in FROM entries WHERE county = ?)" if county else ""
    return tx.execute(
        "SELECT log.*, people.name, people.role, guest.name AS guest FROM log LEFT JOIN people ON people.id = log.who"
        # The detail of what was done to an invitation begins with whose it is.
        " LEFT JOIN people AS guest ON guest.id = CAST(log.detail AS INTEGER) AND act IN ('invited', 'renewed', 'revoked')"
        f"{own} ORDER BY log.id DESC LIMIT ?",
        (*([county] if county else []), count),
    ).fetchall()
