"""Open data: everything public as a Data Package, as sheets, as one SQLite file and as a static JSON API."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.site.exports.open_data import api, datapackage, readme, sheets, sqlite, tabular
from generator.site.exports.open_data.example_queries import QUESTIONS, Question
from generator.site.exports.open_data.public import Public, Table, publish
from generator.site.exports.open_data.releases import version_of
from generator.site.model import addresses
from generator.site.model.site import Site

FOLDER = addresses.DATA
ZIP = "package.zip"
_KEY = "open data"


@dataclass(frozen=True)
class Group:
    """A dataset: its name, its title, and the tables with their titles and rows."""

    id: str
    title: str
    description: str
    tables: tuple[tuple[str, str, int], ...]


@dataclass(frozen=True)
class Offer:
    """What was written, as the page of open data tells it: the sizes by path, the datasets, and the answers."""

    sizes: Mapping[str, int]
    groups: tuple[Group, ...]
    answers: tuple[tuple[Question, tuple[tuple[Any, ...], ...]], ...]


def write(site: Site, target: Path) -> None:
    """Write all open data below the site's folder, and keep for its page what there is: run it before the pages."""
    offer = _write(site, target)
    site.once(_KEY, lambda: offer)


def offered(site: Site) -> Offer:
    """Return what there is; where nothing was written yet it is made in a folder that goes away."""

    def make() -> Offer:
        with tempfile.TemporaryDirectory() as folder:
            return _write(site, Path(folder))

    return site.once(_KEY, make)


def _write(site: Site, target: Path) -> Offer:
    public = publish(site.registry)
    _write_all(target, api.files(site, public))
    files = _tables(site, public)
    _write_all(target, ((FOLDER + name, data) for name, data in files.items()))
    _write_sheets(site, public, target / FOLDER / datapackage.FOLDER)
    packed = [datapackage.DESCRIPTOR, readme.NAME, *(_csv(table) for table in public.tables.values())]
    datapackage.write_zip(target / FOLDER / ZIP, {name: files[name] for name in packed})
    base = target / FOLDER / sqlite.FILE
    sqlite.write(public, base)
    answers = tuple((question, tuple(sqlite.ask(base, question)[1])) for question in QUESTIONS)
    sizes = {
        path.relative_to(target).as_posix(): path.stat().st_size
        for path in sorted((target / FOLDER).rglob("*"))
        if path.is_file()
    }
    return Offer(sizes, _groups(public), answers)


def _csv(table: Table) -> str:
    return f"{datapackage.FOLDER}/{table.name}.csv"


def _tables(site: Site, public: Public) -> dict[str, bytes]:
    """Return the texts below the folder of open data: the package, its tables in every form, Datasette's metadata."""
    plain = {table.name: tabular.csv_bytes(table) for table in public.tables.values()}
    files = {
        datapackage.DESCRIPTOR: datapackage.descriptor_bytes(datapackage.descriptor(site, public, plain)),
        readme.NAME: readme.text(site, public).encode(),
        sqlite.METADATA: sqlite.metadata_bytes(sqlite.metadata(site, public, QUESTIONS)),
    }
    for table in public.tables.values():
        base = f"{datapackage.FOLDER}/{table.name}"
        files[f"{base}.csv"] = plain[table.name]
        files[f"{base}.excel.csv"] = tabular.excel_csv_bytes(public, table)
        files[f"{base}.json"] = tabular.json_bytes(table)
    return files


def _write_sheets(site: Site, public: Public, folder: Path) -> None:
    notes = [
        (public.package.title, ""),
        ("نسخه", version_of(site.registry)),
        ("ساخته‌شده در", site.today_words),
        ("نشانی", site.absolute(FOLDER)),
        *(("پروانه", licence.get("title") or licence["name"]) for licence in public.package.raw.get("licenses") or ()),
        ("ارجاع", f"{readme.cite(site)}، {site.absolute(addresses.DATA)}"),
    ]
    for resource in public.roots:
        sheets.write(public, list(public.family(resource)), notes, folder / f"{resource.name}.xlsx")


def _write_all(target: Path, files: Iterable[tuple[str, bytes]]) -> None:
    made: set[Path] = set()
    for name, data in files:
        path = target / name
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(data)


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
