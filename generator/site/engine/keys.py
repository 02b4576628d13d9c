"""Keys: digests of all that a page, or a part of the open data, follows from. What has the key of before has its bytes.

A view says beside itself what its pages show (`Page.shows`): records, the names of tables, and words that follow from
more than these. A view that says nothing is taken to show everything. `tests/site/test_keys.py` changes each field of
each dataset and holds every page to its key.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from generator.dataset.registry import Record
from generator.runtime import cache
from generator.runtime.cache import digest
from generator.runtime.output import Unit
from generator.site.drawing.frames import Frame, FrameKey, key_of
from generator.site.model.site import Site
from generator.site.pages.page_index import Page


class Keys:
    """The keys of one site. ``texts`` holds the Markdown of the hand-written pages by address."""

    def __init__(self, site: Site, frames: Mapping[FrameKey, Frame], texts: Mapping[str, str]) -> None:
        self._site, self._frames, self._texts = site, frames, texts
        self._marks = frozenset(key.mark for key in frames if key.mark)
        self._records: dict[tuple[str, str], bytes] = {}
        self._tables: dict[str, bytes] = {}
        self._several: dict[frozenset[str], bytes] = {}
        self._framed: dict[FrameKey, bytes] = {}

    def page(self, page: Page) -> Unit:
        """Return a page with the key of what it shows."""
        shown = self.everything if page.shows is None else self.of(page.shows(self._site, *page.arguments))
        return Unit(page.url, _joined([self._settings, self._frame(page), shown]))

    def part(self, name: str, shown: Iterable[Any]) -> Unit:
        """Return a part of an exporter with the key of what it holds."""
        return Unit(name, _joined([self._settings, self.of(shown)]))

    def of(self, shown: Iterable[Any]) -> bytes:
        """Return a digest of records, of tables (a frozen set of their names), of bytes, and of whatever else is shown."""
        return _joined(map(self._one, shown))

    @cached_property
    def everything(self) -> bytes:
        """A digest of all that any page may show."""
        site = self._site
        words = [site.today.isoformat(), json.dumps([site.articles, self._texts], default=str).encode()]
        return self.of([frozenset(site.registry.tables), *words])

    def _one(self, shown: Any) -> bytes:
        if isinstance(shown, Record):
            return self._record(shown)
        if isinstance(shown, frozenset):
            if shown not in self._several:
                self._several[shown] = _joined(self._table(name) for name in sorted(shown))
            return self._several[shown]
        return digest(shown if isinstance(shown, bytes) else repr(shown).encode())

    def _record(self, record: Record) -> bytes:
        place = record.resource, record.id
        if place not in self._records:
            # The format of marshal that says the same of equal values, wherever they came from.
            self._records[place] = digest(marshal.dumps((*place, dict(record.values), record.file), 2))
        return self._records[place]

    def _table(self, name: str) -> bytes:
        if name not in self._tables:
            self._tables[name] = _joined(map(self._record, self._site.registry[name]))
        return self._tables[name]

    @cached_property
    def _settings(self) -> bytes:
        site = self._site
        said = [site.name, site.description, site.address, site.serving, site.extra, site.registry.package.raw]
        laid_over = [cache.files(folder) for folder in site.templates if folder.is_dir()]
        return _joined([cache.program(), json.dumps(said, default=str).encode(), *laid_over])

    def _frame(self, page: Page) -> bytes:
        if page.alone:
            return b""
        key = key_of(page.url, self._marks)
        if key not in self._framed:
            self._framed[key] = _joined(self._frames[key])
        return self._framed[key]


def _joined(parts: Iterable[bytes]) -> bytes:
    """Return one digest of several, each with its length: none can pass for another's end."""
    return digest(b"".join(len(part).to_bytes(8) + part for part in parts))
