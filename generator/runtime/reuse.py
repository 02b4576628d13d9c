"""What stays of the site that a new one replaces: files that follow from the same as before are linked and not made.

A *unit* is what is made in one go, a page with what stands beside it; its key is a digest of all that it follows from.
A file is taken over if it is still the one that was written: its size and its time say so. Links share their bytes, so
nothing is ever written into a file that is there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.runtime.cache import Cache
from generator.runtime.output import Entry, Folder, Parts, Unit

_NAME = "site"


class _Kept(NamedTuple):
    """A file as it was written: its hash and its size, and when it was, in nanoseconds."""

    sha256: str
    size: int
    time: int


class Reuse:
    """The units of the site in a folder, as the build before left them, and of the one that takes its place."""

    def __init__(self, cache: Cache, target: Path) -> None:
        """Read what the last build into this folder left, if it is the last build of this cache."""
        self.cache, self._target = cache, str(target.absolute())
        found = cache.get(_NAME)
        before = found if isinstance(found, dict) and found.get("target") == self._target else {}
        # By name the key, the inner key, and the stamps of the files.
        self._before: dict[str, tuple[bytes, bytes, dict[str, tuple[str, int, int]]]] = before.get("units", {})
        self._units: dict[str, tuple[Unit, list[Entry]]] = {}
        # Of those that stayed, the stamps of their files.
        self._stayed: dict[str, dict[str, tuple[str, int, int]]] = {}

    def take(self, parts: Parts, output: Folder, size: int = 1) -> tuple[list[Entry], Parts]:
        """Link the files of all units that stay, and return their entries and the parts that are left to be made."""
        taken: list[Entry] = []
        places = set()
        for place, unit in enumerate(parts.units):
            entries = self._linked(unit, output)
            if entries is not None:
                taken += entries
                places.add(place)
                self.note(unit, entries)
                self._stayed[unit.name] = self._before[unit.name][2]
        return taken, parts.without(places, size) if places else parts

    def note(self, unit: Unit, entries: list[Entry]) -> None:
        """Remember what was written of a unit."""
        if unit.key:
            self._units[unit.name] = unit, entries

    def keep(self, site: Path) -> None:
        """Let what was remembered of the site that is about to take its place be kept; raise OSError."""
        units = {
            name: (unit.key, unit.inner, self._stayed.get(name) or dict(_stamped(site, entries)))
            for name, (unit, entries) in self._units.items()
        }
        self.cache.later(_NAME, {"target": self._target, "units": units})

    def around(self, unit: Unit) -> Path | None:
        """Return the first file of a unit of which only what stands around it is another; None where it has to be made."""
        _, inner, found = self._before.get(unit.name, (b"", b"", {}))
        if not unit.inner or inner != unit.inner or not found:
            return None
        path, stamp = next(iter(found.items()))
        place = f"{self._target}/{path}"
        return Path(place) if _is_there(place, _Kept(*stamp)) else None

    def _linked(self, unit: Unit, output: Folder) -> list[Entry] | None:
        """Return the entries of a unit whose files were linked; None where it has to be made."""
        key, _, found = self._before.get(unit.name, (b"", b"", {}))
        if not unit.key or key != unit.key:
            return None
        kept = {path: _Kept(*stamp) for path, stamp in found.items()}
        if not all(_is_there(f"{self._target}/{path}", stamp) for path, stamp in kept.items()):
            return None
        if not all(output.link(path, f"{self._target}/{path}") for path in kept):
            return None
        return [Entry(path, stamp.sha256, stamp.size) for path, stamp in kept.items()]


def _stamped(site: Path, entries: list[Entry]) -> Iterator[tuple[str, tuple[str, int, int]]]:
    for entry in entries:
        yield entry.path, (entry.sha256, entry.size, os.stat(f"{site}/{entry.path}").st_mtime_ns)


def _is_there(path: str, kept: _Kept) -> bool:
    try:
        found = os.stat(path)
    except OSError:
        return False
    return found.st_size == kept.size and found.st_mtime_ns == kept.time
