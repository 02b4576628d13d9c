"""Names that mean something: whatever is declared under one is refused with the right form, or the site can draw it."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import DescriptorError, Package
from generator.dataset.registry import Record, Registry
from generator.site.cards.share_cards import cards
from generator.site.drawing.render import draw
from generator.site.exports import feeds, sitemap
from generator.site.model import known_names
from generator.site.model.site import Site
from generator.site.pages import front_page
from generator.site.pages.page_index import pages
from generator.site.pages.parts.structured_data import dataset
from generator.site.search import search_documents
from tests import support

RAW = yaml.load((support.ARTISTS_SITE / "data" / "datapackage.yaml").read_text("utf-8"), yaml.CSafeLoader)
_TABLE = (support.ROOT / "docs" / "descriptor.md").read_text("utf-8").partition("## Names that mean something")[2]
# Each name of the page's tables: what it does not tell nobody knows.
NAMES = sorted(
    {
        name
        for line in _TABLE.partition("\n## ")[0].splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }
    - {"id", "page", "package"}
)
# What a field may be declared as, and what a record may then hold.
FIELDS: Mapping[str, tuple[dict[str, Any], Any]] = {
    "text": ({}, "سخنی کوتاه"),
    "integer": ({"type": "integer"}, 12),
    "jalali": ({"calendar": "jalali"}, "1399"),
    "historical": ({"calendar": "historical"}, "134X"),
    "category": ({"categories": [{"value": "a", "label": "الف"}]}, "a"),
    "reference": ({}, "bala"),
    "link": ({"link": True}, "https://example.org/x"),
    "image": ({"image": True}, "x.webp"),
    "prose": ({"multiline": True, "markdown": True}, "متنی بلند"),
}
LISTS: Mapping[str, tuple[dict[str, dict[str, Any]], list[Any]]] = {
    "list of texts": ({"word": {}}, ["الف", "ب"]),
    "list of numbers": ({"count": {"type": "integer"}}, [1, 2]),
    "list of several": ({"title": {}, "when": {"calendar": "jalali"}}, [{"title": "الف"}, {"when": "1399"}]),
    "list of odd parts": (
        {name: {"type": "integer"} for name in ("id", "title", "text", "publisher", "url", "date", "seen")},
        [dict.fromkeys(("id", "title", "text", "publisher", "url", "date", "seen"), 3), {"id": 4}],
    ),
}
RECORDS: Mapping[str, list[dict[str, Any]]] = {
    "counties": [
        {"id": "bala", "name": "بالا", "latin": "Bala", "column": 0, "row": 0},
        {"id": "mian", "name": "میان", "latin": "Mian", "column": 1, "row": 0},
    ],
    "arts": [{"id": "a", "name": "شیشه", "tone": "rose"}, {"id": "b", "name": "چوب", "tone": "rose"}],
    "artists": [
        {"id": id, "name": f"نام {id}", "county": "bala", "kind": "maker", "life": "deceased", "arts": ["a"]}
        for id in ("one", "two")
    ],
    "galleries": [{"id": id, "title": f"جای {id}", "area": "bala"} for id in ("one", "two")],
}
# A table has no lists, and less is shown of it.
WAYS = {"counties": ["integer", "jalali", "reference"], "arts": ["integer", "jalali", "reference"]}


def declared(resource: str, name: str, way: str) -> dict[str, Any]:
    """Return the descriptor in which a name is declared in one way, in place of what it was."""
    raw = copy.deepcopy(RAW)
    raw["resources"] = [
        item for item in raw["resources"] if (item.get("parent"), item.get("property")) != (resource, name)
    ]
    item = next(item for item in raw["resources"] if item["name"] == resource)
    schema = item["schema"]
    for key in ("layout", "identity"):
        item.pop(key, None)
    schema["fields"] = [field for field in schema["fields"] if field["name"] != name]
    schema["foreignKeys"] = [key for key in schema.get("foreignKeys", ()) if key["fields"] != name]
    for field in schema["fields"]:
        field.pop("of", None)
    if way in FIELDS:
        form = {**FIELDS[way][0]}
        if item.get("people") and (way == "image" or name in ("birth", "born")):
            form["consent"] = True
        schema["fields"].append({"name": name, "title": "آزمون", **form})
        if way == "reference":
            schema["foreignKeys"].append({"fields": name, "reference": {"resource": "counties", "fields": "id"}})
    else:
        keys = [{"name": "of", "title": "مادر", "derived": True}]
        keys += [{"name": "position", "title": "ردیف", "type": "integer", "derived": True}]
        own = [{"name": part, "title": part, **form} for part, form in LISTS[way][0].items()]
        fields = {"fields": [*keys, *own], "primaryKey": ["of", "position"]}
        raw["resources"].append(
            {"name": "tests", "title": "آزمون‌ها", "parent": resource, "property": name, "schema": fields}
        )
    return raw


def site_of(package: Package, resource: str, name: str, way: str) -> Site:
    """Return a site whose first record of the resource holds something under the name, and whose second does not."""
    value = FIELDS[way][1] if way in FIELDS else LISTS[way][1]
    made: dict[str, dict[str, Record]] = {root.name: {} for root in package.roots}
    for own, records in RECORDS.items():
        for number, values in enumerate(records):
            held = {key: said for key, said in values.items() if own != resource or key != name}
            if own == resource and not number:
                held[name] = value
            made[own][values["id"]] = Record(own, values["id"], held, f"{own}.csv", number)
    return Site(Registry(package, made), "بانک", "", support.HOST, {"status": "official"}, date(2026, 11, 24))


def drawn(site: Site, resource: str) -> Iterator[str]:
    """Draw all that shows the records of a resource."""
    for page in pages(site):
        if page.url in (f"{resource}/", f"{resource}/one/", f"{resource}/bala/", f"submit/{resource}/", "artists/one/"):
            yield draw(page.view(site, page.url, *page.arguments), site)[1]
    yield from (file.path for made in (feeds, known_names) for file in made.export(site))
    yield from (sitemap.changed(site, url) for url in site.paged)
    yield from (file.path for file in search_documents.export(site, {}))
    yield from (card.name for card in cards(site))
    yield dataset(site, "data/", "name", "")["name"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "resource", [pytest.param(one, marks=[] if one == "artists" else pytest.mark.nightly) for one in RECORDS]
)
def test_whatever_a_name_is_declared_as_is_refused_or_drawn(tmp_path: Path, resource: str, name: str) -> None:
    path = tmp_path / "datapackage.yaml"
    for way in WAYS.get(resource, [*FIELDS, *LISTS]):
        path.write_text(json.dumps(declared(resource, name, way), ensure_ascii=False, indent=0), "utf-8")
        try:
            package = descriptor_reader.load(path)
        except DescriptorError as error:
            assert "بنویسید" in str(error) and all(one.line for one in error.problems), way
            continue
        assert all(isinstance(text, str) for text in drawn(site_of(package, resource, name, way), resource)), way


@pytest.mark.parametrize("way", ["integer", "text", "without"])
@pytest.mark.parametrize("name", ["column", "row", "latitude"])
def test_counties_are_shown_wherever_the_data_put_them(tmp_path: Path, name: str, way: str) -> None:
    raw = declared("counties", name, "integer" if way == "without" else way)
    path = tmp_path / "datapackage.yaml"
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=0), "utf-8")
    site = site_of(descriptor_reader.load(path), "counties", name, "integer" if way == "without" else way)
    if way == "integer":
        for number, county in enumerate(site.registry["counties"]):
            county.values[name] = number + 3
    pages_ = "".join(drawn(site, "counties"))
    assert len(set(site.grid.values())) == len(site.grid) == 2
    assert site.is_mapped == (way == "integer" or name == "latitude")
    for body in (pages_, draw(front_page.page(site, "", {}), site)[1]):
        assert ("در جای تقریبی‌اش بر نقشه" in body) == site.is_mapped


@pytest.mark.parametrize("more", [{"private": True}, {"parent": "artists", "property": "counties"}])
def test_counties_are_a_dataset_that_everybody_sees(tmp_path: Path, more: dict[str, Any]) -> None:
    raw = copy.deepcopy(RAW)
    counties = next(item for item in raw["resources"] if item["name"] == "counties")
    if "parent" in more:
        del counties["path"]
    counties |= more
    path = tmp_path / "datapackage.yaml"
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=0), "utf-8")
    with pytest.raises(DescriptorError, match="نقشهٔ سایت از «counties» می‌آید"):
        descriptor_reader.load(path)


def test_what_an_item_of_a_list_cites_is_a_list_of_ids(tmp_path: Path) -> None:
    raw = copy.deepcopy(RAW)
    keys = [{"name": name, "title": name, "derived": True} for name in ("artist", "work", "position")]
    own = [{"name": name, "title": name} for name in ("title", "url")]
    schema = {"fields": [*keys, *own], "primaryKey": ["artist", "work", "position"]}
    cited = {"name": "cited", "title": "منابع", "parent": "artists-works", "property": "sources", "schema": schema}
    raw["resources"].append(cited)
    path = tmp_path / "datapackage.yaml"
    path.write_text(json.dumps(raw, ensure_ascii=False, indent=0), "utf-8")
    with pytest.raises(DescriptorError, match="شناسهٔ"):
        descriptor_reader.load(path)
