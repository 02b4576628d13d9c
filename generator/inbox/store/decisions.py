"""Decisions on their way: wanted, committed, on main, in a release; each step is kept before the next is begun.

Shapes: lines of the store in and out. A decision is one commit: of accepted entries of one hand-in, or one that undoes
such a commit. Errors: none; a step that is told twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from generator.inbox.store import entries
from generator.inbox.store.database import MOST_TRIES, Line, Transaction, marks
from generator.inbox.store.entries import Entry, close
from generator.inbox.store.log_book import note

_NOT_READ = "این ردیف در فایلی که فرستاده شده بود دیگر پیدا نمی‌شود؛ پذیرفته نشد. از فرستنده بخواهید دوباره بفرستد."


def next_one(tx: Transaction, states: Sequence[str] = ("wanted", "committed")) -> Line | None:
    """Return the oldest decision in some states."""
    line: Line | None = tx.execute(
        f"SELECT * FROM decisions WHERE state IN ({marks(states)}) ORDER BY id LIMIT 1", tuple(states)
    ).fetchone()
    return line


def by_id(tx: Transaction, decision: int) -> Line | None:
    """Return a decision."""
    line: Line | None = tx.execute("SELECT * FROM decisions WHERE id = ?", (decision,)).fetchone()
    return line


def undoing(tx: Transaction, decision: int) -> Line | None:
    """Return the newest decision that undoes another one, or was to."""
    line: Line | None = tx.execute(
        "SELECT * FROM decisions WHERE undoes = ? ORDER BY id DESC LIMIT 1", (decision,)
    ).fetchone()
    return line


def entries_of(tx: Transaction, decision: int) -> list[Line]:
    """Return the entries that a decision is about, in the order in which they were sent."""
    return tx.execute("SELECT entries.* FROM entries WHERE decision = ? ORDER BY place", (decision,)).fetchall()


def not_pushed(tx: Transaction) -> list[Line]:
    """Return the decisions that are on our main and not yet at the remote."""
    return tx.execute(
        "SELECT * FROM decisions WHERE state IN ('on-main', 'released') AND is_pushed = 0 AND commit_id <> '' ORDER BY id"
    ).fetchall()


def not_released(tx: Transaction) -> list[Line]:
    """Return the decisions that are on main and not yet found in a release."""
    return tx.execute("SELECT * FROM decisions WHERE state = 'on-main' ORDER BY id").fetchall()


def removed(tx: Transaction) -> list[Line]:
    """Return the entries by which a page was removed for good, in the site and in the remote, and which still say whose."""
    return tx.execute(
        "SELECT entries.* FROM entries JOIN decisions ON decisions.id = entries.decision WHERE entries.kind = 'removal'"
        " AND entries.record <> '' AND entries.state = 'published' AND decisions.state = 'released' AND (is_pushed = 1 OR commit_id = '')"
        " ORDER BY entries.id"
    ).fetchall()


def committed(tx: Transaction, decision: int, base: str, commit_id: str) -> None:
    """Keep the commit that was made and what it stands on, before main points to it."""
    tx.execute(
        "UPDATE decisions SET state = 'committed', base = ?, commit_id = ? WHERE id = ? AND state IN ('wanted', 'committed')",
        (base, commit_id, decision),
    )


def forget_commit(tx: Transaction, decision: int) -> None:
    """Begin a decision again: main has moved before it could point to the commit, or the remote has another main.

    What it had accepted is on its way once more, and what it had taken back is not.
    """
    line = by_id(tx, decision)
    if line is not None and line["act"] == "take-back":
        tx.execute(
            "UPDATE entries SET state = 'published' WHERE decision = ? AND state = 'taken-back'", (line["undoes"],)
        )
    tx.execute(
        "UPDATE entries SET state = 'accepting' WHERE decision = ? AND state IN ('accepted', 'published')", (decision,)
    )
    tx.execute(
        "UPDATE decisions SET state = 'wanted', base = '', commit_id = '', is_pushed = 0 WHERE id = ? AND state <> 'refused'",
        (decision,),
    )


def landed(tx: Transaction, decision: int, commit_id: str) -> None:
    """Keep under which commit a decision stands on the remote's main, where somebody merged it there."""
    tx.execute("UPDATE decisions SET commit_id = ? WHERE id = ?", (commit_id, decision))


