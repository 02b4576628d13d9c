"""Draw every page and write it: in this process where there are few, in a pool of processes where there are many."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.site.cards import share_cards
from generator.site.drawing.drawing_pool import executor
from generator.site.drawing.frames import Frame, FrameKey, key_of
from generator.site.drawing.render import View, draw
from generator.site.model import addresses
from generator.site.model.page_index import Page
from generator.site.model.site import Site
from generator.subjects.women.views import view
from generator.submissions.forms.web_form import form_values

# Below this many pages a pool costs more than it brings.
_FEW = 600
_CHUNK = 250
# Beside the page of each record that the public may correct: its answers, as the form holds them.
RECORD_FILE = "record.json"

Frames = Mapping[FrameKey, Frame]


def shown(site: Site, page: Page) -> View:
    """Return the view of a page, with the card that previews show of it."""
    drawn = view(site, page.view, page.url, page.arguments)
    if drawn.head.refresh:
        return drawn
    return replace(drawn, head=replace(drawn.head, image=share_cards.url_of(site, page.url)))


def draw_page(site: Site, frame: Frame | None, page: Page) -> bytes:
    """Return a whole page, a pure function of the site and the page; one that stands alone has no frame."""
    head, body = draw(shown(site, page), site)
    return frame.fill(head, body) if frame else body.encode()


def write_pages(
    site: Site,
    frames: Frames,
    pages: Sequence[Page],
    target: Path,
    progress: Callable[[int], None] | None = None,
    processes: int | None = None,
) -> None:
    """Write every page below ``target``; ``progress`` is told how many were written since its last call."""
    chunks = [pages[start : start + _CHUNK] for start in range(0, len(pages), _CHUNK)]
    state = (site, frames, target)
    _start(*state)
    try:
        with executor(len(pages) > _FEW and not site.serving, processes, _start, state) as pool:
            for count in (pool.map if pool else map)(_write_chunk, chunks):
                if progress:
                    progress(count)
    finally:
        _stop()


# What the workers draw from. Set before the pool starts: a forked worker inherits it, others are handed it.
_state: tuple[Site, Frames, Path] | None = None


def _start(site: Site, frames: Frames, target: Path) -> None:
    global _state
    _state = (site, frames, target)


def _stop() -> None:
    global _state
    _state = None


def _write_chunk(pages: Sequence[Page]) -> int:
    assert _state is not None
    site, frames, target = _state
    for page in pages:
        path = os.path.join(target, page.path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(draw_page(site, None if page.alone else frames[key_of(page.url)], page))
        answers = form_record(site, page)
        if answers:
            with open(os.path.join(os.path.dirname(path), RECORD_FILE), "w", encoding="utf-8") as file:
                file.write(answers)
    return len(pages)


def form_record(site: Site, page: Page) -> str:
    """Return the record of a page as the answers of its form, for whoever wants to correct it; else nothing."""
    package = site.registry.package
    resource = package.resources.get(page.url.partition("/")[0])
    if resource is None or not resource.submit or resource.is_table or len(page.arguments) != 1:
        return ""
    record = site.registry.get(resource.name, page.arguments[0])
    if record is None or page.url != addresses.record(resource.name, record.id):
        return ""
    answers = {
        "form": resource.name,
        "target": record.id,
        "label": record.label,
        "values": form_values(package, resource, record),
    }
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))
