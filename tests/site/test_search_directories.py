"""Directories that a reader narrows, sorts and searches in their place."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.windows import Held, violations


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
    # What Playwright waits for by itself it evaluates in the page, whose policy forbids that.
    while not page.evaluate("performance.getEntriesByName(new URL('../assets/js/panel.js', location).href).length"):
        page.wait_for_timeout(20)
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
    told += (
        " [...row.querySelectorAll(parts)].flatMap((part) => [...part.childNodes].map((node) => node.textContent))])"
    )
    page.goto(serve + address)
    rows = {href: set(found) for href, found in page.evaluate(told, parts)}
    page.goto(serve + address + "?sort=name")
    expect(page.locator(".card").first).to_be_visible()
    for card in page.locator(".card").all():
        text = card.inner_text().replace("\n", "").replace(" · ", "")
        missing = [part for part in rows[card.locator("a").evaluate("(a) => a.href")] if part not in text]
        assert missing == [], text
