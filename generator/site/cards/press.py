"""What a share card says, and what every card of a site is drawn with; the key of a card says whether to draw it anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from generator.site.cards.design_tokens import TOKENS, colours
from generator.site.model.portrait import Polygon
from generator.site.model.site import Site

# Goes up whenever the drawing changes: every card is then drawn again.
_VERSION = 3
WIDTH, HEIGHT = 1200, 630
# What the art of a card begins with where it is a county on the map.
MAP = "map:"
MARK, FONTS = "assets/mark.svg", "assets/fonts/"
_STRAIGHT = re.compile(r"(?:M[-\d. ]+l[-\d. ]+z)+")
_FIELD = 'viewBox="0 0 64 64"'
_PATH = re.compile(r'<path[^>]* d="([^"]+)"')


class ShareCard(NamedTuple):
    """What stands on a card. ``art`` is the id of a portrait, ``map:`` and a county, or nothing: then it is the mark."""

    url: str
    over: tuple[str, ...]
    name: str
    text: str
    tone: str
    art: str
    note: str = ""


class Press(NamedTuple):
    """What every card is drawn with: fonts, colours and mark as the site serves them, the map and the site's name."""

    fonts: tuple[Path, ...]
    colours: dict[str, str]
    mark: tuple[tuple[Polygon, ...], ...]
    map: tuple[tuple[str, int, int], ...]
    name: str
    digest: str = ""

    @classmethod
    def of(cls, site: Site, assets: Mapping[str, Path]) -> Press:
        """Read what a site is set and coloured with among the files that it serves, by their addresses."""
        fonts = tuple(assets[url] for url in sorted(assets) if url.startswith(FONTS) and url.endswith(".woff2"))
        press = cls(
            fonts,
            colours(assets[TOKENS].read_text("utf-8")),
            mark(assets[MARK].read_text("utf-8")),
            tuple((county, *place) for county, place in site.grid.items()),
            site.name,
        )
        letters = [path.read_bytes() for path in fonts]
        return press._replace(digest=_digest((_VERSION, letters, *press[1:-1])))

    def key(self, card: ShareCard) -> str:
        """Return the key of a card: it changes with all that is drawn, and not with the address."""
        return _digest((self.digest, card._replace(url="")))


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=16).hexdigest()


def _polygons(path: str) -> list[Polygon]:
    """The polygons of a path as our own drawings write it: one M each, then relative lines."""
    found = []
    for piece in path.split("M")[1:]:
        numbers = [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", piece)]
        x, y = numbers[:2]
        polygon = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            polygon.append((x, y))
        found.append(polygon)
    return found


def mark(svg: str) -> tuple[tuple[Polygon, ...], ...]:
    """Return the parts of a sign of straight lines on a field of 64; nothing of any other, which cards go without."""
    paths = _PATH.findall(svg)
    if _FIELD not in svg or not all(map(_STRAIGHT.fullmatch, paths)):
        return ()
    return tuple(tuple(_polygons(path)) for path in paths)
