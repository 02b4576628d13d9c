"""Write the index of search as small files that a browser reads with no engine: words by how they begin, results, facets.

A *shard* holds the words of some beginnings, in order, with the documents of each; a word and all that goes on after it
stand in one shard. A beginning that more documents share than a shard may hold has a list of its own, made beforehand, in
which each document stands with the best that any word of it counts. `generator/site/templates/assets/js/finder.js` reads all of it;
`docs/decisions/0012-search-shards-of-our-own.md` tells why. The same documents give the same bytes.

Shapes: `index` takes documents in alphabetical order. Errors: none.
"""

from __future__ import annotations

import gzip
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import groupby
from typing import Any, NamedTuple

from generator.persian.order import sort_key
from generator.runtime.compact_json import compact
from generator.runtime.output import File

#: Documents by the word that they hold, in the order of their numbers: each number with the weight in its last bits.
Postings = Mapping[str, "array[int]"]

# A shard is filled up to so many entries, a word on a document each, and none is larger than the other.
_FULL, _MOST = 1500, 6000
_UNIT = 4  # a weight of 1
_BITS = 6  # of a weight: the most is 10 units
_WEIGHT = (1 << _BITS) - 1
# How much a word counts by how many letters it goes on after what is sought, the last for all longer ones: whole words
# stand far before beginnings, «شیراز» the county before any «شیرازی».
_BONUS = (64, 10, 6, 4, 3, 2, 2, 1)
_HASH = 10
# So many results that follow each other in the alphabet stand in one file. Of ten that a search shows hardly two are
# neighbours, so more of them would weigh on it; one in each was a quarter of all files of a site.
_TOGETHER = 8
# The facet by which results come in groups: a search needs it at once, and the others only who narrows by them.
_GROUP = "kind"
_LEVEL = 6  # 9 takes four times as long for a hundredth less
# Digits for the numbers of the table: one character each in JSON, and none that JSON escapes.
_DIGITS = "".join(chr(code) for code in range(ord("#"), ord("~") + 1) if chr(code) != "\\")


class Document(NamedTuple):
    """One page as search knows it.

    ``words`` are folded words with their weight (0 to 10), ``meta`` is what a result shows, ``facets`` the values of
    each facet as people read them, ``added`` the day by which the newest come first, ``letter`` that of the alphabet
    under which it stands.
    """

    url: str
    words: Mapping[str, float]
    meta: Mapping[str, str]
    facets: Mapping[str, Sequence[str]]
    added: str = ""
    letter: str = ""


def index(documents: Iterable[Document], folder: str, told: Mapping[str, Any]) -> Iterator[File]:
    """Yield the index of the documents, which come in alphabetical order, below a folder of the site.

    ``told`` is what else the browser is to know, by name. No document is kept, but for what its result shows.
    """
    postings: dict[str, array[int]] = defaultdict(lambda: array("L"))
    shown, days, letters, values = [], [], [], _Columns()
    for number, document in enumerate(documents):
        for word, weight in document.words.items():
            postings[word].append(number << _BITS | int(weight * _UNIT))
        shown.append(compact({"url": document.url, **document.meta}))
        days.append((document.added,))
        letters.append(tuple(document.letter))
        values.add(document.facets)
    shards, lists = _parted(postings)
    added = _apart("added", _column(days))
    columns = {name: _column(rows) for name, rows in values.every()}
    facets = _apart("facets", {name: column for name, column in columns.items() if name != _GROUP})
    # What a result shows; the name of the folder changes with it, lest a browser show an old result for a new number.
    results = _packs("results", list(_together(shown)))
    words = _packs("words", [shard for _, shard in shards])
    listed = _packs("lists", list(lists.values()))
    for file in (added, facets, *results.files, *words.files, *listed.files):
        yield File(folder + file.path, file.content)
    table = {
        **told,
        "count": len(shown),
        "kinds": columns.get(_GROUP, _column([() for _ in shown])),
        "letters": _column(letters),
        "facets": facets.path,
        "added": added.path,
        "results": results.folder,
        "together": _TOGETHER,
        "words": words.folder,
        "begins": [first for first, _ in shards],
        "lists": listed.folder,
        "listed": list(lists),
        "bonus": _BONUS,
    }
    yield File(f"{folder}table.json", compact(table).encode())


def _together(texts: Sequence[str]) -> Iterator[bytes]:
    """Yield lists of values in JSON, so many in each."""
    for start in range(0, len(texts), _TOGETHER):
        yield f"[{','.join(texts[start : start + _TOGETHER])}]".encode()


class _Packs(NamedTuple):
    """Files by their numbers in a folder that is named by all of them."""

    folder: str
    files: Iterator[File]


