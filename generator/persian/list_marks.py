"""Take the marks of a list, as people type and paste them, off its lines: «- », «• », «۱-», «۲) », «الف)».

Shapes: the lines of one list in, the same lines in the same order out. Errors: none. A line that does not begin with
a mark, or that holds nothing else, is returned unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.persian.digits import FOREIGN_DIGITS, ascii_digits

_DIGIT = f"[0-9{FOREIGN_DIGITS}]"
_DASHES = "\u2010-\u2015\u2212ـ-"
# U+F0B7, U+F0A7 and U+F0D8 are how the bullets of Word come out where its font is lost.
# A bullet is nothing else, so the text may stand close to it; a dash, a star or a plus is one before a space only.
_BULLET = re.compile(rf"\s*(?:[•·●○◦‣⁃▪▫■□◆◇►▸➢➤\uf0b7\uf0a7\uf0d8]\s*|[*+{_DASHES}]\s+)(?=\S)")
# Two digits at most: «1395. نمایشگاه» begins with a year. A digit close to the sign makes a number or a range.
_NUMBER = re.compile(rf"\s*(?:({_DIGIT}{{1,2}})\s?[.){_DASHES}]|\(({_DIGIT}{{1,2}})\))(?:\s+|(?!{_DIGIT}))(?=\S)")
_LETTER = re.compile(rf"\s*(الف|[ا-ی])(?:\s?\)|[.{_DASHES}])\s*(?=\S)")
_ORDERS = ("الف ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش".split(), "الف ب ج د ه و ز ح ط ی ک ل م ن".split())
_SHORT_NUMBER = re.compile(rf"{_DIGIT}{{1,2}}(?!{_DIGIT})")


def without_marks(lines: Sequence[str]) -> list[str]:
    """Return the lines of one list without the marks that they begin with.

    A number or a letter is a mark where it counts the lines: it is the next after those before it, or that of its place.
    """
    rest = [_BULLET.sub("", line, count=1) if _BULLET.match(line) else line for line in lines]
    return _uncounted(_uncounted(rest, _NUMBER), _LETTER)


def _uncounted(lines: list[str], mark: re.Pattern[str]) -> list[str]:
    marked: dict[int, str] = {}
    for place, line in enumerate(lines):
        match = mark.match(line)
        if match and _counts(next(filter(None, match.groups())), len(marked), place):
            marked[place] = line[match.end() :]
    # «1- 5 نفر» alone is a range.
    if len(marked) == 1 and _SHORT_NUMBER.match(next(iter(marked.values()))):
        return lines
    return [marked.get(place, line) for place, line in enumerate(lines)]


def _counts(said: str, before: int, place: int) -> bool:
    """Whether a number or a letter is the next after so many others, or that of its place."""
    if ascii_digits(said).isdecimal():
        return int(ascii_digits(said)) in (before + 1, place + 1)
    return any(said in (*order[before : before + 1], *order[place : place + 1]) for order in _ORDERS)
