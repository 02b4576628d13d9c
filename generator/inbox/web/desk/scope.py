"""Whose hand-ins a reviewer sees: those of the own county, or of the whole province.

Errors: `Refusal` with 404 where there is no such, 403 where it is another county's.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.inbox.store import entries, hand_ins
from generator.inbox.store.database import Line, Transaction
from generator.inbox.store.invitations import Person
from generator.inbox.web.visit import Refusal, Visit

_OTHERS = "این مورد از شهرستان دیگری است و بازبین همان شهرستان دربارهٔ آن تصمیم می‌گیرد."


class Shown(NamedTuple):
    """A hand-in with those of its entries that a person sees, and how many belong to others.

    ``is_whole`` tells whether all that is in its newest file is for that person: what nobody has examined yet may hold
    other counties' rows.
    """

    line: Line
    entries: list[Line]
    others: int
    is_whole: bool


def hand_in(visit: Visit, tx: Transaction, number: int) -> Shown:
    """Return a hand-in for whoever asks."""
    line = hand_ins.by_number(tx, number) if number < 2**63 else None
    if line is None:
        raise Refusal(404, "چنین فرستاده‌ای نیست", "شماره را بررسی کنید.")
    found = entries.of_hand_in(tx, number)
    mine = [one for one in found if visit.person.may_see(one["county"])]
    if not mine and (found or not visit.person.may_see(line["county"])):
        raise Refusal(403, "از شهرستان دیگری است", _OTHERS)
    others = len(found) - len(mine)
    is_known = line["state"] == "examined" or visit.person.may_see(line["county"])
    return Shown(line, mine, others, is_known and not others)


def to_decide(visit: Visit, tx: Transaction, number: int, wanted: int) -> Line:
    """Return an entry of a hand-in for who decides on it."""
    line = entries.by_id(tx, wanted) if wanted < 2**63 else None
    if line is None or line["hand_in"] != number:
        raise Refusal(404, "چنین موردی نیست", "شاید نسخهٔ تازه‌ای رسیده باشد. صفحهٔ فرستاده را دوباره باز کنید.")
    check(visit.person, line["county"])
    return line


def check(person: Person, county: str) -> None:
    """Refuse a decision on another county's."""
    if not person.may_decide(county):
        raise Refusal(403, "از شهرستان دیگری است", _OTHERS)
