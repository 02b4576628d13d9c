"""The years of a life in words, as a card and a page show them."""

from __future__ import annotations

import re

from generator.dataset.people.consent import birth_of, death_of
from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical

_MONTH = re.compile(r"(?<=\d{4})-\d\d(?:-\d\d)?")


def period(person: Record) -> str:
    """Return the years of a life, or the name of the period, as a card shows them."""
    birth, death = birth_of(person.values), death_of(person.values)
    if birth and death:
        return span(birth, death)
    if person.get("period"):
        return str(person["period"])
    if death:
        return f"درگذشتهٔ {_year(death)}"
    if birth:
        return f"زادهٔ {_year(birth)}"
    return ""


def span(birth: str, death: str, *, days: bool = False) -> str:
    """Return the years of a life, or its ``days`` as far as they are known; an era that both ends share is said once."""
    start, end = (parse_historical(text if days else _MONTH.sub("", text)) for text in (birth, death))
    first, last = start.words(), end.words()
    if start.interval or end.interval:
        return f"{first} – {last}"
    if start.era != end.era:
        return f"{first} تا {last}"
    if start.era:
        return parse_historical(f"{start.text.removesuffix(start.era).strip()}/{end.text}").words()
    return f"{first} – {last}" if " " in first + last else f"{first}–{last}"


def _year(text: str) -> str:
    """Return the words of a date without its month and day."""
    return parse_historical(_MONTH.sub("", text)).words()
