"""What a run keeps for the next one, in files of a folder that may be removed at any time.

It belongs to one program: whatever another version of the generator, of Python or of a library kept is thrown away. What
cannot be read, or is not what was written, was never kept. Values are those of ``marshal``: text, bytes, numbers, and
lists, tuples and mappings of them, which run nothing when they are read.
"""

from __future__ import annotations

import gc
import marshal
import os
import secrets
import shutil
import sys
import time
from collections.abc import Collection
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from generator.runtime.version import version

#: Where a cache stands beside the data.
FOLDER = ".cache/builds"
_SIZE = 16
# What a killed run has laid aside goes with a later one; so long nobody builds, in seconds.
_PATIENCE = 2 * 24 * 3600
_ROOT = Path(__file__).parents[1]


class Cache:
    """The values of a folder by their names. Errors: none; what the system refuses is not kept."""

    def __init__(self, folder: Path) -> None:
        """Open the folder for this program, and empty it of what another one kept.

        It is made now or never: where it is gone meanwhile somebody was removed, and on another computer, whose workers
        this value is handed to, nothing is left.
        """
        self._folder = folder / program().hex()
        # What waits for the end of the run lies here, and not in memory, under names that no other run has.
        self._aside = f".{secrets.token_hex(4)}."
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for path in folder.iterdir():
                if path != self._folder:
                    shutil.rmtree(path, ignore_errors=True)
            for path in self._folder.glob(".*"):
                if path.stat().st_mtime < time.time() - _PATIENCE:
                    path.unlink()

    def get(self, name: str) -> Any:
        """Return a value; None where there is none."""
        try:
            content = (self._folder / name).read_bytes()
        except OSError:
            return None
        packed = memoryview(content)[_SIZE:]
        if digest(packed) != content[:_SIZE]:
            return None
        try:
            return unpacked(packed)
        except (EOFError, ValueError, TypeError):
            return None

    def put(self, name: str, value: Any) -> None:
        """Keep a value in place of the one before."""
        self._write(name, marshal.dumps(value))

    def only(self, beginning: str, names: Collection[str]) -> None:
        """Remove what is kept under other names than these, of those that begin so."""
        with suppress(OSError):
            for path in self._folder.glob(f"{beginning}*"):
                if path.name not in names:
                    path.unlink()

    def later(self, name: str, value: Any) -> None:
        """Keep a value as it is now, once the run has come to its end."""
        self._write(self._aside + name, marshal.dumps(value))

    def end(self) -> None:
        """Keep what was to be kept at the end of the run."""
        for path in self._folder.glob(f"{self._aside}*"):
            with suppress(OSError):
                path.replace(self._folder / path.name.removeprefix(self._aside))

    def close(self) -> None:
        """Leave nothing behind of a run that did not come to its end, and no folder in which nothing is kept."""
        with suppress(OSError):
            for path in self._folder.glob(f"{self._aside}*"):
                path.unlink()
            for folder in (self._folder, *self._folder.parents[:2]):
                folder.rmdir()

    def _write(self, name: str, packed: bytes) -> None:
        part = self._folder / f".{os.getpid()}.{name}"
        with suppress(OSError):
            try:
                with part.open("wb") as stream:
                    stream.write(digest(packed))
                    stream.write(packed)
                part.replace(self._folder / name)
            finally:
                part.unlink(missing_ok=True)


def beside(data: Path) -> Path:
    """Return where the builds of a folder of data keep things."""
    return data.absolute().parent / FOLDER


def forget(data: Path) -> bool:
    """Remove all that builds of a folder of data keep; return whether nothing of it is left."""
    shutil.rmtree(beside(data), ignore_errors=True)
    return not beside(data).exists()


def unpacked(packed: bytes | memoryview) -> Any:
    """Return a value of marshal. Nothing of it is garbage, and looking for some takes longer than reading it."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return marshal.loads(packed)
    finally:
        if collects:
            gc.enable()


def digest(content: bytes | memoryview) -> bytes:
    """Return what two different contents do not share."""
    return blake2b(content, digest_size=_SIZE).digest()


@cache
def program() -> bytes:
    """Return a digest of the program that runs: all of its files, and the versions of what it is made with."""
    found = blake2b(f"{version()} {sys.version}".encode(), digest_size=_SIZE)
    for folder in filter(os.path.isdir, sys.path):
        found.update("\n".join(sorted(name for name in os.listdir(folder) if name.endswith(".dist-info"))).encode())
    found.update(files(_ROOT))
    return found.digest()


def files(folder: Path) -> bytes:
    """Return a digest of the files below a folder, their paths included; what Python compiled is not of them.

    Links are followed, as jinja2 follows them; of what cannot be read, such as an editor's link to nothing, the path counts.
    """
    found = blake2b(digest_size=_SIZE)
    for at, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            path = os.path.join(at, name)
            found.update(os.path.relpath(path, folder).encode())
            with suppress(OSError), open(path, "rb") as stream:
                found.update(digest(stream.read()))
    return found.digest()
