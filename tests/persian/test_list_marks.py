"""Marks of lists: only those that begin a line and count it go; every other line comes back letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.list_marks import without_marks


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (["۱- مریم بانو", "۲- مریم خانم"], ["مریم بانو", "مریم خانم"]),
        (["۱–گلیم", "۲ـ گبه", "3) نمد", "(۴) جاجیم", "٥. قالی"], ["گلیم", "گبه", "نمد", "جاجیم", "قالی"]),
        (["1. گلیم", "2. گبه", "• جاجیم", "- قالیچه", "*  نمد"], ["گلیم", "گبه", "جاجیم", "قالیچه", "نمد"]),
        (["الف) گلیم", "ب) گبه", "پ- نمد"], ["گلیم", "گبه", "نمد"]),
        (["الف) گلیم", "ب) گبه", "ج) نمد"], ["گلیم", "گبه", "نمد"]),
        (["۱- مهر ۱۳۹۹ | نخست", "۲- ۱۴۰۰ | دوم"], ["مهر ۱۳۹۹ | نخست", "۱۴۰۰ | دوم"]),
        (["۱- ۱۲ مهر ۱۳۹۹", "۲- ۱۳ مهر ۱۳۹۹"], ["۱۲ مهر ۱۳۹۹", "۱۳ مهر ۱۳۹۹"]),
        (["گلیم", "۲. گبه"], ["گلیم", "گبه"]),
        (["\uf0b7 گلیم", "\uf0a7\tگبه", "\uf0d8نمد"], ["گلیم", "گبه", "نمد"]),
        (["•", "- "], ["•", "- "]),
    ],
)
def test_a_mark_that_begins_a_line_goes(lines: list[str], wanted: list[str]) -> None:
    assert without_marks(lines) == wanted


@pytest.mark.parametrize(
    "line",
    [
        "1395. نمایشگاه",
        "۱۳۹۵- نمایشگاه",
        "95. نمایشگاه",
        "1399-05-12",
        "12/5/1399",
        "1-5 نفر",
        "۱- ۵ نفر",
        "1.5 متر پارچه",
        "-0500~ CE",
        "+98",
        "C++",
        "(۱۳۹۵)",
        "مدال طلا (رتبهٔ ۱)",
        "دبیر انجمن - شاخهٔ فسا",
        "م. ک. - شاعر",
        "الفبا",
        "*مهم*",
        "۱۲ مرداد",
    ],
)
def test_what_only_looks_like_a_mark_stays(line: str) -> None:
    assert without_marks([line]) == [line]


_SIGNS = "-–—ـ•*+.()۱۲1 9الفب"


@given(st.lists(st.text(alphabet=_SIGNS + "گلیمx\n", max_size=12), max_size=6))
def test_a_line_loses_nothing_but_its_beginning(lines: list[str]) -> None:
    found = without_marks(lines)
    assert len(found) == len(lines)
    assert all(line.endswith(rest) and (rest or not line) for line, rest in zip(lines, found, strict=True))


@given(st.lists(st.from_regex(r"[گلیمcCx»«][^\n]{0,20}", fullmatch=True), max_size=5))
def test_a_line_that_begins_with_no_mark_is_unchanged(lines: list[str]) -> None:
    assert without_marks(lines) == lines
