"""People who were invited, their personal links, and the sessions that these open.

Shapes: the token of a link or cookie is 128 random bits as text; the store has its SHA-256 alone. Errors: none; who may
not come in is None.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from generator.inbox.store.codes import token_trace
from generator.inbox.store.database import Line, Transaction, stamp, time_of
from generator.inbox.store.log_book import note

EXPERT, REVIEWER, BANK, DIRECTOR, KEEPER = ROLES = ("expert", "reviewer", "bank", "director", "keeper")
#: Who may decide what is in the queue.
DECIDERS = (REVIEWER, KEEPER)
_SESSION, _IDLE = timedelta(hours=12), timedelta(hours=2)
_BYTES = 16


@dataclass(frozen=True)
class Person:
    """Somebody who was invited; an empty county means the whole province."""

    id: int
    name: str
    role: str
    county: str = ""
    agency: str = ""
    facilities: tuple[str, ...] = ()

    def may_decide(self, county: str) -> bool:
        """Whether the person decides on entries of a county."""
        return self.role in DECIDERS and self.county in ("", county)

    def may_see(self, county: str) -> bool:
        """Whether the person sees entries of a county."""
        return self.role in (*DECIDERS, EXPERT, DIRECTOR) and self.county in ("", county)


class Session(NamedTuple):
    """Who is asking, the token that forms of theirs carry, and when it was last noted that they were."""

    person: Person
    csrf: str
    seen: datetime


def invite(
    tx: Transaction,
    name: str,
    role: str,
    ends: datetime,
    at: datetime,
    county: str = "",
    agency: str = "",
    facilities: Sequence[str] = (),
    by: int | None = None,
) -> tuple[int, str]:
    """Invite somebody until a day; return the person's number and the token of the personal link, told this once."""
    token = secrets.token_hex(_BYTES)
    made = tx.execute(
        "INSERT INTO people (name, role, county, agency, facilities, token, made, ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (name, role, county, agency, json.dumps(list(facilities)), token_trace(token), stamp(at), stamp(ends)),
    )
    person = int(made.lastrowid or 0)
    note(tx, at, "invited", by, detail=f"{person} {role}")
    return person, token


def renew(tx: Transaction, person: int, ends: datetime, at: datetime, by: int | None = None) -> str:
    """Give somebody a new link: the old one and its sessions end; return its token."""
    token = secrets.token_hex(_BYTES)
    tx.execute(
        "UPDATE people SET token = ?, ends = ?, revoked = NULL WHERE id = ?", (token_trace(token), stamp(ends), person)
    )
    tx.execute("DELETE FROM sessions WHERE person = ?", (person,))
    note(tx, at, "renewed", by, detail=str(person))
    return token


def revoke(tx: Transaction, person: int, at: datetime, by: int | None = None) -> None:
    """End somebody's invitation at once; what is left of the sessions opens nothing, and tells them why."""
    tx.execute("UPDATE people SET revoked = ? WHERE id = ? AND revoked IS NULL", (stamp(at), person))
    note(tx, at, "revoked", by, detail=str(person))


def listed(tx: Transaction) -> list[Line]:
    """Return all who were invited, by name, with the time at which each was last here (``seen``)."""
    return tx.execute(
        "SELECT people.*, max(coalesce(did.at, ''), coalesce(here.seen, '')) AS seen FROM people"
        " LEFT JOIN (SELECT who, max(at) AS at FROM log GROUP BY who) AS did ON did.who = people.id"
        " LEFT JOIN (SELECT person, max(seen) AS seen FROM sessions GROUP BY person) AS here ON here.person = people.id"
        " ORDER BY revoked IS NOT NULL, name, people.id"
    ).fetchall()


def by_id(tx: Transaction, person: int) -> Line | None:
    """Return somebody who was invited."""
    line: Line | None = tx.execute("SELECT * FROM people WHERE id = ?", (person,)).fetchone()
    return line


def is_invited(tx: Transaction, name: str, role: str, county: str, at: datetime) -> bool:
    """Whether somebody of this name may come in with this role already."""
    known = tx.execute(
        "SELECT 1 FROM people WHERE name = ? AND role = ? AND county = ? AND revoked IS NULL AND ends > ?",
        (name, role, county, stamp(at)),
    )
    return known.fetchone() is not None


def person_of(line: Line) -> Person:
    """Return a person of a line of the store."""
    return Person(
        line["id"], line["name"], line["role"], line["county"], line["agency"], tuple(json.loads(line["facilities"]))
    )


def enter(tx: Transaction, token: str, at: datetime) -> tuple[str, Session] | None:
    """Open a session with the token of a personal link: the cookie's text and the session; None where it opens nothing."""
    line = tx.execute("SELECT * FROM people WHERE token = ?", (token_trace(token),)).fetchone()
    if line is None or line["revoked"] or line["ends"] <= stamp(at):
        return None
    cookie, csrf = secrets.token_urlsafe(32), secrets.token_urlsafe(24)
    tx.execute(
        "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)",
        (token_trace(cookie), line["id"], csrf, stamp(at), stamp(at + _SESSION)),
    )
    tx.execute("DELETE FROM sessions WHERE ends <= ?", (stamp(at),))
    note(tx, at, "entered", line["id"])
    return cookie, Session(person_of(line), csrf, at)


def session_of(tx: Transaction, cookie: str, at: datetime) -> Session | None:
    """Return the session of a cookie; None where there is none, it is over, or the person may not come in any more."""
    line = tx.execute(
        "SELECT people.*, sessions.csrf, sessions.seen, sessions.ends AS over FROM sessions"
        " JOIN people ON people.id = sessions.person WHERE sessions.token = ?",
        (token_trace(cookie),),
    ).fetchone()
    if line is None or line["revoked"] or min(line["over"], line["ends"]) <= stamp(at):
        return None
    seen = time_of(line["seen"])
    return None if seen + _IDLE <= at else Session(person_of(line), line["csrf"], seen)


def is_revoked(tx: Transaction, cookie: str) -> bool:
    """Whether the session of a cookie is over because the invitation was ended."""
    return (
        tx.execute(
            "SELECT 1 FROM sessions JOIN people ON people.id = person WHERE sessions.token = ? AND revoked IS NOT NULL",
            (token_trace(cookie),),
        ).fetchone()
        is not None
    )


def touch(tx: Transaction, cookie: str, at: datetime) -> None:
    """Note that a session is in use."""
    tx.execute("UPDATE sessions SET seen = ? WHERE token = ?", (stamp(at), token_trace(cookie)))


def leave(tx: Transaction, cookie: str) -> None:
    """End a session."""
    tx.execute("DELETE FROM sessions WHERE token = ?", (token_trace(cookie),))
