"""Every address on every page leads somewhere; abroad lead links to sources, and those that pass a page on."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import html5lib
import pytest

from generator.dataset.people.consent import is_alive
from tests.support import BANK, FOLDER, HOST, ROOT, Document, record, resolve, text_of


class Site(NamedTuple):
    """A built site: its folder, the address it was built for, and its pages."""

    folder: Path
    base: str
    pages: dict[str, Document]


@pytest.fixture(params=["bank", "small", pytest.param("folder", marks=pytest.mark.nightly)])
def site(request) -> Site:
    folder = request.getfixturevalue(f"{request.param}_site")
    base = FOLDER if request.param == "folder" else HOST
    return Site(folder, base, request.getfixturevalue(f"{request.param}_pages"))


def anchors(page: Document) -> set[str]:
    named = {element.get("name") for element in page.tree.iter("a") if element.get("name")}
    return {*page.ids, *named}


def test_every_internal_address_and_anchor_resolves(site):
    folder, base, pages = site
    known = {page.path: anchors(page) for page in pages.values()}
    known |= {path: set(re.findall(r'\bid="([^"]+)"', path.read_text("utf-8"))) for path in folder.rglob("*.svg")}
    broken, seen = [], 0
    for page in pages.values():
        for element, name, value in page.addresses():
            if element.tag in ("use", "image") and value.startswith("#"):
                assert value[1:] in page.ids, f"{page}: {value}"
                continue
            target, anchor = resolve(folder, base, page.url, value)
            if target is None:
                continue
            seen += 1
            if not target.is_file():
                broken.append(f"{page}: <{element.tag} {name}={value!r}>")
            elif anchor and anchor not in known.get(target, set()):
                broken.append(f"{page}: no #{anchor} in {target.relative_to(folder)}")
    assert seen > 200
    assert sorted(set(broken)) == []


def test_addresses_in_the_head_resolve(site):
    """Canonical, alternate and preview addresses are absolute: each is a page of the site."""
    folder, base, pages = site
    for page in pages.values():
        for value in [*page.links("canonical"), *page.links("alternate"), *page.meta("og:url"), *page.meta("og:image")]:
            target, _ = resolve(folder, base, "", value)
            assert value.startswith(base) and target.is_file(), f"{page}: {value}"


def test_a_page_that_leads_on_leads_to_a_page(site):
    folder, base, pages = site
    for page in pages.values():
        for content in page.meta("refresh"):
            target, _ = resolve(folder, base, page.url, content.partition("url=")[2])
            assert target.is_file()


def test_every_page_is_reached_from_the_home_page(site):
    folder, base, pages = site
    by_path = {page.path: page for page in pages.values()}
    reached, waiting = set(), [pages[""]]
    while waiting:
        page = waiting.pop()
        if page.url in reached:
            continue
        reached.add(page.url)
        for element, _, value in page.addresses():
            if element.tag == "a":
                target, _ = resolve(folder, base, page.url, value)
                if target in by_path:
                    waiting.append(by_path[target])
    lost = {page.url for page in pages.values() if not page.leads_on} - reached - {"404.html"}
    # The page of an empty county is a box and nothing else; its card stays for those who show it already.
    lost -= {f"{page.url}card/" for page in pages.values() if ONE_BOX in page.html}
    assert sorted(lost) == []


def test_style_sheets_ask_for_nothing_but_our_own_files(site):
    folder, base, _ = site
    asked = 0
    for sheet in sorted(folder.rglob("*.css")):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        own = sheet.relative_to(folder).as_posix()
        for address in re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", text):
            value = "".join(address)
            if value.startswith("data:"):
                continue
            asked += 1
            target, _ = resolve(folder, base, own, value)
            assert target is not None and target.is_file(), f"{own}: {value}"
    assert asked >= 2


def test_scripts_name_no_other_host(site):
    folder, _, _ = site
    # Pagefind's own tells developers of its documentation; what a page fetches is watched in the browser.
    for script in sorted(folder.rglob("*.js")):
        assert re.findall(r"https?://|//[a-z]", re.sub(r"(?m)^\s*//.*$|\s// .*$", "", script.read_text("utf-8"))) == []


def test_the_browser_fetches_nothing_from_another_host(site):
    folder, base, pages = site
    foreign = [
        f"{page}: <{element.tag} {name}={value!r}>"
        for page in pages.values()
        for element, name, value in page.addresses()
        # An address that a reader may follow, and the site's own name for search engines, are not fetched.
        if element.tag != "a" and "canonical" not in (element.get("rel") or "")
        if resolve(folder, base, page.url, value)[0] is None and not value.startswith("data:")
    ]
    assert foreign == []


def test_links_abroad_lead_to_sources_by_http(bank_site, bank_pages):
    """On a record's page each of them stands in the record's own file, on a hand-written page in its Markdown."""
    wrong = []
    for page in bank_pages.values():
        for element, _, value in page.addresses():
            if element.tag != "a" or resolve(bank_site, HOST, page.url, value)[0] is not None:
                continue
            if urlsplit(value).scheme in ("mailto", "tel"):
                # How to reach an office stands on its own page only.
                if not re.fullmatch(r"cooperatives/[^/]+/|about/|privacy/", page.url):
                    wrong.append(f"{page}: {value}")
                continue
            if (element.get("rel") or "") == PASSED_ON:
                continue  # the test below says where these lead
            if urlsplit(value).scheme not in ("http", "https") or value not in origin(page):
                wrong.append(f"{page}: {value}")
    assert wrong == []


PASSED_ON = "nofollow"
# What a county has that nothing is known of yet.
ONE_BOX = 'class="one-box"'
# Pages with a way to pass them on, and the only places that it leads to.
SHARED = re.compile(r"(women|cooperatives|programs|counties|news)/(?!domain/|sector/)[^/]+/")
MESSENGERS = {
    "تلگرام": "https://t.me/share/url?url={url}&text={text}",
    "ایتا": "https://eitaa.com/share/url?url={url}",
    "بله": "https://ble.ir/share/url?url={url}",
    "واتساپ": "https://wa.me/?text={text}%20{url}",
}


def test_a_page_is_passed_on_by_exactly_these_links(bank_pages):
    unasked = {
        f"women/{path.stem}/"
        for path in (BANK / "data" / "women").rglob("*.yml")
        if (data := record(path)).get("basis") != "consent" and is_alive(data["life"])
    }
    assert unasked
    seen = 0
    for page in bank_pages.values():
        found = {
            text_of(a): a.get("href")
            for a in page.body.iter("a")
            if a.get("rel") == PASSED_ON and "://" in (a.get("href") or "")
        }
        # Nobody is passed on who has not been asked.
        if not SHARED.fullmatch(page.url) or page.leads_on or page.url in unasked or ONE_BOX in page.html:
            assert found == {}, page
            continue
        (title,) = page.meta("og:title")
        parts = {"url": quote(HOST + page.url, safe=""), "text": quote(title, safe="")}
        assert found == {name: form.format(**parts) for name, form in MESSENGERS.items()}, page
        (button,) = [button for button in page.body.iter("button") if button.get("data-copy")]
        assert button.get("data-copy") == HOST + page.url
        hidden = [item for item in page.body.iter("li") if item.get("hidden") is not None and button in list(item)]
        assert len(hidden) == 1, page
        seen += 1
    assert seen > 30


def test_the_card_of_a_county_leads_back_and_the_snippet_to_it(site):
    _, base, pages = site
    cards = [page for page in pages.values() if re.fullmatch(r"counties/[^/]+/card/", page.url)]
    assert len(cards) == len([page for page in pages.values() if re.fullmatch(r"counties/[^/]+/", page.url)])
    for card in cards:
        county = pages[card.url.removesuffix("card/")]
        assert card.links("canonical") == [base + county.url] and not card.indexed
        (link,) = card.body.iter("a")
        assert (link.get("href"), link.get("target"), link.get("rel")) == (base + county.url, "_top", "noopener")
        assert not list(card.tree.iter("script")) and card.heading == county.heading
        assert len(card.html) < 4000
        if ONE_BOX in county.html:
            continue
        (area,) = county.body.iter("textarea")
        (frame,) = html5lib.parseFragment(area.text, namespaceHTMLElements=False)
        assert area.get("readonly") is not None
        assert (frame.tag, frame.get("src")) == ("iframe", base + card.url)
        assert (frame.get("width"), frame.get("height")) == ("320", "240") and frame.get("title")


def origin(page: Document) -> str:
    """Return the text that a page is made from."""
    resource, _, rest = page.url.partition("/")
    found = list((BANK / "data" / resource).rglob(f"{rest.strip('/')}.yml")) if rest else []
    if page.url.startswith("data/dictionary/"):
        found = [ROOT / "data" / "datapackage.yaml"]
    if page.url == "data/":
        found = [ROOT / "data" / "datapackage.yaml", ROOT / "generator/site/templates/data.html"]
    if resource == "indicators":
        found = [BANK / "data" / "indicator-values.csv"]
    for candidate in (f"{page.url.strip('/')}.md", f"{page.url}index.md"):
        if (BANK / "content" / candidate).is_file():
            found = [BANK / "content" / candidate]
    assert found, f"{page} is made from nothing that may hold a link abroad"
    return "".join(path.read_text("utf-8") for path in found)


def test_no_link_hands_its_page_to_a_window_that_it_opens(bank_pages):
    for page in bank_pages.values():
        for element in page.tree.iter("a"):
            if element.get("target"):
                assert "noopener" in (element.get("rel") or ""), page
