"""The bank of the tests in a real browser: ways through it, keyboard, schemes, print, weight, and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.site.kinds import KINDS, PROFILE
from tests.site.windows import opened, violations, watched

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def guided(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    page, faults = watched(browser, color_scheme="light", **size(1280))
    yield page, faults
    page.context.close()


@pytest.fixture
def look(guided, serve: str) -> Iterator[Callable[[str], Page]]:
    """Return a function that takes one page to an address as whoever comes from another: what it kept is warm."""
    page, faults = guided

    def go(path: str) -> Page:
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        page.set_viewport_size(size(1280)["viewport"])
        page.goto(serve + path)
        return page

    yield go
    found = faults + page.evaluate("window.faults ?? []")
    faults.clear()
    assert found == []


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of an empty profile and takes it to an address."""
    stack = []

    def go(address: str, **options) -> Page:
        manager = opened(browser, **options)
        page = manager.__enter__()
        stack.append(manager)
        page.goto(address)
        return page

    yield go
    for manager in stack:
        manager.__exit__(None, None, None)


def size(width: int) -> dict:
    return {"viewport": {"width": width, "height": 800}}


@pytest.mark.parametrize(
    ("width", "base"),
    [
        (360, "bank/"),
        *(pytest.param(*more, marks=pytest.mark.nightly) for more in ((360, ""), (1280, ""), (1280, "bank/"))),
    ],
)
def test_from_the_home_page_over_the_map_to_a_profile_and_back(width, base, serve, visit):
    page = visit(serve + base, **size(width))
    page.locator(".by-names a", has_text="شیراز").click()
    expect(page.locator("h1")).to_contain_text("شیراز")
    page.get_by_role("link", name=re.compile("زنان|همه")).and_(
        page.locator("main a[href*='women/county/shiraz/']")
    ).first.click()
    expect(page.locator("h1")).to_have_text("زنان شیراز")
    first = page.locator(".card-name a").first
    name = first.inner_text()
    first.click()
    expect(page.locator("h1")).to_contain_text(name)
    assert page.url.startswith(serve + base + "women/")
    page.go_back()
    expect(page.locator("h1")).to_have_text("زنان شیراز")
    page.go_back()
    assert page.url == f"{serve}{base}counties/shiraz/"


# What reaches beyond the sides of the window, and does not scroll inside a box of its own.
BEYOND = """() => {
  const width = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > width) found.push(`page: ${document.documentElement.scrollWidth}`);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || !node.parentElement.checkVisibility()) continue;
    let hidden = false;
    for (let box = node.parentElement; box && box !== document.body; box = box.parentElement) {
      const style = getComputedStyle(box);
      if (style.overflowX !== "visible" || style.display === "none" || style.clipPath !== "none") { hidden = true; break; }
    }
    if (hidden) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects())
      if (box.width && box.bottom > 0 && (box.left < -1 || box.right > width + 1))
        { found.push(`${node.parentElement.className || node.parentElement.tagName}: ${node.data.trim().slice(0, 40)}`); break; }
  }
  return found;
}"""


def of_kinds(by_day: str, at_night: Iterable[str] = KINDS) -> pytest.MarkDecorator:
    """Let a test look at pages of some kinds by day, and at night at those of others too."""
    named = by_day.split(", ")
    assert KINDS.keys() >= {*named, *at_night}
    more = [kind for kind in at_night if kind not in named]
    return pytest.mark.parametrize("kind", [*named, *(pytest.param(kind, marks=pytest.mark.nightly) for kind in more)])


# By day one page of each way to lay out: a list, a record, tables and charts, a map, a form, a text. In the dark, where
# only the colours are others, those with the most of them.
@of_kinds("home, woman, county, form, statistics")
def test_a_page_fits_its_window_and_axe_finds_nothing_in_either_scheme(kind, look):
    page = look(KINDS[kind])
    check(page)
    unfold(page, "dark", 360)
    assert violations(page, colours_alone=True) == []


