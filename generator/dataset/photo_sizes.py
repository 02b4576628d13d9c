"""Photos beside records: their sizes, and what the smaller copy of one is called."""

from __future__ import annotations

# Pixels of the square that a photo fills on a page of its own and on a card.
LARGE_PHOTO, SMALL_PHOTO = 960, 480


def small_photo(name: str) -> str:
    """Return the name of a photo's small size, which may stand beside it: ``x.webp`` → ``x-480.webp``."""
    return f"{name.removesuffix('.webp')}-{SMALL_PHOTO}.webp"
