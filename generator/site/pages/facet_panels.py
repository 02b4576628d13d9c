"""The facets of a directory: what a list can be narrowed by, as the static lists and the search index know it alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from generator.persian.order import sort_key
from generator.site.model import addresses
from generator.site.model.facets import choices_of, facets_of
from generator.site.model.site import Site

#: What takes several facets at once, on the first page of a whole list.
SCRIPT = "assets/js/directory.js"
_TITLES = {
    "county": "شهرستان",
    "domain": "حوزه",
    "agency": "دستگاه معرف",
    "decade": "دهه",
    "sector": "گرایش",
    "form": "گونه",
    "status": "وضعیت",
}
# The facets of which each value has a static list of its own: facet → kind of list in the address.
_LISTS = {
    "women": {"county": "county", "domain": "domain", "agency": "agency"},
    "cooperatives": {"county": "county", "sector": "sector", "form": "kind"},
}


class Panel(NamedTuple):
    """One facet: its key in the address, its title, and name, address and number of each value.

    ``scripted``: no value has a list of its own, so that the panel serves only where the script runs.
    """

    key: str
    title: str
    options: tuple[tuple[str, str, int], ...]
    scripted: bool


def panels(site: Site, resource: str) -> tuple[Panel, ...]:
    """Return the facets of a resource that part its records, in the order of the look."""
    return site.once(("panels", resource), lambda: tuple(_panels(site, resource)))


def _panels(site: Site, resource: str) -> Iterator[Panel]:
    records = site.registry[resource]
    facets = [facets_of(site.registry, record) for record in records]
    for key, title in _TITLES.items():
        counts = Counter(value for found in facets for value in found.get(key, ()))
        if len(counts) > 1:
            lists = _static(site, resource, key)
            order = list(lists) or sorted(counts, key=sort_key)
            options = tuple(
                (value, lists.get(value) or f"{addresses.section(resource)}?{key}={quote(value)}", counts[value])
                for value in order
                if value in counts
            )
            yield Panel(key, title, options, not lists)


def _static(site: Site, resource: str, key: str) -> dict[str, str]:
    """Return the values of a facet that have a static list, with its address, in the order of the data."""
    kind = _LISTS.get(resource, {}).get(key)
    if kind is None:
        return {}
    names = {"women": addresses.WOMEN_LISTS, "cooperatives": addresses.COOPERATIVE_LISTS}[resource]
    registry = site.registry
    index = registry.by(resource, names[kind])
    return {
        label: addresses.listing(resource, kind, value)
        for value, label in choices_of(registry, resource, names[kind]).items()
        if value in index
    }
