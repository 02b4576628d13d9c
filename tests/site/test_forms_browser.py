"""The form of a woman in a real browser: by keyboard on a phone, to a file that the intake takes in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.dataset.describing import descriptor_reader
from generator.dataset.problems import person_kinds, rule_kinds
from generator.dataset.problems.problem import Problem, say
from generator.project.assembly import open_intake
from generator.submissions.forms.answers_file import read_ready, read_ready_file
from generator.submissions.forms.submission import CORRECTION
from generator.submissions.intake.importer import Intake
from tests import support
from tests.site.test_browser import BEYOND
from tests.site.windows import opened, violations, watched

pytestmark = pytest.mark.browser

TODAY = date(2026, 11, 24)
PHONE = {"viewport": {"width": 360, "height": 800}}
MOBILE = "بافندهٔ گبه؛ ۰۹۱۷ ۱۲۳ ۴۵۶۷"
RECORD = """\
id: golandam-safari
name: گل‌اندام صفری
latin: Golandam Safari
county: fasa
ability: بافندهٔ گبه و آموزگار رنگرزی
birth: '1320~'
life: living
basis: consent
consented: 1405-07-12
added: 1405-09-03
domains:
  - literature
  - handicraft
achievements:
  - date: 134X
    text: برپایی کارگاه رنگرزی گیاهی
    sources:
      - s1
sources:
  - id: s1
    title: گزارش نمایشگاه صنایع دستی
    url: https://example.org/khabar/1402
"""


@pytest.fixture(scope="module")
def project(once) -> Path:
    """The small package, built with a forge to send to; the folder that holds ``data`` and ``site``."""

    def make(folder: Path) -> None:
        config = support.project(folder, content=support.small_content(folder / "content"), site_url=support.HOST)
        text = re.sub(r"(?m)^  repository:.*\n", "", config.read_text("utf-8"))
        text = text.replace("\nextra:\n", "\nextra:\n  repository: https://github.com/example/bank\n")
        config.write_text(text, "utf-8")
        result = support.build(config)
        assert result.exit_code == 0, result.output

    return once("forms-project", make)


@pytest.fixture(scope="module")
def address(project, mounted) -> str:
    return mounted(project / "site")


@pytest.fixture(scope="module")
def kept(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    page, faults = watched(browser)
    page.add_init_script("localStorage.clear()")  # no draft outlives its test
    yield page, faults
    page.context.close()


@pytest.fixture
def desk(kept) -> Iterator[Page]:
    """The page of a wide window that tests go on with, because a fresh profile starts cold; nothing may go wrong on it."""
    page, faults = kept
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 800})
    yield page
    found = faults + page.evaluate("window.faults ?? []")
    faults.clear()
    assert found == []


@pytest.fixture
def intake(project) -> Intake:
    return open_intake(descriptor_reader.load(project / "data" / "datapackage.yaml"), TODAY)


def started(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator("#form")).to_be_visible()
    return page


def reach(page: Page, goal: Locator) -> None:
    """Go to a control with the Tab key alone."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{goal} is out of reach of the keyboard")


def type_into(page: Page, selector: str, text: str) -> None:
    reach(page, page.locator(selector))
    page.keyboard.type(text)


def said(locator: Locator) -> str:
    return locator.inner_text().replace("\u2066", "").replace("\u2069", "")


