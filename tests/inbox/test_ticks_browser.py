"""The ticks of a workbook's rows in a real browser: one box for all of them, by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.inbox.desk import DOUBT, found, put, states
from tests.inbox.test_loans_browser import entered, looked_at

pytestmark = pytest.mark.browser


def test_one_box_ticks_all_rows_and_shows_when_only_some_are(inbox, served, browser):
    put(inbox, found(), found(1, problems=[DOUBT]), found(2, state="mend"))
    page = entered(inbox, browser, served, "keeper", 360)
    page.goto(f"{served}inbox/desk/1/")
    every, rows = page.get_by_role("checkbox", name="همهٔ ۲ مورد"), page.locator("[name=tick]")
    assert every.evaluate("box => box.indeterminate") and rows.count() == 2
    # What only those without scripts need is not beside it.
    expect(page.get_by_role("link", name="نشان گذاشتن کنار همه")).to_have_count(0)
    looked_at(page, "light")
    every.focus()
    for are_all in (True, False, True):
        page.keyboard.press("Space")
        assert rows.evaluate_all("boxes => boxes.map(box => box.checked)") == [are_all] * 2
        assert every.is_checked() == are_all
    rows.first.uncheck()
    assert every.evaluate("box => [box.checked, box.indeterminate]") == [False, True]
    every.check()
    page.get_by_role("button", name="پذیرفتن نشان‌دارها").press("Enter")
    page.wait_for_load_state()
    assert states(inbox) == ["accepting", "accepting", "mend"]
    page.context.close()
