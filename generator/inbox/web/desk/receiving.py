"""Files that came by mail or messenger, handed in by the reviewer: a record or workbook each, photos with what names them.

Errors: `Refusal` where nothing can be taken; the files are neither unpacked nor judged here.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from generator.dataset.reading.files import is_left_behind
from generator.inbox.store import hand_ins
from generator.inbox.store.hand_ins import Conflict, Contact, HandIn
from generator.inbox.store.invitations import DECIDERS
from generator.inbox.web.doors import send
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see
from generator.persian.digits import ascii_digits, fa
from generator.submissions.forms.submission import RECORD

DOOR = "desk"
READY, WORKBOOK, PHOTO = (".yml", ".yaml", ".json", ".txt"), (".xlsx",), (".jpg", ".jpeg", ".png", ".webp")
# Bytes of all files together, of one file, and how many files at once.
_LARGEST, _LARGEST_FILE, _MOST_FILES = 100 * 1024 * 1024, 10 * 1024 * 1024, 60
_LONGEST = {"phone": 40, "email": 120, "note": 1000}
_EXPECTED = "فایل فرم (yml، json یا txt)، فایل اکسل (xlsx) و عکس (jpg، png یا webp)"


def choose(visit: Visit) -> Response:
    """Show where files are dropped or chosen."""
    return page(visit, "receive.html", key=secrets.token_hex(16), expected=_EXPECTED, largest=_LONGEST)


def receive(visit: Visit) -> Response:
    """Keep what was dropped, a hand-in for each record and workbook."""
    key, sent = _key(visit), visit.files("files")
    sent = [file for file in sent if not is_left_behind(_name(file))] or sent
    if not sent:
        raise Refusal(400, "فایلی انتخاب نشده است", f"یک یا چند فایل بدهید: {_EXPECTED}.")
    if len(sent) > _MOST_FILES:
        raise Refusal(400, "فایل‌ها زیادند", f"در هر بار تا {fa(_MOST_FILES)} فایل بدهید.")
    contact = _contact(visit)
    made = [
        HandIn(_one(key, place), 1, DOOR, RECORD, name, body, photos, contact)
        for place, (name, body, photos) in enumerate(parted([(_name(file), _bytes(file)) for file in sent]))
    ]
    with visit.house.store.writing() as tx:
        try:
            found = [hand_ins.receive(tx, one, visit.house.secret, visit.at) for one in made]
        except Conflict:
            raise Refusal(
                409, "این فرم پیش‌تر فرستاده شده است", "برای فایل‌های تازه، صفحهٔ «فایل‌های رسیده» را از نو باز کنید."
            ) from None
    return see(f"/inbox/desk/{found[0].number}/" if len(found) == 1 else "/inbox/desk/")


def parted(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes, Mapping[str, bytes]]]:
    """Return the records and workbooks among files by name, each with its photos; raise Refusal.

    A photo goes with the record whose text names it, else with the only file, else with every workbook: which row names
    it is known when the workbook is read.
    """
    strange = [name for name, _ in files if _kind(name) not in (*READY, *WORKBOOK, *PHOTO)]
    if strange:
        raise Refusal(400, "این فایل را نمی‌شناسیم", f"«{strange[0]}»: میز این‌ها را می‌گیرد: {_EXPECTED}.")
    photos = {name: raw for name, raw in files if _kind(name) in PHOTO}
    heads = [(name, raw) for name, raw in files if _kind(name) not in PHOTO]
    if not heads:
        raise Refusal(400, "عکس به‌تنهایی پذیرفته نمی‌شود", "عکس را همراه فایل فرم یا اکسلی بدهید که نام آن را می‌برد.")
    if len(heads) == 1:
        return [(*heads[0], photos)]
    named = {name: {photo for photo in photos if photo.encode() in raw} for name, raw in heads if _kind(name) in READY}
    free = photos.keys() - {photo for found in named.values() for photo in found}
    if free and all(_kind(name) in READY for name, _ in heads):
        raise Refusal(
            400, "این عکس از کیست؟", f"هیچ‌یک از فایل‌ها نام «{min(free)}» را نبرده است. آن را فقط با فایل خودش بدهید."
        )
    return [(name, raw, {photo: photos[photo] for photo in sorted(named.get(name, free))}) for name, raw in heads]


def _kind(name: str) -> str:
    return PurePath(name).suffix.lower()


def _name(file: FileStorage) -> str:
    """Return the bare name of a file: no folder, nothing that a system or a page could take for something else."""
    bare = (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign for sign in bare if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    return kept[-120:] or "file"


def _bytes(file: FileStorage) -> bytes:
    raw = file.stream.read(_LARGEST_FILE + 1)
    if len(raw) > _LARGEST_FILE:
        raise Refusal(413, "فایل بزرگ است", f"«{_name(file)}» از ۱۰ مگابایت بزرگ‌تر است.")
    send.check_pixels(_name(file), raw)
    return raw


def _key(visit: Visit) -> bytes:
    if visit.key is None:
        raise Refusal(400, "درخواست خوانده نشد", "صفحهٔ «فایل‌های رسیده» را از نو باز کنید.")
    return visit.key


def _one(key: bytes, place: int) -> bytes:
    """Return the key of one of several hand-ins that came in one form: the same form gives the same keys."""
    return hashlib.sha256(key + place.to_bytes(2)).digest()[:16]


def _contact(visit: Visit) -> Contact:
    phone, email, note = (visit.text(name)[: _LONGEST[name]] for name in ("phone", "email", "note"))
    return Contact(ascii_digits(phone), email, note)


ROUTES = (
    Route("/inbox/desk/receive/", choose, roles=DECIDERS),
    Route("/inbox/desk/receive/", receive, is_post=True, roles=DECIDERS, largest=_LARGEST),
)
