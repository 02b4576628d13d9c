"""Open data: everything public as a Data Package, as sheets, as one SQLite file and as a static JSON API."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from generator.runtime.archive import Archive, Block, Packed, block, packed
from generator.runtime.interim import Interim
from generator.runtime.output import Entry, File, Folder, Output, Parts, Unit, copied, write
from generator.site.exports.open_data import api, datapackage, labelled, readme, sheets, sqlite, tabular
from generator.site.exports.open_data.kept_blocks import KeptBlocks
from generator.site.exports.open_data.public import Public, Table, publish
from generator.site.exports.open_data.question import questions
from generator.site.exports.open_data.releases import version_of
from generator.site.model import addresses
from generator.site.model.keys import Keys
from generator.site.model.offer import Group, Offer
from generator.site.model.site import Site

FOLDER = addresses.DATA
ZIP = "package.zip"
BASE = FOLDER + sqlite.FILE


class Part(NamedTuple):
    """A part of the open data: what sort of files, of which dataset or table, and which of the pages of its records."""

    sort: str
    name: str = ""
    number: int = 1


@dataclass(frozen=True)
class Make:
    """The open data of a site as files, a part at a time: a value that a worker is handed once."""

    site: Site
    public: Public
    kept: KeptBlocks | None = None

    def __call__(self, part: Part) -> Iterator[File]:
        """Yield the files of a part."""
        match part.sort:
            case "book":
                return self._book(part.name)
            case "records":
                # They come last and need no rows: what follows in this process shall not stand beside them.
                self.public.forget()
                return api.records(self.site, self.public, part.name, part.number)
            case "table":
                return self._table(part.name)
            case "package":
                return self._package()
            case _:
                return self._base()

    def shown(self, part: Part) -> Iterator[Any]:
        """Yield all that the files of a part show but for what any may; nothing where they may show anything."""
        public, name = self.public, part.name
        match part.sort:
            case "book":
                yield from (
                    _notes(self.site, public),
                    *labelled.shown(public, *public.family(public.package.resources[name])),
                )
            case "records":
                yield from (part.number, *api.shown(public, name, part.number))
            case "table":
                yield from labelled.shown(public, public.tables[name])

    def _book(self, name: str) -> Iterator[File]:
        """Yield the workbook of a dataset."""
        tables, interim = list(self.public.family(self.public.package.resources[name])), Interim()
        sheets.write(self.public, tables, _notes(self.site, self.public), interim.root / "book", self.kept)
        yield interim.file("book", f"{FOLDER}{datapackage.FOLDER}/{name}.xlsx")

    def _package(self) -> Iterator[File]:
        """Yield the package and its zip, and what tells of all that."""
        site, public, interim = self.site, self.public, Interim()
        tables = {table.name: self._packed(table) for table in public.tables.values()}
        plain = {name: File(f"{datapackage.FOLDER}/{name}.csv", one.parts) for name, one in tables.items()}
        entries = {name: copied(file, len) for name, file in plain.items()}
        about = [
            File(datapackage.DESCRIPTOR, datapackage.descriptor_bytes(datapackage.descriptor(site, public, entries))),
            File(readme.NAME, readme.text(site, public).encode()),
        ]
        with Archive(interim.root / ZIP) as archive:
            for file in about:
                archive.write(file)
            for name, file in plain.items():
                archive.add(file.path, tables[name])
        yield from (File(FOLDER + file.path, file.content) for file in (*about, *plain.values()))
        yield interim.file(ZIP, FOLDER + ZIP)
        yield File(FOLDER + sqlite.METADATA, sqlite.metadata_bytes(sqlite.metadata(site, public, questions(site))))
        yield from api.about(site, public)

    def _packed(self, table: Table) -> Packed:
        """Return a table to the letter, as it stands in the zip."""

        def make() -> Iterator[Block]:
            return map(block, tabular.exact_csv(table))

        return (
            self.kept.file(f"{table.name}.csv", labelled.shown(self.public, table), make)
            if self.kept
            else packed(make())
        )

    def _table(self, name: str) -> Iterator[File]:
        """Yield a table for Excel and as JSON."""
        table, base = self.public.tables[name], f"{FOLDER}{datapackage.FOLDER}/{name}"
        yield File(f"{base}.excel.csv", partial(tabular.excel_csv, self.public, table))
        yield File(f"{base}.json", partial(tabular.json_array, table))

    def _base(self) -> Iterator[File]:
        """Yield the file of SQLite."""
        interim = Interim()
        sqlite.write(self.public, interim.root / sqlite.FILE)
        yield interim.file(sqlite.FILE, BASE)


def export(site: Site, public: Public | None = None, keys: Keys | None = None, kept: KeptBlocks | None = None) -> Parts:
    """Return every file of the open data, those that take longest first.

    ``keys`` tell what each part follows from; ``kept`` is what the build before made of zips and workbooks.
    """
    make = Make(site, public or publish(site.registry), kept)
    shown = make.public
    sizes = {table.name: len(table.rows) for table in shown.tables.values()}
    roots = sorted(shown.roots, key=lambda root: -sum(sizes[table.name] for table in shown.family(root)))
    first, *books = [Part("book", root.name) for root in roots]
    tables = [Part("table", name) for name in sorted(sizes, key=lambda name: -sizes[name])]
    records = [Part("records", root.name, number) for root in roots for number in api.pages(shown, root.name)]
    parts = [first, Part("package"), Part("base"), *tables, *books, *records]
    return Parts(make, parts, units=[_unit(make, part, keys) for part in parts] if keys else ())


def _unit(make: Make, part: Part, keys: Keys) -> Unit:
    return keys.unit(f"{FOLDER} {part.sort} {part.name} {part.number}", list(make.shown(part)) or [keys.everything])


def sizes_of(entries: Iterable[Entry]) -> dict[str, int]:
    """Return the sizes of those files that are of the open data, by path."""
    return {entry.path: entry.size for entry in entries if entry.path.startswith(FOLDER)}


def offer(site: Site, public: Public, sizes: Mapping[str, int], output: Output) -> Offer:
    """Return what is to be told of the files that were written; ``sizes`` are theirs, by path. Raise OSError."""
    with output.at_hand(BASE) as base:
        answers = tuple((question, tuple(sqlite.ask(base, question)[1])) for question in questions(site))
    return Offer({path: sizes[path] for path in sorted(sizes)}, _groups(public), answers)


def offered(site: Site) -> Offer:
    """Return the same of a site whose open data are not written: they are made for it, and thrown away."""
    public = publish(site.registry)
    with tempfile.TemporaryDirectory() as folder:
        output = Folder(Path(folder))
        entries = (entry for some in write(export(site, public), output) for entry in some)
        return offer(site, public, sizes_of(entries), output)


def _notes(site: Site, public: Public) -> list[tuple[str, str]]:
    """Return what heads the sheet of guidance of every workbook."""
    return [
        (public.package.title, ""),
        ("نسخه", version_of(site.registry)),
        ("ساخته‌شده در", site.today_words),
        ("نشانی", site.absolute(FOLDER)),
        *(("مجوز", licence.get("title") or licence["name"]) for licence in public.package.raw.get("licenses") or ()),
        ("ارجاع", f"{readme.cite(site)}، {site.absolute(addresses.DATA)}"),
    ]


def _groups(public: Public) -> tuple[Group, ...]:
    return tuple(
        Group(
            resource.name,
            resource.title,
            resource.description,
            tuple((table.name, table.resource.title, len(table.rows)) for table in public.family(resource)),
        )
        for resource in public.roots
    )
