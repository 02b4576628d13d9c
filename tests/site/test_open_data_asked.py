"""Open data as programs ask for them: the questions of the page in SQLite, and the API with its description."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema

from generator.dataset.people.consent import is_alive
from generator.dataset.registry import Registry
from generator.persian.digits import fa
from generator.site.exports.open_data import api, sqlite
from generator.subjects.women import example_queries
from tests.site.open_data import ask
from tests.support import HOST, text_of

QUESTIONS = (
    *example_queries.WOMEN,
    *example_queries.COOPERATIVES,
    *example_queries.MEETINGS,
    *example_queries.INDICATORS,
)


def test_the_questions_of_the_page_are_answered_from_the_file(bank_site, bank_pages):
    page = bank_pages["data/"]
    for question in QUESTIONS:
        (shown,) = [item for item in page.body.iter("details") if item.get("id") == f"question-{question.id}"]
        assert [text_of(item) for item in shown.iter("code")] == [" ".join(question.sql.split())]
        answer = ask(bank_site, question.sql)
        assert answer, question.id
        assert len(question.columns) == len(answer[0])
        lines = [row for row in shown.iter("tr") if row.find("td") is not None]
        assert len(lines) == min(6, len(answer))
        for line, row in zip(lines, answer, strict=False):
            assert fa(str(row[0])) in text_of(line)


def test_no_answer_on_the_page_names_a_living_woman(sample_data):
    site, folder = sample_data
    living = {woman["name"] for woman in site.registry["women"] if is_alive(woman["life"])}
    assert living
    for question in QUESTIONS:
        assert not living & {cell for row in ask(folder, question.sql) for cell in row}, question.id


def answer(folder: Path, name: str) -> list[tuple[Any, ...]]:
    return ask(folder, next(question.sql for question in QUESTIONS if question.id == name))


def test_the_answers_are_those_of_the_records(sample_data):
    site, folder = sample_data
    registry: Registry = site.registry
    domains = Counter(registry.label("domains", woman["domains"][0]) for woman in registry["women"])
    assert dict(answer(folder, "women-by-domain")) == dict(domains)
    labels = registry.package.resources["cooperatives"].by_name["kind"].categories
    kinds = Counter(labels[item["kind"]] for item in registry["cooperatives"])
    assert {row[0]: row[1] for row in answer(folder, "cooperatives-by-kind")} == dict(kinds)
    texts = {item["text"] for meeting in registry["meetings"] for item in meeting.get("resolutions", ())}
    found = answer(folder, "newest-resolutions")
    assert found and {row[0] for row in found} <= texts
    years = {}
    for value in registry["indicator-values"]:
        if value["area"] == "province" and value["group"] == "all":
            title = registry.label("indicators", value["indicator"])
            years[title] = max(years.get(title, ""), value["year"])
    assert {row[0]: row[3] for row in answer(folder, "newest-values")} == years


def test_codes_have_labels_and_datasette_has_descriptions(small_data):
    folder = small_data[1]
    assert ask(
        folder, "select label from code_labels where table_name='women' and column_name='life' and value='living'"
    )
    found = json.loads((folder / "data/metadata.json").read_text("utf-8"))
    base = found["databases"][sqlite.NAME]
    tables = {name for (name,) in ask(folder, "select name from sqlite_master where type = 'table'")}
    assert set(base["tables"]) <= tables
    assert {name: item["sql"] for name, item in base["queries"].items()} == {item.id: item.sql for item in QUESTIONS}
    assert base["tables"]["loans"]["columns"]["amount"].endswith("واحد: ریال")
    assert found["license_url"].startswith("https://creativecommons.org/")


def api_files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*.json")) if path.name in ("index.json", "openapi.json")]


def test_every_address_in_the_api_resolves(bank_site):
    seen = 0
    for path in [*(bank_site / "api").rglob("*.json"), *(bank_site / "women").rglob("index.json")]:
        for found in set(re.findall(rf'"({re.escape(HOST)}[^"]*)"', path.read_text("utf-8"))):
            place = urlsplit(found).path.lstrip("/")
            target = bank_site / (place + "index.html" if place.endswith("/") or not place else place)
            if path.name == "openapi.json" and not place:
                continue
            seen += 1
            assert target.is_file(), f"{path}: {found}"
    assert seen > 300


def test_the_listing_leads_from_page_to_page_to_every_record(sample_data):
    _, folder = sample_data
    for entry in json.loads((folder / "api/v1/index.json").read_text("utf-8"))["resources"]:
        url, found, number = entry["url"], [], 0
        before = None
        while url:
            page = json.loads((folder / url.removeprefix(HOST)).read_text("utf-8"))
            number += 1
            assert (page["page"], page["previous"], page["count"]) == (number, before, entry["count"])
            assert len(page["records"]) <= api.PER_PAGE
            found += page["records"]
            before, url = url, page["next"]
        assert number == page["pages"]
        assert len({item["id"] for item in found}) == len(found) == entry["count"]
        for item in found:
            if item["json"]:
                assert json.loads((folder / item["json"].removeprefix(HOST)).read_text("utf-8")) == item
    assert (folder / "api/v1/women/page/2/index.json").is_file()


def test_openapi_describes_every_file_of_the_api(sample_data):
    _, folder = sample_data
    described = json.loads((folder / api.OPENAPI).read_text("utf-8"))
    assert described["openapi"] == "3.1.0" and described["info"]["title"] and described["info"]["version"]
    operations = [item["get"] for item in described["paths"].values()]
    assert len({item["operationId"] for item in operations}) == len(operations)
    patterns = {}
    for path, item in described["paths"].items():
        named = re.findall(r"\{(\w+)\}", path)
        assert [parameter["name"] for parameter in item["get"].get("parameters", [])] == named
        schema = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert schema["$ref"].removeprefix("#/components/schemas/") in described["components"]["schemas"]
        patterns[re.compile(re.sub(r"\\\{\w+\\\}", "[a-z0-9-]+", re.escape(path)))] = schema
    for schema in described["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    checked = 0
    for path in api_files(folder):
        name = "/" + path.relative_to(folder).as_posix()
        if name == f"/{api.OPENAPI}":
            continue
        matching = [schema for pattern, schema in patterns.items() if pattern.fullmatch(name)]
        assert len(matching) == 1, name
        # A tenth of the records is enough: the pages hold them all.
        if "/api/" in name or checked % 10 == 0:
            validator = jsonschema.Draft202012Validator({**matching[0], "components": described["components"]})
            problem = next(validator.iter_errors(json.loads(path.read_text("utf-8"))), None)
            assert problem is None, f"{name}: {problem}"
        checked += 1
    assert checked > 150


def test_records_have_json_beside_their_page_and_only_there(bank_site, bank_pages):
    for resource in ("women", "cooperatives", "meetings", "reports", "counties", "indicators"):
        with_page = {
            url for url, page in bank_pages.items() if re.fullmatch(rf"{resource}/[^/]+/", url) and not page.leads_on
        } - {"women/domain/", "cooperatives/sector/"}
        with_json = {f"{resource}/{path.parent.name}/" for path in (bank_site / resource).glob("*/index.json")}
        assert with_json and with_json == with_page - {f"{resource}/page/"}
