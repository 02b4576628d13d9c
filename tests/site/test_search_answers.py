"""What search must find: its queries, by recall and by the place of the first right answer."""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from generator.dataset import registry
from generator.dataset.describing import descriptor_reader
from generator.dataset.reading import reader
from generator.site.model.site import Site
from generator.site.search import search_documents
from generator.subjects.women.sample.package import write_sample
from generator.subjects.women.sections import SECTIONS
from tests.support import ASSETS, BANK, ROOT, write

QUERIES = json.loads((Path(__file__).parent / "search_queries.json").read_text("utf-8"))

SAMPLE = {"women": 700, "cooperatives": 150, "programs": 15, "loans": 400, "meetings": 50}

RECALL, RANK = 0.95, 0.9

ASK = """async (queries) => {
  const { find } = await import("/assets/js/search-index.js");
  const answers = [];
  for (const query of queries) {
    const found = await find(query);
    answers.push((await found.load(0, 10)).map((one) => new URL(one.url).pathname.slice(1)));
  }
  return answers;
}"""

ASK_KINDS = """async (queries) => {
  const { find } = await import("/assets/js/search-index.js");
  return Promise.all(queries.map(async (query) => (await find(query)).parts.map(({ name }) => name)));
}"""


def drawn(kept: registry.Registry) -> list[tuple[str, list[str]]]:
    """Draw what people would type for records of a synthetic bank, whoever they are, and what they must find."""
    lot = random.Random(7)
    queries = []
    for number, woman in enumerate(lot.sample([one for one in kept["women"] if one.get("latin")], 20)):
        given, _, family = woman["name"].partition(" ")
        asked = (
            woman["name"],
            woman["name"].replace("ی", "ي").replace("ک", "ك").replace("آ", "ا"),
            f"{family} {given}",
            woman["latin"].lower(),
            woman["name"].replace("\u200c", ("", " ")[number % 2]),
        )
        queries.append((asked[number % len(asked)], [f"women/{woman.id}/"]))
    for union in lot.sample(list(kept["cooperatives"]), 4):
        queries.append((union["name"], [f"cooperatives/{union.id}/"]))
    # What more people have than a box shows.
    abilities = Counter(one["ability"] for one in kept["women"] if " " in one.get("ability", ""))
    for phrase, _ in abilities.most_common(4):
        right = [f"women/{one.id}/" for one in kept["women"] if one.get("ability") == phrase]
        queries.append((phrase.replace("ی", "ي").replace("ک", "ك").replace("\u200c", ""), right))
    county = lot.choice(list(kept["counties"]))
    return [*queries, (county["name"], [f"counties/{county.id}/"])]


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory) -> tuple[Path, list[tuple[str, list[str]]]]:
    """The search of a synthetic bank, without its pages, and what is asked of it; its data is tested elsewhere."""
    folder = tmp_path_factory.mktemp("sample-search")
    write_sample(descriptor_reader.load(ROOT / "data" / "datapackage.yaml"), folder / "data", SAMPLE, 7)
    dataset = reader.read(descriptor_reader.load(folder / "data" / "datapackage.yaml"))
    site = Site(registry.build(dataset), "بانک", "", "https://example.org/", {}, date(2026, 11, 24), changes=SECTIONS)
    write(search_documents.export(site, {}), folder / "site")
    shutil.copytree(ASSETS / "js", folder / "site" / "assets" / "js")
    (folder / "site" / "index.html").write_text(
        '<!doctype html><title>x</title><link rel="icon" href="data:,">', "utf-8"
    )
    return folder / "site", drawn(site.registry)


def quality(answers: list[list[str]], wanted: list[list[str]]) -> tuple[float, float]:
    """Return recall at 10, of what ten can hold, and the mean reciprocal rank of the first right answer."""
    recalls = [len({*found} & {*right}) / min(10, len(right)) for found, right in zip(answers, wanted, strict=True)]
    ranks = [
        next((1 / place for place, url in enumerate(found, 1) if url in right), 0.0)
        for found, right in zip(answers, wanted, strict=True)
    ]
    return sum(recalls) / len(recalls), sum(ranks) / len(ranks)


@pytest.mark.parametrize("bank", ["bank", pytest.param("synthetic", marks=pytest.mark.nightly)])
def test_the_queries_find_what_they_must(bank, page, serve, request, mounted):
    address, pairs = serve, QUERIES
    if bank == "synthetic":
        folder, pairs = request.getfixturevalue("sample_site")
        address = mounted(folder)
    page.goto(address)
    queries, wanted = zip(*pairs, strict=True)
    answers = page.evaluate(ASK.replace('"/assets', f'"{address}assets'), list(queries))
    answers = [[url.removeprefix(address.split("/", 3)[3]) for url in found] for found in answers]
    recall, rank = quality(answers, wanted)
    missed = {
        query: found[:3] for query, found, right in zip(queries, answers, wanted, strict=True) if found[:1] != right[:1]
    }
    print(f"{bank}: {len(queries)} queries, recall at 10 {recall:.3f}, mean reciprocal rank {rank:.3f}; {missed}")
    assert recall >= RECALL, missed
    assert rank >= RANK, missed


def test_there_are_enough_queries():
    assert len(QUERIES) >= 60
    for _, right in QUERIES:
        for url in right:
            resource, record = url.strip("/").split("/")
            known = list((BANK / "data" / resource).rglob(f"{record}.yml"))
            table = BANK / "data" / f"{resource}.csv"
            assert known or (table.is_file() and f"\n{record}," in table.read_text("utf-8")), url


def test_who_asks_for_a_person_by_name_is_shown_no_guidance(page, serve):
    page.goto(serve)
    asked = ASK_KINDS.replace('"/assets', f'"{serve}assets')
    by_word, by_name = page.evaluate(asked, ["نام", "سیمین دانشور"])
    assert {"guide", "pages"} & set(by_word)
    assert "women" in by_name and not {"guide", "pages"} & set(by_name)
