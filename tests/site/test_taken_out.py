"""A dataset that the descriptor lacks: nothing crashes, and nothing leads to where it was."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.dataset import descriptor
from generator.dataset.registry import Record, Registry
from generator.project.assembly import load
from generator.site.drawing.render import draw
from generator.site.exports import feeds
from generator.site.model.site import Site
from generator.site.model.table import tables
from generator.site.pages.navigation import navigation
from generator.site.pages.page_index import pages
from generator.site.search import search_documents
from generator.subjects.women.sections import SECTIONS, TEMPLATES, WRITTEN
from tests.support import BANK, HOST, ROOT, package

TODAY = date(2026, 11, 24)
RAW = yaml.safe_load((ROOT / "data" / "datapackage.yaml").read_text("utf-8"))
ROOTS = [item["name"] for item in RAW["resources"] if "parent" not in item]
# What every bank has, and what many others name and so goes with them alone.
KEPT = {"counties", "domains", "sectors", "withdrawn", "releases", "release-counts"}
_HREF = re.compile(r'href="([^"#?:]*)')


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    loaded = load(package(tmp_path_factory.mktemp("whole") / "data", base=BANK / "data"))
    assert loaded.registry is not None, loaded.problems
    return loaded.registry


def without(whole: Registry, folder: Path, name: str) -> Registry:
    """Return the bank of a descriptor without a dataset, its lists and the fields that name it."""
    gone = {name}
    for item in RAW["resources"]:
        if item.get("parent") in gone:
            gone.add(item["name"])
    left, lost = [], {}
    for item in (item for item in RAW["resources"] if item["name"] not in gone):
        keys = item["schema"].get("foreignKeys", [])
        named = {
            key["fields"] for key in keys if key["reference"]["resource"] in gone and isinstance(key["fields"], str)
        }
        if named & {*item["schema"]["primaryKey"], *item.get("identity", ())}:
            gone.add(item["name"])  # its rows are of what is gone
            continue
        own = {field["name"] for field in item["schema"]["fields"] if not field.get("derived")}
        if item.get("parent") and own <= named:
            gone.add(item["name"])
            continue
        lost[item["name"]] = named
        fields = [field for field in item["schema"]["fields"] if field["name"] not in named]
        kept = [key for key in keys if key["reference"]["resource"] not in gone]
        left.append({**item, "schema": {**item["schema"], "fields": fields, "foreignKeys": kept}, "rules": []})
    (folder / "datapackage.yaml").write_text(yaml.safe_dump({**RAW, "resources": left}, allow_unicode=True), "utf-8")
    made = descriptor.load(folder / "datapackage.yaml")
    lists = {(item.get("parent"), item.get("property")) for item in RAW["resources"] if item["name"] in gone}
    found = {}
    for resource in made.roots:
        found[resource.name] = {
            record.id: Record(record.resource, record.id, _cut(record, lost[resource.name], lists), record.file, 1)
            for record in whole[resource.name]
        }
    return Registry(made, found)


def _cut(record: Record, fields: set[str], lists: set[tuple[str, str]]) -> dict:
    return {
        key: value for key, value in record.values.items() if key not in fields and (record.resource, key) not in lists
    }


@pytest.mark.parametrize("name", [name for name in ROOTS if name not in KEPT])
def test_a_dataset_that_is_taken_out_leaves_no_trace(whole: Registry, tmp_path: Path, name: str) -> None:
    registry = without(whole, tmp_path, name)
    site = Site(registry, "بانک", "", HOST, {"province": "نمونه"}, TODAY, templates=(TEMPLATES,), changes=SECTIONS)
    there = {page.url: page for page in pages(site)}
    assert not any(url == f"{name}/" or url.startswith(f"{name}/") for url in there)
    assert tables(site) is not None and search_documents.documents(site, {}) and list(feeds.feeds(site))
    assert not any(way.section == name for way in navigation(site).header)
    views = {url: page.view(site, url, *page.arguments) for url, page in there.items() if url != "data/"}
    links = [{"label": kept, "url": f"{kept}/"} for kept in ROOTS]
    views[""] = WRITTEN["home"](site, "", {"featured": ["sample-somebody"], "shortcuts": links})
    void: dict[str, str] = {}
    for url, view in views.items():
        _, body = draw(view, site)
        for href in _HREF.findall(body):
            target = href.removeprefix("./") if not url else href[len("../") * href.count("../") :]
            if target.removeprefix("submit/").partition("/")[0] == name:
                void.setdefault(url, href)
    assert void == {}
