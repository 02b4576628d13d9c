"""The way in and out: the token of a personal link is posted and never stands in an address that a server sees."""

from __future__ import annotations

from datetime import datetime, timedelta

from werkzeug.wrappers import Response

from generator.inbox.store import invitations
from generator.inbox.store.database import Transaction
from generator.inbox.store.invitations import KEEPER
from generator.inbox.web import guard, menu
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see

_REVIEWER, _YEAR = "کارشناس دفتر", timedelta(days=366)
_CLOSED = "این پیوند کار نمی‌کند: شاید تاریخش گذشته یا باطل شده باشد. از دفتر پیوند تازه بخواهید."
_USED = "این پیوند فقط یک بار کار می‌کند و به کار رفته است. برنامهٔ میز را از نو باز کنید."


def door(visit: Visit) -> Response:
    """Show the page that posts the token of the link's fragment, by itself or typed in."""
    return page(visit, "enter.html")


def enter(visit: Visit) -> Response:
    """Open a session for the token of a personal link, or of the desk's own."""
    token, knock = visit.text("token"), visit.house.more.get("knock")
    # A desk knows its one reviewer by what only she can have written on this computer.
    is_reviewer = knock is not None and knock(token)
    with visit.house.store.writing() as tx:
        if is_reviewer:
            token = _of_reviewer(tx, visit.at)
        found = invitations.enter(tx, token, visit.at) if knock is None or is_reviewer else None
    if found is None:
        raise Refusal(403, "ورود انجام نشد", _USED if visit.house.settings.is_desk else _CLOSED)
    cookie, session = found
    response = see(menu.first(session.person))
    guard.keep(response, visit.house, cookie)
    return response


def _of_reviewer(tx: Transaction, at: datetime) -> str:
    """Return a token for the one who has the desk, whoever that is today."""
    ends = at + _YEAR
    known = [one["id"] for one in invitations.listed(tx) if one["role"] == KEEPER and not one["revoked"]]
    if known:
        return invitations.renew(tx, known[0], ends, at)
    return invitations.invite(tx, _REVIEWER, KEEPER, ends, at)[1]


def leave(visit: Visit) -> Response:
    """End the session."""
    with visit.house.store.writing() as tx:
        invitations.leave(tx, visit.request.cookies.get(visit.house.cookie, ""))
    response = see("/inbox/enter")
    guard.forget(response, visit.house)
    return response


ROUTES = (
    Route("/inbox/enter", door),
    Route("/inbox/enter", enter, is_post=True, largest=4096),
    Route("/inbox/leave", leave, is_post=True, roles=invitations.ROLES, largest=4096),
)
