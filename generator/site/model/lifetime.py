"""The dates of a life in words, each in the calendar that it is read in, as a card and a page show them."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.dataset.people.consent import birth_of, death_of
from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.reading_calendar import Reading, is_modern, reading

_MONTH = re.compile(r"(?<=\d{4})-\d\d(?:-\d\d)?")


def period(person: Record) -> str:
    """Return the years of a life, or the name of the period, as a card shows them."""
    birth, death = birth_of(person.values), death_of(person.values)
    if birth and death:
        return span(birth, death)
    if person.get("period"):
        return str(person["period"])
    if death:
        return f"درگذشتهٔ {read(_MONTH.sub('', death)).text}"
    if birth:
        return f"زادهٔ {read(_MONTH.sub('', birth)).text}"
    return ""


def span(birth: str, death: str, *, days: bool = False) -> str:
    """Return the years of a life, or its ``days`` as far as they are known; an era that both ends share is said once."""
    modern = is_modern(parse_historical(death))
    start, end = (read(text if days else _MONTH.sub("", text), modern) for text in (birth, death))
    if not days:
        start, end = start._replace(source=""), end._replace(source="")
    if start.era == end.era and not start.source:
        start = start._replace(era="")
    first, last = start.whole, end.whole
    if (start.era or end.era or start.source or end.source) and " تا " not in first + last:
        return f"{first} تا {last}"
    return f"{first} – {last}" if " " in first + last else f"{first}–{last}"


def lives_on(person: Record) -> bool:
    """Whether all dates of a life are read in solar years: it reached 1304, or nothing says that it ended before."""
    death = death_of(person.values)
    return is_modern(parse_historical(death)) if death else person.get("life") != "historical"


# What a date is read as takes long to say, and many records have the same; its text is the quickest key to it.
@lru_cache(maxsize=1 << 16)
def read(text: str, modern: bool = False) -> Reading:
    """Return a date of the data as it is read."""
    return reading(parse_historical(text), modern)
