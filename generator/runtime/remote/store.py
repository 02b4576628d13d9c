"""A store that fsspec knows by an address (`s3://…`, `gs://…`, `sftp://…`, `file://…`), as an output.

fsspec is imported where a store is used and nowhere else: it comes with the extra `store`, and the store's own package.
Errors: OSError, whatever a store's own package calls it; ImportError and ValueError of an address of an unknown kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from mimetypes import guess_type
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from generator.runtime.output import Entry, File, checked, copied

Item = TypeVar("Item")
Result = TypeVar("Result")

# Stores whose addresses begin with no name of a host or bucket.
_WHOLE = frozenset({"file", "local", "memory"})
# What a store's own package calls the kind of a file, without which a browser saves a page instead of showing it.
_KIND = {"s3": "ContentType", "gs": "content_type", "gcs": "content_type"}
# A store answers slowly and many at a time.
_HANDS, _AHEAD = 16, 256


@dataclass(frozen=True)
class Store:
    """All that lies below an address; the value itself may be sent to another process or computer."""

    url: str

    def __str__(self) -> str:
        return self.url

    def write(self, file: File) -> Entry:
        """Write a file below the address; raise OSError."""
        found: list[bytes] = []
        entry = copied(file, found.append)
        with _system_errors():
            system, root = self._at()
            path = f"{root}/{checked(file.path)}"
            self._with_folder(system, path, lambda: system.pipe_file(path, b"".join(found), **self._kind(file.path)))
        return entry

    def write_all(self, files: Iterable[File]) -> list[Entry]:
        """Write files, many at a time, and return their entries in their order; raise OSError."""
        return list(at_once(self.write, files))

    def read(self, path: str, most: int = -1) -> bytes:
        """Return the bytes of a file, no more than ``most``; raise FileNotFoundError where there is none, and OSError."""
        with _system_errors():
            system, root = self._at()
            with system.open(f"{root}/{checked(path)}", "rb") as stream:
                if most < 0:
                    return bytes(stream.read())
                found = bytearray()  # of what comes over a wire each read brings as much as there is
                while len(found) < most and (part := stream.read(most - len(found))):
                    found += part
                return bytes(found)

    @contextmanager
    def at_hand(self, path: str) -> Iterator[Path]:
        """Yield a file as one of this computer, for as long as it is needed; raise OSError."""
        with TemporaryDirectory() as folder:
            self.bring(path, Path(folder))
            yield Path(folder, path)

    def bring(self, path: str, folder: Path) -> None:
        """Copy a file below a folder of this computer; raise OSError."""
        target = folder / checked(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _system_errors():
            system, root = self._at()
            system.get_file(f"{root}/{path}", str(target))

    def copy(self, path: str, other: Store) -> None:
        """Copy a file to the same path of another address of the same store, which does so itself; raise OSError."""
        with _system_errors():
            system, root = self._at()
            target = f"{other._at()[1]}/{checked(path)}"
            self._with_folder(system, target, lambda: system.cp_file(f"{root}/{path}", target))

    def remove(self, path: str) -> None:
        """Remove a file, if it is there; raise OSError."""
        with _system_errors(), suppress(FileNotFoundError):
            system, root = self._at()
            system.rm_file(f"{root}/{checked(path)}")

    def clear(self) -> None:
        """Remove all that lies below the address; raise OSError."""
        with _system_errors(), suppress(FileNotFoundError):
            system, root = self._at()
            system.invalidate_cache()
            system.rm(root, recursive=True)

    def below(self) -> list[str]:
        """Return the paths of all files below the address, in their order; raise OSError."""
        with _system_errors():
            system, root = self._at()
            system.invalidate_cache()
            paths = (str(path).removeprefix(root).lstrip("/") for path in system.find(root))
            return sorted(path for path in paths if path and not path.endswith("/"))

    def names(self) -> list[str]:
        """Return the names of what lies right below the address; raise OSError."""
        with _system_errors():
            system, root = self._at()
            system.invalidate_cache()
            try:
                return [str(path).rstrip("/").rpartition("/")[2] for path in system.ls(root, detail=False)]
            except FileNotFoundError:
                return []

    def parted(self) -> tuple[Store, str]:
        """Return the store above and the last name of the address; of one with nothing above, itself and no name."""
        scheme, _, path = self.url.rstrip("/").partition("://")
        above, _, name = path.rpartition("/")
        return (Store(f"{scheme}://{above}"), name) if above or scheme in _WHOLE else (self, "")

    def _with_folder(self, system: Any, path: str, write: Callable[[], object]) -> None:
        """Write; here a folder has to be made, elsewhere a path is only a name."""
        try:
            write()
        except FileNotFoundError:
            if self._scheme in _KIND:  # there it says that there is no such bucket, and nobody asked for one
                raise
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            write()

    @property
    def _scheme(self) -> str:
        return self.url.partition("://")[0]

    def _kind(self, path: str) -> dict[str, str]:
        """Return how this store is told what kind of file it is given."""
        name = _KIND.get(self._scheme)
        kind, packed = guess_type(path)
        kind = "application/octet-stream" if packed or not kind else kind
        return {name: f"{kind}; charset=utf-8" if kind.startswith("text/") else kind} if name else {}

    def _at(self) -> tuple[Any, str]:
        """Return the system of files and the path in it; raise ImportError, and ValueError of an unknown kind."""
        from fsspec.core import url_to_fs

        system, root = url_to_fs(self.url)
        return system, root.rstrip("/")


def at_once(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """Yield what a work that waits for a store gives of each item, in their order; many are at it at a time."""
    rest = iter(items)
    with ThreadPoolExecutor(_HANDS) as pool:
        while some := list(islice(rest, _AHEAD)):
            yield from pool.map(work, some)


@contextmanager
def _system_errors() -> Iterator[None]:
    """Let what a store's own package refuses be one of the system's errors; within is nothing of ours."""
    try:
        yield
    except (OSError, ImportError, ValueError):
        raise
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error