def saved(page: Page, folder: Path) -> Path:
    """Go to the end of the form and return the file that the browser saves there."""
    page.locator("#form-ready").press("Enter")
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator("h1")).to_have_text("آماده است؛ یک قدم مانده")
    with page.expect_download() as waiting:
        page.locator("#form-save").press("Enter")
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_woman_is_introduced_by_keyboard_on_a_phone(browser: Browser, address, intake, tmp_path):
    with opened(browser, **PHONE, accept_downloads=True) as page:
        started(page, address + "submit/women/")
        assert page.evaluate("document.documentElement.scrollHeight") < 3600  # everything folded
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.context.set_offline(True)  # all that the form needs is there
        page.locator("#q-name").focus()
        page.keyboard.type("گل‌اندام صفری")
        reach(page, page.locator("#q-county input").first)
        page.locator("#q-county input[value=fasa]").focus()
        page.keyboard.press("Space")
        type_into(page, "#q-ability", MOBILE)
        reach(page, page.locator(".pick > summary"))
        page.keyboard.press("Enter")
        for value in ("literature", "handicraft"):  # the order of ticking is the order of the answer
            page.locator(f"#q-domains input[value={value}]").focus()
            page.keyboard.press("Space")
        expect(page.locator(".picked")).to_have_text("ادبی، صنایع دستی")
        error = page.locator("#q-ability-live")
        expect(error).to_be_visible()
        python = say(Problem("", 0, person_kinds.PRIVATE_MOBILE, title="توانمندی ویژه", found="۰۹…۶۷"))
        assert said(error) == python
        expect(page.locator("#q-ability")).to_have_attribute("aria-invalid", "true")
        page.locator(".big-choice input").first.focus()
        page.keyboard.press("Space")
        type_into(page, "#q-consented-day", "۳۱")
        page.keyboard.press("Tab")
        page.locator("#q-consented-month").select_option(label="مهر")
        type_into(page, "#q-consented-year", "۱۴۰۵")
        page.keyboard.press("Tab")
        expect(page.locator("#q-consented-live")).to_contain_text("مهر ۳۰ روز دارد")
        reach(page, page.locator("#form-more > summary"))
        page.keyboard.press("Enter")
        type_into(page, "#q-latin", "Golandam Safari")
        type_into(page, "#q-birth", "حدود ۱۳۲۰")
        expect(page.locator("#q-birth-live")).to_have_text("خوانده می‌شود: حدود ۱۳۲۰")
        source = page.locator('[data-key="sources"] .repeat-item').first
        source.locator('[data-part="title"] textarea').focus()
        page.keyboard.type("گزارش نمایشگاه صنایع دستی")
        source.locator('[data-part="url"] input').focus()
        page.keyboard.type("https://example.org/khabar/1402")
        achievement = page.locator('[data-key="achievements"] .repeat-item').first
        achievement.locator('[data-part="date"] input').focus()
        page.keyboard.type("دههٔ ۴۰")
        achievement.locator('[data-part="text"] textarea').focus()
        page.keyboard.type("برپایی کارگاه رنگرزی گیاهی")
        named = achievement.locator('[data-part="sources"] .choice')
        expect(named).to_have_text("۱. گزارش نمایشگاه صنایع دستی")
        expect(named.locator("input")).to_be_checked()
        assert page.evaluate(BEYOND) == []

        page.locator("#form-ready").press("Enter")
        summary = page.locator("#form-errors")
        expect(summary).to_be_focused()
        expect(summary.locator("h2")).to_have_text("دو جا را درست کنید")
        summary.locator("a").first.press("Enter")
        expect(page.locator("#q-ability")).to_be_focused()
        page.locator(".private button").press("Enter")  # it takes the number out of the text
        expect(page.locator("#q-ability")).to_have_value("بافندهٔ گبه؛")
        expect(page.locator(".private button")).to_have_count(0)
        page.locator("#q-ability").fill("بافندهٔ گبه و آموزگار رنگرزی")
        page.locator("#q-consented-day").focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("۱۲")
        expect(error).to_contain_text("خوب است")
        path = saved(page, tmp_path)
        expect(page.locator("#form-card .card-name")).to_have_text("گل‌اندام صفری")
        expect(page.locator("#form-card")).to_be_visible()
        expect(page.locator("#form-done")).to_contain_text("ذخیره شد")
        assert [url for url in requests if not url.startswith("blob:")] == []
    assert path.name == "women-golandam-safari.yml"
    submissions, problems = read_ready_file(path.read_bytes(), path.name)
    assert problems == []
    result = intake.take(submissions)
    assert not result.failed, [say(problem) for problem in result.all_problems]
    ((name, text),) = result.files.items()
    assert name == "data/women/fasa/golandam-safari.yml"
    assert text == RECORD


