"""Sheets of workbooks that the build before made, deflated as they stand there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from generator.runtime.archive import Packed, packed
from generator.runtime.cache import Cache
from generator.site.exports.open_data import labelled
from generator.site.exports.open_data.public import Public, Table
from generator.site.model.keys import Keys


class KeptSheets(NamedTuple):
    """Where sheets are kept, and the keys that tell which of them stay; a value that a worker may be handed."""

    cache: Cache
    keys: Keys

    def sheet(
        self, public: Public, table: Table, file: str, layout: bytes, make: Callable[[], Iterable[bytes]]
    ) -> Packed:
        """Return a sheet of a table, in a file of its workbook, made where it follows from something else than before."""
        name = f"{table.name} {file.rpartition('/')[2]}"
        key = self.keys.unit(name, [layout, *labelled.shown(public, table)]).key
        found = self.cache.get(name)
        if found and found[0] == key:
            return Packed(*found[1:])
        made = packed(make())
        self.cache.put(name, (key, *made))
        return made
