"""Workbooks through the browser: a fresh one to fill in, a filled one in, and the next version of one that was mended.

A workbook is kept as it came and not opened here: the worker reads it. Errors: `Refusal`.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from werkzeug.wrappers import Response

from generator.inbox.store.hand_ins import Conflict, HandIn
from generator.inbox.web.doors import admission, send, tracking
from generator.inbox.web.listening import LARGEST_BODY
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit
from generator.persian.digits import fa
from generator.submissions.forms.questions import questions
from generator.submissions.forms.submission import RECORD
from generator.submissions.workbooks.workbook_writer import workbook_bytes

#: What a workbook is called in what is said of it; how its sender calls it may tell whom it is about.
WORKBOOK = "workbook.xlsx"
_LARGEST = LARGEST_BODY - 1024 * 1024
# What every workbook begins with, and what those of before 2007 begin with.
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class _Draft:
    """What names a hand-in: a new one's key, or the key and the next version of one that is mended."""

    key: bytes
    version: int


def ask(visit: Visit) -> Response:
    """Show where workbooks come from and where they go."""
    admission.check_open(visit)
    package = visit.house.bank.package
    resources = [one for one in package.roots if one.submit]
    return page(visit, "workbook.html", resources=resources, key=secrets.token_hex(16))


def fresh(visit: Visit, resource: str) -> Response:
    """Send the empty workbook of a resource, with the lists of today."""
    bank = visit.house.bank
    found = bank.resource(resource)
    if found is None:
        raise Refusal(404, "چنین فایل اکسلی نیست", "از فهرست فایل‌های اکسل شروع کنید.")
    raw = workbook_bytes(
        bank.package, found, questions(bank.package, found, bank.offered(found, admission.hidden_from(visit)))
    )
    return tracking.download(raw, f"{found.name}.xlsx", tracking.SHEET)


def receive(visit: Visit) -> Response:
    """Keep a workbook, or the next version of one."""
    send.check_trap(visit)
    draft = _draft(visit)
    admission.admit(visit, is_plain=True)
    sent = HandIn(
        key=draft.key,
        version=draft.version,
        door="workbook",
        kind=RECORD,
        name=WORKBOOK,
        body=workbook_of(visit),
        files=send.photos_of(visit),
        contact=send.contact_of(visit),
        **send.sender_of(visit),
    )
    try:
        found = send.received(visit, sent)
    except Conflict as error:
        raise tracking.conflict(error) from None
    return tracking.answered(visit, found)


def _draft(visit: Visit) -> _Draft:
    if not visit.text("code") and not visit.text("number"):
        return _Draft(send.key_of(visit), 1)
    line, _ = tracking.asked_for(visit)
    if line is None or line["door"] != "workbook":
        raise Refusal(404, "چنین فایل اکسلی نیست", "کد را با رسید خود مقایسه کنید.")
    return _Draft(line["key"], send.version_of(visit))


def workbook_of(visit: Visit) -> bytes:
    """Return the workbook that a form brings; raise Refusal where it is none."""
    files = visit.files("workbook")
    if not files:
        raise Refusal(422, "فایلی انتخاب نشده است", "یک صفحه برگردید، فایل اکسل را انتخاب کنید و دوباره بفرستید.")
    raw: bytes = files[0].read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise Refusal(413, "فایل سنگین است", f"فایل اکسل حداکثر {fa(_LARGEST >> 20)} مگابایت است. در چند بار بفرستید.")
    if raw.startswith(_OLD):
        sentence = "این فایل به شکل کهنهٔ xls، یا با گذرواژه، ذخیره شده است. در اکسل «ذخیره با نام» را بزنید و xlsx را انتخاب کنید؛ گذرواژه را حذف کنید."
        raise Refusal(422, "این فایل اکسل باز نمی‌شود", sentence)
    if not raw.startswith(_ZIP):
        raise Refusal(422, "این فایل اکسل نیست", "فایل اکسل همین سایت را پر کنید و همان فایل xlsx را بفرستید.")
    return raw


ROUTES = (
    Route("/inbox/workbook", ask),
    Route("/inbox/workbook", receive, is_post=True, largest=LARGEST_BODY),
    Route("/inbox/workbook/<resource>.xlsx", fresh),
)
