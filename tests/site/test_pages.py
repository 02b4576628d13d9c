"""The bank of the tests, page by page: what every page says of itself."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from generator.site.drawing import frames
from generator.site.model.lifetime import span
from tests.support import BANK, HOST, NAME, Document, text_of
from tests.trees import SVG


def names(found) -> list[str]:
    return sorted(map(str, found))


def test_hand_written_pages_are_there(bank_pages):
    assert {"", "about/", "guide/", "submit/", "privacy/", "news/", "education/", "data/dictionary/"} <= set(bank_pages)
    assert "404.html" in bank_pages


@pytest.fixture(params=["one of each kind", pytest.param("all", marks=pytest.mark.nightly)])
def parsed(request, bank_pages) -> list[Document]:
    """Pages that are read as the standard has it, which is slow: by day the fullest of each section and depth."""
    fullest = {frames.key_of(page.url): page for page in sorted(bank_pages.values(), key=lambda page: len(page.html))}
    return list(bank_pages.values() if request.param == "all" else fullest.values())


def test_pages_are_well_formed(parsed):
    wrong = {}
    for page in parsed:
        if faults := page.strict[1]:
            wrong[page.name] = [(place, code) for place, code, _ in faults[:3]]
    assert wrong == {}


def test_the_trees_of_the_tests_are_those_of_the_standard(parsed):
    assert names(page for page in parsed if shape(page.tree) != shape(page.strict[0])) == []


def shape(tree) -> list[tuple]:
    return [(one.tag, one.attrib, one.text or "", one.tail or "") for one in tree.iter() if one is not tree]


def test_language_and_direction(bank_pages):
    for page in bank_pages.values():
        assert page.tree.get("lang") == "fa", page
        assert "rtl" in (page.tree.get("dir"), page.body.get("dir")), page


def test_one_heading_of_the_first_level_named_main_and_the_rest_in_order(bank_pages):
    wrong = {}
    for page in bank_pages.values():
        headings = [element for element in page.body.iter() if re.fullmatch(r"h[1-6]", str(element.tag))]
        levels = [int(element.tag[1]) for element in headings]
        first = [element for element in headings if element.tag == "h1"]
        jumps = [
            text_of(element)
            for element, before, level in zip(headings[1:], levels, levels[1:], strict=False)
            if level > before + 1
        ]
        empty = [element.tag for element in headings if not text_of(element)]
        if len(first) != 1 or first[0].get("id") != "main" or levels[0] != 1 or jumps or empty:
            wrong[page.name] = (levels, jumps, empty)
    assert wrong == {}


def test_ids_are_unique(bank_pages):
    repeated = {
        page.name: [name for name, count in Counter(page.ids).items() if count > 1] for page in bank_pages.values()
    }
    assert {name: ids for name, ids in repeated.items() if ids} == {}


def test_every_page_has_one_title_with_the_sites_name(bank_pages):
    for page in bank_pages.values():
        assert len(page.head.findall("title")) == 1, page
        assert page.title.endswith(NAME), page
        assert len(page.title) > 10


def test_titles_of_listed_pages_differ(folder_pages):
    counts = Counter(page.title for page in folder_pages.values() if page.indexed)
    assert [title for title, count in counts.items() if count > 1] == []


def test_every_page_but_the_missing_one_is_described_shortly(bank_pages):
    for page in bank_pages.values():
        # The one has no address of its own, the others only that of another page: nothing lists or previews them.
        if page.url == "404.html" or page.alone or page.leads_on:
            continue
        (description,) = page.meta("description")
        assert 20 <= len(description) <= 160, f"{page}: {len(description)}: {description}"
        assert description == " ".join(description.split())


def test_no_two_listed_pages_share_a_description(folder_pages):
    shared: dict[str, list[Document]] = {}
    for page in folder_pages.values():
        if page.indexed:
            shared.setdefault(page.meta("description")[0], []).append(page)
    assert {text: names(found) for text, found in shared.items() if len(found) > 1} == {}


def test_canonical_address_and_previews(bank_pages):
    for page in bank_pages.values():
        if page.url == "404.html":
            assert page.links("canonical") == []
            continue
        if page.leads_on:
            continue  # its canonical address is that of the page it leads to
        if page.alone:
            assert page.links("canonical") == [HOST + page.url.removesuffix("card/")]
            continue
        assert page.links("canonical") == [HOST + page.url]
        assert page.meta("og:url") == [HOST + page.url]
        assert page.meta("og:locale") == ["fa_IR"]
        assert page.meta("og:site_name") == [NAME]
        assert page.meta("og:description") == page.meta("description")
        (title,) = page.meta("og:title")
        assert page.title.startswith(title)
        (kind,) = page.meta("og:type")
        is_woman = re.fullmatch(r"women/(?!domain/)[^/]+/", page.url)
        assert kind == "profile" if is_woman else kind in ("website", "article")
        assert len(page.meta("twitter:card")) == 1


def test_the_canonical_address_of_a_site_in_a_folder(folder_site):
    page = Document(folder_site, folder_site / "women" / "simin-daneshvar" / "index.html")
    assert page.links("canonical") == ["https://example.org/bank/women/simin-daneshvar/"]
    assert page.meta("og:url") == ["https://example.org/bank/women/simin-daneshvar/"]


def test_the_security_policy_stands_before_all_that_it_governs(bank_pages):
    for page in bank_pages.values():
        (policy,) = page.meta("Content-Security-Policy")
        assert "default-src 'self'" in policy
        # The engine of search is WebAssembly; no text is ever run as a program.
        assert "unsafe" not in policy and "*" not in policy
        order = [element.tag for element in page.head if element.tag in ("script", "link", "style")]
        place = [element.get("http-equiv") for element in page.head].index("Content-Security-Policy")
        tags = [element.tag for element in page.head]
        assert order and place < min(tags.index(tag) for tag in order)


# Kinds of script that hold data and never run.
DATA = ("application/ld+json", "application/json")


def test_nothing_inline_runs_or_styles(bank_pages):
    wrong = []
    for page in bank_pages.values():
        for element in page.tree.iter():
            kind = element.get("type", "")
            if element.tag == "script" and not element.get("src") and kind not in DATA:
                wrong.append(f"{page}: <script {kind}>")
            if element.tag == "style":
                wrong.append(f"{page}: <style>")
            wrong += [
                f"{page}: <{element.tag} {name}>"
                for name in element.attrib
                if name == "style" or name.lower().startswith("on")
            ]
    assert wrong == []


def test_the_scheme_is_set_by_the_first_script_before_any_style(bank_pages):
    """A script of the head that is neither deferred nor a module runs before the first paint."""
    for page in bank_pages.values():
        if page.alone:  # it follows the system and needs no script
            assert not list(page.tree.iter("script"))
            continue
        elements = [
            element
            for element in page.head
            if (element.tag == "script" and element.get("src")) or element.get("rel") == "stylesheet"
        ]
        first = elements[0]
        assert first.get("src", "").endswith("assets/js/scheme.js"), page
        assert not {"async", "defer"} & set(first.attrib) and first.get("type") != "module"


# Digits that stand in Latin words or beside them: "COVID-19", "CC BY 4.0", "EDTF level 1".
LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z0-9.,:'()/&+–-]*(?: [A-Za-z0-9][A-Za-z0-9.,:'()/&+–-]*)*")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*")


def latin_digits(text: str) -> str:
    return "".join(re.findall(r"[0-9]", LATIN_RUN.sub("", ADDRESS.sub("", text))))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("سال 1399", "1399"),
        ("COVID-19 و ۱۳۹۹", ""),
        ("مجوز CC BY 4.0", ""),
        ("CC BY در 1399", "1399"),
        ("example.org/2020/1 ", ""),
    ],
)
def test_the_search_for_latin_digits_finds_them(text, found):
    assert latin_digits(text) == found


def test_no_latin_digits_in_persian_text(bank_pages):
    wrong = {
        f"{page}: {text.strip()[:80]}"
        for page in bank_pages.values()
        for element, text in page.visible_texts()
        if latin_digits(text)
    }
    assert sorted(wrong) == []


def test_no_arabic_digits_or_letters(bank_pages):
    # ي and ك and their like, and the digits of the Arab countries. Only the page that tells how to write may show them.
    wrong = {
        f"{page}: {match[0]} in {text.strip()[:60]}"
        for page in bank_pages.values()
        for element, text in page.visible_texts()
        for match in [re.search(r"[يىكٱڪھہ٠-٩]", text)]
        if match and page.url != "guide/"
    }
    assert sorted(wrong) == []


def test_no_placeholder_of_a_template_reached_a_page(bank_pages):
    wrong = [
        f"{page}: {match[0]}"
        for page in bank_pages.values()
        for match in re.finditer(r"\{\{|\}\}|\{%|\{root\}|capable-women:|\bNone\b|\bUndefined\b|_frame", page.html)
    ]
    assert wrong == []


def test_no_stub_of_a_frame_is_left(bank_site):
    assert [path for path in bank_site.rglob("*") if path.name.startswith(("_", "."))] == []


def test_an_unconfirmed_living_woman_says_so_and_keeps_away_from_search_engines(folder_pages):
    found = 0
    for path in sorted((BANK / "data" / "women").rglob("*.yml")):
        text = path.read_text("utf-8")
        life = re.search(r"(?m)^life: (\w+)", text)[1]
        consent = bool(re.search(r"(?m)^basis: consent", text))
        page = folder_pages[f"women/{path.stem}/"]
        unconfirmed = life in ("living", "unknown") and not consent
        found += unconfirmed
        assert page.indexed is not unconfirmed, page
        assert ("هنوز به تأیید خود او نرسیده است" in text_of(page.body)) is unconfirmed, page
        # Somebody who lives can have her page taken away.
        assert ("حذف نام من" in text_of(page.body)) is (life in ("living", "unknown")), page
    assert found > 10


def test_the_page_for_what_is_missing(bank_site, folder_site):
    for folder, start in ((bank_site, "/"), (folder_site, "/bank/")):
        page = Document(folder, folder / "404.html")
        assert not page.indexed
        assert page.heading == "این صفحه پیدا نشد"
        # It is shown at any address, so nothing on it may be relative to one.
        own = [value for _, _, value in page.addresses() if not value.startswith(("#", "tel:", "mailto:"))]
        assert own and [value for value in own if not value.startswith(start)] == []


# Thousands are parted; a year is not a number of people.
THOUSANDS = re.compile(
    r"(?<![۰-۹٬/–])(?!۱[۳۴])[۰-۹]{4,}\s(?:نفر|عضو|زن|مرد|رأی|طرح|صندوق|دانشجو|نیروگاه|گروه|دهیار|برنامه|غزل|جفت)\b"
)
# Titles of sources stand as their authors wrote them.
QUOTED = "فعالیت بیش از ۱۲۰۰ زن روستایی در صندوق‌های خرد شیراز"


def test_thousands_are_parted(bank_pages):
    wrong = {
        f"{page}: {text.strip()[:60]}"
        for page in bank_pages.values()
        for _, text in page.visible_texts()
        if THOUSANDS.search(text) and QUOTED not in text
    }
    assert sorted(wrong) == []


def marked(tree, tag: str, name: str) -> list:
    """Return the elements of a tag that have a class."""
    return [element for element in tree.iter(tag) if name in (element.get("class") or "").split()]


def test_the_commands_of_the_guide_keep_their_lines(bank_pages):
    page = bank_pages["guide/submissions/"]
    blocks = ["".join(block.itertext()) for block in page.body.iter("pre")]
    assert any(block.splitlines()[:1] == ["git add data"] and len(block.splitlines()) == 3 for block in blocks)
    assert "```" not in page.html
    # Names in a row, each between « and », would be read in the wrong order: a way through menus is one piece of code.
    assert not re.search(r"«[A-Z][^»]*»، «[A-Z]", page.html)


def test_whoever_introduces_a_woman_finds_the_button_first(bank_pages):
    page = bank_pages["submit/"]
    (text,) = marked(page.body, "div", "prose")
    first, second = [link.get("href") for link in text.iter("a") if "button" in (link.get("class") or "")]
    assert (first, second) == ("../submit/women/", "../submit/cooperatives/")
    assert next(text.iter("a")).get("href") == first
    (table,) = text.iter("table")
    forms = [[link.get("href") for link in row.iter("a")] for row in table.find("tbody").iter("tr")]
    assert len(forms) == 10 and all(
        workbook == form.rstrip("/").replace("submit", "workbooks") + ".xlsx" for form, workbook in forms
    )


def test_a_row_does_not_repeat_what_its_page_is_about(bank_pages):
    follow_up = bank_pages["resolutions/"]
    assert marked(follow_up.body, "li", "resolution") and not marked(follow_up.body, "p", "state")
    agency = bank_pages["agencies/farmandari/"]
    rows = marked(agency.body, "li", "resolution")
    assert rows and not [link for row in rows for link in row.iter("a") if "agencies/" in link.get("href")]
    kinds = marked(bank_pages["education/"].body, "p", "news-date")
    assert kinds and not [line for line in kinds if line.find("b") is not None]
    season = bank_pages["seasons/1405-3/"]
    assert [text_of(term) for term in season.body.iter("dt")] == ["نام", "وام تصویب‌شده", "وام پرداخت‌شده", "نشست"]
    assert len(marked(season.body, "ul", "season-list")) == 4


def test_a_meeting_says_that_it_is_one(bank_pages):
    said = {
        text_of(marked(page.body, "p", "over")[0])
        for url, page in bank_pages.items()
        if re.match("meetings/[^/]+/$", url)
    }
    assert "نشست استانی" in said and all(line.split()[0] == "نشست" for line in said)


def test_an_indicator_of_groups_shows_them_beside_each_other(bank_pages):
    listing, page = bank_pages["indicators/"], bank_pages["indicators/literacy-rate-f/"]
    assert "شهری ۸۸، روستایی ۷۲٫۹ درصد" in text_of(listing.body)
    charts = [figure for figure in marked(page.body, "figure", "chart") if marked(figure, f"{SVG}svg", "lines")]
    assert [text_of(chart.find("figcaption/h2")) for chart in charts] == ["در گذر زمان: شهری و روستایی در کشور"]
    (key,) = marked(charts[0], "ul", "line-key")
    assert [text_of(line) for line in key] == ["شهری", "روستایی"]
    # Censuses of every ten years leave no gap beside those of every five.
    assert len(list(charts[0].iter(f"{SVG}polyline"))) == 2


@pytest.mark.parametrize(
    ("birth", "death", "listed", "days"),
    [
        ("1921 CE", "2012 CE", "۱۲۹۹/۱۳۰۰–۱۳۹۰/۹۱", "۱۲۹۹/۱۳۰۰ (۱۹۲۱ م) تا ۱۳۹۰/۹۱ (۲۰۱۲ م)"),
        ("1288", "1331", "۱۲۸۸–۱۳۳۱", "۱۲۸۸–۱۳۳۱"),
        ("1300-02-08", "1390-12-18", "۱۳۰۰–۱۳۹۰", "۸ اردیبهشت ۱۳۰۰ – ۱۸ اسفند ۱۳۹۰"),
        ("0745/0750 AH", "0800 AH", "۷۴۵ تا ۷۵۰ – ۸۰۰ ق", "۷۴۵ تا ۷۵۰ – ۸۰۰ ق"),
        ("1250~ AH", "1300", "حدود ۱۲۵۰ تا ۱۳۳۹/۴۰ ق", "حدود ۱۲۵۰ تا ۱۳۳۹/۴۰ ق (۱۳۰۰ ش)"),
        ("1259~ CE", "0685~ AH", "حدود ۶۵۷ تا حدود ۶۸۵ ق", "حدود ۶۵۷ ق (حدود ۱۲۵۹ م) تا حدود ۶۸۵ ق"),
    ],
)
def test_a_life_reads_alike_in_a_list_and_on_its_page(birth, death, listed, days):
    assert (span(birth, death), span(birth, death, days=True)) == (listed, days)


def test_the_frame_for_another_site_reads_in_one_line(bank_pages):
    (area,) = bank_pages["counties/shiraz/"].body.iter("textarea")
    assert re.search(r'style="border:0" title="[^"]+"></iframe>$', area.text)


def test_feeds_are_explained_where_the_footer_leads(bank_pages):
    links = [link.get("href") for link in marked(bank_pages["about/"].body, "footer", "foot")[0].iter("a")]
    assert "../data/#feeds" in links and not [link for link in links if link.endswith(".xml")]


def test_lists_within_records_are_folded_and_can_be_reached(bank_pages):
    front = bank_pages["data/dictionary/"].body
    # The addresses of the page that once held all of it still lead to what they named.
    ways = {element.get("id"): element for element in front.iter() if element.get("id")}
    assert ways["women-achievements"].get("href") == "women/#women-achievements"
    assert ways["women"].find("a").get("href") == "women/"
    folded = {
        element.get("id")
        for url, page in bank_pages.items()
        if url.startswith("data/dictionary/")
        for details in page.body.iter("details")
        for element in details.iter("div")
        if element.get("id")
    }
    assert {"women-achievements", "meetings-resolutions"} <= folded and "women" not in folded
    opened, lists = marked(bank_pages["data/"].body, "table", "files")
    names = [[row.find("th/code").text for row in table.find("tbody").iter("tr")] for table in (opened, lists)]
    assert "women" in names[0] and "women-achievements" in names[1]
    assert not set(names[0]) & folded and set(names[1]) == folded


def test_the_running_season_is_marked(bank_pages):
    marks = [text_of(mark) for mark in marked(bank_pages["seasons/"].body, "span", "side-note")]
    assert len(marks) == 1 and re.fullmatch(r"در جریان، [۰-۹]+ روز مانده", marks[0]), marks
    assert "هنوز در جریان است" in text_of(bank_pages["seasons/1405-3/"].body)
