"""What a workbook may grow to, and the refusal of one that is not read."""

from __future__ import annotations

from math import ceil

from generator.dataset.problems.kind import Kind
from generator.persian.digits import fa

MOST_UNPACKED = 50_000_000


class Refused(Exception):
    """A workbook that is not read: what kind of fault it has, with what was found and what is expected."""

    def __init__(self, kind: Kind, found: str = "", expected: str = "") -> None:
        super().__init__(kind.code)
        self.kind, self.found, self.expected = kind, found, expected


def megabytes(size: int) -> str:
    """Return a size in bytes as people say it."""
    return f"{fa(ceil(size / 1e6))} مگابایت"
