"""The figures that the page of a whole, or of a part of it, begins with: what it holds, and what that is parted by."""

from __future__ import annotations

from collections.abc import Iterable

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.site.model.section import Section
from generator.site.model.site import Site

# So many stand in one row of a wide page.
_MOST = 4
# A list that tells where the others are from, and counts one book as often as it is named.
_ASIDE = frozenset({"sources"})

#: A number, what it counts, and a note below that; "" for none.
Counter = tuple[str, str, str]


def counters(site: Site, held: Iterable[tuple[Section, list[Record]]], more: Iterable[Counter] = ()) -> list[Counter]:
    """Return how many records there are of each dataset, what else there is to say, what parts them and what they list.

    What is zero is not shown, and what finds no room in the row is left out: all of it stands further down.
    """
    there = [(section, members) for section, members in held if members]
    parted: dict[str, set[str]] = {}
    within: list[Counter] = []
    for section, members in there:
        if section.lending:
            values = parted.setdefault(section.lending.title, set())
            values.update(value for record in members for value in section.lending.values(record))
        for child in site.registry.package.children[section.name]:
            number = sum(len(record.get(str(child.property), ())) for record in members)
            if number and child.record and child.property not in _ASIDE:
                within.append((fa(number), child.record, ""))
    totals = [(fa(len(members)), section.one, "") for section, members in there]
    # What parts the others may be counted for itself: the provinces of a hub have pages too.
    told = {section.one for section, _ in there}
    parts = [(fa(len(values)), title, "") for title, values in parted.items() if title not in told]
    return [*totals, *more, *parts, *within][:_MOST]
