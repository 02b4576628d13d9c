"""The search index: what stands in it, that its bytes are always the same, and that a browser finds records with it."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator.persian.folding import fold
from generator.persian.order import sort_key
from generator.project.assembly import load
from generator.site.model.site import Site
from generator.site.pages.page_index import pages
from generator.site.search import search_documents, shards
from generator.site.search.shards import Document, index
from generator.subjects.women.sections import SECTIONS
from tests import support

ROOT = support.ROOT
SCRIPTS = ("fold.js", "reading.js", "finder.js")
ARTICLES = {
    "news/one/": "متن خبر دربارهٔ **کارگاه** [پیوند](women/x/) و <b>نشانی</b> https://example.org/nowhere {#main}",
    "news/two/": "سه روز بازارچه",
    "about/": "دربارهٔ این بانک",
    "": "خانه",
}
FRONT = {
    "news/one/": {"title": "خبر ۱۳۹۹", "summary": "خلاصهٔ خبر", "kind": "نشست"},
    "news/two/": {"title": "۱۲ غرفه در بازارچه", "summary": "خلاصه", "kind": "خبر"},
    "about/": {"title": "دربارهٔ بانک", "description": "شرح"},
    "": {"title": "خانه", "view": "home"},
}


def make_site(folder: Path, **extra: Any) -> Site:
    loaded = load(folder)
    assert loaded.registry is not None
    site = Site(loaded.registry, "بانک", "", "/", {"province": "فارس", **extra}, loaded.today, changes=SECTIONS)
    site.articles.update(FRONT)
    return site


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    """The frozen bank of the tests."""
    return make_site(support.package(tmp_path_factory.mktemp("bank") / "data", base=support.BANK / "data"))


@pytest.fixture(scope="module")
def documents(site) -> list[Document]:
    return list(search_documents.documents(site, ARTICLES))


@pytest.fixture(scope="module")
def folder(site, tmp_path_factory) -> Path:
    """A folder to serve: the index, the scripts and an empty page with the policy of the site."""
    target = tmp_path_factory.mktemp("search")
    support.write(search_documents.export(site, ARTICLES), target)
    dress(target)
    return target


def dress(target: Path) -> None:
    """Put what asks an index beside it: the scripts, and an empty page with the policy of the site."""
    scripts = target / "assets" / "js"
    scripts.mkdir(parents=True)
    for name in SCRIPTS:
        shutil.copyfile(support.ASSETS / "js" / name, scripts / name)
    (target / "favicon.ico").touch()
    (target / "women").mkdir()
    page = "<!doctype html><html lang=fa><meta http-equiv=Content-Security-Policy content=\"default-src 'self'\"><body>"
    (target / "women" / "index.html").write_text(page, "utf-8")


def unpacked(path: Path) -> Any:
    return json.loads(gzip.decompress(path.read_bytes()))


# ---------- what stands in it ----------


def test_every_public_record_and_page_is_in_it(site, documents):
    addresses = [document.url for document in documents]
    assert len(addresses) == len(set(addresses))
    paths = {page.path for page in pages(site)}
    own = {
        f"{resource}/{record.id}/"
        for resource, kept in site.registry.tables.items()
        for record in kept.values()
        if f"{resource}/{record.id}/index.html" in paths
    }
    assert own < set(addresses)
    assert {"news/one/", "news/two/", "about/"} <= set(addresses) and "" not in addresses
    assert len(addresses) == len(own) + 3


def test_a_living_woman_of_the_public_record_is_found_by_her_name(site, documents):
    by_url = {document.url: document for document in documents}
    unconfirmed = [woman for woman in site.registry["women"] if site.is_unconfirmed(woman)]
    assert unconfirmed
    for woman in unconfirmed:
        document = by_url[f"women/{woman.id}/"]
        assert set(fold(woman["name"]).split()) <= document.words.keys()
        assert document.meta["title"] == woman["name"]


def test_what_people_see_is_the_original_text(documents):
    by_url = {document.url: document for document in documents}
    woman = by_url["women/simin-daneshvar/"]
    assert woman.meta["title"] == "سیمین دانشور"
    assert woman.meta["kind"] == "women"
    assert woman.meta["over"] == "ادبی" and woman.meta["foot"].startswith("شیراز · ")
    assert set(woman.meta) == {"title", "kind", "over", "text", "tone", "face", "foot"}
    assert woman.facets["kind"] == ["women"] and woman.facets["domain"] and woman.facets["county"] == ["شیراز"]
    assert woman.words["سیمین"] == 9.25 and woman.words["daneshvar"] == 7.0
    news = by_url["news/one/"]
    assert news.meta == {"title": "خبر ۱۳۹۹", "kind": "news", "over": "نشست", "text": "خلاصهٔ خبر"}
    assert {"کارگاه", "1399"} <= news.words.keys()
    assert not {"women", "https", "nowhere", "main", "b"} & news.words.keys()


def test_documents_stand_in_alphabetical_order(documents):
    counties = [document.meta["title"] for document in documents if document.facets["kind"] == ["counties"]]
    assert len(counties) > 4
    assert counties == sorted(counties, key=sort_key)


def test_the_words_to_offer_are_those_of_names_as_they_are_written(folder):
    words = json.loads((folder / search_documents.WORDS).read_text("utf-8"))
    assert len(words) == len(set(words)) > 300
    assert {"شیراز", "کهن‌دل", "زینت‌الملک", "تفاهم‌نامهٔ"} <= set(words)
    assert [word for word in words if any(sign in word for sign in "«»()،.:؛!؟-–۱")] == []


def test_contacts_sources_and_pictures_are_not_sought(tmp_path):
    data = support.package(tmp_path / "data")
    path = sorted((data / "women").rglob("*.yml"))[0]
    text = path.read_text("utf-8")
    assert "sources:" in text
    path.write_text(text.replace("  title: ", "  title: ناشناختنی ", 1), "utf-8")
    found = {word for document in search_documents.documents(make_site(data), {}) for word in document.words}
    assert "ناشناختنی" not in found
    assert not [word for word in found if word.startswith(("http", "webp"))]


# ---------- its bytes ----------


def test_two_runs_write_the_same_bytes(site, folder, tmp_path):
    support.write(search_documents.export(site, dict(reversed(ARTICLES.items()))), tmp_path)
    assert support.files(tmp_path / "search") == support.files(folder / "search")


def test_another_process_writes_the_same_bytes(documents, tmp_path):
    """The order of sets and of the disk has no part in it."""
    few = [
        [document.url, dict(document.words), dict(document.meta), dict(document.facets), document.added]
        for document in documents[:40]
    ]
    (tmp_path / "few.json").write_text(json.dumps(few), "utf-8")
    code = (
        "import json, sys; from pathlib import Path; from generator.site.search.shards import Document, index;"
        "from tests.support import write;"
        "documents = [Document(*item) for item in json.loads(Path(sys.argv[1]).read_text('utf-8'))];"
        "write(index(documents, '', {}), Path(sys.argv[2]))"
    )
    for seed in ("1", "2"):
        command = [sys.executable, "-c", code, str(tmp_path / "few.json"), str(tmp_path / seed)]
        subprocess.run(command, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})
    assert support.files(tmp_path / "1") == support.files(tmp_path / "2")


def test_a_change_gives_results_new_names(tmp_path):
    one = Document("a/", {"الف": 10.0}, {"title": "الف"}, {"kind": ["women"]})
    for name, document in (("before", one), ("after", one._replace(meta={"title": "ب"}))):
        support.write(index([document], f"{name}/", {}), tmp_path)
    before, after = ({path.parent.name for path in (tmp_path / name).rglob("*.pack")} for name in ("before", "after"))
    assert {name.split("_")[0] for name in before ^ after} == {"results"}


def test_it_is_left_out_where_it_is_not_wanted(tmp_path):
    data = support.package(tmp_path / "data")
    names = {file.path for file in search_documents.export(make_site(data), {})}
    assert f"{search_documents.FOLDER}table.json" in names
    assert list(search_documents.export(make_site(data, search=False), {})) == []


# ---------- its format ----------


def test_results_stand_in_order_in_few_files(folder, documents):
    index = folder / search_documents.FOLDER
    table = json.loads((index / "table.json").read_text("utf-8"))
    packs = index / table["results"]
    held = [unpacked(packs / f"{number}.pack") for number in range(len(list(packs.iterdir())))]
    assert {len(pack) for pack in held[:-1]} == {table["together"]}
    assert [result["url"] for pack in held for result in pack] == [document.url for document in documents]


def test_words_with_one_beginning_stand_in_one_shard(folder, documents):
    """Whoever asks for a beginning reads one file, and finds there every word that has it."""
    index = folder / search_documents.FOLDER
    table = json.loads((index / "table.json").read_text("utf-8"))
    begins, seen = table["begins"], set()
    assert begins == sorted(begins) and len(begins) > 2
    for number, first in enumerate(begins):
        words = [word for word, *_ in unpacked(index / table["words"] / f"{number}.pack")]
        assert words == sorted(words) and words[0] >= first
        assert all(word < begins[number + 1] for word in words) if number + 1 < len(begins) else True
        seen.update(words)
    held = {word for document in documents for word in document.words}
    assert seen == held - {word for word in held if word in table["listed"] or (len(word) == 1 and word not in seen)}


def test_a_column_holds_more_sets_than_one_digit():
    rows = [(f"v{number:03}", "x") for number in range(300)] + [()]
    packed = shards._column(rows)
    assert packed["width"] == 2
    assert len(packed["pages"]) == 2 * len(rows)
    assert json.dumps(packed["pages"]) == f'"{packed["pages"]}"'


# ---------- in a browser ----------


@pytest.fixture(scope="module")
def address(folder) -> Iterator[str]:
    with support.serving(folder) as root:
        yield f"{root}women/"


@pytest.fixture(scope="module")
def page(browser: Browser, address) -> Iterator[Page]:
    page = browser.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    yield page
    page.close()
    assert faults == []


FIND = """async ([text, options]) => {
  const { openIndex } = await import("/assets/js/finder.js");
  const index = await (window.index ??= openIndex("../"));
  const { words, exact, total, results, counts } = await index.search(text, { counted: true, ...options });
  const shown = await Promise.all(results.slice(0, 200).map(({ data }) => data()));
  return { words, exact, total, counts, shown, facets: await index.facets() };
}"""


def find(page: Page, text: str = "", **options: Any) -> Mapping[str, Any]:
    return page.evaluate(FIND, [text, options])


def titles(found: Mapping[str, Any]) -> list[str]:
    return [item["title"] for item in found["shown"]]


@pytest.mark.browser
@pytest.mark.parametrize("text", ["سیمین دانشور", "سيمين دانشور", "دانشور سیمین", "Simin DANESHVAR", "سیم دانش"])
def test_a_name_is_found_however_it_is_written(page, address, text):
    found = find(page, text)
    assert titles(found)[0] == "سیمین دانشور"
    assert found["shown"][0]["url"] == f"{address}simin-daneshvar/"


@pytest.mark.browser
def test_every_woman_is_first_or_close_by_her_own_name(page, site):
    women = site.registry["women"][::9]
    for woman in women:
        assert woman["name"] in titles(find(page, woman["name"]))[:3], woman.id


@pytest.mark.browser
@pytest.mark.parametrize("letter", ["م", "آ", "ي"])
def test_one_letter_finds_what_stands_under_it_in_the_alphabet(page, documents, letter):
    own = [document.meta["title"] for document in documents if document.letter == fold(letter)]
    found = find(page, letter)
    assert found["total"] == len(own) > 0
    assert titles(found) == own[:200]


@pytest.mark.browser
def test_a_letter_under_which_nothing_stands_and_one_before_words(page, documents):
    letter = next(letter for letter in "ژظضغذ" if letter not in {document.letter for document in documents})
    assert find(page, letter)["total"] == 0
    for text, said in (("ع شیراز", "شیراز"), ("م سیمین دانشور", "سیمین دانشور")):
        assert set(titles(find(page, said))) <= set(titles(find(page, text)))


@pytest.mark.browser
def test_another_spelling_is_tried_beside_the_first(page):
    apart, joined = find(page, "کار گاه"), find(page, "کارگاه")
    assert apart["exact"] and joined["total"] > 0
    assert {item["url"] for item in joined["shown"]} <= {item["url"] for item in apart["shown"]}


@pytest.mark.browser
def test_a_digit_is_a_word_though_titles_begin_with_it(page, documents):
    assert [document for document in documents if document.letter == "1"]
    own = [document for document in documents if any(word.startswith("1") for word in document.words)]
    assert find(page, "۱")["total"] == len(own) > 25


@pytest.mark.browser
@pytest.mark.parametrize("name", ["شیراز", "فسا", "کازرون", "لارستان"])
def test_a_county_comes_before_all_that_is_in_it(page, name):
    first = find(page, name)["shown"][0]
    assert (first["title"], first["kind"]) == (name, "counties")


@pytest.mark.browser
def test_facets_filter_count_and_sort(page, documents):
    women = [document for document in documents if document.facets["kind"] == ["women"]]
    of_shiraz = [document for document in women if "شیراز" in document.facets["county"]]
    everything = find(page)
    assert everything["total"] == len(documents)
    assert everything["counts"]["kind"]["women"] == len(women)
    found = find(page, chosen={"kind": ["women"], "county": ["شیراز"]})
    assert found["total"] == len(of_shiraz) > 3
    # Without a text they come by name.
    assert titles(found) == [document.meta["title"] for document in of_shiraz]
    domains: dict[str, int] = {}
    for document in of_shiraz:
        for value in document.facets["domain"]:
            domains[value] = domains.get(value, 0) + 1
    assert found["counts"]["domain"] == domains
    # The other values of a chosen facet say what they would bring.
    assert found["counts"]["county"]["فسا"] == sum(document.facets["county"] == ["فسا"] for document in women)
    both = find(page, chosen={"kind": "women", "county": ["شیراز", "فسا"]})
    assert both["total"] == found["total"] + found["counts"]["county"]["فسا"]
    newest = find(page, chosen={"kind": ["women"]}, sort="added")
    assert titles(newest)[:200] == [
        document.meta["title"] for document in sorted(women, key=lambda document: document.added, reverse=True)
    ]
    assert found["facets"]["county"] == sorted(found["facets"]["county"], key=sort_key)


@pytest.mark.browser
def test_a_text_and_facets_work_together(page):
    found = find(page, "شیراز", chosen={"kind": ["women"]}, sort="name")
    assert found["total"] == found["counts"]["kind"]["women"] > 3
    assert {item["kind"] for item in found["shown"]} == {"women"}
    assert find(page, "شیراز")["total"] > found["total"]


ALL = """async (queries) => {
  const { openIndex } = await import("/assets/js/finder.js");
  const { readings } = await import("/assets/js/reading.js");
  const index = await openIndex("../");
  const answers = [];
  for (const query of queries) {
    const { exact, results } = await index.search(query);
    const meant = readings(query).flat();
    const plain = meant.every(({ soft, forms }) => !soft && forms.length === 1);
    answers.push([plain && meant.length === query.split(" ").length, exact ? results.map(({ number }) => number) : []]);
  }
  return answers;
}"""


@pytest.mark.browser
def test_whatever_is_asked_the_same_is_found_as_by_reading_everything(browser, documents, tmp_path, monkeypatch):
    """Shards and lists as small as they come give the documents that have each word, as reading all of them does."""
    monkeypatch.setattr(shards, "_FULL", 20)
    monkeypatch.setattr(shards, "_MOST", 60)
    support.write(index(documents, search_documents.FOLDER, {"alike": [], "everywhere": []}), tmp_path)
    dress(tmp_path)
    words = sorted({word for document in documents for word in document.words if len(word) > 3 and word.isalpha()})
    drawn = random.Random(7)
    asked = [drawn.choice(words)[: drawn.randint(2, 6)] for _ in range(120)]
    asked += [f"{drawn.choice(asked)[:3]} {drawn.choice(asked)[:2]}" for _ in range(60)]
    asked += ["1", "13", "1 شیراز", "شیراز", "سیمین دانشور"]
    with support.serving(tmp_path) as root:
        page = browser.new_page()
        page.goto(f"{root}women/")
        answers = page.evaluate(ALL, asked)
        page.close()
    table = json.loads((tmp_path / search_documents.FOLDER / "table.json").read_text("utf-8"))
    assert len(table["listed"]) > 20 and len(table["begins"]) > 100
    assert sum(plain for plain, _ in answers) > 80
    for text, (plain, found) in zip(asked, answers, strict=True):
        sought = fold(text).split()
        right = {
            number
            for number, document in enumerate(documents)
            if all(any(word.startswith(one) for word in document.words) for one in sought)
        }
        # A text has more readings where its words are soft, end as plurals do, may be joined, or mean what others mean.
        assert right == set(found) if plain else right <= set(found), text
        assert len(found) == len(set(found))


@pytest.mark.browser
def test_nothing_is_found_by_a_word_that_is_nowhere(page):
    found = find(page, "قغقغقغ")
    assert (found["total"], found["counts"]["kind"], found["exact"]) == (0, {}, True)
    assert find(page, "؟!")["total"] > 100


@pytest.mark.browser
def test_what_only_comes_near_says_so(page):
    """A page that lacks a word of the query is no answer to it."""
    found = find(page, "دانشور قغقغقغ")
    assert found["exact"] is False and 0 < found["total"] <= 10
    assert titles(found)[0] == "سیمین دانشور"
