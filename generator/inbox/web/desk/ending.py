"""The end of a desk: on Windows no window stands behind it that could be closed."""

from __future__ import annotations

from werkzeug.wrappers import Response

from generator.inbox.store import invitations
from generator.inbox.store.invitations import KEEPER
from generator.inbox.web import guard
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Route, Visit


def end(visit: Visit) -> Response:
    """End the session, and the program once this answer is out."""
    with visit.house.store.writing() as tx:
        invitations.leave(tx, visit.request.cookies.get(visit.house.cookie, ""))
    # Nothing on the page leads anywhere: nobody will be there to answer.
    response = page(visit, "ended.html", person=None, ways=[], home="#main")
    guard.forget(response, visit.house)
    response.call_on_close(visit.house.more["end"])
    return response


ROUTES = (Route("/inbox/desk/end", end, is_post=True, roles=(KEEPER,), largest=4096),)
