"""Write a search index that Pagefind's own script reads, byte for byte the same from the same documents.

Pagefind numbers pages in the order in which a disk lists its folders and writes filters in the order of a hash map, so
its own index is another one on every disk and in every run. Here the documents come numbered, words stand in order and
files are named by what they hold; the facets are one small table beside it, which `content/assets/js/finder.js` reads.
`docs/decisions/0008-a-search-index-written-by-ourselves.md` tells why. Shapes: `write_index` takes documents and a
folder. Errors: `PagefindError` where Pagefind fails or is not of the version whose format this is.
"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import cbor2

from generator.persian.order import sort_key
from generator.site.beginnings import Postings, common

#: The version whose format this is, and whose script and engine read it.
VERSION = "1.5.2"
LANGUAGE = "fa"
# The script and its engine; the rest of the bundle is Pagefind's own page, and a worker that saves us nothing.
_SCRIPT = "pagefind.js"
_RUNTIME = (_SCRIPT, "wasm.unknown.pagefind")
# The script tells the console alone of a chunk that does not come, and goes on as if none of its words were anywhere.
_SILENT = b"catch(e){console.error(`Failed to load the index chunk ${url}:\n${e?.toString()}`);}"
_LOUD = b"catch(e){throw e;}"
_SIGNATURE = b"pagefind_dcd"
_STUB = "<!doctype html><html lang='fa'><body data-pagefind-body><p>الف</p></body></html>"
# A chunk holds so many entries, more only where words with one beginning have more: Pagefind looks for a beginning in
# one chunk alone.
_CHUNK = 4000
_PREFIX = 2
_LAST = "\U0010ffff"
_UNIT = 24  # a weight of 1
_HASH = 10
# Pagefind prefers short pages, so a county before whoever worked there; by one length for all, weights decide alone.
_LENGTH = 50
# Digits for the numbers of the table: one character each in JSON, and none that JSON escapes.
_DIGITS = "".join(chr(code) for code in range(ord("#"), ord("~") + 1) if chr(code) != "\\")


class PagefindError(Exception):
    """Pagefind is missing or of another version."""


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


def write_index(documents: Sequence[Document], target: Path) -> None:
    """Write the index of the documents, which stand in alphabetical order, and its reader into the new folder ``target``."""
    (target / "fragment").mkdir(parents=True)
    (target / "index").mkdir()
    entry = _copy_runtime(target)
    tag = _write_fragments(documents, target / "fragment")
    postings = _postings(documents)
    # Pagefind's version, pages, chunks, filters, sorts and searched metadata: the last three are not used.
    meta = [
        VERSION,
        [[_name(tag, number), _LENGTH] for number in range(len(documents))],
        [[first, last, _write(target / "index", chunk, ".pf_index")] for first, last, chunk in _chunks(postings)],
        [],
        [],
        [],
    ]
    name = _write(target, meta, ".pf_meta", "pagefind.")
    entry["languages"] = {LANGUAGE: {"hash": name, "wasm": None, "page_count": len(documents)}}
    table = {
        **_table(documents, tag),
        "added": _write_added(documents, target),
        "common": _write_common(postings, len(documents), target),
    }
    for path, content in (("pagefind-entry.json", entry), ("facets.json", table)):
        (target / path).write_text(_json(content), "utf-8")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _copy_runtime(target: Path) -> dict[str, Any]:
    """Copy what reads an index; return the entry file that Pagefind writes for it."""
    runtime, entry = _runtime()
    for name, content in runtime.items():
        (target / name).write_bytes(content)
    return json.loads(entry)


@cache
def _runtime() -> tuple[dict[str, bytes], bytes]:
    """Have Pagefind index one stub, for the files that are the same in every index: they stand inside its program."""
    with tempfile.TemporaryDirectory() as folder:
        site, bundle = Path(folder) / "site", Path(folder) / "bundle"
        site.mkdir()
        (site / "index.html").write_text(_STUB, "utf-8")
        command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(bundle), "--silent"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise PagefindError(f"pagefind: {done.stderr.strip() or done.returncode}")
        entry = (bundle / "pagefind-entry.json").read_bytes()
        version = json.loads(entry)["version"]
        if version != VERSION:
            raise PagefindError(f"pagefind {version} is installed, and the index is written for {VERSION}")
        runtime = {name: (bundle / name).read_bytes() for name in _RUNTIME}
        runtime[_SCRIPT] = _loud(runtime[_SCRIPT])
        return runtime, entry


def _loud(script: bytes) -> bytes:
    """Return the script with a search that fails where a chunk of the index does not come."""
    if script.count(_SILENT) != 1:
        raise PagefindError(f"{_SCRIPT} does not say once how it meets a chunk that does not come")
    return script.replace(_SILENT, _LOUD)


def _write_fragments(documents: Sequence[Document], folder: Path) -> str:
    """Write what each result shows; return how all their names begin, before the number of the document.

    What stands before the number changes with every change, lest a browser show an old result for a new number.
    """
    contents = [
        _json(
            {
                "url": f"/{document.url}",
                "content": "",
                "word_count": _LENGTH,
                "filters": {},
                "meta": dict(document.meta),
                "anchors": [],
            }
        ).encode()
        for document in documents
    ]
    tag = f"{LANGUAGE}_{sha256(b''.join(contents)).hexdigest()[:_HASH]}_"
    for number, content in enumerate(contents):
        (folder / f"{_name(tag, number)}.pf_fragment").write_bytes(_packed(content))
    return tag


def _name(tag: str, number: int) -> str:
    """Return the name of a page: its number in hexadecimal, the last digit first.

    The file that every search begins with holds them all. A number instead of a hash saves four bytes a page there, and
    by this order of its digits neighbours are alike to their ends, which saves one more.
    """
    return tag + f"{number:x}"[::-1]


def _postings(documents: Sequence[Document]) -> Postings:
    """Return where each word stands: the number of the document, the weight and the place."""
    postings: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, document in enumerate(documents):
        for place, (word, weight) in enumerate(document.words.items()):
            postings[word].append((number, int(weight * _UNIT), place))
    return postings


def _chunks(postings: Postings) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield the chunks of words with the first and the last word that may be sought in each."""
    chunk: list[Any] = []
    size, first, last = 0, "", ""
    for prefix, group in groupby(sorted(postings), lambda word: word[:_PREFIX]):
        words = [[word, list(_posted(postings[word])), []] for word in group]
        more = sum(len(word[1]) for word in words)
        if chunk and size + more > _CHUNK:
            yield first, last + _LAST, [chunk]
            chunk, size = [], 0
        first = first if chunk else prefix
        chunk, size, last = chunk + words, size + more, prefix
    if chunk:
        yield first, last + _LAST, [chunk]


