"""Put the runs of a right-to-left line in the order of the eye: what a browser does, for pictures drawn without one.

A small part of the Unicode bidirectional algorithm (UAX 9): one line, right to left, without explicit marks of
embedding. Latin words and numbers are read from the left; what stands between two Latin words goes with them.
Two things are kept as they are written, where the algorithm turns them round: 1399-02-08 and the sign after ۵٪.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

# Levels of the algorithm: the line itself, and what is read from the left inside it.
_LINE, _INSIDE = 1, 2
_LATIN, _NUMBER, _PERSIAN, _BETWEEN = "L", "N", "R", "?"
_CLASSES = {"L": _LATIN, "EN": _NUMBER, "AN": _NUMBER, "R": _PERSIAN, "AL": _PERSIAN}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
# A mark of these between two digits belongs to the number: 3.14, 12:30.
_SEPARATORS = frozenset({"CS", "ES"})


class Run(NamedTuple):
    """A piece of a line whose letters go one way; its text is in the order of reading."""

    text: str
    from_right: bool


def runs(line: str) -> list[Run]:
    """Return the runs of a line from its left edge to its right one."""
    levels = [_INSIDE if kind in (_LATIN, _NUMBER) else _LINE for kind in _resolved(line)]
    found = []
    start = 0
    for level, members in groupby(levels):
        end = start + len(list(members))
        found.append(Run(line[start:end], level == _LINE))
        start = end
    return found[::-1]


def _close_brackets(line: str, kinds: list[str]) -> None:
    """Give both brackets of a pair to one side: to the Latin where all inside is Latin and so is what stands before."""
    waiting: list[int] = []
    pairs = []
    for place, letter in enumerate(line):
        if letter in _BRACKETS:
            waiting.append(place)
        elif letter in _BRACKETS.values():
            while waiting:
                start = waiting.pop()
                if _BRACKETS[line[start]] == letter:
                    pairs.append((start, place))
                    break
    for start, end in sorted(pairs):
        inside = {kind for kind in kinds[start + 1 : end] if kind != _BETWEEN}
        if inside:
            before = next((kind for kind in reversed(kinds[:start]) if kind != _BETWEEN), _PERSIAN)
            kinds[start] = kinds[end] = _LATIN if inside == {_LATIN} and before == _LATIN else _PERSIAN


def _resolved(line: str) -> list[str]:
    """The class of each letter, with the signs between letters given to one side."""
    raw = [bidirectional(letter) for letter in line]
    kinds = [_CLASSES.get(name, _BETWEEN) for name in raw]
    for place, name in enumerate(raw):
        if name == "NSM" and place:
            kinds[place] = kinds[place - 1]
    last = _PERSIAN
    for place, kind in enumerate(kinds):
        around = kinds[place - 1 : place] + kinds[place + 1 : place + 2]
        if kind == _BETWEEN and raw[place] in _SEPARATORS and around == [_NUMBER, _NUMBER]:
            kinds[place] = _NUMBER
        # A number after a Latin word is part of it: ISO 9001.
        if kind == _NUMBER and raw[place] == "EN" and last == _LATIN:
            kinds[place] = _LATIN
        if kinds[place] in (_LATIN, _PERSIAN):
            last = kinds[place]
    _close_brackets(line, kinds)
    place = 0
    for kind, members in groupby(list(kinds)):
        end = place + len(list(members))
        if kind == _BETWEEN:
            sides = {kinds[place - 1] if place else _PERSIAN, kinds[end] if end < len(kinds) else _PERSIAN}
            kinds[place:end] = [_LATIN if sides == {_LATIN} else _PERSIAN] * (end - place)
        place = end
    return kinds
