"""Search as readers meet it: what must be found first, the box, the page of search and the facets of a directory."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from generator.dataset import descriptor, registry
from generator.dataset.reading import reader
from generator.site.model.site import Site
from generator.site.search import search_documents
from generator.subjects.women.sample.package import write_sample
from generator.subjects.women.sections import SECTIONS
from tests.site.windows import violations
from tests.support import ASSETS, BANK, HOST, ROOT, build, documents, project, small_content, write

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
    county = lot.choice(list(kept["counties"]))
    return [*queries, (county["name"], [f"counties/{county.id}/"])]


@pytest.fixture(scope="module")
def sample_site(tmp_path_factory) -> tuple[Path, list[tuple[str, list[str]]]]:
    """The search of a synthetic bank, without its pages, and what is asked of it; its data is tested elsewhere."""
    folder = tmp_path_factory.mktemp("sample-search")
    write_sample(descriptor.load(ROOT / "data" / "datapackage.yaml"), folder / "data", SAMPLE, 7)
    dataset = reader.read(descriptor.load(folder / "data" / "datapackage.yaml"))
    site = Site(registry.build(dataset), "بانک", "", "https://example.org/", {}, date(2026, 11, 24), changes=SECTIONS)
    write(search_documents.export(site, {}), folder / "site")
    shutil.copytree(ASSETS / "js", folder / "site" / "assets" / "js")
    (folder / "site" / "index.html").write_text(
        '<!doctype html><title>x</title><link rel="icon" href="data:,">', "utf-8"
    )
    return folder / "site", drawn(site.registry)


@pytest.fixture
def flaky(browser: Browser) -> Iterator[Page]:
    """A page whose requests a test may lose, and of which no fault may come but those."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    one = context.new_page()
    faults: list[str] = []
    one.on("pageerror", lambda error: faults.append(str(error)))
    yield one
    context.close()
    assert faults == []


