"""One hand-in: its entries as cards with old beside new, who sent it, what was done to it, and what can be done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial
from typing import Any

from werkzeug.wrappers import Response

from generator.inbox.store import (
    builds,
    consents,
    decisions,
    entries,
    examinations,
    hand_ins,
    log_book,
    rows_sent_back,
    sent_files,
)
from generator.inbox.store.database import Line, Transaction
from generator.inbox.store.invitations import DECIDERS, DIRECTOR
from generator.inbox.web import guard
from generator.inbox.web.desk import answer_text, desk_words, scope
from generator.inbox.web.desk.queue_page import doubts
from generator.inbox.web.doors import consent_page
from generator.inbox.web.earlier import Earlier, earlier
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit
from generator.submissions.forms.submission import REMOVAL

_IMAGES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png", b"RIFF": "image/webp"}
# What a card may leave out.
_NOTHING: dict[str, Any] = {"page": "", "did": "", "facts": (), "differences": (), "changed": (), "photo": ""}
_NOTHING |= {"similar": (), "row": "", "values": {}, "target": ""}
# States that change by themselves: the page is asked for again.
_MOVING = ("accepting", "accepted")
# States of a decision that the worker has not carried out yet.
_UNDER_WAY = ("wanted", "committed")
_REFRESH = 3


@dataclass(frozen=True)
class Card:
    """An entry as the page draws it."""

    line: Line
    card: dict[str, Any]
    # The card that was decided on, where the bank has moved since.
    before: dict[str, Any]
    problems: list[dict[str, Any]]
    beside: list[Line]
    may: frozenset[str]
    is_ticked: bool
    consent: Line | None
    said: str
    is_hidden: bool
    # What it said before a new version took its place.
    earlier: Earlier | None
    # Whether the newest version does not have it, and whether that one is still to be examined.
    is_left: bool
    is_held: bool
    # Whether it was returned and sent again as it was.
    is_unchanged: bool
    # Whether its acceptance is being taken back, and how many others were accepted in the same breath.
    is_undone: bool
    companions: int

    @property
    def errors(self) -> list[dict[str, Any]]:
        """What keeps the entry from being taken in."""
        return [one for one in self.problems if one["severity"] == "error"]

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What a reviewer should look at."""
        return [one for one in self.problems if one["severity"] != "error"]


def show(visit: Visit, number: int) -> Response:
    """Show a hand-in."""
    with visit.house.store.reading() as tx:
        shown = scope.hand_in(visit, tx, number)
        hidden = set(builds.hidden(tx))
        cards = [_card(visit, tx, one, hidden) for one in shown.entries]
        context: dict[str, Any] = {
            # For whoever answers the sender, and nobody else.
            "contact": hand_ins.contact_of(tx, number) if visit.person.role in DECIDERS else None,
            "acts": list(log_book.of_hand_in(tx, number)),
            "ahead": examinations.ahead_of(tx, number),
            "doubts": doubts(visit, tx),
            "copies": rows_sent_back.copies(tx, number) if shown.is_whole else [],
            "photos": _photos(shown, sent_files.names_of(tx, number)),
            "has_file": sent_files.has_file(tx, number, shown.line["version"]),
        }
    line = shown.line
    is_moving = line["state"] == "received" or any(one.is_undone or one.line["state"] in _MOVING for one in cards)
    problems = entries.problems(line)
    return page(
        visit,
        "hand_in.html",
        line=line,
        cards=cards,
        others=shown.others,
        is_whole=shown.is_whole,
        whole=desk_words.WHOLE[line["state"]],
        states=desk_words.STATES,
        door=desk_words.door_of(line["door"]),
        is_own=line["door"] in desk_words.OWN_DOORS,
        act_of=desk_words.act_of,
        channels=desk_words.CHANNELS,
        problems=problems,
        answer=answer_text.answer(number, problems, [(one, entries.problems(one)) for one in shown.entries]),
        decidable=[one for one in cards if "accept" in one.may],
        refresh=_REFRESH if is_moving else 0,
        removal=REMOVAL,
        consent_link=partial(consent_page.link_of, visit.house),
        **context,
    )


def _card(visit: Visit, tx: Transaction, line: Line, hidden: set[tuple[str, str]]) -> Card:
    card, problems = {**_NOTHING, **entries.card(line)}, entries.problems(line)
    before = entries.seen(line) if line["state"] in ("waiting", "asking", "mend") else {}
    is_known = visit.house.bank.record(line["resource"], line["record"]) is not None
    decision = decisions.by_id(tx, line["decision"]) if line["decision"] else None
    undoing = decisions.undoing(tx, line["decision"]) if line["decision"] else None
    is_undone = undoing is not None and undoing["state"] in _UNDER_WAY
    said = decision["said"] if decision is not None else line["reason"] if line["state"] == "waiting" else ""
    if undoing is not None and undoing["state"] == "refused":
        said = undoing["said"]
    return Card(
        line,
        card,
        {**_NOTHING, **before} if before else {},
        problems,
        entries.beside(tx, line),
        _may(visit, line) - ({"take-back"} if is_undone else set()),
        line["state"] == "waiting" and _is_ticked(visit.asked("tick"), line, problems),
        consents.of(tx, line["resource"], line["record"], None if is_known else line["hand_in"]),
        said,
        (line["resource"], line["record"]) in hidden,
        earlier(line),
        entries.is_left(line),
        entries.is_held(line),
        entries.is_unchanged(line),
        is_undone,
        len(decisions.entries_of(tx, line["decision"])) - 1 if line["decision"] else 0,
    )


