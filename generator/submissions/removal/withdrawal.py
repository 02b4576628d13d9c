"""Withdrawal: the record and its photos go, a fingerprint stays, so that no other agency's nomination brings it back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from generator.dataset.descriptor import Package
from generator.dataset.formatting.emitter import table_text
from generator.dataset.people.fingerprints import fingerprint_of, key_mark, of_other_keys
from generator.dataset.people.people_shape import WITHDRAWN
from generator.dataset.photo_sizes import small_photo
from generator.dataset.problems import person_kinds
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.files import shown
from generator.dataset.reading.rows import Dataset
from generator.dataset.registry import Record
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import fa
from generator.submissions.forms.submission import Submission
from generator.submissions.matching.outcomes import problem_of
from generator.submissions.removal import removal_kinds


def withdraw(
    package: Package, dataset: Dataset, records: Sequence[Record], today: date, key: str
) -> dict[str, str | None]:
    """Return the files of withdrawals: first the table of fingerprints with a row more for each, then None for what goes.

    The order is that of writing: what was deleted before its fingerprint stood could never be told from what never was.
    """
    resource = package.resources[WITHDRAWN]
    rows = {cells["fingerprint"]: cells for cells in (row.cells for row in dataset.rows[WITHDRAWN])}
    files: dict[str, str | None] = {}
    for record in records:
        mark = fingerprint_of(package.resources[record.resource], record.values, key)
        row = {"fingerprint": mark, "date": from_gregorian(today).text, "kind": record.resource, "key": key_mark(key)}
        rows[mark] = row
        files.update(dict.fromkeys(own_files(package, record)))
    table = table_text(resource, sorted(rows.values(), key=lambda cells: cells["fingerprint"]))
    return {shown(package.folder / str(resource.path), package): table, **files}


def own_files(package: Package, record: Record) -> Iterator[str]:
    """Yield the files of a record: itself, and its photo in both sizes."""
    yield record.file
    photo = record.get(package.resources[record.resource].image)
    if photo and "/" not in photo:  # nothing that lies elsewhere is anybody's own
        folder = record.file.rsplit("/", 1)[0]
        yield f"{folder}/{photo}"
        yield f"{folder}/{small_photo(photo)}"


def key_problems(dataset: Dataset, key: str, submission: Submission) -> Iterator[Problem]:
    """Yield what is weak about a fingerprint that is made under this key, beside those that are there."""
    if not key:
        yield problem_of(submission, removal_kinds.WITHDRAWN_KEYLESS)
    strange = len(of_other_keys(dataset.rows[WITHDRAWN], key))
    if strange:
        yield problem_of(submission, person_kinds.WITHDRAWN_KEY, found=fa(strange))
