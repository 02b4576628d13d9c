"""Test Jalali dates of today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from generator.persian.calendar.jalali import (
    JalaliDate,
    days_in_month,
    from_gregorian,
    is_leap,
    parse_jalali,
    season_words,
)
from generator.persian.calendar.months import JALALI_MONTHS, DateError
from generator.persian.digits import fa
from tests.chance import tries

# The leap years of the official calendar (University of Tehran, Institute of Geophysics).
LEAP = [1304, 1309, 1313, 1317, 1321, 1325, 1329, 1333, 1337, 1342, 1346, 1350, 1354, 1358, 1362, 1366, 1370, 1375,
        1379, 1383, 1387, 1391, 1395, 1399, 1403, 1408, 1412, 1416, 1420]  # fmt: skip


def test_leap_years() -> None:
    assert [year for year in range(1301, 1424) if is_leap(year)] == LEAP


@pytest.mark.parametrize(
    ("text", "said", "first", "last"),
    [
        ("1399", "۱۳۹۹", date(2020, 3, 20), date(2021, 3, 20)),
        ("1399-05", "مرداد ۱۳۹۹", date(2020, 7, 22), date(2020, 8, 21)),
        ("1399-05-12", "۱۲ مرداد ۱۳۹۹", date(2020, 8, 2), date(2020, 8, 2)),
        ("1399-12-30", "۳۰ اسفند ۱۳۹۹", date(2021, 3, 20), date(2021, 3, 20)),
        ("1357-11-22", "۲۲ بهمن ۱۳۵۷", date(1979, 2, 11), date(1979, 2, 11)),
    ],
)
def test_parse_words_and_bounds(text: str, said: str, first: date, last: date) -> None:
    found = parse_jalali(text)
    assert (found.text, str(found), found.words()) == (text, text, said)
    assert (found.first(), found.last()) == (first, last)
    assert found.iso == (first.isoformat() if found.day else None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1400-12-30", "leap"),
        ("1399-12-31", "day"),
        ("1399-07-31", "day"),
        ("1399-01-00", "day"),
        ("1399-13", "month"),
        ("1399-00-01", "month"),
        ("2021-05-01", "range"),
        ("0745", "range"),
        ("1399-5-12", "format"),
        ("1399/05/12", "format"),
        ("۱۳۹۹", "format"),
        ("99-05-12", "format"),
        ("1399\n", "format"),
        ("", "format"),
    ],
)
def test_what_does_not_exist(text: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_jalali(text)
    assert caught.value.code == code


def test_day_without_month_is_no_date() -> None:
    with pytest.raises(DateError):
        JalaliDate(1399, None, 5)


def test_decade_and_season() -> None:
    spring, autumn, year = JalaliDate(1399, 3), JalaliDate(1399, 7, 1), JalaliDate(1399)
    assert (spring.season, autumn.season, year.season) == (1, 3, None)
    assert (season_words(1399, 1), season_words(1399, 4)) == ("بهار ۱۳۹۹", "زمستان ۱۳۹۹")
    assert year.decade == 1390


def test_order_puts_the_less_known_first() -> None:
    dates = [JalaliDate(1400), JalaliDate(1399, 5, 12), JalaliDate(1399), JalaliDate(1399, 5), JalaliDate(1398, 12, 1)]
    assert [str(found) for found in sorted(dates)] == ["1398-12-01", "1399", "1399-05", "1399-05-12", "1400"]
    assert JalaliDate(1399) <= JalaliDate(1399) < JalaliDate(1400) >= JalaliDate(1399, 1) > JalaliDate(1399)


@tries(1.5)
@given(st.dates(date(1821, 4, 1), date(2120, 1, 1)))
def test_gregorian_dates_come_back(day: date) -> None:
    found = from_gregorian(day)
    assert found.first() == found.last() == day
    assert parse_jalali(found.text) == found


def test_years_meet_without_gap() -> None:
    for year in range(1200, 1500):
        assert JalaliDate(year).last() + timedelta(days=1) == JalaliDate(year + 1).first()
        assert sum(days_in_month(year, month) for month in range(1, 13)) == (366 if is_leap(year) else 365)


@tries(1.5)
@given(st.one_of(st.text(), st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")))
def test_parse_raises_only_date_errors(text: str) -> None:
    try:
        assert parse_jalali(text).text == text
    except DateError as error:
        assert error.code in ("format", "month", "day", "leap", "range")


@pytest.mark.browser
def test_days_and_words_are_those_of_chromium(intl: Page) -> None:
    days = [date(1900, 1, 3) + timedelta(days=97 * step) for step in range(700)]
    shown = intl.evaluate(
        """days => {
            const form = new Intl.DateTimeFormat('fa-IR-u-ca-persian', {
                timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric'});
            return days.map(day => Object.fromEntries(
                form.formatToParts(new Date(day + 'T12:00:00Z')).map(part => [part.type, part.value])));
        }""",
        [day.isoformat() for day in days],
    )
    for day, parts in zip(days, shown, strict=True):
        found = from_gregorian(day)
        assert (fa(str(found.year)), JALALI_MONTHS[found.month - 1], fa(found.day)) == (
            parts["year"],
            parts["month"],
            parts["day"],
        )
