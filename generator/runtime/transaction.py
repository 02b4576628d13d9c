"""A transaction: files are made aside before they take the place of others, all of them or none.

Its folder lies beside its target, with a lock that says whether its owner lives. Several files are replaced in four
steps: say which, write each beside its target, commit, put each in its place. Whoever opens the next one finishes
what a killed run had committed, takes back what it had not, and sweeps the rest.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from enum import Enum, auto
from pathlib import Path
from typing import NamedTuple, Self

from generator.runtime.exchange import exchange
from generator.runtime.lock import Lock, is_held

# How long a run waits for another one before it says that it is not alone, in seconds.
PATIENCE = 20.0
# All that is ours for a while has such a name; .gitignore knows it too.
_SUFFIX = ".unfinished"
_OURS = re.compile(rf"\..+{re.escape(_SUFFIX)}", re.S)


class State(Enum):
    """What a reader meets: nothing of ours, a change at this very moment, half a change, or what a killed run left."""

    CLEAN = auto()
    CHANGING = auto()
    HALF = auto()
    LEFT = auto()


class _Step(NamedTuple):
    """A file that the one written beside it is to replace; with None it goes."""

    target: Path
    beside: Path | None


def is_ours(name: str) -> bool:
    """Whether a file or folder of this name is one of ours, which belongs to nobody's data."""
    return bool(_OURS.fullmatch(name))


def state(target: Path) -> State:
    """Say what stands in the folder of a transaction; nothing is written."""
    folder = _folder(target.absolute())
    if not folder.is_dir():
        return State.CLEAN
    half = (folder / "journal").exists()
    if is_held(folder / "lock"):
        return State.CHANGING if half else State.CLEAN
    return State.HALF if half else State.LEFT