class Held:
    """Requests that are kept waiting while ``on``, until they are let go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.on = True
        self.waiting: list[Route] = []
        page.route(pattern, lambda route: self.waiting.append(route) if self.on else route.continue_())

    def go(self) -> None:
        self.on = False
        while self.waiting:
            self.waiting.pop(0).continue_()


@pytest.fixture(scope="module")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


@pytest.fixture
def page(profile: BrowserContext) -> Iterator[Page]:
    """A page in the profile that the tests share: search keeps nothing in it. No fault may come of it."""
    one = profile.new_page()
    faults: list[str] = []
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield one
    one.close()
    assert faults == []


def quality(answers: list[list[str]], wanted: list[list[str]]) -> tuple[float, float]:
    """Return recall at 10 and the mean reciprocal rank of the first right answer."""
    recalls = [len({*found} & {*right}) / len(right) for found, right in zip(answers, wanted, strict=True)]
    ranks = [
        next((1 / place for place, url in enumerate(found, 1) if url in right), 0.0)
        for found, right in zip(answers, wanted, strict=True)
    ]
    return sum(recalls) / len(recalls), sum(ranks) / len(ranks)


@pytest.mark.parametrize("bank", ["bank", "synthetic"])
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


def test_the_box_answers_while_one_types_and_is_walked_by_keyboard(page, serve):
    page.goto(serve)
    page.fill("#q", "دانشور")
    first = page.locator(".seek a").first
    expect(first).to_contain_text("سیمین دانشور")
    assert page.locator(".seek mark").first.text_content() == "دانشور"
    expect(page.locator(".seek [role=status]")).to_contain_text("نتیجه")
    page.focus("#q")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".seek")).to_be_hidden()
    # A key still waits for the next one when the box is closed, and nothing may open it again.
    page.keyboard.type("ی")
    expect(page.locator(".seek")).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    page.wait_for_timeout(250)
    expect(page.locator(".seek")).to_be_hidden()
    page.fill("#q", "دانشور ")
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    page.wait_for_timeout(250)
    expect(page.locator(".seek")).to_be_hidden()
    page.fill("#q", "دانشور")
    expect(first).to_be_visible()
    assert violations(page) == []
    page.mouse.click(1270, 450)
    expect(page.locator(".seek")).to_be_hidden()
    page.fill("#q", "؟!")
    page.wait_for_timeout(250)
    expect(page.locator(".seek")).to_be_hidden()
    page.fill("#q", "دانشور")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{serve}search/?q=%D8%AF%D8%A7%D9%86%D8%B4%D9%88%D8%B1")
    expect(page.locator("#search-hits a").first).to_contain_text("سیمین دانشور")


def test_the_magnifier_opens_a_panel_below_the_head(page, serve):
    page.goto(serve + "about/")
    tool, panel = page.locator(".search-tool"), page.locator("header .seek")
    tool.click()
    expect(panel.locator("input")).to_be_focused()
    expect(tool).to_have_attribute("aria-expanded", "true")
    page.keyboard.type("kazerun")
    expect(panel.locator(".found a").first).to_be_visible()
    box, head = panel.bounding_box(), page.locator(".top-row").bounding_box()
    assert box["width"] <= 36 * 16 and box["x"] < 60 and box["y"] >= head["y"] + head["height"] - 1
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(tool).to_be_focused()
    page.keyboard.press("/")
    expect(panel.locator("input")).to_be_focused()
    tool.click()
    expect(panel).to_be_hidden()
    tool.click()
    expect(panel).to_be_visible()  # the module comes a moment after the click, and nobody taps so fast
    page.mouse.click(1200, 700)
    expect(panel).to_be_hidden()
    page.set_viewport_size({"width": 360, "height": 740})
    tool.click()
    expect(panel).to_be_visible()
    assert panel.bounding_box()["width"] == 360
    page.set_viewport_size({"width": 1280, "height": 900})


def test_results_come_by_group_people_first_with_their_faces(page, serve):
    page.goto(serve + "search/?q=آموزگار")
    heads = page.locator("#search-hits .kind-head")
    expect(heads.first).to_contain_text("زنان")
    women = page.locator("#search-hits section").first
    number = women.locator(".kind-head span").inner_text()
    assert number.endswith("نفر")
    expect(women.locator(".person-face .portrait").first).to_be_visible()
    assert women.locator(".person-face").first.bounding_box()["width"] == 56
    # The line above leads to each group.
    links = page.locator("#search-status a")
    expect(links).to_have_count(heads.count())
    assert links.first.inner_text().split()[0] == number.split()[0]
    for link in links.all():
        expect(page.locator(link.get_attribute("href"))).to_have_count(1)
    page.fill("#search-q", "دانشور")
    expect(page.locator("#search-hits a").first).to_contain_text("سیمین دانشور")
    # What typing has set is no new address.
    before = page.evaluate("history.length")
    page.keyboard.press("Enter")
    assert page.evaluate("history.length") == before


def test_who_asks_for_a_person_by_name_is_shown_no_guidance(page, serve):
    page.goto(serve)
    asked = ASK_KINDS.replace('"/assets', f'"{serve}assets')
    by_word, by_name = page.evaluate(asked, ["نام", "سیمین دانشور"])
    assert {"guide", "pages"} & set(by_word)
    assert "women" in by_name and not {"guide", "pages"} & set(by_name)


def test_what_only_comes_near_says_why(page, serve):
    page.goto(serve + "search/?q=نویسنده شیراز قغقغ")
    expect(page.locator(".near-note")).to_contain_text("«نویسنده شیراز قغقغ» نتیجهٔ دقیق نداشت")
    expect(page.locator("#search-hits .why").first).to_have_text("از شیراز، «نویسنده»، بدون «قغقغ»")
    found = page.locator("#search-hits section:not(:last-child)")
    expect(found.locator(".kind-head span").first).to_contain_text("نزدیک")
    assert found.locator("li").count() == found.locator("li:has(.why)").count() > 0
    expect(page.locator("#search-hits section").last).to_contain_text("معرفی کنید")


def test_signs_alone_ask_nothing(page, serve):
    page.goto(serve + "search/?q=؟!")
    page.wait_for_timeout(300)
    expect(page.locator("#search-status")).to_have_text("")
    expect(page.locator("#search-hits li")).to_have_count(0)
    page.goto(serve + "women/?q=؟!")
    page.wait_for_timeout(300)
    expect(page.locator(".chosen")).to_have_count(0)
    expect(page.locator(".pager")).to_be_visible()


def test_late_answers_never_come_among_later_ones(flaky, serve):
    page, hits = flaky, flaky.locator("#search-hits section:first-child li")
    more = flaky.locator("#search-hits section:first-child .more-hits")
    words = Held(page, "**/search/words.json")
    page.goto(serve + "search/?q=شیرازز")
    expect(hits.first).to_be_visible()
    page.fill("#search-q", "دانشور")
    expect(hits.first).to_contain_text("دانشور")
    count = hits.count()
    words.go()
    page.wait_for_timeout(200)
    expect(more).to_be_hidden()
    expect(hits).to_have_count(count)
    # What follows is asked for once, and only where it is still wanted.
    page.fill("#search-q", "شیراز")
    expect(more).to_be_visible()
    parts = Held(page, "**/results_*/**")
    more.dblclick()
    page.wait_for_timeout(100)
    asked = [route.request.url for route in parts.waiting]
    assert 10 < len(asked) == len(set(asked)) <= 20
    parts.on = False
    page.fill("#search-q", "دانشور")
    expect(hits.first).to_contain_text("دانشور")
    parts.go()
    page.wait_for_timeout(200)
    expect(hits).to_have_count(count)
    expect(page.locator("#search-q")).to_be_focused()
    # What does not come may be asked for again; what came before is still there.
    page.fill("#search-q", "کازرون")
    expect(page.locator("#search-status")).to_contain_text("برای کازرون")
    expect(hits).to_have_count(10)
    page.context.set_offline(True)
    more.focus()
    page.keyboard.press("Enter")
    expect(more).to_contain_text("دوباره")
    expect(more).to_be_focused()
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(hits.nth(10).locator("a")).to_be_focused()
    assert hits.count() > 10


def test_a_part_of_the_index_that_does_not_come_is_no_answer(flaky, serve):
    page, status = flaky, flaky.locator("#search-status")
    page.goto(serve + "search/?q=صندوق")
    expect(page.locator("#search-hits a").first).to_be_visible()
    page.route("**/words_*/*.pack", lambda route: route.abort())
    page.fill("#search-q", "کازرون")
    expect(status).to_contain_text("در دسترس نیست")
    expect(page.locator("#search-hits li")).to_have_count(0)
    # A new publication took it away.
    page.unroute_all()
    page.route("**/words_*/*.pack", lambda route: route.fulfill(status=404, body="<!doctype html>"))
    page.keyboard.press("Enter")
    expect(status).to_contain_text("در دسترس نیست")
    page.unroute_all()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("برای کازرون")


def test_what_does_not_come_leaves_the_links(flaky, serve):
    page = flaky
    page.route("**/search-box.js", lambda route: route.abort())
    page.route("**/words.json", lambda route: route.fulfill(body='["دانش'))
    page.goto(serve)
    page.click(".search-tool")
    expect(page).to_have_url(serve + "search/")
    page.unroute("**/search-box.js")
    page.goto(serve)
    page.fill("#q", "دانشوور")
    expect(page.locator(".seek [role=status]")).to_contain_text("پیدا نشد")
    expect(page.locator(".seek a.seek-near")).to_have_count(0)
    page.unroute_all()
    page.fill("#q", "دانشوور ")
    expect(page.locator(".seek a.seek-near").first).to_have_text("دانشور")


def test_a_word_that_is_nearly_right_is_offered(page, serve):
    page.goto(serve + "search/?q=دانشوور")
    expect(page.locator(".near-note a").first).to_have_text("دانشور")
    page.focus(".near-note a")
    page.keyboard.press("Enter")
    expect(page.locator("#search-hits a").first).to_contain_text("سیمین دانشور")
    expect(page.locator("#search-q")).to_be_focused()


def test_hostile_words_are_shown_as_text(page, serve):
    page.goto(serve + "search/?q=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22%27")
    expect(page.locator("#search-status")).to_contain_text("<img src=x")
    assert page.locator("[src=x]").count() == 0


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
    assert page.locator("[data-none]").count() > 0
    page.keyboard.press("Escape")
    expect(page.locator("[data-facet=domain] summary")).to_be_focused()
    page.click("[data-facet=county] summary")
    page.click("[data-facet=county] [data-value='لارستان']")
    expect(page.locator(".card-name")).to_have_text(["اختر زمانی"])
    address = page.url
    assert address.count("domain=") == 2 and "county=" in address
    page.go_back()
    expect(page.locator(".chosen")).to_have_count(2)
    page.goto(address)
    expect(page.locator(".card-name")).to_have_text(["اختر زمانی"])
    expect(page.locator(".card .portrait")).to_have_count(1)
    page.focus(".chosen a >> nth=0")
    for left in (2, 1, 0):
        page.keyboard.press("Enter")
        expect(page.locator(".chosen")).to_have_count(left)
        expect(page.locator(".chosen a, #facet-q").nth(1 if left else 0)).to_be_focused()
    expect(page).to_have_url(serve + "women/")
    expect(page.locator(".pager")).to_be_visible()
    assert counts(page, "domain") == before
    expect(page.locator("[data-none]")).to_have_count(0)


def test_a_directory_is_sorted_and_searched_in_its_place(page, serve):
    page.goto(serve + "cooperatives/?sort=name")
    names = page.locator(".card-name").all_text_contents()
    expect(page.locator(".card-name").first).to_be_visible()
    names = page.locator(".card-name").all_text_contents()
    assert names[0].startswith("شرکت تعاونی خدمات") and len(names) == 14
    page.fill("#facet-q", "فرش و گليم")
    expect(page.locator(".card-name").first).to_contain_text("فرش و گلیم")
    page.fill("#facet-q", "زرافه")
    expect(page.locator(".empty")).to_be_visible()


def test_a_panel_that_focus_leaves_closes_and_arrows_choose_the_order(browser: Browser, serve):
    page = browser.new_page(viewport={"width": 1280, "height": 740})
    page.goto(serve + "women/")
    panel, sorts = page.locator("[data-facet=domain]"), page.locator("[data-sorts]")
    panel.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(panel).to_have_attribute("open", "")
    page.wait_for_function("performance.getEntriesByName(new URL('../assets/js/panel.js', location).href).length > 0")
    page.keyboard.press("Shift+Tab")
    expect(panel).not_to_have_attribute("open", "")
    sorts.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(sorts.locator("[data-sort='']")).to_be_focused()
    for key, sort in (("ArrowDown", "name"), ("ArrowLeft", "added"), ("ArrowDown", ""), ("ArrowUp", "added")):
        page.keyboard.press(key)
        expect(sorts.locator(f"[data-sort='{sort}']")).to_be_focused()
        expect(sorts.locator("[aria-checked=true]")).to_have_attribute("data-sort", sort)
    expect(page).to_have_url(serve + "women/?sort=added")
    expect(page.locator(".card").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(sorts).not_to_have_attribute("open", "")
    page.close()


def test_the_sheet_narrows_in_its_place_and_says_how_many_are_left(browser: Browser, serve):
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(serve + "women/")
    expect(page.locator(".facets.live")).to_be_visible()
    opener, sheet, foot = (page.locator(name) for name in (".sheet-open", ".sheet", ".sheet-foot a >> nth=0"))
    everything = foot.inner_text()
    opener.click()
    value = sheet.locator("[data-facet=domain] li a >> nth=0")
    number = value.locator("span").inner_text()
    value.click()
    expect(foot).to_have_text(f"دیدن {number} نفر")
    expect(sheet).to_be_visible()
    # What would leave nothing is not there to be chosen.
    expect(sheet.locator("[data-none]").first).to_be_hidden()
    assert violations(page) == []
    page.go_back()
    expect(foot).to_have_text(everything)
    expect(sheet).to_be_visible()
    value.click()
    sheet.get_by_text("پاک کردن همه").click()
    expect(foot).to_have_text(everything)
    value.click()
    foot.click()
    expect(sheet).to_be_hidden()
    expect(page.locator(".results-line b")).to_have_text(number)
    opener.click()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    page.mouse.click(180, 20)  # beside the sheet
    expect(sheet).to_be_hidden()
    page.close()


def test_a_directory_tries_other_spellings_among_what_is_chosen(page, serve):
    page.goto(serve + "women/?q=کار گاه")
    expect(page.locator(".chosen")).to_be_visible()
    assert page.locator(".card").count() > 0


def test_a_directory_shows_first_and_says_what_it_does(flaky, serve):
    page, status, results = flaky, flaky.locator("[data-directory] [role=status]"), flaky.locator(".results")
    table, words = Held(page, "**/table.json"), Held(page, "**/words.json")
    page.goto(serve + "women/?q=شیراز قغقغ")
    expect(status).to_have_text("در حال جست‌وجو…")
    expect(results).to_have_attribute("aria-busy", "true")
    node = status.element_handle()
    table.go()
    # The nearest wait for no suggestion, and a suggestion comes to nobody who asked on.
    expect(status).to_contain_text("نزدیک‌ترین")
    expect(page.locator(".card").first).to_be_visible()
    assert results.get_attribute("aria-busy") is None
    page.fill("#facet-q", "قغقغ")
    expect(page.locator(".empty")).to_be_visible()
    page.fill("#facet-q", "شیراز")
    expect(page.locator(".card")).to_have_count(24)
    words.go()
    page.wait_for_timeout(200)
    expect(page.locator(".near, .empty")).to_have_count(0)
    assert page.evaluate("(node) => node === document.querySelector('[data-directory] [role=status]')", node)
    page.fill("#facet-q", "دانشوور")
    page.focus(".near a")
    page.keyboard.press("Enter")
    expect(page.locator(".chosen a")).to_be_focused()
    expect(page.locator("#facet-q")).to_have_value("دانشور")
    # What does not come may be asked for again.
    page.fill("#facet-q", "شیراز")
    expect(page.locator(".card")).to_have_count(24)
    page.context.set_offline(True)
    page.focus(".more-hits")
    page.keyboard.press("Enter")
    expect(page.locator(".more-hits")).to_contain_text("دوباره")
    expect(page.locator(".more-hits")).to_be_focused()
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page.locator(".card").nth(24).locator("a")).to_be_focused()


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("cooperatives/", ".org > div:not(.person-face) > p, .org .state, .org .program-fact span"),
        ("programs/", ".plan .state, .program-bar p, .plan .program-fact"),
    ],
)
def test_a_card_tells_what_the_row_told(address, parts, page, serve):
    """Narrowed by a script a list says the same of each record."""
    told = "(parts) => [...document.querySelectorAll('.program')].map((row) => [row.querySelector('a').href,"
    told += " [...row.querySelectorAll(parts)].map((part) => part.innerText)])"
    page.goto(serve + address)
    rows = {href: set(found) for href, found in page.evaluate(told, parts)}
    page.goto(serve + address + "?sort=name")
    expect(page.locator(".card").first).to_be_visible()
    for card in page.locator(".card").all():
        text = card.inner_text().replace("\n", "").replace(" · ", "")
        missing = [part for part in rows[card.locator("a").evaluate("(a) => a.href")] if part not in text]
        assert missing == [], text


@pytest.mark.parametrize(
    "address",
    ["women/?domain=ادبی&q=شاعر", "search/?q=زن", pytest.param("programs/?form=رویداد", marks=pytest.mark.nightly)],
)
def test_axe_finds_nothing_in_results(address, page, serve):
    page.goto(serve + address)
    expect(page.locator(".card, .found .person").first).to_be_visible()
    assert violations(page) == []


def test_without_the_index_the_lists_stand(browser: Browser, serve):
    context = browser.new_context()
    context.route("**/search/index/**", lambda route: route.abort())
    page = context.new_page()
    page.goto(serve + "women/?domain=ادبی")
    expect(page.locator(".results")).to_contain_text("در دسترس نیست")
    expect(page.locator(".card").first).to_be_visible()
    # Each value has a list of its own.
    page.goto(serve + "women/")
    page.click("[data-facet=domain] summary")
    page.click("[data-facet=domain] [data-value='ادبی']")
    expect(page).to_have_url(serve + "women/domain/literature/")
    page.go_back()
    expect(page).to_have_url(serve + "women/")
    context.close()


def test_a_site_without_search_leads_nowhere_near_it(tmp_path):
    config = project(tmp_path / "project", content=small_content(tmp_path / "content"), site_url=HOST)
    text = config.read_text("utf-8").replace("share_cards: true", "share_cards: false\n  search: false")
    config.write_text(text, "utf-8")
    result = build(config, "--output", tmp_path / "site")
    assert result.exit_code == 0, result.output
    assert not (tmp_path / "site" / "search").exists() and not (tmp_path / "site" / "opensearch.xml").exists()
    pages = documents(tmp_path / "site")
    assert "women/" in pages and "programs/" in pages
    for one in pages.values():
        assert [address for _, _, address in one.addresses() if re.search(r"search|directory\.js", address)] == [], one
        assert not one.body.findall(".//form[@role='search']")


def test_where_nothing_is_found_the_page_leads_to_the_lists_of_its_bank(page, serve):
    page.goto(f"{serve}search/?q=qqqzzzxxx")
    ways = page.locator("#search-hits a")
    expect(page.locator("#search-status")).to_contain_text("نداشت")
    assert ways.evaluate_all("links => links.map((link) => link.pathname)") == ["/submit/", "/women/", "/cooperatives/"]
