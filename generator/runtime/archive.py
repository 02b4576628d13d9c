"""A zip as a place where files go, its bytes the same whoever writes it and whenever.

A file that is deflated already is put in as it stands. Errors: OSError, and ValueError of a path that leads out.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple, Self

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
        entry, out = _entry(path), self._zip.fp
        assert out is not None  # it is open
        out.seek(self._zip.start_dir)
        entry.CRC, entry.file_size, entry.compress_size = file.checksum, file.size, len(file.content)
        entry.header_offset = out.tell()
        out.write(entry.FileHeader())
        out.write(file.content)
        self._zip.start_dir = out.tell()
        self._zip.filelist.append(entry)
        self._zip.NameToInfo[entry.filename] = entry


class Packed(NamedTuple):
    """A file as it stands in a zip: its checksum, its size, and its bytes deflated."""

    checksum: int
    size: int
    content: bytes


def packed(parts: Iterable[bytes]) -> Packed:
    """Deflate a file that comes in parts."""
    press = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    checksum, size, found = 0, 0, []
    for part in parts:
        checksum, size = zlib.crc32(part, checksum), size + len(part)
        found.append(press.compress(part))
    return Packed(checksum, size, b"".join([*found, press.flush()]))


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(checked(path), (1980, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
