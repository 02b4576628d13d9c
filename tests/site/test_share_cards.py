"""Share cards: what stands on one, that its letters join, and that it is drawn only when it changed."""

from __future__ import annotations

import struct
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator.runtime.workers import Processes
from generator.site.cards import share_cards
from generator.site.cards.design_tokens import colours
from generator.site.cards.lettering import Lettering, unpacked
from generator.site.cards.picture import picture
from generator.site.cards.press import HEIGHT, WIDTH, Press, ShareCard, mark
from generator.site.pages.page_index import pages
from generator.subjects.women.sections import SECTIONS
from tests.site.sites import site_of, without
from tests.support import ASSETS, HOST, ROOT, build, documents, project, small_content, write

SERVED = {f"assets/{path.relative_to(ASSETS).as_posix()}": path for path in ASSETS.rglob("*.*")}
CONSENT = {"basis": "consent", "consented": "1405-01-01"}
ZAHRA = "women/fasa/zahra-rasti"
LONG = "فاطمه‌زهرا سادات موسوی‌نژاد جهرمی‌پور شیرازی‌زادهٔ کازرونی"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("site") / "data")


@pytest.fixture(scope="module")
def press(site):
    return Press.of(site, SERVED)


@pytest.fixture(scope="module")
def letters():
    return Lettering([unpacked(path) for path in sorted((ASSETS / "fonts").glob("*.woff2"))], 700)


def card_of(site, url: str) -> ShareCard:
    (found,) = [card for card in share_cards.cards(site) if card.url == url]
    return found


# ---------- what stands on a card ----------


def test_each_record_that_is_shared_has_a_card_and_the_site_has_one(site):
    assert {card.url for card in share_cards.cards(site)} == {
        "card.png",
        "women/simin-daneshvar/card.png",
        "women/zahra-rasti/card.png",
        "cooperatives/shahpurjan/card.png",
        "programs/bank/card.png",
        *(f"counties/{name}/card.png" for name in ("shiraz", "fasa", "beyza")),
    }
    for page in pages(site):
        own = share_cards.url_of(site, page.url)
        assert own in {card.url for card in share_cards.cards(site)}
    assert share_cards.url_of(site, "women/zahra-rasti/") == "women/zahra-rasti/card.png"
    assert share_cards.url_of(site, "women/domain/art/") == share_cards.url_of(site, "") == "card.png"


def test_of_who_has_not_agreed_a_card_says_name_domain_and_county(site, tmp_path):
    card = card_of(site, "women/zahra-rasti/card.png")
    assert card[1:6] == (("صنایع دستی", "فسا"), "زهرا راستی", "", "orange", "zahra-rasti")
    # Whatever the settings say of search engines.
    assert card_of(site_of(tmp_path / "a", noindex_public_record=False), card.url) == card
    asked = card_of(site_of(tmp_path / "b", {ZAHRA: CONSENT}), card.url)
    assert asked == card._replace(text="بافندهٔ گلیم")
    assert card_of(site, "women/simin-daneshvar/card.png").text


def test_a_card_of_made_up_data_says_so(site, press, tmp_path):
    made_up = site_of(tmp_path / "data")
    object.__setattr__(made_up.registry.package, "synthetic", True)
    found = list(share_cards.cards(made_up))
    assert {card.note for card in found} == {"دادهٔ ساختگی"}
    assert picture(press, found[0]) != picture(press, found[0]._replace(note=""))


# ---------- the picture ----------


@pytest.mark.parametrize(
    "card",
    [
        ShareCard("", ("ادبی", "شیراز"), "سیمین دانشور", "داستان‌نویس و مترجم", "turquoise", "simin-daneshvar"),
        ShareCard("", ("ورزشی", "فسا"), LONG, "سخن " * 90, "rose", "long", "دادهٔ ساختگی"),
        ShareCard("", ("برنامه",), "آ" * 300, "ب" * 300, "turquoise", ""),
        ShareCard("", (), "ا", "", "stone", "map:fasa"),
    ],
    ids=["plain", "long", "one endless word", "short"],
)
def test_a_picture_is_small_and_of_the_size_that_messengers_ask_for(press, card):
    data = picture(press, card)
    image = Image.open(BytesIO(data))
    assert (image.format, image.size, image.mode) == ("PNG", (WIDTH, HEIGHT), "P")
    assert len(data) < 40_000
    assert picture(press, card) == data
    # Nothing runs over the margin at the right, nor from the text into the pattern.
    full = image.convert("RGB")
    paper = full.getpixel((WIDTH - 4, 4))
    assert len(full.crop((WIDTH - 56, 0, WIDTH, HEIGHT)).getcolors()) == 1
    assert full.crop((422, 0, 476, HEIGHT)).getcolors() == [(54 * HEIGHT, paper)]


