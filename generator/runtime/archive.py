"""A zip as a place where files go, its bytes the same whoever writes it and whenever.

A file that is deflated already is put in as it stands. Errors: OSError, and ValueError of a path that leads out.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, NamedTuple, Self

from generator.runtime.cache import digest
from generator.runtime.output import Entry, File, checked, copied


class Archive:
    """A zip whose bytes depend on its files alone; it is open in one process, so workers cannot share it."""

    def __init__(self, target: Path | IO[bytes]) -> None:
        """Begin a zip in a file or a stream; raise OSError."""
        self._zip = zipfile.ZipFile(target, "w")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def write(self, file: File) -> Entry:
        """Add a file; raise OSError."""
        with self._zip.open(_entry(file.path), "w") as stream:
            return copied(file, stream.write)

    def add(self, path: str, file: Packed) -> None:
        """Add a file that is deflated, beside one that is not; raise OSError."""
        entry, out, content = _entry(path), self._zip.fp, file.content
        assert out is not None  # it is open
        out.seek(self._zip.start_dir)
        entry.CRC, entry.file_size, entry.compress_size = file.checksum, file.size, len(content)
        entry.header_offset = out.tell()
        out.write(entry.FileHeader())
        out.write(content)
        self._zip.start_dir = out.tell()
        self._zip.filelist.append(entry)
        self._zip.NameToInfo[entry.filename] = entry


class Block(NamedTuple):
    """A part of a file that is deflated by itself: a digest of all that it follows from, and what makes its bytes."""

    key: bytes
    make: Callable[[], bytes]


def block(content: bytes) -> Block:
    """Return a block that is made already."""
    return Block(digest(content), lambda: content)


# How a file ends whose blocks are all there.
_END = zlib.compressobj(wbits=-zlib.MAX_WBITS).flush()


class Packed(NamedTuple):
    """A file as it stands in a zip: its checksum, its size, and its blocks, deflated, each with its key."""

    checksum: int
    size: int
    blocks: Sequence[tuple[bytes, bytes]]

    @property
    def content(self) -> bytes:
        """Its bytes, deflated."""
        return b"".join([*(deflated for _, deflated in self.blocks), _END])

    def parts(self) -> Iterator[bytes]:
        """Yield its bytes as they were before they were deflated."""
        return (_inflated(deflated) for _, deflated in self.blocks)


def packed(blocks: Iterable[Block], known: Mapping[bytes, bytes] | None = None) -> Packed:
    """Deflate a file block by block; those whose deflated bytes are ``known``, by their keys, are not made."""
    checksum, size, found = 0, 0, []
    for key, make in blocks:
        deflated = known.get(key) if known else None
        content = _inflated(deflated) if deflated else make()
        checksum, size = zlib.crc32(content, checksum), size + len(content)
        found.append((key, deflated or _deflated(content)))
    return Packed(checksum, size, found)


def _deflated(content: bytes) -> bytes:
    """Deflate what stands among other blocks: it ends with a whole byte, and refers to nothing before it."""
    press = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return press.compress(content) + press.flush(zlib.Z_FULL_FLUSH)


def _inflated(block: bytes) -> bytes:
    return zlib.decompress(block + _END, -zlib.MAX_WBITS)


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(checked(path), (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
