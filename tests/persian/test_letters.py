"""Test the canonical form of Persian text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.spelling.normaliser import (
    DIGITS_CHANGED,
    EZAFE_CHANGED,
    FORM_CHANGED,
    INVISIBLE_CHANGED,
    LETTERS_CHANGED,
    MARKS_CHANGED,
    SPACES_CHANGED,
    TATWEEL_CHANGED,
    ZWNJ_CHANGED,
    canonical,
    changes,
    is_canonical,
)
from tests.chance import tries

# Characters and words on which the rules turn, so that random texts reach them.
ALPHABET = "هیمناکرتبء ٔيكۀ\u200c\u200c  ،,;?.:!»«()[]"
ALPHABET += "\u064e\u0654\u0653۱۲٣1٬٫aZé\n\n\r->#*`<>/\u200f\u00a0ـ¬\u200d\u0301\u0338_\t"
WORDS = ["ها", "های ", "می ", "نمی ", "شود", " ترین", "ه ی ", "ه\u200cی"]
WORDS += ["http://a.b/", "www.", "](", "](a)", "1. ", "- "]
mixed = st.lists(st.one_of(st.sampled_from(ALPHABET), st.sampled_from(WORDS)), max_size=16).map("".join)
any_text = st.one_of(mixed, st.text(st.characters(exclude_categories=()), max_size=12))

CHANGED = [
    # Arabic letters
    ("علي كاظمي", "علی کاظمی", [LETTERS_CHANGED]),
    ("موسى", "موسی", [LETTERS_CHANGED]),
    ("ﻣﺤﻤﺪ ﻻﻟﻪ", "محمد لاله", [LETTERS_CHANGED]),
    ("رييس", "رییس", [LETTERS_CHANGED]),
    ("مسی\u0654ول", "مسئول", [LETTERS_CHANGED]),
    # hamza of the ezafe
    ("خانۀ من", "خانهٔ من", [EZAFE_CHANGED]),
    ("خانه‌ی من", "خانهٔ من", [EZAFE_CHANGED]),
    ("خانه ی من", "خانهٔ من", [EZAFE_CHANGED]),
    ("خانهء من", "خانهٔ من", [EZAFE_CHANGED]),
    ("میوه ی تازه", "میوهٔ تازه", [EZAFE_CHANGED]),
    ("برنامه‌ی «ایران»", "برنامهٔ «ایران»", [EZAFE_CHANGED]),
    ("دهه ی ۴۰", "دههٔ 40", [DIGITS_CHANGED, EZAFE_CHANGED]),
    # digits
    ("۱۲٬۳۴۵٫۵", "12٬345.5", [DIGITS_CHANGED]),
    ("٢٠١٢", "2012", [DIGITS_CHANGED]),
    # hidden characters and forms
    ("ز\u200fه\u200bرا\ufeff", "زهرا", [INVISIBLE_CHANGED]),
    ("سلام\x00\u202e", "سلام", [INVISIBLE_CHANGED]),
    ("یک\r\nدو\u2028سه", "یک\nدو\nسه", [INVISIBLE_CHANGED]),
    ("زهـــرا", "زهرا", [TATWEEL_CHANGED]),
    ("بود ۱۳۸۴ـ۱۳۸۶", "بود 1384-1386", [DIGITS_CHANGED, TATWEEL_CHANGED]),
    ("شاعر ـ نویسنده", "شاعر - نویسنده", [TATWEEL_CHANGED]),
    ("شاعرـ نویسنده", "شاعر- نویسنده", [TATWEEL_CHANGED]),
    ("شیرازـتهران", "شیراز-تهران", [TATWEEL_CHANGED]),
    ("۷۴۵ هـ ق", "745 ه ق", [DIGITS_CHANGED, TATWEEL_CHANGED]),
    ("۳٬۲۲۵٬۰۰۰ ریال", "3٬225٬000 ریال", [DIGITS_CHANGED]),
    ("ا\u0653ب", "آب", [FORM_CHANGED]),
    # spaces
    ("  زهرا   رضایی ", "زهرا رضایی", [SPACES_CHANGED]),
    ("زهرا\u00a0رضایی\u2009نژاد", "زهرا رضایی نژاد", [SPACES_CHANGED]),
    ("سلام ، خوبی ؟", "سلام، خوبی؟", [SPACES_CHANGED]),
    ("« علی » ( رضا ) .", "«علی» (رضا).", [SPACES_CHANGED]),
    ("رفت .آمد", "رفت. آمد", [SPACES_CHANGED]),
    ("یک،دو", "یک، دو", [SPACES_CHANGED]),
    ("نام : زهرا !", "نام: زهرا!", [SPACES_CHANGED]),
    # marks
    ("سلام, خوبی?", "سلام، خوبی؟", [MARKS_CHANGED]),
    ("او؛ (زن); «نام», و", "او؛ (زن)؛ «نام»، و", [MARKS_CHANGED]),
    ("سال 1399, روز", "سال 1399، روز", [MARKS_CHANGED]),
    # ZWNJ
    ("می شود و نمی توان", "می‌شود و نمی‌توان", [ZWNJ_CHANGED]),
    ("می گویند که می خواستم", "می‌گویند که می‌خواستم", [ZWNJ_CHANGED]),
    ("می گفته اند", "می‌گفته اند", [ZWNJ_CHANGED]),
    ("کتاب ها", "کتاب‌ها", [ZWNJ_CHANGED]),
    ("خانه های ما", "خانه‌های ما", [ZWNJ_CHANGED]),
    ("کتاب هایش و زن هایی", "کتاب‌هایش و زن‌هایی", [ZWNJ_CHANGED]),
    ("بزرگ ترین شهر", "بزرگ‌ترین شهر", [ZWNJ_CHANGED]),
    ("\u200cمی‌\u200cشود \u200cو\u200c .", "می‌شود و.", [ZWNJ_CHANGED, SPACES_CHANGED]),
    ("کتاب‌ ها", "کتاب‌ها", [ZWNJ_CHANGED]),
    ("می¬شود", "می‌شود", [ZWNJ_CHANGED]),
]

UNCHANGED = [
    "",
    "زهرا هاشمی‌نژاد",
    "خانهٔ ما",
    "مُحَمَّد",
    "رئیس مؤسسهٔ علوم",
    "می ناب و میِ کهن",  # wine is no verb
    "شنبه‌ها و MP3‌ها",
    "با های و هوی",
    "شهر رحیمی ما و هاشمی و ترینیداد",
    "گروه ی",  # a sounded ه has no «هٔ»
    "دانشگاه ی ما",
    "که یک خانه یا دو کوچه یخ",
    "فاطمة الزهراء",
    "زبان .NET و C#",
    "foo , bar ;baz ?qux",
    "او گفت: foo , bar ;baz و رفت",
    "https://fa.wikipedia.org/wiki/ي۱۲۳_ك?a=1,2;b",
    "نشانی https://fa.wikipedia.org/wiki/سيمين_(شاعر) است",
    "[متن](/زن/كتاب‌ها?a,b) خوب",
    "`كد ۱۲`",
    "سه نقطه...",
    "1320? 134X 1384/1386 0745/0750 AH",
    "👩\u200d🔬 دانشمند",
    "تاریخ 12.5 درصد",
    "بند یک\n\nبند دو\n",
]


@pytest.mark.parametrize(("before", "after", "kinds"), CHANGED)
def test_canonical_changes_and_names_the_kinds(before: str, after: str, kinds: list[str]) -> None:
    assert canonical(before) == after
    assert changes(before, after) == kinds
    assert not is_canonical(before)
    assert is_canonical(after)


@pytest.mark.parametrize("text", UNCHANGED)
def test_canonical_keeps_what_is_right(text: str) -> None:
    assert canonical(text) == text
    assert is_canonical(text)
    assert changes(text, text) == []


def test_markdown_keeps_its_lines_indents_and_marks() -> None:
    before = "#  عنوان\n\n- كتاب ها \n  - زير\n\n۱. يك\n   ادامه  ،  خط\n> نقل\n\n\tكد\n- [ ] كار\n"
    after = "#  عنوان\n\n- کتاب‌ها\n  - زیر\n\n1. یک\n   ادامه، خط\n> نقل\n\n\tکد\n- [ ] کار\n"
    assert canonical(before) == after


def test_an_address_loses_only_what_is_hidden() -> None:
    assert canonical("نشانی\u200f https://x.ir/كتاب‌ها\u200f ، و") == "نشانی https://x.ir/كتاب‌ها، و"


@tries(2.5)
@given(any_text)
def test_canonical_is_idempotent_and_clean(text: str) -> None:
    after = canonical(text)
    assert canonical(after) == after
    assert is_canonical(after)
    assert unicodedata.is_normalized("NFC", after)
    assert is_canonical(text) == (after == text)
    assert bool(changes(text, after)) == (after != text)
    after.encode()


@tries(2.5)
@given(st.text(st.sampled_from("آبپهیکگ ،.\u200c"), max_size=20))
def test_canonical_leaves_no_stray_zwnj_or_space(text: str) -> None:
    after = canonical(text)
    assert after == after.strip(" \u200c")
    for stray in ("  ", "\u200c\u200c", " \u200c", "\u200c ", " ،", "\u200c،", "\u200c."):
        assert stray not in after


@pytest.mark.parametrize("piece", ["سلام , ", "ها ", "ه ی ", "می ", "( ", "](", "http://(", "a-", "<a", "\u200c¬ـ"])
def test_canonical_takes_long_hostile_text(piece: str) -> None:
    after = canonical(piece * 3000)
    assert canonical(after) == after
