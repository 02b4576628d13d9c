"""Tell how a long run goes on and what it costs; whoever works names a stage, and knows nobody who listens.

Within a stage it is said how many steps are to come and which are done: files, checks, parts, whatever the work has.

Shapes: seconds are float, of the clock and of all processors together, memory is in bytes. Errors: none. Where nobody
listens, nothing is measured.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol


@dataclass
class Cost:
    """What a stage cost: seconds of the clock (None of one that runs among others), of processors, and how much it did."""

    seconds: float | None = None
    processor: float = 0.0
    items: int = 0
    peak: int = 0


class Progress(Protocol):
    """Who is told how a stage goes on."""

    def went_on(self, name: str, done: int, expected: int) -> None:
        """Hear how many steps of a stage are done, and how many it has in all; 0 where nobody knows."""

    def ended(self, name: str) -> None:
        """Hear that a stage has ended, or was broken off."""


class Nobody:
    """Hears nothing."""

    def went_on(self, name: str, done: int, expected: int) -> None:
        """Pass it over."""

    def ended(self, name: str) -> None:
        """Pass it over."""


@dataclass
class Costs:
    """The stages of a run by name, in the order in which they began, and who is told how they go on."""

    progress: Progress = field(default_factory=Nobody)
    stages: dict[str, Cost] = field(default_factory=dict)


@dataclass
class _Steps:
    """How far a stage is."""

    name: str
    progress: Progress
    done: int = 0
    expected: int = 0

    def tell(self) -> None:
        self.progress.went_on(self.name, self.done, self.expected)


_listening: ContextVar[Costs | None] = ContextVar("listening", default=None)
_at: ContextVar[_Steps | None] = ContextVar("at", default=None)


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
    cost = costs.stages.setdefault(name, Cost(0.0))
    began, used = time.perf_counter(), _processor()
    token = _at.set(_Steps(name, costs.progress))
    try:
        yield cost
    finally:
        _at.reset(token)
        costs.progress.ended(name)
    cost.seconds = (cost.seconds or 0.0) + time.perf_counter() - began
    cost.processor += _processor() - used
    cost.peak = _peak()


def expect(steps: int) -> None:
    """Say that the stage has so many steps more than was known."""
    at = _at.get()
    if at is not None:
        at.expected += steps
        at.tell()


def did(steps: int = 1) -> None:
    """Say that so many more steps of the stage are done."""
    at = _at.get()
    if at is not None:
        at.done += steps
        at.tell()


def spent(name: str, processor: float, items: int) -> None:
    """Add what was done within a stage, among other things that were done at the same time."""
    costs = _listening.get()
    if costs is not None and name:
        cost = costs.stages.setdefault(name, Cost())
        cost.processor += processor
        cost.items += items
        cost.peak = _peak()


def costs() -> dict[str, Cost]:
    """Return what the stages have cost so far."""
    listening = _listening.get()
    return listening.stages if listening else {}


def add(told: Mapping[str, Cost]) -> None:
    """Add what stages of another process cost, but for those that are known here."""
    for name, cost in told.items():
        costs().setdefault(name, cost)


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
