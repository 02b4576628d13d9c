"""The counties that lie next to one: by where they are, never by a number."""

from __future__ import annotations

from math import cos, hypot, radians

from generator.dataset.registry import Record
from generator.site.model.site import Site

# How many stand on the page of a county.
NEAREST = 4


def nearest(site: Site, county: Record) -> list[Record]:
    """Return the nearest counties in alphabetical order; of places that nobody gave, by the tiles of the map."""
    located = all("latitude" in one and "longitude" in one for one in site.counties)

    def distance(other: Record) -> float:
        if not located:
            return hypot(other["column"] - county["column"], other["row"] - county["row"])
        east = (other["longitude"] - county["longitude"]) * cos(radians(county["latitude"]))
        return hypot(other["latitude"] - county["latitude"], east)

    others = (one for one in site.counties if one.id != county.id)
    chosen = {one.id for one in sorted(others, key=distance)[:NEAREST]}
    return [one for one in site.counties if one.id in chosen]