def test_every_tone_and_every_scheme_has_its_colours(press):
    tints = {name.split("/")[0] for name in press.colours if name.startswith("tint-")}
    assert len(tints) == 8
    for tint in tints:
        picture(press, ShareCard("", ("حوزه",), "نام", "", tint.removeprefix("tint-"), "x"))
    assert len(press.mark) == 3 and all(press.mark)
    assert colours(":root{--a:#fff}@media x{:root{--a:#000}}")["a"] == "#fff"


@pytest.mark.parametrize(
    "svg",
    [
        "<svg/>",
        '<svg viewBox="0 0 64 64"><path d="M1 1c2 2 3 3 4 4z"/></svg>',
        '<svg viewBox="0 0 9 9"><path d="M1 1l2 2z"/></svg>',
    ],
)
def test_cards_go_without_a_sign_that_is_not_of_straight_lines(press, site, svg):
    assert mark(svg) == ()
    bare = press._replace(mark=())
    assert {picture(bare, card_of(site, url)) for url in ("card.png", "programs/bank/card.png")}


def test_letters_join_and_a_hidden_gap_parts_them(letters):
    alone = sum(letters.width(letter, 1) for letter in "سلام")
    assert letters.width("سلام", 1) < alone * 0.9
    joined, parted, spaced = (letters.width(text, 1) for text in ("میخواهم", "می‌خواهم", "می خواهم"))
    assert joined != parted < spaced
    # ه alone, at the end and in the middle are three shapes.
    assert len({glyph.number for text in ("ه", "به", "بهب") for glyph in letters._shaped(text)[0]}) >= 5


def test_latin_words_and_numbers_stand_in_the_order_of_the_eye(letters):
    glyphs, width = letters._shaped("گواهی ISO 9001 دارد")
    assert [glyph.x for glyph in glyphs] == sorted(glyph.x for glyph in glyphs)
    inside = [letters._shaped(letter)[0][0].number for letter in "ISO9001"]
    numbers = [glyph.number for glyph in glyphs]
    start = numbers.index(inside[0])
    assert [number for number in numbers[start : start + 8] if number in inside] == inside
    assert width == pytest.approx(sum(letters.width(part, 1) for part in ("گواهی ", "ISO 9001", " دارد")), rel=0.02)


def test_no_letter_of_the_real_data_is_missing_from_the_fonts(letters):
    from generator.project.assembly import load

    site = site_of_real(load(ROOT / "data").registry)
    for card in share_cards.cards(site):
        for text in (*card.over, card.name, card.text):
            assert all(glyph.number for glyph in letters._shaped(text)[0]), text


def site_of_real(registry):
    from datetime import date

    from generator.site.model.site import Site

    return Site(registry, "بانک", "", HOST, {"province": "فارس"}, date(2026, 11, 24), changes=SECTIONS)


def test_lines_keep_to_their_width(letters):
    lines, fits = letters.wrap(LONG, 60, 600, 3)
    assert fits and 1 < len(lines) <= 3 and " ".join(lines) == LONG
    assert all(letters.width(line, 60) <= 600 for line in lines)
    lines, fits = letters.wrap(LONG, 60, 600, 1)
    assert not fits and len(lines) == 1 and lines[0].endswith("…")
    lines, fits = letters.wrap("آ" * 99, 60, 600, 2)
    assert not fits and letters.width(lines[0], 60) <= 600
    assert letters.wrap("", 60, 600, 2) == ([], True)


# ---------- only what changed ----------


class Counting:
    """This process, with the number of cards that it had to draw."""

    drawn = 0

    def map(self, work, items):
        for item in items:
            self.drawn += len(item)
            yield work(item)


def drawn(site, folder: Path) -> int:
    workers = Counting()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(share_cards, "_FEW", 0)
        write(share_cards.export(site, SERVED, folder / "cards", workers), folder / "site")
    return workers.drawn


def kept(folder: Path) -> set[str]:
    return {path.name for path in (folder / "cards").iterdir()}


