"""Beside MkDocs's own preview: what it is asked for is made where it looks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event, Lock
from typing import Any

from generator.runtime.output import Folder
from generator.site.engine.made_files import MadeFiles

# So many builds may follow each other while a browser waits for one file.
_TRIES = 10
App = Callable[[Any, Any], Iterable[bytes]]


class Placing:
    """The files of the newest build, between the end of one and the beginning of the next."""

    def __init__(self) -> None:
        self._is_drawn, self._lock = Event(), Lock()
        self._made: MadeFiles | None = None

    def begin(self) -> None:
        """Place nothing any more: a build begins, and empties the folder."""
        with self._lock:
            self._is_drawn.clear()

    def end(self, made: MadeFiles) -> None:
        """Place what a build can make."""
        self._made = made
        self._is_drawn.set()

    def around(self, served: App, above: str, folder: Path) -> App:
        """Return what answers as MkDocs does for the addresses below ``above``, once the file is in its folder."""

        def app(asked: Any, start_response: Any) -> Iterable[bytes]:
            path = asked["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore").removeprefix(above).lstrip("/")
            said: list[Any] = []
            for _ in range(_TRIES):
                is_there = self._place(path, folder)
                answer = served(asked, lambda *given: said.append(given))
                # MkDocs waits for a build that has begun; what was placed before has gone with it.
                if not is_there or not said[-1][0].startswith("404"):
                    break
            start_response(*said[-1])
            return answer

        return app

    def _place(self, path: str, folder: Path) -> bool:
        """Make a file where MkDocs looks for it, and return whether the newest build has it."""
        for name in (path, f"{path}/index.html") if path and not path.endswith("/") else (f"{path}index.html",):
            self._is_drawn.wait()
            if (folder / name).is_file():
                return True
            file = self._made.get(name) if self._made else None
            if file:
                with self._lock:
                    # Where a build has begun since, it is not there: whoever asked finds out, and asks again.
                    if self._is_drawn.is_set() and not (folder / name).is_file():
                        Folder(folder).write(file)
                return True
        return False
