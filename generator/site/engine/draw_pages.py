"""Draw every page: a file that is a pure function of the site and the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.runtime.compact_json import compact
from generator.runtime.output import File, Parts, batches
from generator.site.cards import share_cards
from generator.site.drawing.frames import Frame, FrameKey, key_of
from generator.site.drawing.render import View, draw, forget
from generator.site.engine.page_keys import PageKeys
from generator.site.model.site import Site
from generator.site.pages.page_index import Page
from generator.submissions.forms.web_form import form_values

#: Up to so many pages other processes cost more than they bring.
FEW = 600
CHUNK = 250
# Beside the page of each record that the public may correct: its answers, as the form holds them.
RECORD_FILE = "record.json"

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

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Begin with the templates of today: a worker of a cluster has drawn other sites before."""
        forget()
        self.__dict__.update(state)

    def __call__(self, place: int) -> Iterator[File]:
        """Yield the page of a place, followed by its answers where the public may correct it."""
        page = self.pages[place]
        frame = None if page.alone else self.frames[key_of(page.url, self.marks)]
        yield File(page.path, draw_page(self.site, frame, page))
        answers = form_record(self.site, page)
        if answers:
            yield File(page.url + RECORD_FILE, answers.encode())


def export(site: Site, frames: Frames, pages: Sequence[Page], keys: PageKeys | None = None) -> Parts:
    """Return every page with what stands beside it; few pages are handed over together. ``keys`` tell what each shows."""
    marks = frozenset(key.mark for key in frames if key.mark)
    units = [keys.of(page) for page in pages] if keys else ()
    handed = batches(len(pages), CHUNK if len(pages) > FEW else len(pages) or 1)
    return Parts(Draw(site, frames, pages, marks), range(len(pages)), units=units, batches=handed)


def form_record(site: Site, page: Page) -> str:
    """Return the record of a page as the answers of its form, for whoever wants to correct it; else nothing."""
    record = site.paged.get(page.url)
    if record is None:
        return ""
    package = site.registry.package
    resource = package.resources[record.resource]
    if not resource.submit or resource.is_table:
        return ""
    answers = {
        "form": resource.name,
        "target": record.id,
        "label": record.label,
        "values": form_values(package, resource, record),
    }
    return compact(answers)
