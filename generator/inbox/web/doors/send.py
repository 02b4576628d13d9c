"""What the site's forms send by themselves: a ready record with its photo, received exactly once, answered as data.

Shapes: the fields of a form in, ``{"number", "code"}`` out; the same key, version and content get the same answer. What
was sent is not read here: the worker judges it. Errors: a status and ``{"sentence"}``, with ``Retry-After`` where waiting
helps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from werkzeug.wrappers import Response

from generator.inbox.store import codes, hand_ins
from generator.inbox.store.hand_ins import Conflict, Contact, HandIn, Received
from generator.inbox.web.doors import admission
from generator.inbox.web.listening import LARGEST_BODY
from generator.inbox.web.visit import Refusal, Route, Visit
from generator.persian.digits import fa
from generator.submissions.forms import photo
from generator.submissions.forms.answers_file import MOST_BYTES
from generator.submissions.forms.submission import CORRECTION, RECORD

#: The field that nobody sees and only programs fill in.
TRAP = "website"
_MOST_VERSIONS = 99
LARGEST_PHOTO = 10 * 1024 * 1024
_MOST_PHOTOS = 100
# Letters of a telephone or address, and of a private note.
_LONGEST = {"phone": 40, "email": 120, "note": 2000}
_STALE = "این فرم کهنه است. صفحه را از نو باز کنید؛ پیش‌نویس شما همان‌جاست."


def send(visit: Visit) -> Response:
    """Receive a record from the form of a resource."""
    try:
        found = received(visit, _sent(visit))
    except Refusal as error:
        return _answer(error.status, {"sentence": error.sentence}, error.headers)
    except Conflict as error:
        sentence = (
            f"نسخهٔ دیگری از فرستادهٔ شمارهٔ {fa(error.number)} پیش‌تر رسیده است. آن را با کدش در صفحهٔ پیگیری ببینید."
            if error.number
            else "نسخهٔ نخست این فرم نرسیده است. دوباره «ارسال» را بزنید."
        )
        return _answer(409, {"sentence": sentence, "number": error.number})
    made = {"number": found.number, "code": codes.spoken(found.code)}
    return _answer(201 if found.is_new else 200, made)


def _answer(status: int, content: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    text = json.dumps(content, ensure_ascii=False)
    return Response(text, status=status, content_type="application/json", headers=dict(headers or {}))


def _sent(visit: Visit) -> HandIn:
    """Return what a visit brings; raise Refusal."""
    check_trap(visit)
    admission.admit(visit)
    resource = known_resource(visit, visit.text("form"))
    record = visit.files("record")
    body = record[0].read(MOST_BYTES + 1) if record else b""
    if not body:
        raise Refusal(422, "چیزی نرسید", "نوشتهٔ فرم همراه درخواست نبود. دوباره «ارسال» را بزنید.")
    if len(body) > MOST_BYTES:
        raise Refusal(413, "نوشته بلند است", f"نوشته از {fa(MOST_BYTES // 1024)} کیلوبایت بیشتر است؛ کوتاهش کنید.")
    return HandIn(
        key=key_of(visit),
        version=version_of(visit),
        door="form",
        kind=CORRECTION if visit.text("target") else RECORD,
        name=f"{resource}.yml",
        body=body,
        files=photo_of(visit),
        contact=contact_of(visit),
        resource=resource,
        record=target_of(visit),
        **sender_of(visit),
    )


def received(visit: Visit, sent: HandIn) -> Received:
    """Keep what was sent, on the disk before anybody is told; raise Conflict."""
    with visit.house.store.writing() as tx:
        return hand_ins.receive(tx, sent, visit.house.secret, visit.at)


def check_trap(visit: Visit) -> None:
    """Refuse a form in which something was written where people see no field."""
    if visit.text(TRAP):
        raise Refusal(422, "فرم پذیرفته نشد", "خانه‌ای که دیده نمی‌شود و باید خالی بماند پر شده است. آن را خالی کنید.")


def known_resource(visit: Visit, name: str) -> str:
    """Return the name of a resource that people hand records of in; raise Refusal."""
    if visit.house.bank.resource(name) is None:
        raise Refusal(422, "فرم شناخته نیست", _STALE)
    return name


def key_of(visit: Visit) -> bytes:
    """Return the key that the sender's side has named its draft by; raise Refusal."""
    if visit.key is None:
        raise Refusal(422, "فرم کهنه است", _STALE)
    return visit.key


def version_of(visit: Visit) -> int:
    """Return which version of a hand-in was sent; raise Refusal."""
    text = visit.text("version")
    version = int(text) if text.isascii() and text.isdecimal() and len(text) <= 2 else 0
    if not 1 <= version <= _MOST_VERSIONS:
        raise Refusal(422, "فرم کهنه است", _STALE)
    return version


def target_of(visit: Visit) -> str:
    """Return the id of the record that is to be corrected; empty where there is none."""
    target = visit.text("target")
    return target if len(target) <= 100 and target.isascii() and target.replace("-", "").isalnum() else ""


def photo_of(visit: Visit) -> dict[str, bytes]:
    """Return the photo that came along, by its bare name; only its size is looked at here; raise Refusal."""
    return photos_of(visit, 1)


def photos_of(visit: Visit, most: int = _MOST_PHOTOS) -> dict[str, bytes]:
    """Return the photos that came along, by their bare names; raise Refusal."""
    found = {}
    for file in visit.files("photo")[:most]:
        raw = file.read(LARGEST_PHOTO + 1)
        if len(raw) > LARGEST_PHOTO:
            raise Refusal(413, "تصویر سنگین است", f"تصویر از {fa(LARGEST_PHOTO >> 20)} مگابایت بیشتر است.")
        name = bare_name(file.filename)
        check_pixels(name, raw)
        found[name] = raw
    return found


def check_pixels(name: str, raw: bytes) -> None:
    """Refuse an image that says at its beginning that unpacking it would take too much room."""
    try:
        photo.check_said_size(raw)
    except photo.PhotoError as error:
        said = error.kind.text.format(found=fa(error.found))
        raise Refusal(413, "تصویر بزرگ است", f"«{name}»: {said} آن را کوچک کنید.") from None


def bare_name(name: str | None) -> str:
    """Return the name of a file without folders and without signs that nobody sees."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(sign for sign in last if sign.isprintable() or sign == "\u200c")[-120:] or "photo"


def contact_of(visit: Visit) -> Contact:
    """Return how to reach whoever sends, and the private note; raise Refusal where they are too long."""
    found = {name: visit.text(name) for name in _LONGEST}
    if any(len(text) > _LONGEST[name] for name, text in found.items()):
        raise Refusal(422, "یادداشت بلند است", f"یادداشت حداکثر {fa(_LONGEST['note'])} حرف است؛ کوتاهش کنید.")
    return Contact(**found)


def sender_of(visit: Visit) -> dict[str, Any]:
    """Return what the house itself knows of the sender: whoever was invited, and their county, whatever the form says."""
    if visit.session is None:
        return {}
    return {"person": visit.session.person.id, "county": visit.session.person.county}


ROUTES = (Route("/inbox/send", send, is_post=True, largest=LARGEST_BODY),)
