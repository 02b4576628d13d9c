"""Follow the sources of a site while somebody edits them, and show each change at once in the browser.

Nothing is written but what MkDocs writes, into a folder that goes with the run: a page, a table or the index of search is
made when a browser asks for it. What cannot be shown stands as a sentence above the last site that could.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from html import escape
from http import HTTPStatus
from pathlib import Path
from threading import Condition, Event, Thread
from typing import NamedTuple
from urllib.parse import urlsplit

import jinja2
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from generator.dataset.descriptor import DescriptorError
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.printing import render
from generator.dataset.reading.files import is_left_behind
from generator.dataset.reading.load import DayError, Loaded
from generator.site.drawing import render as templates
from generator.site.engine.build import Drawn, draw
from generator.site.engine.build_error import BuildError
from generator.site.engine.preview import BuiltFolder, Handler, kind_of, show
from generator.site.engine.same_frames import refilled

# The addresses that no page has: the script of a shown page, and what tells it of changes.
_SCRIPT, _CHANGES = "/_live/live.js", "/_live/changes"
_SCRIPT_FILE = Path(__file__).with_name("live.js")
# What the system is asked to tell of: that a file is opened to be read it would tell ten thousand times with each reading.
_CHANGES_OF_FILES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileClosedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
# Seconds without another event after which a change counts as done; and between two signs of life to a page.
_QUIET, _ALIVE = 0.05, 15.0
# Seconds that a page waits for what has begun to change.
_PATIENCE = 20.0
_BODY = re.compile(rb"<body[^>]*>")
_PLACE = re.compile(r"[^\s:]+:[0-9]+(?=: )")
_OVER = "خطایی هست؛ آنچه می‌بینید آخرین حالت درست است."
_NOTHING = "خطایی هست و چیزی برای نشان دادن نیست."


class Shown(NamedTuple):
    """What is shown: a site where there is one, what is wrong with what came after it, and a number for the two."""

    drawn: Drawn | None
    problems: str
    version: int


class Watching:
    """A site that follows its sources. ``read`` reads and checks the data; ``scratch`` is a folder for what MkDocs writes."""

    def __init__(self, config_file: Path, data: Path, read: Callable[[], Loaded], scratch: Path) -> None:
        self._config, self._data, self._read, self._scratch = config_file, data, read, scratch
        self.shown = Shown(None, "", 0)
        self._changed = Condition()
        self._awaited = Event()
        # Where something has changed that is not shown yet.
        self._places: set[Path] = set()
        self.refresh()

    # ---------- what browsers ask ----------

    def get(self, path: str) -> bytes | None:
        """Return a file of the site as it is now; with a page comes the script that follows changes."""
        with self._changed:
            self._changed.wait_for(lambda: not self._places, _PATIENCE)
            shown = self.shown
        content = (
            _file(shown.drawn, path) if shown.drawn else _alone(shown.problems) if path.endswith(".html") else None
        )
        return _followed(content, shown) if content and path.endswith(".html") else content

    def wait(self, version: int, seconds: float) -> bool:
        """Wait until something else is shown than what has this number; False where nothing changed for so long."""
        with self._changed:
            return self._changed.wait_for(lambda: self.shown.version != version, seconds)

    # ---------- what editors do ----------

    def sources(self) -> set[Path]:
        """Return the folders and files that the site comes from; of what could not be drawn yet, those that are known."""
        drawn = self.shown.drawn
        return {self._config, self._data, *(drawn.texts + drawn.templates if drawn else ())}

    def tell(self, event: FileSystemEvent) -> None:
        """Take note of a change on the disk."""
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if not all(is_left_behind(path.name) for path in paths):
            with self._changed:
                self._places.update(paths)
                self._awaited.set()

    def follow(self, hear: Callable[[set[Path]], None]) -> None:
        """Show each change, for ever; ``hear`` is told where the next ones are to be heard of."""
        while True:
            self._awaited.wait()
            while self._awaited.is_set():  # an editor saves in several steps
                self._awaited.clear()
                time.sleep(_QUIET)
            with self._changed:
                places = tuple(self._places)
            self.refresh(*places)
            hear(self.sources())

    def refresh(self, *places: Path) -> None:
        """Read anew what has changed in these places, or everything, and show it, or what is wrong with it."""
        before = self.shown.drawn
        others = [place for place in places if not place.is_relative_to(self._data)]
        if others or not places:
            templates.forget()
        has_frames = before is not None and bool(places) and all(map(before.is_ours, others))
        drawn, problems = before, ""
        try:
            folder = Path(tempfile.mkdtemp(dir=self._scratch))
            loaded = self._read()
            if loaded.registry is None:
                problems = render([item for item in loaded.problems if item.severity == ERROR])
            else:
                made = refilled(before.made, loaded) if before and has_frames else None
                drawn = before._replace(made=made) if before and made else draw(loaded, self._config, folder)
                problems = drawn.said
        except (BuildError, DescriptorError, DayError, jinja2.TemplateError) as error:
            problems = _told(error)
        except Exception:
            # The next edit may mend it: the page says it, and the terminal where it is.
            problems = traceback.format_exc()
            sys.stderr.write(problems)
        if drawn and drawn is before and _is_less(drawn):
            drawn = None
        with self._changed:
            self.shown = Shown(drawn, problems, time.time_ns())
            if not self._awaited.is_set():
                self._places.clear()
            self._changed.notify_all()
        kept = {drawn.folder if drawn else None, before.folder if before else None}  # a page may still be read there
        for path in self._scratch.iterdir():
            if path not in kept:
                shutil.rmtree(path, ignore_errors=True)


def watch(config_file: Path, data: Path, read: Callable[[], Loaded], port: int, started: Callable[[str], None]) -> None:
    """Show the site of data and settings on this computer, and every change of them, until somebody interrupts.

    ``read`` reads and checks the data; ``started`` is told the address. Raises BuildError where the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="generator-", ignore_cleanup_errors=True) as scratch:
        watching = Watching(config_file.absolute(), data.absolute(), read, Path(scratch))
        observer, heard = Observer(), set[Path]()

        def hear(sources: set[Path]) -> None:
            for path in sources - heard:
                # A file is watched by its folder: editors put a new one in the place of the old.
                folder, only = (path, None) if path.is_dir() else (path.parent, path)
                with suppress(FileNotFoundError):
                    listener = _Listener(watching, only)
                    observer.schedule(listener, str(folder), recursive=only is None, event_filter=_CHANGES_OF_FILES)
                    heard.add(path)

        hear(watching.sources())
        observer.start()
        Thread(target=watching.follow, args=[hear], daemon=True).start()
        try:
            show(partial(_Handler, watching), port, started)
        finally:
            observer.stop()


