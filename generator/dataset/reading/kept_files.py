"""What was read of a package, as a cache keeps it from one run to the next.

Of a file with problems nothing is kept, so that they are found and worded anew. Shapes: rows as (line, cells, below), by
the resource; records as (id, values, line). Errors: none; what is not as expected was never kept.
"""

from __future__ import annotations

import json
from typing import Any

from generator.dataset.descriptor import Package
from generator.dataset.reading.kept import Kept, KeptFile
from generator.dataset.reading.rows import Row
from generator.dataset.registry import RECORDS, Record
from generator.runtime.cache import Cache, digest

_NAME = "records"


def load(cache: Cache, package: Package) -> Kept:
    """Return what was read of a package before; nothing of one with another descriptor."""
    found = cache.get(_NAME)
    if not isinstance(found, dict) or found.get("descriptor") != _descriptor(package):
        return Kept()
    return Kept({name: _file(name, *one) for name, one in found["files"].items()}, package.raw)


def save(cache: Cache, package: Package, kept: Kept) -> None:
    """Keep what was read of a package at the end of the run, if any of it was not kept before."""
    if kept.is_changed:
        files = {name: _value(one) for name, one in kept.files.items() if not one.problems}
        cache.later(_NAME, {"descriptor": _descriptor(package), "files": files})


def _descriptor(package: Package) -> bytes:
    return digest(json.dumps(package.raw, default=str).encode())


def _value(one: KeptFile) -> tuple[Any, ...]:
    rows = {place: [(row.line, row.cells, row.below) for row in rows] for place, rows in one.rows.items()}
    what, records = one.found.get(RECORDS[0], ((), []))
    clean = {name: what for name, (what, found) in one.found.items() if not found}
    return (
        one.resource,
        one.text,
        rows,
        clean,
        [(item.id, item.values, item.line) for item in records] if what else None,
    )


def _file(
    name: str,
    resource: str,
    text: bytes,
    rows: dict[str, list[tuple[int, dict[str, str], dict[str, int]]]],
    clean: dict[str, tuple[Any, ...]],
    records: list[tuple[str, dict[str, Any], int]] | None,
) -> KeptFile:
    found: dict[str, tuple[tuple[Any, ...], list[Any]]] = {place: (what, []) for place, what in clean.items()}
    if records is not None:
        found[RECORDS[0]] = RECORDS, [Record(resource, key, values, name, line) for key, values, line in records]
    own = {place: [Row(name, *row) for row in several] for place, several in rows.items()}
    return KeptFile(resource, text, own, [], found)
