"""Withdrawal: the record and its photos go, a fingerprint stays, so that no other agency's nomination brings it back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.dataset.checks.basis import small_photo
from generator.dataset.checks.persons import fingerprint
from generator.dataset.descriptor import Package
from generator.dataset.emitter import table_text
from generator.dataset.files import shown
from generator.dataset.registry import Record
from generator.dataset.rows import Dataset
from generator.persian.jalali import from_gregorian

_TABLE = "withdrawn"


def withdraw(package: Package, dataset: Dataset, record: Record, today: date, key: str) -> dict[str, str | None]:
    """Return the files of a withdrawal: None for those that go, and the table of fingerprints with one more row."""
    resource = package.resources[_TABLE]
    mark = fingerprint(record.label, str(record.get("county", "")), key)
    row = {"fingerprint": mark, "date": from_gregorian(today).text, "kind": record.resource}
    rows = {cells["fingerprint"]: cells for cells in (row.cells for row in dataset.rows[_TABLE])}
    rows[mark] = row
    table = table_text(resource, sorted(rows.values(), key=lambda cells: cells["fingerprint"]))
    return {**dict.fromkeys(_own_files(record)), shown(package.folder / str(resource.path), package): table}


def _own_files(record: Record) -> Iterator[str]:
    yield record.file
    photo = record.get("photo")
    if photo:
        folder = record.file.rsplit("/", 1)[0]
        yield f"{folder}/{photo}"
        yield f"{folder}/{small_photo(photo)}"


def mentions(package: Package, record: Record) -> list[str]:
    """Return the other files of data and content that name the record by name or id: a person has to look at them."""
    root = package.folder.parent
    found = []
    for folder in (package.folder, root / "content"):
        for path in sorted(folder.rglob("*")):
            if path.suffix not in (".yml", ".yaml", ".csv", ".md") or shown(path, package) == record.file:
                continue
            text = path.read_text("utf-8", errors="ignore")
            if record.label in text or record.id in text:
                found.append(shown(path, package))
    return found