def _is_ticked(asked: str, line: Line, problems: list[dict[str, Any]]) -> bool:
    """Return whether an entry is ticked to begin with: as a link of the page asks, else where there is nothing to look at."""
    if asked in ("all", "none"):
        return asked == "all"
    if entries.before(line) or entries.is_left(line):
        return False
    return not any(one["severity"] != "error" for one in problems)


# What a newer version that is still to be examined may make void.
_SETTLING = {"accept", "return", "reject", "edit"}
_ACTS = {
    "waiting": ("accept", "return", "reject", "edit", "look"),
    "asking": ("consent", "return", "reject", "edit", "look"),
    "mend": ("return", "reject", "edit"),
    "returned": ("reject", "edit"),
    "accepted": ("take-back",),
    "published": ("take-back",),
}


def _may(visit: Visit, line: Line) -> frozenset[str]:
    """Return what the person may do with an entry."""
    if not visit.person.may_decide(line["county"]):
        return frozenset()
    if line["state"] == "published" and not line["record"]:
        return frozenset()  # she was removed since, and nothing of her is left to act on
    found = frozenset(_ACTS.get(line["state"], ()))
    return found - _SETTLING if entries.is_held(line) else found


def _photos(shown: scope.Shown, names: Collection[tuple[int, str]]) -> list[tuple[int, str]]:
    """Return the photos that somebody sees, by version and name: those of the own rows, of a whole hand-in all of the newest."""
    own = {(one["version"], entries.card(one).get("photo")) for one in shown.entries}
    own |= {(before["version"], before["photo"]) for one in shown.entries if (before := entries.before(one))}
    newest = shown.line["version"] if shown.is_whole else None
    return sorted(one for one in names if one in own or one[0] == newest)


def photo(visit: Visit, number: int, version: int, name: str) -> Response:
    """Send a photo that came along, to look at."""
    with visit.house.store.reading() as tx:
        shown = scope.hand_in(visit, tx, number)
        is_seen = (version, name) in _photos(shown, sent_files.names_of(tx, number))
        body = sent_files.body_of(tx, number, version) if is_seen else None
    found = body.files[name] if body else None
    kind = next((kind for start, kind in _IMAGES.items() if found and found[0].startswith(start)), None)
    if found is None or kind is None:
        raise Refusal(404, "این عکس نیست", "شاید پاک شده باشد، یا فایلی است که عکس نیست.")
    return Response(found[0], content_type=kind, headers={"Content-Security-Policy": guard.DOWNLOAD_POLICY})


def _whole(visit: Visit, tx: Transaction, number: int) -> scope.Shown:
    """Return a hand-in whose file the reviewer may have, for every row in it is theirs to see; raise Refusal."""
    shown = scope.hand_in(visit, tx, number)
    if not shown.is_whole:
        raise Refusal(
            403,
            "بخشی از آن از شهرستان دیگری است",
            "این فایل ردیف‌های شهرستان‌های دیگر را هم دارد، یا هنوز بررسی نشده است.",
        )
    return shown


def original(visit: Visit, number: int) -> Response:
    """Send the file as it was sent, to be saved; its name is ours."""
    with visit.house.store.reading() as tx:
        shown = _whole(visit, tx, number)
        body = sent_files.body_of(tx, number, shown.line["version"])
    if body is None:
        raise Refusal(404, "این فایل پاک شده است", "زمان نگه‌داری آن گذشته است.")
    ending = ".xlsx" if body.name.lower().endswith(".xlsx") else ".yml"
    return download(body.body, f"hand-in-{number}{ending}")


def marked(visit: Visit, number: int, version: int) -> Response:
    """Send the marked copy of a version of a workbook, for its sender to mend."""
    with visit.house.store.reading() as tx:
        _whole(visit, tx, number)
        raw = sent_files.marked_of(tx, number, version)
    if raw is None:
        raise Refusal(404, "فایل نشان‌داری نیست", "هیچ ردیفی اصلاح نمی‌خواهد، یا این فرستاده فایل اکسل نیست.")
    return download(raw, f"hand-in-{number}-marked.xlsx")


def download(raw: bytes, name: str) -> Response:
    """Return a file to be saved under a plain name, which a browser opens nowhere of ours."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": guard.DOWNLOAD_POLICY,
    }
    return Response(raw, content_type="application/octet-stream", headers=headers)


_WHO = (*DECIDERS, DIRECTOR)
ROUTES = (
    Route("/inbox/desk/<int:number>/", show, roles=_WHO),
    Route("/inbox/desk/<int:number>/photo/<int:version>/<name>", photo, roles=_WHO),
    Route("/inbox/desk/<int:number>/original", original, roles=DECIDERS),
    Route("/inbox/desk/<int:number>/marked/<int:version>", marked, roles=DECIDERS),
)