@of_kinds("women, program, article, missing", ())
def test_a_page_fits_its_window_and_axe_finds_nothing(kind, look):
    check(look(KINDS[kind]))


def check(page: Page) -> None:
    """Check that nothing reaches beyond windows of three widths, and that axe finds nothing in the light."""
    assert page.evaluate(BEYOND) == []
    for width in (320, 360):
        page.set_viewport_size(size(width)["viewport"])
        assert page.evaluate(BEYOND) == [], width
    unfold(page, "light", 1280)
    assert violations(page) == []


def unfold(page: Page, scheme: str, width: int) -> None:
    """Open all panels of a page, for what is behind a closed one counts too, and wait until the scheme is on."""
    page.evaluate("document.querySelectorAll('details').forEach(panel => { panel.name = ''; panel.open = true; })")
    # Panels of one template say the same of it: the dictionary has dozens, and all of them take a quarter of a minute.
    # Those of a form are left to its script, which asks for them while it starts.
    repeated = "[...document.querySelectorAll('main details')].filter(panel => !panel.closest('form')).slice(4)"
    page.evaluate(f"{repeated}.forEach(panel => panel.remove())")
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size(size(width)["viewport"])
    expect(page.locator("html")).to_have_attribute("data-scheme", scheme)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_card_of_a_county_fits_the_frame_of_another_site(scheme, serve, visit):
    page = visit(serve + "counties/shiraz/card/", color_scheme=scheme, viewport={"width": 320, "height": 240})
    assert page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]") == [320, 240]
    assert violations(page) == []
    assert page.locator("a").bounding_box()["height"] >= 44


