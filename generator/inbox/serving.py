"""A running inbox: the pages in this process, the worker in a child that is started again when it ends.

One inbox runs on a store: a lock that the system lets go of holds the others off. Errors: `Busy` where another one runs.
"""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from generator.inbox import child_processes
from generator.inbox.inbox_settings import Settings
from generator.inbox.store.database import Store
from generator.runtime.lock import Lock

log = logging.getLogger("generator.inbox")

# Seconds before a worker that ended is started again: longer each time, and short again after a good while.
_FIRST_PAUSE, _LONGEST_PAUSE, _GOOD_WHILE = 1.0, 60.0, 300.0
_STOPPING = 10.0


class Worker:
    """The child that judges, commits and builds; it ends with us, however we end, for its input ends then."""

    def __init__(self, command: list[str], settings: Settings) -> None:
        self._command, self._settings = command, settings
        self._child: subprocess.Popen[bytes] | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep, name="worker", daemon=True)

    @property
    def is_running(self) -> bool:
        """Whether the child is at work."""
        return self._child is not None and self._child.poll() is None

    def start(self) -> None:
        """Start the child, and again whenever it ends."""
        self._thread.start()

    def stop(self) -> None:
        """End the child: it is asked to, and killed where it does not."""
        self._stopped.set()
        child = self._child
        if child is not None:
            child.terminate()
            try:
                child.wait(_STOPPING)
            except subprocess.TimeoutExpired:
                child.kill()
        self._thread.join(_STOPPING)

    def _keep(self) -> None:
        pause = _FIRST_PAUSE
        while not self._stopped.is_set():
            began = datetime.now(UTC)
            try:
                alike = child_processes.alike(self._settings)
                self._child = subprocess.Popen(self._command, stdin=subprocess.PIPE, **alike)
                code = self._child.wait()
            except OSError as error:
                code = error.errno or -1
            if self._stopped.is_set():
                return
            lived = (datetime.now(UTC) - began).total_seconds()
            pause = _FIRST_PAUSE if lived > _GOOD_WHILE else min(pause * 2, _LONGEST_PAUSE)
            log.warning("worker ended with %d after %d s; again in %d s", code, lived, pause)
            self._stopped.wait(pause)


def end_with_parent() -> None:
    """End this process when the one that started it is gone: our input ends then."""

    def watch() -> None:
        with suppress(OSError, ValueError):
            while os.read(0, 1024):
                pass
        os._exit(0)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def run(
    settings: Settings,
    listener: socket.socket,
    site: str,
    started: Callable[[], None],
    more: Mapping[str, Any] | None = None,
    lock: Lock | None = None,
) -> None:
    """Serve the pages under the address ``site`` until the process is stopped, or a desk ends itself; raise Busy, StoreError, SettingsError.

    ``started`` is called when the door is open; ``lock`` is the store's, where the caller holds it already.
    """
    from generator.inbox.errands import Errands
    from generator.inbox.web.app import Pages
    from generator.inbox.web.desk.desk_routes import LOCAL
    from generator.inbox.web.known_bank import KnownBank
    from generator.inbox.web.listening import listen
    from generator.inbox.web.routes import ROUTES
    from generator.inbox.web.visit import House
    from generator.inbox.work.releasing_site import shown

    held = lock or alone(settings)
    try:
        store = Store(settings.store)
        worker = Worker(child_processes.words("work", settings), settings)
        added: dict[str, Any] = {"worker": worker, "errands": Errands(settings)}
        ending = threading.Event()
        added |= {"end": ending.set, "shown": lambda: shown(settings.releases), **(more or {})}
        secret, bank = settings.secret(), KnownBank(settings)
        house = House(settings, store, secret, site, lambda: datetime.now(UTC), bank, more=added)
        worker.start()
        try:
            started()
            pages = Pages(house, [*ROUTES, *(LOCAL if settings.is_desk else ())])
            listen(pages, listener, not settings.is_desk, ending)
        finally:
            worker.stop()
            store.close()
    finally:
        held.release()


def alone(settings: Settings) -> Lock:
    """Return the lock of the store; raise Busy where another inbox runs on it."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    return Lock(settings.lock, patience=0.0)


def write_log(path: Path | None) -> None:
    """Let what happens be written to a file that does not grow for ever, or to the error stream."""
    from logging.handlers import RotatingFileHandler

    handler: logging.Handler = (
        RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
        if path
        else logging.StreamHandler()
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.getLogger("generator.inbox")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
