"""Private facts, found in any text and never repeated in a message.

National ids, mobile and landline numbers, card, Sheba and postal numbers, e-mail addresses and messenger handles are
refused; a text that looks like a home address is a warning. The digits inside a web address are exempt. Fields declared
as an office's contact may hold its own line and address, but no more than any other field what is a person's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field
from generator.dataset.problems import ERROR, WARNING, Problem, masked
from generator.dataset.rules import RULES, compiled
from generator.persian.digits import ascii_digits

_PRIVATE = RULES["private"]
_SHORTEST = _PRIVATE["shortest"]
_SUSPECT, _URL, _EMAIL, _HANDLE, _SHEBA, _NUMBER, _ADDRESS, _DATE, _COUNTRY = (
    compiled(_PRIVATE[name])
    for name in ("suspect", "url", "email", "handle", "sheba", "number", "address", "date", "country")
)
# What belongs to a person even where an office's contact or registration is asked for.
_PERSONAL = frozenset(_PRIVATE["personal"])
_WARNINGS = frozenset(_PRIVATE["warnings"])
PERSON, OFFICE = "person", "office"


def check(context: Context) -> Iterator[Problem]:
    """Yield private facts in the text of any field; of an office's contact, those that are a person's own."""
    for resource, rows in context.rows():
        guarded = [(field, kind) for field in resource.fields if (kind := guard(field))]
        for row in rows:
            for field, kind in guarded:
                value = row.cells.get(field.name)
                if value is None or len(value) < _SHORTEST:
                    continue
                for code, fact in private_facts(value):
                    if kind == OFFICE and code not in _PERSONAL:
                        continue
                    severity = WARNING if code in _WARNINGS else ERROR
                    yield context.problem(resource, row, code, field, found=masked(fact), severity=severity)


def guard(field: Field) -> str:
    """Return whose facts a field must not hold: anybody's (PERSON), a person's own (OFFICE); empty where it is no text."""
    if field.type != "string" or field.calendar or field.categories or field.derived:
        return ""
    return OFFICE if field.contact or field.name == "registration" else PERSON


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


_CHECKS = {"card": _is_card, "national-id": is_national_id}
_KINDS = [
    {name: compiled(text) if name not in ("code", "check") else text for name, text in kind.items()}
    for kind in _PRIVATE["kinds"]
]


def _kind_of_number(text: str) -> str:
    if _DATE.fullmatch(text):
        return ""
    digits = re.sub("[^0-9]", "", text)
    local = _COUNTRY.sub("0", "+" + digits if text.startswith("+") else digits).lstrip("+")
    for kind in _KINDS:
        whole = kind["local"].fullmatch(local) if "local" in kind else kind["digits"].fullmatch(digits)
        if (
            whole
            and ("check" not in kind or _CHECKS[kind["check"]](digits))
            and ("text" not in kind or kind["text"].search(text))
            and ("years" not in kind or not kind["years"].fullmatch(text))
        ):
            return kind["code"]
    return ""
