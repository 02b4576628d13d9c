"""Know the characters nobody sees: junk to remove and traps to report.

Shapes: `JUNK_CLASS` is the inside of a regex character class; `bidi_controls` returns a list.
Errors: none; every str is accepted.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

ZWNJ = "\u200c"
ZWJ = "\u200d"

#: A noncharacter may never be exchanged, so two of them are free to mask protected text.
MASK = "\ufdd0"
LATIN_MASK = "\ufdd1"

# Direction marks, embeddings, overrides and isolates: they can make a line read as another one.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Zero-width space and joiners of other uses, fillers that look like nothing, tags, annotations.
_ZERO_WIDTH = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
)
# Controls without the line breaks and the tab, which letters.py turns into plain ones.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# Lone surrogates cannot be written as UTF-8; noncharacters may not be exchanged.
_BROKEN = "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"

JUNK_CLASS = _BIDI + _ZERO_WIDTH + _CONTROLS + _BROKEN
JUNK = re.compile(f"[{JUNK_CLASS}]+")
_REPORTED = re.compile(f"[{JUNK_CLASS}]")

_KINDS = (
    ("bidi", re.compile(f"[{_BIDI}]")),
    ("zero-width", re.compile(f"[{_ZERO_WIDTH}]")),
    ("control", re.compile(f"[{_CONTROLS}]")),
    ("broken", re.compile(f"[{_BROKEN}]")),
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Name one character that is not seen.

    `index` is its place in the text, `kind` is bidi, zero-width, control or broken, and
    `name` its Unicode name or, where it has none, its code point as U+XXXX.
    """

    index: int
    char: str
    kind: str
    name: str


def has_hidden(text: str) -> bool:
    """Tell whether the text holds any hidden or dangerous character (ZWNJ and ZWJ are neither)."""
    return _REPORTED.search(text) is not None


def bidi_controls(text: str) -> list[Hidden]:
    """List every bidi control, zero-width, control or broken character of the text, in order."""
    if not has_hidden(text):
        return []
    return [_hidden(match) for match in _REPORTED.finditer(text)]


def _hidden(match: re.Match[str]) -> Hidden:
    char = match.group()
    kind = next(kind for kind, pattern in _KINDS if pattern.match(char))
    name = unicodedata.name(char, f"U+{ord(char):04X}")
    return Hidden(match.start(), char, kind, name)
