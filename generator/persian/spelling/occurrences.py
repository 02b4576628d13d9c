"""Find where names stand in a text, however text and names are spelt.

Shapes: `joined` takes any str and returns its folded letters and digits without what parts them; `occurrences` takes a
text and such keys and yields places in it. Errors: none; every str is accepted.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.persian.folding import folded_letters
from generator.persian.spelling.alphabet import MARKS

# A ZWNJ parts words, since «ملک‌زاده» is also written with a space or as one; so do a number and what it stands at.
_WORD = re.compile(f"(?:[^\\W\\d_]|[{MARKS}])+|[0-9۰-۹٠-٩]+")

# Letters that no other letter is folded to, and those of Latin and of old printing that are.
_UNCHANGED = "بپتثجچحخدذرزژسشصضطظعغفقگلمن"
_FOLDED_OTHERWISE = re.compile(
    "[\u00aa\u00b2-\u00be\u00c0-\u024f\u0250-\u02ff\u1d00-\u1eff\u2070-\u209f\u2100-\u24ff\u3000-\u33ff\ufb00-\ufeff\uff00-\uffef\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff]"
)
_BETWEEN = f"(?:[\\W_{MARKS}ـ])*"


class Occurrence(NamedTuple):
    """Where a key stands: offsets into the text, and whether it begins and ends with a word or is part of one."""

    key: str
    start: int
    end: int
    whole: bool


def joined(text: str) -> str:
    """Return the letters and digits of a text, folded and without spaces, joiners and signs: the key of a name."""
    return "".join(_WORD.findall(folded_letters(text)))


def perhaps(text: str, keys: tuple[str, ...]) -> bool:
    """Whether a key may stand in a text: a quick look that misses none, before the costly one.

    Most texts of a repository are in Latin letters alone, and folding them all took nearly the whole time.
    """
    if _FOLDED_OTHERWISE.search(text):
        return True
    return any(_sight(key).search(text) for key in keys)


@lru_cache(1 << 10)
def _sight(key: str) -> re.Pattern[str]:
    """Return a pattern that matches wherever a key may stand in a text without accents and presentation forms."""
    if key.isascii():
        return re.compile(_BETWEEN.join(r"\d" if char.isdecimal() else char for char in key), re.IGNORECASE)
    kept = [char for char in key if char in _UNCHANGED]
    return re.compile(f"[^{_UNCHANGED}]*".join(kept))


def occurrences(text: str, keys: Iterable[str]) -> Iterator[Occurrence]:
    """Yield every place of the keys in a text; the offsets are those of the words that hold it."""
    flat = joined(text)
    sought = [key for key in keys if key and key in flat]
    if not sought:
        return  # most texts: the costly way is gone only where there is something
    words = [(match.start(), match.end(), word) for match in _WORD.finditer(text) if (word := _word(match[0]))]
    begins, size = [], 0
    for _, _, word in words:
        begins.append(size)
        size += len(word)
    flat = "".join([word for _, _, word in words])
    for key in sought:
        at = flat.find(key)
        while at >= 0:
            end = at + len(key)
            first, last = bisect_right(begins, at) - 1, bisect_left(begins, end) - 1
            whole = begins[first] == at and begins[last] + len(words[last][2]) == end
            yield Occurrence(key, words[first][0], words[last][1], whole)
            at = flat.find(key, at + 1)


_word = lru_cache(1 << 16)(joined)
