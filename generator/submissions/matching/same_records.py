"""Is this somebody whom the bank already knows? One person is never written onto another."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from typing import Any

from generator.dataset.checks.date_checks import bounds
from generator.dataset.checks.identity import RESERVED, key_of
from generator.dataset.descriptor import Resource
from generator.dataset.people.consent import BIRTHS, DEATHS
from generator.dataset.private import hide
from generator.dataset.registry import Record
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.names.personal_names import SLUG, SLUG_LENGTH, normal_name, slug, transliterate
from generator.submissions.forms.questions import Question

# What two records of one person or organisation can't differ in; an agreeing birth year or source proves it is one.
_SPANS = (*BIRTHS, *DEATHS, "founded")
_MARKS = ("latin", "registration")
_YEAR = 1.01


def same_person(resource: Resource, values: Mapping[str, Any], records: Iterable[Record]) -> Record | None:
    """Return the record that is certainly the same: name and place agree, one more fact agrees, nothing contradicts.

    One more fact is the birth year or the address of a source: a Latin name follows from the name and proves nothing.
    Anything less certain is a new record, for a person to decide.
    """
    name, place = normal_name(values.get("name", "")), values.get(resource.place)
    for record in records:
        if record.get(resource.place) == place and normal_name(record.label) == name and _agrees(values, record):
            return record
    return None


def _agrees(values: Mapping[str, Any], record: Record) -> bool:
    if any(_differ(_folded(values.get(name)), _folded(record.get(name))) for name in _MARKS):
        return False
    spans = {name: (_span(values.get(name)), _span(record.get(name))) for name in _SPANS}
    if any(one and other and (one[1] <= other[0] or other[1] <= one[0]) for one, other in spans.values()):
        return False
    births = (spans[name] for name in BIRTHS)
    if any(one and other and max(one[1], other[1]) - min(one[0], other[0]) <= _YEAR for one, other in births):
        return True
    return bool(_addresses(values) & _addresses(record.values))


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _span(text: Any) -> tuple[float, float] | None:
    """Return the first and last day that a date may mean; «about 1320» and «the forties» mean more than one year."""
    return bounds(str(text)) if text else None


def _folded(text: str | None) -> str:
    return "".join(char for char in (text or "").casefold() if char.isalnum())


def _addresses(values: Mapping[str, Any]) -> set[str]:
    return {source["url"] for source in values.get("sources", ()) if isinstance(source, Mapping) and source.get("url")}


def row_key(resource: Resource, values: Mapping[str, Any], items: Mapping[str, Question]) -> tuple[str, ...] | None:
    """Return what tells a row of a table from others; None where that is not known for sure.

    What is missing or misspelt can be anything: two rows that both have such a value are not the same row.
    """
    for name in resource.identity:
        text, field = str(values.get(name, "")), resource.by_name[name]
        question = items.get(name)
        if (not text and field.required) or (text and question and question.options and text not in question.options):
            return None
        if text and field.calendar and not _is_date(text):
            return None
    return key_of(resource, values, resource.identity)


def same_row(
    resource: Resource, key: tuple[str, ...], rows: Mapping[tuple[str, ...], Record], used: Container[str]
) -> Record | None:
    """Return the row that has this key, or the one that left a day open which the key now names: an empty seat is taken.

    A row whose id is ``used`` is none of them: a hand-in fills a seat once, and whoever came next has a row of her own.
    """
    days = [resource.by_name[name].calendar and not resource.by_name[name].required for name in resource.identity]
    opened = tuple("" if is_day else part for part, is_day in zip(key, days, strict=True))
    found = (rows.get(one) for one in (key, opened))
    return next((row for row in found if row is not None and row.id not in used), None)


def _is_date(text: str) -> bool:
    try:
        parse_jalali(text)
    except DateError:
        return False
    return True


def new_id(
    resource: Resource, values: Mapping[str, Any], taken: Container[str], known: Mapping[str, str] | None = None
) -> tuple[str, bool]:
    """Return a free id made from the resource's identity, and whether a name had to be transliterated for it.

    ``known`` are the spellings of the bank: the same word gets the same letters.
    """
    named = {"latin", "name", "title"}.intersection(resource.identity)
    base, guessed = _from_name(values, known) if named else (composed_id(resource, values, known), False)
    limit = int(resource.by_name["id"].constraints.get("maxLength", SLUG_LENGTH))
    base = base[:limit].rstrip("-")
    number, found = 2, base
    while found in taken or found in RESERVED:
        end = f"-{number}"
        found = base[: limit - len(end)].rstrip("-") + end
        number += 1
    return found, guessed


def _from_name(values: Mapping[str, Any], known: Mapping[str, str] | None) -> tuple[str, bool]:
    guessed = not values.get("latin")
    try:
        return slug(
            transliterate(hide(str(values.get("name") or values.get("title") or "")), known)
            if guessed
            else hide(str(values["latin"]))
        ), guessed
    except ValueError:
        return "record", True


def composed_id(resource: Resource, values: Mapping[str, Any], known: Mapping[str, str] | None = None) -> str:
    """Return the id that a resource's prefix and identity give; the same values, the same id."""
    texts = [resource.prefix, *(hide(str(values.get(name, ""))) for name in resource.identity)]
    return "-".join(filter(None, (_in_latin(text, known) for text in texts))) or "record"


def _in_latin(text: str, known: Mapping[str, str] | None) -> str:
    try:
        return slug(text if text.isascii() else transliterate(text, known))
    except ValueError:
        return ""


def is_free(resource: Resource, wanted: str, taken: Container[str]) -> bool:
    """Whether a record may have the id that somebody wants for it: its spelling, its length, and nobody has it."""
    limit = int(resource.by_name["id"].constraints.get("maxLength", SLUG_LENGTH))
    return bool(re.fullmatch(SLUG, wanted)) and len(wanted) <= limit and wanted not in taken and wanted not in RESERVED
