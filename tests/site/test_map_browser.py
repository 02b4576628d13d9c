"""The card beside the map of the counties: by pointer, key and touch, in both schemes, and nothing of it without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.windows import opened, violations

pytestmark = pytest.mark.browser

WIDE, SMALL = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def tile(page: Page, name: str):
    return page.locator(f".by-names .tile[data-peek={name}]")


def counted(page: Page, name: str) -> str:
    """Return what the table below the map says of the women of a county."""
    row = page.locator("#table tr").filter(has=page.locator(f"a[href='{name}/']"))
    return row.locator("[data-label=زنان]").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_tile_under_the_pointer_is_told_of_and_nothing_moves(scheme, serve: str, browser: Browser):
    with opened(browser, viewport=WIDE, color_scheme=scheme) as page:
        page.goto(serve + "counties/")
        card, below = page.locator("#peek"), page.locator("#table")
        expect(card).to_be_empty()
        before = below.bounding_box()
        tile(page, "shiraz").hover()
        expect(card.locator("h3")).to_have_text("شیراز")
        expect(card.locator("li").first).to_have_text(f"{counted(page, 'shiraz')} زن توانمند")
        expect(card.get_by_role("link", name="صفحهٔ شیراز")).to_have_attribute("href", "shiraz/")
        assert page.locator(".by-names .here").count() == 1
        assert below.bounding_box() == before
        assert violations(page) == []


def test_who_only_passes_over_a_tile_keeps_the_card(serve: str, browser: Browser):
    with opened(browser, viewport=WIDE) as page:
        page.goto(serve + "counties/")
        tile(page, "shiraz").hover()
        expect(page.locator("#peek h3")).to_have_text("شیراز")
        tile(page, "fasa").hover()
        page.locator("#peek h3").hover()
        page.wait_for_timeout(300)
        expect(page.locator("#peek h3")).to_have_text("شیراز")


def test_by_keyboard_the_card_follows_the_focus_and_enter_the_link(serve: str, browser: Browser):
    with opened(browser, viewport=WIDE) as page:
        page.goto(serve)
        tile(page, "fasa").focus()
        expect(page.locator("#peek h3")).to_have_text("فسا")
        page.keyboard.press("Tab")
        following = page.evaluate("document.activeElement.dataset.peek")
        expect(page.locator("#peek h3")).to_have_text(tile(page, following).locator("span").inner_text())
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/counties/{following}/")


def test_a_touch_shows_the_card_and_a_second_one_opens_the_page(serve: str, browser: Browser):
    with opened(browser, viewport=SMALL, has_touch=True) as page:
        page.goto(serve + "counties/")
        tile(page, "shiraz").tap()
        card = page.locator("#peek")
        expect(card.locator("h3")).to_have_text("شیراز")
        expect(card.locator("h3")).to_be_in_viewport()
        assert page.url == serve + "counties/"
        assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"]
        tile(page, "fasa").tap()
        expect(card.locator("h3")).to_have_text("فسا")
        tile(page, "fasa").tap()
        page.wait_for_url("**/counties/fasa/")


def test_without_a_script_a_tile_is_a_link_and_there_is_no_card(serve: str, browser: Browser):
    with opened(browser, viewport=SMALL, java_script_enabled=False) as page:
        page.goto(serve + "counties/")
        expect(page.locator("#peek")).to_be_hidden()
        tile(page, "shiraz").click()
        page.wait_for_url("**/counties/shiraz/")


# Of the counties that a visitor chooses, a line of which neither has anything is left out as on the pages of neighbours.
EMPTY = """rows => rows.filter(row => row.checkVisibility() && [...row.cells].slice(1).every(cell => cell.textContent === "–"))
  .map(row => row.textContent)"""


def test_two_counties_are_chosen_by_script_and_neighbours_follow_each_other_without(serve: str, browser: Browser):
    with opened(browser, viewport=SMALL) as page:
        page.goto(serve + "compare/")
        page.get_by_label("شهرستان نخست").select_option("شیراز")
        page.get_by_label("شهرستان دوم").select_option("فسا")
        page.get_by_role("button", name="مقایسه").click()
        expect(page.locator("h1")).to_have_text("شیراز و فسا")
        rows = page.locator(".versus .if-said")
        assert rows.evaluate_all(EMPTY) == [] and rows.locator("visible=true").count() > 1
        assert page.evaluate("document.documentElement.scrollWidth") == SMALL["width"] and violations(page) == []
    with opened(browser, viewport=SMALL, java_script_enabled=False) as page:
        page.goto(serve + "compare/")
        expect(page.locator(".pickers")).to_be_hidden()
        page.get_by_role("link", name="شیراز و", exact=False).first.click()
        expect(page.locator(".versus tbody td").first).not_to_be_empty()
        page.get_by_role("link", name="فهرست همسایه‌ها").click()
        expect(page.locator("#neighbours")).to_be_visible()
