"""The releases of the data: the newest, their counts, and how the data of today differs from the newest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.dataset.registry import Registry
from generator.site.exports.open_data.public import Public

RELEASES, COUNTS = "releases", "release-counts"


@dataclass(frozen=True)
class Release:
    """One release: its version, the Jalali date, what it brought, and the rows of each public table."""

    version: str
    date: str
    note: str
    rows: Mapping[str, int]

    @property
    def total(self) -> int:
        """All rows of all tables."""
        return sum(self.rows.values())


def releases(registry: Registry) -> list[Release]:
    """Return every release, the newest first; none where the descriptor knows no releases."""
    if not {RELEASES, COUNTS} <= registry.tables.keys():
        return []
    counts = registry.by(COUNTS, "version")
    found = [
        Release(
            record.id,
            record["date"],
            record["note"],
            {item["resource"]: item["rows"] for item in counts.get(record.id, ())},
        )
        for record in registry[RELEASES]
    ]
    return sorted(found, key=lambda release: parts(release.version), reverse=True)


def parts(version: str) -> tuple[int, ...]:
    """Return MAJOR.MINOR.PATCH as numbers."""
    return tuple(map(int, version.split(".")))


def version_of(registry: Registry) -> str:
    """Return the version that the data carries: that of its newest release, else the descriptor's."""
    found = releases(registry)
    return found[0].version if found else registry.package.version


def changes(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """Return the tables whose number of rows changed: then and now."""
    names = [*now, *(name for name in before if name not in now)]
    pairs = {name: (before.get(name, 0), now.get(name, 0)) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def sizes(public: Public) -> dict[str, int]:
    """Return the number of rows of each public table."""
    return {table.name: len(table.rows) for table in public.tables.values()}