def _packs(name: str, texts: Sequence[bytes]) -> _Packs:
    """Return a file of each text, packed when it is asked for."""
    folder = f"{name}_{_hashed(texts)}"
    packed = (
        File(f"{folder}/{number}.pack", gzip.compress(text, _LEVEL, mtime=0)) for number, text in enumerate(texts)
    )
    return _Packs(folder, packed)


def _hashed(texts: Iterable[bytes]) -> str:
    together = sha256()
    for text in texts:
        together.update(len(text).to_bytes(8))
        together.update(text)
    return together.hexdigest()[:_HASH]


def _parted(postings: Postings) -> tuple[list[tuple[str, bytes]], dict[str, bytes]]:
    """Return the shards, each with the beginning from which on it holds words, and the lists by their beginnings."""
    shards: list[tuple[str, bytes]] = []
    lists: dict[str, bytes] = {}
    first, size = "", 0
    held: list[Any] = []
    for beginning, words in _groups(sorted(postings), postings, 1, lists):
        entries = sum(len(postings[word]) for word in words)
        if held and size + entries > _FULL:
            shards.append((first, compact(held).encode()))
            held, size = [], 0
        if not held:
            first = beginning
        held.extend([word, *_by_weight(postings[word])] for word in words)
        size += entries
    return [*shards, (first, compact(held).encode())] if held else shards, lists


def _groups(
    words: Sequence[str], postings: Postings, length: int, lists: dict[str, bytes]
) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the words of each beginning that fits into a shard, the shortest that does; list the beginnings that don't."""
    for beginning, group in groupby(words, lambda word: word[:length]):
        own = list(group)
        if sum(len(postings[word]) for word in own) <= _MOST:
            yield beginning, own
            continue
        # One letter is answered by the alphabet; a digit is a word.
        if length > 1 or beginning.isdecimal():
            lists[beginning] = compact(_listed(own, postings, length)).encode()
        # The list answers for the beginning itself.
        yield from _groups([word for word in own if len(word) > length], postings, length + 1, lists)


def _by_weight(places: Iterable[int]) -> Iterator[list[int]]:
    """Yield the documents of each weight as steps from the number before, the weight first."""
    by_weight: dict[int, list[int]] = defaultdict(list)
    for place in places:
        by_weight[place & _WEIGHT].append(place >> _BITS)
    for weight, numbers in sorted(by_weight.items()):
        yield [weight, *_steps(numbers)]


def _steps(numbers: Sequence[int]) -> Iterator[int]:
    return (after - before for before, after in zip([0, *numbers], numbers, strict=False))


def _listed(words: Sequence[str], postings: Postings, length: int) -> list[list[int]]:
    """Return the documents of a beginning by the best that a word of theirs counts, the best first."""
    best: dict[int, int] = {}
    for word in words:
        bonus = _BONUS[min(len(word) - length, len(_BONUS) - 1)]
        for place in postings[word]:
            number, counts = place >> _BITS, (place & _WEIGHT) * bonus
            if counts > best.get(number, 0):
                best[number] = counts
    by_score: dict[int, list[int]] = defaultdict(list)
    for number in sorted(best):
        by_score[best[number]].append(number)
    return [[score, *_steps(by_score[score])] for score in sorted(by_score, reverse=True)]


def _apart(name: str, content: Any) -> File:
    """Return what only some searches need as a file of its own: the facets are ten times all the rest of the table."""
    packed = compact(content).encode()
    return File(f"{name}_{_hashed([packed])}.json", packed)


class _Columns:
    """The facets of documents as columns; of rows that are alike one is kept."""

    def __init__(self) -> None:
        self._columns: dict[str, list[tuple[str, ...]]] = {}
        self._rows: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._count = 0

    def add(self, facets: Mapping[str, Sequence[str]]) -> None:
        """Add the values of the next document."""
        for name in facets.keys() - self._columns.keys():
            self._columns[name] = [()] * self._count
        for name, column in self._columns.items():
            row = tuple(facets.get(name, ()))
            column.append(self._rows.setdefault(row, row))
        self._count += 1

    def every(self) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
        """Yield the columns by their names: the values of each document."""
        yield from sorted(self._columns.items())


def _column(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """Return a column: its values in order, the sets of them that occur, and each document's set.

    The sets of all documents are one text of equally wide numbers. The letters of the alphabet, which answer the
    first that somebody types, are such a column too.
    """
    values = sorted({value for row in rows for value in row}, key=sort_key)
    place = {value: number for number, value in enumerate(values)}
    members = [tuple(sorted({place[value] for value in row})) for row in rows]
    sets = sorted(set(members))
    width = 1
    while len(_DIGITS) ** width < len(sets):
        width += 1
    numbers = {one: _number(number, width) for number, one in enumerate(sets)}
    return {"values": values, "sets": sets, "width": width, "pages": "".join([numbers[one] for one in members])}


def _number(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, rest = divmod(number, len(_DIGITS))
        digits = _DIGITS[rest] + digits
    return digits
