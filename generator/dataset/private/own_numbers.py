"""Numbers that are somebody's: of a telephone, a card, an account or a person, in groups as people write them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator.dataset.rules import RULES, compiled

_PRIVATE = RULES["private"]
_RUN, _COUNTRY, _THOUSANDS, _DECIMAL, _UNIT, _AGAINST, _HOME = (
    compiled(_PRIVATE[name]) for name in ("run", "country", "thousands", "decimal", "unit", "against", "home")
)
_TOLD = {name: compiled(text) for name, text in _PRIVATE["told"].items()}
_GROUP = re.compile("[0-9]+")
# What may stand between two numbers, beside what stands within one.
_EDGE = re.compile(r"[\s,،;|/]")
# How far before a number a word tells of it.
_NEAR = 48
# How far after it a unit does.
_UNIT_NEAR = 24


def is_national_id(digits: str) -> bool:
    """Whether ten digits carry the check digit of an Iranian national id."""
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (remainder if remainder < 2 else 11 - remainder)


def is_card(digits: str) -> bool:
    """Whether sixteen digits pass the Luhn sum."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


_CHECKS = {"card": is_card, "national-id": is_national_id}
_READ: dict[str, Callable[[str], Any]] = {
    "local": compiled,
    "digits": compiled,
    "lengths": lambda text: text.split("|"),
}
_KINDS = [
    {name: _READ[name](value) if name in _READ else value for name, value in one.items()} for one in _PRIVATE["kinds"]
]


def _by_size(kinds: list[dict[str, Any]]) -> dict[int, list[dict[str, Any]]]:
    """Return the kinds that a number of so many digits, with the code of the country and its zeros, may be."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for kind in kinds:
        for size in kind["sizes"]:
            found[size].append(kind)
    return dict(found)


# Within a run no word stands before a number: only its first can be told of.
_FIRST, _LATER = _by_size(_KINDS), _by_size([kind for kind in _KINDS if "told" not in kind])
_MOST = max(_FIRST)


@dataclass(frozen=True)
class _Window:
    """Some neighbouring groups of a run of digits, as one number; ``text`` is the whole folded text."""

    text: str
    groups: list[re.Match[str]]
    first: int
    last: int

    @property
    def start(self) -> int:
        return self.groups[self.first].start()

    @property
    def end(self) -> int:
        return self.groups[self.last].end()

    def _near(self, place: int) -> str:
        return self.text[max(0, place - _NEAR) : place]

    def told(self, name: str) -> bool:
        """Whether a word before the number says what it is."""
        return bool(_TOLD[name].search(self._near(self.start)))

    @property
    def is_plain(self) -> bool:
        """Whether nothing speaks against it: no word before it, and it is no part of a longer number."""
        if _AGAINST.search(self._near(self.groups[0].start())):
            return False
        before = self.text[self.groups[self.first - 1].end() : self.start] if self.first else ""
        after = self.text[self.end : self.groups[self.last + 1].start()] if self.last + 1 < len(self.groups) else ""
        return all(not gap or _EDGE.search(gap) for gap in (before, after))

    @property
    def is_amount(self) -> bool:
        """Whether it counts or measures something: thousands in groups, a decimal point, or a unit after it."""
        text = self.text[self.start : self.end]
        after = self.text[self.end : self.end + _UNIT_NEAR]
        return bool(_THOUSANDS.fullmatch(text) or _DECIMAL.fullmatch(text) or _UNIT.search(after))

    def kind(self, kinds: Sequence[dict[str, Any]]) -> tuple[str, bool] | None:
        """Return the code of the kind that it is of, and whether that is sure; None where it is nobody's."""
        own = [group[0] for group in self.groups[self.first : self.last + 1]]
        lengths = " ".join([str(len(group)) for group in own])
        kinds = [kind for kind in kinds if "lengths" not in kind or lengths in kind["lengths"]]
        if not kinds:
            return None
        digits = "".join(own)
        local = _COUNTRY.sub("0", digits).replace("00", "0", 1) if _COUNTRY.search(digits) else digits
        for kind in kinds:
            if (
                (kind["local"].fullmatch(local) if "local" in kind else kind["digits"].fullmatch(digits))
                and ("check" not in kind or _CHECKS[kind["check"]](digits))
                and ("told" not in kind or self.told(kind["told"]))
                and ("plain" not in kind or self.is_plain)
            ):
                is_sure = kind.get("sure") or _HOME.search(self._near(self.start))
                return None if self.is_amount else (kind["code"], bool(is_sure))
        return None


def numbers(text: str) -> Iterator[tuple[str, int, int, bool]]:
    """Yield (code, start, end, whether it is sure) of the numbers that are somebody's in a folded text, in order."""
    for run in _RUN.finditer(text):
        groups = list(_GROUP.finditer(text, run.start(), run.end()))
        first = 0
        while first < len(groups):
            found = _longest(text, groups, first)
            if found is None:
                first += 1
                continue
            last, (code, sure) = found
            start = groups[first].start()
            plus = start > 0 and text[start - 1] == "+"
            yield code, start - plus, groups[last].end(), sure
            first = last + 1


def _longest(text: str, groups: list[re.Match[str]], first: int) -> tuple[int, tuple[str, bool]] | None:
    """Return the last group of the longest number that begins at a group, with its kind."""
    by_size = _LATER if first else _FIRST
    size = 0
    ends: list[tuple[int, list[dict[str, Any]]]] = []
    for place in range(first, len(groups)):
        size += len(groups[place][0])
        if size > _MOST:
            break
        if size in by_size:
            ends.append((place, by_size[size]))
    for last, kinds in reversed(ends):
        kind = _Window(text, groups, first, last).kind(kinds)
        if kind:
            return last, kind
    return None
