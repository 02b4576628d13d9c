"""Consents: that a person agreed herself, to which wording, when, by which way, and who heard it."""

from __future__ import annotations

from datetime import date, datetime

from generator.inbox.store.database import Line, Transaction, stamp
from generator.inbox.store.entries import agreed
from generator.inbox.store.log_book import note

CHANNELS = ("phone", "in-person", "letter", "link")


def given(
    tx: Transaction,
    resource: str,
    record: str,
    wording: str,
    day: date,
    channel: str,
    heard_by: int | None,
    hand_in: int | None,
    at: datetime,
) -> int:
    """Keep that a person agreed; what waited for it in this hand-in waits for a reviewer from now on."""
    made = tx.execute(
        "INSERT INTO consents (resource, record, wording, given, channel, heard_by, hand_in) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (resource, record, wording, day.isoformat(), channel, heard_by, hand_in),
    )
    agreed(tx, resource, record, hand_in)
    note(tx, at, "consent", heard_by, hand_in, detail=channel)
    return int(made.lastrowid or 0)


def of(tx: Transaction, resource: str, record: str, hand_in: int | None = None) -> Line | None:
    """Return the newest consent of a person that has not ended; the one to what a hand-in says of her, where one is given.

    Whoever is in the bank has her id for herself; of those who are not yet, two of one name would have the same.
    """
    line: Line | None = tx.execute(
        "SELECT * FROM consents WHERE resource = ? AND record = ? AND ended IS NULL AND ? IN (hand_in, -1)"
        " ORDER BY id DESC LIMIT 1",
        (resource, record, -1 if hand_in is None else hand_in),
    ).fetchone()
    return line


def end(tx: Transaction, resource: str, record: str, by: int | None, at: datetime) -> None:
    """End a person's consents: she has withdrawn."""
    tx.execute(
        "UPDATE consents SET ended = ? WHERE resource = ? AND record = ? AND ended IS NULL",
        (stamp(at), resource, record),
    )
    note(tx, at, "consent-ended", by)


def outdated(tx: Transaction, entry: Line, at: datetime) -> bool:
    """End what was agreed to in an entry that says something else by now; return whether there was anything.

    What was taken in already stays as it was.
    """
    hers = (entry["hand_in"], entry["resource"], entry["record"])
    ended = tx.execute(
        "UPDATE consents SET ended = ? WHERE hand_in = ? AND resource = ? AND record = ? AND ended IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM entries WHERE entries.hand_in = consents.hand_in AND entries.resource = consents.resource"
        " AND entries.record = consents.record AND state IN ('accepting', 'accepted', 'published'))",
        (stamp(at), *hers),
    )
    if ended.rowcount:
        note(tx, at, "consent-ended", hand_in=entry["hand_in"], entry=entry["id"])
    return ended.rowcount > 0


def ended_at(tx: Transaction, entry: Line, at: datetime) -> bool:
    """Whether what was agreed to in an entry ended at a time."""
    hers = (entry["hand_in"], entry["resource"], entry["record"], stamp(at))
    found = tx.execute(
        "SELECT 1 FROM consents WHERE hand_in = ? AND resource = ? AND record = ? AND ended = ?", hers
    ).fetchone()
    return found is not None
