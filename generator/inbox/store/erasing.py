"""Erasing: what is kept of people goes when its days are over, and at once where a woman asked for it.

Numbers, kinds, states, days and commits stay for ever; names, contacts, payloads, photos and cards do not. Errors:
`StoreError` where the log of writes could not be emptied; the next run does it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from generator.inbox.store import private_loans
from generator.inbox.store.database import Store, Transaction, stamp
from generator.inbox.store.hand_ins import OPEN
from generator.inbox.store.log_book import note

#: Days after the last decision; and of what nobody ever decided or mended.
AFTER_DECISION, UNFINISHED = 30, 180
_SHOWN = "'accepting', 'accepted', 'published'"
_EMPTY = "card = '{}', seen = '', problems = '[]', label = '', reason = '', digest = ''"


def due(store: Store, at: datetime, after_decision: int = AFTER_DECISION, unfinished: int = UNFINISHED) -> int:
    """Erase what is due, and return of how many hand-ins."""
    with store.writing() as tx:
        over, old = stamp(at - timedelta(days=after_decision)), stamp(at - timedelta(days=unfinished))
        found = [
            line["number"]
            for line in tx.execute(
                "SELECT number FROM hand_ins WHERE state <> 'erased' AND (decided <= ? OR (decided IS NULL AND changed <= ?))"
                # What the remote does not have yet may have to be done again.
                " AND NOT EXISTS (SELECT 1 FROM decisions WHERE hand_in = number AND (state IN ('wanted', 'committed')"
                " OR (state IN ('on-main', 'released') AND is_pushed = 0 AND commit_id <> '')))",
                (over, old),
            )
        ]
        for number in found:
            _erase(tx, number, at)
        tx.execute("DELETE FROM sessions WHERE ends <= ?", (stamp(at),))
        forgotten = private_loans.forget(tx, at.date())
    if found or forgotten:
        store.sweep()
    return len(found)


def of_record(store: Store, resource: str, record: str, at: datetime) -> None:
    """Erase all that is kept about a record that was removed: payloads, cards, open entries, contacts of who told of it."""
    with store.writing() as tx:
        numbers = [
            line["hand_in"]
            for line in tx.execute(
                "SELECT DISTINCT hand_in FROM entries WHERE resource = ? AND record = ?"
                " UNION SELECT number FROM hand_ins WHERE resource = ? AND record = ?",
                (resource, record, resource, record),
            )
        ]
        for number in numbers:
            _erase(tx, number, at)
        # Her id is made of her name.
        tx.execute("UPDATE entries SET record = '' WHERE resource = ? AND record = ?", (resource, record))
        tx.execute("UPDATE hand_ins SET record = '' WHERE resource = ? AND record = ?", (resource, record))
        # One without a record is nobody's word for anybody.
        tx.execute(
            "UPDATE consents SET record = '', ended = coalesce(ended, ?) WHERE resource = ? AND record = ?",
            (stamp(at), resource, record),
        )
        tx.execute("DELETE FROM hidden WHERE resource = ? AND record = ?", (resource, record))
    store.sweep()


def _erase(tx: Transaction, number: int, at: datetime) -> None:
    tx.execute("DELETE FROM files WHERE hand_in = ?", (number,))
    tx.execute("DELETE FROM versions WHERE hand_in = ?", (number,))
    tx.execute("DELETE FROM contacts WHERE hand_in = ?", (number,))
    marks = ", ".join("?" * len(OPEN))
    tx.execute(f"UPDATE entries SET state = 'gone' WHERE hand_in = ? AND state IN ({marks})", (number, *OPEN))
    tx.execute(f"UPDATE entries SET {_EMPTY} WHERE hand_in = ?", (number,))
    # The id of whoever was never shown is made of her name too.
    tx.execute(f"UPDATE entries SET record = '' WHERE hand_in = ? AND state NOT IN ({_SHOWN})", (number,))
    tx.execute(
        "UPDATE consents SET record = '', ended = coalesce(ended, ?) WHERE hand_in = ? AND NOT EXISTS (SELECT 1 FROM entries"
        f" WHERE entries.resource = consents.resource AND entries.record = consents.record AND state IN ({_SHOWN}))",
        (stamp(at), number),
    )
    tx.execute(
        "UPDATE hand_ins SET state = 'erased', problems = '[]', decided = coalesce(decided, ?), changed = ? WHERE number = ?",
        (stamp(at), stamp(at), number),
    )
    note(tx, at, "erased", hand_in=number)