def on_main(tx: Transaction, decision: int, at: datetime) -> None:
    """Keep that main points to the commit: its entries are accepted, or taken back. Where nothing changed there is none."""
    line = by_id(tx, decision)
    if line is None or line["state"] not in ("wanted", "committed"):
        return
    tx.execute("UPDATE decisions SET state = 'on-main' WHERE id = ?", (decision,))
    if line["act"] == "accept":
        tx.execute("UPDATE entries SET state = 'accepted' WHERE decision = ? AND state = 'accepting'", (decision,))
    else:
        tx.execute(
            "UPDATE entries SET state = 'taken-back' WHERE decision = ? AND state IN ('accepted', 'published')",
            (line["undoes"],),
        )
    note(tx, at, "on-main", line["by"], line["hand_in"], detail=line["commit_id"][:12])
    close(tx, line["hand_in"], at)


def pushed(tx: Transaction, decision: int, at: datetime) -> None:
    """Keep that the remote has the commit."""
    tx.execute("UPDATE decisions SET is_pushed = 1 WHERE id = ?", (decision,))
    note(tx, at, "pushed", detail=str(decision))


def said(tx: Transaction, decision: int, sentence: str) -> None:
    """Keep what hinders a decision, in Persian."""
    tx.execute("UPDATE decisions SET said = ? WHERE id = ?", (sentence, decision))


def unsaid(tx: Transaction, beginning: str) -> None:
    """Let go of sentences that begin so: what they told of is no longer so."""
    tx.execute("UPDATE decisions SET said = '' WHERE substr(said, 1, length(?)) = ?", (beginning, beginning))


def released(tx: Transaction, decision: int, release: str, at: datetime) -> None:
    """Keep that the pages of a decision were found in a release, or found gone from it."""
    line = by_id(tx, decision)
    if line is None or line["state"] != "on-main":
        return
    tx.execute("UPDATE decisions SET state = 'released', release = ? WHERE id = ?", (release, decision))
    tx.execute("UPDATE entries SET state = 'published' WHERE decision = ? AND state = 'accepted'", (decision,))
    note(tx, at, "released", hand_in=line["hand_in"], detail=release)


def refused(tx: Transaction, decision: int, sentence: str, at: datetime) -> None:
    """End a decision that cannot be done; entries that were being accepted wait again."""
    line = by_id(tx, decision)
    if line is None:
        return
    tx.execute("UPDATE decisions SET state = 'refused', said = ? WHERE id = ?", (sentence, decision))
    tx.execute(
        "UPDATE entries SET state = 'waiting', decision = NULL, decided_by = NULL, decided = NULL, seen = '', reason = ?"
        " WHERE decision = ? AND state IN ('accepting', 'accepted')",
        (sentence, decision),
    )
    note(tx, at, "refused", line["by"], line["hand_in"], detail=str(decision))
    close(tx, line["hand_in"], at)


def changed(tx: Transaction, decision: int, found: Sequence[Entry], at: datetime) -> None:
    """End a decision because the bank has moved: its entries wait again with the new card beside the one that was seen."""
    own = {line["place"]: line for line in entries_of(tx, decision)}
    refused(tx, decision, "", at)
    now = {one.place: one for one in found}
    for place, line in own.items():
        again = {**entries.columns(now[place]), "seen": line["seen"]} if place in now else {"reason": _NOT_READ}
        entries.write(tx, line["id"], again)


def tried(tx: Transaction, decision: int, at: datetime) -> bool:
    """Note that the worker failed at a decision, and return whether it will try again."""
    tx.execute("UPDATE decisions SET tries = tries + 1 WHERE id = ?", (decision,))
    line = by_id(tx, decision)
    if line is None or line["tries"] < MOST_TRIES:
        return True
    refused(tx, decision, "برنامه سه بار امتحان کرد و نتوانست. به نگه‌دارندهٔ برنامه خبر بدهید.", at)
    return False
