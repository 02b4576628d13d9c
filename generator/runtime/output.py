"""Where files go: a folder, or an address of fsspec (`remote/store.py`), each of them a value that a worker may be handed.

An exporter yields a ``File`` for each thing that it makes; an ``Output`` writes it and tells of it by an ``Entry``. So no
exporter knows where its files end up, and no bytes travel that a worker has already written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from generator.runtime import stages
from generator.runtime.workers import HERE, Workers

_BLOCK = 1 << 20
# So often two who write the same file get into each other's way.
_TRIES = 8


class File(NamedTuple):
    """A file to be written: its path from the root, parted by ``/``, and its bytes, or what yields them in parts."""

    path: str
    content: bytes | Callable[[], Iterable[bytes]]

    def parts(self) -> Iterable[bytes]:
        """Return its bytes, in as many parts as they come in."""
        return (self.content,) if isinstance(self.content, bytes) else self.content()


class Entry(NamedTuple):
    """A file as it was written: its path, the SHA-256 of its bytes in hexadecimal digits, and how many there are."""

    path: str
    sha256: str
    size: int


class Output(Protocol):
    """What files are written to; the value itself may be sent to another process or computer."""

    def write(self, file: File) -> Entry:
        """Write a file, in the place of one of the same path; raise OSError, and ValueError of a path that leads out."""

    def write_all(self, files: Iterable[File]) -> list[Entry]:
        """Write files and return their entries, in their order; raise what ``write`` raises."""

    def at_hand(self, path: str) -> AbstractContextManager[Path]:
        """Lend a file that was written, as one of this computer; raise OSError."""


def checked(path: str) -> str:
    """Return a path that stays below the root; raise ValueError of any other."""
    if not path or path.startswith("/") or "\\" in path or "\0" in path or {"", ".", ".."} & set(path.split("/")):
        raise ValueError(f"no path below a folder: {path!r}")
    return path


@dataclass(frozen=True)
class Folder:
    """A folder of this computer, or one that all workers share."""

    root: Path

    def write(self, file: File) -> Entry:
        """Write a file below the folder; raise OSError."""
        path = os.path.join(self.root, checked(file.path))
        with self._opened(path) as stream:
            return copied(file, partial(_put, stream))

    def link(self, path: str, source: str) -> bool:
        """Let a file that is there stand below the folder too; False where the system does not allow it."""
        place = os.path.join(self.root, checked(path))
        try:
            try:
                os.link(source, place)
            except FileNotFoundError:
                _make(os.path.dirname(place))
                os.link(source, place)
        except OSError:
            return False
        return True

    def write_all(self, files: Iterable[File]) -> list[Entry]:
        """Write files below the folder; raise OSError."""
        return [self.write(file) for file in files]

    def at_hand(self, path: str) -> AbstractContextManager[Path]:
        """Lend a file of the folder."""
        return nullcontext(self.root / checked(path))

    def _opened(self, path: str) -> FileIO:
        # Nothing is gathered before it is written: a file comes whole, or in large parts. Most files lie beside others:
        # the folder is made where it turns out to be missing, and not asked for each time.
        for _ in range(_TRIES):
            try:
                return open(path, "xb", buffering=0)
            except FileNotFoundError:
                _make(os.path.dirname(path))
            except FileExistsError:
                # Another site may share its bytes; and another worker may be at the same, who is thought to be dead.
                with suppress(FileNotFoundError):
                    os.unlink(path)
        return open(path, "xb", buffering=0)


def _make(folder: str) -> None:
    """Make a folder, for which that above it is most often there."""
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)


def _put(stream: FileIO, part: bytes) -> None:
    """Write all of a part: the system may take less at once."""
    rest = memoryview(part)
    while rest:
        rest = rest[stream.write(rest) :]


def copied(file: File, write: Callable[[bytes], object]) -> Entry:
    """Hand each part of a file to ``write`` and return what was written."""
    digest, size = sha256(), 0
    for part in file.parts():
        digest.update(part)
        size += len(part)
        write(part)
    return Entry(file.path, digest.hexdigest(), size)


def blocks(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file of this computer in blocks; raise OSError."""
    with open(path, "rb") as stream:
        while block := stream.read(_BLOCK):
            yield block


class Unit(NamedTuple):
    """What a part is: its name, the same from build to build, and a digest of all that its files follow from.

    ``inner`` is a digest of what they follow from but for something that can be exchanged around it.
    """

    name: str
    key: bytes
    inner: bytes = b""


