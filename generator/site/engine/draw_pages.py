"""Draw every page: a file that is a pure function of the site and the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.runtime.output import File, Parts, batches
from generator.runtime.reuse import Reuse
from generator.site.cards import share_cards
from generator.site.drawing.frames import Frame, FrameKey, key_of, marks_in
from generator.site.drawing.render import View, draw, forget
from generator.site.engine.page_keys import PageKeys
from generator.site.model.site import Site
from generator.site.pages.page_index import Page

#: Up to so many pages other processes cost more than they bring.
FEW = 600
CHUNK = 250
# What the frames of a build are called in a cache.
_FRAMES = "frames"

Frames = Mapping[FrameKey, Frame]


def shown(site: Site, page: Page) -> View:
    """Return the view of a page, with the card that previews show of it."""
    drawn = page.view(site, page.url, *page.arguments)
    if drawn.head.refresh:
        return drawn
    return drawn._replace(head=drawn.head._replace(image=share_cards.url_of(site, page.url)))


def draw_page(site: Site, frame: Frame | None, page: Page) -> bytes:
    """Return a whole page, a pure function of the site and the page; one that stands alone has no frame."""
    head, body = draw(shown(site, page), site)
    return frame.fill(head, body) if frame else body.encode()


@dataclass(frozen=True)
class Draw:
    """The pages of a site as files, one at a time: a value that a worker is handed once."""

    site: Site
    frames: Frames
    pages: Sequence[Page]
    marks: frozenset[str]
    # The pages of the site before, by their places, of which only the frame is another, and the frames that they are in.
    before: Mapping[int, Path] = field(default_factory=dict)
    frames_before: Frames = field(default_factory=dict)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Begin with the templates of today: a worker of a cluster has drawn other sites before."""
        forget()
        self.__dict__.update(state)

    def __call__(self, place: int) -> Iterator[File]:
        """Yield the page of a place."""
        page = self.pages[place]
        key = key_of(page.url, self.marks)
        frame = None if page.alone else self.frames[key]
        yield File(page.path, self._exchanged(place, key) or draw_page(self.site, frame, page))

    def _exchanged(self, place: int, key: FrameKey) -> bytes:
        """Return the page of the site before in its new frame; nothing of one that has to be drawn."""
        if place not in self.before or key not in self.frames_before:
            return b""
        return self.frames[key].exchanged(self.before[place].read_bytes(), self.frames_before[key])


def reframed(parts: Parts, reuse: Reuse) -> Parts:
    """Return pages of which those that are as before within their frames are put into the new ones."""
    draws = parts.make
    assert isinstance(draws, Draw)
    frames_before = {FrameKey(*key): Frame(*frame) for key, frame in reuse.cache.get(_FRAMES) or ()}
    reuse.cache.later(_FRAMES, [(tuple(key), tuple(frame)) for key, frame in draws.frames.items()])
    found = zip(parts.parts, map(reuse.around, parts.units), strict=True)
    before = {place: path for place, path in found if path}
    return replace(parts, make=replace(draws, before=before, frames_before=frames_before))


def export(site: Site, frames: Frames, pages: Sequence[Page], keys: PageKeys | None = None) -> Parts:
    """Return every page; few pages are handed over together. ``keys`` tell what each shows."""
    units = [keys.of(page) for page in pages] if keys else ()
    handed = batches(len(pages), CHUNK if len(pages) > FEW else len(pages) or 1)
    return Parts(Draw(site, frames, pages, marks_in(frames)), range(len(pages)), units=units, batches=handed)
