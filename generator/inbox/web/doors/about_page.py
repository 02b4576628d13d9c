"""The door of whoever a page is about: to confirm it, to mend or complete it, to have it removed.

What comes in here is a request and no more: nobody has shown who they are. Errors: `Refusal`.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import NamedTuple

from werkzeug.wrappers import Response

from generator.dataset.descriptor import Resource
from generator.dataset.people.consent import is_alive
from generator.dataset.registry import Record
from generator.inbox.store.hand_ins import Conflict, HandIn
from generator.inbox.web.doors import admission, send, tracking
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.submissions.forms.address import page_of
from generator.submissions.forms.submission import REMOVAL

CONFIRM, CORRECT, REMOVE = "confirm", "correct", "remove"
_KINDS = {CONFIRM: CONFIRM, REMOVE: REMOVAL}
# Who somebody says to be, with what follows; it stands at the head of the private note, and nobody has shown it.
_WHO = {
    "من خود او هستم": "شماره‌ای بنویسید تا از خودتان بپرسیم.",
    "خانواده یا نمایندهٔ او هستم": "",
    "کس دیگری هستم": "",
}


class Page(NamedTuple):
    """A page of the site that somebody says is about herself."""

    resource: Resource
    record: Record
    # Of a page that is hidden nothing is said; it can still be asked to be removed.
    is_hidden: bool

    @property
    def address(self) -> str:
        """The way to it from the site's root."""
        return f"{self.resource.name}/{self.record.id}/"


def about(visit: Visit) -> Response:
    """Ask what is to become of a page, or which page is meant."""
    admission.check_open(visit)
    asked = visit.asked("page")
    found = _page(visit, asked) if asked else None
    if found is None:
        fault = f"«{asked[:80]}» نشانی صفحه‌ای از این سایت نیست. آن را از نوار مرورگر کپی کنید." if asked else ""
        return page(visit, "about_ask.html", status=404 if asked else 200, asked=asked[:200], fault=fault)
    return _shown(visit, found, act=visit.asked("act"))


def _page(visit: Visit, address: str) -> Page | None:
    bank = visit.house.bank
    named = page_of(bank.package, bank.names(), address[:300])
    record = bank.record(*named) if named else None
    if named is None or record is None:
        return None
    return Page(bank.package.resources[named[0]], record, named in admission.hidden_from(visit))


def _shown(visit: Visit, found: Page, fault: str = "", act: str = "") -> Response:
    is_person = found.resource.people and is_alive(found.record.get("life"))
    context = {
        "found": found,
        "is_person": is_person,
        "may_correct": found.resource.submit and not found.is_hidden,
        "act": act,
        "who": _WHO,
        "asked_who": visit.text("who"),
        "fault": fault,
        "key": visit.text("key") or secrets.token_hex(16),
        "contact": send.contact_of(visit),
    }
    return page(visit, "about.html", status=422 if fault else 200, **context)


def ask(visit: Visit) -> Response:
    """Keep what somebody asks for about a page."""
    found = _page(visit, visit.text("page"))
    if found is None:
        raise Refusal(404, "این صفحه در بانک نیست", "شاید حذف شده باشد. نشانی آن را از سایت کپی کنید.")
    act = visit.text("act")
    if act == CORRECT and found.resource.submit and not found.is_hidden:
        return see(f"/inbox/form/{found.resource.name}?record={found.record.id}")
    if act not in _KINDS or (act == CONFIRM and not found.resource.people):
        return _shown(visit, found, "بگویید با این صفحه چه کنیم.")
    contact = send.contact_of(visit)
    if act == CONFIRM and not contact.phone:
        return _shown(visit, found, "برای تأیید شماره‌ای بنویسید: تا با خود شما صحبت نکنیم چیزی عوض نمی‌شود.", act)
    send.check_trap(visit)
    admission.admit(visit, is_plain=True)
    sent = HandIn(
        key=send.key_of(visit),
        version=1,
        door="about",
        kind=_KINDS[act],
        name="",
        body=b"",
        contact=replace(contact, note=_said(visit, contact.note)),
        resource=found.resource.name,
        record=found.record.id,
        # Whoever was invited for one county may still ask for a page of another.
        person=visit.session.person.id if visit.session else None,
    )
    try:
        kept = send.received(visit, sent)
    except Conflict as error:
        raise tracking.conflict(error) from None
    return tracking.answered(visit, kept)


def _said(visit: Visit, note: str) -> str:
    who = visit.text("who")
    return "\n".join(part for part in (who if who in _WHO else "", note) if part)


ROUTES = (
    Route("/inbox/about/", about),
    Route("/inbox/about/", ask, is_post=True),
)
