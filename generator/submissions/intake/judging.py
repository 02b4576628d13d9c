"""Judge a hand-in by the checks of the data: the bank as it would be with the submissions in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from generator.dataset.checks import runner
from generator.dataset.descriptor import Package
from generator.dataset.formatting.emitter import record_text, table_text
from generator.dataset.problems import person_kinds
from generator.dataset.problems.kind import ERROR, Role
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading import reader
from generator.dataset.reading.kept import Kept
from generator.dataset.reading.rows import Dataset, Row
from generator.submissions.forms.questions import SOURCES, Question
from generator.submissions.forms.submission import REMOVAL
from generator.submissions.intake import intake_kinds
from generator.submissions.intake.retelling import Door
from generator.submissions.matching.outcomes import Outcome


@dataclass(frozen=True)
class Judge:
    """The bank as it stands, and what is needed to say its problems to whoever handed something in."""

    package: Package
    dataset: Dataset
    checks: Sequence[runner.Check]
    today: date
    key: str
    asked: Callable[[str], tuple[Question, ...]]
    # Resource → id → label of the records that the hand-in brings.
    fresh: Mapping[str, Mapping[str, str]]
    # The errors of the bank without the hand-in.
    faults: Callable[[], Sequence[Problem]]
    # Texts that stand in for files of the bank, or beside them; None hides one.
    overlay: Mapping[str, str | None] = field(default_factory=dict)
    # What was read of the bank before.
    kept: Kept | None = None

    def texts(self, outcomes: Sequence[Outcome]) -> dict[str, str]:
        """Return the files of the outcomes: a record each, and tables with their rows replaced or added."""
        texts: dict[str, str] = {}
        # The rows by their lines, new ones by their ids: in a bank with faults two may share an id.
        tables: dict[str, dict[int | str, Mapping[str, Any]]] = {}
        for one in outcomes:
            resource = self.package.resources[one.submission.resource]
            if not resource.is_table:
                texts[one.file] = record_text(self.package, resource, one.values)
                continue
            if one.file not in tables:
                own = (row for row in self.dataset.rows[resource.name] if row.file == one.file)
                tables[one.file] = {row.line: row.cells for row in own}
            tables[one.file][one.line or one.record] = one.values
            texts[one.file] = table_text(resource, tables[one.file].values())
        return texts

    def settle(self, outcomes: Sequence[Outcome], partial: bool) -> list[Outcome]:
        """Judge all outcomes, and return those that can be taken in."""
        judged = [one for one in outcomes if one.submission.kind != REMOVAL and one.record]
        good = [one for one in judged if not one.failed]
        bad = [one for one in judged if one.failed]
        own = {id(one): list(one.problems) for one in judged}
        while True:
            found = self._judge(good)
            for one in good:
                one.problems = [*own[id(one)], *found[id(one)]]
            rest = [one for one in good if not one.failed]
            # What named a record that is not taken in after all is judged without it.
            if not partial or len(rest) == len(good):
                break
            good = rest
        if bad:
            # One fault must not hide the others; but what was not understood says nothing, unless it is private.
            found = self._judge([*good, *bad])
            for one in bad:
                more = [item for item in found[id(one)] if _is_heard(item, one)]
                one.problems = [*own[id(one)], *more]
        return rest

    def alone(self, outcomes: Sequence[Outcome]) -> list[Outcome]:
        """Judge some outcomes of those that are settled again, without the others; return those that can be taken in.

        What else is wrong then is added to what has been said of them.
        """
        found = self._judge(outcomes)
        for one in outcomes:
            one.problems.extend(item for item in found[id(one)] if item.severity == ERROR and item not in one.problems)
        return [one for one in outcomes if not one.failed]

    def _judge(self, outcomes: Sequence[Outcome]) -> dict[int, list[Problem]]:
        """Check the bank as it would be with the submissions in it; return what concerns each record.

        An error in another record comes from the submissions too, unless the bank has it without them.
        """
        found: dict[int, list[Problem]] = defaultdict(list)
        if not outcomes:
            return found
        overlay: dict[str, str | None] = {**self.overlay, **self.texts(outcomes)}
        for one in outcomes:
            overlay.update(dict.fromkeys(one.images, ""))
        tables = {one.file for one in outcomes if self.package.resources[one.submission.resource].is_table}
        by_place = {(one.file, one.record if one.file in tables else ""): one for one in outcomes}
        dataset = reader.read(self.package, overlay=overlay, kept=self.kept)
        door = Door(self.package, fresh=self.fresh)
        door.places = {Place(one.file): one.submission for one in outcomes if one.file not in tables}
        for row in (row for rows in dataset.rows.values() for row in rows if row.file in tables):
            of_row = by_place.get((row.file, row.cells.get("id", "")))
            if of_row is not None:
                door.places[Place(row.file, row.line)] = of_row.submission
        same: list[tuple[Outcome, Problem]] = []
        for problem in runner.check(dataset, self.checks, self.today, self.key):
            own = by_place.get((problem.file, problem.record if problem.file in tables else ""))
            if own is not None:
                said = door.retell(problem, own.submission, self.asked(own.submission.resource), own.changed)
                if problem.kind.role is Role.SAME_ROW and door.told(problem):
                    same.append((own, said))
                else:
                    found[id(own)].append(said)
            elif problem.kind == person_kinds.LIKELY_DUPLICATE:
                # Whichever of the two comes first in the order of the files, the one that was handed in is told of.
                turned = replace(problem, found=problem.expected, expected=problem.found, others=(Place(problem.file),))
                for submission in door.told(problem):
                    cause = next(one for one in outcomes if one.submission is submission)
                    found[id(cause)].append(door.retell(turned, submission, self.asked(submission.resource)))
            elif self._is_new(problem):
                resource = self.package.resources.get(problem.resource)
                items = self.asked(self.package.root_of(resource).name) if resource else ()
                cells = next((row.cells for row in _rows(problem, dataset)), {})
                for cause in _causes(problem, dataset, outcomes, door):
                    found[id(cause)].append(door.retell_elsewhere(problem, cause.submission, items, cells))
        for one, said in same:
            # Of two rows of one hand-in the intake has said it already, or what is misspelt in them may differ.
            if all(other.severity != ERROR for other in [*one.problems, *found[id(one)]]):
                found[id(one)].append(said)
        return found

    def _is_new(self, problem: Problem) -> bool:
        """Whether it is an error that the bank doesn't have without the hand-in, on whichever line."""
        known = (fault for fault in self.faults() if fault.record == problem.record)
        return problem.severity == ERROR and all(replace(fault, line=problem.line) != problem for fault in known)


