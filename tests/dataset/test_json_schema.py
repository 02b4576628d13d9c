"""The descriptor as JSON Schema, by a stock validator: what is right passes, what is wrong does not."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import jsonschema
import pytest

from generator.dataset.checks import cross_fields
from generator.dataset.checks.context import Context
from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import Package
from generator.dataset.json_schema import record_schema, rule_schema
from generator.dataset.reading.rows import Dataset, Row
from generator.dataset.record_rules import rule_of
from generator.persian.calendar.grammar import PATTERNS
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.subjects.women.sample.package import write_sample
from tests.support import BANK, BASE, as_editors_read, package

FULL = BASE.with_name("full")
CASES = Path(__file__).parent / "cases"
# Faults that a schema has words for, each as a folder of cases that says what the checks make of it.
SAID = """
    address-without-scheme achievements-as-text achievements-without-keys basis-forbids-facts birth-day-of-living county-by-name
    county-misspelt date-gregorian date-in-persian-digits date-in-words date-of-month-13 date-with-short-year
    domain-unknown domains-in-one-line enum-by-label id-with-capitals key-in-persian key-required-misspelt link-not-http
    list-where-text meeting-kind-by-label name-too-long no-basis number-in-persian-digits precision-without-number
    sources-left-out target-value-without-year target-year-with-month text-where-list
    truth-in-persian unknown-key