def test_what_is_written_as_code_keeps_its_order_in_a_sentence(desk: Page, address):
    started(desk, address + "submit/women/")
    ask = f'async (text) => (await import("{address}assets/js/form-text.js")).shown(text)'
    for code in ("1399-05-12", "1384/1386", "1320~", "0745 AH", "2012 CE", "۰۹…۶۷", "/women/zahra-rasti/", "https://"):
        assert desk.evaluate(ask, f"بنویسید {code}، سپس.") == f"بنویسید \u2066{code}\u2069، سپس."
    assert desk.evaluate(ask, "سال 1399 و ۳ نفر/زن.") == "سال 1399 و ۳ نفر/زن."


def test_a_question_that_gives_several_answers_is_asked_for_once_in_its_own_words(desk: Page, address):
    started(desk, address + "submit/women/")
    desk.locator("#form-ready").click()
    expect(desk.locator("[data-choices] > .live")).to_have_text("یکی از پاسخ‌های «خودش خبر دارد؟» را انتخاب کنید.")
    assert desk.locator("#form-errors li").count() == 6
    desk.locator("[data-choices] label", has_text="نه هنوز").click()
    expect(desk.locator("[data-choices] > .live")).to_be_hidden()


def test_the_form_says_what_the_intake_would_say(desk: Page, address):
    started(desk, address + "submit/women/")
    optional = desk.locator("#form .optional")
    assert optional.count() and not desk.locator("#q-basis .optional, [for=q-photo_credit] .optional").count()
    for fold in desk.locator("#form details").all():
        fold.evaluate("element => { element.open = true; }")
    desk.locator("#q-name").fill("زهراراستي")
    desk.locator("#q-name").press("Tab")
    hint = desk.locator("#q-name-live")
    expect(hint).to_contain_text("/women/zahra-rasti/")
    expect(hint).to_have_class("live soft")
    desk.locator("#q-life input[value=living]").check(force=True)
    desk.locator("#q-education").fill("دکترای ادبیات")
    desk.locator("#form-ready").click()
    expect(desk.locator("#q-basis-live")).to_have_text(rule_kinds.NO_BASIS.door)
    desk.locator("#q-basis input[value=public-record]").check(force=True)
    expect(desk.locator("#q-education-live")).to_contain_text("بدون رضایت خود او منتشر نمی‌شود")
    desk.locator("#q-basis input[value=consent]").check(force=True)
    expect(desk.locator("#q-consented-live")).to_have_text(rule_kinds.NO_CONSENT_DATE.door)
    expect(desk.locator("#q-education-live")).to_have_text("خوب است")


def test_the_draft_outlives_a_reload_and_is_cleared_when_asked(browser: Browser, address):
    with opened(browser, **PHONE) as page:
        started(page, address + "submit/women/")
        page.locator("#q-name").fill("گل‌اندام صفری")
        page.locator("#form-more > summary").click()
        page.get_by_role("button", name="افزودن نام").click()
        page.locator('[data-key="other_names"] .repeat-item input').fill("گلی")
        page.get_by_role("button", name="افزودن منبع").click()
        for number, item in enumerate(page.locator('[data-key="sources"] .repeat-item').all(), 1):
            item.locator('[data-part="title"] textarea').fill(f"خبر {number}")
        page.locator('[data-key="achievements"] [data-part="text"] textarea').fill("نشان ملی")
        page.locator('[data-key="achievements"] .choice', has_text="خبر 2").click()
        expect(page.locator("#form-draft")).to_contain_text("نگه داشته شد")
        page.reload()
        expect(page.locator("#form-draft")).to_contain_text("بازگشت")
        expect(page.locator("#q-name")).to_have_value("گل‌اندام صفری")
        expect(page.locator('[data-key="other_names"] .repeat-item input')).to_have_value("گلی")
        ticked = page.locator('[data-key="achievements"] [data-part="sources"] .choice:has(:checked)')
        assert [text.strip() for text in ticked.all_text_contents()] == ["۱. خبر 1", "۲. خبر 2"]
        page.locator("#form-clear").click()
        expect(page.locator("#q-name")).to_have_value("")
        page.reload()
        expect(page.locator("#form-draft")).to_have_text("")
        expect(page.locator("#q-name")).to_have_value("")
        assert page.evaluate("localStorage.length") == 0


