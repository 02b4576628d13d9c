"""Files in zips and workbooks that the build before made, deflated as they stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from generator.runtime.archive import Block, Packed, packed
from generator.runtime.cache import Cache
from generator.site.model.keys import Keys


class KeptBlocks(NamedTuple):
    """Where they are kept, and the keys that tell which of them stay; a value that a worker may be handed."""

    cache: Cache
    keys: Keys

    def file(self, name: str, shown: Iterable[Any], make: Callable[[], Iterable[Block]]) -> Packed:
        """Return a file, made where it shows something else than before; then only those of its blocks that do so."""
        key = self.keys.unit(name, shown).key
        before, *found = self.cache.get(name) or (b"", 0, 0, ())
        known = Packed(*found)
        if before == key:
            return known
        made = packed(make(), dict(known.blocks))
        self.cache.put(name, (key, *made))
        return made
