"""Set Persian lines into pictures with the fonts of the site: HarfBuzz joins the letters and draws them.

Nothing of the system is asked, neither a font nor a library: a picture is the same on every machine.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import uharfbuzz as hb
from fontTools.ttLib import TTFont
from PIL import Image

from generator.persian.direction import runs

_ELLIPSIS = "…"
# Lines that are kept as glyphs: each is measured before it is drawn, and a picture has no more of them.
_KEPT = 64
# What a line is never broken at, nor counted as a letter that a font must hold.
_UNSEEN = frozenset("\u200c\u200d\u200e\u200f")


class _Glyph(NamedTuple):
    """A glyph of a line: its font, its number and its place, in shares of the font's size."""

    font: hb.Font
    number: int
    x: float
    y: float


class Lettering:
    """The fonts of the site, of one weight; the first that holds a letter draws it."""

    def __init__(self, fonts: Sequence[bytes], weight: int) -> None:
        self._faces = [hb.Face(data) for data in fonts]
        self._fonts = [hb.Font(face) for face in self._faces]
        for font in self._fonts:
            font.set_variations({"wght": weight})
        self._letters = [frozenset(face.unicodes) for face in self._faces]
        self._shaped = lru_cache(_KEPT)(self._shape_line)

    def width(self, line: str, size: float) -> float:
        """Return how wide a line is in pixels."""
        return self._shaped(line)[1] * size

    def draw(self, picture: Image.Image, line: str, size: float, right: float, baseline: float, colour: str) -> None:
        """Draw a line that ends at ``right``, its start for a reader of Persian."""
        glyphs, width = self._shaped(line)
        raster = hb.RasterDraw()
        for glyph in glyphs:
            scale = size / glyph.font.face.upem
            raster.transform = (scale, 0, 0, scale, right + (glyph.x - width) * size, glyph.y * size)
            raster.draw_glyph(glyph.font, glyph.number)
        image = raster.render()
        box = image.extents if image else None
        if not box or not box.width or not box.height:
            return
        mask = Image.frombytes("L", (box.width, box.height), image.buffer, "raw", "L", box.stride, -1)
        picture.paste(colour, (box.x_origin, round(baseline) - box.y_origin - box.height), mask)

    def wrap(self, text: str, size: float, width: float, most: int) -> tuple[list[str], bool]:
        """Return a text in lines of a width, and whether it fits into the most that there may be; else it is cut."""
        words = text.split()
        lines: list[str] = []
        for place, word in enumerate(words):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self.width(longer, size) <= width:
                lines[-1] = longer
            elif len(lines) < most:
                lines.append(word)
            else:
                lines[-1] = self._cut([*lines[-1].split(), *words[place:]], size, width)
                return lines, False
        fits = all(self.width(line, size) <= width for line in lines)
        return [
            line if self.width(line, size) <= width else self._cut(line.split(), size, width) for line in lines
        ], fits

    def _cut(self, words: Sequence[str], size: float, width: float) -> str:
        """Return as many of the words as fit with an ellipsis after them; of a first one that does not, as many letters."""
        kept = words[0]
        for word in words[1:]:
            if self.width(f"{kept} {word}{_ELLIPSIS}", size) > width:
                break
            kept += f" {word}"
        kept = kept.rstrip("،؛.:")
        if self.width(kept + _ELLIPSIS, size) > width:
            ends = range(1, len(kept) + 1)
            fitting = bisect_right(ends, width, key=lambda end: self.width(kept[:end] + _ELLIPSIS, size))
            kept = kept[: max(1, fitting)]
        return kept + _ELLIPSIS

    def _shape_line(self, line: str) -> tuple[tuple[_Glyph, ...], float]:
        """Return the glyphs of a line from its left edge, and its width."""
        glyphs: list[_Glyph] = []
        x = 0.0
        for run in runs(line):
            pieces = self._by_font(run.text)
            for font, text in reversed(pieces) if run.from_right else pieces:
                x = _shape(font, text, run.from_right, x, glyphs)
        return tuple(glyphs), x

    def _by_font(self, text: str) -> list[tuple[hb.Font, str]]:
        """Return the pieces of a text that one font holds, in the order of reading."""
        pieces: list[tuple[hb.Font, str]] = []
        for letter in text:
            holding = (place for place, letters in enumerate(self._letters) if ord(letter) in letters)
            font = self._fonts[next(holding, 0)]
            if pieces and (letter in _UNSEEN or pieces[-1][0] is font):
                pieces[-1] = pieces[-1][0], pieces[-1][1] + letter
            else:
                pieces.append((font, letter))
        return pieces


def _shape(font: hb.Font, text: str, from_right: bool, x: float, glyphs: list[_Glyph]) -> float:
    """Add the glyphs of a piece from ``x`` on; return where it ends."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if from_right else "ltr"
    buffer.language = "fa"
    hb.shape(font, buffer)
    unit = font.face.upem
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        glyphs.append(_Glyph(font, info.codepoint, x + place.x_offset / unit, place.y_offset / unit))
        x += place.x_advance / unit
    return x


def unpacked(path: Path) -> bytes:
    """Return a font of the web as the plain font that HarfBuzz reads."""
    with TTFont(path) as font:
        font.flavor = None
        plain = BytesIO()
        font.save(plain, reorderTables=None)
    return plain.getvalue()
