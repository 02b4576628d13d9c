"""Test dates of history and the words of forms."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from generator.persian.calendar import lunar
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.months import DateError
from generator.persian.calendar.written_dates import from_words
from tests.chance import tries

WORDS = [
    ("1320", "۱۳۲۰"),
    ("1320~", "حدود ۱۳۲۰"),
    ("1320?", "احتمالاً ۱۳۲۰"),
    ("134X", "دههٔ ۱۳۴۰"),
    ("134X~", "حدود دههٔ ۱۳۴۰"),
    ("13XX", "سدهٔ ۱۴ شمسی"),
    ("1384/1386", "۱۳۸۴ تا ۱۳۸۶"),
    ("1367/..", "از ۱۳۶۷"),
    ("../1367~", "تا حدود ۱۳۶۷"),
    ("1399-05", "مرداد ۱۳۹۹"),
    ("1399-12-30", "۳۰ اسفند ۱۳۹۹"),
    ("1384-05/1386", "مرداد ۱۳۸۴ تا ۱۳۸۶"),
    ("13XX/1405", "سدهٔ ۱۴ شمسی تا ۱۴۰۵"),
    ("0745/0750 AH", "۷۴۵ تا ۷۵۰ هجری قمری"),
    ("07XX AH", "سدهٔ ۸ هجری قمری"),
    ("00XX AH", "سدهٔ ۱ هجری قمری"),
    ("0745-09-21 AH", "۲۱ رمضان ۷۴۵ هجری قمری"),
    ("0061-01 AH", "محرم ۶۱ هجری قمری"),
    ("2012 CE", "۲۰۱۲ میلادی"),
    ("2012-03-08 CE", "۸ مارس ۲۰۱۲ میلادی"),
    ("196X CE", "دههٔ ۱۹۶۰ میلادی"),
    ("2012-01 CE", "ژانویهٔ ۲۰۱۲ میلادی"),
    ("2012-05-01 CE", "۱ مه ۲۰۱۲ میلادی"),
    ("0745-12 AH", "ذی‌الحجهٔ ۷۴۵ هجری قمری"),
    ("-0050-03/-0049~ CE", "مارس ۵۰ تا حدود ۴۹ پیش از میلاد"),
    ("02XX CE", "سدهٔ ۳ میلادی"),
    ("-0500~ CE", "حدود ۵۰۰ پیش از میلاد"),
    ("-05XX CE", "سدهٔ ۶ پیش از میلاد"),
    ("-99XX~ CE", "حدود سدهٔ ۱۰۰ پیش از میلاد"),
    ("-0500/-0450 CE", "۵۰۰ تا ۴۵۰ پیش از میلاد"),
    ("-0050/0020 CE", "۵۰ پیش از میلاد تا ۲۰ میلادی"),
    ("-0550/.. CE", "از ۵۵۰ پیش از میلاد"),
]


@pytest.mark.parametrize(("text", "said"), WORDS)
def test_words_and_back(text: str, said: str) -> None:
    found = parse_historical(text)
    assert found.text == str(found) == text
    assert found.words() == said
    assert from_words(said) == text
    assert from_words(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1400-12-30", "leap"),
        ("2013-02-29 CE", "leap"),
        ("-0004-02-29 CE", "leap"),  # 4 BC is -3 to astronomers
        ("2013-02-30 CE", "day"),
        ("1399-07-31", "day"),
        ("0745-01-31 AH", "day"),
        ("2012-13 CE", "month"),
        ("0000 CE", "range"),
        ("0745", "range"),
        ("2012", "range"),
        ("07XX", "range"),
        ("2500 CE", "range"),
        ("006X CE", "range"),
        ("1386/1384", "range"),
        ("-0450/-0500 CE", "range"),
        ("-1320", "format"),
        ("-0745 AH", "format"),
        ("1320~~", "format"),
        ("1320 BC", "format"),
        ("13XX-05", "format"),
        ("134x", "format"),
        ("1XXX", "format"),
        ("../..", "format"),
        ("1384/", "format"),
        ("۱۳۲۰", "format"),
        ("1320 ", "format"),
        ("", "format"),
    ],
)
def test_what_does_not_exist(text: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_historical(text)
    assert caught.value.code == code


def test_all_eras_stand_on_one_axis() -> None:
    in_order = [
        "-05XX CE", "-0500~ CE", "-0050/0020 CE", "-0001 CE", "0001 CE", "02XX CE", "07XX AH", "0745/0750 AH",
        "1800 CE", "1304", "1320~", "../1325", "134X", "1964 CE", "1384/1386", "1399-05-12", "2020-08-03 CE",
    ]  # fmt: skip
    keys = [parse_historical(text).order for text in in_order]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)
    assert parse_historical("1399-05-12").order == parse_historical("2020-08-02 CE").order


def test_bounds() -> None:
    assert parse_historical("2012 CE").bounds == (2012.0, pytest.approx(2012.997, abs=0.01))
    assert parse_historical("-0500 CE").bounds == (-499.0, pytest.approx(-498.003, abs=0.01))
    assert parse_historical("1367/..").bounds == (pytest.approx(1988.22, abs=0.01), None)
    assert parse_historical("../1367").bounds[0] is None
    earliest, latest = parse_historical("13XX").bounds
    assert (earliest, latest) == (pytest.approx(1921.22, abs=0.01), pytest.approx(2021.22, abs=0.01))


@pytest.mark.parametrize(
    ("text", "decade"),
    [("1347", 1340), ("134X", 1340), ("13XX", None), ("1384/1396", 1380), ("../1367", None), ("2012 CE", 1390),
     ("2011-03-20 CE", 1380), ("2011-03-22 CE", 1390), ("196X CE", None), ("-0500 CE", None), ("0300 CE", None)],
)  # fmt: skip
def test_decade(text: str, decade: int | None) -> None:
    assert parse_historical(text).decade == decade


@pytest.mark.parametrize(
    ("text", "iso"),
    [("1399-05-12", "2020-08-02"), ("1399-05", None), ("1399", None), ("2012 CE", "2012"), ("2012-03 CE", "2012-03"),
     ("2012-03-08 CE", "2012-03-08"), ("2012~ CE", None), ("1399-05-12?", None), ("-0500 CE", "-0499"),
     ("-0001 CE", "0000"), ("196X CE", None), ("0745-09-21 AH", None), ("2012/2014 CE", None)],
)  # fmt: skip
def test_iso_only_where_it_is_known(text: str, iso: str | None) -> None:
    assert parse_historical(text).iso == iso


def test_lunar_days() -> None:
    assert date.fromordinal(lunar.first_day(1445, 1)) == date(2023, 7, 19)
    assert date.fromordinal(lunar.first_day(1445, 9)) == date(2024, 3, 11)
    assert [lunar.month_length(1445, month) for month in (1, 2, 12)] == [30, 29, 30]
    assert lunar.month_length(1444, 12) == 29


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("۱۲ مرداد ۱۳۹۹", "1399-05-12"),
        ("۱۳۹۹/۵/۱۲", "1399-05-12"),
        ("1399/05/12", "1399-05-12"),
        ("١٣٩٩-٥-١٢", "1399-05-12"),
        ("۱۳۹۹ / ۵", "1399-05"),
        ("پنجم مرداد ماه ۱۳۹۹", "1399-05-05"),
        ("بیست و یکم مرداد سال ۱۳۹۹", "1399-05-21"),
        ("مردادماه ۱۳۹۹", "1399-05"),
        ("سال ۱۳۲۰", "1320"),
        ("حدود سال ۱۳۲۰", "1320~"),
        ("حدوداً ۱۳۲۰ شمسی", "1320~"),
        ("تقریباً ۱۳۲۰", "1320~"),
        ("۱۳۲۰؟", "1320?"),
        ("شاید ۱۳۲۰", "1320?"),
        ("دهه ۴۰", "134X"),
        ("دهه ی چهل", "134X"),
        ("دههٔ شصت میلادی", "196X CE"),
        ("دهه‌ی ۱۴۰۰", "140X"),
        ("سدهٔ هشتم هجری", "07XX AH"),
        ("سدهٔ ۸ هجری قمری", "07XX AH"),
        ("قرن ۸ ه.ق.", "07XX AH"),
        ("سده‌ی چهاردهم شمسی", "13XX"),
        ("قرن سوم میلادی", "02XX CE"),
        ("قرن پنجم ق.م", "-04XX CE"),
        ("۵۰۰ پیش از میلاد", "-0500 CE"),
        ("حدود ۵۰۰ قبل از میلاد", "-0500~ CE"),
        ("۱۳۸۴ تا ۱۳۸۶", "1384/1386"),
        ("از ۱۳۸۴ تا ۱۳۸۶", "1384/1386"),
        ("۱۳۸۴-۱۳۸۶", "1384/1386"),
        ("۱۳۸۴ – ۱۳۸۶", "1384/1386"),
        ("۱۳۸۴ـ۱۳۸۶", "1384/1386"),
        ("۱۳۹۹‑۰۵‑۱۲", "1399-05-12"),
        ("۱۳۹۹−۰۵−۱۲", "1399-05-12"),
        ("۱۳۹۹ – ۰۵ – ۱۲", "1399-05-12"),
        ("از ۱۳۶۷", "1367/.."),
        ("از سال ۱۳۶۷ تاکنون", "1367/.."),
        ("۱۳۶۷ به بعد", "1367/.."),
        ("تا ۱۳۶۷", "../1367"),
        ("۷۴۵ هجری", "0745 AH"),
        ("۲۱ رمضان المبارک ۷۴۵", "0745-09-21 AH"),
        ("۳ ذی الحجه ۷۴۵ قمری", "0745-12-03 AH"),
        ("۸ مارس ۲۰۱۲", "2012-03-08 CE"),
        ("مارس ۲۰۱۲ تا ۲۰۱۴", "2012-03/2014 CE"),
        ("۵ می ۲۰۱۲ میلادی", "2012-05-05 CE"),
        ("۲۰۱۲ م.", "2012 CE"),
        ("۱۳۹۹ ه‍.ش.", "1399"),
    ],
)
def test_what_people_write(said: str, text: str) -> None:
    assert from_words(said) == text


@pytest.mark.parametrize(
    ("said", "code"),
    [("۹۹/۵/۱۲", "format"), ("۱۲/۵/۱۳۹۹", "format"), ("۷۴۵", "format"), ("۱۳۲۰ هجری", "format"), ("دههٔ ۱۳۴۵", "format"),
     ("دههٔ ۱۰ میلادی", "format"), ("سدهٔ پانزدهم هجری", "format"), ("۱۲ مرداد ۲۰۱۲ میلادی", "format"),
     ("پارسال", "format"),
         ("مرداد", "format"), ("از", "format"), ("۱۳۸۴ تا ۲۰۱۲ میلادی تا", "format"), ("۲۰۱۲", "range"),
     ("۳۰ اسفند ۱۴۰۰", "leap"),
     ("۳۱ مهر ۱۴۰۰", "day"), ("۱۳۹۹/۱۳/۱", "month"), ("۱۳۸۶ تا ۱۳۸۴", "range"), ("دههٔ " + "9" * 5000, "format")],
)  # fmt: skip
def test_what_cannot_be_read(said: str, code: str) -> None:
    with pytest.raises(DateError) as caught:
        from_words(said)
    assert caught.value.code == code


def _points(era: str) -> st.SearchStrategy[str]:
    years = {"": st.integers(1000, 1500), " AH": st.integers(1, 1500), " CE": st.integers(-9999, 2100)}[era]

    def build(year: int, unknown: int, month: int, day: int, qualifier: str) -> str:
        digits = f"{abs(year):04}"
        text = digits[: 4 - unknown] + "X" * unknown
        if not unknown and month:
            text += f"-{month:02}" + (f"-{day:02}" if day else "")
        return ("-" if year < 0 else "") + text + qualifier

    return st.builds(
        build, years, st.sampled_from([0, 0, 1, 2]), st.integers(0, 12), st.integers(0, 31), st.sampled_from("~? ")
    ).map(str.strip)


def _texts(era: str) -> st.SearchStrategy[str]:
    ends = st.one_of(_points(era), st.just(".."))
    return st.one_of(_points(era), st.builds("{}/{}".format, ends, ends)).map(lambda text: text + era)


canonical_texts = st.sampled_from(["", " AH", " CE"]).flatmap(_texts)


@tries(3)
@given(canonical_texts)
def test_words_of_every_date_come_back(text: str) -> None:
    try:
        found = parse_historical(text)
    except DateError:
        assume(False)
    assert found.text == text
    assert from_words(found.words()) == text
    earliest, latest = found.bounds
    assert earliest is None or latest is None or earliest <= latest
    assert isinstance(found.order, float)
    assert found.decade is None or found.decade % 10 == 0
    assert found.iso is None or found.iso.lstrip("-")[0].isdigit()


pieces = st.lists(
    st.sampled_from(
        "1399 ۱۳۲۰ 745 5 ۱۲ / - – . ~ ? X XX .. AH CE از تا حدود دهه دههٔ سدهٔ قرن هشتم چهل مرداد رمضان مارس می ماه سال "
        "هجری قمری شمسی میلادی پیش از میلاد ق.م ه.ش م به بعد تاکنون".split()
    ),
    max_size=6,
)


@tries(3)
@given(st.one_of(st.text(), pieces.map(" ".join), pieces.map("".join)))
def test_only_date_errors_are_raised(text: str) -> None:
    for read in (parse_historical, from_words):
        try:
            found = read(text)
        except DateError as error:
            assert error.code in ("format", "month", "day", "leap", "range")
        else:
            assert parse_historical(str(found)).text == str(found)
