"""Search as readers meet it: what must be found first, the box, the page of search and the facets of a directory."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from generator.dataset import descriptor
from generator.dataset.load import load
from generator.dataset.sample import write_sample
from generator.site import search
from generator.site.context import Site
from tests.support import ROOT

QUERIES = json.loads((Path(__file__).parent / "search_queries.json").read_text("utf-8"))
SAMPLE = {"women": 2000, "cooperatives": 400, "programs": 40, "loans": 1200, "meetings": 150}
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


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory) -> Path:
    """The search of a synthetic bank, without its pages."""
    folder = tmp_path_factory.mktemp("sample-search")
    package = descriptor.load(ROOT / "data" / "datapackage.yaml")
    write_sample(package, folder / "data", SAMPLE, 7)
    loaded = load(folder / "data", date(2026, 11, 24))
    assert loaded.registry is not None, loaded.problems[:3]
    site = Site(loaded.registry, "بانک", "", "https://example.org/", {}, loaded.today)
    search.write(site, {}, folder / "site")
    shutil.copytree(ROOT / "content" / "assets" / "js", folder / "site" / "assets" / "js")
    (folder / "site" / "index.html").write_text(
        '<!doctype html><title>x</title><link rel="icon" href="data:,">', "utf-8"
    )
    return folder / "site"


@pytest.fixture
def page(browser: Browser, serve: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    one = context.new_page()
    faults: list[str] = []
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield one
    context.close()
    assert faults == []


def quality(answers: list[list[str]], wanted: list[list[str]]) -> tuple[float, float]:
    """Return recall at 10 and the mean reciprocal rank of the first right answer."""
    recalls = [len({*found} & {*right}) / len(right) for found, right in zip(answers, wanted, strict=True)]
    ranks = [
        next((1 / place for place, url in enumerate(found, 1) if url in right), 0.0)
        for found, right in zip(answers, wanted, strict=True)
    ]
    return sum(recalls) / len(recalls), sum(ranks) / len(ranks)


@pytest.mark.parametrize("bank", ["real", "synthetic"])
def test_the_queries_find_what_they_must(bank, page, serve, request, mounted):
    address = serve if bank == "real" else mounted(request.getfixturevalue("sample_site"))
    page.goto(address)
    queries = [query for query, _ in QUERIES[bank]]
    wanted = [right for _, right in QUERIES[bank]]
    answers = page.evaluate(ASK.replace('"/assets', f'"{address}assets'), queries)
    answers = [[url.removeprefix(address.split("/", 3)[3]) for url in found] for found in answers]
    recall, rank = quality(answers, wanted)
    missed = {
        query: found[:3] for query, found, right in zip(queries, answers, wanted, strict=True) if found[:1] != right[:1]
    }
    print(f"{bank}: {len(queries)} queries, recall at 10 {recall:.3f}, mean reciprocal rank {rank:.3f}; {missed}")
    assert recall >= RECALL, missed
    assert rank >= RANK, missed


def test_there_are_enough_queries():
    assert sum(map(len, QUERIES.values())) >= 60
    for _, right in QUERIES["real"]:
        for url in right:
            resource, record = url.strip("/").split("/")
            known = (
                list((ROOT / "data" / resource).rglob(f"{record}.yml")) if (ROOT / "data" / resource).is_dir() else []
            )
            table = ROOT / "data" / f"{resource}.csv"
            assert known or (table.is_file() and f"\n{record}," in table.read_text("utf-8")), url


def test_the_box_answers_while_one_types_and_is_walked_by_keyboard(page, serve):
    page.goto(serve)
    page.fill("#q", "دانشور")
    first = page.locator(".hits a").first
    expect(first).to_contain_text("سیمین دانشور")
    assert page.locator(".hits mark").first.text_content() == "دانشور"
    expect(page.locator(".hits [role=status]")).to_contain_text("نتیجه")
    page.focus("#q")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".hits")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{serve}search/?q=%D8%AF%D8%A7%D9%86%D8%B4%D9%88%D8%B1")
    expect(page.locator("#search-hits a").first).to_contain_text("سیمین دانشور")


def test_the_magnifier_opens_the_box_over_any_page(page, serve):
    page.goto(serve + "about/")
    page.click(".search-tool")
    expect(page.locator("dialog input")).to_be_focused()
    page.keyboard.type("kazerun")
    expect(page.locator("dialog .hits a").first).to_contain_text("کازرون")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("dialog input")).to_be_focused()


def test_the_page_of_search_parts_results_by_group_and_keeps_its_state(page, serve):
    page.goto(serve + "search/?q=صندوق")
    tabs = page.locator("#search-groups a")
    expect(tabs.first).to_contain_text("همه")
    page.click("#search-groups a:has-text('تسهیلات')")
    expect(page).to_have_url(f"{serve}search/?q=%D8%B5%D9%86%D8%AF%D9%88%D9%82&kind=facilities")
    expect(page.locator("#search-hits li").first).to_contain_text("تسهیلات")
    page.go_back()
    expect(page.locator("#search-groups a[aria-current]")).to_contain_text("همه")


def test_a_word_that_is_nearly_right_is_offered(page, serve):
    page.goto(serve + "search/?q=دانشوور")
    expect(page.locator("#search-hits .near a").first).to_have_text("دانشور")
    page.click("#search-hits .near a")
    expect(page.locator("#search-hits a").first).to_contain_text("سیمین دانشور")


def test_hostile_words_are_shown_as_text(page, serve):
    page.goto(serve + "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22%27")
    expect(page.locator("#search-status")).to_contain_text("<img src=x")
    assert page.locator("#main img, #search-hits img").count() == 0


def counts(page: Page, facet: str) -> dict[str, str]:
    return page.evaluate(
        "(name) => Object.fromEntries([...document.querySelectorAll(`[data-facet=${name}] [data-value]`)]"
        ".map((one) => [one.dataset.value, one.querySelector('span').textContent]))",
        facet,
    )


def test_several_facets_narrow_a_directory_and_the_address_keeps_them(page, serve):
    page.goto(serve + "women/")
    before = counts(page, "domain")
    page.click("[data-facet=domain] summary")
    page.click("[data-facet=domain] [data-value='ورزشی']")
    expect(page.locator(".results-line b")).to_have_text(before["ورزشی"])
    page.click("[data-facet=domain] [data-value='ادبی']")
    expect(page.locator(".chosen")).to_have_count(2)
    # Another value of the same facet would add to it; one of another facet narrows what is left.
    assert counts(page, "domain")["هنری"] == before["هنری"]
    page.keyboard.press("Escape")
    expect(page.locator("[data-facet=domain] summary")).to_be_focused()
    page.click("[data-facet=county] summary")
    page.click("[data-facet=county] [data-value='فسا']")
    expect(page.locator(".card-name")).to_have_text(["مریم خدابنده"])
    address = page.url
    assert address.count("domain=") == 2 and "county=" in address
    page.go_back()
    expect(page.locator(".chosen")).to_have_count(2)
    page.goto(address)
    expect(page.locator(".card-name")).to_have_text(["مریم خدابنده"])
    expect(page.locator(".card .portrait")).to_have_count(1)
    for left in (2, 1, 0):
        page.click(".chosen a >> nth=0")
        expect(page.locator(".chosen")).to_have_count(left)
    expect(page).to_have_url(serve + "women/")
    expect(page.locator(".pages")).to_be_visible()
    assert counts(page, "domain") == before


def test_a_directory_is_sorted_and_searched_in_its_place(page, serve):
    page.goto(serve + "cooperatives/?sort=name")
    names = page.locator(".card-name").all_text_contents()
    expect(page.locator(".card-name").first).to_be_visible()
    names = page.locator(".card-name").all_text_contents()
    assert names[0].startswith("اتاق") and len(names) == 22
    page.fill("#facet-q", "گليم بافي")
    expect(page.locator(".card-name").first).to_contain_text("گلیم‌بافی")
    page.fill("#facet-q", "زرافه")
    expect(page.locator(".empty")).to_be_visible()


@pytest.mark.parametrize("address", ["women/?domain=ادبی&q=شاعر", "search/?q=زن", "programs/?form=سند"])
def test_axe_finds_nothing_in_results(address, page, serve):
    page.goto(serve + address)
    expect(page.locator(".card, .hit").first).to_be_visible()
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


def test_without_the_index_the_lists_stand(browser: Browser, serve):
    context = browser.new_context()
    context.route("**/search/index/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(serve + "women/?domain=ادبی")
    expect(page.locator(".results")).to_contain_text("در دسترس نیست")
    expect(page.locator(".card").first).to_be_visible()
    context.close()
