"""What a page follows from: what its view shows, and the frame that it is put into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.runtime.output import Unit
from generator.site.drawing.frames import Frame, FrameKey, key_of, marks_in
from generator.site.model.keys import Keys, joined
from generator.site.model.site import Site
from generator.site.pages.page_index import Page


@dataclass
class PageKeys:
    """The keys of the pages of a site in their frames."""

    site: Site
    frames: Mapping[FrameKey, Frame]
    keys: Keys
    _framed: dict[FrameKey, bytes] = field(default_factory=dict)

    @cached_property
    def _marks(self) -> frozenset[str]:
        return marks_in(self.frames)

    def of(self, page: Page) -> Unit:
        """Return a page with the key of all that it shows."""
        shown = [self.keys.everything] if page.shows is None else page.shows(self.site, *page.arguments)
        return self.keys.unit(page.url, shown, self._frame(page))

    def _frame(self, page: Page) -> bytes:
        if page.alone:
            return b""
        key = key_of(page.url, self._marks)
        if key not in self._framed:
            self._framed[key] = joined(self.frames[key])
        return self._framed[key]
