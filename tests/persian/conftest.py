"""Give the tests of the language a page of a real Chromium, whose ICU is the yardstick."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def intl(browser: Browser) -> Iterator[Page]:
    """Open an empty page."""
    page = browser.new_page()
    yield page
    page.close()
