"""Take an acceptance back: the files are as they were before it, and what was accepted since stays.

Shapes: the commit that is undone and the bank as it is now in, files out. Errors: `CannotTakeBack`, whose text is a
Persian sentence that names nobody.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import replace

from generator.dataset.checks import runner
from generator.dataset.descriptor import Package, Resource
from generator.dataset.formatting.emitter import table_text
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.printing import summary
from generator.dataset.reading import reader
from generator.dataset.reading.files import TABLE
from generator.inbox.work.git.repository import Repository
from generator.submissions.intake.importer import Intake

Restored = dict[str, bytes | None]
_CHANGED = (
    "از آن هنگام همین جای داده‌ها دوباره تغییر کرده است؛ خودکار برگردانده نشد. از فرم اصلاح همان صفحه استفاده کنید."
)
_FAULTY = "اگر برگردد، داده‌ها درست نمی‌مانند ({faults})؛ برگردانده نشد. شاید چیز دیگری به آن وابسته شده است."


class CannotTakeBack(Exception):
    """An acceptance cannot be taken back; the text says why, in Persian."""


def restored(repository: Repository, commit: str, main: str, intake: Intake) -> Restored:
    """Return the files by which main becomes what it would be without a commit; none where nothing of it is left."""
    before_it = repository.parent(commit)
    found: Restored = {}
    for path in repository.changed(commit):
        before, after, now = (repository.read(one, path) for one in (before_it, commit, main))
        if now == before:
            continue
        found[path] = before if now == after else _joined(repository, intake.package, path, now, after, before)
    if found:
        _check(intake, found)
    return found


def _joined(
    repository: Repository, package: Package, path: str, now: bytes | None, after: bytes | None, before: bytes | None
) -> bytes:
    """Return a file that has changed since without what the commit did to it."""
    if now is None or after is None:
        raise CannotTakeBack(_CHANGED)
    resource = _table_at(package, path)
    if resource is not None:
        return _rows_joined(resource, *(_rows(resource, raw or b"") for raw in (now, after, before)))
    whole = repository.join(now, after, before) if before is not None and b"\0" not in now else None
    if whole is None:
        raise CannotTakeBack(_CHANGED)
    return whole


def _table_at(package: Package, path: str) -> Resource | None:
    base = package.folder.name
    for resource in package.roots:
        if resource.path and path == f"{base}/{resource.path}":
            return resource
        if resource.is_table and resource.folder and path.startswith(f"{base}/{resource.folder}/"):
            return resource if path.endswith(TABLE) else None
    return None


Rows = dict[tuple[str, ...], dict[str, str]]


def _rows(resource: Resource, raw: bytes) -> Rows:
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8"), newline=""))
    return {
        tuple(row.get(name) or "" for name in resource.primary_key): {key: text for key, text in row.items() if text}
        for row in rows
    }


def _rows_joined(resource: Resource, now: Rows, after: Rows, before: Rows) -> bytes:
    """Return a table without the rows of a commit: two rows that stand side by side have nothing to do with each other."""
    for key in [key for key in {**before, **after} if before.get(key) != after.get(key)]:
        if now.get(key) == before.get(key):
            continue
        if now.get(key) != after.get(key):
            raise CannotTakeBack(_CHANGED)
        if key in before:
            now[key] = before[key]
        else:
            del now[key]
    return table_text(resource, now.values()).encode()


def _check(intake: Intake, files: Mapping[str, bytes | None]) -> None:
    """Refuse what the checks of the data refuse and did not before."""
    overlay = {path: raw if raw is None else raw.decode("utf-8", "replace") for path, raw in files.items()}
    dataset = reader.read(intake.package, overlay={**intake.overlay, **overlay})
    found = runner.check(dataset, intake.checks, intake.today, intake.key)
    known = {replace(fault, line=0) for fault in intake.faults}
    new = [item for item in found if item.severity == ERROR and replace(item, line=0) not in known]
    if new:
        raise CannotTakeBack(_FAULTY.format(faults=summary(new)))
