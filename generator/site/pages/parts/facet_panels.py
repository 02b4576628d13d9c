"""The facets of a directory: what a list can be narrowed by, as the static lists and the search index know it alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.persian.order import sort_key
from generator.site.model import addresses
from generator.site.model.facets import Facet, choices_of, counted
from generator.site.model.section import Section
from generator.site.model.site import Site

#: What takes several facets at once, on the first page of a whole list.
SCRIPT = "assets/js/directory.js"


class Panel(NamedTuple):
    """One facet: its key in the address, its title, and name, address and number of each value.

    ``scripted``: no value has a list of its own, and no address, so that the panel serves only where the script runs.
    """

    key: str
    title: str
    options: tuple[tuple[str, str, int], ...]
    scripted: bool


def panels(site: Site, section: Section) -> tuple[Panel, ...]:
    """Return the facets of a section that part its records, in the order of the look."""
    return site.once(("panels", section.name), lambda: tuple(_panels(site, section)))


def _panels(site: Site, section: Section) -> Iterator[Panel]:
    for facet in section.facets:
        counts = counted(site.registry, facet, site.members(section))
        if len(counts) > 1:
            lists = _static(site, section, facet) if facet in section.lists else {}
            order = list(lists) or sorted(counts, key=sort_key)
            options = tuple((value, lists.get(value, ""), counts[value]) for value in order if value in counts)
            yield Panel(facet.key, facet.title, options, not lists)


def _static(site: Site, section: Section, facet: Facet) -> dict[str, str]:
    """Return the values of a facet with the addresses of their static lists, in the order of the data."""
    index = site.registry.by(section.name, facet.name)
    return {
        label: addresses.listing(section.name, facet.kind, value)
        for value, label in choices_of(site.registry, facet).items()
        if value in index
    }
