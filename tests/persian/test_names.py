"""Test names of persons: their keys and their Latin spellings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.names.personal_names import fingerprint_form, normal_name, slug, transliterate
from tests.chance import tries

SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("دکتر زهرا علی‌رضایی", "زهرا عليرضائی"),
        ("سرکار خانم مریم آزاد", "مريم ازاد"),
        ("خانم دکتر نجمه رضایی", "نجمه  رضایی"),
        ("حاجیه بانو رئیسی", "رییسی"),
        ("سیده فاطمه موسوی", "فاطمة موسوى"),
        ("زنده یاد سیمین دانشور", "سیمین دانشور"),
        ("زنده‌یاد سیمین دانشور", "سیمین دانشور"),
        ("زهراء", "زهرا"),
        ("مُحَدِّثه کهن‌پور", "محدثه کهن پور"),
        ("زهراسادات هاشمی", "زهرا سادات هاشمی"),
        ("مؤمنه أحمدی", "مومنه احمدی"),
        ("رضـا (Ali-Reza)", "رضا alireza"),
    ],
)
def test_two_spellings_have_one_key(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("زهرا", "زهره"), ("شهربانو", "شهر"), ("مریم رضایی", "مریم رضاپور"), ("بانو", "خانم")],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


def test_an_honorific_alone_is_a_name() -> None:
    assert normal_name("بانو") == "بانو"
    assert normal_name("شهر بانو") == "شهربانو"


def test_fingerprint_form() -> None:
    form = fingerprint_form("دکتر زهرا رضائی", "شهرستان ني‌ريز")
    assert form == fingerprint_form("زهرا رضایی", "نی ریز")
    assert form != fingerprint_form("زهرا رضایی", "لامرد")
    # The border between the two is kept.
    assert fingerprint_form("زهرا ب", "م") != fingerprint_form("زهرا", "بم")


@pytest.mark.parametrize(
    ("latin", "expected"),
    [
        ("Zahra Malekzadeh", "zahra-malekzadeh"),
        ("  Mo'azzam Él-Ḥusaynī -- X ", "moazzam-el-husayni-x"),
        ("Straße Łódź", "strasse-lodz"),
        ("İpek 2", "ipek-2"),
        ("abc " * 30, "-".join(["abc"] * 15)),
        ("a" * 80, "a" * 60),
    ],
)
def test_slug(latin: str, expected: str) -> None:
    assert slug(latin) == expected


def test_nothing_to_write_is_an_error() -> None:
    with pytest.raises(ValueError, match="no Latin"):
        slug("زهرا")


@tries(1.5)
@given(st.text())
def test_slugs_have_one_form(text: str) -> None:
    try:
        found = slug(text)
    except ValueError:
        return
    assert SLUG.fullmatch(found)
    assert len(found) <= 60
    assert slug(found) == found


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("زهرا رضایی", "Zahra Rezaei"),
        ("فاطمه محمدی", "Fatemeh Mohammadi"),
        ("مريم ملک‌زاده", "Maryam Malekzadeh"),
        ("سیمین دانشور", "Simin Daneshvar"),
        ("پروین اعتصامی", "Parvin Etesami"),
        ("فروغ فرخزاد", "Forough Farrokhzad"),
        ("مهرانگیز منوچهریان", "Mehrangiz Manouchehrian"),
        ("دل‌آرا هاشمی‌نژاد", "Delara Hasheminejad"),
        ("شهرزاد کریم‌پور", "Shahrzad Karimpour"),
        ("نصرت‌الملوک شمس‌الدینی", "Nosratolmolouk Shamseddini"),
        ("صفیه فیروز", "Safieh Firouz"),
        ("هنگامه دشتی", "Hangameh Dashti"),
        ("ایران خواجوی", "Iran Khajavi"),
        ("Zahra علی", "Zahra Ali"),
        ("", ""),
    ],
)
def test_transliterate(name: str, latin: str) -> None:
    assert transliterate(name) == latin


@tries(1.5)
@given(st.text(st.sampled_from("آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهیئؤءأة \u200c\u064eیوه"), min_size=1, max_size=14))
def test_every_persian_name_is_spelled_in_ascii(name: str) -> None:
    latin = transliterate(name)
    assert latin.isascii()
    if re.search("[بپتثجچحخدذرزژسشصضطظغفقکگلمنی]", name):
        assert SLUG.fullmatch(slug(latin))


@tries(1.5)
@given(st.text())
def test_names_of_any_text_are_keys(text: str) -> None:
    key = normal_name(text)
    assert normal_name(key) == key
    assert " " not in key
    transliterate(text)
