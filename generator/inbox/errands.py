"""Errands: what takes longer than a page may, done by a process of its own while pages ask how far it is.

Shapes: a verb of the inbox and its options in, an `Errand` out. What the process says is Persian and is shown as it is.
"""

from __future__ import annotations

import subprocess
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Thread

from generator.inbox import child_processes
from generator.inbox.inbox_settings import Settings

# Of so many errands it is known how they ended.
_KEPT = 50
_LONGEST = 1800.0


@dataclass
class Errand:
    """One process: what it was sent for, whether it is done, whether that went well, and what it said."""

    verb: str
    label: str
    is_done: bool = False
    is_good: bool = False
    said: str = ""
    thread: Thread | None = field(default=None, repr=False)


class Errands:
    """All errands of a running inbox; the same one is not begun twice at once."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._all: OrderedDict[str, Errand] = OrderedDict()

    def begin(self, name: str, label: str, verb: str, *more: str) -> Errand:
        """Begin an errand, or return the one of this name that is under way."""
        with self._lock:
            known = self._all.get(name)
            if known is not None and not known.is_done:
                return known
            errand = Errand(verb, label)
            self._all[name] = errand
            self._all.move_to_end(name)
            while len(self._all) > _KEPT:
                self._all.popitem(last=False)
        errand.thread = Thread(target=self._run, args=(errand, more), name=verb, daemon=True)
        errand.thread.start()
        return errand

    def of(self, name: str) -> Errand | None:
        """Return the newest errand of a name."""
        return self._all.get(name)

    def _run(self, errand: Errand, more: tuple[str, ...]) -> None:
        try:
            done = subprocess.run(
                child_processes.words(errand.verb, self._settings, *more),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=_LONGEST,
                check=False,
                **child_processes.alike(self._settings),
            )
            errand.is_good = done.returncode == 0
            errand.said = done.stdout.decode("utf-8", "replace").strip()
        except (OSError, subprocess.TimeoutExpired):
            errand.said = "کار به پایان نرسید. دوباره امتحان کنید."
        errand.is_done = True
