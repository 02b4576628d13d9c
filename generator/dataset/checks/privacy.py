"""Private facts, found in any text and never repeated in a message.

National ids, mobile and landline numbers, card, Sheba and postal numbers, e-mail addresses and messenger handles are
refused; a text that looks like a home address is a warning. The digits inside a web address are exempt. Fields declared
as an office's contact may hold its own line and address, but no more than any other field what is a person's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.problems import ERROR, WARNING, Problem, masked
from generator.persian.digits import ascii_digits

_URL = re.compile(r"https?://\S+")
_GAP = r"[\s\u200c._\-()/]*"
_SUSPECT = re.compile(
    r"\d(?:[\s\u200c._\-()/]*\d){7}|[@＠]|\b[Ii][Rr]\s*\d|t\.me|wa\.me|خیابان|کوچه|پلاک|بلوار|آی‌?دی|تلگرام"
)
_EMAIL = re.compile(r"[\w.+-]+\s*[@＠]\s*[\w-]+(?:\s*\.\s*[\w-]+)+")
_HANDLE = re.compile(r"(?<![\w.])[@＠][A-Za-z]\w{3,}|(?:t|wa)\.me/\S+")
_SHEBA = re.compile(rf"\bIR(?:{_GAP}\d){{24}}", re.I)
_NUMBER = re.compile(rf"(?<![\w])\+?\d(?:{_GAP}\d){{7,}}(?!\w)")
_ADDRESS = re.compile(r"(?:خیابان|کوچه|پلاک|بلوار)[^.؛\n]{0,40}(?:پلاک|کوچه|واحد|طبقه|بن‌?بست|\d)")
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
# What belongs to a person even where an office's contact or registration is asked for.
_PERSONAL = frozenset({"private-mobile", "private-national-id", "private-card", "private-sheba"})
_YEARS = re.compile(r"1[0-4]\d\d|20[0-2]\d|19\d\d")


def check(context: Context) -> Iterator[Problem]:
    """Yield private facts in the text of any field; of an office's contact, those that are a person's own."""
    for resource, rows in context.rows():
        fields = [
            field
            for field in resource.fields
            if field.type == "string" and not (field.calendar or field.categories or field.derived)
        ]
        office = {field.name for field in fields if field.contact or field.name == "registration"}
        for row in rows:
            for field in fields:
                value = row.cells.get(field.name)
                if value is None or len(value) < 5:
                    continue
                for code, fact in private_facts(value):
                    if field.name in office and code not in _PERSONAL:
                        continue
                    severity = WARNING if code == "private-address" else ERROR
                    yield context.problem(resource, row, code, field, found=masked(fact), severity=severity)


def private_facts(text: str) -> list[tuple[str, str]]:
    """Return (code, text) of every private fact that a text holds; digits of three scripts and any gaps are seen."""
    text = ascii_digits(text)
    if not _SUSPECT.search(text):
        return []
    found: list[tuple[str, str]] = []

    def take(pattern: re.Pattern[str], code: str, rest: str) -> str:
        found.extend((code, match[0]) for match in pattern.finditer(rest))
        return pattern.sub(" ", rest)

    rest = take(_EMAIL, "private-email", text)
    rest = take(_HANDLE, "private-handle", rest)
    rest = _URL.sub(" ", rest)
    rest = take(_SHEBA, "private-sheba", rest)
    for match in _NUMBER.finditer(rest):
        code = _kind_of_number(match[0])
        if code:
            found.append((code, match[0]))
    found.extend(("private-address", match[0]) for match in _ADDRESS.finditer(rest))
    return found


def hide(text: str) -> str:
    """Return a text for a message: as it is, or with its private facts masked to their ends."""
    facts = private_facts(text)
    if not facts:
        return text
    hidden = ascii_digits(text)
    for _, fact in facts:
        hidden = hidden.replace(fact, masked(fact))
    # What is left may not add up to another fact.
    return masked(text) if private_facts(hidden) else hidden


def is_national_id(digits: str) -> bool:
    """Whether ten digits carry the check digit of an Iranian national id."""
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (remainder if remainder < 2 else 11 - remainder)


def _is_card(digits: str) -> bool:
    """Whether sixteen digits pass the Luhn sum."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _kind_of_number(text: str) -> str:
    if _DATE.fullmatch(text):
        return ""
    digits = re.sub(r"\D", "", text)
    local = re.sub(r"^(?:\+?0{0,2}98)(?=\d{10}$)", "0", "+" + digits if text.startswith("+") else digits)
    local = local.lstrip("+")
    if re.fullmatch(r"0?9\d{9}", local):
        return "private-mobile"
    if len(digits) == 16 and (_is_card(digits) or re.match(r"[4-9]", digits)):
        return "private-card"
    if re.fullmatch(r"0[1-8]\d{9}", local):
        return "private-phone"
    if len(digits) == 24:
        return "private-sheba"
    if len(digits) == 10 and is_national_id(digits):
        return "private-national-id"
    if len(digits) == 10 and re.search(r"\d{5}[\s-]?\d{5}$", text) and not re.search(r"0{4}", digits):
        return "private-postal-code"
    if len(digits) == 8 and re.search(r"^[2-9]\d{7}$", digits) and not re.search(r"0{3}", digits):
        pieces = re.findall(r"\d+", text)
        if not all(_YEARS.fullmatch(piece) for piece in pieces):
            return "private-phone"
    return ""
