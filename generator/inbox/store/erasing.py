"""Erasing: what is kept of people goes when its days are over, and at once where a woman asked for it.

Numbers, kinds, states, days and commits stay for ever; names, contacts, payloads, photos and cards do not. Errors:
`StoreError` where the log of writes could not be emptied; the next run does it.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime, timedelta

from generator.inbox.store.database import Line, Store, Transaction, marks, stamp, time_of
from generator.inbox.store.entries import DECIDABLE, OPEN
from generator.inbox.store.loans import private_loans
from generator.inbox.store.log_book import note

#: Days after the last decision; and of what nobody ever decided or mended.
AFTER_DECISION, UNFINISHED = 30, 180
_SHOWN = "'accepting', 'accepted', 'published'"
#: What stays of the card of another row of her workbook: which row it is, and where its page is.
_KEPT = ("title", "row", "did", "page")
_AGAIN = "فایلی که این ردیف در آن بود پاک شده است و از روی آن چیزی پذیرفته نمی‌شود. همین ردیف را دوباره بفرستید."
_ALL_AGAIN = "این فایل پیش از آنکه بررسی شود پاک شده است. ردیف‌هایی را که هنوز می‌خواهید دوباره بفرستید."
_EMPTY = "card = '{}', seen = '', before = '', problems = '[]', label = '', reason = '', digest = ''"


def ends(line: Line, after_decision: int, unfinished: int) -> str:
    """Return the stamp of the time at which a hand-in is erased if nothing more is done about it."""
    since, days = (line["decided"], after_decision) if line["decided"] else (line["changed"], unfinished)
    return stamp(time_of(since) + timedelta(days=days))


def unseen(tx: Transaction, before: datetime, county: str = "") -> list[Line]:
    """Return the hand-ins that still wait for a reviewer and about which nothing was done since a time, the oldest first."""
    only, wanted = (" AND county = ?", [county]) if county else ("", [])
    return tx.execute(
        "SELECT number, changed, decided FROM hand_ins WHERE decided IS NULL AND changed <= ? AND number IN"
        f" (SELECT hand_in FROM entries WHERE state IN ({marks(DECIDABLE)}){only}) ORDER BY changed",
        (stamp(before), *DECIDABLE, *wanted),
    ).fetchall()


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
    """Erase all that is kept about a record that was removed: payloads, cards, open entries, contacts of who told of it.

    A workbook that held it goes as a whole; its other rows that nobody has decided go back to whoever sent them.
    """
    with store.writing() as tx:
        numbers = [
            line["hand_in"]
            for line in tx.execute(
                "SELECT DISTINCT hand_in FROM entries WHERE resource = ? AND ? IN (record, json_extract(nullif(before, ''), '$.record'))"
                " UNION SELECT number FROM hand_ins WHERE resource = ? AND record = ?",
                (resource, record, resource, record),
            )
        ]
        hers = tx.execute("SELECT DISTINCT label FROM entries WHERE resource = ? AND record = ?", (resource, record))
        names = {record, *(line["label"] for line in hers)} - {""}
        for number in numbers:
            others = tx.execute(
                "SELECT * FROM entries WHERE hand_in = ? AND (resource, record) <> (?, ?)", (number, resource, record)
            ).fetchall()
            unread = _unread_workbook(tx, number)
            _erase(tx, number, at)
            # Where nobody has anything left to do, all goes.
            if any(line["state"] in OPEN for line in others):
                _keep(tx, number, others, names)
            if unread:
                _refuse(tx, number)
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
    tx.execute(f"UPDATE entries SET state = 'gone' WHERE hand_in = ? AND state IN ({marks(OPEN)})", (number, *OPEN))
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


def _keep(tx: Transaction, number: int, others: Collection[Line], names: Collection[str]) -> None:
    """Keep of other rows which ones they are, unless that names her too; those that were undecided are to be sent again.

    What is kept goes with the hand-in when its days are over.
    """
    for line in others:
        card = json.loads(line["card"])
        kept = {name: card[name] for name in _KEPT if card.get(name)}
        texts = {"label": line["label"], "record": line["record"], "card": json.dumps(kept, ensure_ascii=False)}
        for column, text in texts.items():
            empty = json.dumps({"row": card.get("row", "")}, ensure_ascii=False) if column == "card" else ""
            value = empty if any(name in text for name in names) else text
            tx.execute(f"UPDATE entries SET {column} = ? WHERE id = ?", (value, line["id"]))
        if line["state"] in OPEN:
            tx.execute(
                "UPDATE entries SET state = 'mend', problems = ?, decision = NULL, decided_by = NULL, decided = NULL WHERE id = ?",
                (_said(_AGAIN), line["id"]),
            )
    tx.execute("UPDATE hand_ins SET state = 'examined', decided = NULL WHERE number = ?", (number,))


def _unread_workbook(tx: Transaction, number: int) -> bool:
    """Whether the newest version of a hand-in is a workbook whose rows nobody has seen yet."""
    found = tx.execute(
        "SELECT 1 FROM hand_ins JOIN versions ON hand_in = number AND versions.version = hand_ins.version"
        " WHERE number = ? AND state IN ('received', 'stuck', 'refused') AND lower(name) LIKE '%.xlsx'",
        (number,),
    )
    return found.fetchone() is not None


def _refuse(tx: Transaction, number: int) -> None:
    """Send a whole workbook back, as nothing of it was read."""
    tx.execute(
        "UPDATE hand_ins SET state = 'refused', problems = ?, decided = NULL WHERE number = ?",
        (_said(_ALL_AGAIN), number),
    )


def _said(sentence: str) -> str:
    """Return a problem as cards hold them."""
    problem = {"severity": "error", "field": "", "title": "", "place": "", "sentence": sentence}
    return json.dumps([problem], ensure_ascii=False)
