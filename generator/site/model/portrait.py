"""Draw a calm girih rosette for a record that has no photo.

Every line stands on one construction, the petal rosette: a star of n points, n hexagonal petals between its points, n
kites between the petals. The id chooses the shape, the proportions, the composition and where the tones go; the
domain chooses the tones. A shape is a file of its own that pages show: only classes differ between two records that
share it, and a browser fetches it once.
"""

from __future__ import annotations

from hashlib import blake2b
from math import cos, hypot, pi, sin
from typing import NamedTuple

from markupsafe import Markup

Point = tuple[float, float]
Polygon = list[Point]

# Shares of the radius: inner points of the star, its tips, shoulders of a petal. They are chosen together, so that
# there are 144 shapes in all and not thousands.
_PROPORTIONS = ((0.22, 0.42, 0.80), (0.30, 0.50, 0.74), (0.38, 0.53, 0.84))
_POINTS = (8, 10, 12, 16)
# Centre and radius on a tile of 400: a medallion, a wide medallion, and four great crops.
_COMPOSITIONS = (
    (200, 200, 178),
    (200, 200, 206),
    (290, 272, 272),
    (112, 264, 262),
    (268, 120, 250),
    (140, 150, 300),
)
_SCHEMES = 4
#: Where the shapes stand in a site, and the name of the drawing in a file.
FOLDER, DRAWING = "faces/", "f"
#: What the portrait of a form is drawn for, before anybody is known.
FORM = "form"


class Choice(NamedTuple):
    """What the id of a record chooses: a shape, where the tones go, and whether the heart takes the contrasting one."""

    shape: tuple[int, int, int, int]
    scheme: int
    spark: bool


def choice(record_id: str) -> Choice:
    """Return what a record's portrait is made of."""
    seed = blake2b(record_id.encode(), digest_size=8).digest()
    shape = (_POINTS[seed[0] % 4], seed[1] % 2, seed[2] % 3, seed[5] % 6)
    return Choice(shape, seed[6] % _SCHEMES, not seed[7] % 3)


def portrait(record_id: str, tone: str, root: str) -> Markup:
    """Return the SVG that shows the shape of a record in its colours; ``root`` leads to the site's first page."""
    chosen = choice(record_id)
    return Markup(
        f'<svg class="{classes(chosen, tone)}" aria-hidden="true">'
        f'<use href="{root}{shape_address(chosen.shape)}#{DRAWING}"/></svg>'
    )


def shape_name(shape: tuple[int, ...]) -> str:
    """Return the name of a shape in addresses: ``12-0-1-3``."""
    return "-".join(map(str, shape))


def shape_address(shape: tuple[int, ...]) -> str:
    """Return where the file of a shape stands in a site."""
    return f"{FOLDER}{shape_name(shape)}.svg"


def classes(chosen: Choice, tone: str) -> str:
    """Return the classes that colour a portrait."""
    return f"portrait tint-{tone} scheme-{chosen.scheme}{' spark' if chosen.spark else ''}"


def shape_file(shape: tuple[int, ...]) -> str:
    """Return a shape as an SVG file of 1.1–3.0 KB: its colours are the variables of whoever shows it."""
    halo, petals, kites, star, core = (path(polygons) for _, polygons in layers(*shape))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"><symbol id="{DRAWING}" viewBox="0 0 400 400"'
        ' preserveAspectRatio="xMidYMid slice">'
        '<path fill="var(--b)" d="M0 0h400v400H0z"/>'
        f'<path fill="var(--f)" d="{halo}"/>'
        f'<g stroke="var(--b)" stroke-width="5" stroke-linejoin="round"><path fill="var(--l)" d="{petals}"/>'
        f'<path fill="var(--k)" d="{kites}"/><path fill="var(--h)" d="{star}"/></g>'
        f'<path fill="var(--b)" d="{core}"/>'
        "</symbol></svg>\n"
    )


