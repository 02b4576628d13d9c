"""The form of a resource without scripts, for whoever has none and for whoever mends what was sent.

It is drawn from the same parts as the site's form. Errors: `Refusal`.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from werkzeug.wrappers import Response

from generator.dataset.descriptor import Resource
from generator.inbox.store import entries, hand_ins, sent_files
from generator.inbox.store.database import Line
from generator.inbox.store.hand_ins import Conflict, Contact, HandIn
from generator.inbox.web.doors import admission, send, tracking
from generator.inbox.web.doors import plain_answers as plain
from generator.inbox.web.listening import LARGEST_BODY
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit
from generator.persian.calendar.months import JALALI_MONTHS
from generator.persian.digits import fa
from generator.site.pages.submission_forms import heading, lead
from generator.submissions.forms.answers_file import MOST_BYTES, VERSION, read_ready
from generator.submissions.forms.submission import CORRECTION, RECORD
from generator.submissions.forms.web_form import FILE, ROWS, Part, form_values


@dataclass(frozen=True)
class Sheet:
    """A form with what is in it. ``mended`` is the hand-in whose next version it makes, ``code`` opens that one."""

    resource: Resource
    parts: tuple[Part, ...]
    answers: plain.Answers
    key: str
    version: int = 1
    target: str = ""
    label: str = ""
    mended: Line | None = None
    code: str = ""
    contact: Contact = field(default_factory=Contact)
    photo: str = ""
    # The version that the photo came with; 0: the newest.
    photo_version: int = 0
    faults: Mapping[str, list[str]] = field(default_factory=dict)
    rest: tuple[str, ...] = ()
    # Where a reviewer edits what somebody has sent: the address that the form is posted to.
    editor: str = ""
    # The digest of what the reviewer edits.
    seen: str = ""


Keep = Callable[[Visit, Sheet, bytes, Mapping[str, bytes]], Response]


def ways_in(visit: Visit) -> Response:
    """Show what can be handed in, and how."""
    package = visit.house.bank.package
    return page(visit, "ways_in.html", resources=[one for one in package.roots if one.submit], heading=heading)


def form(visit: Visit, resource: str) -> Response:
    """Show the form of a resource, or of a record with today's answers in it."""
    admission.check_open(visit)
    return drawn(visit, fresh(visit, resource, visit.asked("record"), secrets.token_hex(16)))


def fill(visit: Visit, resource: str) -> Response:
    """Take a row more or less, or hand the form in."""
    return posted(visit, fresh(visit, resource, visit.text("target"), send.key_of(visit).hex()))


def mend(visit: Visit) -> Response:
    """Show a hand-in's own answers with what is wrong beside them, or take its next version."""
    line, code = tracking.asked_for(visit)
    if line is None:
        raise Refusal(404, "چنین فرستاده‌ای نیست", "کد را با رسید خود مقایسه کنید.")
    with visit.house.store.reading() as tx:
        body = sent_files.body_of(tx, line["number"], line["version"])
        found = entries.of_hand_in(tx, line["number"])
        contact = hand_ins.contact_of(tx, line["number"])
    submissions = read_ready(body.body.decode("utf-8", "replace"), body.name)[0] if body else []
    if not submissions or visit.house.bank.resource(submissions[0].resource) is None:
        raise Refusal(404, "فرمی برای این نیست", "آنچه فرستاده شده فرم سایت نیست، یا پاک شده است. از نو بفرستید.")
    sent = submissions[0]
    sheet = fresh(visit, sent.resource, sent.target, line["key"].hex())
    problems = [one for entry in found for one in entries.problems(entry) if one["severity"] == "error"]
    faults, rest = plain.beside([*problems, *entries.problems(line)], sheet.parts)
    rest += [entry["reason"] for entry in found if entry["state"] == "returned" and entry["reason"]]
    answers = {**filled(sheet), **sent.values} if sent.target else sent.values
    sheet = replace(
        sheet,
        answers=plain.shown(sheet.parts, answers),
        version=line["version"] + 1,
        mended=line,
        code=code,
        contact=contact,
        photo="" if faults.keys() & _images(sheet) else next(iter(body.files), "") if body else "",
        faults=faults,
        rest=tuple(rest),
    )
    return posted(visit, sheet) if visit.text("do") else drawn(visit, sheet)


def fresh(visit: Visit, name: str, target: str, key: str) -> Sheet:
    """Return the empty form of a resource, or the one of a record with today's answers; raise Refusal."""
    bank = visit.house.bank
    resource = bank.resource(name)
    if resource is None:
        raise Refusal(404, "این فرم نیست", "از فهرست فرم‌ها شروع کنید.")
    hidden = admission.hidden_from(visit)
    parts = bank.parts(resource, hidden)
    record = bank.record(name, target) if target else None
    if target and (record is None or (name, target) in hidden):
        raise Refusal(404, "این صفحه در بانک نیست", "نشانی آن را از سایت کپی کنید.")
    values = form_values(bank.package, resource, record) if record else {}
    label = record.label if record else ""
    return Sheet(resource, parts, plain.shown(parts, values), key, target=target, label=label)


