"""Draw a share card in the look of the site: the pattern at the left, name and facts at the right, the mark below."""

from __future__ import annotations

from functools import cached_property, lru_cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from generator.site.cards.lettering import Lettering, unpacked
from generator.site.cards.ornament import PANEL, ornament
from generator.site.cards.polygons import draw_fine, draw_mark
from generator.site.cards.press import HEIGHT, WIDTH, Press, ShareCard
from generator.site.model.portrait import Polygon
from generator.site.model.site import DEFAULT_TONE

_COLOURS = 64
_LEFT, _RIGHT = PANEL + 64, WIDTH - 64
_TOP, _FOOT = 96, 526
# Of a name: its size and how many lines it may take at that size.
_NAME_SIZES = ((92, 1), (80, 2), (66, 2), (54, 3), (46, 4))
_NAME_LINE, _TEXT_LINE = 1.42, 1.75
_TEXT_LINES = 3
_OVER_SIZE, _TEXT_SIZE, _FOOT_SIZE, _NOTE_SIZE, _MARK_SIZE = 30, 33, 27, 22, 52
_DARK_TEXT, _BOLD, _PLAIN = 850, 700, 400


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


def picture(press: Press, card: ShareCard) -> bytes:
    """Return the card as a PNG; in a tone that the site's colours lack it is one without a tone."""
    colour, kind = press.colours, _type(press.fonts)
    if f"tone-{card.tone}" not in colour or f"tint-{card.tone}/p-main" not in colour:
        card = card._replace(tone=DEFAULT_TONE)
    image = Image.new("RGB", (WIDTH, HEIGHT), colour["paper"])
    image.paste(ornament(press, card), (0, 0))

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


def _over(image: Image.Image, letters: Lettering, card: ShareCard, colour: dict[str, str], baseline: float) -> None:
    """Draw the line above the name: the domain in its tone, then the place, parted by the diamond of the site."""
    right = float(_RIGHT)
    for place, words in enumerate(card.over):
        if place:
            middle = baseline - _OVER_SIZE * 0.27
            draw_fine(image, [(_diamond(right - 20, middle, 6), colour["orange"])])
            right -= 40
        letters.draw(image, words, _OVER_SIZE, right, baseline, colour["ink-2" if place else f"tone-{card.tone}"])
        right -= letters.width(words, _OVER_SIZE)


def _diamond(x: float, y: float, radius: float) -> Polygon:
    return [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)]


def _foot(image: Image.Image, press: Press, kind: _Type, card: ShareCard) -> None:
    colour = press.colours
    ImageDraw.Draw(image).rectangle((_LEFT, _FOOT, _RIGHT, _FOOT + 1), fill=colour["rule"])
    left, top = _RIGHT - _MARK_SIZE, _FOOT + 24
    fills = colour["teal"], colour["turquoise"], colour["orange"]
    draw_mark(image, press.mark, (left, top, _MARK_SIZE), fills)
    size = _FOOT_SIZE
    room = _RIGHT - _MARK_SIZE - 18 - _LEFT - (kind.plain.width(card.note, _NOTE_SIZE) + 24 if card.note else 0)
    (name,), _ = kind.bold.wrap(press.name, size, room, 1)
    kind.bold.draw(image, name, size, _RIGHT - _MARK_SIZE - 18, top + 36, colour["teal"])
    if card.note:
        right = _LEFT + kind.plain.width(card.note, _NOTE_SIZE)
        kind.plain.draw(image, card.note, _NOTE_SIZE, right, top + 36, colour["orange-ink"])
