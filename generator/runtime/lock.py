"""A lock that the system itself lets go of when its owner ends, however it ends: no process id is ever trusted."""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.05
# A link that somebody laid in our place is not followed.
_OPTIONS = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)


class Busy(Exception):
    """Another run holds the lock; the text is the folder in which it writes."""


class Lock:
    """The lock of a file, which is made if need be and goes with its folder; raise Busy after ``patience`` seconds."""

    def __init__(self, path: Path, patience: float) -> None:
        deadline = time.monotonic() + patience
        while True:
            # Its last owner may put the folder away between any two of these steps.
            with suppress(FileExistsError):
                path.parent.mkdir()
            try:
                handle = os.open(path, _OPTIONS | os.O_CREAT, 0o666)
            except FileNotFoundError:
                continue
            if _take(handle):
                if _is_at(handle, path):
                    self._path, self._handle = path, handle
                    return
                os.close(handle)
                continue
            os.close(handle)
            if time.monotonic() > deadline:
                raise Busy(path.parent.parent)
            time.sleep(_PAUSE)

    def release(self) -> None:
        """Let others in."""
        os.close(self._handle)

    def remove(self) -> None:
        """Remove the file and let others in."""
        if fcntl:  # while it is still held: who waits for it sees that it is gone
            self._path.unlink(missing_ok=True)
        self.release()
        if not fcntl:  # Windows removes no open file
            with suppress(OSError):
                self._path.unlink()


def is_held(path: Path) -> bool:
    """Whether a living run holds the lock of a file; nothing is written."""
    try:
        handle = os.open(path, _OPTIONS)
    except OSError:
        return False
    try:
        return not _take(handle)
    finally:
        os.close(handle)


def _take(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_at(handle: int, path: Path) -> bool:
    """Whether the open file is still the one at the path, and not one that its last owner has removed."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
