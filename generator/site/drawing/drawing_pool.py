"""The one seam at which the site hands work to other processes, or to whatever else is an Executor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any

from generator.runtime.processes import may_fork, pool, processors


@contextmanager
def executor(
    many: bool,
    processes: int | None = None,
    start: Callable[..., None] | None = None,
    arguments: tuple[Any, ...] = (),
) -> Iterator[Executor | None]:
    """Yield the pool, or None where the work stays in this process: there is little of it, or one processor.

    A forked worker inherits what this process knows; any other is handed it by ``start(*arguments)``.
    """
    workers = processes or processors()
    if not many or workers == 1:
        yield None
    elif may_fork():
        with pool(workers, "fork") as forked:
            yield forked
    else:
        with pool(workers, "spawn", start, arguments) as spawned:
            yield spawned
