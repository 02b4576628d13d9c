"""The way in and out: the token of a personal link is posted and never stands in an address that a server sees."""

from __future__ import annotations

from werkzeug.wrappers import Response

from generator.inbox.store import invitations
from generator.inbox.web import guard, menu
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see

_CLOSED = "این پیوند باز نمی‌کند: شاید تاریخش گذشته یا باطل شده باشد. از دفتر پیوند تازه بخواهید."
_USED = "این پیوند یک بار باز می‌کند و به کار رفته است. برنامهٔ میز را از نو باز کنید."


def door(visit: Visit) -> Response:
    """Show the page that posts the token of the link's fragment, by itself or typed in."""
    return page(visit, "enter.html")


def enter(visit: Visit) -> Response:
    """Open a session for the token of a personal link, or of the desk's own."""
    token = visit.text("token")
    exchange = visit.house.more.get("exchange")
    if exchange is not None:  # a desk knows its one reviewer by what only this computer can have written
        token = exchange(token, visit.at) or ""
    with visit.house.store.writing() as tx:
        found = invitations.enter(tx, token, visit.at) if token else None
    if found is None:
        raise Refusal(403, "در باز نشد", _USED if visit.house.settings.is_desk else _CLOSED)
    cookie, session = found
    response = see(menu.first(session.person))
    guard.keep(response, visit.house, cookie)
    return response


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
