"""Hand-ins: received exactly once, examined, and kept until they are decided.

Shapes: a `HandIn` as it was sent and the time in, its number and code out; `Entry` values as the worker found them in.
The sender's side names a hand-in (its key) and counts its versions: one that is sent again is the same one. Errors:
`Conflict` where a version with the same number has other bytes, or one is left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from generator.inbox.store import codes
from generator.inbox.store.database import MOST_TRIES, Line, Transaction, as_json, marks, stamp
from generator.inbox.store.log_book import note

#: Entries in these states wait for nobody's decision any more, or for the sender's.
OPEN = ("mend", "asking", "waiting", "accepting", "returned")
#: In these a reviewer may decide.
DECIDABLE = ("asking", "waiting")
#: A sender may take these back, and a new version of the hand-in takes their place.
UNDECIDED = ("mend", "asking", "waiting", "returned")
# The form of the site, and the same one without scripts: what came by one is mended by the other.
_SAME_DOOR = {"form", "plain"}
# What no file that was sent is called: its name would have no slash.
_MARKED = "/marked.xlsx"


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


class Body(NamedTuple):
    """What was sent in a version: the name of its file, its bytes, and photos by name with whether they are redrawn."""

    name: str
    body: bytes
    files: dict[str, tuple[bytes, bool]]


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
        tx.execute(
            "UPDATE hand_ins SET version = ?, state = 'received', problems = '[]', tries = 0, changed = ? WHERE number = ?",
            (sent.version, stamp(at), number),
        )
        # What nobody has decided yet is judged anew, in the new version alone.
        tx.execute(f"DELETE FROM entries WHERE hand_in = ? AND state IN ({marks(UNDECIDED)})", (number, *UNDECIDED))
        if not sent.edited_by:
            # What she agreed to was not this; what is taken in already stays as it was.
            tx.execute(
                "UPDATE consents SET ended = ? WHERE hand_in = ? AND ended IS NULL AND NOT EXISTS (SELECT 1 FROM entries"
                " WHERE hand_in = ? AND state IN ('accepting', 'accepted', 'published'))",
                (stamp(at), number, number),
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


def by_code(tx: Transaction, code: str, secret: bytes) -> Line | None:
    """Return the hand-in that a code opens."""
    line: Line | None = tx.execute("SELECT * FROM hand_ins WHERE code = ?", (codes.trace_of(secret, code),)).fetchone()
    return line


def body_of(tx: Transaction, number: int, version: int) -> Body | None:
    """Return what was sent in a version; None where it is erased."""
    line = tx.execute("SELECT name, body FROM versions WHERE hand_in = ? AND version = ?", (number, version)).fetchone()
    if line is None:
        return None
    files = tx.execute(
        "SELECT name, bytes, is_ready FROM files WHERE hand_in = ? AND version = ? AND name NOT LIKE '/%' ORDER BY name",
        (number, version),
    )
    return Body(line["name"], line["body"], {one["name"]: (one["bytes"], bool(one["is_ready"])) for one in files})


def redrawn(tx: Transaction, number: int, version: int, name: str, image: bytes) -> None:
    """Keep a photo as the site will show it in the place of the one that was sent."""
    tx.execute(
        "UPDATE files SET bytes = ?, is_ready = 1 WHERE hand_in = ? AND version = ? AND name = ?",
        (image, number, version, name),
    )


def drop_raw(tx: Transaction, number: int, version: int) -> None:
    """Let the photos of earlier versions go that nobody has redrawn: a newer version came before the worker did."""
    tx.execute("DELETE FROM files WHERE hand_in = ? AND version < ? AND is_ready = 0", (number, version))


def keep_marked(tx: Transaction, number: int, version: int, workbook: bytes) -> None:
    """Keep the copy of a workbook in which the worker has marked what is to be mended."""
    tx.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, 1, ?)", (number, version, _MARKED, workbook))


def marked_of(tx: Transaction, number: int, version: int) -> bytes | None:
    """Return the marked copy of a workbook; None where there is none."""
    line = tx.execute(
        "SELECT bytes FROM files WHERE hand_in = ? AND version = ? AND name = ?", (number, version, _MARKED)
    ).fetchone()
    return line["bytes"] if line else None


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


def to_examine(tx: Transaction) -> Line | None:
    """Return the hand-in that has waited longest for the worker."""
    line: Line | None = tx.execute("SELECT * FROM hand_ins WHERE state = 'received' ORDER BY number LIMIT 1").fetchone()
    return line


def whole(tx: Transaction, states: Sequence[str], limit: int) -> list[Line]:
    """Return the hand-ins in some states, the oldest first: those that have no entries to show."""
    return tx.execute(
        f"SELECT * FROM hand_ins WHERE state IN ({marks(states)}) ORDER BY number LIMIT ?", (*states, limit)
    ).fetchall()


def ahead_of(tx: Transaction, number: int) -> int:
    """Return how many hand-ins the worker has to examine before this one."""
    return int(
        tx.execute("SELECT count(*) FROM hand_ins WHERE state = 'received' AND number < ?", (number,)).fetchone()[0]
    )


def undecided(tx: Transaction) -> int:
    """Return how many hand-ins wait for somebody: where there are too many the door is shut."""
    return int(
        tx.execute(
            "SELECT count(*) FROM hand_ins WHERE state IN ('received', 'examined') AND decided IS NULL"
        ).fetchone()[0]
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

    A place whose entry is decided already keeps it; a hand-in without any entry is refused as a whole, unless what it
    holds is kept ``elsewhere``.
    """
    line = by_number(tx, number)
    if line is None or line["version"] != version or line["state"] != "received":
        return False
    tx.execute(f"DELETE FROM entries WHERE hand_in = ? AND state IN ({marks(UNDECIDED)})", (number, *UNDECIDED))
    kept = {
        one["place"]
        for one in tx.execute("SELECT place FROM entries WHERE hand_in = ? AND version = ?", (number, version))
    }
    for one in found:
        if one.place not in kept:
            tx.execute(
                "INSERT INTO entries (hand_in, version, place, resource, record, kind, county, state, label, digest, card, problems)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    number,
                    version,
                    one.place,
                    one.resource,
                    one.record,
                    one.kind,
                    one.county,
                    one.state,
                    one.label,
                    one.digest,
                    as_json(one.card),
                    as_json(list(one.problems)),
                ),
            )
    state = "examined" if found or elsewhere else "refused"
    tx.execute(
        "UPDATE hand_ins SET state = ?, problems = ?, tries = 0, changed = ? WHERE number = ?",
        (state, as_json(list(problems)), stamp(at), number),
    )
    note(tx, at, state, hand_in=number, detail=str(len(found)))
    return True


def take_away(tx: Transaction, number: int, at: datetime) -> None:
    """Let a sender take back what nobody has decided yet."""
    tx.execute(
        f"UPDATE entries SET state = 'gone', decided = ? WHERE hand_in = ? AND state IN ({marks(UNDECIDED)})",
        (stamp(at), number, *UNDECIDED),
    )
    tx.execute(
        "UPDATE hand_ins SET state = 'gone', decided = ?, changed = ? WHERE number = ?", (stamp(at), stamp(at), number)
    )
    note(tx, at, "gone", hand_in=number)
