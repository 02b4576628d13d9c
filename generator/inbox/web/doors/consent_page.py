"""The personal link by which a woman agrees herself, given to her by a reviewer who has spoken with her.

Its token is made of the entry and the secret of the store, so it needs no place of its own; it opens nothing once the
entry waits for her no more. It stands behind the «#» and is posted: looking at a link spends nothing. Errors: `Refusal`.
"""

from __future__ import annotations

import hmac

from werkzeug.wrappers import Response

from generator.inbox.store import consents, entries
from generator.inbox.store.database import Line
from generator.inbox.web.desk.deciding import WORDING
from generator.inbox.web.doors import admission
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import House, Refusal, Route, Visit

_SIGNS = 32


def link_of(house: House, line: Line) -> str:
    """Return the personal link for an entry that waits for her own word; empty where no browser but ours reaches it."""
    if house.settings.is_desk or line["state"] != "asking":
        return ""
    return f"{house.site.rstrip('/')}/inbox/consent#{line['id']}.{_token(house, line)}"


def _token(house: House, line: Line) -> str:
    about = f"consent:{line['id']}:{line['resource']}:{line['record']}"
    return hmac.digest(house.secret, about.encode(), "sha256").hex()[:_SIGNS]


def door(visit: Visit) -> Response:
    """Show the page that posts the token of the link."""
    return page(visit, "consent_ask.html")


def ask(visit: Visit) -> Response:
    """Show what she would agree to."""
    line = _found(visit)
    return page(visit, "consent.html", line=line, card=entries.card(line), token=visit.text("token"), is_given=False)


def agree(visit: Visit) -> Response:
    """Keep that she has agreed."""
    line = _found(visit)
    day = visit.today
    with visit.house.store.writing() as tx:
        now = entries.by_id(tx, line["id"])
        if now is not None and now["digest"] != visit.text("seen"):
            raise Refusal(409, "نوشته‌ها عوض شده است", "پیوند را دوباره باز کنید و آنچه را که عوض شده ببینید.")
        if now is not None and now["state"] == "asking":
            consents.given(tx, line["resource"], line["record"], WORDING, day, "link", None, line["hand_in"], visit.at)
    return page(visit, "consent.html", line=line, card=entries.card(line), token="", is_given=True)


def _found(visit: Visit) -> Line:
    """Return the entry that a link is for; raise Refusal."""
    admission.check_codes(visit)
    number, _, token = visit.text("token").partition(".")
    digits = number.isascii() and number.isdecimal() and len(number) < 16
    with visit.house.store.reading() as tx:
        line = entries.by_id(tx, int(number)) if digits else None
    if line is None or not hmac.compare_digest(_token(visit.house, line).encode(), token.encode()):
        admission.wrong_code(visit)
        raise Refusal(
            403, "این پیوند کامل نیست", "پیوند را کامل، تا آخرین حرف، باز کنید؛ یا از دفتر پیوند تازه بخواهید."
        )
    if line["state"] != "asking":
        raise Refusal(410, "این پیوند دیگر کار نمی‌کند", "پاسخ شما پیش‌تر ثبت شده، یا دفتر کار را تمام کرده است.")
    return line


ROUTES = (
    Route("/inbox/consent", door),
    Route("/inbox/consent", ask, is_post=True, largest=4096),
    Route("/inbox/consent/agree", agree, is_post=True, largest=4096),
)
