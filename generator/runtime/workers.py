"""Who does the work: this process, with others of its own that never outlive the run, or others that have such a ``map``.

Work is a value that can be pickled, called with one item at a time. Each worker is handed it once: a forked process
inherits it, a spawned one or one of a cluster is sent it. What a work needs is in it, and nowhere else.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Any, Protocol, TypeVar

from generator.runtime import stages

_FOLLOWER = "follows the parent"
Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers(Protocol):
    """Whoever works."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield what the work makes of each item, in their order; raise what it raises."""


class Here:
    """This process alone."""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield what the work makes of each item."""
        return map(work, items)


HERE = Here()


@dataclass(frozen=True)
class Processes:
    """So many processes of this computer, as many as it has processors if not told; forked where they may be.

    This one is one of them: while it only waited for the others, it held all that they hold.
    """

    count: int | None = None
    method: str = ""

    def map(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """Yield what the work makes of each item, in their order."""
        count = self.count or processors()
        if count == 1:
            yield from map(work, items)
            return
        every = list(items)
        with pool(count - 1, self.method or ("fork" if may_fork() else "spawn"), work) as executor:
            yield from _shared(work, every, [executor.submit(_run, item) for item in every])


def processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def may_fork() -> bool:
    """Whether a pool may be forked: it then inherits the data, which is never sent.

    Not where other threads run (a live preview): a forked process may inherit a lock that nobody will open. Whoever
    follows the parent holds none.
    """
    others = [thread for thread in threading.enumerate() if thread.name != _FOLLOWER]
    return "fork" in multiprocessing.get_all_start_methods() and len(others) == 1


def apart(make: Callable[[], Result]) -> Result:
    """Return what is made in a process of its own, where one may be forked: all that it needed besides ends with it.

    Of much that comes and goes, what stays lies scattered, and the room between it is not the system's again.
    """
    if not may_fork():
        return make()
    with pool(1, "fork", lambda _: (make(), stages.costs())) as executor:
        made, costs = executor.submit(_run, None).result()
    stages.add(costs)
    result: Result = made
    return result


@contextmanager
def pool(count: int, method: str, work: Callable[[Any], object]) -> Iterator[ProcessPoolExecutor]:
    """Yield a pool whose processes end with this one, however it ends; each begins with the work."""
    context = multiprocessing.get_context(method)
    # A forked process shares this one's memory until either writes into it, and whoever looks for garbage writes into all
    # of it: what there is now is none.
    gc.freeze()
    with ProcessPoolExecutor(count, context, _begin, (work,)) as executor:
        try:
            yield executor
        except BaseException:
            # What is broken off is not waited for. Killed, not asked: a process that has just been forked forgets what
            # it was asked before its Python began, and the pool would wait for it for ever.
            for process in multiprocessing.active_children():
                process.kill()
            raise
        finally:
            gc.unfreeze()


# The work of a process of a pool: it is set where that begins, and never in the process that hands the work out.
_work: ContextVar[Callable[[Any], Any]] = ContextVar("work")


def _begin(work: Callable[[Any], Any]) -> None:
    # What a signal means is decided by the run, not by each of its processes.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for name in ("SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_follow, name=_FOLLOWER, daemon=True).start()
    _work.set(work)


def _shared(
    work: Callable[[Item], Result], items: Sequence[Item], futures: Iterable[Future[Result]]
) -> Iterator[Result]:
    """Yield the results in their order, and keep none; while one is waited for, do here what no process has begun."""
    waiting, untried = dict(enumerate(futures)), 0
    for place in range(len(items)):
        untried = max(untried, place)
        while untried < len(items) and not waiting[place].done():
            if waiting[untried].cancel():
                waiting[untried] = _done(work, items[untried])
            untried += 1
        yield waiting.pop(place).result()


def _done(work: Callable[[Item], Result], item: Item) -> Future[Result]:
    """Return what the work makes of an item; what it raises comes in its turn."""
    future: Future[Result] = Future()
    try:
        future.set_result(work(item))
    except Exception as error:
        future.set_exception(error)
    return future


def _run(item: Any) -> Any:
    return _work.get()(item)


def _follow() -> None:
    """End with the parent: a killed one can tell nobody, and its processes would hold its locks for ever."""
    parent = multiprocessing.parent_process()
    if parent:
        wait([parent.sentinel])
        os._exit(1)
