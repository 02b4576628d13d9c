"""Names are found however they are spelt, and told from what only looks like them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.spelling.occurrences import joined, occurrences, perhaps


def found(text: str, *names: str) -> list[tuple[str, bool]]:
    return [(text[one.start : one.end], one.whole) for one in occurrences(text, [joined(name) for name in names])]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("گزارش نرگس ملک‌زاده از جشنواره", "نرگس ملک‌زاده", "نرگس ملک‌زاده"),
        ("نرگس ملک زاده", "نرگس ملک‌زاده", "نرگس ملک زاده"),
        ("از نرگس ملكزاده.", "نرگس ملک‌زاده", "نرگس ملكزاده"),
        ("#نرگس_ملک_زاده", "نرگس ملک‌زاده", "نرگس_ملک_زاده"),
        ("رکورد نرگس\nملک‌زاده", "نرگس ملک‌زاده", "نرگس\nملک‌زاده"),
        ("خانم صدّیقهٔ رضائی", "صدیقه رضایی", "صدّیقهٔ رضائی"),
        ("/women/narges-malekzadeh/", "Narges Malekzadeh", "narges-malekzadeh"),
        ("photo NargesMalekzadeh2.jpg", "Narges Malekzadeh", "NargesMalekzadeh"),
        ("Effat Qera'at", "Effat Qeraat", "Effat Qera'at"),
        ("Māhrokh Dādvāri", "Mahrokh Dadvari", "Māhrokh Dādvāri"),
    ],
)
def test_a_name_is_found_in_every_spelling(text, name, words):
    assert found(text, name) == [(words, True)]


def test_a_part_of_a_word_is_told_from_a_word():
    assert found("کارمند باغ ارم", "ارم") == [("کارمند", False), ("ارم", True)]
    assert found("زهرا راستین", "زهرا راستی") == [("زهرا راستین", False)]


def test_what_is_not_there_is_not_found():
    assert found("زهرا راستی", "مریم کشاورز", "") == []
    assert found("", "مریم") == []


@given(st.lists(st.sampled_from("abK_-زنر ﺯßıابی\u200cي۲2ـ\u0651-é\n"), max_size=20).map("".join), st.data())
def test_a_place_holds_its_key(text, data):
    flat = joined(text)
    start = data.draw(st.integers(0, len(flat)))
    key = flat[start : data.draw(st.integers(start, len(flat)))]
    places = list(occurrences(text, [key]))
    assert bool(places) == bool(key)
    assert perhaps(text, (key,))  # the quick look misses none
    assert all(key in joined(text[place.start : place.end]) for place in places)
    assert all((joined(text[place.start : place.end]) == key) or not place.whole for place in places)