def test_an_address_is_copied_where_a_script_runs_and_passed_on_where_none_does(serve, visit):
    page = visit(serve + PROFILE, permissions=["clipboard-read", "clipboard-write"], **size(360))
    page.get_by_text("اشتراک‌گذاری").click()
    page.get_by_role("button", name="کپی پیوند").click()
    expect(page.get_by_role("button", name="کپی شد")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/" + PROFILE)
    page = visit(serve + "counties/shiraz/", permissions=["clipboard-read", "clipboard-write"], **size(1280))
    page.get_by_text("این کارت را در سایت خود بگذارید").click()
    page.locator(".embed button").click()
    expect(page.locator(".embed button")).to_have_text("کپی شد")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#snippet").input_value()
    # Where the browser refuses, what is to be copied stands there chosen.
    page = visit(serve + PROFILE, **size(360))
    page.evaluate("() => void (navigator.clipboard.writeText = () => Promise.reject())")
    page.get_by_text("اشتراک‌گذاری").click()
    page.get_by_role("button", name="کپی پیوند").click()
    expect(page.locator(".share [role=status]")).to_contain_text("اجازهٔ کپی نداد")
    assert page.locator(".share [role=status]").bounding_box()["height"] > 10
    field = page.get_by_label("نشانی این صفحه")
    expect(field).to_be_focused()
    assert page.evaluate("String(getSelection())") == field.input_value()
    assert field.input_value().endswith("/" + PROFILE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page = visit(serve + PROFILE, java_script_enabled=False, **size(360))
    page.get_by_text("اشتراک‌گذاری").click()
    expect(page.get_by_role("link", name="تلگرام")).to_be_visible()
    expect(page.locator(".share button")).to_be_hidden()


def test_a_first_visit_to_a_profile_is_light(serve, browser):
    """What Chromium transfers for a profile without a photo, heads and all, from a server that packs texts."""
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: dict[str, int] = {}
    session.on("Network.responseReceived", lambda event: asked.update({event["requestId"]: event["response"]["url"]}))
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(serve + PROFILE, wait_until="networkidle")
    assert page.evaluate("document.fonts.check('16px Vazirmatn', 'زن')")
    context.close()
    fetched = {asked[name].removeprefix(serve): sizes[name] for name in asked}
    kinds = {name.rsplit(".", 1)[-1] for name in fetched if "." in name}
    assert PROFILE in fetched and {"css", "js", "woff2"} <= kinds
    assert len(fetched) <= 15  # a face is a file of one KB that other pages share
    assert 30_000 < sum(fetched.values()) < 150 * 1024, fetched
    # The Latin subset waits for a page that shows a Latin letter... or digit.
    assert sum(name.endswith(".woff2") for name in fetched) <= 2


def focused(page: Page) -> dict:
    """Return what a reader sees of the focused element."""
    return page.evaluate(
        """() => {
          const element = document.activeElement, style = getComputedStyle(element), box = element.getBoundingClientRect();
          return {
            name: element.className || element.tagName, text: element.textContent.trim().slice(0, 40),
            outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            background: style.backgroundColor,
            shown: box.width > 0 && box.height > 0 && box.top >= -1 && box.bottom <= innerHeight + 1
              && box.left >= -1 && box.right <= innerWidth + 1 && style.visibility === "visible" && style.opacity !== "0",
          };
        }"""
    )


def test_the_skip_link_comes_first_and_leads_past_the_header(serve, visit):
    page = visit(serve + PROFILE, **size(1280))
    page.keyboard.press("Tab")
    link = focused(page)
    assert link["name"] == "md-skip" and link["shown"], link
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    inside = page.evaluate("!document.activeElement.closest('.top') && !!document.activeElement.closest('main')")
    assert inside
    # On a phone the current link of the second row is seen first, and comes first.
    page.set_viewport_size(size(360)["viewport"])
    page.goto(serve + KINDS["facilities"])
    page.locator(".search-tool").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.sub [aria-current]')")


@of_kinds("home, women", ["woman", "counties"])
def test_whoever_walks_by_keyboard_sees_where_they_are(kind, serve, visit):
    page = visit(serve + KINDS[kind], **size(1280))
    seen = []
    for _ in range(30):
        page.keyboard.press("Tab")
        spot = focused(page)
        if spot["name"].startswith("tile "):
            spot["outline"] = True  # clip-path eats an outline: a focused tile changes its colour, see below
        seen.append(spot)
    assert [spot for spot in seen if not (spot["outline"] and spot["shown"])] == []
    assert len({(spot["name"], spot["text"]) for spot in seen}) > 15


def test_a_focused_tile_of_the_map_changes_its_colour(serve, visit):
    page = visit(serve + "counties/", **size(1280))
    tile = page.locator(".by-names a", has_text="شیراز")
    before = tile.evaluate("element => getComputedStyle(element).backgroundColor")
    page.keyboard.press("Tab")  # so that the focus counts as one by keyboard
    tile.focus()
    expect(tile).not_to_have_css("background-color", before)


def test_a_facet_opens_by_keyboard_and_its_links_follow(serve, visit):
    page = visit(serve + "women/", java_script_enabled=False, **size(1280))
    first, second = page.locator("details.facet").nth(0), page.locator("details.facet").nth(1)
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(first).to_have_attribute("open", "")
    expect(first.locator(".facet-panel")).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('details[open] .facet-panel')")
    # Only one panel is open at a time.
    second.locator("summary").focus()
    page.keyboard.press("Space")
    expect(second).to_have_attribute("open", "")
    expect(first).not_to_have_attribute("open", "")
    link = second.locator(".facet-panel a").first
    name, count = link.evaluate("element => [element.firstChild.data, element.lastChild.textContent]")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(name.strip())
    expect(page.locator(".results-line b")).to_have_text(count)
    page.locator(".chosen a").click()
    assert page.url == serve + "women/"


def test_an_open_facet_panel_stays_inside_the_window(serve, visit):
    width = 1280
    page = visit(serve + "women/", **size(width))
    for facet in page.locator("details.facet").all():
        facet.locator("summary").press("Enter")
        box = facet.locator(".facet-panel").bounding_box()
        assert box["x"] >= -1 and box["x"] + box["width"] <= width + 1


def test_pages_of_a_list_follow_each_other(serve, visit):
    page = visit(serve + "women/", **size(360))
    names = page.locator("main h2 a")
    first = names.all_inner_texts()
    assert len(first) == 24
    page.locator("nav.pager a[rel=next]").click()
    expect(page).to_have_url(serve + "women/page/2/")
    expect(names.first).to_be_visible()
    assert not set(first) & set(names.all_inner_texts())
    page.set_viewport_size(size(320)["viewport"])  # where the arrows stand alone
    for way in page.locator("nav.pager > a").all():
        box = way.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    page.locator("nav.pager a[rel=prev]").click()
    expect(page).to_have_url(serve + "women/")
    expect(names).to_have_text(first)


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_the_scheme_changes_stays_and_never_flashes(serve, visit):
    page = visit(serve, color_scheme="light", **size(1280))
    assert page.evaluate("window.early") == "light"
    light = background(page)
    button = page.locator(".scheme-tool")
    expect(button).to_have_attribute("aria-label", "نمای تیره")
    button.click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    expect(button).to_have_attribute("aria-label", "نمای روشن")
    dark = background(page)
    assert dark != light
    page.locator("nav.links li a").first.click()
    expect(page.locator("h1")).to_have_text("زنان توانمند")
    page.wait_for_load_state()
    # On the next page it is there before anything is painted.
    assert page.evaluate("window.early") == "dark"
    first = (
        "() => new Promise(done => (function look() { window.painted ? done(window.painted) : setTimeout(look) })())"
    )
    assert page.evaluate(first) == dark
    page.reload()
    assert page.evaluate("window.early") == "dark"
    page.locator(".scheme-tool").click()
    assert background(page) == light


def test_the_scheme_follows_the_system_until_somebody_chooses(serve, visit):
    page = visit(serve, color_scheme="dark", **size(1280))
    assert page.evaluate("window.early") == "dark"
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-scheme", "light")
    page.locator(".scheme-tool").click()
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")


def test_a_closed_storage_is_no_fault(serve, browser):
    with opened(browser, fresh=True) as page:
        page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } })")
        page.goto(serve)
        page.locator(".scheme-tool").click()
        expect(page.locator("html")).to_have_attribute("data-scheme", "dark")


