"""The whole way in a real browser on a telephone's width: from the double click to the published page of a mailed file."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.inbox.offices import ANSWERS, git, ready
from tests.site.windows import violations
from tests.support import KEY, ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A build of a small bank beside other tests.
_PATIENCE = 120_000
NAME = "مریم کشاورز"


@pytest.fixture(scope="module")
def project(small_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a reviewer: a clone of the small bank, and a remote that it came from."""
    folder = tmp_path_factory.mktemp("office")
    made = folder / "made"
    shutil.copytree(small_project, made, ignore=shutil.ignore_patterns("site", "site.sha256", ".cache"))
    git(made, "init", "--quiet", "--initial-branch=main", "--template=")
    git(made, "add", "--all")
    git(made, "commit", "--quiet", "--message", "Begin")
    git(folder, "clone", "--quiet", "--bare", "--template=", str(made), "remote.git")
    git(folder, "clone", "--quiet", "--template=", str(folder / "remote.git"), "bank")
    return folder / "bank"


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    """The address that a start of the desk opens in the browser."""
    command = [sys.executable, "-P", "-m", "generator", "desk", "--project", str(project), "--headless"]
    given = {**os.environ, "WITHDRAWAL_KEY": KEY}  # an official site is built with one
    desk = subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, text=True)
    try:
        assert desk.stdout is not None
        yield re.search(r"http://\S+", desk.stdout.readline())[0]
    finally:
        desk.terminate()
        assert desk.wait(30) in (0, 143)


@pytest.fixture(scope="module")
def entered(browser, address) -> Iterator[BrowserContext]:
    """A browser that has come in by the double click: its token counts once, its cookie from then on."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    first = context.new_page()
    first.goto(address)
    first.wait_for_url("**/inbox/desk/")  # and no token stands in the address any more
    first.close()
    yield context
    context.close()


@pytest.fixture(scope="module")
def home(address) -> str:
    """The root of the desk's site."""
    return address.partition("/inbox/")[0]


def check(page: Page) -> None:
    """Hold a page against what all pages of the desk keep: nobody is shut out, and nothing hangs over the edge."""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def soon(is_so: Callable[[], bool]) -> bool:
    """Whether something comes true within a while."""
    ends = time.monotonic() + _PATIENCE / 1000
    while not is_so():
        if time.monotonic() > ends:
            return False
        time.sleep(0.2)
    return True


class Way:
    """What is met on the way from the double click to the published page of a mailed file, and back to the queue."""

    def __init__(self, page: Page, home: str, file: Path) -> None:
        self.page, self.home, self.file = page, home, file
        self.clicks = 1  # the double click
        self.foreign: list[str] = []
        self.faults: list[str] = []
        page.on("request", lambda asked: self.foreign.append(asked.url) if "//127.0.0.1:" not in asked.url else None)
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def click(self, name: str, role: str = "button") -> None:
        self.clicks += 1
        self.page.get_by_role(role, name=name).first.click()

    def hand_in(self) -> None:
        """Put the file into the queue; it is judged when this returns."""
        self.page.goto(f"{self.home}/inbox/desk/")
        check(self.page)
        self.click("فایل‌های رسیده", "link")
        check(self.page)
        self.clicks += 1
        with self.page.expect_file_chooser() as chosen:
            self.page.get_by_text("انتخاب فایل‌ها").click()
        chosen.value.set_files(self.file)
        expect(self.page.get_by_text(self.file.name, exact=True)).to_be_visible()
        self.click("گذاشتن در صف")
        self.page.get_by_role("button", name="پذیرفتن", exact=True).wait_for(timeout=_PATIENCE)
        self.entry = self.page.url
        self.number = self.entry.rstrip("/").rpartition("/")[2]
        check(self.page)
        assert self.page.get_by_text("تأییدنشده", exact=True).is_visible()

    def accept(self, name: str) -> None:
        self.click("پذیرفتن")
        self.page.get_by_role("link", name=f"صفحهٔ {name}").wait_for(timeout=_PATIENCE)
        check(self.page)


@pytest.fixture(scope="module")
def handed(entered, home, tmp_path_factory) -> Iterator[Way]:
    """A mailed file that stands in the queue, judged."""
    file = tmp_path_factory.mktemp("mail") / "maryam.yml"
    file.write_bytes(ready(ANSWERS | {"name": NAME, "latin": "Maryam Keshavarz"}))
    way = Way(entered.new_page(), home, file)
    way.hand_in()
    yield way
    way.page.close()


@pytest.fixture(scope="module")
def published(handed) -> Way:
    """The same file, accepted and published."""
    handed.accept(NAME)
    return handed


def test_a_look_before_accepting_shows_the_page_and_runs_no_script(handed, entered, home):
    page = entered.new_page()
    page.goto(handed.entry)
    page.get_by_role("button", name="دیدن صفحه پیش از انتشار").click()
    page.wait_for_url("**/look/*/women/maryam-keshavarz/", timeout=_PATIENCE)
    assert page.locator("h1").inner_text() == NAME
    assert page.locator("html.no-js").count() == 1
    assert page.request.get(f"{home}/women/maryam-keshavarz/").status == 404  # nobody else sees it
    page.get_by_role("link", name="بازگشت به فرستاده").click()
    page.get_by_role("button", name="دیدن صفحه پیش از انتشار").wait_for(timeout=_PATIENCE)
    page.close()


def test_from_a_double_click_to_a_published_page_in_six_clicks(published, project):
    page = published.page
    published.click(f"صفحهٔ {NAME}", "link")
    expect(page).to_have_title(re.compile(NAME))
    assert page.url.endswith("/women/maryam-keshavarz/")
    assert published.clicks <= 6
    assert published.foreign == [] and published.faults == []
    # Her file is in the reviewer's own folder and at the remote, by a commit that names nobody.
    assert soon((project / "data/women/fasa/maryam-keshavarz.yml").is_file)  # the site comes first
    remote = ("log", "-1", "--format=%s", "main")
    taken = f"Take in submission {published.number}"
    assert soon(lambda: git(project.parent / "remote.git", *remote) == taken)


def test_it_is_taken_back_by_one_button(published, home, project):
    page, record = published.page, project / "data/women/fasa/maryam-keshavarz.yml"
    assert page.request.get(f"{home}/women/maryam-keshavarz/").ok and soon(record.is_file)
    page.goto(published.entry)
    page.get_by_role("button", name="پس گرفتن پذیرش").click()
    page.get_by_text("پذیرش پس گرفته شد", exact=True).wait_for(timeout=_PATIENCE)
    page.goto(f"{home}/inbox/desk/publish/")
    page.get_by_text("ساخته شد:").wait_for(timeout=_PATIENCE)
    assert page.request.get(f"{home}/women/maryam-keshavarz/").status == 404
    assert soon(lambda: not record.exists())
    check(page)


def test_a_second_double_click_opens_the_same_desk(browser, address, entered, project):
    command = [sys.executable, "-P", "-m", "generator", "desk", "--project", str(project), "--headless"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=60).stdout
    again = re.search(r"http://\S+", said)[0]
    assert again.partition("#")[0] == address.partition("#")[0] and again != address
    context = browser.new_context()
    page = context.new_page()
    page.goto(again)
    page.wait_for_url("**/inbox/desk/")
    page.goto(again.replace("/enter", "/leave").partition("#")[0])
    page.goto(address)  # its token has been used
    page.wait_for_selector("text=ورود انجام نشد")
    context.close()
