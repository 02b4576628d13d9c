"""Write a search index that Pagefind's own script reads, byte for byte the same from the same documents.

Pagefind numbers pages in the order in which a disk lists its folders and writes filters in the order of a hash map, so
its own index is another one on every disk and in every run. Here pages are numbered as the documents come, filters and
chunks are sorted, and files are named by what they hold; `docs/decisions/0008-a-search-index-of-our-own-hand.md` tells
more. Shapes: `write_index` takes documents and a folder. Errors: `PagefindError` where Pagefind is missing or of
another version than the format written here.
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

#: The version whose format this is, and whose script and engine read it.
VERSION = "1.5.2"
LANGUAGE = "fa"
# The script, its engine, and the worker that lets it work beside the page; the rest of the bundle is its own UI.
_RUNTIME = ("pagefind.js", "pagefind-worker.js", "wasm.unknown.pagefind")
_SIGNATURE = b"pagefind_dcd"
_STUB = "<!doctype html><html lang='fa'><body data-pagefind-body><p>الف</p></body></html>"
# A chunk holds so many entries, more only where words with one beginning have more: Pagefind looks for a beginning in
# one chunk alone.
_CHUNK = 4000
_PREFIX = 2
_LAST = "\U0010ffff"
_UNIT = 24  # a weight of 1
_HASH = 10


class PagefindError(Exception):
    """Pagefind is missing or of another version."""


class Document(NamedTuple):
    """One page as search knows it.

    ``words`` are folded words with their weight (0 to 10), ``meta`` is what a result shows, ``filters`` the values of
    each facet as people read them, ``sorts`` a text for each way to sort that all documents have.
    """

    url: str
    words: Mapping[str, float]
    meta: Mapping[str, str]
    filters: Mapping[str, Sequence[str]]
    sorts: Mapping[str, str]


def write_index(documents: Sequence[Document], target: Path) -> None:
    """Write the index of the documents, in their order, and what reads it into the empty or new folder ``target``."""
    (target / "fragment").mkdir(parents=True)
    (target / "index").mkdir()
    (target / "filter").mkdir()
    entry = _copy_runtime(target)
    names = _write_fragments(documents, target / "fragment")
    meta = [
        VERSION,
        [[name, len(document.words)] for name, document in zip(names, documents, strict=True)],
        [[first, last, _write(target / "index", chunk, ".pf_index")] for first, last, chunk in _chunks(documents)],
        [[name, _write(target / "filter", content, ".pf_filter")] for name, content in _filters(documents)],
        list(_sorts(documents)),
        [],
    ]
    name = _write(target, meta, ".pf_meta", "pagefind.")
    entry["languages"] = {LANGUAGE: {"hash": name, "wasm": None, "page_count": len(documents)}}
    (target / "pagefind-entry.json").write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), "utf-8")


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
        return {name: (bundle / name).read_bytes() for name in _RUNTIME}, entry


def _write_fragments(documents: Sequence[Document], folder: Path) -> list[str]:
    """Write what a result shows, one file each; return their names: short, and new whenever anything has changed."""
    contents = [
        json.dumps(
            {
                "url": f"/{document.url}",
                "content": "",
                "word_count": len(document.words),
                "filters": {},
                "meta": dict(document.meta),
                "anchors": [],
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        for document in documents
    ]
    # A number instead of a hash saves four bytes a page in the file that every search begins with; the tag before it
    # keeps a browser from showing an old result for a new number.
    digest = sha256()
    for content in contents:
        digest.update(content)
    tag = digest.hexdigest()[:_HASH]
    names = [f"{LANGUAGE}_{tag}_{number}" for number in range(len(contents))]
    for name, content in zip(names, contents, strict=True):
        (folder / f"{name}.pf_fragment").write_bytes(_packed(content))
    return names


def _chunks(documents: Sequence[Document]) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield the chunks of words with the first and the last word that may be sought in each."""
    postings: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, document in enumerate(documents):
        for place, (word, weight) in enumerate(document.words.items()):
            postings[word].append((number, round(weight * _UNIT), place))
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


def _filters(documents: Sequence[Document]) -> Iterator[tuple[str, list[Any]]]:
    """Yield each facet with its values in alphabetical order and the pages of each."""
    found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, document in enumerate(documents):
        for name, values in document.filters.items():
            for value in dict.fromkeys(values):
                found[name][value].append(number)
    for name in sorted(found):
        yield name, [name, [[value, found[name][value]] for value in sorted(found[name], key=sort_key)]]


def _sorts(documents: Sequence[Document]) -> Iterator[list[Any]]:
    """Yield each way to sort with the pages in its order."""
    for name in sorted({name for document in documents for name in document.sorts}):
        yield [name, sorted(range(len(documents)), key=lambda number, name=name: documents[number].sorts[name])]


def _write(folder: Path, content: list[Any], suffix: str, before: str = "") -> str:
    """Write a part of the index under its hash; return its name."""
    data = cbor2.dumps(content)
    name = f"{LANGUAGE}_{sha256(data).hexdigest()[:_HASH]}"
    (folder / f"{before}{name}{suffix}").write_bytes(_packed(data))
    return name


def _packed(data: bytes) -> bytes:
    return gzip.compress(_SIGNATURE + data, 9, mtime=0)


def clear(target: Path) -> None:
    """Remove an index that stands in the way of a new one."""
    if target.exists():
        shutil.rmtree(target)
