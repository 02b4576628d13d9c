"""Documents of the search that the build before made: those of people, who are most of what is found."""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.registry import Record
from generator.runtime.cache import Cache, digest
from generator.site.model import addresses
from generator.site.model.keys import Keys
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.search.shards import Document

# Documents come in their order, and are kept in groups of about so many that follow each other: a group begins with an
# address whose digest says so, so that an edit changes one. Never do all of them stand in memory.
_NAME, _FIRST = "search-", "first"
_ABOUT = 256


@dataclass
class KeptDocuments:
    """What was kept of the documents of a site, and what is; a value that a worker may be handed."""

    cache: Cache
    keys: Keys
    # The groups so far, and of the last one by address what was kept and what is: the key, and packed what the document
    # holds and the words of its texts as they are written.
    _groups: list[str] = field(default_factory=list)
    _before: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    _now: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    def document(
        self,
        site: Site,
        section: Section,
        record: Record,
        make: Callable[[Counter[str]], Document],
        spelt: Counter[str],
    ) -> Document:
        """Return the document of a record, made where its key is not the one of before; ``spelt`` counts its words."""
        if not section.people or section.row:  # a row may show anything
            return make(spelt)
        url = addresses.record(record.resource, record.id)
        of_url = digest(url.encode())
        if not self._groups or of_url[0] % _ABOUT == 0:
            self._begin(_NAME + (of_url.hex() if self._groups else _FIRST))
        shown = (record, site.referred(section.name), site.photo(record, small=True))
        key = self.keys.unit(url, shown).key
        known = self._before.get(url)
        if known and known[0] == key:
            self._now[url] = known
            held, words = marshal.loads(known[1])
            spelt.update(words.split())
            return Document(*held)
        own: Counter[str] = Counter()
        document = make(own)
        values: tuple[Any, ...] = tuple(document)
        self._now[url] = key, marshal.dumps((values, " ".join(own.elements())))
        spelt.update(own)
        return document

    def keep(self) -> None:
        """Keep the documents for the next build, and none of another."""
        self._end()
        self.cache.only(_NAME, self._groups)

    def _begin(self, group: str) -> None:
        self._end()
        self._groups.append(group)
        self._before, self._now = self.cache.get(group) or {}, {}

    def _end(self) -> None:
        if self._now != self._before:
            self.cache.put(self._groups[-1], self._now)