def test_a_correction_sends_what_was_changed_and_nothing_else(browser: Browser, address, intake, tmp_path):
    with opened(browser, **PHONE, accept_downloads=True) as page:
        page.goto(address + "women/zahra-rasti/")
        page.get_by_role("link", name="چیزی نادرست است").click()
        expect(page.locator("#form-target")).to_contain_text("زهرا")
        page.locator("#form-ready").click()
        expect(page.locator("#form-note")).to_contain_text("چیزی عوض نشده")
        page.locator("#q-ability").fill("آموزگار گلیم")
        path = saved(page, tmp_path)
    assert path.read_text("utf-8").splitlines() == [
        "form: women",
        "version: 1",
        'target: "zahra-rasti"',
        "values:",
        '  ability: "آموزگار گلیم"',
    ]
    submissions, problems = read_ready_file(path.read_bytes(), path.name)
    assert problems == [] and submissions[0].kind == CORRECTION
    result = intake.take(submissions)
    assert not result.failed and [item.field for item in result.outcomes[0].differences] == ["ability"]


@pytest.mark.parametrize("record", ["nobody", "../women/zahra-rasti", "zahra-rasti"])
def test_an_address_of_no_record_is_a_form_like_any_other(record, browser: Browser, address):
    with opened(browser, **PHONE, faulty=record == "nobody") as page:
        # A host that answers everything with a page of its own.
        page.route("**/women/zahra-rasti/index.json", lambda route: route.fulfill(body="<!doctype html>"))
        started(page, address + f"submit/women/?record={record}")
        expect(page.locator("h1")).to_have_text("معرفی زن توانمند")
        expect(page.locator("#form-target")).to_be_hidden()
        expect(page.locator("#q-name")).to_have_value("")
        page.unroute_all()


def test_an_answer_that_was_emptied_is_not_passed_over_in_silence(browser: Browser, address):
    with opened(browser, **PHONE) as page:
        started(page, address + "submit/women/?record=zahra-rasti")
        page.locator("#q-ability").fill("")
        page.locator("#form-ready").click()
        expect(page.locator("#q-ability-live")).to_contain_text("فرم نمی‌تواند این پاسخ را از صفحه پاک کند")


@pytest.mark.parametrize(
    ("goal", "met"),
    [
        ("#q-stage input[value=paid]", lambda page: expect(page.locator("#q-stage input[value=paid]")).to_be_checked()),
        ("#form-ready", lambda page: expect(page.locator("#form-errors")).to_be_visible()),
        ("#q-jobs", lambda page: expect(page.locator("#q-jobs")).to_be_focused()),
    ],
    ids=["choice", "button", "field"],
)
@pytest.mark.parametrize("wait", [0, 300])
def test_a_click_is_not_lost_when_what_was_typed_turns_out_wrong(goal, met, wait, desk: Page, address):
    """With a real mouse: the error appears between the press and the release, and must not move what is pressed."""
    page = started(desk, address + "submit/loans/")
    page.locator("#q-amount").focus()
    page.keyboard.type("کم")
    page.locator(goal).scroll_into_view_if_needed()
    box = page.locator(goal).bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 4)
    page.mouse.down()
    page.wait_for_timeout(wait)
    page.mouse.up()
    expect(page.locator("#q-amount-live")).to_be_visible()
    met(page)


WATCHED = "() => { window.open = (...given) => { window.opened = given; }; }"


def fill_headcount(page: Page) -> None:
    for key in ("county", "agency", "domain"):
        page.locator(f"#q-{key} .choice").first.click()
    for key, text in (("year", "۱۴۰۴"), ("identified", "۴۲"), ("agreed", "۱۷")):
        page.locator(f"#q-{key}").fill(text)


def test_the_second_button_opens_the_forge_with_the_text_in_it(browser: Browser, address):
    with opened(browser, **PHONE) as page:
        started(page, address + "submit/headcounts/")
        page.evaluate(WATCHED)
        fill_headcount(page)
        page.locator("#form-ready").click()
        page.locator("[data-way=forge]").click()
        target, _, features = page.evaluate("window.opened")
        assert features == "noopener" and target.startswith("https://github.com/example/bank/issues/new?")
        asked = parse_qs(urlsplit(target).query)
        assert asked["template"] == ["record.yml"]
        ((submission,), problems) = read_ready(asked["record"][0], "x.yml")
        assert problems == [] and submission.values["identified"] == "۴۲"
        expect(page.locator("#form-paste")).to_be_hidden()


