"""A Site of the small package without a build: for what is derived from the data alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from generator.dataset import descriptor
from generator.dataset.describing import descriptor_reader
from generator.dataset.registry import Record, Registry
from generator.project.assembly import load
from generator.site.drawing.render import Head, draw
from generator.site.model.site import Site
from generator.site.pages.page_index import pages
from generator.subjects.women.sections import SECTIONS, TEMPLATES
from tests.support import FOLDER, ROOT, allow_any_name, package, record

TODAY = date(2026, 11, 24)
COOPERATIVE = {
    "id": "c",
    "name": "تعاونی نمونه",
    "kind": "cooperative",
    "county": "fasa",
    "sector": "food",
    "status": "active",
    "added": "1403-01-05",
}


def site_of(
    folder: Path, changes: Mapping[str, Mapping[str, Any]] | None = None, any_name: bool = False, **extra: Any
) -> Site:
    """Return the site of the small package, written to ``folder``; ``changes`` are fields by the record's path.

    With ``any_name`` names pass that the patterns of the descriptor refuse.
    """
    package(folder)
    if any_name:
        allow_any_name(folder)
    for name, fields in (changes or {}).items():
        path = folder / f"{name}.yml"
        data = {**record(path), **fields}
        text = yaml.safe_dump({key: value for key, value in data.items() if value}, allow_unicode=True, sort_keys=False)
        path.write_text(text, "utf-8")
    loaded = load(folder, TODAY)
    assert loaded.registry is not None, loaded.problems
    words = {
        "status": "official",
        "province": "نمونه",
        "short_name": "زنان نمونه",
        "noindex_public_record": True,
        "share_cards": True,
    }
    return Site(
        loaded.registry,
        "بانک زنان نمونه",
        "بانکی برای آزمایش.",
        FOLDER,
        {**words, **extra},
        TODAY,
        templates=(TEMPLATES,),
        changes=SECTIONS,
    )


@cache
def _package() -> descriptor.Package:
    return descriptor_reader.load(ROOT / "data" / "datapackage.yaml")


def made_up(tables: Mapping[str, Sequence[Mapping[str, Any]]], today: date = TODAY, **extra: Any) -> Site:
    """Return a site of records that were never files, so of some that no check would pass; all else is empty.

    ``tables`` holds the values of the records by resource; one without an id is known by its place.
    """
    made = {
        name: {
            values.get("id", str(place)): Record(name, values.get("id", str(place)), values, f"{name}.csv", place)
            for place, values in enumerate(tables.get(name, ()), start=2)
        }
        for name in (resource.name for resource in _package().roots)
    }
    return Site(
        Registry(_package(), made),
        "بانک",
        "بانکی برای آزمایش.",
        FOLDER,
        {"province": "نمونه", **extra},
        today,
        templates=(TEMPLATES,),
        changes=SECTIONS,
    )


def drawn(site: Site, url: str) -> tuple[Head, str]:
    """Return the head of a page and its body as HTML."""
    page = next(page for page in pages(site) if page.url == url)
    shown = page.view(site, page.url, *page.arguments)
    return shown.head, draw(shown, site)[1]


def without(site: Site, resource: str, record_id: str) -> Site:
    """Return the site as it is when a record is gone."""
    table = {key: value for key, value in site.registry.tables[resource].items() if key != record_id}
    return with_table(site, resource, table)


def with_table(site: Site, resource: str, table: dict[str, Record]) -> Site:
    """Return the site with other records in one resource."""
    registry = Registry(site.registry.package, {**site.registry.tables, resource: table})
    return replace(site, registry=registry, _kept={}, _named={})
