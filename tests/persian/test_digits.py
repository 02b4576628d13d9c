"""Test digits and numbers as readers see them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.persian.digits import ascii_digits, fa
from tests.chance import tries


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "۰"),
        (1399, "۱٬۳۹۹"),
        (12345, "۱۲٬۳۴۵"),
        (-5, "−۵"),
        (9.7, "۹٫۷"),
        (9.0, "۹"),
        (1e21, "۱٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰٬۰۰۰"),
        (1e-7, "۰٫۰۰۰۰۰۰۱"),
        (-0.0, "۰"),
        (Decimal("1234.500"), "۱٬۲۳۴٫۵"),
        (Decimal("1E+3"), "۱٬۰۰۰"),
        (Decimal("100"), "۱۰۰"),
    ],
)
def test_numbers(value: float | Decimal, shown: str) -> None:
    assert fa(value) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1399", "۱۳۹۹"),
        ("در 1399 و 12.5% رشد", "در ۱۳۹۹ و ۱۲٫۵٪ رشد"),
        ("1,234,567 ریال", "۱٬۲۳۴٬۵۶۷ ریال"),
        ("K2 و COVID-19 و MP3 در 2012", "K2 و COVID-19 و MP3 در ۲۰۱۲"),
        ("https://x.ir/1399/05 در 1399", "https://x.ir/1399/05 در ۱۳۹۹"),
        ("[سال 1399](/1399/) و `12`", "[سال ۱۳۹۹](/1399/) و `12`"),
        ("a2@b.ir، 5", "a2@b.ir، ۵"),
        ("192.168.1.1", "۱۹۲.۱۶۸.۱.۱"),
        ("1399. و 3.", "۱۳۹۹. و ۳."),
        ("1399/05/12", "۱۳۹۹/۰۵/۱۲"),
        ("سلام", "سلام"),
        ("iPhone 12", "iPhone ۱۲"),
        ("(1399-MP3)", "(1399-MP3)"),
        ("۵%", "۵%"),  # no ASCII digit: the text is shown already
    ],
)
def test_text(text: str, shown: str) -> None:
    assert fa(text) == shown


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_no_number_is_an_error(value: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        fa(value)


def test_other_types_are_an_error() -> None:
    with pytest.raises(TypeError):
        fa(None)  # type: ignore[arg-type]


@tries(1.5)
@given(st.integers())
def test_integers_come_back(number: int) -> None:
    assert int(ascii_digits(fa(number)).replace("٬", "").replace("−", "-")) == number


@tries(1.5)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_floats_come_back_without_exponent(number: float) -> None:
    shown = ascii_digits(fa(number)).replace("٬", "").replace("٫", ".").replace("−", "-")
    assert float(shown) == number
    assert "e" not in shown.lower()


@tries(1.5)
@given(st.text())
def test_text_is_never_refused(text: str) -> None:
    assert len(fa(text)) == len(text)
    assert ascii_digits(ascii_digits(text)) == ascii_digits(text)
