"""A dataset that the descriptor lacks: nothing crashes, and nothing leads to where it was."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.dataset.describing import descriptor_reader
from generator.dataset.registry import Record, Registry
from generator.persian.digits import fa
from generator.project.assembly import load
from generator.site.drawing.render import draw
from generator.site.exports import feeds
from generator.site.model.section import derive, doubts
from generator.site.model.site import Site
from generator.site.model.table import tables
from generator.site.pages.navigation import navigation
from generator.site.pages.page_index import pages
from generator.site.search import search_documents
from generator.subjects.women.sections import SECTIONS, TEMPLATES, WRITTEN
from tests.site.sites import drawn, made_up
from tests.support import BANK, HOST, ROOT, package

TODAY = date(2026, 11, 24)
RAW = yaml.load((ROOT / "data" / "datapackage.yaml").read_text("utf-8"), yaml.CSafeLoader)
WHOLE = descriptor_reader.load(ROOT / "data" / "datapackage.yaml")
ROOTS = [item["name"] for item in RAW["resources"] if "parent" not in item]
# What every bank has, and what many others name and so goes with them alone.
KEPT = {"counties", "domains", "sectors", "withdrawn", "releases", "release-counts"}
_HREF = re.compile(r'href="([^"#?:]*)')


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    loaded = load(package(tmp_path_factory.mktemp("whole") / "data", base=BANK / "data"))
    assert loaded.registry is not None, loaded.problems
    return loaded.registry


def without(whole: Registry, folder: Path, name: str, cut: str = "") -> Registry:
    """Return the bank of a descriptor without a dataset, its lists and the fields that name it; or without one field."""
    gone = {item["name"] for item in RAW["resources"] if (item.get("parent"), item.get("property")) == (name, cut)}
    gone |= set() if cut else {name}
    for item in RAW["resources"]:
        if item.get("parent") in gone:
            gone.add(item["name"])
    left, lost = [], {}
    for item in (item for item in RAW["resources"] if item["name"] not in gone):
        keys = item["schema"].get("foreignKeys", [])
        named = {
            key["fields"] for key in keys if key["reference"]["resource"] in gone and isinstance(key["fields"], str)
        }
        if cut and item["name"] == name:
            named.add(cut)
        elif named & {*item["schema"]["primaryKey"], *item.get("identity", ())}:
            gone.add(item["name"])  # its rows are of what is gone
            continue
        own = {field["name"] for field in item["schema"]["fields"] if not field.get("derived")}
        if item.get("parent") and own <= named:
            gone.add(item["name"])
            continue
        lost[item["name"]] = named
        fields = [field for field in item["schema"]["fields"] if field["name"] not in named]
        kept = [key for key in keys if key["reference"]["resource"] not in gone]
        kept = [key for key in kept if isinstance(key["fields"], list) or key["fields"] not in named]
        schema = {**item["schema"], "fields": fields, "foreignKeys": kept}
        if cut:
            schema.pop("uniqueKeys", None)
            item = {key: value for key, value in item.items() if key not in ("identity", "layout")}
            schema["fields"] = [{key: field[key] for key in field if key not in ("of", "among")} for field in fields]
        item = {key: value for key, value in item.items() if key != "questions"}
        left.append({**item, "schema": schema, "rules": []})
    # JSON is YAML too, and written ten times as fast.
    (folder / "datapackage.yaml").write_text(
        json.dumps({**RAW, "resources": left}, ensure_ascii=False, default=str), "utf-8"
    )
    made = descriptor_reader.load(folder / "datapackage.yaml")
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


NEEDED = {name: change(derive(WHOLE, WHOLE.resources[name])).requires for name, change in SECTIONS.items()}


@pytest.mark.parametrize(
    ("name", "field"),
    [
        # By day one field of each dataset.
        pytest.param(name, field, marks=[pytest.mark.nightly] if place else [])
        for name, fields in NEEDED.items()
        for place, field in enumerate(sorted(fields))
    ],
)
def test_a_dataset_without_a_field_of_its_view_is_shown_as_any_other(
    whole: Registry, tmp_path: Path, name: str, field: str
) -> None:
    registry = without(whole, tmp_path, name, field)
    site = Site(registry, "بانک", "", HOST, {"province": "نمونه"}, TODAY, templates=(TEMPLATES,), changes=SECTIONS)
    assert site.sections[name] == derive(registry.package, registry.package.resources[name])
    (said,) = doubts(registry.package, SECTIONS)
    assert f"«{name}» «{field}» ندارد" in said and registry.package.resources[name].title in said
    own = [page for page in pages(site) if page.url.startswith(f"{name}/")]
    assert all(draw(page.view(site, page.url, *page.arguments), site)[1] for page in own)


def test_nothing_is_said_of_a_bank_that_has_every_field(whole: Registry) -> None:
    assert not list(doubts(whole.package, SECTIONS))


# By day those that lead to most others, and that most lead to.
BY_DAY = {"agencies", "cooperatives", "facilities", "meetings", "women"}
assert {*ROOTS} - KEPT > BY_DAY


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[] if name in BY_DAY else [pytest.mark.nightly]) for name in ROOTS if name not in KEPT],
)
def test_a_dataset_that_is_taken_out_leaves_no_trace(whole: Registry, tmp_path: Path, name: str) -> None:
    registry = without(whole, tmp_path, name)
    site = Site(registry, "بانک", "", HOST, {"province": "نمونه"}, TODAY, templates=(TEMPLATES,), changes=SECTIONS)
    there = {page.url: page for page in pages(site)}
    assert not any(url == f"{name}/" or url.startswith(f"{name}/") for url in there)
    assert tables(site) is not None and list(search_documents.documents(site, {})) and list(feeds.feeds(site))
    ways = [way for hub in navigation(site).hubs for way in (*hub.ways, hub)]
    assert ways and not any(way.url.startswith(f"{name}/") for way in ways)
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


# What a page would call a dataset by; of those that are missing the words are the bank's own in any case.
CALLED = {
    "collections": ("مجموعه‌ها",),
    "cooperatives": ("تعاونی‌ها", "تعاونی و صندوق"),
    "facilities": ("تسهیلات",),
    "programs": ("برنامه‌ها",),
    "loans": ("وام قرض‌الحسنه", "وام‌های قرض‌الحسنه", "وام تصویب‌شده", "وام‌ها"),
    "loan-counts": ("پیش از تصویب",),
    "headcounts": ("آمار شناسایی",),
    "indicators": ("شاخص‌ها",),
    "indicator-values": ("مقدار شاخص",),
    "county-documents": ("سند شهرستان", "سندهای شهرستان"),
    "working-groups": ("کارگروه شهرستان",),
    "meetings": ("نشست‌ها", "مصوبه‌ها"),
    "reports": ("گزارش‌ها",),
}
# Words of the descriptor itself: what a province says of its datasets is its own to change.
OF_THE_DESCRIPTOR = ("data/dictionary/", "submit/")
_PARTED = re.compile("[،؛:.] *")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)


@pytest.mark.parametrize("name", CALLED)
def test_no_page_speaks_of_a_dataset_that_is_taken_out(whole: Registry, tmp_path: Path, name: str) -> None:
    registry = without(whole, tmp_path, name)
    site = Site(registry, "بانک", "", HOST, {"province": "نمونه"}, TODAY, templates=(TEMPLATES,), changes=SECTIONS)
    gone = {other for other in CALLED if other not in registry.package.resources}
    words = re.compile(rf"(?<!\w)(?:{'|'.join(word for other in gone for word in CALLED[other])})(?!\w)")
    records = [record.values for table in registry.tables.values() for record in table.values()]
    said = fa(json.dumps(records, ensure_ascii=False) + registry.package.path.read_text("utf-8"))
    spoken: dict[str, str] = {}
    for page in pages(site):
        if page.url != "data/" and not page.url.startswith(OF_THE_DESCRIPTOR):
            view = page.view(site, page.url, *page.arguments)
            texts = [view.head.title, view.head.description, *_texts(draw(view, site)[1])]
            parts = (part for text in texts for part in _PARTED.split(text))
            found = next((part for part in parts if words.search(part) and part not in said), "")
            spoken |= {found: page.url} if found else {}
    assert spoken == {}


def _texts(body: str) -> list[str]:
    """Return the texts between the tags of a page, each without white space around it."""
    return [text.strip() for text in re.split(r"<[^>]*>", _UNSEEN.sub("", body)) if text.strip()]


EMPTY = ["headcounts", "meetings", "reports", "women", "working-groups"]


def test_a_list_of_nobody_has_nothing_to_search() -> None:
    body = drawn(made_up({}), "women/")[1]
    assert "هنوز نامی ثبت نشده است" in body and "results-line" not in body and 'type="search"' not in body


def test_an_empty_list_leads_to_a_form_only_where_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "datapackage.yaml"
    path.write_text(
        (ROOT / "data" / "datapackage.yaml").read_text("utf-8").replace("submit: true", "submit: false"), "utf-8"
    )
    whole = made_up({})
    bare = descriptor_reader.load(path)
    closed = replace(whole, registry=Registry(bare, {root.name: {} for root in bare.roots}), _kept={})
    for name in EMPTY:
        assert f"submit/{name}/" in drawn(whole, f"{name}/")[1]
        assert f"submit/{name}/" not in drawn(closed, f"{name}/")[1]
