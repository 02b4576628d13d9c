"""Counts that give nobody away: small cells are hidden, and as many others as it takes that no difference tells them.

Shapes: *margins* are counts of the same things by one of their properties each: name → key → count; all of them have
the same sum. Their *cells* as they are published hold a number, FEW or HIDDEN. Errors: `disclosed` raises ValueError
where no counts fit the cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf

# The least count that is said; what stands for a smaller one, and for one that is hidden to keep another secret.
LEAST = 3
FEW, HIDDEN = "کمتر از 3", "پنهان"
# The margin whose one cell is the sum of each of the others.
ALL = "all"

Cell = int | str
Place = tuple[str, str]
# What may be behind a hidden cell: at least one; who knows how cells are chosen knows that it is none of the small ones.
_LEAST_HIDDEN = (1, LEAST)


def suppress(margins: Mapping[str, Mapping[str, int]]) -> dict[Place, Cell]:
    """Return the cells that may be published, by margin and key; cells of nothing are left out.

    Where hiding the smallest others in a margin is not enough the sum goes, then cells of the other margins, and at the
    worst every number.
    """
    counts = {(margin, key): count for margin, cells in margins.items() for key, count in cells.items() if count}
    if not counts:
        return {}
    total = sum(next(iter(margins.values())).values())
    counts[ALL, ALL] = total
    cells: dict[Place, Cell] = {place: FEW if count < LEAST else count for place, count in counts.items()}
    while places := disclosed(cells):
        own = [place for place in cells if place[0] == places[0][0]]
        for some in (own, [(ALL, ALL)], list(cells)):
            seen = [place for place in some if isinstance(cells[place], int)]
            if seen:
                cells[min(seen, key=lambda place: (counts[place], place))] = HIDDEN
                break
        else:
            return dict.fromkeys(cells, HIDDEN)
    return cells


def disclosed(cells: Mapping[Place, Cell]) -> list[Place]:
    """Return the hidden cells whose count is small and follows from the others; ValueError where no counts fit."""
    found: dict[Place, None] = {}
    fits = False
    for least in _LEAST_HIDDEN:
        told = _told(cells, least)
        if told is not None:
            fits = True
            found.update(dict.fromkeys(told))
    if not fits:
        raise ValueError("no counts fit the cells")
    return list(found)


def _told(cells: Mapping[Place, Cell], least: int) -> list[Place] | None:
    """Return the cells that can be computed, where ``least`` is known to be behind HIDDEN; None where nothing fits.

    All margins have the same unknown sum, and that is all that ties them: any counts by one property and any
    by another with one sum are those of some things. So a cell's least and most follow from the ends of its own margin and of the sum.
    """
    ends = {place: _ends(cell, least) for place, cell in cells.items()}
    margins: dict[str, list[Place]] = {}
    for place in cells:
        margins.setdefault(place[0], []).append(place)
    sums = {name: _sum(ends[place] for place in places) for name, places in margins.items()}
    low, high = max(ends[0] for ends in sums.values()), min(ends[1] for ends in sums.values())
    if low > high:
        return None
    told = []
    for (margin, key), (least_here, most_here) in ends.items():
        if isinstance(cells[margin, key], int):
            continue
        others = _sum(ends[place] for place in margins[margin] if place != (margin, key))
        fewest, most = max(least_here, low - others[1]), min(most_here, high - others[0])
        if fewest > most:
            return None
        if fewest == most < LEAST:
            told.append((margin, key))
    return told


def _ends(cell: Cell, least: int) -> tuple[float, float]:
    if isinstance(cell, int):
        return cell, cell
    return (1, LEAST - 1) if cell == FEW else (least, inf)


def _sum(ends: Iterator[tuple[float, float]]) -> tuple[float, float]:
    low = high = 0.0
    for first, last in ends:
        low, high = low + first, high + last
    return low, high
