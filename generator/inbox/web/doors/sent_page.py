"""What a sender sees of a hand-in: what became of each entry, what is to be mended, and who did what to it since.

Shapes: lines of the store in, a page out. Errors: none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from werkzeug.wrappers import Response

from generator.inbox.store import codes, entries, erasing, examinations, hand_ins, log_book, rows_sent_back
from generator.inbox.store.database import Line, Transaction
from generator.inbox.web.doors.state_words import ASKED, ERASED, HAND_IN, entry_words, tone
from generator.inbox.web.earlier import between, earlier
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Visit

# Seconds after which the page is asked for again while nothing is known yet.
_REFRESH = 4
# Of what the log holds, what a sender has to know of.
_STORY = {"received": "نسخهٔ تازه فرستاده شد", "edited": "دفتر ویرایش کرد", "gone": "پس گرفته شد"}
_ROW_BACK = "یک ردیف پس گرفته شد"


def shown(visit: Visit, line: Line, code: str, is_new: bool = False, said: str = "") -> Response:
    """Return the page of a hand-in; ``is_new`` where it has come in just now."""
    with visit.house.store.reading() as tx:
        found = entries.of_hand_in(tx, line["number"])
        ahead = examinations.ahead_of(tx, line["number"]) if line["state"] == "received" else 0
        copies = rows_sent_back.copies(tx, line["number"])
        apart = {one["id"]: _apart(visit, tx, one) for one in found if one["state"] == "rejected"}
        story = _story(visit, tx, line)
        has_contact = bool(hand_ins.contact_of(tx, line["number"]))
    cards = [_card(one, line, apart.get(one["id"])) for one in found]
    context: dict[str, Any] = {
        "line": line,
        "code": code,
        "spoken": codes.spoken(code) if code else "",
        "is_new": is_new,
        "said": said,
        "state": HAND_IN[line["state"]],
        "ahead": ahead,
        "cards": cards,
        "counts": _counts(cards),
        "faults": [_placed(problem) for problem in entries.problems(line)],
        "asked": ASKED.get(line["kind"], ""),
        "is_workbook": line["door"] == "workbook",
        "copies": copies,
        # The marked copy lacks them, and they wait on whatever is sent next.
        "good_rows": sum(one["state"] in ("waiting", "asking") for one in found),
        "has_contact": has_contact,
        "may_mend": line["state"] == "refused" or (line["state"] == "examined" and _can(found, entries.UNDECIDED)),
        "must_mend": line["state"] == "refused" or any(one["state"] in ("mend", "returned") for one in found),
        "may_take_back": may_take_back(line, found),
        "may_take_rows_back": line["state"] == "examined" and len(found) > 1,
        "erased_on": _ends(visit, line),
        "story": story,
        # A code is posted, and a page that was posted is not asked for again by itself.
        "refresh": _REFRESH if line["state"] == "received" and not code else 0,
    }
    return page(visit, "follow.html", **context)


def may_take_back(line: Line, found: Iterable[Line]) -> bool:
    """Whether there is anything of a hand-in that its sender may take back."""
    return line["state"] in ("received", "examined", "refused", "stuck") and _can(found, entries.UNDECIDED)


def _can(found: Iterable[Line], states: Iterable[str]) -> bool:
    lines = list(found)
    return not lines or any(one["state"] in states for one in lines)


def _ends(visit: Visit, line: Line) -> str:
    """Return the stamp of the day on which what was sent is erased; empty where it is already."""
    settings = visit.house.settings
    return "" if line["state"] == "erased" else erasing.ends(line, settings.after_decision, settings.unfinished)


def _story(visit: Visit, tx: Transaction, line: Line) -> list[tuple[str, str, str]]:
    """Return what was done to a hand-in since it came: what, when, and to the invited also by which of them.

    Whoever has a code alone learns no name of anybody.
    """
    acts = [act for act in log_book.of_hand_in(tx, line["number"]) if act["act"] in _STORY][1:]
    is_known = visit.session is not None
    return [
        (
            _ROW_BACK if act["entry"] else _STORY[act["act"]],
            act["at"],
            act["name"] if act["name"] and is_known and act["act"] != "edited" else "",
        )
        for act in acts
    ]


def _apart(visit: Visit, tx: Transaction, one: Line) -> Line | None:
    """Return the entry that a row has become which a reviewer took out to edit it."""
    found = hand_ins.by_key(tx, codes.key_of_edited(visit.house.secret, one["id"]))
    return next(iter(entries.of_hand_in(tx, found["number"])), None) if found else None


def _card(one: Line, line: Line, apart: Line | None) -> dict[str, Any]:
    now = apart or one
    # Of what its sender took back nothing is to be done; what was left out may come again.
    is_over = apart is not None or (one["state"] == "gone" and not one["reason"])
    problems = [] if is_over else entries.problems(now)
    card = entries.card(now)
    before = earlier(one) if apart is None else between(one, apart)
    return {
        "id": one["id"],
        "label": now["label"] or card.get("title", ""),
        "row": entries.card(one).get("row", ""),
        "did": card.get("did", ""),
        "page": card.get("page", ""),
        "state": now["state"],
        "words": _words(now, line),
        "tone": tone(now["state"]),
        "reason": now["reason"] if now["state"] in ("returned", "rejected") else "",
        "errors": [problem for problem in problems if problem["severity"] == "error"],
        "warnings": [problem for problem in problems if problem["severity"] != "error"],
        "changed": [] if is_over else card.get("changed", []),
        "version": one["version"],
        "is_left": entries.is_left(one),
        "is_unchanged": entries.is_unchanged(one),
        "edited": before if before is not None and before.is_edited else None,
        "may_take_back": one["state"] in entries.UNDECIDED,
    }


def _words(one: Line, line: Line) -> str:
    """Return what became of an entry. Not all that is gone was taken back by its sender."""
    if one["state"] == "gone" != line["state"] and not one["digest"]:
        return ERASED
    if one["state"] == "gone" and one["reason"]:
        return f"کنار رفت. {one['reason']}"
    return entry_words(line["kind"], one["state"])


def _placed(problem: dict[str, Any]) -> dict[str, Any]:
    """Return a problem of a hand-in as a whole: which row it is at, and not which of our files."""
    return {**problem, "place": problem["place"].rpartition("، ")[2] if "ردیف" in problem["place"] else ""}


def _counts(cards: Iterable[dict[str, Any]]) -> Counter[str]:
    return Counter(card["tone"] for card in cards if card["state"] != "gone")
