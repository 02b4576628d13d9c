"""What tests of the reviewer's pages hand in and look at: entries as the worker finds them, their states, and a page's words."""

from __future__ import annotations

import re
from html import unescape

from generator.inbox.store import entries, examinations, hand_ins
from generator.inbox.store.entries import Entry
from generator.inbox.store.hand_ins import Contact, HandIn

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 20
YML = b"form: women\nversion: 1\nvalues: {}\n"
CARD = {
    "title": "نسترن آزمایشی",
    "page": "women/nastaran/",
    "did": "پروندهٔ تازه",
    "facts": [["توانمندی", "منبت‌کاری"], ["دستاوردها", ["نخست", "دوم"]]],
    "differences": [["سال تولد", "۱۳۴۰", "۱۳۴۲", False]],
    "changed": [["نام", "نسترن ازمايشي", "نسترن آزمایشی", ["املا"]]],
    "photo": True,
    "similar": [["نسترن آزمایشی", "women/other/"]],
    "row": "۵",
}
NOBODY = Contact()
DOUBT = {"severity": "warning", "field": "sources", "title": "منابع", "sentence": "فقط یک منبع دارد.", "place": ""}
FAULT = {"severity": "error", "field": "birth", "title": "تولد", "sentence": "در آینده است.", "place": ""}


def found(place=0, state="waiting", county="shiraz", **more) -> Entry:
    given = {
        "kind": "record",
        "record": f"nastaran-{place}",
        "label": f"نسترن {place}",
        "digest": f"d{place}",
        "card": CARD,
    }
    return Entry(place, "women", state=state, county=county, **(given | more))


def put(inbox, *items, number=1, contact=NOBODY, name="women.yml", **more) -> int:
    """Hand something in and let it be examined; return its number."""
    with inbox.store.writing() as tx:
        sent = HandIn(bytes([number]) * 16, 1, "desk", "record", name, YML, contact=contact, **more)
        made = hand_ins.receive(tx, sent, inbox.house.secret, inbox.clock[0]).number
        if items:
            examinations.examined(tx, made, 1, items, [], inbox.clock[0])
    return made


def again(inbox, version, *items, number=1, name="women.yml", body=YML + b"# again", **more) -> None:
    """Send another version of what was handed in, and let it be examined."""
    with inbox.store.writing() as tx:
        sent = HandIn(bytes([number]) * 16, version, "desk", "record", name, body, **more)
        hand_ins.receive(tx, sent, inbox.house.secret, inbox.clock[0])
        if items:
            examinations.examined(tx, number, version, items, [], inbox.clock[0])


def text_of(answer) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))))


def states(inbox, number=1) -> list[str]:
    with inbox.store.reading() as tx:
        return [one["state"] for one in entries.of_hand_in(tx, number)]


def ids(inbox, number=1) -> list[int]:
    with inbox.store.reading() as tx:
        return [one["id"] for one in entries.of_hand_in(tx, number)]


class Errands:
    """Stands for who runs errands: each is done as it is told."""

    def __init__(self, errand):
        self.errand, self.asked = errand, []

    def begin(self, name, label, verb, *more):
        self.asked.append((verb, *more))
        return self.errand

    def of(self, name):
        return self.errand