def test_a_text_too_long_for_an_address_is_pasted(browser: Browser, address):
    with opened(browser, **PHONE) as page:
        started(page, address + "submit/women/?record=zahra-rasti")
        page.evaluate(WATCHED)
        page.locator("#form-more > summary").click()
        page.locator(".big-choice label").first.click()  # else no life of her is published
        page.locator("#q-consented-day").fill("۱")
        page.locator("#q-consented-month").select_option(label="مهر")
        page.locator("#q-consented-year").fill("۱۴۰۵")
        page.locator("#q-biography").fill("او گلیم می‌بافد. " * 120)
        page.locator("#form-ready").click()
        page.locator("[data-way=forge]").click()
        expect(page.locator("#form-paste")).to_be_visible()
        assert page.evaluate("window.opened ?? null") is None
        assert page.locator("#form-text").input_value().startswith("form: women\nversion: 1\ntarget:")
        page.locator("#form-open").click()
        assert page.evaluate("window.opened[0]") == "https://github.com/example/bank/issues/new?template=record.yml"


def test_without_a_script_the_page_names_the_other_ways(browser: Browser, address):
    with opened(browser, **PHONE, java_script_enabled=False) as page:
        page.goto(address + "submit/women/")
        expect(page.locator("#form")).to_be_hidden()
        by_hand = page.get_by_role("region", name="این فرم اینجا باز نمی‌شود")
        expect(by_hand.get_by_role("link", name="فایل اکسل")).to_have_attribute("href", "../../workbooks/women.xlsx")
        expect(by_hand.locator("ol > li")).to_have_count(6)
        expect(by_hand.locator("ol > li").last).to_contain_text("خودش خبر دارد؟")
        expect(by_hand).to_contain_text("بله، خبر دارد و موافق است؛ نه هنوز؛ در قید حیات نیست.")
        # An office that nobody can reach yet is no way.
        expect(by_hand).to_contain_text("راه تماس دفتر هنوز در این سایت ثبت نشده است")
        expect(page.locator(".ask").get_by_role("link", name="بدون فرم")).to_have_count(0)


@pytest.mark.parametrize(
    "name",
    [
        "women",
        *(
            pytest.param(name, marks=pytest.mark.nightly)
            for name in ("cooperatives", "programs", "loans", "headcounts")
        ),
    ],
)
def test_axe_finds_nothing_and_nothing_is_too_wide_or_too_small(name, desk: Page, address):
    page = started(desk, address + f"submit/{name}/")
    for fold in page.locator("#form details").all():
        fold.evaluate("element => { element.open = true; }")
    for button in page.locator(".add").all():
        button.click()
    page.locator("#form-ready").click()
    expect(page.locator("#form-errors")).to_be_visible()
    faults = []
    for scheme, width in (("light", 1280), ("dark", 360), ("dark", 320)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 800})
        expect(page.locator("html")).to_have_attribute("data-scheme", scheme)
        faults += page.evaluate(BEYOND)
        faults += page.evaluate(SMALL)
        if width > 320:
            faults += violations(page, colours_alone=scheme == "dark")
    assert faults == []
    # Before the script shows the form, nothing below it stands in the window, where showing it would move it.
    assert page.evaluate(IN_SIGHT_WITHOUT_FORM) == []


IN_SIGHT_WITHOUT_FORM = """() => {
  document.getElementById("form").hidden = true;
  scrollTo(0, 0);
  return [".ask", ".foot"].filter((one) => document.querySelector(one).getBoundingClientRect().top < innerHeight);
}"""


# Controls of the form that a finger can miss.
SMALL = """() => [...document.querySelectorAll(
  "#form :is(button, select, textarea, input:not([type=radio], [type=checkbox])), #form summary, .choice, .big-choice label"
)].filter(element => element.offsetParent && element.getBoundingClientRect().height < 43.9)
  .map(element => `${element.id || element.className}: ${element.getBoundingClientRect().height}`)"""
