"""Fingerprints of withdrawn records: what tells that somebody is back, and does not tell who it was."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from generator.dataset.descriptor import Resource
from generator.dataset.reading.rows import Row
from generator.persian.names.personal_names import fingerprint_form


def fingerprint(name: str, place: str, key: str) -> str:
    """Return the keyed hash (128 bits, hexadecimal) of a normalised name and the place that it is known with."""
    text = fingerprint_form(name, place).encode()
    return hmac.new(key.encode() or b"capable-women", text, hashlib.sha256).hexdigest()[:32]


def fingerprint_of(resource: Resource, values: Mapping[str, Any], key: str) -> str:
    """Return the fingerprint of a record."""
    return fingerprint(str(values.get(resource.label, "")), str(values.get(resource.place, "")), key)


def key_mark(key: str) -> str:
    """Return what tells keys apart and does not give them away (32 bits, hexadecimal); of no key the empty text."""
    return hmac.new(key.encode(), b"mark of the key", hashlib.sha256).hexdigest()[:8] if key else ""


def marks_by_key(rows: Sequence[Row], key: str) -> dict[str, set[str]]:
    """Return the fingerprints that names can be compared with, by their key: those without one still count once there is one."""
    return {
        one: {row.cells.get("fingerprint", "") for row in rows if row.cells.get("key", "") == key_mark(one)}
        for one in {"", key}
    }


def of_other_keys(rows: Sequence[Row], key: str) -> list[Row]:
    """Return the rows of fingerprints that were made under another key: no name can be compared with them."""
    return [row for row in rows if row.cells.get("key", "") not in ("", key_mark(key))]
