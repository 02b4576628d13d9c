"""Keys: digests of all that a page, or a part of an exporter, follows from. What has the key of before has its bytes.

A view says beside itself what its pages show (`Page.shows`), an exporter what its parts hold: records, tables, and words
that follow from more than these. A view that says nothing is taken to show everything. `tests/site/test_keys.py` changes
each field of each dataset and holds every page to its key.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from functools import cached_property
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.runtime import cache
from generator.runtime.cache import digest
from generator.runtime.output import Unit
from generator.site.model.site import Site


class Column(NamedTuple):
    """What all records of a dataset hold in one list; without a name, all that is in none."""

    resource: str
    name: str = ""


class Most(Enum):
    """Nearly all that there is: what pages show that come in hundreds, and only change with each other."""

    BUT_PEOPLE = auto()


def but_people(*_: Any) -> Iterator[Any]:
    """Yield all that a page shows that tells of no people, but for those whom its record names."""
    yield Most.BUT_PEOPLE


class Keys:
    """The keys of one site. ``texts`` holds the Markdown of the hand-written pages by address."""

    def __init__(self, site: Site, texts: Mapping[str, str]) -> None:
        self._site, self._texts = site, texts
        self._known: dict[Any, bytes] = {}

    def unit(self, name: str, shown: Iterable[Any], around: bytes = b"") -> Unit:
        """Return a unit of a name with the key of all that it shows; ``around`` is what it stands in."""
        inner = digest(self._settings + self.of(shown))
        return Unit(name, digest(inner + around), inner) if around else Unit(name, inner)

    def of(self, shown: Iterable[Any]) -> bytes:
        """Return a digest of records, columns, tables (a frozen set of their names), most of all, bytes, and whatever else is shown."""
        return digest(b"".join(map(self._one, shown)))  # all of one length: none can pass for another's end

    @cached_property
    def everything(self) -> bytes:
        """A digest of all that any page may show."""
        return self.of([frozenset(self._site.registry.tables), self._words])

    @cached_property
    def _but_people(self) -> bytes:
        registry = self._site.registry
        people = {resource.name for resource in registry.package.roots if resource.people}
        return self.of([frozenset(registry.tables) - people, self._words])

    @cached_property
    def _words(self) -> bytes:
        site = self._site
        images = sorted(site.registry.images)
        return json.dumps([site.today.isoformat(), site.articles, self._texts, images], default=str).encode()

    def _one(self, shown: Any) -> bytes:
        if isinstance(shown, Record):
            place: Any = shown.resource, shown.id
            if place not in self._known:
                # Whoever shows a record may lead to its page, and may name the people in it, where these have agreed.
                named = [(one.resource, one.id, one.values) for one in self._site.registry.named_by(shown)]
                self._known[place] = _same((*place, shown.values, shown.file, named, self._site.page_of(*place)))
            return self._known[place]
        if isinstance(shown, frozenset | Column):
            if shown not in self._known:
                self._known[shown] = (
                    _same(self._column(shown)) if isinstance(shown, Column) else self.of(self._tables(shown))
                )
            return self._known[shown]
        if shown is Most.BUT_PEOPLE:
            return self._but_people
        return digest(shown if isinstance(shown, bytes) else repr(shown).encode())

    def _tables(self, names: frozenset[str]) -> Iterable[bytes]:
        for name in sorted(names):
            place = "table", name
            if place not in self._known:
                self._known[place] = self.of(self._site.registry[name])
            yield self._known[place]

    def _column(self, column: Column) -> list[tuple[str, Any]]:
        records = self._site.registry[column.resource]
        if column.name:
            return [(one.id, one.values[column.name]) for one in records if column.name in one.values]
        lists = {str(child.property) for child in self._site.registry.package.children[column.resource]}
        return [(one.id, {name: value for name, value in one.values.items() if name not in lists}) for one in records]

    @cached_property
    def _settings(self) -> bytes:
        site = self._site
        said = [site.name, site.description, site.address, site.serving, site.extra]
        laid_over = [cache.files(folder) for folder in site.templates if folder.is_dir()]
        return joined(
            [cache.program(), json.dumps(said, default=str).encode(), site.registry.package.digest, *laid_over]
        )


def joined(parts: Iterable[bytes]) -> bytes:
    """Return one digest of several, each with its length: none can pass for another's end."""
    return digest(b"".join(len(part).to_bytes(8) + part for part in parts))


def _same(value: Any) -> bytes:
    """Return a digest that equal values share, wherever they came from: marshal's second format knows no references."""
    return digest(marshal.dumps(value, 2))
