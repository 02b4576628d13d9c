"""The manifest of a site: what files it has, and their hashes."""

from __future__ import annotations

from collections.abc import Iterable

from generator.runtime.output import Entry


class TwiceError(Exception):
    """Two files of one path; ``path`` says which."""

    def __init__(self, path: str) -> None:
        super().__init__(f"two files are written to {path}")
        self.path = path


class Manifest:
    """The entries of all files of a site by their paths; no path stands twice."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}

    def add(self, entries: Iterable[Entry]) -> None:
        """Add what was written; raise TwiceError where something of the same path was written before."""
        for entry in entries:
            if entry.path in self.entries:
                raise TwiceError(entry.path)
            self.entries[entry.path] = entry
