"""The code that opens the page of a hand-in: 15 digits and one that guards them, made from the key, kept nowhere.

Shapes: the key of 16 bytes and the store's secret in, 16 digits out; typed by hand in any digits, with any gaps.
"""

from __future__ import annotations

import hashlib
import hmac

from generator.persian.digits import ascii_digits

DIGITS = 16
_GROUP = 4
# Damm's quasigroup of order 10: it finds every wrong digit and every two that were swapped.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def code_of(secret: bytes, key: bytes) -> str:
    """Return the code of a hand-in, the same for the same key."""
    made = hmac.digest(secret, b"code:" + key, "sha256")
    digits = f"{int.from_bytes(made[:16]) % 10 ** (DIGITS - 1):0{DIGITS - 1}d}"
    return digits + str(_check(digits))


def trace_of(secret: bytes, code: str) -> bytes:
    """Return what the store keeps of a code: enough to find it again, too little to know it."""
    return hmac.digest(secret, b"trace:" + code.encode(), "sha256")


def key_of_edited(secret: bytes, entry: int) -> bytes:
    """Return the key of the hand-in that a row becomes when a reviewer edits it: the same one each time, known to nobody else."""
    return hmac.digest(secret, b"edited:%d" % entry, "sha256")[:16]


def spoken(code: str) -> str:
    """Return a code as it is read out: in groups of four."""
    return " ".join(code[start : start + _GROUP] for start in range(0, DIGITS, _GROUP))


def read(typed: str) -> str | None:
    """Return the code that somebody typed; None where a digit of it must be wrong."""
    digits = "".join(sign for sign in ascii_digits(typed) if sign.isdecimal())
    return digits if len(digits) == DIGITS and _check(digits) == 0 else None


def token_trace(token: str) -> bytes:
    """Return what the store keeps of a token of a link or cookie."""
    return hashlib.sha256(token.encode()).digest()


def _check(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return interim
