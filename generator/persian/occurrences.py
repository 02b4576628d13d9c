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

from .alphabet import MARKS
from .folding import folded_letters

# A ZWNJ parts words, since «ملک‌زاده» is also written with a space or as one; so do a number and what it stands at.
_WORD = re.compile(f"(?:[^\\W\\d_]|[{MARKS}])+|[0-9۰-۹٠-٩]+")


class Occurrence(NamedTuple):
    """Where a key stands: offsets into the text, and whether it begins and ends with a word or is part of one."""

    key: str
    start: int
    end: int
    whole: bool


def joined(text: str) -> str:
    """Return the letters and digits of a text, folded and without spaces, joiners and signs: the key of a name."""
    return "".join(_WORD.findall(folded_letters(text)))


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
