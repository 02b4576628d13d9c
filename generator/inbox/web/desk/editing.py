"""A reviewer edits what somebody sent, in the form of its resource: it is judged anew before anybody can accept it.

A record is edited as a new version of its hand-in; a row of a workbook becomes a hand-in of its own, and the row is
turned down with a word of where it went. Either stands in the log with who did it. Errors: `Refusal`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from werkzeug.wrappers import Response

from generator.inbox.store import codes, entries, hand_ins, sent_files
from generator.inbox.store.database import Line, Transaction
from generator.inbox.store.entries import UNDECIDED, Stale
from generator.inbox.store.hand_ins import Conflict, HandIn
from generator.inbox.store.invitations import DECIDERS
from generator.inbox.web.desk import scope
from generator.inbox.web.doors import plain_answers as plain
from generator.inbox.web.doors import plain_form, tracking
from generator.inbox.web.doors.plain_form import Sheet
from generator.inbox.web.listening import LARGEST_BODY
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.persian.digits import fa
from generator.submissions.forms.submission import CORRECTION, RECORD

_HELD = "برنامه دارد آن را بررسی می‌کند. چند لحظهٔ دیگر صفحهٔ فرستاده را دوباره باز کنید."
_CHANGED = (
    "فرستنده در این میان نسخهٔ تازه‌ای از آن فرستاده است؛ چیزی ثبت نشد. صفحهٔ فرستاده را دوباره باز کنید و ببینید چه عوض"
    " شده است. آنچه نوشته‌اید در صفحهٔ پیش مانده است."
)


def edit(visit: Visit, number: int, wanted: int) -> Response:
    """Show an entry as a form with what is wrong beside the fields, or take it edited."""
    with visit.house.store.reading() as tx:
        entry = scope.to_decide(visit, tx, number, wanted)
        hand_in = hand_ins.by_number(tx, number)
        body = sent_files.body_of(tx, number, entry["version"])
        contact = hand_ins.contact_of(tx, number)
    if entries.is_held(entry):
        raise Refusal(409, "نسخهٔ تازه‌ای رسیده است", _HELD)
    card = entries.card(entry)
    if hand_in is None or body is None or not card.get("values") or entry["state"] not in UNDECIDED:
        raise Refusal(409, "این مورد ویرایش نمی‌شود", "تصمیم دربارهٔ آن گرفته شده، یا آنچه فرستاده شده پاک شده است.")
    sheet = plain_form.fresh(visit, entry["resource"], card.get("target", ""), hand_in["key"].hex())
    faults, rest = plain.beside([one for one in entries.problems(entry) if one["severity"] == "error"], sheet.parts)
    values = {**plain_form.filled(sheet), **card["values"]} if sheet.target else card["values"]
    sheet = replace(
        sheet,
        answers=plain.shown(sheet.parts, values),
        version=hand_in["version"] + 1,
        mended=hand_in,
        contact=contact,
        photo=card.get("photo", ""),
        faults=faults,
        rest=tuple(rest),
        photo_version=entry["version"],
        editor=f"/inbox/desk/{number}/edit/{wanted}",
        seen=entry["digest"],
    )
    if not visit.text("do"):
        return plain_form.drawn(visit, sheet)
    if visit.text("seen") != entry["digest"]:
        raise Refusal(409, "از زمانی که باز کردید عوض شده است", _CHANGED)

    def keep(visit: Visit, sheet: Sheet, text: bytes, files: Mapping[str, bytes]) -> Response:
        return _kept(visit, sheet, text, files, entry)

    return plain_form.posted(visit, sheet, keep)


def _kept(visit: Visit, sheet: Sheet, text: bytes, files: Mapping[str, bytes], entry: Line) -> Response:
    hand_in = sheet.mended
    assert hand_in is not None
    with visit.house.store.writing() as tx:
        is_alone = len(entries.of_hand_in(tx, hand_in["number"])) == 1
        key = hand_in["key"] if is_alone else codes.key_of_edited(visit.house.secret, entry["id"])
        sent = HandIn(
            key=key,
            version=sheet.version if is_alone else 1,
            door=hand_in["door"],
            kind=CORRECTION if sheet.target else RECORD,
            name=f"{sheet.resource.name}.yml",
            body=text,
            files=files,
            contact=hand_ins.contact_of(tx, hand_in["number"]),
            person=hand_in["person"],
            county=hand_in["county"],
            resource=sheet.resource.name,
            record=sheet.target,
            edited_by=visit.person.id,
        )
        try:
            found = hand_ins.receive(tx, sent, visit.house.secret, visit.at)
        except Conflict as error:
            raise tracking.conflict(error) from None
        if not is_alone:
            _turn_down(visit, tx, entry, found.number)
    return see(f"/inbox/desk/{found.number}/")


def _turn_down(visit: Visit, tx: Transaction, entry: Line, number: int) -> None:
    reason = f"بازبین آن را در فرستادهٔ {fa(number)} ویرایش کرد."
    try:
        entries.end(tx, entry["id"], entry["digest"], "reject", reason, visit.person.id, visit.at)
    except Stale:
        raise Refusal(409, "پیش از شما تصمیم گرفته شد", "صفحهٔ فرستاده را دوباره باز کنید.") from None


ROUTES = (
    Route("/inbox/desk/<int:number>/edit/<int:wanted>", edit, roles=DECIDERS),
    Route("/inbox/desk/<int:number>/edit/<int:wanted>", edit, is_post=True, roles=DECIDERS, largest=LARGEST_BODY),
)
