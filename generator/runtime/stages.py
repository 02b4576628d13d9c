"""Tell how a long run goes on and what it costs; whoever works names a stage, and knows nobody who listens.

Shapes: seconds are float, of the clock and of all processors together, memory is in bytes. Errors: none. Where nobody
listens, nothing is measured.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Cost:
    """What a stage cost: seconds of the clock (None of one that runs among others), of processors, and how much it did."""

    seconds: float | None = None
    processor: float = 0.0
    items: int = 0
    peak: int = 0


@dataclass
class Costs:
    """The stages of a run by name, in the order in which they began; ``begun`` is told of each."""

    begun: Callable[[str], None] = lambda name: None
    stages: dict[str, Cost] = field(default_factory=dict)


_listening: ContextVar[Costs | None] = ContextVar("listening", default=None)


@contextmanager
def listening(costs: Costs) -> Iterator[Costs]:
    """Keep the costs of all stages that begin meanwhile."""
    token = _listening.set(costs)
    try:
        yield costs
    finally:
        _listening.reset(token)


@contextmanager
def stage(name: str) -> Iterator[Cost]:
    """Measure a stage; ``items`` of what is yielded says how much it did."""
    costs = _listening.get()
    if costs is None:
        yield Cost()
        return
    costs.begun(name)
    cost = costs.stages.setdefault(name, Cost(0.0))
    began, used = time.perf_counter(), _processor()
    yield cost
    cost.seconds = (cost.seconds or 0.0) + time.perf_counter() - began
    cost.processor += _processor() - used
    cost.peak = _peak()


def spent(name: str, processor: float, items: int) -> None:
    """Add what was done within a stage, among other things that were done at the same time."""
    costs = _listening.get()
    if costs is not None and name:
        cost = costs.stages.setdefault(name, Cost())
        cost.processor += processor
        cost.items += items
        cost.peak = _peak()


def _processor() -> float:
    """Return the seconds that this process and those that it waited for have used."""
    used = time.process_time()
    try:
        import resource
    except ImportError:  # not on Windows
        return used
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used + children.ru_utime + children.ru_stime


def _peak() -> int:
    """Return the most memory that one process has held so far; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:
        return 0
    import sys

    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most if sys.platform == "darwin" else most * 1024
