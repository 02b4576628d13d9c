"""Documents of the search that the build before made: those of people, who are most of what is found."""

from __future__ import annotations

import marshal
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.dataset.registry import Record
from generator.runtime.cache import Cache
from generator.site.model import addresses
from generator.site.model.keys import Keys
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.search.shards import Document

_NAME = "search"


@dataclass
class KeptDocuments:
    """What was kept of the documents of a site, and what is; a value that a worker may be handed."""

    cache: Cache
    keys: Keys
    # By address: the key, and packed, since all of them stand in memory at once, what the document holds and the words of
    # its texts as they are written.
    _now: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    @cached_property
    def _before(self) -> dict[str, tuple[bytes, bytes]]:
        return self.cache.get(_NAME) or {}

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
        """Keep the documents for the next build."""
        if self._now != self._before:
            self.cache.put(_NAME, self._now)
