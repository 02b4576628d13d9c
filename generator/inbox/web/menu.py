"""The ways between the pages: who may go where from the header."""

from __future__ import annotations

from typing import NamedTuple

from generator.inbox.store.invitations import DECIDERS, DIRECTOR, KEEPER, Person


class Way(NamedTuple):
    """A link of the header; it is the current one on all pages below its address."""

    address: str
    label: str
    roles: tuple[str, ...]


HOME = "/inbox/desk/"
_WAYS = (
    Way(HOME, "صف بازبینی", (*DECIDERS, DIRECTOR)),
    Way("/inbox/desk/receive/", "پرونده‌های رسیده", DECIDERS),
    Way("/inbox/desk/publish/", "انتشار", (KEEPER,)),
    Way("/inbox/desk/history/", "تاریخچه", (*DECIDERS, DIRECTOR)),
)


def ways(person: Person | None) -> list[Way]:
    """Return the links of the header for whoever looks at it."""
    return [way for way in _WAYS if person is not None and person.role in way.roles]


def current(path: str) -> str:
    """Return the address of the way that a page belongs to."""
    return max((way.address for way in _WAYS if path.startswith(way.address)), key=len, default="")
