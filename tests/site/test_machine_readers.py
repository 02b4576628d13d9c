"""What search engines and other machines read: the sitemap and the schema.org objects."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.support import FOLDER, HOST, ROOT, Document, build, documents, project, record, resolve, small_content

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(folder: Path) -> list[str]:
    root = ElementTree.fromstring((folder / "sitemap.xml").read_bytes())
    assert root.tag == f"{SITEMAP}urlset"
    return [element.text for element in root.iter(f"{SITEMAP}loc")]


def objects(page: Document) -> list[dict[str, Any]]:
    """Return the schema.org objects of a page."""
    scripts = [element for element in page.tree.iter("script") if element.get("type") == "application/ld+json"]
    assert len(scripts) <= 1, page
    if not scripts:
        return []
    data = json.loads(scripts[0].text)
    assert data["@context"] == "https://schema.org"
    return data["@graph"]


def one(page: Document, kind: str) -> dict[str, Any]:
    (found,) = [item for item in objects(page) if item["@type"] == kind]
    return found


@pytest.mark.parametrize(("name", "base"), [("real", HOST), ("bank", FOLDER)])
def test_the_sitemap_lists_exactly_the_pages_that_ask_to_be_found(name, base, request):
    folder, pages = request.getfixturevalue(f"{name}_site"), request.getfixturevalue(f"{name}_pages")
    # The later pages of a list are found by way of its first, which is listed.
    asking = {base + page.url for page in pages.values() if page.indexed and not page.links("prev")}
    listed = locations(folder)
    assert len(listed) == len(set(listed))
    assert set(listed) == asking


def test_the_packed_sitemap_is_the_sitemap(real_site):
    packed = (real_site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == (real_site / "sitemap.xml").read_bytes()


def test_an_unconfirmed_woman_is_not_in_the_sitemap_and_a_historical_one_is(real_site):
    listed = set(locations(real_site))
    assert HOST + "women/simin-daneshvar/" in listed
    unconfirmed = [
        path.stem
        for path in (ROOT / "data" / "women").rglob("*.yml")
        if (data := record(path)).get("basis") == "public-record" and data["life"] in ("living", "unknown")
    ]
    assert unconfirmed and not {f"{HOST}women/{name}/" for name in unconfirmed} & listed


def test_pages_of_unconfirmed_women_may_be_listed_where_the_settings_say_so(tmp_path):
    config = project(tmp_path, content=small_content(tmp_path / "content"), site_url=HOST)
    text = config.read_text("utf-8")
    assert "noindex_public_record: true" in text
    for value, expected in (("true", False), ("false", True)):
        config.write_text(text.replace("noindex_public_record: true", f"noindex_public_record: {value}"), "utf-8")
        result = build(config)
        assert result.exit_code == 0, result.output
        page = Document(tmp_path / "site", tmp_path / "site/women/zahra-rasti/index.html")
        assert page.indexed is expected
        assert (HOST + page.url in locations(tmp_path / "site")) is expected


WANTED = {
    r"": {"WebSite"},
    r"women/[^/]+/": {"Person", "BreadcrumbList"},
    r"cooperatives/[^/]+/": {"Organization", "BreadcrumbList"},
    r"(women|cooperatives)/((county|domain|agency|sector|kind)/.+/|page/\d+/)?": {"BreadcrumbList"},
    r"(facilities|programs|counties|news|education)/": {"BreadcrumbList"},
    r"(facilities|programs|counties)/[^/]+/": {"BreadcrumbList"},
    r"data/dictionary/": {"BreadcrumbList"},
}


@pytest.mark.parametrize("pattern", WANTED)
def test_types_of_the_objects(pattern, real_pages):
    pages = [page for page in real_pages.values() if re.fullmatch(pattern, page.url)]
    assert pages
    for page in pages:
        assert {item["@type"] for item in objects(page)} == WANTED[pattern], page


def test_objects_hold_nothing_empty_and_no_object_is_on_a_page_of_nothing(real_pages):
    def hollow(value: Any) -> bool:
        if isinstance(value, dict):
            return not value or any(map(hollow, value.values()))
        if isinstance(value, list):
            return not value or any(map(hollow, value))
        return value in ("", None)

    assert [page.name for page in real_pages.values() if any(map(hollow, objects(page)))] == []
    assert objects(real_pages["404.html"]) == []


def test_trails_lead_over_pages_to_the_page_itself(real_site, real_pages):
    seen = 0
    for page in real_pages.values():
        for trail in (item for item in objects(page) if item["@type"] == "BreadcrumbList"):
            steps = trail["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(step["name"] for step in steps)
            for step in steps[:-1]:
                target, _ = resolve(real_site, HOST, "", step["item"])
                assert target is not None and target.is_file(), f"{page}: {step}"
            assert steps[-1].get("item", HOST + page.url) == HOST + page.url
            shown = page.body.find(".//nav[@class='crumbs']")
            assert len(list(shown.iter("li"))) == len(steps), page
            seen += 1
    assert seen > 200


def test_a_woman_is_a_person_with_her_own_facts(real_pages):
    person = one(real_pages["women/simin-daneshvar/"], "Person")
    assert person["name"] == "سیمین دانشور"
    assert person["alternateName"] == ["Simin Daneshvar"]
    assert person["@id"] == HOST + "women/simin-daneshvar/#person"
    assert person["url"] == HOST + "women/simin-daneshvar/"
    assert (person["birthDate"], person["deathDate"]) == ("1921-04-28", "2012-03-08")
    assert person["knowsAbout"] == ["ادبی"]


# A whole day of the solar calendar, or a date of the Gregorian one: only these say something in ISO 8601.
KNOWN = re.compile(r"\d{4}-\d\d-\d\d|\d{4}(?:-\d\d){0,2} CE")


def test_a_date_stands_in_iso_only_where_the_data_knows_the_day(real_pages):
    with_date = without = 0
    for path in sorted((ROOT / "data" / "women").rglob("*.yml")):
        data = record(path)
        person = one(real_pages[f"women/{path.stem}/"], "Person")
        for field, name in (("birth", "birthDate"), ("death", "deathDate")):
            known = bool(KNOWN.fullmatch(data.get(field, "")))
            assert (name in person) is known, f"{path.stem}: {field} {data.get(field)}"
            if known:
                assert re.fullmatch(r"\d{4}(-\d\d){0,2}", person[name])
            with_date += known
            without += field in data and not known
    assert with_date and without


def test_a_year_of_the_solar_calendar_is_no_iso_date(tmp_path):
    config = project(tmp_path, content=small_content(tmp_path / "content"))
    path = tmp_path / "data/women/shiraz/simin-daneshvar.yml"
    path.write_text(path.read_text("utf-8").replace("1300-02-08", "'1328'").replace("1390-12-18", "1390-12"), "utf-8")
    result = build(config)
    assert result.exit_code == 0, result.output
    page = Document(tmp_path / "site", tmp_path / "site/women/simin-daneshvar/index.html")
    assert not {"birthDate", "deathDate"} & set(one(page, "Person"))
    assert "۱۳۲۸" in "".join(page.body.itertext())
    marked = [element.get("datetime") for element in page.body.iter("time")]
    assert marked == ["2026-11-24"]  # the day the record was added


def test_marked_dates_are_iso_days(real_pages):
    marked = [
        (page.name, element.get("datetime")) for page in real_pages.values() for element in page.body.iter("time")
    ]
    assert len(marked) > 100
    assert [found for found in marked if not re.fullmatch(r"\d{4}(-\d\d){0,2}", found[1] or "")] == []


def test_a_former_id_leads_to_the_record(tmp_path):
    config = project(tmp_path, content=small_content(tmp_path / "content"), site_url=FOLDER)
    path = tmp_path / "data/women/fasa/zahra-rasti.yml"
    path.write_text(path.read_text("utf-8") + "former_ids:\n  - zahra-old\n", "utf-8")
    result = build(config)
    assert result.exit_code == 0, result.output
    site = tmp_path / "site"
    page = documents(site)["women/zahra-old/"]
    (refresh,) = page.meta("refresh")
    assert re.fullmatch(r"0; url=\S+", refresh)
    target, _ = resolve(site, FOLDER, page.url, refresh.removeprefix("0; url="))
    assert target == site / "women/zahra-rasti/index.html"
    assert page.links("canonical") == [FOLDER + "women/zahra-rasti/"]
    assert not page.indexed
    links = {resolve(site, FOLDER, page.url, element.get("href"))[0] for element in page.body.iter("a")}
    assert target in links
    assert not any("zahra-old" in location for location in locations(site))


def test_a_withdrawn_record_leaves_no_trace(tmp_path):
    config = project(tmp_path, content=small_content(tmp_path / "content"))
    assert build(config).exit_code == 0
    site = tmp_path / "site"
    assert (site / "women/zahra-rasti/index.html").is_file()
    (tmp_path / "data/women/fasa/zahra-rasti.yml").unlink()
    result = build(config)
    assert result.exit_code == 0, result.output
    for path in site.rglob("*"):
        assert "zahra-rasti" not in path.name
        if path.is_file():
            body = path.read_bytes()
            assert b"zahra-rasti" not in body and "زهرا راستی".encode() not in body, path


def test_the_site_of_an_empty_package_still_has_its_pages(tmp_path):
    """No woman, no cooperative, no program: every list says what is missing and every county has its page."""
    config = project(tmp_path, content=small_content(tmp_path / "content"))
    for folder in ("women", "cooperatives", "facilities", "programs"):
        for path in (tmp_path / "data" / folder).rglob("*.yml"):
            path.unlink()
    result = build(config)
    assert result.exit_code == 0, result.output
    pages = documents(tmp_path / "site")
    for url in ("women/", "cooperatives/", "facilities/", "programs/"):
        assert pages[url].body.find(".//div[@class='empty']") is not None, url
    assert {"counties/shiraz/", "counties/fasa/", "counties/beyza/"} <= set(pages)


def test_the_home_page_needs_no_shortcuts(tmp_path):
    """The front matter of the home page may leave out what the template makes optional."""
    content = small_content(tmp_path / "content")
    home = content / "index.md"
    home.write_text(home.read_text("utf-8").replace("shortcuts: []\n", ""), "utf-8")
    config = project(tmp_path, content=content)
    result = build(config)
    assert result.exit_code == 0, result.output
