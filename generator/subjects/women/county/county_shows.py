"""What pages about one county, or a few, follow from: of the women, from those of these counties alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.site.model.keys import Most
from generator.site.model.site import Site


def shows(site: Site, *counties: str) -> Iterator[Any]:
    """Yield all that a page about some counties shows."""
    yield Most.BUT_PEOPLE
    by_county, by_other = (site.registry.by("women", name) for name in ("county", "other_counties"))
    # An empty county leads to neighbours in which there are women.
    yield {name: len(women) for name, women in by_county.items()}
    # Two counties stand side by side in all domains that somebody is first of all in, anywhere.
    yield sorted(site.registry.first("women", "domains"))
    for county in counties:
        yield from (*by_county.get(county, ()), None, *by_other.get(county, ()))
