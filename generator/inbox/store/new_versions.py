"""A new version of a hand-in, or a new look at one: what becomes of the entries that stand.

What is sent again as it was keeps its place in the queue and all that was done to it. What is sent otherwise takes the
place of the one before, whose words stay beside it. What waits for a reviewer, or was returned by one, and is not sent
again stands as it was; what its sender had to mend is gone. Shapes: what the worker found in, lines of the store out.
Errors: none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from generator.inbox.store import consents, sent_files
from generator.inbox.store.database import Line, Transaction, as_json, marks, stamp
from generator.inbox.store.entries import DECIDABLE, UNDECIDED, Entry, before, card, columns, write
from generator.inbox.store.log_book import note
from generator.persian.digits import fa

_LEFT_OUT = "باید اصلاح می‌شد و در نسخهٔ {version} نبود."
_NOT_FOUND = "در بررسی دوبارهٔ همان فایل پیدا نشد."


class Pairs(NamedTuple):
    """What was found and is not decided, each with the entry that it continues, and the entries that nothing continues."""

    found: list[tuple[Entry, Line | None]]
    left: list[Line]


def end_words(tx: Transaction, number: int, version: int, found: Sequence[Entry], at: datetime) -> bool:
    """End the consents to what a version says otherwise than before; return whether there were any.

    What a reviewer edits is the office's own: whoever heard the consent knows what was agreed to.
    """
    if _made(tx, number, version).is_edited:
        return False
    ended = [
        consents.outdated(tx, old, at)
        for one, old in _pairs(tx, number, version, found).found
        if old is not None and old["version"] < version and not _is_same(tx, old, one, version)
    ]
    return any(ended)


def settle(
    tx: Transaction, number: int, version: int, found: Sequence[Entry], at: datetime, is_elsewhere: bool = False
) -> None:
    """Keep what was found in a version beside what stands of the hand-in.

    Where what is good is kept ``elsewhere``, nothing is said of what was mended.
    """
    pairs = _pairs(tx, number, version, found)
    for one, old in pairs.found:
        here = {**columns(one), "version": version, "place": one.place}
        if old is None:
            _insert(tx, {**here, "hand_in": number})
        elif old["version"] == version:
            write(tx, old["id"], {**here, "reason": ""})
        elif not _is_same(tx, old, one, version) or old["state"] not in (*DECIDABLE, "returned"):
            _replace(tx, old, one, here, version, at)
        elif old["state"] in DECIDABLE:
            write(tx, old["id"], {**here, "reason": ""})
        elif one.card.get("row"):
            # The file is sent whole, and this row of it is still to be mended.
            write(tx, old["id"], {**here, "state": "returned"})
        else:
            _replace(tx, old, one, here, version, at)
    for old in pairs.left:
        if is_elsewhere:
            tx.execute("DELETE FROM entries WHERE id = ?", (old["id"],))
        elif old["version"] == version or old["state"] == "mend":
            reason = _NOT_FOUND if old["version"] == version else _LEFT_OUT.format(version=fa(version))
            write(tx, old["id"], {"state": "gone", "reason": reason, "decided": stamp(at)})
            note(tx, at, "left-out", hand_in=number, entry=old["id"])


# ---------- which is which ----------


def _pairs(tx: Transaction, number: int, version: int, found: Sequence[Entry]) -> Pairs:
    lines = tx.execute("SELECT * FROM entries WHERE hand_in = ? ORDER BY id", (number,)).fetchall()
    standing = [one for one in lines if _stands(one, version)]
    ids = {one["id"] for one in standing}
    new = _undecided(tx, [one for one in lines if one["id"] not in ids], version, found)
    continued: dict[int, Line] = {}
    for of_old, of_new in _RULES:
        taken = {old["id"] for old in continued.values()}
        free: dict[Hashable, list[Line]] = {}
        for old in standing:
            if old["id"] not in taken and (key := of_old(old)):
                free.setdefault(key, []).append(old)
        for one in new:
            if one.place not in continued and (olds := free.get(of_new(one, version))):
                continued[one.place] = olds.pop(0)
    taken = {old["id"] for old in continued.values()}
    return Pairs([(one, continued.get(one.place)) for one in new], [old for old in standing if old["id"] not in taken])


def _stands(old: Line, version: int) -> bool:
    """Whether an entry may go on as another one; what its sender left out may come again."""
    if old["version"] == version:
        return old["state"] in (*DECIDABLE, "mend")
    return old["state"] in UNDECIDED or (old["state"] == "gone" and old["reason"] != "")


def _undecided(tx: Transaction, decided: Sequence[Line], version: int, found: Sequence[Entry]) -> list[Entry]:
    """Return what was found without what somebody has decided, or taken back, just so, and what the bank has by that."""
    places = {old["place"] for old in decided if old["version"] == version}
    digests = {old["digest"] for old in decided if old["digest"]}
    named: dict[Hashable, list[Line]] = {}
    for old in decided:
        named.setdefault((old["resource"], old["record"]), []).append(old)
    return [
        one
        for one in found
        if one.place not in places
        and one.digest not in digests
        and not any(
            (old["state"] in ("accepted", "published") and not one.alters) or _is_same(tx, old, one, version)
            for old in named.get((one.resource, one.record), ())
            if one.record
        )
    ]


def _alone(card: Mapping[str, Any], place: int) -> Hashable:
    """Return what tells one record of a hand-in from the others; of the row of a workbook its place says nothing."""
    return None if card.get("row") else (place,)


# What two entries have in common that are the same one: the first of these counts, and each is surer than the next.
_RULES: Sequence[tuple[Callable[[Line], Hashable], Callable[[Entry, int], Hashable]]] = (
    (lambda old: (old["version"], old["place"]), lambda one, version: (version, one.place)),
    (lambda old: old["digest"], lambda one, version: one.digest),
    (lambda old: _alone(card(old), old["place"]), lambda one, version: _alone(one.card, one.place)),
    (lambda old: old["record"] and (old["resource"], old["record"]), lambda one, version: (one.resource, one.record)),
    # Of what had to be mended the id may be wrong too.
    (
        lambda old: old["state"] == "mend" and old["label"] and (old["resource"], old["label"]),
        lambda one, version: (one.resource, one.label),
    ),
)


def _is_same(tx: Transaction, old: Line, one: Entry, version: int) -> bool:
    """Whether the same was sent again; what is said of it may be another thing, where the bank has moved."""
    if old["digest"] and old["digest"] == one.digest:
        return True
    was = card(old)
    same = (old["resource"], old["record"], old["kind"]) == (one.resource, one.record, one.kind)
    return (
        same
        and bool(was.get("values"))
        and all(was.get(name) == one.card.get(name) for name in ("values", "target"))
        and _is_same_photo(tx, old["hand_in"], (old["version"], was), (version, one.card))
    )


def _is_same_photo(
    tx: Transaction, number: int, one: tuple[int, Mapping[str, Any]], other: tuple[int, Mapping[str, Any]]
) -> bool:
    first, second = ((version, made.get("photo", "")) for version, made in (one, other))
    return sent_files.is_same_photo(tx, number, first, second)


# ---------- what is kept ----------


def _replace(tx: Transaction, old: Line, one: Entry, here: Mapping[str, Any], version: int, at: datetime) -> None:
    before = _before(tx, old, one, version, at)
    undecided = {"decision": None, "decided_by": None, "decided": None, "reason": "", "seen": ""}
    write(tx, old["id"], {**here, **undecided, "before": as_json(before) if before else ""})


def _before(tx: Transaction, old: Line, one: Entry, version: int, at: datetime) -> dict[str, Any]:
    """Return what an entry said when a reviewer, or who has it edited by one, could last see it, if that is another thing."""
    made = _made(tx, old["hand_in"], version)
    was_edited = _made(tx, old["hand_in"], old["version"]).is_edited
    known = before(old)
    if made.is_edited or was_edited or old["state"] == "returned":
        known = {}
    elif not known and old["state"] not in DECIDABLE:
        return {}
    was = card(old)
    found = {
        "facts": was.get("facts", []),
        "photo": was.get("photo", ""),
        "version": old["version"],
        "record": old["record"],
        "reason": old["reason"] if old["state"] == "returned" else "",
        "is_unheard": False,
        **known,
        "at": made.at,
        "is_edited": made.is_edited,
    }
    found["is_unheard"] = found["is_unheard"] or consents.ended_at(tx, old, at)
    photo = ((found["version"], found), (version, one.card))
    is_like = as_json(found["facts"]) == as_json(one.card.get("facts", [])) and _is_same_photo(
        tx, old["hand_in"], *photo
    )
    return {} if is_like and not found["reason"] and not found["is_unheard"] else found


class Made(NamedTuple):
    """When a version came, and whether a reviewer made it; of one that is erased nothing is known."""

    at: str = ""
    is_edited: bool = False


def _made(tx: Transaction, number: int, version: int) -> Made:
    line = tx.execute(
        "SELECT received, by FROM versions WHERE hand_in = ? AND version = ?", (number, version)
    ).fetchone()
    return Made(line["received"], line["by"] is not None) if line else Made()


def _insert(tx: Transaction, values: Mapping[str, Any]) -> None:
    tx.execute(f"INSERT INTO entries ({', '.join(values)}) VALUES ({marks(values)})", tuple(values.values()))
