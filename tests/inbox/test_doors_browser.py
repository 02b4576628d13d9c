"""The doors in a real browser on a phone: a form that outlives the network, and the same without scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from generator.inbox.store import hand_ins, sent_files
from generator.inbox.web.app import Pages
from tests.site.windows import opened, violations
from tests.support import running

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 800}}
SUBMIT = "submit/women/"


@dataclass
class Town:
    """The site and the inbox under one address, as nginx would have them; ``lose`` takes answers away on their way back."""

    site: Path
    address: str = ""
    pages: Pages | None = None
    lose: list[int] = field(default_factory=list)
    sent: int = 0

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        request = Request(environ)
        if not request.path.startswith("/inbox/"):
            return self._file(request.path.lstrip("/"))(environ, start)
        if request.path == "/inbox/send":
            self.sent += 1
            if self.lose:
                # It has arrived and is kept, and whoever sent it hears something else.
                status = self.lose.pop(0)
                list(self.pages(environ, lambda *_: lambda raw: None))
                return Response(b"", status, {"Retry-After": "3"} if status == 429 else {})(environ, start)
        return self.pages(environ, start)

    def _file(self, name: str) -> Response:
        path = self.site / name
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return Response(b"", 404)
        # Browsers keep scripts and styles from page to page.
        kept = {"Cache-Control": "max-age=3600"} if name.startswith("assets/") else {}
        return Response(path.read_bytes(), headers=kept, mimetype=guess_type(path.name)[0])


@pytest.fixture(scope="module")
def street(inbox_site: Path) -> Iterator[Town]:
    """The one address of all towns, so that a browser knows their scripts and styles already."""
    made = Town(inbox_site)
    with running(make_server("127.0.0.1", 0, made, threaded=True)) as made.address:
        yield made


@pytest.fixture
def town(inbox, street: Town) -> Town:
    """The site with an inbox of its own for each test."""
    street.pages, street.lose, street.sent = inbox.pages, [], 0
    object.__setattr__(inbox.house, "site", street.address)
    return street


@pytest.fixture
def page(town: Town, browser: Browser) -> Iterator[Page]:
    """A page of a phone that knows nothing; answers that are lost on purpose are no faults."""
    with opened(browser, faulty=True, **PHONE) as page:
        yield page


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 400), "teal").save(out, "JPEG")
    return out.getvalue()


def fill(page: Page) -> None:
    page.locator("[data-key=name] input").fill("مریم ساختگی")
    page.locator("[data-key=county] label", has_text="فسا").click()
    for fold in page.locator("#form details").all():
        fold.evaluate("element => { element.open = true; }")
    page.locator("[data-key=domains] label", has_text="صنایع دستی").click()
    page.locator("[data-key=life] label", has_text="درگذشته").click()
    page.locator("[data-key=sources] textarea").first.fill("گزارش نمایشگاه")
    page.locator("[data-key=achievements] [data-part=text] textarea").first.fill("برپایی کارگاه")


def send(page: Page) -> None:
    """Go to the end of the form and send what was made."""
    if page.locator("#form").is_visible():
        page.locator("#form-ready").click()
    page.get_by_role("button", name="ارسال", exact=True).click()


def received(inbox) -> list[tuple[int, int]]:
    with inbox.store.reading() as tx:
        return [tuple(line) for line in tx.execute("SELECT number, version FROM hand_ins")]


def test_what_is_for_the_office_alone_is_folded_and_opens_for_whoever_writes_of_herself(town, page: Page) -> None:
    page.goto(town.address + SUBMIT)
    expect(page.locator("#outbox")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollHeight") < 3600
    expect(page.get_by_label("شمارهٔ شما")).to_be_hidden()
    page.locator(".big-choice label", has_text="من خود او هستم").click()
    expect(page.get_by_label("شمارهٔ شما")).to_be_visible()


def test_a_form_outlives_a_lost_answer_a_second_tap_and_a_closed_tab(inbox, town, page: Page) -> None:
    page = page.context.new_page()
    page.goto(town.address + SUBMIT)
    fill(page)
    page.locator("[type=file]").set_input_files({"name": "او.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.locator("[data-key=photo_credit] input").fill("عکاس")
    page.locator("[data-key=photo_permission] textarea").fill("با اجازهٔ عکاس")
    page.get_by_label("یادداشت خصوصی به دفتر").fill("یادداشت")
    page.locator(".big-choice label", has_text="در قید حیات نیست").click()
    town.lose[:] = [502, 502]
    send(page)
    expect(page.locator("#outbox-waiting")).to_contain_text("۱ فرم در صف ارسال است")
    # No code has come: the draft stays.
    assert page.evaluate("localStorage.getItem('form:women:')") is not None
    send(page)
    expect(page.locator("#outbox-send")).to_be_enabled()
    assert town.sent == 2
    page.close()
    again = page.context.new_page()
    again.goto(town.address + "submit/cooperatives/")
    expect(again.locator("#outbox-waiting")).to_be_visible()
    again.get_by_role("button", name="فرستادن دوباره").click()
    expect(again.locator("#outbox-done")).to_contain_text("رسید: فرستادهٔ ۱")
    expect(again.locator("#outbox-waiting")).to_be_hidden()
    assert again.evaluate("localStorage.getItem('form:women:')") is None
    assert received(inbox) == [(1, 1)]
    with inbox.store.reading() as tx:
        body = sent_files.body_of(tx, 1, 1)
        assert hand_ins.contact_of(tx, 1).note == "یادداشت"
    assert "مریم ساختگی".encode() in body.body
    assert body.files == {"او.jpg": (photo(), False)}
    # The code stays in this browser and leads to the page of the hand-in.
    again.locator("#outbox-mine summary").click()
    again.locator("#outbox-mine").get_by_role("button", name="پیگیری").click()
    expect(again.locator("h1")).to_have_text("فرستادهٔ ۱")
    assert violations(again) == []


def test_what_is_changed_after_a_lost_answer_is_a_version_of_the_same(inbox, town, page: Page) -> None:
    page.goto(town.address + SUBMIT)
    fill(page)
    town.lose[:] = [502]
    send(page)
    expect(page.locator("#outbox-waiting")).to_be_visible()
    page.locator("#form-back").click()
    page.locator("[data-key=name] input").fill("مریم دیگر")
    send(page)
    expect(page.locator("#outbox-done")).to_contain_text("رسید: فرستادهٔ ۱")
    expect(page.locator("#outbox-waiting")).to_be_hidden()
    assert received(inbox) == [(1, 2)]
    # The form is empty again; the very same, typed once more, is known.
    fill(page)
    page.locator("[data-key=name] input").fill("مریم دیگر")
    send(page)
    expect(page.locator("#outbox-done")).to_contain_text("همین فرم پیش‌تر رسیده است")
    assert received(inbox) == [(1, 2)]


def test_two_tabs_and_a_busy_door_make_one_hand_in_whose_code_can_be_kept(inbox, town, page: Page) -> None:
    one, other = page, page.context.new_page()
    one.goto(town.address + SUBMIT)
    fill(one)
    expect(one.locator("#form-draft")).to_contain_text("نگه داشته شد")
    # What was typed last is kept a moment later; the policy of the page lets nothing wait for it there.
    for _ in range(100):
        if "برپایی کارگاه" in one.evaluate("localStorage.getItem('form:women:')"):
            break
        one.wait_for_timeout(50)
    other.goto(town.address + SUBMIT)  # the draft of the first is in it
    expect(other.locator("[data-key=name] input")).to_have_value("مریم ساختگی")
    other.locator("#form-ready").click()
    town.lose[:] = [429]
    send(one)
    expect(one.locator("#outbox-waiting")).to_be_visible()
    send(other)
    # Whichever of the two comes first: the door is asked again after the seconds that it asked for, and there is one.
    expect(one.locator("#outbox-waiting")).to_be_hidden(timeout=10_000)
    expect(other.locator("#outbox-waiting")).to_be_hidden()
    expect(other.locator("#outbox-mine")).to_contain_text("فرستادهٔ ۱")
    assert received(inbox) == [(1, 1)]
    other.locator("#outbox-mine summary").click()
    with other.expect_download() as kept:
        other.get_by_role("button", name="ذخیرهٔ کدها").click()
    text = Path(kept.value.path()).read_text("utf-8")
    assert re.search(r"فرستادهٔ ۱\t[۰-۹]{4} [۰-۹]{4} [۰-۹]{4} [۰-۹]{4}\t", text)
    other.get_by_role("button", name="حذف از این مرورگر").click()
    expect(other.locator("#outbox-mine")).to_be_hidden()


def test_a_refusal_is_said_and_nothing_is_lost_by_it(inbox, town, page: Page) -> None:
    object.__setattr__(inbox.house.settings, "public_door", False)
    page.goto(town.address + SUBMIT)
    fill(page)
    send(page)
    expect(page.locator("#outbox-done")).to_contain_text("دفتر اکنون فقط از همکاران خود فرم می‌گیرد")
    assert page.evaluate("localStorage.getItem('form:women:')") is not None
    object.__setattr__(inbox.house.settings, "public_door", True)
    send(page)
    expect(page.locator("#outbox-done")).to_contain_text("رسید: فرستادهٔ ۱")
    assert for_everybody(page) == []


def test_the_same_goes_without_scripts(inbox, town, browser: Browser) -> None:
    with opened(browser, java_script_enabled=False, **PHONE) as page:
        page.goto(town.address + SUBMIT)
        page.get_by_role("link", name="فرم ساده").click()
        page.locator("#a-name").fill("مریم ساختگی")
        page.locator("#a-county label", has_text="فسا").click()
        page.locator("#a-domains label.choice", has_text="صنایع دستی").click()
        page.locator("#a-life label", has_text="درگذشته").click()
        page.locator("#a-sources-0-title").fill("گزارش نمایشگاه")
        page.locator("#a-achievements-0-text").fill("برپایی کارگاه")
        page.get_by_role("button", name="افزودن دستاورد").click()
        page.locator("#a-achievements-1-text").fill("برپایی کارگاه دوم")
        page.locator("#a-achievements-1-sources label").click()
        page.locator("[name=photo]").set_input_files({"name": "او.jpg", "mimeType": "image/jpeg", "buffer": photo()})
        page.locator(".actions").get_by_role("button", name="ارسال").click()
        expect(page.locator("h1")).to_have_text("رسید: فرستادهٔ ۱")
        page.get_by_role("button", name="نتیجهٔ بررسی را ببینید").click()
        expect(page.locator("h1")).to_have_text("فرستادهٔ ۱")
    with inbox.store.reading() as tx:
        body = sent_files.body_of(tx, 1, 1)
    assert body.body.count("برپایی کارگاه".encode()) == 2
    assert list(body.files) == ["او.jpg"]


def test_every_page_of_the_doors_is_for_everybody(town, browser: Browser) -> None:
    with opened(browser, **PHONE) as page:
        look = looker(page, town)
        for address in (
            "inbox/",
            "inbox/follow",
            "inbox/workbook",
            "inbox/about/",
            "inbox/about/?page=women/zahra-rasti/",
        ):
            look(address)
        look("inbox/form/women")


def test_so_are_those_that_say_what_is_wrong_and_what_has_come(town, page: Page) -> None:
    page.goto(town.address + "inbox/form/women")
    page.locator(".actions").get_by_role("button", name="ارسال").click()
    expect(page.locator("#a-name-live")).to_be_visible()
    assert for_everybody(page) == []
    page.goto(town.address + "women/zahra-rasti/")
    page.get_by_role("link", name="حذف نام من").click()
    # What she pressed on her page is chosen already.
    expect(page.locator("[value=remove]")).to_be_checked()
    page.get_by_role("button", name="ادامه").click()
    expect(page.locator("h1")).to_have_text("رسید: فرستادهٔ ۱")
    assert for_everybody(page) == []


def for_everybody(page: Page) -> list:
    """Return what is wrong with a page by day, and with its colours by night."""
    by_day = violations(page)
    page.emulate_media(color_scheme="dark")
    by_night = violations(page, colours_alone=True)
    page.emulate_media(color_scheme="light")
    return by_day + by_night


def looker(page: Page, town: Town) -> Callable[[str], None]:
    def look(address: str) -> None:
        page.goto(town.address + address)
        assert for_everybody(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
        # Examples are names and addresses, and stand in Latin letters.
        said = re.sub(r"(?m)مانند: .*$", "", page.locator("main").inner_text())
        assert set(re.findall(r"[A-Za-z]{3,}", said)) <= {"xlsx"}, address

    return look
