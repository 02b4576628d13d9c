"""The nearest right value to a wrong one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from generator.persian.spelling.normaliser import canonical

# Letters that sound alike, and of which words the rest is too little to be known by.
_HEARD = str.maketrans("صثذضظطحغعآۀة", "سسزززتهقااهه")
_SHORTEST, _SHORT = 3, 5
_WORD = re.compile(r"\w+")
# Words of many names, which people leave out or add.
_OF_MANY = frozenset("و اداره کل سازمان شهرستان استان امور".split())


class Nearest(NamedTuple):
    """The right value as it is to be written, and what it means to people where that is something else."""

    value: str = ""
    meaning: str = ""


def nearest(
    value: str,
    choices: Iterable[str] | Mapping[str, str],
    cutoff: float = 70,
    aliases: Mapping[str, str] | None = None,
) -> Nearest:
    """Return the choice most like ``value``, or an empty one.

    Choices may be a mapping from the value to write to its label for people: both are compared. ``aliases`` are other
    names of choices, such as the seat of a county: one that is the value goes before all that are only like it.
    """
    # Imported where a value was wrong: a clean run never pays for it.
    from rapidfuzz import fuzz, process

    labels = dict(choices) if isinstance(choices, Mapping) else {choice: choice for choice in choices}
    value = canonical(value).strip().casefold()
    if not labels or not value:
        return Nearest()
    pool = _pool(tuple(labels.items()))
    same: str | tuple[str] | None = next(
        (key for key, text in pool.items() if isinstance(key, tuple) and text == value), None
    )
    known = [key for key, alias in (aliases or {}).items() if key in labels and canonical(alias).casefold() == value]
    if same is None and len(known) == 1:
        same = known[0]
    found = (
        same
        or _told(value, pool)
        or _best(process.extract(value, pool, scorer=fuzz.ratio, score_cutoff=cutoff, limit=1))
    )
    if found is None:
        # «شهرستان اوز» for «اوز», «گروه» for «گروه یا تشکل»: all words of the one stand in one other alone.
        alike = process.extract(value, pool, scorer=fuzz.token_set_ratio, score_cutoff=99, limit=3)
        found = _best(alike) if len({_key(hit[2]) for hit in alike}) == 1 else None
    found = found or _alone(value, pool) or _held(value, pool)
    if found is None:
        return Nearest()
    key = _key(found)
    return Nearest(key, "" if labels[key] == key else labels[key])


@lru_cache(maxsize=8)
def _pool(labels: tuple[tuple[str, str], ...]) -> Mapping[str | tuple[str], str]:
    """Return what a wrong value is compared with, once for all that are wrong in one list: values and labels by key."""
    return {**{key: key.casefold() for key, _ in labels}, **{(key,): canonical(label) for key, label in labels}}


def _alone(value: str, pool: Mapping[str | tuple[str], str]) -> str | tuple[str] | None:
    """Return the one choice that sounds like a short word, or is one letter away from it: «فصا» for «فسا»."""
    from rapidfuzz.distance import Levenshtein

    if not _SHORTEST <= len(value) <= _SHORT:
        return None
    heard = value.translate(_HEARD)
    for alike in (
        lambda text: text.translate(_HEARD) == heard,
        lambda text: len(text) >= _SHORTEST and Levenshtein.distance(text, value, score_cutoff=1) <= 1,
    ):
        # An id is in other letters, which nobody who is told of it typed.
        hits = [key for key, text in pool.items() if isinstance(key, tuple) and alike(text)]
        if hits:
            return hits[0] if len(hits) == 1 else None
    return None


def _held(value: str, pool: Mapping[str | tuple[str], str]) -> str | tuple[str] | None:
    """Return the one name that holds a text, or all of its words: «فنی و حرفه ای»."""
    labels = {key: text for key, text in pool.items() if isinstance(key, tuple)}
    bare, words = _bare(value), _words(value)
    holding = [key for key, text in labels.items() if len(bare) >= _SHORTEST + 1 and bare in _bare(text)]
    holding = holding or [key for key, text in labels.items() if words and words <= _words(text)]
    return holding[0] if len(holding) == 1 else None


def _told(value: str, pool: Mapping[str | tuple[str], str]) -> str | tuple[str] | None:
    """Return the one name with the same telling words: «اداره بهزیستی شهرستان» for «ادارهٔ کل بهزیستی»."""
    words = _words(value)
    same = [key for key, text in pool.items() if isinstance(key, tuple) and words and _words(text) == words]
    return same[0] if len(same) == 1 else None


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _words(text: str) -> frozenset[str]:
    """Return the words of a name that tell it from others."""
    return frozenset(_WORD.findall(text.replace("\u200c", " ").replace("\u0654", ""))) - _OF_MANY


def _best(hits: list[tuple[str, float, str | tuple[str]]]) -> str | tuple[str] | None:
    return hits[0][2] if hits else None


def _key(found: str | tuple[str]) -> str:
    return found[0] if isinstance(found, tuple) else found
