"""The queue: what waits, how long, of which county; one line per hand-in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from werkzeug.wrappers import Response

from generator.inbox.store import builds, decisions, entries, erasing, examinations, hand_ins
from generator.inbox.store.database import Line, Transaction
from generator.inbox.store.invitations import DECIDERS, DIRECTOR
from generator.inbox.web.desk import desk_words
from generator.inbox.web.page_templates import day, page
from generator.inbox.web.visit import Route, Visit
from generator.persian.digits import fa
from generator.submissions.forms.submission import REMOVAL

#: The heaps that the queue is parted into, by the name in the address: title and states.
HEAPS = {
    "waiting": ("منتظر بازبینی", ("waiting",)),
    "asking": ("در انتظار پاسخ خودش", ("asking",)),
    "mend": ("باید اصلاح شود", ("mend", "returned")),
    "way": ("در راه انتشار", ("accepting", "accepted")),
    "published": ("منتشرشده", ("published",)),
}
_SHOWN = 50
# Seconds after which a page is asked for again while the worker is at work.
_REFRESH = 4
# How long before what waits is erased reviewers are told, and how many are told by number.
_WARNED, _NAMED = timedelta(days=30), 5


@dataclass
class Row:
    """A hand-in in the list: its number, its newest version, its day, and its entries of one heap."""

    number: int
    version: int
    received: str
    door: str
    sender: str
    items: list[Line] = field(default_factory=list)


def queue(visit: Visit) -> Response:
    """Show what waits for a reviewer, the oldest first."""
    heap = visit.asked("heap") if visit.asked("heap") in HEAPS else "waiting"
    county = visit.person.county or visit.asked("county")
    states = HEAPS[heap][1]
    with visit.house.store.reading() as tx:
        found = entries.counts(tx, county)
        # Of what is done the newest is looked for, of the rest the oldest.
        lines = entries.queue(tx, states, county, limit=_SHOWN + 1, after=_after(visit))
        oldest = entries.waiting_since(tx)
        context = {**_whole(visit, tx), "doubts": doubts(visit, tx)}
    waiting = [one for one in oldest if county in ("", one["county"])]
    return page(
        visit,
        "queue.html",
        refresh=_REFRESH if context["to_examine"] else 0,
        heap=heap,
        heaps={name: (title, sum(found.get(one, 0) for one in among)) for name, (title, among) in HEAPS.items()},
        rows=_rows(lines[:_SHOWN]),
        more=lines[_SHOWN - 1]["id"] if len(lines) > _SHOWN else 0,
        county=county,
        by_county=oldest,
        since=min((one["first"] for one in waiting), default=""),
        waiting=sum(one["number"] for one in waiting),
        states=desk_words.STATES,
        removal=REMOVAL,
        door_of=desk_words.door_of,
        own_doors=desk_words.OWN_DOORS,
        titles=lambda row: _listed(visit.house.bank.title_of(one["resource"]) for one in row.items),
        counties=lambda row: _listed(visit.house.bank.county(one["county"]) for one in row.items),
        **context,
    )


def _after(visit: Visit) -> int:
    given = visit.asked("after")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 15 else 0


def _rows(lines: Iterable[Line]) -> list[Row]:
    found: dict[int, Row] = {}
    for line in lines:
        row = found.setdefault(
            line["hand_in"], Row(line["hand_in"], line["newest"], line["received"], line["door"], line["sender"] or "")
        )
        row.items.append(line)
    return list(found.values())


def _listed(names: Iterable[str]) -> str:
    """Return names, each once."""
    return "، ".join(dict.fromkeys(names))


def _whole(visit: Visit, tx: Transaction) -> dict[str, Any]:
    """Return the hand-ins that have no entries yet: those whom the worker has not come to, and what it could not read."""
    if visit.person.county:
        return {"unread": [], "to_examine": 0}
    found = hand_ins.whole(tx, ("refused", "stuck"), limit=_SHOWN)
    return {"unread": found, "to_examine": examinations.ahead_of(tx, 2**62)}


def doubts(visit: Visit, tx: Transaction) -> list[str]:
    """Return what hinders the desk as a whole, a Persian sentence each."""
    found = []
    worker = visit.house.more.get("worker")
    if worker is not None and not worker.is_running:
        found.append("بخش خودکار ایستاده است و تا یک دقیقهٔ دیگر از نو شروع می‌شود؛ چیزی گم نشده است.")
    built = builds.latest(tx)
    if built is not None and built["state"] == "failed":
        found.append(f"سایت ساخته نشد و سایت پیشین سر جای خود است. {built['said']}")
    settings = visit.house.settings
    late = erasing.unseen(tx, visit.at - timedelta(days=settings.unfinished) + _WARNED, visit.person.county)
    if late:
        numbers = "، ".join(fa(line["number"]) for line in late[:_NAMED]) + ("، …" if len(late) > _NAMED else "")
        ends = day(erasing.ends(late[0], settings.after_decision, settings.unfinished))
        found.append(f"هنوز کسی دربارهٔ این فرستاده‌ها تصمیم نگرفته است و نخستینِ آن‌ها در {ends} پاک می‌شود: {numbers}.")
    away = decisions.not_pushed(tx)
    if away and (said := away[-1]["said"]):
        found.append(said)
    return found


ROUTES = (Route("/inbox/desk/", queue, roles=(*DECIDERS, DIRECTOR)),)
