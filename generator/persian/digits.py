"""Turn digits between their data form (ASCII) and the form readers see (Persian).

Shapes: `ascii_digits`, `persian_digits` and `fa` return str. Errors: `fa` raises ValueError for a number that is
not finite and TypeError for anything but int, float, Decimal and str.
"""

from __future__ import annotations

import re
from decimal import Decimal

from generator.persian.spelling.alphabet import LATIN, MAY_BE_PROTECTED, PROTECTED

PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
#: The inside of a regex class with both.
FOREIGN_DIGITS = "۰-۹٠-٩"
THOUSANDS = "٬"
DECIMAL_POINT = "٫"
PERCENT = "٪"
MINUS = "−"

_FOREIGN = re.compile(f"[{FOREIGN_DIGITS}]")
_TO_ASCII = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS, "0123456789" * 2)
_TO_PERSIAN = str.maketrans("0123456789", PERSIAN_DIGITS)
_NUMBER_TO_PERSIAN = str.maketrans("0123456789,.-", PERSIAN_DIGITS + THOUSANDS + DECIMAL_POINT + MINUS)

_ASCII_DIGIT = re.compile("[0-9]")
# Turning the runs of digits alone is faster than looking at each letter of a sentence.
_ASCII_DIGITS = re.compile("[0-9]+")
_LATIN = re.compile(f"[{LATIN}]")
# One token that holds a Latin letter (K2, COVID-19, a@b2.ir) keeps its digits, as does PROTECTED.
_GLUE = f"[{LATIN}0-9_.@+&/:#~=%-]"
_KEPT = re.compile(f"{PROTECTED.pattern}|(?<!{_GLUE}){_GLUE}*[{LATIN}]{_GLUE}*")
_POINT_INSIDE = re.compile("[.,](?=[0-9])")
_NUMBER = re.compile(r"(?<![0-9.,])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?(?![0-9]|[.,][0-9])")
_PERCENT = re.compile(f"(?<=[0-9{PERSIAN_DIGITS}])( ?)%")


def ascii_digits(text: str) -> str:
    """Return the text with Persian and Arabic-Indic digits as ASCII digits."""
    if text.isascii() or _FOREIGN.search(text) is None:
        return text
    return text.translate(_TO_ASCII)


def persian_digits(text: str) -> str:
    """Return text with every digit Persian, also inside Latin words; `fa` spares those."""
    return text.translate(_TO_PERSIAN)


def fa(value: int | float | Decimal | str) -> str:
    """Return the value as Persian readers see it.

    A number gets ٬ between thousands and ٫ before decimals (۱۲٬۳۴۵ / ۹٫۷), never an exponent nor
    trailing zeros. In a str only the digits turn, with their point, comma and per cent sign; so a
    year given as str has no separator. Digits that touch Latin letters or sit in an address stay.
    """
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return f"{value:,}".translate(_NUMBER_TO_PERSIAN)
    if isinstance(value, float):
        value = Decimal(repr(value))
    if not isinstance(value, Decimal):
        raise TypeError(f"not a number or text: {value!r}")
    if not value.is_finite():
        raise ValueError(f"not a finite number: {value}")
    plain = f"{value:,f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    if plain == "-0":
        plain = "0"
    return plain.translate(_NUMBER_TO_PERSIAN)


def _text(text: str) -> str:
    if text.isascii() and text.isdecimal():
        return text.translate(_TO_PERSIAN)
    if _ASCII_DIGIT.search(text) is None:
        return text
    if _LATIN.search(text) is None and MAY_BE_PROTECTED.search(text) is None:
        return _plain(text)
    parts = []
    start = 0
    for match in _KEPT.finditer(text):
        parts.append(_plain(text[start : match.start()]))
        parts.append(match.group())
        start = match.end()
    parts.append(_plain(text[start:]))
    return "".join(parts)


def _plain(text: str) -> str:
    if _POINT_INSIDE.search(text):
        text = _NUMBER.sub(lambda match: match.group().translate(_NUMBER_TO_PERSIAN), text)
    if "%" in text:
        text = _PERCENT.sub(rf"\1{PERCENT}", text)
    return _ASCII_DIGITS.sub(_persian, text)


def _persian(match: re.Match[str]) -> str:
    return match.group().translate(_TO_PERSIAN)
