"""Other data in the frames that are there: where nothing that MkDocs has drawn would be drawn otherwise, it is not asked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.dataset.reading.load import Loaded
from generator.site.drawing.frames import key_of
from generator.site.engine.made_files import MadeFiles
from generator.site.engine.page_marks import MARKS, marks_of
from generator.site.pages.navigation import marks, navigation
from generator.site.pages.page_index import pages


def refilled(made: MadeFiles, loaded: Loaded) -> MadeFiles | None:
    """Return the files of a site with other data; None where its frames or hand-written pages would be others."""
    registry = loaded.registry
    if registry is None or registry.package.raw != made.site.registry.package.raw:
        return None
    site = replace(made.site, registry=registry, today=loaded.today, offer=None, _kept={})
    other = replace(made, site=site, pages=list(pages(site)))
    return other if _drawn_of(other) == _drawn_of(made) else None


def _drawn_of(made: MadeFiles) -> tuple[Any, ...]:
    """Return all that follows from the data in what MkDocs draws: in the frames, and in the hand-written pages."""
    site = made.site

    def make() -> tuple[Any, ...]:
        marked = marks(site)
        keys = {key_of(page.url, marked) for page in made.pages if not page.alone}
        pieces = [MARKS[mark](site, url) for url, text in made.texts.items() for mark in marks_of(text)]
        return site.today, site.notice, keys, navigation(site), pieces

    return site.once("drawn of", make)
