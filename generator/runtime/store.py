"""A store that fsspec knows by an address (`s3://…`, `gs://…`, `sftp://…`, `file://…`), as an output.

fsspec is imported where a store is used and nowhere else: it comes with the extra `store`, and the store's own package.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from generator.runtime.output import Entry, File, checked, copied

# Stores whose addresses begin with no name of a host or bucket.
_WHOLE = frozenset({"file", "local", "memory"})


@dataclass(frozen=True)
class Store:
    """All that lies below an address; the value itself may be sent to another process or computer."""

    url: str

    def write(self, file: File) -> Entry:
        """Write a file below the address; raise OSError."""
        system, root = self._at()
        path = f"{root}/{checked(file.path)}"
        try:
            stream = system.open(path, "wb")
        except FileNotFoundError:  # here folders have to be made, elsewhere a path is only a name
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            stream = system.open(path, "wb")
        with stream:
            return copied(file, stream.write)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; raise FileNotFoundError where there is none, and other OSErrors."""
        system, root = self._at()
        with system.open(f"{root}/{checked(path)}", "rb") as stream:
            return bytes(stream.read())

    def remove(self, path: str) -> None:
        """Remove a file, if it is there; raise OSError."""
        system, root = self._at()
        with suppress(FileNotFoundError):
            system.rm_file(f"{root}/{checked(path)}")

    def parted(self) -> tuple[Store, str]:
        """Return the store above and the last name of the address; of one with nothing above, itself and no name."""
        scheme, _, path = self.url.rstrip("/").partition("://")
        above, _, name = path.rpartition("/")
        return (Store(f"{scheme}://{above}"), name) if above or scheme in _WHOLE else (self, "")

    def _at(self) -> tuple[Any, str]:
        """Return the system of files and the path in it; raise ImportError, and ValueError of an unknown kind."""
        from fsspec.core import url_to_fs

        system, root = url_to_fs(self.url)
        return system, root.rstrip("/")
