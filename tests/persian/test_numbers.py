"""Test numbers in words, counts and money."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.money import rial, toman
from generator.persian.numbers import ABOUT, MORE_THAN, counted, indefinite, ordinal, words
from tests.chance import tries

_NAMES = {
    1: "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده",
    10: "_ بیست سی چهل پنجاه شصت هفتاد هشتاد نود",
    100: "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد",
}
VALUES = {name: unit * place for unit, names in _NAMES.items() for place, name in enumerate(names.split(), 1)}
SCALES = {
    name: 1000**place for place, name in enumerate("هزار میلیون میلیارد تریلیون کوادریلیون کوینتیلیون".split(), 1)
}


def read(text: str) -> int:
    """Read number words in the plainest way, as a check of `words`."""
    total = 0
    group = 0
    for word in text.replace(" و ", " ").split():
        if word in SCALES:
            total += (group or 1) * SCALES[word]
            group = 0
        else:
            group += VALUES[word]
    return total + group


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "صفر"),
        (37, "سی و هفت"),
        (100, "صد"),
        (101, "صد و یک"),
        (1000, "هزار"),
        (2500, "دو هزار و پانصد"),
        (1_000_000, "یک میلیون"),
        (1_001_000, "یک میلیون و هزار"),
        (-12, "منفی دوازده"),
        (10**18, "یک کوینتیلیون"),
    ],
)
def test_words(number: int, said: str) -> None:
    assert words(number) == said


@tries(1.5)
@given(st.integers(1, 10**18))
def test_words_say_the_number(number: int) -> None:
    assert read(words(number)) == number


@pytest.mark.parametrize("number", [10**18 + 1, -(10**18) - 1])
def test_words_beyond_the_limit(number: int) -> None:
    with pytest.raises(ValueError, match="beyond"):
        words(number)


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "یکم"), (2, "دوم"), (3, "سوم"), (4, "چهارم"), (9, "نهم"), (10, "دهم"), (20, "بیستم"), (23, "بیست و سوم"),
     (30, "سی‌ام"), (31, "سی و یکم"), (50, "پنجاهم"), (100, "صدم"), (103, "صد و سوم"), (1000, "هزارم")],
)  # fmt: skip
def test_ordinal(number: int, said: str) -> None:
    assert ordinal(number) == said


def test_the_first_can_be_nakhost() -> None:
    assert ordinal(1, nakhost=True) == "نخست"
    assert ordinal(2, nakhost=True) == "دوم"


def test_counts_keep_the_noun_singular() -> None:
    assert counted(3, "زن") == "۳ زن"
    assert counted(1234, "زن") == "۱٬۲۳۴ زن"
    assert counted(0, "زن") == "هیچ زنی"
    assert counted(3, "زن", in_sentence=True) == "سه زن"
    assert counted(10, "زن", in_sentence=True) == "ده زن"
    assert counted(11, "زن", in_sentence=True) == "۱۱ زن"
    assert counted(11, "زن", in_sentence=True, spelled_to=20) == "یازده زن"
    with pytest.raises(ValueError, match="negative"):
        counted(-1, "زن")


@pytest.mark.parametrize(
    ("noun", "said"),
    [("زن", "زنی"), ("خانه", "خانه‌ای"), ("میوه", "میوه‌ای"), ("گروه", "گروهی"), ("دانشگاه", "دانشگاهی"),
     ("دانشجو", "دانشجویی"), ("جا", "جایی"), ("عضو", "عضوی"), ("صندلی", "صندلی‌ای"), ("زن توانمند", "زن توانمندی"),
     ("اثر تازه", "اثر تازه‌ای"), ("کارگروه", "کارگروهی"), ("راه", "راهی")],
)  # fmt: skip
def test_indefinite(noun: str, said: str) -> None:
    assert indefinite(noun) == said


@pytest.mark.parametrize(
    ("amount", "in_rial", "in_toman"),
    [
        (0, "۰ ریال", "۰ تومان"),
        (5_100_000_000, "۵ میلیارد و ۱۰۰ میلیون ریال", "۵۱۰ میلیون تومان"),
        (12_345_678, "۱۲٬۳۴۵٬۶۷۸ ریال", "۱٬۲۳۴٬۵۶۷٫۸ تومان"),
        (12_345, "۱۲٬۳۴۵ ریال", "۱٬۲۳۴٫۵ تومان"),
        (500_000, "۵۰۰ هزار ریال", "۵۰ هزار تومان"),
        (10_000, "۱۰ هزار ریال", "هزار تومان"),
        (12_345_000, "۱۲ میلیون و ۳۴۵ هزار ریال", "۱٬۲۳۴٬۵۰۰ تومان"),
        (10_005 * 10**9, "۱۰٬۰۰۵ میلیارد ریال", "۱٬۰۰۰ میلیارد و ۵۰۰ میلیون تومان"),
    ],
)
def test_money(amount: int, in_rial: str, in_toman: str) -> None:
    assert rial(amount) == in_rial
    assert toman(amount) == in_toman


def test_approximate_money_stays_true() -> None:
    assert rial(5_100_000_000, MORE_THAN) == "بیش از ۵ میلیارد و ۱۰۰ میلیون ریال"
    assert rial(5_123_456_789, MORE_THAN) == "بیش از ۵ میلیارد و ۱۲۳ میلیون ریال"
    assert rial(5_123_456_789, ABOUT) == "حدود ۵ میلیارد و ۱۲۳ میلیون ریال"
    assert toman(12_345, MORE_THAN) == "بیش از ۱٬۲۳۴٫۵ تومان"
    with pytest.raises(ValueError, match="negative"):
        rial(-1)


@tries(1.5)
@given(st.integers(0, 10**14))
def test_exact_money_is_never_rounded(amount: int) -> None:
    scales = {"هزار": 10**3, "میلیون": 10**6, "میلیارد": 10**9}
    total = 0
    for part in rial(amount).removesuffix(" ریال").split(" و "):
        digits, _, scale = part.partition(" ")
        if digits in scales:
            digits, scale = "۱", digits
        total += int(digits.replace("٬", "")) * scales.get(scale, 1)
    assert total == amount