@dataclass(frozen=True)
class Parts:
    """Files that are made part by part, so that workers can share them; whoever only iterates makes them here.

    ``make`` is called with each of the parts, and can be pickled as they can. ``units`` say what each of them is, where
    that is known; ``batches`` are the places of those that a worker is handed at once, else one at a time.
    """

    make: Callable[[Any], Iterable[File]]
    parts: Sequence[Any]
    # What the work is called where its cost is told of: that of each part, by its place.
    names: Sequence[str] = ()
    units: Sequence[Unit] = ()
    batches: Sequence[range] = ()

    def __iter__(self) -> Iterator[File]:
        for part in self.parts:
            yield from self.make(part)

    def without(self, places: Container[int], size: int = 1) -> Parts:
        """Return the parts that are left without those of some places, in batches of a size."""
        left = [place for place in range(len(self.parts)) if place not in places]
        return replace(
            self,
            parts=[self.parts[place] for place in left],
            names=[self.names[place] for place in left] if self.names else (),
            units=[self.units[place] for place in left] if self.units else (),
            batches=batches(len(left), size),
        )


def batches(count: int, size: int) -> list[range]:
    """Return so many places, in batches of a size."""
    return [range(start, min(start + size, count)) for start in range(0, count, size)]


@dataclass(frozen=True)
class _Whole:
    """What makes files that have no parts of their own."""

    make: Callable[[], Iterable[File]]

    def __call__(self, *_: None) -> Iterable[File]:
        return self.make()


def whole(make: Callable[[], Iterable[File]]) -> Parts:
    """Return files that come all together as one part; what makes them can be pickled."""
    return Parts(_Whole(make), [None])


@dataclass(frozen=True)
class _Either:
    """What makes the parts of several: each is handed over with the place of what makes it."""

    makes: Sequence[Callable[[Any], Iterable[File]]]

    def __call__(self, part: tuple[int, Any]) -> Iterable[File]:
        return self.makes[part[0]](part[1])


def together(several: Mapping[str, Parts]) -> Parts:
    """Return the files of several, by their names, in their order: who is done with the one begins with the next at once."""
    parts = [(place, part) for place, one in enumerate(several.values()) for part in one.parts]
    names = [name for name, one in several.items() for _ in one.parts]
    units = [unit for one in several.values() for unit in one.units or [_UNKNOWN] * len(one.parts)]
    handed: list[range] = []
    for one in several.values():
        start = handed[-1].stop if handed else 0
        own = one.batches or batches(len(one.parts), 1)
        handed += [range(start + batch.start, start + batch.stop) for batch in own]
    return Parts(_Either([one.make for one in several.values()]), parts, names, units, handed)


# What nothing is known of is made anew each time.
_UNKNOWN = Unit("", b"")


@dataclass(frozen=True)
class Write:
    """Work: make the files of some parts and write them where they belong, so that only their entries travel."""

    make: Callable[[Any], Iterable[File]]
    parts: Sequence[Any]
    output: Output

    def __call__(self, places: range) -> tuple[list[list[Entry]], float]:
        """Return the entries of each part, and the seconds of a processor that they took."""
        began = time.process_time()
        # All of them together: an output may write many at a time.
        counts: list[int] = []
        entries = iter(self.output.write_all(self._files(places, counts)))
        return [list(islice(entries, count)) for count in counts], time.process_time() - began

    def _files(self, places: range, counts: list[int]) -> Iterator[File]:
        """Yield the files of some parts, and count those of each."""
        for place in places:
            counts.append(0)
            for file in self.make(self.parts[place]):
                counts[-1] += 1
                yield file


def written(files: Iterable[File], output: Output, workers: Workers = HERE) -> Iterator[tuple[Unit, list[Entry]]]:
    """Write files, those of several parts by the workers, and yield what each part is with its entries, as they come."""
    if not isinstance(files, Parts):
        yield _UNKNOWN, output.write_all(files)
        return
    handed = files.batches or batches(len(files.parts), 1)
    work = Write(files.make, files.parts, output)
    stages.expect(len(files.parts))
    for places, (made, seconds) in zip(handed, (workers if len(handed) > 1 else HERE).map(work, handed), strict=True):
        if files.names:
            stages.spent(files.names[places.start], seconds, sum(map(len, made)))
        stages.did(len(places))
        yield from zip(files.units[places.start : places.stop] or [_UNKNOWN] * len(made), made, strict=True)


def write(files: Iterable[File], output: Output, workers: Workers = HERE) -> Iterator[list[Entry]]:
    """Write files, those of several parts by the workers, and yield the entries as they come."""
    return (entries for _, entries in written(files, output, workers))