def _posted(places: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, tuple[int, int], tuple[()]]]:
    """Yield pages as steps from the one before, with the weight as a negative number and the place of the word."""
    before = 0
    for number, weight, place in places:
        # Tuples of numbers: lists by the million would keep the garbage collector busy for seconds.
        yield number - before, (-weight - 1, place), ()
        before = number


def _write_added(documents: Sequence[Document], folder: Path) -> str:
    """Write the days by which the newest come first, a column of one day each; return the name of the file.

    It is a third of the facets, and only who asks for the newest needs it.
    """
    content = _json(_column([(document.added,) for document in documents])).encode()
    name = f"added_{sha256(content).hexdigest()[:_HASH]}.json"
    (folder / name).write_bytes(content)
    return name


def _write_common(postings: Postings, count: int, folder: Path) -> dict[str, Any]:
    """Write a list for each beginning that the engine is too slow for; return their folder and their beginnings.

    The folder is named by all that is in it, and each file by the place of its beginning.
    """
    lists = {beginning: _json(ranks).encode() for beginning, ranks in common(postings, count, _UNIT, _LENGTH)}
    name = f"common_{sha256(b''.join(lists.values())).hexdigest()[:_HASH]}"
    if lists:
        (folder / name).mkdir()
    for place, content in enumerate(lists.values()):
        (folder / name / f"{place}.json").write_bytes(content)
    return {"folder": name, "beginnings": list(lists)}


def _table(documents: Sequence[Document], tag: str) -> dict[str, Any]:
    """Return the facets as columns: for each its values in order, the sets of them that occur, and each page's set.

    The sets of all pages are one text of equally wide numbers. ``letters`` is such a column too; it answers the first
    letter that somebody types, for which Pagefind would compare each page with each word, seconds long.
    """
    names = sorted({name for document in documents for name in document.facets})
    return {
        "tag": tag,
        "count": len(documents),
        "facets": {name: _column([document.facets.get(name, ()) for document in documents]) for name in names},
        "letters": _column([tuple(document.letter) for document in documents]),
    }


def _column(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
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


def _write(folder: Path, content: list[Any], suffix: str, before: str = "") -> str:
    """Write a part of the index under its hash; return its name."""
    data = cbor2.dumps(content)
    name = f"{LANGUAGE}_{sha256(data).hexdigest()[:_HASH]}"
    (folder / f"{before}{name}{suffix}").write_bytes(_packed(data))
    return name


def _packed(data: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + data, 9, mtime=0)


def clear(*folders: Path) -> None:
    """Remove what an earlier build wrote."""
    for folder in folders:
        if folder.exists():
            shutil.rmtree(folder)
