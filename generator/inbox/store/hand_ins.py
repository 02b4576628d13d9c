"""Hand-ins: received exactly once, and kept until all that was in them is decided.

Shapes: a `HandIn` as it was sent and the time in, its number and code out. The sender's side names a hand-in (its key) and counts its versions: one that is sent again is the same one. Errors:
`Conflict` where a version with the same number has other bytes, or one is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from generator.inbox.store import codes
from generator.inbox.store.database import Line, Transaction, marks, stamp
from generator.inbox.store.entries import UNDECIDED
from generator.inbox.store.log_book import note

# The form of the site, and the same one without scripts: what came by one is mended by the other.
_SAME_DOOR = {"form", "plain"}


@dataclass(frozen=True)
class Contact:
    """How to reach the sender, and a private note to the reviewer."""

    phone: str = ""
    email: str = ""
    note: str = ""

    def __bool__(self) -> bool:
        return any((self.phone, self.email, self.note))


@dataclass(frozen=True)
class HandIn:
    """What one person sent at once: ``body`` is a ready record or a workbook called ``name``, ``files`` are photos.

    ``kind`` is that of a submission (record, correction, removal) or ``confirm``. ``resource`` and ``record`` tell
    which page a request is about; ``county`` is what the server knows of the sender, not what the sender says.
    """

    key: bytes
    version: int
    door: str
    kind: str
    name: str
    body: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)
    contact: Contact = Contact()
    person: int | None = None
    county: str = ""
    resource: str = ""
    record: str = ""
    # Whoever made this version, where it is a reviewer and not the sender.
    edited_by: int | None = None

    def digest(self) -> bytes:
        """Return a hash of all that was sent."""
        made = hashlib.sha256()
        parts = [self.kind.encode(), self.resource.encode(), self.record.encode(), self.name.encode(), self.body]
        parts += [part for name in sorted(self.files) for part in (name.encode(), self.files[name])]
        parts += [self.contact.phone.encode(), self.contact.email.encode(), self.contact.note.encode()]
        for part in parts:
            made.update(len(part).to_bytes(8) + part)
        return made.digest()


class Received(NamedTuple):
    """The number and the code of a hand-in, and whether it, or this version of it, is new."""

    number: int
    code: str
    is_new: bool


class Conflict(Exception):
    """A version that cannot be taken: another one of the same number is here, one is missing, it is closed, or
    it came by another door."""

    def __init__(self, number: int) -> None:
        super().__init__(f"hand-in {number} has another version")
        self.number = number


def receive(tx: Transaction, sent: HandIn, secret: bytes, at: datetime) -> Received:
    """Keep a hand-in, or a new version of it, and return its number and code; raise Conflict."""
    code, digest = codes.code_of(secret, sent.key), sent.digest()
    known = tx.execute("SELECT number, version, state, door FROM hand_ins WHERE key = ?", (sent.key,)).fetchone()
    if known is None:
        if sent.version != 1:
            raise Conflict(0)
        number = _insert(tx, sent, codes.trace_of(secret, code), at)
    else:
        number = int(known["number"])
        if known["door"] != sent.door and not {known["door"], sent.door} <= _SAME_DOOR:
            raise Conflict(number)
        same = tx.execute(
            "SELECT digest FROM versions WHERE hand_in = ? AND version = ?", (number, sent.version)
        ).fetchone()
        if same is not None and same["digest"] == digest:
            return Received(number, code, False)
        if same is not None or sent.version != known["version"] + 1 or known["state"] in ("gone", "erased"):
            raise Conflict(number)
        # What stands of it stays as it is until the worker has seen what the new version says.
        tx.execute(
            "UPDATE hand_ins SET version = ?, state = 'received', problems = '[]', tries = 0, decided = NULL, changed = ?"
            " WHERE number = ?",
            (sent.version, stamp(at), number),
        )
    tx.execute(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, sent.version, digest, sent.name, sent.body, stamp(at), sent.edited_by),
    )
    tx.executemany(
        "INSERT INTO files (hand_in, version, name, bytes) VALUES (?, ?, ?, ?)",
        [(number, sent.version, name, raw) for name, raw in sent.files.items()],
    )
    if sent.contact:
        keep_contact(tx, number, sent.contact)
    act = "edited" if sent.edited_by else "received"
    note(tx, at, act, sent.edited_by or sent.person, number, detail=f"{sent.door} {sent.version}")
    return Received(number, code, True)


def _insert(tx: Transaction, sent: HandIn, trace: bytes, at: datetime) -> int:
    made = tx.execute(
        "INSERT INTO hand_ins (key, code, door, kind, state, version, person, county, resource, record, received, changed)"
        " VALUES (?, ?, ?, ?, 'received', 1, ?, ?, ?, ?, ?, ?)",
        (
            sent.key,
            trace,
            sent.door,
            sent.kind,
            sent.person,
            sent.county,
            sent.resource,
            sent.record,
            stamp(at),
            stamp(at),
        ),
    )
    return int(made.lastrowid or 0)


def keep_contact(tx: Transaction, number: int, contact: Contact) -> None:
    """Keep how to reach the sender of a hand-in."""
    tx.execute(
        "INSERT INTO contacts VALUES (?, ?, ?, ?) ON CONFLICT (hand_in)"
        " DO UPDATE SET phone = excluded.phone, email = excluded.email, note = excluded.note",
        (number, contact.phone, contact.email, contact.note),
    )


def contact_of(tx: Transaction, number: int) -> Contact:
    """Return how to reach the sender; an empty one where nothing is kept."""
    line = tx.execute("SELECT phone, email, note FROM contacts WHERE hand_in = ?", (number,)).fetchone()
    return Contact(*line) if line else Contact()


def by_number(tx: Transaction, number: int) -> Line | None:
    """Return a hand-in."""
    line: Line | None = tx.execute("SELECT * FROM hand_ins WHERE number = ?", (number,)).fetchone()
    return line


def by_key(tx: Transaction, key: bytes) -> Line | None:
    """Return the hand-in that its sender's side has named so."""
    line: Line | None = tx.execute("SELECT * FROM hand_ins WHERE key = ?", (key,)).fetchone()
    return line


