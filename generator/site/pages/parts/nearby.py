"""The places that lie next to one: by where they are, never by a number."""

from __future__ import annotations

from math import cos, dist, hypot, radians

from generator.dataset.registry import Record
from generator.site.model.site import Site

# How many stand on the page of a place.
NEAREST = 4


def nearest(site: Site, place: Record) -> list[Record]:
    """Return the nearest places in alphabetical order; where nobody said where they lie, by the tiles of the map."""
    located = all(isinstance(one.get(name), int | float) for one in site.counties for name in ("latitude", "longitude"))

    def distance(other: Record) -> float:
        if not located:
            return dist(site.grid[other.id], site.grid[place.id])
        east = (other["longitude"] - place["longitude"]) * cos(radians(place["latitude"]))
        return hypot(other["latitude"] - place["latitude"], east)

    others = (one for one in site.counties if one.id != place.id)
    chosen = {one.id for one in sorted(others, key=distance)[:NEAREST]}
    return [one for one in site.counties if one.id in chosen]
