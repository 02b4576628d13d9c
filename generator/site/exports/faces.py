"""The shapes of the portraits, each a file that all pages share."""

from __future__ import annotations

from collections.abc import Iterator

from generator.runtime.output import File
from generator.site.model.portrait import FORM, choice, shape_address, shape_file
from generator.site.model.site import Site


def export(site: Site) -> Iterator[File]:
    """Yield the shape of every record that may be shown by one, and that of the forms, in ``faces/``."""
    shown = {FORM} | {
        site.drawn_by(record) for section in site.sections.values() if section.tone for record in site.members(section)
    }
    for shape in sorted({choice(name).shape for name in shown}):
        yield File(shape_address(shape), shape_file(shape).encode())