def test_another_tab_follows_the_choice(serve, browser):
    with opened(browser) as page:
        page.goto(serve)
        other = page.context.new_page()
        other.goto(serve + "women/")
        page.locator(".scheme-tool").click()
        expect(other.locator("html")).to_have_attribute("data-scheme", "dark")


@of_kinds("home, women, woman", ["counties", "missing", "cooperative", "dictionary", "guide"])
def test_without_javascript_everything_reads(kind, serve, look, visit):
    with_script = look(KINDS[kind])
    without = visit(serve + KINDS[kind], java_script_enabled=False, **size(1280))
    # Facets without lists of their own, and the order, are offered where they work.
    with_script.locator("main").evaluate("main => main.querySelectorAll('.scripted').forEach(one => one.remove())")
    read = "main => main.innerText.replace(/\\s+/g, ' ').trim()"
    text = without.locator("main").evaluate(read)
    assert len(text) > 60
    assert text == with_script.locator("main").evaluate(read)
    assert without.locator(".scheme-tool").is_hidden()  # a button that can do nothing


def boxes(found):
    return [one.bounding_box() for one in found.all()]


def test_without_javascript_the_map_counts_what_was_chosen(serve, visit):
    page = visit(serve + "counties/", java_script_enabled=False, **size(360))
    names, organisations = page.locator(".by-names"), page.locator(".by-organisations")
    expect(names).to_be_visible()
    expect(organisations).to_be_hidden()
    page.get_by_label("تعاونی‌ها و صندوق‌ها").check()
    expect(names).to_be_hidden()
    expect(organisations).to_be_visible()


