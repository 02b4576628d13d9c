"""Open data: everything public as a Data Package, as sheets, as one SQLite file and as a static JSON API."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.runtime.output import Archive, File
from generator.site.exports.open_data import api, datapackage, readme, sheets, sqlite, tabular
from generator.site.exports.open_data.public import Public, Table, publish
from generator.site.exports.open_data.releases import version_of
from generator.site.model import addresses
from generator.site.model.offer import Group, Offer
from generator.site.model.question import questions
from generator.site.model.site import Site

FOLDER = addresses.DATA
ZIP = "package.zip"


@dataclass(frozen=True)
class OpenData:
    """All open data of a site: its public records, the files of the folder by name, and what the page tells of them."""

    public: Public
    files: Mapping[str, bytes]
    offer: Offer


def gather(site: Site) -> OpenData:
    """Make the files of the folder of open data, and what is to be told of them."""
    public = publish(site.registry)
    files = _tables(site, public)
    files |= _sheets(site, public)
    packed = [datapackage.DESCRIPTOR, readme.NAME, *(_csv(table) for table in public.tables.values())]
    files[ZIP] = _packed({name: files[name] for name in packed})
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder) / sqlite.FILE
        sqlite.write(public, base)
        answers = tuple((question, tuple(sqlite.ask(base, question)[1])) for question in questions(site))
        files[sqlite.FILE] = base.read_bytes()
    sizes = {FOLDER + name: len(files[name]) for name in sorted(files)}
    return OpenData(public, files, Offer(sizes, _groups(public), answers))


def export(site: Site, data: OpenData) -> Iterator[File]:
    """Yield every file of the open data: those of its folder, then those of the API."""
    for name, content in data.files.items():
        yield File(FOLDER + name, content)
    yield from api.files(site, data.public)


def _csv(table: Table) -> str:
    return f"{datapackage.FOLDER}/{table.name}.csv"


def _tables(site: Site, public: Public) -> dict[str, bytes]:
    """Return the texts below the folder of open data: the package, its tables in every form, Datasette's metadata."""
    plain = {table.name: tabular.csv_bytes(table) for table in public.tables.values()}
    files = {
        datapackage.DESCRIPTOR: datapackage.descriptor_bytes(datapackage.descriptor(site, public, plain)),
        readme.NAME: readme.text(site, public).encode(),
        sqlite.METADATA: sqlite.metadata_bytes(sqlite.metadata(site, public, questions(site))),
    }
    for table in public.tables.values():
        base = f"{datapackage.FOLDER}/{table.name}"
        files[f"{base}.csv"] = plain[table.name]
        files[f"{base}.excel.csv"] = tabular.excel_csv_bytes(public, table)
        files[f"{base}.json"] = tabular.json_bytes(table)
    return files


def _sheets(site: Site, public: Public) -> dict[str, bytes]:
    """Return the workbooks, by their names below the folder of open data."""
    notes = [
        (public.package.title, ""),
        ("نسخه", version_of(site.registry)),
        ("ساخته‌شده در", site.today_words),
        ("نشانی", site.absolute(FOLDER)),
        *(("مجوز", licence.get("title") or licence["name"]) for licence in public.package.raw.get("licenses") or ()),
        ("ارجاع", f"{readme.cite(site)}، {site.absolute(addresses.DATA)}"),
    ]
    return {
        f"{datapackage.FOLDER}/{resource.name}.xlsx": sheets.workbook_bytes(
            public, list(public.family(resource)), notes
        )
        for resource in public.roots
    }


def _packed(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with Archive(out) as archive:
        for name, content in files.items():
            archive.write(File(name, content))
    return out.getvalue()


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
