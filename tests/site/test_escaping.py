"""Texts are texts: what stands in a record is shown as it stands, and nothing in it acts."""

from __future__ import annotations

import json
import re

import html5lib
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.digits import fa
from generator.site.drawing.prose import prose
from tests.support import Document, allow_any_name, build, documents, project, record, small_content, text_of

# ``{root}`` is the word that templates use for the root of the site; in a record it is four letters and two signs.
HOSTILE = """زهرا {root} <b>&"'</b> <script>x</script> {{ x }} <!-- ]]> &lt;"""
BIOGRAPHY = """زهرا & "او" و 'آن' 1 < 2 {{ x }} {root} &amp; [پیوند](https://example.org/a?b=1&c=2)"""
# The smallest WebP there is: one pixel.
PIXEL = bytes.fromhex("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory) -> dict[str, Document]:
    """The pages of the small package whose one living woman is told in hostile words, and the other has a photo."""
    tmp_path = tmp_path_factory.mktemp("hostile")
    config = project(tmp_path, content=small_content(tmp_path / "content"))
    allow_any_name(tmp_path / "data")
    path = tmp_path / "data/women/shiraz/simin-daneshvar.yml"
    woman = record(path)
    woman |= {"photo": "simin-daneshvar.webp", "photo_credit": 'از <i>"آرشیو"</i>', "photo_permission": "آزاد"}
    path.write_text(yaml.safe_dump(woman, allow_unicode=True, sort_keys=False), "utf-8")
    path.with_suffix(".webp").write_bytes(PIXEL)
    path = tmp_path / "data/women/fasa/zahra-rasti.yml"
    woman = record(path)
    woman |= {"basis": "consent", "consented": "1405-01-01", "biography": BIOGRAPHY, "remark": HOSTILE}
    woman |= dict.fromkeys(("name", "ability", "summary", "education", "position"), HOSTILE)
    woman["sources"][0] |= {"title": HOSTILE, "publisher": HOSTILE}
    woman["achievements"][0]["text"] = HOSTILE
    path.write_text(yaml.safe_dump(woman, allow_unicode=True, sort_keys=False), "utf-8")
    for name in ("cooperatives/shiraz/shahpurjan", "facilities/credit", "programs/bank"):
        path = tmp_path / "data" / f"{name}.yml"
        other = record(path)
        other["name" if "name" in other else "title"] = HOSTILE
        other |= {"summary": HOSTILE, "remark": HOSTILE}
        path.write_text(yaml.safe_dump(other, allow_unicode=True, sort_keys=False), "utf-8")
    result = build(config)
    assert result.exit_code == 0, result.output
    return documents(tmp_path / "site")


PAGES = ["women/zahra-rasti/", "cooperatives/shahpurjan/", "facilities/credit/", "programs/bank/"]


@pytest.mark.parametrize("url", PAGES)
def test_markup_in_a_text_is_shown_as_text(url, hostile):
    page = hostile[url]
    assert page.heading == HOSTILE
    assert text_of(page.body).count(HOSTILE) >= 3
    assert page.title.startswith(HOSTILE + " – ")
    assert page.meta("og:title") == [HOSTILE]
    assert page.meta("description")[0].startswith(HOSTILE)


def foreign_scripts(page: Document) -> list[str]:
    """Return the scripts of a page that are not files of ours, by their address or type."""
    found = [element.get("src") or element.get("type") or "" for element in page.tree.iter("script")]
    return [name for name in found if not re.fullmatch(r"(\.\.?/)*assets/js/[a-z-]+\.js", name)]


@pytest.mark.parametrize("url", PAGES)
def test_nothing_in_a_text_becomes_an_element(url, hostile):
    page = hostile[url]
    assert len(foreign_scripts(page)) == 1  # the data for machine readers
    assert not [element for element in page.body.iter("b") if text_of(element) == "&\"'"]
    assert "<script>x" not in page.html and "<b>&" not in page.html


def test_machine_readers_get_the_text_itself(hostile):
    (script,) = [
        element
        for element in hostile["women/zahra-rasti/"].head.iter("script")
        if element.get("type") == "application/ld+json"
    ]
    assert "<" not in script.text
    person = json.loads(script.text)["@graph"][0]
    assert person["name"] == HOSTILE


@pytest.mark.parametrize(
    "url", ["women/", "women/domain/handicraft/", "counties/fasa/", "", "cooperatives/", "programs/"]
)
def test_lists_show_the_text_too(url, hostile):
    page = hostile[url]
    assert HOSTILE in text_of(page.body)
    assert [kind for kind in foreign_scripts(page) if kind != "application/ld+json"] == []


def test_a_biography_keeps_its_signs(hostile):
    (section,) = [
        element for element in hostile["women/zahra-rasti/"].body.iter("section") if element.get("class") == "prose"
    ]
    assert """زهرا & "او" و 'آن' ۱ < ۲ {{ x }} {root} &amp; پیوند""" in text_of(section)
    (link,) = section.iter("a")
    assert link.get("href") == "https://example.org/a?b=1&c=2"


def test_a_photo_stands_in_the_place_of_the_portrait_with_its_credit(hostile):
    for page in hostile.values():
        for image in page.body.iter("img"):
            assert (page.path.parent / image.get("src")).resolve().is_file(), f"{page}: {image.get('src')}"
    profile = hostile["women/simin-daneshvar/"]
    (image,) = profile.body.findall(".//div[@class='who-face']/img")
    assert image.get("alt") is not None and image.get("width") and image.get("height")
    assert 'تصویر: از <i>"آرشیو"</i>. آزاد' in text_of(profile.body)


ALLOWED = {"html", "head", "body", "p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h3", "h4"}


def active(html: str) -> list[str]:
    """Return what in an HTML fragment acts, or is no part of a text."""
    found = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if element.tag not in ALLOWED:
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            if (element.tag, name) == ("a", "rel"):
                continue
            if (element.tag, name) != ("a", "href") or not re.match(r"https?://[^/]", value):
                found.append(f"{element.tag} {name}={value}")
    return found


PAYLOADS = [
    "<script>alert(1)</script>",
    "a <script src=//x.example></script> b",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<style>*{display:none}</style>",
    "<iframe src='https://example.org'></iframe>",
    "<a href='https://example.org' onclick='x()' style='position:fixed' target=_blank id=main>x</a>",
    "<p id=main class=foot>x</p>",
    "<form action=https://example.org><input name=q></form>",
    "<h2 onclick=x()>x</h2>",
    "<meta http-equiv=refresh content='0;url=https://example.org'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](&#x6A;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java script:alert(1)>)",
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](//example.org/)",
    "[x](/women/)",
    "[x](../../privacy/)",
    "<javascript:alert(1)>",
    "[x]: javascript:alert(1)\n\n[x]",
    "![x](https://example.org/x.png)",
    '![x](x.png" onerror="alert(1))',
    '[x](https://example.org/" onmouseover="alert(1))',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "```\n<script>\n```",
    "    <script>alert(1)</script>",
    "<!-- --><script>alert(1)</script>",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "</div></main><script>alert(1)</script>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_markdown_leaves_nothing_active(payload):
    assert active(str(prose(f"یک\n\n{payload}\n\nدو"))) == []
    assert active(str(prose(payload))) == []


PIECES = [
    *PAYLOADS,
    *"<>\"'&/()[]*_`#!\\\n\t ={}:;",
    *[
        "<a ",
        "href=",
        "on",
        "javascript:",
        "</",
        "-->",
        "<!--",
        "&#",
        "\n\n",
        "1. ",
        "- ",
        "> ",
        "زن",
        "1399",
        "<",
        "x",
    ],
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_no_text_becomes_active(text):
    assert active(str(prose(text))) == []


@given(st.lists(st.sampled_from(["زن", " ", "&", "<", ">", '"', "'", "1399", ";", "#", "amp", "{", "}"]), max_size=10))
def test_plain_text_comes_through_whole(pieces):
    """A text without the marks of Markdown and without a tag is shown as it is, with Persian digits."""
    text = " ".join(pieces).strip()
    wrapped = f"الف {text} ب"
    shown = html5lib.parse(str(prose(wrapped)), namespaceHTMLElements=False)
    assert text_of(shown) == " ".join(fa(wrapped).split())


def test_a_text_has_paragraphs_lines_lists_and_links():
    html = str(prose("بند\nخط\n\nیک [دو](https://example.org/5)\n- سه\n- چهار\n\n1. پنج\n2. شش 8"))
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    tags = [element.tag for element in tree.find("body").iter()][1:]
    assert tags == ["p", "br", "p", "a", "ul", "li", "li", "ol", "li", "li"]
    (link,) = tree.iter("a")
    assert link.get("href") == "https://example.org/5"
    assert "شش ۸" in text_of(tree)


@pytest.mark.parametrize(
    "text",
    [
        "1395. نمایشگاه گبه\n1397. کارگاه",
        "۱۳۹۵. نمایشگاه",
        "2. از میانه",
        "1. تنها یک خط",
        "# سر",
        "سر\n===",
        "سر\n---",
        "---",
        "***",
        "یک **دو** *سه* _چهار_ `پنج`",
        "    چهار فاصله",
        "> گفت",
        "- یک گفتهٔ تنها",
        "[x](javascript:alert(1))",
        "[x]: https://example.org",
        "&lt;b&gt; &amp;",
        "خط \\\nبعد",
    ],
)
def test_a_persons_signs_are_shown_and_mean_nothing(text):
    tree = html5lib.parse(str(prose(text)), namespaceHTMLElements=False)
    assert {element.tag for element in tree.find("body").iter()} <= {"body", "p", "br"}
    assert text_of(tree).split() == fa(text).split()


@given(st.text(alphabet="زن 19.)-*#=_>`[]()\\&<\n\t", max_size=60))
def test_no_letter_of_a_text_is_lost(text):
    tree = html5lib.parse(str(prose(text)), namespaceHTMLElements=False)
    shown = [char for char in text_of(tree) if char.isalpha() or char in "#=_>`\\&<"]
    assert shown == [char for char in text if char.isalpha() or char in "#=_>`\\&<"]