def test_without_javascript_the_lists_work(serve, visit):
    page = visit(serve + "women/", java_script_enabled=False, **size(360))
    page.locator(".sheet-open").click()
    sheet, link = page.locator(".sheet"), page.locator(".sheet .facet-panel a").first
    assert sheet.bounding_box()["height"] <= 0.88 * page.viewport_size["height"] + 1
    assert all(one["height"] >= 44 for one in boxes(sheet.locator("a:visible")))
    expect(sheet.locator(".sheet-foot")).to_contain_text(page.locator(".results-line b").inner_text())
    sheet.locator(".sheet-foot a").last.click()
    expect(sheet).to_be_hidden()
    page.locator(".sheet-open").click()
    link.click()
    assert "/women/" in page.url and page.url != serve + "women/"
    page.goto(serve + "women/")
    page.locator("nav.pager a[rel=next]").click()
    expect(page.locator(".card").first).to_be_visible()
    page.locator(".card-name a").first.click()
    expect(page.locator("h1")).to_be_visible()


def test_without_javascript_the_system_decides_the_scheme(serve, visit):
    light = visit(serve + PROFILE, java_script_enabled=False, color_scheme="light")
    dark = visit(serve + PROFILE, java_script_enabled=False, color_scheme="dark")
    chosen = visit(serve + PROFILE, color_scheme="dark")
    assert background(light) != background(dark)
    assert background(chosen) == background(dark)


# The custom properties that a page would show, so that the two ways into the dark agree.
TOKENS = """() => {
  const names = new Set();
  for (const sheet of document.styleSheets) for (const rule of sheet.cssRules)
    for (const [, name] of rule.cssText.matchAll(/(--[\\w-]+):/g)) names.add(name);
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...names].sort().map(name => [name, style.getPropertyValue(name)]));
}"""


def test_the_dark_scheme_is_the_same_with_and_without_javascript(serve, visit):
    scripted = visit(serve + PROFILE, color_scheme="dark").evaluate(TOKENS)
    plain = visit(serve + PROFILE, java_script_enabled=False, color_scheme="dark").evaluate(TOKENS)
    assert len(scripted) > 30
    assert {name: value for name, value in plain.items() if scripted[name] != value} == {}


@of_kinds("woman", ["thin woman", "program"])
def test_a_record_prints_in_black_on_white_without_the_ways_around_it(kind, serve, visit):
    page = visit(serve + KINDS[kind], color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert background(page) in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")
    channels = re.findall(r"\d+", page.locator("h1").evaluate("element => getComputedStyle(element).color"))
    assert max(map(int, channels[:3])) < 128
    for hidden in (".menu", ".sub", ".scheme-tool", ".foot", ".neighbours"):
        for element in page.locator(hidden).all():
            assert element.is_hidden(), hidden
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".sources")).to_be_visible()
    page.emulate_media(media="null")
    document = page.pdf(format="A4", tagged=True)
    assert document.startswith(b"%PDF-") and document.rstrip().endswith(b"%%EOF")
    pages = len(re.findall(rb"/Type\s*/Page\b", document))
    assert 1 <= pages <= 3


def test_a_source_that_an_achievement_names_is_marked(serve, visit):
    page = visit(serve + PROFILE, **size(360))
    reference = page.locator(".lived a.ref").first
    target = page.locator(reference.get_attribute("href"))
    before = target.evaluate("element => getComputedStyle(element).backgroundColor")
    reference.click()
    expect(target).to_be_in_viewport()
    expect(target).not_to_have_css("background-color", before)


def test_what_is_missing_gets_our_own_page(serve, browser):
    context = browser.new_context()
    page = context.new_page()
    for base in ("", "bank/"):
        response = page.goto(serve + base + "women/nobody-of-this-name/")
        assert response.status == 404
        expect(page.locator("h1")).to_have_text("این صفحه پیدا نشد")
        page.locator("main a").first.click()
        assert page.url == serve + base + "women/"
        expect(page.locator(".card").first).to_be_visible()
    context.close()


