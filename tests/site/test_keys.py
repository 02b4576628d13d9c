"""What has the key of before has its bytes: every field of every dataset is changed, and every page held to its key."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.dataset.describing import descriptor_reader
from generator.dataset.photo_sizes import small_photo
from generator.dataset.reading.load import DESCRIPTOR
from generator.dataset.registry import Record, Registry
from generator.project.assembly import load, subject_of
from generator.runtime.cache import Cache
from generator.runtime.output import Parts
from generator.site.drawing import frames
from generator.site.engine import draw_pages
from generator.site.engine.page_keys import PageKeys
from generator.site.exports.open_data import export
from generator.site.model.keys import Keys
from generator.site.model.site import Site
from generator.site.pages.page_index import Page, pages
from generator.site.search import kept_documents, search_documents
from generator.site.search.kept_documents import KeptDocuments
from generator.site.search.shards import Document
from generator.subjects.women.membership import LEAST
from generator.subjects.women.sample.package import write_sample
from tests.support import ARTISTS_SITE, ROOT

DAY = date(2026, 11, 24)
FRAME = frames.cut(f"<head>{frames.HEAD}</head><body>{frames.BODY}</body>")
WORDS = {"status": "official", "province": "نمونه", "short_name": "نمونه", "share_cards": True}


class Drawn:
    """The pages of a site that say what they show, their keys, and their bytes when they are asked for."""

    def __init__(self, site: Site) -> None:
        self.site = site
        listed = [page for page in pages(site) if page.shows]
        framed = {frames.key_of(page.url): FRAME for page in listed}
        keys = PageKeys(site, framed, Keys(site, {}))
        self.pages: dict[str, Page] = {page.url: page for page in listed}
        self.keys = {unit.name: unit.key for unit in map(keys.of, listed)}
        self._drawn: dict[str, bytes] = {}

    def bytes(self, url: str) -> bytes:
        if url not in self._drawn:
            page = self.pages[url]
            self._drawn[url] = draw_pages.draw_page(self.site, FRAME, page)
        return self._drawn[url]

    def files(self, place: int) -> list[tuple[str, bytes]]:
        """Return the files of a part of the open data."""
        return [(file.path, b"".join(file.parts())) for file in self.parts.make(self.parts.parts[place])]

    @cached_property
    def parts(self) -> Parts:
        return export.export(self.site, keys=Keys(self.site, {}))

    def stale_parts(self, other: Drawn) -> tuple[list[str], int]:
        """Return the parts of the open data of the same key and other files, and how many have the same key."""
        places = {unit: place for place, unit in enumerate(other.parts.units)}
        same = [(place, places[unit]) for place, unit in enumerate(self.parts.units) if unit in places]
        stale = [self.parts.units[place].name for place, there in same if self.files(place) != other.files(there)]
        return stale, len(same)

    def stale(self, other: Drawn) -> list[str]:
        """Return the pages that have the same key in both sites, and other bytes."""
        return [url for url in self.same(other) if self.bytes(url) != other.bytes(url)]

    def same(self, other: Drawn) -> list[str]:
        return [url for url, key in self.keys.items() if other.keys.get(url) == key]


def site_of(folder: Path, **words: Any) -> Site:
    loaded = load(folder, DAY)
    assert loaded.registry is not None, loaded.problems
    subject = subject_of(loaded.registry.package)
    return Site(
        loaded.registry,
        "نمونه",
        "بانکی برای آزمایش.",
        "https://example.org/",
        {**WORDS, **words},
        DAY,
        templates=tuple(subject.templates),
        changes=subject.sections(),
    )


@pytest.fixture(scope="module")
def women(tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    folder = tmp_path_factory.mktemp("keys") / "data"
    few = {"women": 60, "cooperatives": 6, "programs": 2, "loans": 12, "meetings": 3}
    write_sample(descriptor_reader.load(ROOT / "data" / "datapackage.yaml"), folder, few, 5)
    site = site_of(folder)
    # A collection of just so many that the change of one of them takes it from the others' pages.
    named = [woman for woman in site.registry["women"] if site.may_name(woman) and "ability" in woman][:LEAST]
    conditions = [{"field": "ability", "test": "is", "values": [woman["ability"] for woman in named]}]
    values = {"id": "few", "title": "چند زن", "rule": "آزمایشی", "conditions": conditions}
    few_of_them = Record("collections", "few", values, "data/collections/few.yml", 1)
    return Drawn(replace(site, registry=with_records(site, "collections", few_of_them), _kept={}))


@pytest.fixture(scope="module")
def artists() -> Drawn:
    return Drawn(site_of(ARTISTS_SITE / "data"))


def other(site: Site, registry: Registry | None = None, **changes: Any) -> Drawn:
    """Return the site with other data or settings."""
    return Drawn(replace(site, registry=registry or site.registry, _kept={}, **changes))


def with_records(site: Site, resource: str, *records: Record, without: str = "") -> Registry:
    """Return the registry with some records in the place of those of the same id, and without another."""
    tables = dict(site.registry.tables)
    tables[resource] = {**tables[resource], **{record.id: record for record in records}}
    tables[resource].pop(without, None)
    return Registry(site.registry.package, tables)


def changed(site: Site) -> Iterator[tuple[str, Registry]]:
    """Yield the registry with each field of each dataset changed in one record, taken from it, and each list likewise."""
    for resource in site.registry.package.roots:
        needed = {field.name for field in resource.own_fields if field.required}
        records = site.registry[resource.name]
        names = dict.fromkeys(name for record in records for name in record.values if name not in resource.primary_key)
        for name in names:
            if name == "conditions":  # nobody's words, but a rule that only a check keeps whole
                continue
            holders = [record for record in records if name in record]
            one = holders[len(holders) // 2]
            for how, values in _other_values(one, name, holders, name in needed):
                yield f"{resource.name}.{name} {how}", with_records(site, resource.name, replace(one, values=values))


def _other_values(
    one: Record, name: str, holders: list[Record], needed: bool
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the values of a record with another's value of a field, with one more of a list, and without it."""
    value = one[name]
    found = next((record[name] for record in holders if record[name] != value), None)
    if found is not None:
        yield "of another", {**one.values, name: found}
    elif isinstance(value, str) and not any(sign.isdigit() for sign in value):
        yield "with a word more", {**one.values, name: f"{value} نو"}
    if isinstance(value, list) and isinstance(value[0], dict):
        others = [item for record in holders for item in record[name]]
        for key in value[0]:
            another = next((item[key] for item in others if key in item and item[key] != value[0][key]), None)
            if another is not None and key != "id" and key != "sources":
                yield f"with another {key}", {**one.values, name: [{**value[0], key: another}, *value[1:]]}
    if not needed:
        yield "taken out", {key: kept for key, kept in one.values.items() if key != name}


