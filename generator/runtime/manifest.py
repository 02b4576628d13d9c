"""The manifest of a site: its files and their hashes, as `sha256sum --check` reads them, in a file beside the site."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.runtime.output import Entry, File, Folder, blocks, checked, copied

SUFFIX = ".sha256"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")

#: The hash of each file by its path.
Hashes = Mapping[str, str]


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

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of each file by its path."""
        return {path: entry.sha256 for path, entry in self.entries.items()}

    def difference(self, folder: Path) -> str:
        """Return the path of a file that a folder lacks, has beside these, or has in another size; "" of none."""
        sizes = {path: os.stat(f"{folder}/{path}").st_size for path in below(folder)}
        unlike = {path for path, entry in self.entries.items() if sizes.get(path) != entry.size}
        return min(unlike | sizes.keys() - self.entries.keys(), default="")


def beside(site: Path) -> Path:
    """Return where the manifest of a site in this folder stands."""
    return site.with_name(site.name + SUFFIX)


def text(hashes: Hashes) -> str:
    """Return a manifest as its file, in the order of the paths."""
    return "".join(f"{hashes[path]}  {path}\n" for path in sorted(hashes))


def parsed(content: bytes) -> dict[str, str]:
    """Return the hashes of a manifest's file; a line that names nothing below the site is passed over."""
    found: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        match = _LINE.fullmatch(line)
        if match and _is_below(match[2]):
            found[match[2]] = match[1]
    return found


def _is_below(path: str) -> bool:
    try:
        return bool(checked(path))
    except ValueError:
        return False


class Changes(NamedTuple):
    """What to send for a site to become another, and what to remove: paths, in their order."""

    sent: list[str]
    removed: list[str]


def changes(old: Hashes, new: Hashes) -> Changes:
    """Return how one site differs from another."""
    return Changes(sorted(path for path in new if old.get(path) != new[path]), sorted(old.keys() - new.keys()))


def below(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder of this computer; none of a folder that is not there."""
    root = str(folder)
    for at, _, names in os.walk(root):
        base = at[len(root) :].strip(os.sep).replace(os.sep, "/")
        yield from (f"{base}/{name}" if base else name for name in names)


def entries(folder: Path) -> Iterator[Entry]:
    """Read every file below a folder and yield its entry; raise OSError."""
    for path in below(folder):
        yield copied(file_of(folder, path), len)


def file_of(folder: Path, path: str) -> File:
    """Return a file of a folder, to be written elsewhere."""
    return File(path, lambda: blocks(folder / path))


def copy(folder: Path, paths: Iterable[str], target: Path) -> Iterator[Entry]:
    """Copy files of a folder below another and yield their entries; raise OSError."""
    return (Folder(target).write(file_of(folder, path)) for path in paths)
