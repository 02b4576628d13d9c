"""What the tests of the site share: pages of search, and open data that were written out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from generator.dataset.describing import descriptor_reader
from generator.site.model.site import Site
from generator.subjects.women.sample.package import write_sample
from tests.site.open_data import FULL, written
from tests.support import ROOT, package


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


@pytest.fixture(scope="session")
def profile(browser: Browser) -> Iterator[BrowserContext]:
    """The profile that the pages of search share."""
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


@pytest.fixture(scope="session")
def small_data(tmp_path_factory) -> tuple[Site, Path]:
    """The small package with a record of every dataset, written once."""
    folder = tmp_path_factory.mktemp("open-data")
    return written(package(folder / "data", FULL), folder / "site"), folder / "site"


@pytest.fixture(scope="session")
def sample_data(tmp_path_factory) -> tuple[Site, Path]:
    """A made-up package with more than one page of women, with loans of every stage."""
    folder = tmp_path_factory.mktemp("sample")
    real = descriptor_reader.load(ROOT / "data" / "datapackage.yaml")
    asked = {"women": 130, "cooperatives": 20, "programs": 6, "loans": 40, "meetings": 12, "reports": 12}
    lists = {"indicator-values": 40, "county-documents": 3, "working-groups": 5, "headcounts": 5}
    write_sample(real, folder / "data", asked | lists, 3)
    return written(folder / "data", folder / "site"), folder / "site"