def _is_heard(problem: Problem, outcome: Outcome) -> bool:
    """Whether a problem says something that an outcome's own problems do not."""
    if problem.kind == person_kinds.LIKELY_DUPLICATE:
        return all(item.kind != intake_kinds.SAME_ANSWERS for item in outcome.problems)
    if problem.kind == person_kinds.UNCITED and SOURCES in outcome.unclear:
        return False
    return problem.kind.role is Role.PRIVATE or problem.field.split(".")[0] not in outcome.unclear


def _rows(problem: Problem, dataset: Dataset) -> list[Row]:
    """Return the rows that stand where a problem is."""
    field = problem.field.rsplit(".", 1)[-1]
    rows = (row for row in dataset.rows.get(problem.resource, ()) if row.file == problem.file)
    return [row for row in rows if row.line_of(field) == problem.line]


def _causes(problem: Problem, dataset: Dataset, outcomes: Sequence[Outcome], door: Door) -> list[Outcome]:
    """Return the outcomes that an error in another record comes from: those that it names, else all that may be it."""
    package = dataset.package
    named = {
        (package.root_of(package.resources[ref.resource]).name, row.cells.get(ref.fields[0]))
        for row in _rows(problem, dataset)
        for ref in package.resources[problem.resource].references
    }
    told = door.told(problem)
    return (
        [one for one in outcomes if one.submission in told or (one.submission.resource, one.record) in named]
        or [one for one in outcomes if one.submission.resource == problem.resource]
        or list(outcomes)
    )
