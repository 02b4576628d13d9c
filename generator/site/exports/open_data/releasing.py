"""Record a release: its version and the rows of every public table, in the data itself."""

from __future__ import annotations

import re
from datetime import date

from generator.dataset.formatting.emitter import table_text
from generator.dataset.registry import Registry
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import ascii_digits, fa
from generator.runtime.transaction import Transaction
from generator.site.exports.open_data.public import publish
from generator.site.exports.open_data.releases import COUNTS, RELEASES, Release, parts, releases, sizes

_VERSION = re.compile(r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){2}")


class ReleaseError(Exception):
    """The release cannot be recorded; the text says why, in Persian."""


def release(registry: Registry, version: str, note: str, today: date, transaction: Transaction) -> Release:
    """Append a release and its counts to the two tables of the data, both or none, and return it."""
    package = registry.package
    if not {RELEASES, COUNTS} <= registry.tables.keys():
        raise ReleaseError(f"توصیف داده‌ها مجموعه‌های «{RELEASES}» و «{COUNTS}» را ندارد.")
    version, note = ascii_digits(version.strip()), " ".join(note.split())
    _refuse(registry, version, note)
    rows = sizes(publish(registry))
    # The two tables themselves are counted as they will be.
    rows[RELEASES] += 1
    rows[COUNTS] += len(rows)
    made = Release(version, from_gregorian(today).text, note, rows)
    counts = [
        {"id": f"{version}/{name}", "version": version, "resource": name, "rows": count} for name, count in rows.items()
    ]
    texts = {}
    for name, added in ((COUNTS, counts), (RELEASES, [{"version": version, "date": made.date, "note": note}])):
        resource = package.resources[name]
        before = [dict(record.values) for record in registry[name]]
        texts[package.folder / str(resource.path)] = table_text(resource, [*before, *added]).encode()
    transaction.replace(texts)
    return made


def _refuse(registry: Registry, version: str, note: str) -> None:
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"شمارهٔ «{version}» سه عدد با نقطه میانشان نیست، مانند {fa('1.2.0')}.")
    found = releases(registry)
    if found and parts(version) <= parts(found[0].version):
        raise ReleaseError(f"نسخهٔ تازه باید از {fa(found[0].version)} بزرگ‌تر باشد، نه {fa(version)}.")
    limits = registry.package.resources[RELEASES].by_name["note"].constraints
    if not limits.get("minLength", 1) <= len(note) <= limits.get("maxLength", len(note)):
        raise ReleaseError("یادداشت نسخه تهی یا بسیار دراز است؛ در یک یا دو جمله بگویید چه تازه است.")
