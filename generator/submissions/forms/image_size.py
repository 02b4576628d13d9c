"""How many pixels an image says it has, from the first bytes of its file alone: nothing of it is unpacked.

Shapes: the bytes of a JPEG, PNG or WebP file in, width and height in pixels out; None where no size can be read.
"""

from __future__ import annotations

_PNG = b"\x89PNG\r\n\x1a\n"
# Segments of a JPEG that say its size: all «start of frame», without the tables among their numbers.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
# Marks of a JPEG that no length follows.
_BARE = frozenset({0x01, *range(0xD0, 0xD9)})


def size_of(raw: bytes) -> tuple[int, int] | None:
    """Return width and height; None for what is no such image, or ends before it says them."""
    if raw.startswith(_PNG) and raw[12:16] == b"IHDR" and len(raw) >= 24:
        return int.from_bytes(raw[16:20]), int.from_bytes(raw[20:24])
    if raw.startswith(b"\xff\xd8"):
        return _of_jpeg(raw)
    if raw.startswith(b"RIFF") and raw[8:12] == b"WEBP" and len(raw) >= 30:
        return _of_webp(raw)
    return None


def _of_jpeg(raw: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 <= len(raw) and raw[place] == 0xFF:
        mark = raw[place + 1]
        if mark in _FRAMES:
            return int.from_bytes(raw[place + 7 : place + 9]), int.from_bytes(raw[place + 5 : place + 7])
        if mark == 0xFF:  # a sign that only fills
            place += 1
        elif mark in _BARE:
            place += 2
        else:
            place += 2 + int.from_bytes(raw[place + 2 : place + 4])
    return None


def _of_webp(raw: bytes) -> tuple[int, int] | None:
    kind = raw[12:16]
    if kind == b"VP8X":
        return int.from_bytes(raw[24:27], "little") + 1, int.from_bytes(raw[27:30], "little") + 1
    if kind == b"VP8L":
        bits = int.from_bytes(raw[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return int.from_bytes(raw[26:28], "little") & 0x3FFF, int.from_bytes(raw[28:30], "little") & 0x3FFF
    return None
