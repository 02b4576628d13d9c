"""The pages of loans and the report in a real browser: on a small phone and a wide screen, light and dark, by keyboard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page

from generator.inbox.store import invitations
from generator.inbox.store.loans import private_loans
from tests.inbox.conftest import NOW
from tests.inbox.test_loan_pages import introduce
from tests.site.windows import violations

pytestmark = pytest.mark.browser


@pytest.fixture
def loans(inbox) -> None:
    """Some loans on their ways, and one whose row is to be mended."""
    for place, (county, facility) in enumerate([("shiraz", "credit"), ("fasa", "credit"), ("shiraz", "credit")] * 2):
        introduce(inbox, 12 + 31 * place, county=county, facility=facility)
    with inbox.store.writing() as tx:
        for number, stage in ((2, "review"), (3, "rejected"), (5, "approved")):
            private_loans.step(tx, number, "introduced", stage, NOW.date() - timedelta(days=3), None, NOW, NOW.date())


def entered(inbox, browser: Browser, address: str, role: str, width: int, **more) -> Page:
    with inbox.store.writing() as tx:
        _, token = invitations.invite(tx, "همکار", role, NOW + timedelta(days=9), NOW, **more)
    context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{address}inbox/enter#{token}")
    page.wait_for_url(lambda url: "/inbox/enter" not in url)
    return page


def looked_at(page: Page, scheme: str) -> None:
    """Check that nothing is wrong with a page for anybody, and that it is no wider than its screen."""
    assert violations(page, colours_alone=scheme == "dark") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_pages_are_for_everybody(inbox, served, loans, browser):
    page = entered(inbox, browser, served, "keeper", 1280)
    for address in ("loans/", "loans/2/", "loans/5/", "loans/introduce", "reports/"):
        page.goto(f"{served}inbox/{address}")
        for width, scheme in ((1280, "light"), (320, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            looked_at(page, scheme)
    page.context.close()


def test_a_bank_approves_by_keyboard(inbox, served, loans, browser):
    page = entered(inbox, browser, served, "bank", 360, facilities=["credit"])
    page.locator(".loan-list a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/inbox/loans/6/")
    page.get_by_role("button", name="تصویب شد").focus()
    page.keyboard.press("Enter")
    page.get_by_text("در راه جدول عمومی است").wait_for()
    looked_at(page, "light")
    page.context.close()