def layers(points: int, turned: int, proportion: int, composition: int) -> tuple[tuple[str, list[Polygon]], ...]:
    """Return the polygons of a shape from the ground up, on a tile of 400, each layer with the class of its colour."""
    inner, tip, shoulder = _PROPORTIONS[proportion]
    cx, cy, radius = _COMPOSITIONS[composition]
    start = (pi / points if points == 12 else 0) + pi / points * turned
    great = rosette(points, radius, cx, cy, inner, tip, shoulder, start, within=(-70, 470))
    # Quarter rosettes stand on the far corners and touch the great one, so that the pattern goes on beyond the tile.
    corners = []
    for x, y in ((0, 0), (0, 400), (400, 0), (400, 400)):
        rest = hypot(x - cx, y - cy) - radius
        if rest > 75:
            corners.append(rosette(8, rest, x, y, 0.34, 0.56, 0.78, 0, within=(-9, 409)))

    def every(part: str) -> list[Polygon]:
        small = [polygon for corner in corners for polygon in corner[part] if points < 16 or part != "kites"]
        return great[part] + small

    core = rosette(points, radius * inner * 0.62, cx, cy, 0.62, 0.8, 0.9, start + pi / points)["halo"]
    return (
        ("f", every("halo")),
        ("l", every("petals")),
        ("k", every("kites")),
        ("h", great["star"]),
        ("b", core),
    )


def path(polygons: list[Polygon]) -> str:
    """Join polygons into one SVG path in whole relative units."""
    out = []
    for polygon in polygons:
        rounded = [(round(x), round(y)) for x, y in polygon]
        x0, y0 = rounded[0]
        steps = []
        for x, y in rounded[1:]:
            steps.append(f"{x - x0} {y - y0} ".replace(" -", "-"))
            x0, y0 = x, y
        out.append(f"M{rounded[0][0]} {rounded[0][1]}l{''.join(steps).strip()}z")
    return "".join(out)


def _turn(polygon: Polygon, angle: float, cx: float, cy: float) -> Polygon:
    c, s = cos(angle), sin(angle)
    return [(cx + x * c - y * s, cy + x * s + y * c) for x, y in polygon]


def rosette(
    points: int,
    radius: float,
    cx: float,
    cy: float,
    inner: float = 0.30,
    tip: float = 0.46,
    shoulder: float = 0.80,
    start: float = 0.0,
    within: tuple[float, float] | None = None,
) -> dict[str, list[Polygon]]:
    """Return the polygons of a petal rosette: star, petals, kites, halo; lengths are shares of the radius.

    ``within`` leaves out petals and kites whose middle is outside that span on either axis.
    """
    half = pi / points
    w = tip * sin(half)
    close = (1 + 2 * (shoulder**2 + w**2) ** 0.5) / 3  # a kite closes between its petals' shoulders and tips
    petal = [(inner, 0.0), (tip * cos(half), w), (shoulder, w), (1.0, 0.0), (shoulder, -w), (tip * cos(half), -w)]
    star: Polygon = []
    halo: Polygon = []
    petals: list[Polygon] = []
    kites: list[Polygon] = []
    for i in range(points):
        angle = start + 2 * half * i
        star += _turn([(inner * radius, 0)], angle, cx, cy) + _turn([(tip * radius, 0)], angle + half, cx, cy)
        halo += _turn([(radius, 0)], angle, cx, cy) + _turn([(close * radius, 0)], angle + half, cx, cy)
        if within:
            low, high = within
            x, y = _turn([(radius * 0.7, 0)], angle, cx, cy)[0]
            if not (low < x < high and low < y < high):
                continue
        petals.append(_turn([(x * radius, y * radius) for x, y in petal], angle, cx, cy))
        kite = [(tip, 0.0), *_turn([(shoulder, w)], -half, 0, 0), (close, 0.0), *_turn([(shoulder, -w)], half, 0, 0)]
        kites.append(_turn([(x * radius, y * radius) for x, y in kite], angle + half, cx, cy))
    return {"star": [star], "petals": petals, "kites": kites, "halo": [halo]}