def test_a_card_is_drawn_once_until_it_changes(site, tmp_path):
    total = len(list(share_cards.cards(site)))
    assert drawn(site, tmp_path) == total
    before = {path: path.read_bytes() for path in sorted((tmp_path / "site").rglob("card.png"))}
    assert len(before) == total
    assert drawn(site, tmp_path) == 0
    assert {path: path.read_bytes() for path in sorted((tmp_path / "site").rglob("card.png"))} == before

    changed = site_of(tmp_path / "data", {ZAHRA: {"name": "زهرا راستین"}})
    assert drawn(changed, tmp_path) == 1
    differ = [path for path, data in before.items() if path.read_bytes() != data]
    assert [path.parent.name for path in differ] == ["zahra-rasti"]
    # What no card needs any more is not kept.
    assert len(kept(tmp_path)) == total


def test_the_key_holds_all_that_is_drawn_and_not_the_address(site, press):
    card = card_of(site, "women/simin-daneshvar/card.png")
    assert press.key(card) == press.key(card._replace(url="elsewhere.png"))
    for change in ({"name": "x"}, {"text": "x"}, {"over": ("x",)}, {"tone": "rose"}, {"art": "x"}, {"note": "x"}):
        assert press.key(card) != press.key(card._replace(**change))
    assert Press.of(replace(site, name="نامی دیگر"), SERVED).key(card) != press.key(card)


def test_of_a_withdrawn_record_no_card_is_kept(site, tmp_path):
    drawn(site, tmp_path)
    before = kept(tmp_path)
    gone = without(site, "women", "zahra-rasti")
    drawn(gone, tmp_path)
    lost = Press.of(site, SERVED).key(card_of(site, "women/zahra-rasti/card.png")) + ".png"
    assert lost in before and lost not in kept(tmp_path)
    drawn(replace(gone, extra={**gone.extra, "share_cards": False}), tmp_path)
    assert not kept(tmp_path)


def test_a_kept_card_that_vanishes_is_drawn_again(site, tmp_path, monkeypatch):
    """Two builds share the cache: one may tidy up while the other copies."""
    monkeypatch.setattr(share_cards, "_draw_missing", lambda *arguments: None)
    drawn(site, tmp_path)
    assert (tmp_path / "site/card.png").read_bytes().startswith(b"\x89PNG")


def test_many_are_drawn_by_many(site, tmp_path, monkeypatch):
    monkeypatch.setattr(share_cards, "_FEW", 0)
    monkeypatch.setattr(share_cards, "_CHUNK", 2)
    write(share_cards.export(site, SERVED, tmp_path / "cards", Processes(2)), tmp_path / "site")
    drawn(site, tmp_path / "other")
    for path in (tmp_path / "site").rglob("*.png"):
        assert path.read_bytes() == (tmp_path / "other/site" / path.relative_to(tmp_path / "site")).read_bytes()


# ---------- on the built site ----------


def test_every_page_names_a_picture_of_the_size_that_it_says(small_site, small_pages):
    for page in small_pages.values():
        if page.leads_on or page.name == "404.html" or page.alone:
            continue
        (address,) = page.meta("og:image")
        data = (small_site / address.removeprefix(HOST)).read_bytes()
        assert struct.unpack(">II", data[16:24]) == (WIDTH, HEIGHT)
        assert (page.meta("og:image:width"), page.meta("og:image:height")) == ([str(WIDTH)], [str(HEIGHT)])
        assert page.meta("og:image:alt") == page.meta("og:title")
        assert page.meta("twitter:card") == ["summary_large_image"]
    assert small_pages["women/zahra-rasti/"].meta("og:image") == [HOST + "women/zahra-rasti/card.png"]


def test_the_settings_can_do_without(tmp_path):
    config = project(tmp_path, content=small_content(tmp_path / "content"), site_url=HOST)
    text = config.read_text("utf-8")
    assert "share_cards: true" in text
    config.write_text(text.replace("share_cards: true", "share_cards: false"), "utf-8")
    result = build(config)
    assert result.exit_code == 0, result.output
    assert not list((tmp_path / "site").rglob("card.png")) and not (tmp_path / share_cards.CACHE).exists()
    for page in documents(tmp_path / "site").values():
        assert page.meta("og:image") == []
        assert page.meta("twitter:card") in ([], ["summary"])
