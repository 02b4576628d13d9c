"""The photos that stand beside the records, in one folder of the site."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from generator.dataset.reading.files import is_left_behind
from generator.runtime.output import File, blocks
from generator.site.model.site import Site


def export(site: Site) -> Iterator[File]:
    """Yield every photo, in ``photos/``."""
    folder = site.registry.package.folder
    for path in sorted(path for path in folder.glob("*/*/*.webp") if not is_left_behind(path.name)):
        yield File(f"photos/{path.name}", partial(blocks, path))
