"""The pattern at the left of a share card: the portrait of a record, the map with one county alight, or the great mark."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, ImageDraw

from generator.site.cards.polygons import FINE, draw_fine, draw_mark
from generator.site.cards.press import HEIGHT, MAP, Press, ShareCard
from generator.site.model.portrait import choice, layers

# How wide the pattern is, and the side of a portrait's own tile.
PANEL, _TILE = 420, 400
# Of the great mark.
_MARK = 300
_layers = lru_cache(maxsize=32)(layers)


def ornament(press: Press, card: ShareCard) -> Image.Image:
    """Return the pattern of a card."""
    if card.art.startswith(MAP):
        return _map(press, card.art.removeprefix(MAP))
    if card.art:
        return _portrait(press, card.art, card.tone)
    return _great_mark(press)


def _portrait(press: Press, record_id: str, tone: str) -> Image.Image:
    """The record's own rosette, cut to the panel as the site cuts it to any box."""
    chosen = choice(record_id)
    fills = {
        part: _tint(press, tone, press.colours[f"scheme-{chosen.scheme}/{part}"]) for part in ("b", "f", "l", "k", "h")
    }
    if chosen.spark:
        fills["h"] = press.colours[f"tint-{tone}/p-spark"]
    scale = HEIGHT * FINE / _TILE
    shift = (PANEL * FINE - HEIGHT * FINE) / 2
    image = Image.new("RGB", (PANEL * FINE, HEIGHT * FINE), fills["b"])
    draw = ImageDraw.Draw(image)
    for place, (part, members) in enumerate(_layers(*chosen.shape)):
        # Petals, kites and star have a seam in the colour of the ground.
        seam = round(5 * scale) if 0 < place < 4 else 0
        for polygon in members:
            points = [(x * scale + shift, y * scale) for x, y in polygon]
            draw.polygon(points, fill=fills[part])
            if seam:
                draw.line([*points, points[0], points[1]], fill=fills["b"], width=seam, joint="curve")
    return image.reduce(FINE)


def _tint(press: Press, tone: str, value: str) -> str:
    """Return the colour that a scheme's ``var(--p-main)`` means in a tone."""
    return press.colours[f"tint-{tone}/{value.removeprefix('var(--').removesuffix(')')}"]


def _panel(press: Press) -> Image.Image:
    return Image.new("RGB", (PANEL, HEIGHT), press.colours["o-ground"])


def _great_mark(press: Press) -> Image.Image:
    image = _panel(press)
    fills = press.colours["o-heart"], press.colours["o-petals"], press.colours["o-star"]
    draw_mark(image, press.mark, ((PANEL - _MARK) / 2, (HEIGHT - _MARK) / 2, _MARK), fills)
    return image


def _map(press: Press, county: str) -> Image.Image:
    """The tile map of the province with one county alight: east is right, as on the site."""
    image = _panel(press)
    columns = 1 + max(column for _, column, _ in press.map)
    rows = 1 + max(row for *_, row in press.map)
    side = min((PANEL - 72) / columns, (HEIGHT - 96) / rows)
    left, top = (PANEL - side * columns) / 2, (HEIGHT - side * rows) / 2
    cut, size = 0.22 * (side - 4), side - 4
    shapes = []
    for name, column, row in press.map:
        x, y = left + column * side + 2, top + row * side + 2
        octagon = [
            (x + cut, y),
            (x + size - cut, y),
            (x + size, y + cut),
            (x + size, y + size - cut),
            (x + size - cut, y + size),
            (x + cut, y + size),
            (x, y + size - cut),
            (x, y + cut),
        ]
        shapes.append((octagon, press.colours["o-star" if name == county else "o-petals"]))
    draw_fine(image, shapes)
    return image