# Controls, and links that stand for themselves: in a list, a table, the sources, the way back.
TOUCHED = (
    "button, summary, .button, .sub a, .cta, nav.pager a, .facet-panel a, .foot nav a, .crumbs a, .review a, .chips a,"
    " .jump a, .sources a, .facts a, .plain-list a, .heat a, .data a"
)


@of_kinds("women, woman, county", ["statistics", "meeting", "seasons", "indicator", "submit"])
def test_what_is_touched_is_large_enough(kind, look):
    """Controls are 44 px high on a phone; links inside a text keep the text's own line."""
    page = look(KINDS[kind])
    page.set_viewport_size(size(360)["viewport"])
    small = page.evaluate(
        """touched => [...document.querySelectorAll(touched)]
          .map(element => [element.textContent.trim().slice(0, 30) || element.getAttribute("aria-label"), element.getBoundingClientRect()])
          .filter(([, box]) => box.width && (box.height < 43.5 || box.width < 24))
          .map(([name, box]) => `${name}: ${box.width.toFixed(1)}×${box.height.toFixed(1)}`)""",
        TOUCHED,
    )
    assert small == []


def test_what_a_script_draws_has_its_room_too(serve, visit):
    page = visit(serve + "women/?county=شیراز&domain=ادبی&domain=هنری", **size(360))
    chips = page.locator(".chosen a")
    expect(chips).to_have_count(3)
    boxes = sorted((chip.bounding_box() for chip in chips.all()), key=lambda box: (box["y"], -box["x"]))
    for one, other in pairwise(boxes):
        assert other["y"] - one["y"] - one["height"] >= 4 or one["x"] - other["x"] - other["width"] >= 4, boxes
    # What finds nothing is told by its number, and can be read.
    none = page.locator(".facet-panel [data-none]").first
    assert none.evaluate("element => getComputedStyle(element).opacity") == "1"
    # The domains stand in one line, and what is beyond its end can be reached.
    assert page.locator(".ruler").bounding_box()["height"] < 120
    assert page.locator(".ruler ul").evaluate("list => list.scrollWidth > list.clientWidth")
    page.goto(serve + "women/?q=قفقظظ")
    empty = page.locator(".empty")
    assert empty.locator("> div").bounding_box()["width"] > 180
    assert "star.svg" in empty.evaluate("element => getComputedStyle(element, '::before').maskImage")


def test_what_is_folded_says_so_and_no_page_is_endless(serve, visit):
    page = visit(serve + KINDS["statistics"], **size(360))
    marks = "all => all.map(one => parseFloat(getComputedStyle(one, '::after').borderBottomWidth) > 1)"
    for kind in ("statistics", "open data", "dictionary table", "loans", "indicator"):
        page.goto(serve + KINDS[kind])
        drawn = page.locator("main details > summary").evaluate_all(marks)
        assert drawn and all(drawn), kind
        assert page.evaluate("document.documentElement.scrollHeight") < 9_000, kind
    # Who comes for a list that is folded finds it open.
    page.goto(serve + "data/dictionary/women/#women-achievements")
    expect(page.locator("#women-achievements dl")).to_be_visible()
    page.goto(serve + KINDS["statistics"])
    page.locator("#county-by-domain .fold:not([open]) > summary").click()
    expect(page.locator(".pull")).to_be_visible()  # the table is wider than the window
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.locator(".pull")).to_be_hidden()


def test_the_whole_row_leads_to_its_record(serve, visit):
    page = visit(serve + KINDS["facilities"], **size(360))
    row = page.locator(".program").first
    address = row.locator("a").first.get_attribute("href")
    row.click(position={"x": 4, "y": 4})
    assert page.url.endswith(address.removeprefix("../"))
