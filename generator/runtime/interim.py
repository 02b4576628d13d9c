"""A folder for files that are made here before they are written where they belong, so that memory holds none of them whole."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator.runtime.output import File, blocks


class Interim:
    """A folder of this computer that goes once nobody holds it, or a file of it, any more."""

    def __init__(self) -> None:
        self.root = Path(tempfile.mkdtemp())
        weakref.finalize(self, shutil.rmtree, self.root, ignore_errors=True)

    def file(self, name: str, path: str) -> File:
        """Return a file of the folder as one of another path."""
        return File(path, partial(self._blocks, name))

    def _blocks(self, name: str) -> Iterator[bytes]:
        yield from blocks(self.root / name)
