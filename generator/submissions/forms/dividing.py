"""Take lists and their items apart as people write them: at their lines, commas and the signs between parts.

Shapes: texts in, texts out. Errors: none; what cannot be told apart stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from generator.persian.calendar.months import DateError
from generator.persian.calendar.written_dates import from_words
from generator.persian.digits import ascii_digits
from generator.persian.spelling.normaliser import canonical
from generator.submissions.forms import questions as q
from generator.submissions.forms.questions import PART, Question

_SEPARATORS = re.compile("[،,؛;\n]")
# What stands between brackets or quotation marks is one thing, and so is a number with its thousands.
_ENCLOSED = r"«[^«»\n]*»|“[^“”\n]*”|\([^()\n]*\)|\[[^\[\]\n]*\]"
_WHOLE = rf"{_ENCLOSED}|(?<=\d)[,،](?=\d{{3}}(?!\d))"
_DIVIDED = re.compile(rf"(?:{_ENCLOSED})")
# A date at the beginning of an item, and a sign that people put there instead of the one between its parts.
_DATED = re.compile(r"(.{4,30}?) ?(?: [-–—/]|[:؛،,–—]) ?(\D.*)")
# What may be a date at the end of a text, after a sign that parts it.
_ENDING = re.compile(r"[؛;،,\-–—/] ?([^؛;،,]{4,20})$")
_BARS = str.maketrans("¦｜￨│", PART * 4)
_NUMBERED = re.compile("[0-9]{2,4}")


def split_list(text: str, options: Mapping[str, str]) -> list[str]:
    """Split a text into the values of a list, at its lines and at the commas that belong to none of its values."""
    labels = sorted((label for label in options.values() if _SEPARATORS.search(label)), key=len, reverse=True)
    whole = "|".join([*map(re.escape, labels), _WHOLE])
    parts, start = [], 0
    for match in re.finditer(f"(?:{whole})|({_SEPARATORS.pattern})", text):
        if match[1]:
            parts.append(text[start : match.start()])
            start = match.end()
    return [part for text in [*parts, text[start:]] if (part := text.strip())]


def enclosed_part(text: str) -> str:
    """Return the first thing between brackets or quotation marks that holds the sign between parts; or nothing."""
    return next((match[0] for match in _DIVIDED.finditer(text) if PART in match[0]), "")


def divided(question: Question, text: str) -> str:
    """Return an item with its parts divided where its first one is a date that another sign follows; or nothing."""
    match = _DATED.fullmatch(text)
    return f"{match[1]} {PART} {match[2]}" if match and question.parts[0].kind == q.DATE and _is_date(match[1]) else ""


def parts_of(text: str) -> list[str]:
    """Return the parts of an item; the sign between them is known in whatever form a keyboard has it."""
    return [part.strip() for part in text.translate(_BARS).split(PART)]


def is_turned(question: Question, texts: Sequence[str]) -> bool:
    """Whether, of the first two parts of an item, the date stands in the place of the other and the other in its."""
    kinds = [part.kind for part in question.parts[:2]]
    if len(texts) < 2 or kinds.count(q.DATE) != 1:
        return False
    place = kinds.index(q.DATE)
    here, there = texts[place], texts[1 - place]
    return bool(here) and not re.search(r"\d", ascii_digits(here)) and _is_date(there)


def holds_next(question: Question, texts: Sequence[str]) -> bool:
    """Whether the date of a second item ends a part of the first: «۱۳۹۹ | نفر اول؛ ۱۴۰۰ | نفر دوم»."""
    if question.parts[0].kind != q.DATE:
        return False
    ends = (_ENDING.search(text) for text in texts[1:-1])
    return any(match is not None and _is_date(match[1]) for match in ends)


def _is_date(text: str) -> bool:
    return bool(_NUMBERED.search(ascii_digits(text))) and bool(parsed(text))


def parsed(text: str) -> str:
    """Return the canonical text of a date that people wrote; empty where it is none."""
    try:
        return from_words(canonical(text))
    except DateError:
        return ""
