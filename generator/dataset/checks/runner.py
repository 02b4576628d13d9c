"""Check the datasets: frictionless over every resource, and one module per family of our own checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Generic, TypeVar

from generator.dataset.checks import (
    acceptance,
    citations,
    cross_fields,
    date_checks,
    identity,
    likely_duplicates,
    minimums,
    people,
    photo_files,
    privacy,
    references,
    schema,
    text,
)
from generator.dataset.checks.context import Context
from generator.dataset.problems import person_kinds, yaml_kinds
from generator.dataset.problems.kind import Role
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.kept import Reading
from generator.dataset.reading.rows import Dataset
from generator.runtime import stages
from generator.runtime.workers import HERE, Processes, Workers, may_fork

Found = TypeVar("Found")
Check = Callable[[Context], Iterator[Problem]]

# What is asked of every package, whatever it holds; a subject has checks of its own datasets beside these.
FAMILIES: tuple[Check, ...] = (
    minimums.check,
    minimums.check_lists,
    references.areas,
    identity.check,
    date_checks.check,
    text.check,
    privacy.check,
    photo_files.check,
    citations.check,
    cross_fields.check,
    cross_fields.check_rows,
    people.check,
    likely_duplicates.check,
)
# Those that find of a file what follows from its own rows and the descriptor, or from these and the day: what was found
# before stands.
_OF_FILES: tuple[Check, ...] = (text.check, privacy.check, citations.check, minimums.check_lists)
_OF_FILES_AND_DAY: tuple[Check, ...] = (date_checks.check, cross_fields.check_rows)
_LOCAL = _OF_FILES + _OF_FILES_AND_DAY
# Below this many rows a pool costs more than it brings.
_FEW = 20_000


def check(
    dataset: Dataset, own: Iterable[Check], today: date, key: str = "", workers: Workers | None = None
) -> list[Problem]:
    """Return every problem of the dataset, those of reading included, sorted by place.

    ``own`` are the checks of the package's subject, beside those of every package; ``today`` (Gregorian) is what "in the future" means; ``key`` is the secret of the fingerprints of withdrawn records.
    ``workers`` do the checks; if not told, as many processes as the size of the dataset is worth.
    """
    context = Context(dataset, today, key)
    problems = list(dataset.problems)
    # A value that could not be read is not also missing.
    unread = {(problem.file, _field(problem)) for problem in problems if problem.field}
    checks = _checks(context, own)
    local: Iterable[Problem] = ()
    rest = workers or _for(dataset)
    if dataset.kept:
        local = list(_of_files(context, dataset.kept, workers))
        context.unfit = frozenset(_unfit(context, dataset.kept, workers))
        # What rows say against each other is so little that a second process costs more than it brings.
        rest = workers or HERE
    for problem in chain(local, _found(context, checks, rest)):
        if problem.kind.role is not Role.ABSENT or (problem.file, _field(problem)) not in unread:
            problems.append(problem)
    return sorted(set(_foremost(problems)))


def _foremost(problems: list[Problem]) -> Iterator[Problem]:
    """Yield the problems without those that a graver one of the same value makes pointless to read."""
    gravest: dict[tuple[str, int, str], int] = defaultdict(int)
    for problem in problems:
        place = problem.file, problem.line, problem.field
        gravest[place] = max(gravest[place], problem.kind.role.rank)
    for problem in problems:
        rank = problem.kind.role.rank
        if not rank or rank == gravest[problem.file, problem.line, problem.field]:
            yield problem


def _field(problem: Problem) -> str:
    """Return the field whose absence or fault a problem tells of: of a misspelt key, the one that was meant."""
    if problem.kind == yaml_kinds.UNKNOWN_KEY:
        return problem.field[: len(problem.field) - len(problem.found)] + problem.suggestion
    if problem.kind == person_kinds.UNCITED:
        return problem.field.partition(".")[0] + ".sources"
    return problem.field


def _checks(context: Context, own: Iterable[Check]) -> list[Check]:
    """Return every check, the longest first, so that two processes end together."""
    families = [one for one in FAMILIES if not context.dataset.kept or one not in _LOCAL]
    return [*(partial(schema.check_resource, name) for name in _by_size(context.dataset)), *families, *own]


def _by_size(dataset: Dataset) -> list[str]:
    return sorted(dataset.rows, key=lambda name: -len(dataset.rows[name]))


def _unfit(context: Context, kept: Reading, workers: Workers | None) -> Iterator[str]:
    """Yield the resources in which some cell may not be of its field, by what each file's rows are, or were."""

    def ask(part: Dataset) -> Iterator[tuple[str, str]]:
        checks = [partial(acceptance.unfit, name) for name in _by_size(part)]
        return _found(Context(part, context.today, whole=context), checks, workers or _for(part))

    yield from (resource for _, resource in kept.each(("cells",), context.dataset, ask, itemgetter(0)))


def _of_files(context: Context, kept: Reading, workers: Workers | None) -> Iterator[Problem]:
    """Yield what each file's own rows are asked, or were asked before."""

    def ask(checks: Sequence[Check], part: Dataset) -> Iterator[Problem]:
        return _found(Context(part, context.today, context.key, whole=context), checks, workers or _for(part))

    for what, checks in {("text",): _OF_FILES, ("dates", context.today.isoformat()): _OF_FILES_AND_DAY}.items():
        yield from kept.each(what, context.dataset, partial(ask, checks), lambda problem: problem.file)


@dataclass(frozen=True)
class _Run(Generic[Found]):
    """Work: what the check of a place in the list finds. With it go the data, which no process is sent twice."""

    context: Context
    checks: Sequence[Callable[[Context], Iterator[Found]]]

    def __call__(self, place: int) -> list[Found]:
        return list(self.checks[place](self.context))


def _found(
    context: Context, checks: Sequence[Callable[[Context], Iterator[Found]]], workers: Workers
) -> Iterator[Found]:
    stages.expect(len(checks))
    if context.unfit is None:
        _ = context.values  # worked out once, before the processes part
    for found in workers.map(_Run(context, checks), range(len(checks))):
        stages.did()
        yield from found


def _for(dataset: Dataset) -> Workers:
    """Return who checks a dataset: several processes where it is large, and they need not be sent it."""
    if sum(len(rows) for rows in dataset.rows.values()) < _FEW or not may_fork():
        return HERE
    return Processes()
