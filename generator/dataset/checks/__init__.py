"""Check the datasets: frictionless over every resource, and one module per family of our own checks."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import partial

from generator.dataset.checks import basis, dates, identity, persons, privacy, schema, text
from generator.dataset.checks.context import Context
from generator.dataset.problems import Problem
from generator.dataset.processes import may_fork, processors
from generator.dataset.reader import Dataset

Check = Callable[[Context], Iterator[Problem]]

FAMILIES: tuple[Check, ...] = (
    schema.check,
    identity.check,
    dates.check,
    text.check,
    privacy.check,
    basis.check,
    persons.check,
)
_ABSENT = frozenset({"required", "too-few"})
# Below this many rows a pool costs more than it brings.
_FEW = 20_000


def check(dataset: Dataset, today: date, key: str = "") -> list[Problem]:
    """Return every problem of the dataset, those of reading included, sorted by place.

    ``today`` (Gregorian) is what "in the future" means; ``key`` is the secret of the fingerprints of withdrawn records.
    """
    context = Context(dataset, today, key)
    problems = list(dataset.problems)
    # A value that could not be read is not also missing.
    unread = {(problem.file, problem.field) for problem in problems if problem.field}
    for problem in _found(context):
        if problem.code not in _ABSENT or (problem.file, problem.field) not in unread:
            problems.append(problem)
    return sorted({replace(problem, found=privacy.hide(problem.found)) for problem in problems})


def _checks(context: Context) -> list[Check]:
    """Return every check, the longest first, so that two processes end together."""
    by_size = sorted(context.dataset.rows.items(), key=lambda item: -len(item[1]))
    return [*(partial(schema.check_resource, name) for name, _ in by_size), *FAMILIES]


def _found(context: Context) -> Iterator[Problem]:
    checks = _checks(context)
    size = sum(len(rows) for rows in context.dataset.rows.values())
    if size < _FEW or not may_fork() or processors() == 1:
        for one in checks:
            yield from one(context)
        return
    import frictionless  # noqa: F401 - once here, not once in every process

    global _shared
    _shared = (context, checks)
    try:
        with ProcessPoolExecutor(processors(), multiprocessing.get_context("fork")) as pool:
            for problems in pool.map(_run, range(len(checks))):
                yield from problems
    finally:
        _shared = None


# What the processes read: a forked one inherits it, so that no row is ever sent.
_shared: tuple[Context, list[Check]] | None = None


def _run(index: int) -> list[Problem]:
    assert _shared is not None
    context, checks = _shared
    return list(checks[index](context))
