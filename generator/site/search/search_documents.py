"""What search finds and what it shows of it: one document for each public record and each hand-written page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

from generator.dataset.descriptor import Field, Resource
from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.folding import fold, indexed
from generator.persian.order import sort_key
from generator.persian.spelling.alphabet import MARKS
from generator.persian.spelling.invisible import ZWNJ
from generator.runtime.compact_json import compact
from generator.runtime.output import File
from generator.site.model import addresses
from generator.site.model.facets import facets_of, label_of
from generator.site.model.paging import shorten
from generator.site.model.portrait import choice, classes, shape_name
from generator.site.model.record_card import foot, over
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site
from generator.site.search.kept_documents import KeptDocuments
from generator.site.search.panel import ARTICLES, told
from generator.site.search.shards import Document, index

#: Where the index stands in the site.
FOLDER = "search/index/"
#: The words to offer where nothing was found.
WORDS = "search/words.json"
# A browser compares what was typed with each of them.
_MOST_WORDS = 12_000
# How much a word counts by where it stands; elsewhere it counts 1. A name before all else.
_WEIGHTS = {
    "name": 10.0,
    "title": 10.0,
    "other_names": 8.0,
    "sort": 7.0,
    "latin": 7.0,
    "ability": 4.0,
    "summary": 3.0,
    "goal": 3.0,
    "products": 3.0,
}
_LABEL = 2.0
# A name of one word is that word, and one of ten says it among others: each further word of a name takes this off.
_PER_WORD = 0.75
_LEAST_NAME = 4.0
# In these every two neighbours are also sought as one word.
_NAMES = frozenset({"name", "title", "other_names"})
# A word about the picture, or of where a fact comes from, is not about the record.
_UNSOUGHT = frozenset({"id", "photo", "photo_credit", "photo_permission", "source", "unit"})
_UNSOUGHT_LISTS = frozenset({"sources", "former_ids"})
_TEXTS = ("ability", "goal", "summary", "definition", "activity", "lead")
# Signs around a word; and the marks on its letters and the joints between them, which are no letters themselves.
_AROUND = re.compile(rf"^\W+|[^\w{MARKS}]+$")
_UNSEEN = re.compile(f"[{MARKS}{ZWNJ}]")
# Marks of Markdown, link targets and tags are no words.
_MARKUP = re.compile(r"\]\([^)\s]*\)|\{[#.:][^}\n]*\}|</?[A-Za-z][^<>]*>|https?://\S+|\{\{.*?\}\}")


def export(site: Site, articles: Mapping[str, str], kept: KeptDocuments | None = None) -> Iterator[File]:
    """Yield the search index of the site; nothing where it is not searched.

    ``articles`` holds the Markdown of the hand-written pages by their addresses, ``kept`` what the build before made.
    """
    if site.searched:
        spelt: Counter[str] = Counter()
        names: set[str] = set()
        found = _named(documents(site, articles, spelt, kept), names)
        yield from index(found, FOLDER, told(site))
        yield _offered(names, spelt)
        if kept:
            kept.keep()


def documents(
    site: Site, articles: Mapping[str, str], spelt: Counter[str] | None = None, kept: KeptDocuments | None = None
) -> Iterator[Document]:
    """Yield every document in alphabetical order; the address decides between equal names.

    ``spelt`` counts the words of their texts as they are written, with the signs around them. Each document is made when
    it is asked for: all of them are many times the records that they are made of.
    """
    spelt = Counter() if spelt is None else spelt
    found: list[tuple[Any, str, Callable[[], Document]]] = [
        (
            sort_key(record.get("sort") or record.label),
            addresses.record(record.resource, record.id),
            partial(_kept, site, section, record, spelt, kept),
        )
        for section, record in records(site)
    ]
    for url, text in articles.items():
        meta = site.articles.get(url, {})
        # One that only shows records is none, and so is one without a title.
        if meta.get("title") and not meta.get("view"):
            found.append((sort_key(str(meta["title"])), url, partial(_article, url, meta, text, spelt)))
    for _, _, make in sorted(found, key=itemgetter(0, 1)):
        yield make()


def _kept(site: Site, section: Section, record: Record, spelt: Counter[str], kept: KeptDocuments | None) -> Document:
    """Return the document of a record, the one of before where it was kept and would be the same."""
    make = partial(_record, site, section, record)
    return kept.document(site, section, record, make, spelt) if kept else make(spelt)


def _named(found: Iterable[Document], names: set[str]) -> Iterator[Document]:
    """Yield documents; gather the words of their titles."""
    for document in found:
        names.update(_words(document.meta["title"]))
        yield document


def records(site: Site) -> Iterator[tuple[Section, Record]]:
    """Yield the records that have a page of their own, each with its section."""
    for section in site.sections.values():
        for record in site.members(section):
            yield section, record


def _record(site: Site, section: Section, record: Record, spelt: Counter[str]) -> Document:
    """Return the document of a record."""
    registry = site.registry
    return Document(
        url=site.url_of(record),
        words=_weighed(_texts(site, record), spelt),
        meta={
            **_meta(
                record.label,
                section.group,
                over(site, record),
                next((record[key] for key in _shown_texts(site, record) if key in record), ""),
            ),
            **_seen(site, record),
            **_row(site, section, record),
        },
        facets={
            "kind": [section.group],
            **_place(site, section, record),
            **facets_of(registry, section.facets, record),
        },
        added=record.get("added", ""),
        letter=fold(record.get("sort") or record.label)[:1],
    )


def _shown_texts(site: Site, record: Record) -> list[str]:
    """Return the fields of which a result shows the first that is filled."""
    fields = site.registry.package.resources[record.resource].by_name
    return [name for name in _TEXTS if name in fields and fields[name].is_text]


def _article(url: str, meta: Mapping[str, Any], text: str, spelt: Counter[str]) -> Document:
    """Return the document of a hand-written page that has a title."""
    title = str(meta["title"])
    section = url.partition("/")[0]
    kind = section if section in ARTICLES else "pages"
    summary = str(meta.get("summary") or meta.get("description") or "")
    texts = ((10.0, title, True), (3.0, summary, False), (1.0, _MARKUP.sub(" ", text), False))
    return Document(
        url=url,
        words=_weighed(texts, spelt),
        meta=_meta(title, kind, str(meta.get("kind", "")), summary),
        facets={"kind": [kind]},
        letter=fold(title)[:1],
    )


def _place(site: Site, section: Section, record: Record) -> dict[str, list[str]]:
    """Return the place that a record is of; a place is of itself."""
    if section.name == PLACES:
        return {"county": [record.label]}
    return {"county": [site.registry.area(record[section.area])]} if record.get(section.area) else {}


def _seen(site: Site, record: Record) -> dict[str, str]:
    """Return how a record looks as a card: its tone, its photo or the shape and classes of its portrait, and its last line."""
    shown: dict[str, str] = {}
    if tone := site.tone_of(record):
        chosen = choice(site.drawn_by(record))
        shown = {
            "tone": tone,
            "face": site.photo(record, small=True) or f"{shape_name(chosen.shape)} {classes(chosen, tone)}",
        }
    below = " · ".join(foot(site, record))
    return {**shown, "foot": below} if below else shown


def _row(site: Site, section: Section, record: Record) -> dict[str, str]:
    """Return what its row in a directory tells besides: the state with its shape, and facts in one line."""
    if section.row is None:
        return {}
    state, facts = section.row(site, record)
    words, shape = state or ("", "")
    shown = {"state": words, "shape": shape, "facts": " · ".join(filter(None, facts))}
    return {name: value for name, value in shown.items() if value}


def _offered(names: Set[str], spelt: Mapping[str, int]) -> File:
    """Return the words of names, then all others, the most frequent first: for a query that finds nothing they offer one."""
    count: Counter[str] = Counter()
    for part, number in spelt.items():
        for word in _words(part):
            count[word] += number
    words = sorted(names | count.keys(), key=lambda word: (word not in names, -count[word], word))[:_MOST_WORDS]
    return File(WORDS, compact(words).encode())


def _words(name: str) -> Iterator[str]:
    """Yield the words of a name that are letters alone, as they are written; signs around them are none of theirs."""
    for part in name.split():
        word = _AROUND.sub("", part)
        if len(word) > 2 and _UNSEEN.sub("", word).isalpha():
            yield word


def _meta(title: str, kind: str, over: str, text: str) -> dict[str, str]:
    """Return what a result shows, as people read it; what is empty is left out."""
    shown = {"title": fa(title), "kind": kind, "over": over, "text": fa(shorten(text))}
    return {name: value for name, value in shown.items() if value}


# The names of counties, domains and agencies stand in thousands of records.
_indexed = lru_cache(1 << 11)(indexed)


def _weighed(texts: Iterable[tuple[float, str, bool]], spelt: Counter[str]) -> dict[str, float]:
    """Return the words of the texts, each with the most that it counts for anywhere; count them as they are written."""
    found: list[tuple[float, list[str]]] = []
    for most, text, pairs in texts:
        spelt.update(text.split())
        weight = max(_LEAST_NAME, most - _PER_WORD * (len(fold(text).split()) - 1)) if pairs else most
        found.append((weight, _indexed(text, pairs)))
    words: dict[str, float] = {}
    for weight, own in sorted(found, key=itemgetter(0)):
        words.update(dict.fromkeys(own, weight))
    return words


def _texts(site: Site, record: Record) -> Iterator[tuple[float, str, bool]]:
    """Yield the texts of a record that it is found by: how much each counts, and whether it is a name."""
    package = site.registry.package
    yield from _fields(site, package.resources[record.resource], record.values)
    for child in package.children[record.resource]:
        name = str(child.property)
        if name in _UNSOUGHT_LISTS or child.private:
            continue
        for item in record.get(name, ()):
            values = item if isinstance(item, dict) else {child.own_fields[0].name: item}
            for weight, text, pairs in _fields(site, child, values):
                own = name in _WEIGHTS
                # What a list's members are called is no name of the record.
                yield _WEIGHTS[name] if own else min(weight, _LABEL), text, pairs and name in _NAMES


def _fields(site: Site, resource: Resource, values: Mapping[str, Any]) -> Iterator[tuple[float, str, bool]]:
    for field, weight, pairs in site.once(("sought", resource.name), lambda: list(_sought(resource))):
        value = values.get(field.name)
        if value is not None:
            is_label = field.reference or field.area
            yield weight, label_of(site.registry, field, value) if is_label else str(value), pairs


def _sought(resource: Resource) -> Iterator[tuple[Field, float, bool]]:
    """Yield the fields that a record is found by: how much each counts, and whether it is a name."""
    for field in resource.fields:
        if field.name in _UNSOUGHT or field.contact or field.link:
            continue
        if field.reference or field.area:
            yield field, _LABEL, False
        elif field.is_text or field.name == "latin":
            yield field, _WEIGHTS.get(field.name, 1.0), field.name in _NAMES