class Transaction:
    """A transaction on a file or folder, open for one run at a time.

    Opening it mends what a killed run left; closing it leaves nothing. Raises Busy where another run is at work for
    longer than ``patience`` seconds, else PATIENCE, and OSError.
    """

    def __init__(self, target: Path, patience: float | None = None) -> None:
        self.target = target.absolute()
        self._base, self.folder = self.target.parent, _folder(self.target)
        self._patience = PATIENCE if patience is None else patience
        self._journal, self._part = self.folder / "journal", self.folder / "journal.part"
        self._old = self.folder / "old"

    def __enter__(self) -> Self:
        self._base.mkdir(parents=True, exist_ok=True)
        if self.folder.is_symlink() or self.folder.is_file():
            self.folder.unlink()
        self._lock = Lock(self.folder / "lock", self._patience)
        try:
            self._mend()
        except BaseException:
            self._lock.release()
            raise
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        try:
            # A change that can be neither finished nor taken back waits for the next run.
            if not (self._journal.exists() and isinstance(error, OSError)):
                self._mend()
        finally:
            if self._journal.exists():
                self._lock.release()
            else:
                self._lock.remove()
                with suppress(OSError):  # the next run is already in it
                    self.folder.rmdir()

    def replace(self, files: Mapping[Path, bytes | None]) -> None:
        """Write files in their order, then remove those that are None: all of them or, where OSError is raised, none.

        A file must stand below the folder of the target to be removed; others may stand anywhere.
        """
        steps = [_Step(path, _beside(path, number)) for number, path in enumerate(files) if files[path] is not None]
        steps += [_Step(path, None) for path, content in files.items() if content is None]
        beyond = next((step.target for step in steps if not self._is_sound(step)), None)
        if beyond:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM), str(beyond))
        self._prepare(steps, files)
        before: dict[_Step, bytes | None] = {}
        made: list[Path] = []
        try:
            for step in steps:
                before[step] = step.target.read_bytes() if step.target.exists() else None
                made.extend(folder for folder in step.target.parents if not folder.exists())
                _put(step)
        except OSError as error:
            error.filename, error.filename2 = str(step.target), None
            self._take_back(steps, before)
            for folder in sorted(made, reverse=True):
                with suppress(OSError):
                    folder.rmdir()
            raise
        self._done(steps)

    def place(self, made: Path) -> None:
        """Put a file or folder that was made in its folder in the target's place; raise OSError."""
        if not self.target.is_dir():
            made.replace(self.target)
        elif not exchange(made, self.target):
            self.target.rename(self._old)
            try:
                made.rename(self.target)
            except OSError:
                self._old.rename(self.target)
                raise

    # ---------- before and after the commit ----------

    def _prepare(self, steps: Sequence[_Step], files: Mapping[Path, bytes | None]) -> None:
        """Write all that will be put in place, beside it, and commit."""
        _write(self._part, self._text(steps))
        try:
            for step in steps:
                _stand_by(step, files[step.target])
            self._commit()
        except BaseException:
            if self._part.exists():  # else it is committed, and only what follows was broken off
                _discard(steps)
                self._part.unlink()
            raise

    def _commit(self) -> None:
        self._part.replace(self._journal)
        _keep(self.folder)

    def _done(self, steps: Iterable[_Step]) -> None:
        for folder in {step.target.parent for step in steps}:
            _keep(folder)
        self._journal.unlink()

    def _take_back(self, steps: Sequence[_Step], before: Mapping[_Step, bytes | None]) -> None:
        """Commit the way back and go it: a kill on it must not be mended into half of each."""
        files = {step.target: content for step, content in before.items()}
        back = [
            _Step(path, None if content is None else _beside(path, len(steps) + number))
            for number, (path, content) in enumerate(files.items())
        ]
        back += [_Step(step.beside, None) for step in steps if step.beside]
        self._prepare(back, {**dict.fromkeys(step.target for step in back), **files})
        for step in back:
            _put(step)
        self._done(back)

    # ---------- after a kill ----------

    def _mend(self) -> None:
        if self._journal.exists():
            steps = self._read(self._journal)
            for step in steps:
                _put(step)
            self._done(steps)
        _discard(self._read(self._part))
        if self._old.exists() and not self.target.exists():
            self._old.rename(self.target)
        self._sweep()

    def _sweep(self) -> None:
        for path in self.folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            elif path.name != "lock":
                path.unlink()

    def _text(self, steps: Iterable[_Step]) -> bytes:
        return json.dumps([[self._named(path) if path else None for path in step] for step in steps]).encode()

    def _named(self, path: Path) -> str:
        return str(path.relative_to(self._base) if path.is_relative_to(self._base) else path.absolute())

    def _read(self, journal: Path) -> list[_Step]:
        """Return the steps of a journal; of one that was cut short, or was never ours, none."""
        try:
            found = json.loads(journal.read_bytes())
            if any("\0" in name for step in found for name in step if name):
                return []  # no system knows a name with such a sign
            steps = [_Step(self._base / target, self._base / beside if beside else None) for target, beside in found]
            return steps if all(map(self._is_sound, steps)) else []
        except (FileNotFoundError, ValueError, TypeError, RecursionError):
            return []

    def _is_sound(self, step: _Step) -> bool:
        """Whether a step can be one of ours: a journal that somebody else laid here must not reach beyond the folder."""
        if step.beside is None:
            return is_ours(step.target.name) or step.target.parent.resolve().is_relative_to(self._base.resolve())
        # As the system walks there: through «..» and links a path that begins with a folder ends elsewhere.
        folder, home = step.target.parent.resolve(), step.beside.parent.resolve()
        if not is_ours(step.beside.name) or step.target.name in ("", "..") or not folder.is_relative_to(home):
            return False
        # What git runs, and what it is set up with, is nobody's data.
        return not any(part.casefold() == ".git" for part in (*folder.relative_to(home).parts, step.target.name))


def _folder(target: Path) -> Path:
    return target.with_name(f".{target.name}{_SUFFIX}")


def _beside(target: Path, number: int) -> Path:
    """Return where a file is written before it is put in place: in the nearest folder that there is."""
    while not target.parent.exists():
        target = target.parent
    return target.with_name(f".{target.name}.{number}{_SUFFIX}")


def _write(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _stand_by(step: _Step, content: bytes | None) -> None:
    """Write what is to be put in place; raise OSError, with the target's name, where that or a removal cannot be."""
    target, beside = step
    try:
        if beside is None or content is None:
            if target.exists() and not os.access(target.parent, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
            return
        _write(beside, content)
        if target.exists():
            shutil.copymode(target, beside)
    except OSError as error:
        error.filename = str(target)
        raise


def _put(step: _Step) -> None:
    """Put a file in its place; once that is done it can be done again."""
    if step.beside is None:
        step.target.unlink(missing_ok=True)
    elif step.beside.exists():
        step.target.parent.mkdir(parents=True, exist_ok=True)
        step.beside.replace(step.target)


def _discard(steps: Iterable[_Step]) -> None:
    for step in steps:
        if step.beside:
            with suppress(FileNotFoundError, NotADirectoryError):
                step.beside.unlink()


def _keep(folder: Path) -> None:
    """Let the system write a folder's entries down; Windows does not know of it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