def check_changes(before: Drawn, every: int, first: int = 0) -> int:
    """Hold the pages to their keys after each change, or every so many of them; return how many keys stayed."""
    stayed = 0
    for number, (what, registry) in enumerate(changed(before.site)):
        if number % every == first:
            after = other(before.site, registry)
            assert not before.stale(after), what
            stayed += len(before.same(after))
    return stayed


def test_a_change_that_a_page_shows_changes_its_key(women: Drawn) -> None:
    assert check_changes(women, 32) > 500  # keys that always change would prove nothing


def test_a_change_in_a_site_of_another_subject(artists: Drawn) -> None:
    assert check_changes(artists, 2) > 0


def check_parts(before: Drawn, every: int, first: int = 0) -> None:
    """Hold the parts of the open data to their keys after every so many changes."""
    for number, (what, registry) in enumerate(changed(before.site)):
        if number % every == first:
            stale, same = before.stale_parts(other(before.site, registry))
            assert not stale, what
            assert same > len(before.parts.parts) / 4, what


def test_a_change_that_a_part_of_the_open_data_holds_changes_its_key(women: Drawn) -> None:
    check_parts(women, 180)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(8))
def test_every_change_of_the_open_data(women: Drawn, first: int) -> None:
    check_parts(women, 8, first)


@pytest.mark.nightly
@pytest.mark.parametrize("first", range(8))
def test_every_change(women: Drawn, first: int) -> None:
    check_changes(women, 8, first)


def test_an_edit_leaves_most_pages(women: Drawn) -> None:
    one = women.site.registry["women"][7]
    values = {**one.values, "ability": "کاری نو"}
    after = other(women.site, with_records(women.site, "women", replace(one, values=values)))
    assert f"women/{one.id}/" not in women.same(after)
    assert not women.stale(after)
    assert len(women.same(after)) > len(women.keys) * 0.8


