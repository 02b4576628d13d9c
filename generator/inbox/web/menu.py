"""The ways between the pages: who may go where from the header."""

from __future__ import annotations

from typing import NamedTuple

from generator.inbox.store.invitations import BANK, DECIDERS, DIRECTOR, EXPERT, KEEPER, ROLES, Person


class Way(NamedTuple):
    """A link of the header; it is the current one on all pages below its address."""

    address: str
    label: str
    roles: tuple[str, ...]
    # Not on the desk of one reviewer.
    is_served: bool = False


HOME, LOANS, PEOPLE = "/inbox/desk/", "/inbox/loans/", "/inbox/people/"
#: Where people of a role begin; the others begin with the queue.
_FIRST = {EXPERT: "/inbox/mine/", BANK: LOANS}
_WAYS = (
    Way("/inbox/mine/", "فرستاده‌ها", (EXPERT,)),
    Way(HOME, "صف بازبینی", (*DECIDERS, DIRECTOR)),
    Way("/inbox/desk/receive/", "فایل‌های رسیده", DECIDERS),
    Way("/inbox/desk/pages/", "پنهان و حذف", DECIDERS),
    Way("/inbox/desk/publish/", "انتشار", (KEEPER,)),
    Way(LOANS, "وام‌ها", ROLES),
    Way("/inbox/reports/", "گزارش", (DIRECTOR, KEEPER)),
    Way(PEOPLE, "همکاران", (KEEPER,), is_served=True),
    Way("/inbox/desk/history/", "تاریخچه", (*DECIDERS, DIRECTOR)),
)


def ways(person: Person | None, has_loans: bool = True, is_desk: bool = False) -> list[Way]:
    """Return the links of the header for whoever looks at it, in a bank that keeps loans or one that does not."""
    found = [way for way in _WAYS if person is not None and person.role in way.roles]
    return [way for way in found if (has_loans or way.address != LOANS) and not (is_desk and way.is_served)]


def first(person: Person | None) -> str:
    """Return the page that somebody begins with."""
    return _FIRST.get(person.role, HOME) if person else "/inbox/"


def current(path: str) -> str:
    """Return the address of the way that a page belongs to."""
    return max((way.address for way in _WAYS if path.startswith(way.address)), key=len, default="")