""".split()


def names(*folders: Path) -> dict[str, dict[str, str]]:
    """Return the ids of the tables that others choose from."""
    found = {}
    for path in (path for folder in folders for path in folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = [row for row in csv.DictReader(lines) if "id" in row]
        found[path.stem] = {row["id"]: row.get("name", "") for row in rows}
    return {name: found[name] for name in ("counties", "agencies", "domains", "sectors", "indicators") if name in found}


def faults(own: Package, folder: Path, choices: dict[str, dict[str, str]]) -> list[str]:
    """Return what a stock validator says of all records that lie in a folder."""
    found = []
    for resource in own.roots:
        paths = [] if resource.is_table else sorted((folder / str(resource.folder)).rglob("*.yml"))
        judge = jsonschema.Draft202012Validator(record_schema(own, resource, choices)) if paths else None
        for path in paths:
            values = as_editors_read(path)
            found += [f"{path.name}: {error.json_path}: {error.message}" for error in judge.iter_errors(values)]
    return found


@pytest.fixture(scope="module")
def own(tmp_path_factory) -> Package:
    return descriptor_reader.load(package(tmp_path_factory.mktemp("schema") / "data") / "datapackage.yaml")


def test_every_schema_is_one(own):
    for resource in own.resources.values():
        jsonschema.Draft202012Validator.check_schema(record_schema(own, resource, {"counties": {"fasa": "فسا"}}))


@pytest.mark.parametrize("folder", [BANK / "data", BASE, FULL], ids=["bank", "base", "full"])
def test_every_record_is_valid(own, folder):
    assert any(folder.rglob("*.yml"))
    assert faults(own, folder, names(BASE, folder)) == []


def test_every_record_of_the_sample_is_valid(own, tmp_path):
    sizes = {"women": 20, "cooperatives": 6, "programs": 4, "loans": 3, "meetings": 4}
    write_sample(own, tmp_path / "sample", sizes, 3)
    assert faults(own, tmp_path / "sample", names(tmp_path / "sample")) == []


@pytest.mark.parametrize("case", SAID)
def test_what_is_wrong_is_not_valid(own, case):
    assert faults(own, CASES / case, names(BASE, FULL)), case


def test_what_only_the_checks_can_judge_is_valid(own):
    """A schema must never be stricter than the checks where both speak: these are left to them."""
    for case in ("under-age", "dates-out-of-order", "more-women-than-members", "target-of-part-of-a-person"):
        assert faults(own, CASES / case, names(BASE, FULL)) == [], case


ANSWERS = {
    "women": {
        "life": ["", "living", "deceased"],
        "basis": ["", "consent", "public-record"],
        "consented": ["", "1405-07-12"],
        "birth": ["", "1320", "1320-05"],
        "death": ["", "1399"],
        "photo": ["", "a.webp"],
        "photo_credit": ["", "او"],
    },
    "loans": {
        "stage": ["approved", "paid", "settled"],
        "approved": ["", "1404"],
        "paid": ["", "1404"],
        "settled": ["", "1404"],
    },
    "meetings-resolutions": {"status": ["", "open", "done", "dropped"], "closed": ["", "1405-07-20"]},
}


@pytest.mark.parametrize("name", ANSWERS)
def test_rules_across_fields_are_those_of_the_checks(own, name):
    """Every combination of some answers: what the checks find by rules that a schema can say, it finds, and no more."""
    resource, given = own.resources[name], ANSWERS[name]
    rows = [
        Row("a.yml", number, {name: text for name, text in zip(given, texts, strict=True) if text})
        for number, texts in enumerate(product(*given.values()))
    ]
    said = [(rule, schema) for rule in resource.rules if (schema := rule_schema(resource, rule))]
    assert len(said) > 1
    for rule, schema in said:
        one = replace(own, resources={name: replace(resource, rules=(rule,))})
        problems = cross_fields.check_rows(Context(Dataset(one, {name: rows}), date(2026, 11, 24)))
        judge = jsonschema.Draft202012Validator(schema)
        invalid = {row.line for row in rows if not judge.is_valid(row.cells)}
        assert invalid == {problem.line for problem in problems} and 0 < len(invalid) < len(rows), rule


def test_a_schema_of_files_says_what_is_wrong_in_words(own):
    """Editors show these sentences; what is published has no use for them."""
    schema = record_schema(own, own.resources["women"], {})
    assert schema["properties"]["added"]["allOf"][0]["patternErrorMessage"].startswith("ماه را هم بنویسید")
    (photo,) = [rule["then"]["allOf"] for rule in schema["allOf"] if rule["if"].get("required") == ["photo"]]
    assert [said["errorMessage"].split("»")[0] for said in photo] == [
        "تصویر بدون «عکاس یا منبع تصویر",
        "تصویر بدون «مجوز انتشار تصویر",
    ]
    sentences = re.findall('"(?:errorMessage|patternErrorMessage)": "(.*?)"', json.dumps(schema, ensure_ascii=False))
    assert len(sentences) > 30 and not any("{" in words or not words.endswith(".") for words in sentences)
    assert "rrorMessage" not in json.dumps(record_schema(own, own.resources["women"]))


def test_two_fields_that_go_together_are_written_both_or_neither(own):
    resource = own.resources["county-documents-targets"]
    schemas = [rule_schema(resource, rule) for rule in resource.rules if rule.kind == "together"]
    judge = jsonschema.Draft202012Validator({"allOf": schemas})
    assert judge.is_valid({}) and judge.is_valid({"value": 1, "year": "1400"})
    assert not judge.is_valid({"value": 1}) and not judge.is_valid({"baseline_year": "1400"})


def test_a_rule_is_asked_of_truths_and_numbers_too(own):
    resource = own.resources["programs"]
    rule = rule_of({"when": {"owned": "true", "from": ""}, "required": ["goal"]}, list(resource.by_name), ())
    judge = jsonschema.Draft202012Validator(rule_schema(resource, rule))
    assert not judge.is_valid({"owned": True})
    assert all(
        map(judge.is_valid, ({"owned": False}, {}, {"owned": True, "from": "1399"}, {"owned": True, "goal": "a"}))
    )


@pytest.mark.parametrize("year", ["0999", "1199", "1200", "1399", "1400", "1500", "1501", "2024"])
def test_a_pattern_knows_the_dates_of_today(year):
    """All but the leap day, which depends on the year."""
    for month, day in product(["", *map("-{:02}".format, range(14))], ["", *map("-{:02}".format, range(33))]):
        text = year + month + day
        if day and not month:
            continue
        try:
            parse_jalali(text)
        except DateError as error:
            is_date = error.code == "leap"
        else:
            is_date = True
        assert (re.fullmatch(PATTERNS["jalali"], text) is not None) == is_date, text