def _images(sheet: Sheet) -> set[str]:
    return {one.question.key for one in plain.fields(sheet.parts) if one.control == FILE}


def filled(sheet: Sheet) -> plain.Answers:
    """Return the answers of a form without what was left empty."""
    return plain.filled(sheet.parts, sheet.answers)


def posted(visit: Visit, before: Sheet, keep: Keep | None = None) -> Response:
    """Take what was pressed on a form: a row more, a row less, or the end, which ``keep`` keeps."""
    answers = plain.Posted(visit.text, visit.texts).answers(before.parts)
    sheet = replace(
        before, answers=answers, contact=send.contact_of(visit), faults={}, rest=(), version=send.version_of(visit)
    )
    act, _, what = visit.text("do").partition(":")
    lists = {one.question.key: one for one in plain.fields(sheet.parts) if one.control == ROWS}
    name, _, number = what.partition(".")
    if act == "add" and name in lists:
        plain.add_row(lists[name], answers, bool(sheet.target) or _is_named(sheet, name))
        return drawn(visit, sheet, focus=f"{plain.ROOT}.{name}.{len(answers[name]) - 1}")
    if (
        act == "remove"
        and name in lists
        and number.isascii()
        and number.isdecimal()
        and int(number) < len(answers[name])
    ):
        del answers[name][int(number)]
        return drawn(visit, sheet, focus=f"{plain.ROOT}.{name}")
    return _handed_in(visit, before, sheet, keep or _keep)


def _is_named(sheet: Sheet, name: str) -> bool:
    return any(part.refers_to == name for one in plain.fields(sheet.parts) for part in one.fields)


def _handed_in(visit: Visit, before: Sheet, sheet: Sheet, keep: Keep) -> Response:
    send.check_trap(visit)
    own = filled(sheet)
    if sheet.target:
        today = filled(fresh(visit, sheet.resource.name, sheet.target, sheet.key))
        values, emptied = plain.changes(sheet.parts, today, own)
        faults = plain.not_emptied(sheet.parts, emptied)
    else:
        values, faults = own, plain.left_out(sheet.parts, own)
    files = send.photo_of(visit)
    image = next(iter(_images(sheet)), "")
    if image and not files and before.mended is not None and before.photo:
        files = _photo_before(visit, before.mended, before.photo_version, before.photo)
    if image and files:
        values[image] = next(iter(files))
        faults = {key: said for key, said in faults.items() if key != image}
    text = json.dumps(
        {
            "form": sheet.resource.name,
            "version": VERSION,
            **({"target": sheet.target} if sheet.target else {}),
            "values": values,
        },
        ensure_ascii=False,
        indent=1,
    )
    rest = []
    if not values and not faults:
        rest.append("هنوز چیزی عوض نشده است. پاسخی را که باید اصلاح شود عوض کنید.")
    if len(text.encode()) > MOST_BYTES:
        rest.append(f"نوشته از {fa(MOST_BYTES // 1024)} کیلوبایت بیشتر است. نوشته‌های بلند را کوتاه کنید.")
    if faults or rest:
        return drawn(visit, replace(sheet, faults=faults, rest=tuple(rest), photo=before.photo), status=422)
    if not sheet.editor:
        admission.admit(visit, is_plain=True)
    return keep(visit, sheet, text.encode(), files)


def _keep(visit: Visit, sheet: Sheet, body: bytes, files: Mapping[str, bytes]) -> Response:
    sent = HandIn(
        key=bytes.fromhex(sheet.key),
        version=sheet.version,
        door="plain",
        kind=CORRECTION if sheet.target else RECORD,
        name=f"{sheet.resource.name}.yml",
        body=body,
        files=files,
        contact=sheet.contact,
        resource=sheet.resource.name,
        record=sheet.target,
        **send.sender_of(visit),
    )
    try:
        found = send.received(visit, sent)
    except Conflict as error:
        raise tracking.conflict(error) from None
    return tracking.answered(visit, found)


def _photo_before(visit: Visit, line: Line, version: int, name: str) -> dict[str, bytes]:
    """Return the photo of the version that is mended: nobody has to look for it again."""
    with visit.house.store.reading() as tx:
        body = sent_files.body_of(tx, line["number"], version or line["version"])
    return {name: body.files[name][0]} if body and name in body.files else {}


def drawn(visit: Visit, sheet: Sheet, status: int = 200, focus: str = "") -> Response:
    """Return the page of a form with what is in it."""
    found: dict[str, Any] = {
        "sheet": sheet,
        "heading": heading(sheet.resource),
        "lead": lead(sheet.resource),
        "months": JALALI_MONTHS,
        # Not «root»: that is the way to the pages, which the sign in the header asks for.
        "stem": plain.ROOT,
        "focus": focus,
        "order": {one.question.key: one.question.title for one in plain.fields(sheet.parts)},
    }
    return page(visit, "plain_form.html", status=status, **found)


ROUTES = (
    Route("/inbox/", ways_in),
    Route("/inbox/form/mend", mend, is_post=True, largest=LARGEST_BODY),
    Route("/inbox/form/<resource>", form),
    Route("/inbox/form/<resource>", fill, is_post=True, largest=LARGEST_BODY),
)
