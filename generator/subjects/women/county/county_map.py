"""What the map of the counties counts: the recorded names, or the organisations."""

from __future__ import annotations

from typing import NamedTuple

from generator.site.model.site import Site
from generator.site.pages import areas
from generator.site.pages.areas import Tile


class Measure(NamedTuple):
    """What the colours of the map can count: its id, its name, what one of it is called, and the tiles."""

    id: str
    label: str
    thing: str
    tiles: list[Tile]


def tiles(site: Site, resource: str = "women") -> list[Tile]:
    """Return the tiles of the map, by the number of records of a dataset."""
    return areas.tiles(site, {county: len(found) for county, found in site.registry.by(resource, "county").items()})


def measures(site: Site) -> list[Measure]:
    """Return what the map can show: the recorded names, and the organisations where there are any."""
    names = Measure("names", "زنان", "نام", tiles(site))
    organisations = Measure("organisations", "تعاونی‌ها و صندوق‌ها", "تعاونی و صندوق", tiles(site, "cooperatives"))
    return [names, organisations] if any(tile.count for tile in organisations.tiles) else [names]
