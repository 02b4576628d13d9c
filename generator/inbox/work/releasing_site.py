"""Releases: each a whole built site in a folder of its own, and a pointer to the one that is shown.

A release is named after its commit, its day and what was kept out of it; the same name is the same site. Shapes: a
folder of releases in, the folder of a site out. Errors: OSError; `BuildError` of whatever builds.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.inbox.failing import reach
from generator.runtime import manifest
from generator.site.published.built_site import HOME

#: Where the pointer stands; where links need rights that nobody has, it is a text that names the release.
CURRENT, _POINTER = "current", "current.txt"
_SITE, _PART = "site", ".part"
_NAME = re.compile(r"([0-9a-f]{40})-(\d{4}-\d\d-\d\d)(?:-[0-9a-f]{8})?")
# How many releases are kept beside the one that is shown.
_OLD = 2
_LINKS = sys.platform != "win32"

#: A page that is kept out, by resource and id.
Hidden = tuple[str, str]


@dataclass(frozen=True)
class Release:
    """A built site in a folder; ``commit`` is what it shows, ``day`` the day it counts as today."""

    folder: Path
    commit: str
    day: date

    @property
    def name(self) -> str:
        """What it is called in the store."""
        return self.folder.name

    @property
    def site(self) -> Path:
        """The folder of the site itself; its manifest stands beside it."""
        return self.folder / _SITE

    def shows(self, address: str) -> bool:
        """Whether a page of this address is in it."""
        return (self.site / address / HOME).is_file()

    def is_whole(self) -> bool:
        """Whether every file is as it was built: after a power cut one may be shorter than its folder says."""
        listed = manifest.beside(self.site)
        if not listed.is_file() or not self.shows(""):
            return False
        found = {entry.path: entry.sha256 for entry in manifest.entries(self.site)}
        return found == manifest.parsed(listed.read_bytes())


class Releases:
    """The releases in a folder; one process alone makes them, and many may show the current one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def mend(self) -> None:
        """Remove what a killed build left half made, and a release that a power cut has harmed; raise OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for path in self.folder.iterdir():
            if path.name.endswith(_PART):
                _remove(path)
        now = self.current()
        if now is not None and not now.is_whole():
            _remove(now.folder)

    def current(self) -> Release | None:
        """Return the release that is shown."""
        site = shown(self.folder)
        return _release(site.parent) if site else None

    def all(self) -> list[Release]:
        """Return all releases, the one that was made last at the end."""
        if not self.folder.is_dir():
            return []
        found = filter(None, map(_release, self.folder.iterdir()))
        return sorted(found, key=lambda one: (one.folder.stat().st_mtime_ns, one.name))

    def make(self, commit: str, day: date, hidden: Collection[Hidden], build: Callable[[Path], None]) -> Release:
        """Return the release of a commit on a day, built by a function that is told where unless it stands there whole."""
        target = self.folder / _named(commit, day, hidden)
        made = Release(target, commit, day)
        if target.is_dir() and made.is_whole():
            return made
        part = target.with_name(target.name + _PART)
        for path in (part, target):
            _remove(path)
        part.mkdir(parents=True)
        build(part / _SITE)
        reach("half-built")
        if not manifest.beside(part / _SITE).is_file():
            raise OSError(f"no list of files beside the site of {commit}")
        part.replace(target)
        return made

    def point(self, release: Release) -> None:
        """Show a release from now on: whoever asks meets the old site or the new one, and never none; raise OSError."""
        part = self.folder / f"{CURRENT}{_PART}"
        _remove(part)
        if _LINKS:
            part.symlink_to(Path(release.name) / _SITE)
            part.replace(self.folder / CURRENT)
        else:
            part.write_text(release.name, "utf-8")
            part.replace(self.folder / _POINTER)

    def sweep(self, gone: Iterable[str] = ()) -> None:
        """Remove old releases but the newest two, and every old one that still shows a page of these addresses."""
        addresses, now = list(gone), self.current()
        old = [one for one in self.all() if now is None or one.name != now.name]
        holding = [one for one in old if any(map(one.shows, addresses))]
        kept = [one for one in old if one not in holding]
        for one in [*holding, *kept[: max(0, len(kept) - _OLD)]]:
            _remove(one.folder)


def shown(folder: Path) -> Path | None:
    """Return the folder of the site that is shown, of these releases; None where there is none yet."""
    pointer = folder / _POINTER
    if pointer.is_file():
        name = pointer.read_text("utf-8").strip()
        site = folder / name / _SITE if _NAME.fullmatch(name) else folder / CURRENT
    else:
        site = folder / CURRENT
    found = site.resolve()
    # A link that somebody laid here may lead anywhere.
    return found if found.is_dir() and found.parent.parent == folder.resolve() else None


def _named(commit: str, day: date, hidden: Collection[Hidden]) -> str:
    words = "\n".join(sorted("/".join(page) for page in hidden))
    mark = f"-{hashlib.sha256(words.encode()).hexdigest()[:8]}" if hidden else ""
    return f"{commit}-{day.isoformat()}{mark}"


def _release(folder: Path) -> Release | None:
    match = _NAME.fullmatch(folder.name)
    return Release(folder, match[1], date.fromisoformat(match[2])) if match and folder.is_dir() else None


def _remove(path: Path) -> None:
    """Remove a folder, a file or a link, if it is there; a release goes out of sight before its files go."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.is_dir():
        gone = path if path.name.endswith(_PART) else path.with_name(path.name + _PART)
        if gone != path:
            with suppress(FileNotFoundError):
                shutil.rmtree(gone)
            path.replace(gone)
        shutil.rmtree(gone)
