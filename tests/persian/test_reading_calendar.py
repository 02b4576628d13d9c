"""Test that a date of history is read in one calendar, with that of its source beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.calendar import lunar
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.reading_calendar import reading
from tests.chance import tries

READ = [
    ("2016-09 CE", "۱۳۹۵ (سپتامبر ۲۰۱۶ م)"),
    ("2021 CE", "۱۳۹۹/۱۴۰۰ (۲۰۲۱ م)"),
    ("2024-08-31 CE", "۱۰ شهریور ۱۴۰۳ (۳۱ اوت ۲۰۲۴ م)"),
    ("1925 CE", "۱۳۰۳/۰۴ (۱۹۲۵ م)"),
    ("1264 CE", "۶۶۲/۶۳ ق (۱۲۶۴ م)"),
    ("1264/1284 CE", "۶۶۲/۶۳ تا ۶۸۲/۸۳ ق (۱۲۶۴ تا ۱۲۸۴ م)"),
    ("0745/0750 AH", "۷۴۵ تا ۷۵۰ ق"),
    ("0663-03 AH", "ربیع‌الاول ۶۶۳ ق"),
    ("07XX AH", "سدهٔ ۸ ق"),
    ("1256? AH", "احتمالاً ۱۲۵۶ ق"),
    ("1405 AH", "۱۳۶۳/۶۴ (۱۴۰۵ ق)"),
    ("-0500~ CE", "حدود ۵۰۰ پیش از میلاد"),
    ("-04XX CE", "سدهٔ ۵ پیش از میلاد"),
    ("0224/0242 CE", "۲۲۴ تا ۲۴۲ میلادی"),
    ("1288", "۱۳۲۷/۲۸ ق (۱۲۸۸ ش)"),
    ("129X", "دههٔ ۱۲۹۰ ش"),
    ("13XX", "سدهٔ ۱۴ شمسی"),
    ("134X", "دههٔ ۱۳۴۰"),
    ("1304-06-29", "۲۹ شهریور ۱۳۰۴"),
    ("1367/..", "از ۱۳۶۷"),
]


@pytest.mark.parametrize(("text", "read"), READ)
def test_a_date_is_read_in_the_calendar_of_its_time(text: str, read: str) -> None:
    assert reading(parse_historical(text)).whole == read


@pytest.mark.parametrize(
    ("text", "read"),
    [("1288", "۱۲۸۸"), ("1324 AH", "۱۲۸۴/۸۵ (۱۳۲۴ ق)"), ("0745 AH", "۷۴۵ ق"), ("1264 CE", "۶۶۲/۶۳ ق (۱۲۶۴ م)")],
)
def test_a_life_that_reached_the_solar_calendar_is_told_in_it(text: str, read: str) -> None:
    assert reading(parse_historical(text), modern=True).whole == read


@tries(2)
@given(st.integers(lunar.first_day(1, 1), lunar.first_day(1500, 1)))
def test_a_day_is_in_its_lunar_year(ordinal: int) -> None:
    year = lunar.year_of(ordinal)
    assert lunar.first_day(year, 1) <= ordinal < lunar.first_day(year + 1, 1)
