"""Is this somebody whom the bank already knows? One person is never written onto another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.dataset.checks.identity import RESERVED
from generator.dataset.registry import Record
from generator.persian.names import normal_name, slug, transliterate


def same_person(values: Mapping[str, Any], records: Iterable[Record]) -> Record | None:
    """Return the record that is certainly the same: name and county agree, one more fact agrees, nothing contradicts.

    One more fact is the birth year, the Latin name or the address of a source. Anything less certain is a new record,
    for a person to decide.
    """
    name, county = normal_name(values.get("name", "")), values.get("county")
    for record in records:
        if record.get("county") == county and normal_name(record.label) == name and _agrees(values, record):
            return record
    return None


def _agrees(values: Mapping[str, Any], record: Record) -> bool:
    pairs = [
        (str(values.get("birth", ""))[:4], str(record.get("birth", ""))[:4]),
        (_folded(values.get("latin")), _folded(record.get("latin"))),
    ]
    known = [(one, other) for one, other in pairs if one and other]
    if any(one != other for one, other in known):
        return False
    return bool(known) or bool(_addresses(values) & _addresses(record.values))


def _folded(text: str | None) -> str:
    return "".join(char for char in (text or "").casefold() if char.isalnum())


def _addresses(values: Mapping[str, Any]) -> set[str]:
    return {source["url"] for source in values.get("sources", ()) if isinstance(source, Mapping) and source.get("url")}


def new_id(values: Mapping[str, Any], taken: set[str]) -> tuple[str, bool]:
    """Return a free id made from the Latin name, and whether the name had to be transliterated for it."""
    label = str(values.get("name") or values.get("title") or "")
    guessed = not values.get("latin")
    try:
        base = slug(str(values["latin"]) if not guessed else transliterate(label))
    except ValueError:
        base, guessed = "record", True
    number, found = 2, base
    while found in taken or found in RESERVED:
        found = f"{base}-{number}"
        number += 1
    return found, guessed


def composed_id(names: Iterable[str], values: Mapping[str, Any]) -> str:
    """Return the id of a table's row, made from the fields that tell it from others; the same values, the same id."""
    parts = [
        "".join(char if char.isascii() and char.isalnum() else "-" for char in str(values.get(name, "")))
        for name in names
    ]
    return "-".join(filter(None, "-".join(parts).casefold().split("-")))
