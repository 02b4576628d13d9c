"""A page that is hidden until somebody has answered, or a record that is to be removed, found by its address.

Removing is a hand-in as any other, so that it is seen, accepted and logged; hiding is at once.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable

from werkzeug.wrappers import Response

from generator.inbox.store import builds, hand_ins
from generator.inbox.store.hand_ins import Conflict, Contact, HandIn
from generator.inbox.store.invitations import DECIDERS
from generator.inbox.web.desk import scope
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.submissions.forms.address import page_of
from generator.submissions.forms.submission import REMOVAL

DOOR = "withdrawal"
_ADDRESS, _LONGEST = "/inbox/desk/pages/", 300


def find(visit: Visit) -> Response:
    """Show what can be done with the page of an address, and the pages that are hidden now."""
    bank, typed = visit.house.bank, visit.asked("page")[:_LONGEST]
    found = page_of(bank.package, bank.names(), typed) if typed else None
    record = bank.record(*found) if found else None
    if record is not None:
        scope.check(visit.person, _county(visit, *(found or ("", ""))))
    with visit.house.store.reading() as tx:
        hidden = builds.hiders(tx)
    mine = {one: line for one, line in hidden.items() if visit.person.may_decide(_county(visit, *one))}
    return page(
        visit,
        "pages.html",
        typed=typed,
        found=found if record is not None else None,
        record=record,
        is_withdrawable=bool(found and found[0] in bank.package.withdrawable),
        hidden=mine,
        key=secrets.token_hex(16),
    )


def hide(visit: Visit) -> Response:
    """Keep a page out of the site."""
    return _turn(visit, builds.hide)


def show(visit: Visit) -> Response:
    """Let a page come back to the site."""
    return _turn(visit, builds.show)


def _turn(visit: Visit, act: Callable[..., None]) -> Response:
    resource, record = _named(visit)
    with visit.house.store.writing() as tx:
        act(tx, resource, record, visit.person.id, visit.at)
    return see(f"{_ADDRESS}?page={resource}/{record}/")


def remove(visit: Visit) -> Response:
    """Hand in that a record is to be removed, as somebody asked by telephone, by letter or in the office."""
    resource, record = _named(visit)
    key = hashlib.sha256(f"{visit.text('key')} {resource} {record}".encode()).digest()[:16]
    note = visit.text("note")[:_LONGEST]
    sent = HandIn(key, 1, DOOR, REMOVAL, "removal", b"", contact=Contact(note=note), resource=resource, record=record)
    try:
        with visit.house.store.writing() as tx:
            number = hand_ins.receive(tx, sent, visit.house.secret, visit.at).number
    except Conflict as error:  # pressed again, with another note
        number = error.number
    return see(f"/inbox/desk/{number}/")


def _named(visit: Visit) -> tuple[str, str]:
    resource, record = visit.text("resource"), visit.text("record")
    if visit.house.bank.record(resource, record) is None:
        raise Refusal(404, "این صفحه در بانک نیست", "شاید حذف شده باشد. نشانی آن را بررسی کنید.")
    scope.check(visit.person, _county(visit, resource, record))
    return resource, record


def _county(visit: Visit, resource: str, record: str) -> str:
    """Return the county of a record; of one that has none, none."""
    found, shape = visit.house.bank.record(resource, record), visit.house.bank.package.resources.get(resource)
    return str(found.get(shape.place) or "") if found is not None and shape is not None and shape.place else ""


ROUTES = (
    Route(_ADDRESS, find, roles=DECIDERS),
    Route(f"{_ADDRESS}hide", hide, is_post=True, roles=DECIDERS),
    Route(f"{_ADDRESS}show", show, is_post=True, roles=DECIDERS),
    Route(f"{_ADDRESS}remove", remove, is_post=True, roles=DECIDERS),
)
