"""A text as the eye sees it: digits, dashes and letters of any script and width in one form, what is unseen left out."""

from __future__ import annotations

import re
import unicodedata

from generator.dataset.rules import RULES
from generator.persian.spelling.invisible import JUNK_CLASS, ZWNJ

_FOLD = RULES["private"]["fold"]
_GONE = re.compile(f"[{JUNK_CLASS}]|{_FOLD['gone']}")
_DASH = re.compile(_FOLD["dash"])


class _Signs(dict[int, str]):
    """What each sign looks like; each is thought about once."""

    def __missing__(self, code: int) -> str:
        self[code] = seen = _seen(chr(code))
        return seen


def _seen(sign: str) -> str:
    if sign in "\n…":  # what is masked already is not three points
        return sign
    if sign.isspace() or sign == ZWNJ:
        return " "
    if _GONE.match(sign):
        return ""
    return "".join(map(_plain, unicodedata.normalize("NFKC", sign).lower()))


def _plain(sign: str) -> str:
    if _GONE.match(sign):
        return ""
    if _DASH.match(sign):
        return "-"
    if sign.isspace():
        return " "
    return str(unicodedata.decimal(sign, _FOLD["letters"].get(sign, sign)))


_SIGNS = _Signs()


def folded(text: str) -> str:
    """Return a text as it is seen."""
    return text.translate(_SIGNS)


def places(text: str) -> list[int]:
    """Return for each sign of the folded text the place of the one that it comes from, and the length as the last."""
    return [*(place for place, sign in enumerate(text) for _ in _SIGNS[ord(sign)]), len(text)]
