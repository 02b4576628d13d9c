"""The nearest right value to a wrong one: another name of a choice goes before what is only spelt like it."""

from __future__ import annotations

import pytest

from generator.dataset.problems.nearest import nearest

COUNTIES = {"larestan": "لارستان", "lamerd": "لامرد", "sepidan": "سپیدان", "mohr": "مهر"}
SEATS = {"larestan": "لار", "lamerd": "لامرد", "sepidan": "اردکان", "mohr": "مهر", "elsewhere": "قیر"}


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("لار", "larestan"),
        ("اردكان", "sepidan"),
        ("لامرد", "lamerd"),
        ("لارستن", "larestan"),
        ("قیر", ""),
        ("تهران", ""),
        # A short word that sounds like one, or is one letter away from one alone.
        ("محر", "mohr"),
        ("مهرر", "mohr"),
        ("مکر", "mohr"),
    ],
)
def test_the_seat_of_a_county_means_the_county(value, found):
    assert nearest(value, COUNTIES, aliases=SEATS).value == found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("کمیته امداد", "کمیتهٔ امداد امام خمینی"),
        ("آموزش پرورش", "ادارهٔ کل آموزش و پرورش"),
        ("اداره آموزش و پرورش شهرستان", "ادارهٔ کل آموزش و پرورش"),
        ("فنی و حرفه ای", "ادارهٔ کل آموزش فنی و حرفه‌ای"),
        ("صدا و سیما", "صداوسیمای مرکز استان"),
        ("تعاون", ""),
        ("بهداشت", ""),
    ],
)
def test_an_office_is_known_by_the_words_that_tell_it_from_others(value, found):
    names = (
        "کمیتهٔ امداد امام خمینی، ادارهٔ کل آموزش و پرورش، ادارهٔ کل آموزش و پرورش عشایر، اتاق تعاون، بانک توسعهٔ تعاون"
        "، ادارهٔ کل آموزش فنی و حرفه‌ای، صداوسیمای مرکز استان"
    )
    assert nearest(value, names.split("، ")).value == found


def test_a_seat_of_two_counties_means_neither():
    assert nearest("اردکان", COUNTIES, aliases={"sepidan": "اردکان", "mohr": "اردکان"}).value == ""
