"""What any published bank keeps, whatever it holds: each promise is a function of a built site and its registry.

None of them knows a name or a number but those of the registry. Each yields the faults that it finds, as sentences.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from html.parser import HTMLParser
from itertools import accumulate, chain
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from generator.dataset.checks.basis import is_alive
from generator.dataset.private import facts
from generator.dataset.registry import Registry
from generator.persian.folding import fold

# Resources whose records have a page each, at the address of their name and id.
WITH_PAGES = "women cooperatives facilities programs meetings reports county-documents counties".split()


class _Reader(HTMLParser):
    """Keep of a page what the promises ask for: its addresses, ids, first heading, robots and where it leads on."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.heading = ""
        self.robots = ""
        self.leads_on = False
        self._in_heading = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        own = dict(attributes)
        if own.get("id"):
            self.ids.add(own["id"] or "")
        self.addresses += [own[name] or "" for name in ("href", "src", "action") if name in own]
        if tag == "meta" and own.get("name") == "robots":
            self.robots += own.get("content") or ""
        self.leads_on |= tag == "meta" and own.get("http-equiv") == "refresh"
        self._in_heading |= tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        self._in_heading &= tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.heading += data


class Published:
    """A built site: the folder, the address it was built for, and its pages by their addresses."""

    def __init__(self, folder: Path, base: str) -> None:
        self.folder, self.base = folder, base

    @cached_property
    def texts(self) -> dict[str, str]:
        found = sorted(self.folder.rglob("*.html"))
        return {
            path.relative_to(self.folder).as_posix().removesuffix("index.html"): path.read_text("utf-8")
            for path in found
        }

    @cached_property
    def pages(self) -> dict[str, _Reader]:
        pages = {}
        for url, text in self.texts.items():
            pages[url] = _Reader()
            pages[url].feed(text)
        return pages


def every_record_has_its_page_and_no_page_is_of_nobody(site: Published, registry: Registry) -> Iterator[str]:
    """Yield records without a page, and pages without a record."""
    for resource in WITH_PAGES:
        own = re.compile(rf"{resource}/([^/]+)/")
        shown = {
            match[1] for url, page in site.pages.items() if (match := own.fullmatch(url)) and not page.leads_on
        } - {"page"}
        held = {record.id for record in registry[resource]}
        yield from (f"{resource}: no page of {record}" for record in sorted(held - shown))
        yield from (f"{resource}: a page of nobody, {record}" for record in sorted(shown - held))


def a_page_bears_the_name_of_its_record(site: Published, registry: Registry) -> Iterator[str]:
    """Yield pages of women and organisations whose heading does not hold the name."""
    for resource in ("women", "cooperatives"):
        for record in registry[resource]:
            page = site.pages.get(f"{resource}/{record.id}/")
            if page is not None and _letters(record["name"]) not in _letters(page.heading):
                yield f"{resource}/{record.id}/: {page.heading.strip()}"


def links_resolve(site: Published, registry: Registry) -> Iterator[str]:
    """Yield addresses of the site's own that lead to no file, and anchors that are not there."""
    home = urlsplit(site.base)
    seen: set[str] = set()
    for url, page in site.pages.items():
        for address in page.addresses:
            whole = urljoin(site.base + url, address)
            if whole in seen:
                continue
            seen.add(whole)
            target = urlsplit(whole)
            if (target.scheme, target.netloc) != (home.scheme, home.netloc):
                continue
            path = unquote(target.path.removeprefix(home.path))
            file = site.folder / (f"{path}index.html" if path.endswith("/") or not path else path)
            if not file.is_file():
                yield f"{url}: {address}"
            elif target.fragment and path in site.pages and target.fragment not in site.pages[path].ids:
                yield f"{url}: no anchor {address}"


def nobody_is_found_who_did_not_agree(site: Published, registry: Registry) -> Iterator[str]:
    """Yield pages of living women without consent that a search engine may list, in the page or in the sitemap."""
    listed = (site.folder / "sitemap.xml").read_text("utf-8")
    for woman in registry["women"]:
        if is_alive(woman["life"]) and woman.get("basis") != "consent":
            url = f"women/{woman.id}/"
            if url in site.pages and "noindex" not in site.pages[url].robots:
                yield f"{url}: no noindex"
            if f"{url}<" in listed:
                yield f"{url}: in the sitemap"


def no_page_holds_a_private_fact(site: Published, registry: Registry) -> Iterator[str]:
    """Yield hand-written pages with a private number; those of records are made of what was checked."""
    for url, text in site.texts.items():
        if url.split("/")[0] in {*WITH_PAGES, "data", "search", "submit", "statistics"}:
            continue
        for line in re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(script|style|svg|pre)\b.*?</\1>", " ", text)).splitlines():
            if found := facts(line):
                yield f"{url}: {found[0].code}"


def open_data_holds_every_record(site: Published, registry: Registry) -> Iterator[str]:
    """Yield resources whose open data have other records than the registry."""
    for resource in ("women", "cooperatives", "programs", "reports"):
        table = (site.folder / f"data/tables/{resource}.csv").read_text("utf-8-sig")
        ids = {row["id"] for row in csv.DictReader(io.StringIO(table))}
        held = {record.id for record in registry[resource]}
        if ids != held:
            yield f"data/tables/{resource}.csv: {sorted(ids ^ held)[:3]}"


def search_finds_each_record_by_its_name(site: Published, registry: Registry) -> Iterator[str]:
    """Yield records that search does not offer for the words of their own name, as a browser reads its files."""
    index = site.folder / "search" / "index"
    table = json.loads((index / "facets.json").read_text("utf-8"))

    def packs(name: str) -> Iterator[Any]:
        for number in range(len(list((index / table[name]).glob("*.pack")))):
            yield json.loads(gzip.decompress((index / table[name] / f"{number}.pack").read_bytes()))

    # Each word of a document, and each beginning that has a list of its own, with the documents.
    held: dict[str, set[int]] = {}
    for word, *places in chain.from_iterable(packs("words")):
        held.setdefault(word, set()).update(*map(_numbers, places))
    for beginning, places in zip(table["listed"], packs("lists"), strict=True):
        held.setdefault(beginning, set()).update(*map(_numbers, places))
    numbers = {result["url"]: number for number, result in enumerate(packs("results"))}
    words, own = sorted(held), dict[str, set[int]]()
    for resource in WITH_PAGES:
        for record in registry[resource]:
            number = numbers.get(f"{resource}/{record.id}/")
            for asked in fold(record.label).split():
                if len(asked) == 1 and not asked.isdecimal():
                    continue  # the alphabet answers a letter
                if asked not in own:
                    first, last = bisect_left(words, asked), bisect_left(words, asked + chr(0x10FFFF))
                    own[asked] = set().union(*(held[word] for word in words[first:last]))
                if number not in own[asked]:
                    yield f"{resource}/{record.id}/: not found by «{asked}»"


def _numbers(steps: list[int]) -> Iterator[int]:
    """Return the documents of a list in the index: a weight, then the step from each number to the next."""
    return accumulate(steps[1:])


def _letters(text: str) -> str:
    return re.sub(r"[\s\u200c]+", "", text)


PROMISES = (
    every_record_has_its_page_and_no_page_is_of_nobody,
    a_page_bears_the_name_of_its_record,
    links_resolve,
    nobody_is_found_who_did_not_agree,
    no_page_holds_a_private_fact,
    open_data_holds_every_record,
    search_finds_each_record_by_its_name,
)