@pytest.fixture(scope="module")
def pupils(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Artists of whom each names her teacher, another artist."""
    folder = Path(shutil.copytree(ARTISTS_SITE / "data", tmp_path_factory.mktemp("pupils") / "data"))
    raw = yaml.safe_load((folder / DESCRIPTOR).read_text("utf-8"))
    artists = next(item for item in raw["resources"] if item["name"] == "artists")
    artists["schema"]["fields"].append({"name": "teacher", "title": "استاد", "type": "string"})
    artists["schema"]["foreignKeys"].append({"fields": "teacher", "reference": {"resource": "artists", "fields": "id"}})
    artists["data"][0].append("teacher")
    (folder / DESCRIPTOR).write_text(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False), "utf-8")
    site = site_of(folder)
    own = site.registry["artists"]
    taught = [
        replace(one, values={**one.values, "teacher": teacher.id})
        for one, teacher in zip(own, own[1:] + own[:1], strict=True)
    ]
    return replace(site, registry=with_records(site, "artists", *taught), _kept={})


def test_whom_a_person_names_is_part_of_all_that_shows_her(pupils: Site, tmp_path: Path) -> None:
    teacher = pupils.registry["artists"][1]
    renamed = replace(teacher, values={**teacher.values, "name": "نامی دیگر"})
    asked = replace(teacher, values={**teacher.values, "life": "living", "basis": "public-record"})
    before, kept = Drawn(pupils), Cache(tmp_path)
    found(pupils, kept)
    for one in (renamed, asked):
        after = other(pupils, with_records(pupils, "artists", one))
        assert not before.stale(after)
        assert found(after.site, kept) == found(after.site)


def found(site: Site, cache: Cache | None = None) -> list[Document]:
    """Return the documents of the search, those of before where there is a cache, which then keeps these."""
    kept = KeptDocuments(cache, Keys(site, {})) if cache else None
    documents = list(search_documents.documents(site, {}, kept=kept))
    if kept:
        kept.keep()
    return documents


def test_after_an_edit_one_group_of_documents_is_written_and_none_stays_that_nobody_is_in(
    women: Drawn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_documents, "_ABOUT", 4)
    kept, one = Cache(tmp_path), women.site.registry["women"][11]

    def groups(site: Site) -> dict[str, int]:
        assert found(site, kept) == found(site)
        return {path.name: path.stat().st_ino for path in tmp_path.rglob("search-*")}

    first = groups(women.site)
    assert len(first) > 3 and groups(women.site) == first
    edited = with_records(women.site, "women", replace(one, values={**one.values, "ability": "نو"}))
    second = groups(other(women.site, edited).site)
    assert second.keys() == first.keys()
    assert len([name for name in first if first[name] != second[name]]) == 1
    assert len(groups(other(women.site, Registry(edited.package, {})).site)) == 0


def test_who_comes_goes_and_moves(women: Drawn) -> None:
    one = women.site.registry["women"][11]
    new = replace(
        one, id="new-woman", file=one.file.replace(one.id, "new-woman"), values={**one.values, "id": "new-woman"}
    )
    for registry in (
        with_records(women.site, "women", new),
        with_records(women.site, "women", without=one.id),
        with_records(women.site, "women", new, without=one.id),
        Registry(women.site.registry.package, {**women.site.registry.tables, "women": {}}),
    ):
        assert not women.stale(other(women.site, registry))


def test_whether_a_record_has_a_page_is_part_of_it(women: Drawn) -> None:
    agency = next(one for one in women.site.registry["agencies"] if women.site.page_of("agencies", one.id))
    alone = Registry(women.site.registry.package, {"agencies": women.site.registry.tables["agencies"]})
    after = other(women.site, alone).site
    assert not after.page_of("agencies", agency.id)  # nothing names it
    assert Keys(women.site, {}).of([agency]) != Keys(after, {}).of([agency])


def test_the_small_copy_of_a_photo_goes_and_comes(women: Drawn) -> None:
    one = women.site.registry["women"][3]
    shown = with_records(women.site, "women", replace(one, values={**one.values, "photo": "one.webp"}))
    small = [str(Path(one.file).with_name(small_photo("one.webp")))]
    registries = [Registry(shown.package, shown.tables, images) for images in ((), small)]
    before, after = (other(women.site, registry) for registry in registries)
    assert not before.stale(after)
    assert Keys(before.site, {}).everything != Keys(after.site, {}).everything


def test_the_day_and_the_settings(women: Drawn) -> None:
    day = other(women.site, today=DAY + timedelta(days=90))
    assert not women.stale(day)
    # On pages of people the frame tells the day, and nothing within it does.
    assert women.same(day) == [url for url in women.keys if url.startswith("women/")]
    for words in (
        {"share_cards": False},
        {"noindex_public_record": False},
        {"province": "دیگر"},
        {"inbox": "https://b.example/"},
    ):
        after = other(women.site, extra={**women.site.extra, **words})
        assert not women.stale(after)
        assert not women.same(after)
