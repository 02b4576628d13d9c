"""Write amounts of money, given in rial, so that they are true to the last rial.

Shapes: int rial in, str out. Errors: ValueError for a negative amount.
"""

from __future__ import annotations

from decimal import Decimal

from generator.persian.digits import fa
from generator.persian.numbers import qualified

_MILLIARD = 10**9
_SCALES = ((_MILLIARD, "میلیارد"), (10**6, "میلیون"), (10**3, "هزار"))
_MOST_PARTS = 2
# An amount that is not exact, of less than this, is short enough to be told whole.
_LEFT_OUT_FROM = 10**6
_AND = " و "


def rial(amount: int, precision: str = "") -> str:
    """Return the amount in rial: «۵ میلیارد و ۱۰۰ میلیون ریال», or all digits where it is not round.

    It is never rounded. With a precision it is said to be «بیش از» or «حدود», and what stands after its two
    largest parts is then left out, which keeps the sentence true.
    """
    return _said(amount, Decimal(amount), "ریال", precision)


def toman(amount_in_rial: int, precision: str = "") -> str:
    """Return the same amount in toman, ten rial each: «۵۱۰ میلیون تومان», «۱٬۲۳۴٫۵ تومان»."""
    return _said(amount_in_rial, Decimal(amount_in_rial) / 10, "تومان", precision)


def _said(rials: int, value: Decimal, unit: str, precision: str) -> str:
    if rials < 0:
        raise ValueError(f"negative amount: {rials}")
    parts, rest = _parts(value)
    if precision and value >= _LEFT_OUT_FROM:
        parts, rest = parts[:_MOST_PARTS], Decimal(0)
    is_round = parts and not rest and len(parts) <= _MOST_PARTS
    number = _AND.join(parts) if is_round else fa(value)
    return qualified(f"{number} {unit}", precision)


def _parts(value: Decimal) -> tuple[list[str], Decimal]:
    """Split the value into its named parts, and what is left below a thousand."""
    parts = []
    for scale, name in _SCALES:
        count = int(value // scale)
        if count:
            value -= count * scale
            # One thousand is «هزار» in Persian, and not «۱ هزار».
            parts.append(name if scale == 10**3 and count == 1 else f"{fa(count)} {name}")
    return parts, value