class _Listener(FileSystemEventHandler):
    """What hears of the changes in a folder, or of those of one file alone."""

    def __init__(self, watching: Watching, only: Path | None) -> None:
        self._watching, self._only = watching, only

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Pass an event on."""
        if self._only is None or str(self._only) in (event.src_path, event.dest_path):
            self._watching.tell(event)


class _Handler(Handler):
    """Answer with the site, and with the script of its pages and what that waits for."""

    site: Watching

    def do_GET(self) -> None:
        """Answer a request."""
        asked = urlsplit(self.path)
        if asked.path == _SCRIPT:
            self.answer(HTTPStatus.OK, _SCRIPT_FILE.read_bytes(), kind_of(_SCRIPT))
        elif asked.path == _CHANGES:
            self._tell_of_changes(int(asked.query) if asked.query.isdecimal() else 0)
        else:
            try:
                super().do_GET()
            except jinja2.TemplateError as error:
                content = _followed(_alone(_told(error)), self.site.shown)
                self.answer(HTTPStatus.INTERNAL_SERVER_ERROR, content, kind_of("fault.html"))

    def _tell_of_changes(self, version: int) -> None:
        """Send an event when something else is shown, and until then now and then nothing, to see who still listens."""
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for name, value in {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            while not self.site.wait(version, _ALIVE):
                self.wfile.write(b":\n\n")
            self.wfile.write(b"data: changed\n\n")


def _is_less(drawn: Drawn) -> bool:
    """Whether a record that a site shows has been taken away since: then not even the last good site may show it."""
    registry = drawn.made.site.registry
    files = {record.file for name in registry.tables for record in registry[name]}
    return not all((registry.package.folder.parent / file).is_file() for file in files)


def _file(drawn: Drawn, path: str) -> bytes | None:
    content = BuiltFolder(drawn.folder).get(path)
    if content is None and (file := drawn.made.get(path)):
        content = b"".join(file.parts())
    return content


def _followed(content: bytes, shown: Shown) -> bytes:
    """Return a page with the script that follows changes, and with what is wrong above it."""
    script = f'<script type="module" src="{_SCRIPT}?{shown.version}"></script>'
    over = ""
    if shown.problems and shown.drawn:
        told = f'<strong>{_OVER}</strong><pre class="problems" dir="rtl">{_lines(shown.problems)}</pre>'
        over = f'<aside class="md-banner"><div class="md-banner__inner">{told}</div></aside>'
    head, end, rest = content.rpartition(b"</body>")
    return _BODY.sub(lambda found: found[0] + over.encode(), head, 1) + script.encode() + end + rest


def _alone(problems: str) -> bytes:
    title = f"<title>{_NOTHING}</title>"
    body = f'<h1>{_NOTHING}</h1><pre dir="rtl">{_lines(problems)}</pre>'
    return f'<!doctype html><html lang="fa" dir="rtl"><meta charset="utf-8">{title}<body>{body}</body></html>'.encode()


def _lines(problems: str) -> str:
    """Return problems as HTML, in which the place before each stays in its own direction, and so does what is not Persian."""
    found = ((_PLACE.match(line), line) for line in problems.splitlines())
    return "\n".join(
        f'<bdi dir="ltr">{escape(place[0])}</bdi>{escape(line[place.end() :])}'
        if place
        else f"<bdi>{escape(line)}</bdi>"
        for place, line in found
    )


def _told(error: Exception) -> str:
    place = f"{error.filename or error.name}:{error.lineno}: " if isinstance(error, jinja2.TemplateSyntaxError) else ""
    return f"{place}{error}"
