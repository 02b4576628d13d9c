"""Private facts, found in any text as the eye sees it, and hidden before anything is said of it.

National ids, mobile and landline numbers, card, Sheba and postal numbers, e-mail addresses, messenger handles, and what
looks like a home address. The digits inside a web address are nobody's, unless a messenger or social network reads them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.dataset.private.first_look import may_hold_facts
from generator.dataset.private.own_numbers import numbers
from generator.dataset.private.seen_text import folded, places
from generator.dataset.rules import RULES, compiled
from generator.persian.digits import persian_digits

_PRIVATE = RULES["private"]
_LINK, _LINK_NUMBER, _OWN_MAIL, _NAMED, _HANDLE, _URL, _SHEBA, _PREFIXED, _GLUED, _ADDRESS = (
    compiled(_PRIVATE[name])
    for name in ("link", "link_number", "own_mail", "named", "handle", "url", "sheba", "prefixed", "glued", "address")
)
_EMAILS = [compiled(text) for text in _PRIVATE["emails"]]
SHORTEST: int = _PRIVATE["shortest"]
# What belongs to a person even where an office's contact or registration is asked for.
PERSONAL = frozenset(_PRIVATE["personal"])
# Stands for what has been found already: no rule goes across it.
_TAKEN = "\x00"


@dataclass(frozen=True)
class Fact:
    """One private fact: its kind, its folded text and where that stands in the folded whole.

    ``is_sure`` tells what can be nothing else and belongs to a person: for it alone a whole issue is emptied.
    """

    code: str
    text: str
    start: int
    end: int
    is_sure: bool


def facts(text: str) -> list[Fact]:
    """Return every private fact that a text holds, in the order in which the kinds are looked for."""
    if len(text) < SHORTEST:
        return []
    seen = folded(text)
    return list(by_rules(seen)) if may_hold_facts(seen) else []


def by_rules(seen: str) -> Iterator[Fact]:
    """Yield what the rules find in a folded text; ``facts`` asks them only of a text that may hold something."""
    rest = seen

    def take(pattern: re.Pattern[str], code: str) -> Iterator[Fact]:
        nonlocal rest
        found = [match for match in pattern.finditer(rest) if _TAKEN not in match[0]]
        for match in found:
            rest = rest[: match.start()] + _TAKEN * len(match[0]) + rest[match.end() :]
            yield Fact(code, match[0], match.start(), match.end(), _is_sure(code, match[0]))

    yield from take(_LINK, "private-handle")
    for pattern in _EMAILS:
        yield from take(pattern, "private-email")
    yield from take(_NAMED, "private-handle")
    rest = _URL.sub(lambda match: _TAKEN * len(match[0]), rest)
    yield from take(_HANDLE, "private-handle")
    yield from take(_SHEBA, "private-sheba")
    for fact in list(take(_PREFIXED, "private-phone")):
        mobile = re.search("(?<![0-9])09", fact.text)
        yield Fact("private-mobile" if mobile else fact.code, fact.text, fact.start, fact.end, bool(mobile))
    # A letter or a line below beside it makes it no part of a word.
    yield from take(_GLUED, "private-mobile")
    for code, start, end, sure in numbers(rest):
        yield Fact(code, seen[start:end], start, end, sure)
    for match in _ADDRESS.finditer(rest):
        yield Fact("private-address", match[0], match.start(), match.end(), False)


def _is_sure(code: str, text: str) -> bool:
    if code == "private-email":
        return "@" in text and bool(_OWN_MAIL.search(text))
    return code in ("private-sheba", "private-mobile") or (code == "private-handle" and bool(_LINK_NUMBER.search(text)))


def masked(fact: str) -> str:
    """Hide a private fact: the first two and the last two characters at most, as readers see them; nothing of a short one."""
    return persian_digits(f"{fact[:2]}…{fact[-2:]}") if len(fact) >= 8 else "…"


def hide(text: str, is_office: bool = False) -> str:
    """Return a text for a message: as it is, or with its private facts masked to their ends.

    In what an office declares as its contact (``is_office``) only what is a person's own is hidden.
    """
    hidden = text
    # What is left may add up to another fact.
    for _ in range(3):
        found = [fact for fact in facts(hidden) if not is_office or fact.code in PERSONAL]
        if not found:
            return hidden
        hidden = _without(hidden, found)
    return masked(text)


def brief(text: str, most: int) -> str:
    """Return the beginning of a text for a message: masked before it is cut, for a half of a number is no number."""
    return hide(text)[:most]


def discreet(text: str) -> str:
    """Return a finished text of several lines without any number that is a person's own, whoever wrote it."""
    return "".join(hide(line, is_office=True) for line in text.splitlines(keepends=True))


def _without(text: str, found: list[Fact]) -> str:
    """Return a text with its facts masked; of two that overlap the ends of both together stay."""
    seen, place = folded(text), places(text)
    spans: list[tuple[int, int]] = []
    for start, end in sorted((fact.start, fact.end) for fact in found):
        if spans and start < spans[-1][1]:
            start, end = spans[-1][0], max(end, spans.pop()[1])
        spans.append((start, end))
    for start, end in reversed(spans):
        text = text[: place[start]] + masked(seen[start:end]) + text[place[end - 1] + 1 :]
    return text
