"""Answers made beforehand for the beginnings of words that thousands of documents share.

Pagefind compares every document that it finds with every place of every word that matches, which takes it half a second
where «کار» begins a word of most documents. For such a beginning the documents are listed here with the score that the
engine would give, best first; `content/assets/js/finder.js` reads the lists and leaves the other words to the engine.

Shapes: postings map a folded word to its documents as (number, weight, place), as `pagefind.py` gathers them. Source of
the score: `search.rs` of Pagefind 1.5.2 (`word_length_bonus`, `calculate_idf`, `calculate_bm25_word_score`), as it comes
out where term frequency counts for nothing and all pages are equally long. Errors: none.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby

Postings = Mapping[str, Sequence[tuple[int, int, int]]]
#: Documents of one score, as steps from the number before: (score, steps).
Rank = tuple[float, list[int]]

# More comparisons than this would keep the engine busy: four million take it some 12 ms on a slow core.
_MOST_COMPARISONS = 4_000_000
# No letter is asked for: alone it is answered by the alphabet, and before other words it is left out. A digit is a word.
_SHORTEST, _SHORTEST_NUMBER = 2, 1
# How much a word counts that goes on after the beginning, `RANKING.termSimilarity` of finder.js.
_SIMILARITY = 4.0
_DEVIATION = 2.0


def common(postings: Postings, count: int, unit: int, length: int) -> Iterator[tuple[str, list[Rank]]]:
    """Yield the beginnings that are too common for the engine, in order, with their documents by score, best first.

    ``count`` is how many documents there are, ``unit`` the weight that counts as one and ``length`` the words of each.
    """
    entries: dict[str, int] = defaultdict(int)
    for word, places in postings.items():
        for beginning in _beginnings(word):
            entries[beginning] += len(places)
    # There are no more documents than entries: what is left out here cannot be too common.
    likely = {beginning for beginning, number in entries.items() if number * min(number, count) > _MOST_COMPARISONS}
    words = defaultdict(list)
    for word in postings:
        for beginning in _beginnings(word):
            if beginning in likely:
                words[beginning].append(word)
    for beginning in sorted(words):
        sums: dict[int, float] = defaultdict(float)
        for word in words[beginning]:
            bonus = _bonus(len(word.encode()) - len(beginning.encode()))
            for number, weight, _ in postings[word]:
                sums[number] += weight * bonus
        if len(sums) * entries[beginning] > _MOST_COMPARISONS:
            # A page as long as all others counts a weight in fifths of its length.
            yield beginning, _ranks(sums, _rarity(len(sums), count) / unit / (length / 5))


def _beginnings(word: str) -> Iterator[str]:
    """Yield the beginnings of a word that may be asked for."""
    for end in range(_SHORTEST_NUMBER if word[0].isdigit() else _SHORTEST, len(word) + 1):
        yield word[:end]


@cache
def _bonus(longer: int) -> float:
    """Return how much a word counts that is so many bytes longer than what is sought."""
    base = math.exp(-0.5 * (min(longer + 1, 255) / _DEVIATION) ** 2)
    return math.exp(base * _SIMILARITY - _SIMILARITY)


def _rarity(found: int, count: int) -> float:
    return math.log((count - found + 0.5) / (found + 0.5) + 1)


def _ranks(sums: Mapping[int, float], factor: float) -> list[Rank]:
    # A hundredth is less than any weight makes; fewer scores make shorter lists.
    scored = sorted((-round(total * factor, 2), number) for number, total in sums.items())
    ranks = []
    for score, members in groupby(scored, lambda item: item[0]):
        numbers = [number for _, number in members]
        ranks.append((-score, [after - before for before, after in zip([0, *numbers], numbers, strict=False)]))
    return ranks
