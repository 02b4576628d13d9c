"""Draw a share card in the look of the site: the pattern at the left, name and facts at the right, the mark below."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property, lru_cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from generator.site.cards.lettering import Lettering, unpacked
from generator.site.model.portrait import Polygon, choice, layers
from generator.site.model.site import DEFAULT_TONE, Site

WIDTH, HEIGHT = 1200, 630
# Goes up whenever the drawing changes: every card is then drawn again.
_VERSION = 3
_COLOURS = 64
_ART, _TILE = 420, 400
_LEFT, _RIGHT = _ART + 64, WIDTH - 64
_TOP, _FOOT = 96, 526
# Of a name: its size and how many lines it may take at that size.
_NAME_SIZES = ((92, 1), (80, 2), (66, 2), (54, 3), (46, 4))
_NAME_LINE, _TEXT_LINE = 1.42, 1.75
_TEXT_LINES = 3
_OVER_SIZE, _TEXT_SIZE, _FOOT_SIZE, _NOTE_SIZE = 30, 33, 27, 22
_FINE = 3  # polygons are drawn so many times as large and then made small: their edges are smooth
_DARK_TEXT, _BOLD, _PLAIN = 850, 700, 400
_STRAIGHT = re.compile(r"(?:M[-\d. ]+l[-\d. ]+z)+")
_FIELD = 'viewBox="0 0 64 64"'
MAP = "map:"
TOKENS, MARK, FONTS = "assets/css/tokens.css", "assets/mark.svg", "assets/fonts/"

_BLOCK = re.compile(r"([^{}]+)\{([^{}]*)\}")
_CONDITION = re.compile(r"@[\w-]+[^{}]*\{(?:[^{}]*\{[^{}]*\})+[^{}]*\}")
_PROPERTY = re.compile(r"--([\w-]+):\s*([^;]+)")
_PATH = re.compile(r'<path[^>]* d="([^"]+)"')


class Card(NamedTuple):
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

    def key(self, card: Card) -> str:
        """Return the key of a card: it changes with all that is drawn, and not with the address."""
        return _digest((self.digest, card._replace(url="")))


def _digest(value: object) -> str:
    return blake2b(repr(value).encode(), digest_size=16).hexdigest()


def colours(css: str) -> dict[str, str]:
    """Return the light colours of the tokens: of ``:root`` by name, of tints and schemes as ``tint-rose/p-main``."""
    found: dict[str, str] = {}
    # Paper is always light, and so is a card: what stands under a condition is left out.
    plain = _CONDITION.sub("", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))
    for selector, body in _BLOCK.findall(plain):
        selector = selector.strip()
        if selector == ":root":
            found.update((name, value.strip()) for name, value in _PROPERTY.findall(body))
        elif re.fullmatch(r"\.(tint-\w+|scheme-\d)", selector):
            found.update((f"{selector[1:]}/{name}", value.strip()) for name, value in _PROPERTY.findall(body))
    return found


def polygons(path: str) -> list[Polygon]:
    """Return the polygons of a path as our own drawings write it: one M each, then relative lines."""
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
    return tuple(tuple(polygons(path)) for path in paths)


class _Type:
    """The letters of the cards, in three weights."""

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._fonts = [unpacked(path) for path in paths]

    @cached_property
    def name(self) -> Lettering:
        return Lettering(self._fonts, _DARK_TEXT)

    @cached_property
    def bold(self) -> Lettering:
        return Lettering(self._fonts, _BOLD)

    @cached_property
    def plain(self) -> Lettering:
        return Lettering(self._fonts, _PLAIN)


_type = lru_cache(maxsize=2)(_Type)
_layers = lru_cache(maxsize=32)(layers)


def picture(press: Press, card: Card) -> bytes:
    """Return the card as a PNG; in a tone that the site's colours lack it is one without a tone."""
    colour, kind = press.colours, _type(press.fonts)
    if f"tone-{card.tone}" not in colour or f"tint-{card.tone}/p-main" not in colour:
        card = card._replace(tone=DEFAULT_TONE)
    image = Image.new("RGB", (WIDTH, HEIGHT), colour["paper"])
    image.paste(_art(press, card), (0, 0))

    baseline = float(_TOP)
    _over(image, kind.bold, card, colour, baseline)
    if not card.over:
        baseline -= _OVER_SIZE
    lines, size = _name(kind.name, card.name)
    if not card.text and len(lines) == 1:
        baseline += 40  # a short card stands lower, not lost at the top
    baseline += size * 0.45
    for line in lines:
        baseline += size * (_NAME_LINE if line is not lines[0] else 1.0)
        kind.name.draw(image, line, size, _RIGHT, baseline, colour["ink"])
    baseline += size * 0.42
    room = int((_FOOT - 24 - baseline) // (_TEXT_SIZE * _TEXT_LINE))
    if card.text and room > 0:
        for line in _text(kind.plain, card.text, min(_TEXT_LINES, room)):
            baseline += _TEXT_SIZE * _TEXT_LINE
            kind.plain.draw(image, line, _TEXT_SIZE, _RIGHT, baseline, colour["ink"])
    _foot(image, press, kind, card)

    small = image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    packed = BytesIO()
    # A sixth of the time of the ninth level, for a tenth more bytes.
    small.save(packed, "PNG", compress_level=7)
    return packed.getvalue()


def _name(letters: Lettering, name: str) -> tuple[list[str], int]:
    """Return the lines of a name and the largest size at which it fits."""
    lines: list[str] = []
    size = 0
    for size, most in _NAME_SIZES:
        lines, fits = letters.wrap(name, size, _RIGHT - _LEFT, most)
        if fits:
            break
    return lines, size


def _text(letters: Lettering, text: str, most: int) -> list[str]:
    """Return the lines of a text: as many whole sentences as fit, else the first of them cut."""
    sentences = text.split(". ")
    while True:
        lines, fits = letters.wrap(". ".join(sentences), _TEXT_SIZE, _RIGHT - _LEFT, most)
        if fits or len(sentences) == 1:
            return lines
        sentences = [*sentences[:-2], sentences[-2].rstrip(".") + "."]


def _over(image: Image.Image, letters: Lettering, card: Card, colour: dict[str, str], baseline: float) -> None:
    """Draw the line above the name: the domain in its tone, then the place, parted by the diamond of the site."""
    right = float(_RIGHT)
    for place, words in enumerate(card.over):
        if place:
            middle = baseline - _OVER_SIZE * 0.27
            _diamond(image, right - 20, middle, 6, colour["orange"])
            right -= 40
        letters.draw(image, words, _OVER_SIZE, right, baseline, colour["ink-2" if place else f"tone-{card.tone}"])
        right -= letters.width(words, _OVER_SIZE)


def _diamond(image: Image.Image, x: float, y: float, radius: float, colour: str) -> None:
    _fine(image, [([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], colour)])


def _foot(image: Image.Image, press: Press, kind: _Type, card: Card) -> None:
    colour = press.colours
    ImageDraw.Draw(image).rectangle((_LEFT, _FOOT, _RIGHT, _FOOT + 1), fill=colour["rule"])
    mark = 52
    scale, left, top = mark / 64, _RIGHT - mark, _FOOT + 24
    fills = colour["teal"], colour["turquoise"], colour["orange"]
    _fine(
        image,
        [
            ([(left + x * scale, top + y * scale) for x, y in polygon], fill)
            for part, fill in zip(press.mark, fills, strict=False)
            for polygon in part
        ],
    )
    size = _FOOT_SIZE
    room = _RIGHT - mark - 18 - _LEFT - (kind.plain.width(card.note, _NOTE_SIZE) + 24 if card.note else 0)
    (name,), _ = kind.bold.wrap(press.name, size, room, 1)
    kind.bold.draw(image, name, size, _RIGHT - mark - 18, top + 36, colour["teal"])
    if card.note:
        right = _LEFT + kind.plain.width(card.note, _NOTE_SIZE)
        kind.plain.draw(image, card.note, _NOTE_SIZE, right, top + 36, colour["orange-ink"])


# ---------- the pattern ----------


def _art(press: Press, card: Card) -> Image.Image:
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
    scale = HEIGHT * _FINE / _TILE
    shift = (_ART * _FINE - HEIGHT * _FINE) / 2
    image = Image.new("RGB", (_ART * _FINE, HEIGHT * _FINE), fills["b"])
    draw = ImageDraw.Draw(image)
    for place, (part, members) in enumerate(_layers(*chosen.shape)):
        # Petals, kites and star have a seam in the colour of the ground.
        seam = round(5 * scale) if 0 < place < 4 else 0
        for polygon in members:
            points = [(x * scale + shift, y * scale) for x, y in polygon]
            draw.polygon(points, fill=fills[part])
            if seam:
                draw.line([*points, points[0], points[1]], fill=fills["b"], width=seam, joint="curve")
    return image.reduce(_FINE)


def _tint(press: Press, tone: str, value: str) -> str:
    """Return the colour that a scheme's ``var(--p-main)`` means in a tone."""
    return press.colours[f"tint-{tone}/{value.removeprefix('var(--').removesuffix(')')}"]


def _panel(press: Press) -> Image.Image:
    return Image.new("RGB", (_ART, HEIGHT), press.colours["o-ground"])


def _great_mark(press: Press) -> Image.Image:
    image, scale = _panel(press), 300 / 64
    left, top = (_ART - 300) / 2, (HEIGHT - 300) / 2
    fills = press.colours["o-heart"], press.colours["o-petals"], press.colours["o-star"]
    _fine(
        image,
        [
            ([(left + x * scale, top + y * scale) for x, y in polygon], fill)
            for part, fill in zip(press.mark, fills, strict=False)
            for polygon in part
        ],
    )
    return image


def _map(press: Press, county: str) -> Image.Image:
    """The tile map of the province with one county alight: east is right, as on the site."""
    image = _panel(press)
    columns = 1 + max(column for _, column, _ in press.map)
    rows = 1 + max(row for *_, row in press.map)
    side = min((_ART - 72) / columns, (HEIGHT - 96) / rows)
    left, top = (_ART - side * columns) / 2, (HEIGHT - side * rows) / 2
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
    _fine(image, shapes)
    return image


def _fine(image: Image.Image, shapes: list[tuple[Polygon, str]]) -> None:
    """Draw polygons with smooth edges."""
    points = [point for polygon, _ in shapes for point in polygon]
    if not points:
        return
    left, top = (int(min(point[axis] for point in points)) - 1 for axis in (0, 1))
    right, bottom = (int(max(point[axis] for point in points)) + 2 for axis in (0, 1))
    box = left, top, right, bottom
    part = image.crop(box).resize(((right - left) * _FINE, (bottom - top) * _FINE), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(part)
    for polygon, fill in shapes:
        draw.polygon([((x - left) * _FINE, (y - top) * _FINE) for x, y in polygon], fill=fill)
    image.paste(part.reduce(_FINE), box[:2])
