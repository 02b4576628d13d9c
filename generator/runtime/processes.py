"""How many processes there are to work with, whether they may be forked, and a pool that never outlives its run."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Whether a pool may be forked: it then inherits the data, which is never sent.

    Not where other threads run (a live preview): a forked process may inherit a lock that nobody will open.
    """
    return "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1


@contextmanager
def pool(
    workers: int, method: str, start: Callable[..., None] | None = None, arguments: tuple[Any, ...] = ()
) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool whose processes end with this one, however it ends; each begins with ``start(*arguments)``."""
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(workers, context, _begin, (start, arguments)) as executor:
        try:
            yield executor
        except BaseException:
            # What is broken off is not waited for.
            for process in multiprocessing.active_children():
                process.terminate()
            raise


def _begin(start: Callable[..., None] | None, arguments: tuple[Any, ...]) -> None:
    # What a signal means is decided by the run, not by each of its processes.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()
    if start:
        start(*arguments)


def _follow() -> None:
    """End with the parent: a killed one can tell nobody, and its processes would hold its locks for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
