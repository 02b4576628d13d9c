"""What was read of a package, as a cache keeps it from one run to the next.

Of a file with problems nothing is kept, so that they are found and worded anew. Shapes: rows as (line, cells, below), by
the resource; records as (id, values, line). Errors: none; what is not as expected was never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.dataset.descriptor import Package
from generator.dataset.reading.kept import Kept, KeptFile
from generator.dataset.reading.rows import Row
from generator.dataset.registry import RECORDS, Record
from generator.runtime.cache import Cache, digest

_NAME = "records"
_GROUPS = 32


def load(cache: Cache, package: Package) -> Kept:
    """Return what was read of a package before; nothing of one with another descriptor."""
    files: dict[str, KeptFile] = {}
    for group in range(_GROUPS):
        found = cache.get(f"{_NAME}-{group}")
        if isinstance(found, dict) and found.get("descriptor") == package.digest:
            files.update((name, _file(name, *one)) for name, one in found["files"].items())
    return Kept(files, package.raw)


def save(cache: Cache, package: Package, kept: Kept) -> None:
    """Keep what was read of a package at the end of the run, those groups of it in which a file is not as it was kept."""
    changed = {_group(name) for name in kept.changed}
    groups: dict[int, dict[str, tuple[Any, ...]]] = {group: {} for group in changed}
    for name, one in kept.files.items():
        group = _group(name)
        if group in changed and not one.problems:
            groups[group][name] = _value(one)
    for group, files in groups.items():
        cache.later(f"{_NAME}-{group}", {"descriptor": package.digest, "files": files})


def _group(name: str) -> int:
    """Return the number of the group that a file belongs to: after an edit one of them is written, and not all."""
    return digest(name.encode("utf-8", "surrogatepass"))[0] % _GROUPS


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
    rows: dict[str, list[tuple[int, dict[str, str], bytes]]],
    clean: dict[str, tuple[Any, ...]],
    records: list[tuple[str, dict[str, Any], int]] | None,
) -> KeptFile:
    found: dict[str, tuple[tuple[Any, ...], Sequence[Any]]] = {place: (what, ()) for place, what in clean.items()}
    if records is not None:
        found[RECORDS[0]] = RECORDS, [Record(resource, key, values, name, line) for key, values, line in records]
    own = {place: [Row(name, *row) for row in several] for place, several in rows.items()}
    return KeptFile(resource, text, own, [], found)
