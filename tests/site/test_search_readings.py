"""What a query may mean: titles before names, split and joined spellings, plurals, synonyms; and what only comes near."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.dataset.problems.problem import say
from generator.persian.folding import fold
from generator.persian.spelling.normaliser import is_canonical
from generator.project.assembly import load
from generator.site.engine.configuration import read
from generator.site.model.site import Site
from generator.site.search import search_documents
from generator.subjects.women.sections import SECTIONS
from tests import support

BANK = json.loads((Path(__file__).parent / "search_readings.json").read_text("utf-8"))
# Those of the repository's own bank.
SYNONYMS = read(support.ROOT / "mkdocs.yml")["extra"]["synonyms"]
SCRIPTS = support.ASSETS / "js"
WOMAN = """id: {0}
name: {1}
county: {2}
ability: {3}
life: historical
basis: public-record
added: 1405-09-03
domains:
  - handicraft
achievements:
  - date: '1300'
    text: نمونه
    sources:
      - s1
sources:
  - id: s1
    title: نمونه
    publisher: نمونه
"""
COOPERATIVE = """id: {0}
name: {1}
kind: cooperative
county: {2}
sector: zanan-rustayi
status: active
status_date: '1399'
added: 1405-09-03
products:
  - {3}
sources:
  - id: s1
    title: نمونه
"""
ASK = """async (queries) => {
  const { find, suggestions } = await import("/assets/js/search-index.js");
  const answers = [];
  for (const query of queries) {
    const { exact, total, words, load } = await find(query);
    const found = await load(0, 10);
    const shown = found.map(({ url }) => new URL(url).pathname.slice(1));
    const why = found.map((one) => one.why);
    answers.push({ exact, total, words, shown, why, near: exact && total ? [] : await suggestions(query) });
  }
  return answers;
}"""


@pytest.fixture(scope="module")
def ask(browser: Browser, mounted, tmp_path_factory) -> Iterator[Any]:
    """A function that asks queries of a made-up bank in a browser."""
    folder = tmp_path_factory.mktemp("readings")
    data = support.package(folder / "data")
    with (data / "counties.csv").open("a", encoding="utf-8") as table:
        for place, (county, name) in enumerate(BANK["counties"]):
            table.write(f"{county},{name},{county.title()},{name},08{place:02},29.0,53.0,{place + 1},6,,,,,,,\n")
    for kind, form in (("women", WOMAN), ("cooperatives", COOPERATIVE)):
        for record in BANK[kind]:
            path = data / kind / record[2] / f"{record[0]}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(form.format(*record), "utf-8")
    loaded = load(data)
    assert loaded.registry is not None, [say(problem) for problem in loaded.problems]
    target = folder / "site"
    site = Site(
        loaded.registry, "بانک", "", "/", {"province": "فارس", "synonyms": SYNONYMS}, loaded.today, changes=SECTIONS
    )
    support.write(search_documents.export(site, {}), target)
    shutil.copytree(SCRIPTS, target / "assets" / "js")
    (target / "index.html").write_text('<!doctype html><link rel="icon" href="data:,"><title>x</title>', "utf-8")
    page: Page = browser.new_page()
    address = mounted(target)
    page.goto(address)
    script = ASK.replace('"/assets', f'"{address}assets')
    base = address.split("/", 3)[3]

    def asked(queries: list[str]) -> dict[str, dict[str, Any]]:
        answers = page.evaluate(script, queries)
        for one in answers:
            one["shown"] = [url.removeprefix(base) for url in one["shown"]]
        return dict(zip(queries, answers, strict=True))

    yield asked
    page.close()


@pytest.mark.browser
def test_what_people_type_finds_what_they_mean(ask):
    queries = [query for query, _ in BANK["exact"]]
    assert len(set(queries)) >= 60
    answers = ask(queries)
    missed = {query: answers[query]["shown"][:4] for query, url in BANK["exact"] if url not in answers[query]["shown"]}
    unsure = [query for query in queries if not answers[query]["exact"]]
    late = {query: answers[query]["shown"] for query, url in BANK["exact"] if url not in answers[query]["shown"][:3]}
    assert (missed, unsure, late) == ({}, [], {})
    first = sum(answers[query]["shown"][:1] == [url] for query, url in BANK["exact"])
    assert first / len(queries) >= 0.9


@pytest.mark.browser
def test_what_nothing_has_is_not_found_but_the_nearest_is_offered_as_such(ask):
    answers = ask([query for query, _ in BANK["near"]])
    for query, right in BANK["near"]:
        assert not answers[query]["exact"], query
        assert set(right) <= set(answers[query]["shown"]), (query, answers[query])
        assert answers[query]["total"] <= 10
        # Each word is right, and only no page has all: another word in its place would be another question.
        assert answers[query]["near"] == [], query
    for query, one in ask(BANK["nothing"]).items():
        assert (one["total"], one["shown"]) == (0, []), query


@pytest.mark.browser
def test_what_comes_near_says_what_it_has_and_what_it_lacks(ask):
    answers = ask([query for query, _, _ in BANK["reasons"]])
    for query, url, reason in BANK["reasons"]:
        why = dict(zip(answers[query]["shown"], answers[query]["why"], strict=True))
        assert why.get(url) == reason, (query, why)


@pytest.mark.browser
def test_suggestions_know_all_words_and_not_titles_alone(ask):
    answers = ask([query for query, _ in BANK["suggested"]])
    assert {query: answers[query]["near"][:1] for query, _ in BANK["suggested"]} == {
        query: [right] for query, right in BANK["suggested"]
    }


def test_the_words_of_the_script_are_folded():
    """Its lists are compared with folded words, and one that is written otherwise would never be met."""
    text = (SCRIPTS / "reading.js").read_text("utf-8")
    listed = text[text.index("const SOFT") : text.index("// Endings of plurals")]
    words = [word for part in listed.split('"')[1::2] for word in part.split()]
    assert len(words) > 50
    assert [word for word in words if fold(word) != word or not is_canonical(word)] == []
