"""Draw polygons into a picture with smooth edges."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from generator.site.model.portrait import Polygon

# Polygons are drawn so many times as large and then made small: their edges are smooth.
FINE = 3
# The side of the field that the mark of a site stands on.
_FIELD = 64


def draw_mark(
    image: Image.Image, mark: tuple[tuple[Polygon, ...], ...], place: tuple[float, float, float], fills: Sequence[str]
) -> None:
    """Draw the parts of a mark, each in its colour; the place is its left, its top and how large it is."""
    left, top, size = place
    scale = size / _FIELD
    draw_fine(
        image,
        [
            ([(left + x * scale, top + y * scale) for x, y in polygon], fill)
            for part, fill in zip(mark, fills, strict=False)
            for polygon in part
        ],
    )


def draw_fine(image: Image.Image, shapes: list[tuple[Polygon, str]]) -> None:
    """Draw polygons with smooth edges."""
    points = [point for polygon, _ in shapes for point in polygon]
    if not points:
        return
    left, top = (int(min(point[axis] for point in points)) - 1 for axis in (0, 1))
    right, bottom = (int(max(point[axis] for point in points)) + 2 for axis in (0, 1))
    box = left, top, right, bottom
    part = image.crop(box).resize(((right - left) * FINE, (bottom - top) * FINE), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(part)
    for polygon, fill in shapes:
        draw.polygon([((x - left) * FINE, (y - top) * FINE) for x, y in polygon], fill=fill)
    image.paste(part.reduce(FINE), box[:2])