def by_code(tx: Transaction, code: str, secret: bytes) -> Line | None:
    """Return the hand-in that a code opens."""
    line: Line | None = tx.execute("SELECT * FROM hand_ins WHERE code = ?", (codes.trace_of(secret, code),)).fetchone()
    return line


def of_sender(tx: Transaction, person: int, county: str, limit: int = 200) -> list[Line]:
    """Return the hand-ins of an invited person and of all others of the same county, the newest first.

    ``states`` are those of a hand-in's entries, parted by commas; what is left of earlier versions is not among them.
    """
    return tx.execute(
        "SELECT hand_ins.*, people.name AS sender,"
        " (SELECT group_concat(state) FROM entries WHERE hand_in = number AND state <> 'gone') AS states"
        " FROM hand_ins LEFT JOIN people ON people.id = hand_ins.person"
        " WHERE hand_ins.person = ? OR (? <> '' AND hand_ins.county = ?) ORDER BY number DESC LIMIT ?",
        (person, county, county, limit),
    ).fetchall()


def whole(tx: Transaction, states: Sequence[str], limit: int) -> list[Line]:
    """Return the hand-ins in some states, the oldest first: those that have no entries to show."""
    return tx.execute(
        f"SELECT * FROM hand_ins WHERE state IN ({marks(states)}) ORDER BY number LIMIT ?", (*states, limit)
    ).fetchall()


def undecided(tx: Transaction) -> int:
    """Return how many hand-ins wait for somebody: where there are too many the door is shut."""
    return int(
        tx.execute(
            "SELECT count(*) FROM hand_ins WHERE state IN ('received', 'examined') AND decided IS NULL"
        ).fetchone()[0]
    )


def take_away(tx: Transaction, number: int, by: int | None, at: datetime) -> None:
    """Let a sender take back what nobody has decided yet; ``by`` is who of the invited it was."""
    tx.execute(
        f"UPDATE entries SET state = 'gone', decided = ? WHERE hand_in = ? AND state IN ({marks(UNDECIDED)})",
        (stamp(at), number, *UNDECIDED),
    )
    tx.execute(
        "UPDATE hand_ins SET state = 'gone', decided = ?, changed = ? WHERE number = ?", (stamp(at), stamp(at), number)
    )
    note(tx, at, "gone", by, number)
