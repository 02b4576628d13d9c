"""Photos: a real image, re-encoded in two sizes without any metadata, with her consent, a credit and a permission."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

import io
import warnings
from dataclasses import dataclass

from generator.dataset.photo_sizes import LARGE_PHOTO, SMALL_PHOTO
from generator.dataset.problems.kind import Kind
from generator.submissions.forms import answer_kinds, image_size

MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
LEAST_SIDE = 300
_FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 82


class PhotoError(ValueError):
    """The photo cannot be taken; ``kind`` says why, ``found`` what was seen."""

    def __init__(self, kind: Kind, found: str = "") -> None:
        super().__init__(kind.code)
        self.kind = kind
        self.found = found


@dataclass(frozen=True)
class Photo:
    """A photo as the site needs it: WebP of at most 960 and 480 pixels on the long side."""

    large: bytes
    small: bytes


def check_said_size(raw: bytes) -> None:
    """Refuse an image that says itself that it has too many pixels, without unpacking any of it; raise PhotoError."""
    size = image_size.size_of(raw)
    if size is not None:
        _check_pixels(*size)


def _check_pixels(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PhotoError(answer_kinds.PHOTO_PIXELS, str(round(width * height / 1e6)))


def prepare(raw: bytes) -> Photo:
    """Return the two sizes of an image; raise PhotoError for what is no image, too large or too small.

    The content decides, never the name. Pixels are copied onto a new image, so that no metadata (place, camera, name)
    can follow.
    """
    # Imported where a photo is handed in: everything else goes without.
    from PIL import Image, ImageOps, UnidentifiedImageError

    if len(raw) > MOST_BYTES:
        raise PhotoError(answer_kinds.PHOTO_HEAVY, str(round(len(raw) / 1e6, 1)))
    # Before Pillow sees it: that makes room for some images when it opens them.
    check_said_size(raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(io.BytesIO(raw), formats=_FORMATS)
            width, height = image.size
            _check_pixels(width, height)
            if min(width, height) < LEAST_SIDE:
                raise PhotoError(answer_kinds.PHOTO_SMALL, f"{width}×{height}")
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except UnidentifiedImageError:
        raise PhotoError(answer_kinds.PHOTO_KIND) from None
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        if isinstance(error, PhotoError):
            raise
        raise PhotoError(answer_kinds.PHOTO_BROKEN) from None
    return Photo(_encoded(upright, LARGE_PHOTO), _encoded(upright, SMALL_PHOTO))


def of_large(large: bytes) -> Photo:
    """Return both sizes of a photo of which the larger one is ours already."""
    from PIL import Image

    with Image.open(io.BytesIO(large), formats=("WEBP",)) as image:
        return Photo(large, _encoded(image.convert("RGB"), SMALL_PHOTO))


def _encoded(image: Image.Image, size: int) -> bytes:
    from PIL import Image

    copy = Image.new("RGB", image.size)
    copy.paste(image)
    copy.thumbnail((size, size))
    out = io.BytesIO()
    copy.save(out, "WEBP", quality=_QUALITY, method=4)
    return out.getvalue()
