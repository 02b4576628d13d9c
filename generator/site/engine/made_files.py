"""All files of a site that are made from the data: all of them for a build, one of them for whoever asks for it.

Families of files are made alike. A build goes through all of them; a preview asks for one path, and only the family that
the path belongs to is made, or the one page alone where pages do not need each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from threading import RLock

from generator.runtime import stages
from generator.runtime.output import Entry, File, Folder, Output, Parts, together, whole, write, written
from generator.runtime.reuse import Reuse
from generator.runtime.workers import HERE, Workers
from generator.site.cards import share_cards
from generator.site.drawing.frames import Frame, FrameKey
from generator.site.drawing.render import compile_all
from generator.site.engine import draw_pages
from generator.site.engine.page_keys import PageKeys
from generator.site.exports import faces, feeds, opensearch, photos, sitemap, table_files
from generator.site.exports.open_data import api, export
from generator.site.exports.open_data.kept_blocks import KeptBlocks
from generator.site.exports.open_data.public import Public, publish
from generator.site.model import addresses, known_names
from generator.site.model.keys import Keys
from generator.site.model.site import Site
from generator.site.model.table import tables
from generator.site.pages.page_index import Page
from generator.site.search import search_documents
from generator.site.search.kept_documents import KeptDocuments


@dataclass
class Family:
    """Files that are made alike: their name, the paths that may be theirs, what makes all of them, and what makes one alone."""

    name: str
    paths: re.Pattern[str]
    every: Callable[[], Iterable[File]]
    one: Callable[[str], File | None] | None = None
    _lock: RLock = field(default_factory=RLock)
    _found: dict[str, File] | None = None

    def get(self, path: str) -> File | None:
        """Return a file, made now if it was not before; None where the family has none of that path."""
        if not self.paths.fullmatch(path):
            return None
        if self.one:
            return self.one(path)
        with self._lock:  # two who ask at once wait for the same work
            if self._found is None:
                self._found = {file.path: file for file in self.every()}
        return self._found.get(path)


@dataclass
class MadeFiles:
    """What a site is made of beside the files that MkDocs writes; ``cache`` is the folder of drawn cards.

    ``texts`` holds the Markdown of the hand-written pages, ``assets`` the files that are served as they are, each by
    address; ``own`` are the addresses of the hand-written pages. Of those that are drawn by a view, ``viewed`` holds
    each with its frame where MkDocs has left it to be drawn.
    """

    site: Site
    frames: Mapping[FrameKey, Frame]
    pages: Sequence[Page]
    texts: Mapping[str, str]
    own: Sequence[str]
    assets: Mapping[str, Path]
    cache: Path
    workers: Workers = HERE
    viewed: Mapping[str, tuple[Frame, Page]] = field(default_factory=dict)
    # What stays of the site that this one replaces; nothing where each file is made anew.
    reuse: Reuse | None = None

    @cached_property
    def families(self) -> tuple[Family, ...]:
        """The families, those first whose parts take longest."""
        site = self.site
        return (
            _family("search", r"search/.*", self._search),
            _family(
                "open data",
                rf"(?:{addresses.DATA}|api/).*",
                lambda: export.export(site, self._public, self._keys, self._kept_blocks),
            ),
            _family(
                "pages",
                r".*\.html",
                lambda: self._pages([page for page in self.pages if page.url != addresses.DATA]),
                self._page,
            ),
            _family(
                "cards", r".*\.png", lambda: share_cards.export(site, self.assets, self.cache, self.workers), self._card
            ),
            _family("sitemap", r"robots\.txt|sitemap.*", lambda: sitemap.export(site, self._listed)),
            _family("feeds", r".*feed\.(?:xml|json)", lambda: feeds.export(site)),
            _family("opensearch", re.escape(opensearch.FILE), lambda: opensearch.export(site)),
            _family("photos", r"photos/.*", lambda: photos.export(site)),
            _family("faces", r"faces/.*", lambda: faces.export(site)),
            _family("tables", r".*\.(?:csv|xlsx)", lambda: table_files.export(tables(site))),
            _family("workbooks", r"workbooks/.*", lambda: table_files.export_forms(site.registry)),
            _family("known names", rf".*/{re.escape(known_names.FILE)}", lambda: known_names.export(site)),
        )

    def get(self, path: str) -> File | None:
        """Return the file of a path, made now if it was not before; None where there is no such file."""
        # The record that a form corrects waits for no other open data.
        alone = api.one(self.site, self._public, path)
        return alone or next((file for family in self.families if (file := family.get(path))), None)

    def write(self, output: Output) -> Iterator[list[Entry]]:
        """Write every file and yield the entries as they come."""
        made = {family.name: family.every() for family in self.families}
        parts = {name: files for name, files in made.items() if isinstance(files, Parts)}
        sizes: dict[str, int] = {}
        if self.reuse and isinstance(output, Folder):
            for name, some in parts.items():
                entries, left = self.reuse.take(some, output, draw_pages.CHUNK)
                parts[name] = draw_pages.reframed(left, self.reuse) if name == "pages" else left
                sizes.update(export.sizes_of(entries))
                yield entries
        shared = together(parts)
        if len(parts["pages"].parts) > draw_pages.FEW:
            compile_all(self.site.templates)
        rest = {name: files for name, files in made.items() if not isinstance(files, Parts)}
        for name, files in {"made": shared, **rest}.items():
            # Of a site of few pages other processes cost more than they bring; of a large one little is left to be made that
            # is not large itself.
            workers = self.workers if shared.parts and len(self.pages) > draw_pages.FEW else HERE
            with stages.stage(name) as cost:
                for unit, entries in written(files, output, workers):
                    cost.items += len(entries)
                    if self.reuse:
                        self.reuse.note(unit, entries)
                    sizes.update(export.sizes_of(entries))
                    yield entries
        # The page of open data tells of its files: they are written first.
        self.site.offer = export.offer(self.site, self._public, sizes, output)
        yield from write(self._pages([page for page in self.pages if page.url == addresses.DATA]), output)

    def _search(self) -> Parts:
        units = [self._keys.unit("search", [self._keys.everything])] if self._keys else ()
        return replace(
            whole(partial(search_documents.export, self.site, self.texts, self._kept_documents)), units=units
        )

    def _pages(self, pages: Sequence[Page]) -> Parts:
        keys = PageKeys(self.site, self.frames, self._keys) if self._keys else None
        return draw_pages.export(self.site, self.frames, pages, keys)

    @property
    def _kept_blocks(self) -> KeptBlocks | None:
        return KeptBlocks(self.reuse.cache, self._keys) if self.reuse and self._keys else None

    @property
    def _kept_documents(self) -> KeptDocuments | None:
        return KeptDocuments(self.reuse.cache, self._keys) if self.reuse and self._keys else None

    @cached_property
    def _keys(self) -> Keys | None:
        return Keys(self.site, self.texts) if self.reuse else None

    @cached_property
    def _public(self) -> Public:
        return publish(self.site.registry)

    @property
    def _listed(self) -> list[str]:
        return [*self.own, *(page.url for page in self.pages if page.listed)]

    @cached_property
    def _by_path(self) -> Mapping[str, Page]:
        return {page.path: page for page in self.pages}

    def _page(self, path: str) -> File | None:
        if path in self.viewed:
            frame, one = self.viewed[path]
            return File(path, draw_pages.draw_page(self.site, frame, one))
        page = self._by_path.get(path)
        return next(iter(self._pages([page])), None) if page else None

    def _card(self, path: str) -> File | None:
        return share_cards.one(self.site, self.assets, self.cache, path)


def _family(
    name: str, paths: str, every: Callable[[], Iterable[File]], one: Callable[[str], File | None] | None = None
) -> Family:
    return Family(name, re.compile(paths), every, one)
