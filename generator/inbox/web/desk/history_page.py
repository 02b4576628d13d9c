"""What was done of late, by whom: numbers and acts, as the log has them."""

from __future__ import annotations

from werkzeug.wrappers import Response

from generator.inbox.store import log_book
from generator.inbox.store.invitations import DECIDERS, DIRECTOR
from generator.inbox.web.desk import desk_words
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Route, Visit

_SHOWN = 200


def history(visit: Visit) -> Response:
    """Show the newest acts; of a county's reviewer those on hand-ins of the county."""
    with visit.house.store.reading() as tx:
        acts = log_book.latest(tx, _SHOWN, visit.person.county)
    return page(visit, "history.html", acts=acts, act_of=desk_words.act_of)


ROUTES = (Route("/inbox/desk/history/", history, roles=(*DECIDERS, DIRECTOR)),)
