"""The one seam at which the site hands work to other processes, or to whatever else is an Executor."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from generator.dataset.processes import may_fork, processors


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
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork")) as pool:
            yield pool
    else:
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, context, start, arguments) as pool:
            yield pool
