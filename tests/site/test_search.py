"""The box, the panel and the page of search as readers meet them, also where something comes late or never."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.site.windows import Held, violations
from tests.support import HOST, build, documents, project, small_content


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
    assert 0 < len(asked) == len(set(asked))
    parts.on = False
    page.fill("#search-q", "دانشور")
    expect(hits.first).to_contain_text("دانشور")
    parts.go()
    page.wait_for_timeout(200)
    expect(hits).to_have_count(count)
    expect(page.locator("#search-q")).to_be_focused()
    # What does not come may be asked for again; what came before is still there.
    page.goto(serve + "search/?q=شیراز")
    expect(page.locator("#search-status")).to_contain_text("برای شیراز")
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
