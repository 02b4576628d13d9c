"""Keep a report readable: of each kind of fault the first places, and how many others there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
# So many lines of one kind a person reads; a thousand like them say nothing more, and bury the other kinds.
MOST = 20
MORE = "و {count} جای دیگر با همین ایراد"


def capped(items: Iterable[Item], kind: Callable[[Item], Hashable], most: int = MOST) -> Iterator[tuple[Item, int]]:
    """Yield the first items of each kind in their order; beside the last one that is shown, how many are left out."""
    every = list(items)
    counts = Counter(map(kind, every))
    shown: Counter[Hashable] = Counter()
    for item in every:
        key = kind(item)
        shown[key] += 1
        if shown[key] <= most:
            yield item, counts[key] - most if shown[key] == most else 0
