"""Check the datasets: frictionless over the whole package, then one module per family of our own checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from generator.dataset.checks import basis, dates, identity, persons, privacy, schema, text
from generator.dataset.checks.context import Context
from generator.dataset.problems import Problem
from generator.dataset.reader import Dataset

FAMILIES: tuple[Callable[[Context], Iterator[Problem]], ...] = (
    schema.check,
    identity.check,
    dates.check,
    text.check,
    privacy.check,
    basis.check,
    persons.check,
)

_ABSENT = frozenset({"required", "too-few"})


def check(dataset: Dataset, today: date, key: str = "") -> list[Problem]:
    """Return every problem of the dataset, those of reading included, sorted by place.

    ``today`` (Gregorian) is what "in the future" means; ``key`` is the secret of the fingerprints of withdrawn records.
    """
    context = Context(dataset, today, key)
    problems = list(dataset.problems)
    # A value that could not be read is not also missing.
    unread = {(problem.file, problem.field) for problem in problems if problem.field}
    for family in FAMILIES:
        for problem in family(context):
            if problem.code not in _ABSENT or (problem.file, problem.field) not in unread:
                problems.append(problem)
    return sorted({replace(problem, found=privacy.hide(problem.found)) for problem in problems})
