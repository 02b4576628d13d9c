"""Intake: submissions in, record files out. Nothing is written before the checks of the data have judged everything."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from itertools import groupby

from generator.dataset.checks import runner
from generator.dataset.descriptor import Package
from generator.dataset.people.fingerprints import fingerprint, marks_by_key
from generator.dataset.people.people_shape import WITHDRAWN
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.problem import Problem
from generator.dataset.reading import reader
from generator.dataset.reading.kept import Kept
from generator.dataset.registry import Record, Registry, build
from generator.persian.enumeration import listed
from generator.persian.names.personal_names import spellings
from generator.submissions.forms.questions import Names, Question, questions
from generator.submissions.forms.submission import REMOVAL, Submission
from generator.submissions.intake import intake_kinds
from generator.submissions.intake.attachments import Fetch
from generator.submissions.intake.judging import Judge
from generator.submissions.intake.preparing import Preparation, unknown_target
from generator.submissions.matching.outcomes import Outcome, Result, problem_of
from generator.submissions.removal import removal_kinds
from generator.submissions.removal.mentions import mentions
from generator.submissions.removal.withdrawal import key_problems, withdraw


class BankError(Exception):
    """The bank itself cannot be read; ``problems`` say what is to be mended first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} errors in the bank")
        self.problems = problems


class Intake:
    """The bank as it stands, ready to take submissions in; raises BankError where a value of it is none.

    ``checks`` are those of the package's subject, beside those of every package. ``overlay`` holds texts that stand in
    for files of the bank, or beside them, by the name that messages show; None hides a file. ``kept`` holds what was
    read of the bank before.
    """

    def __init__(
        self,
        package: Package,
        checks: Sequence[runner.Check],
        today: date,
        key: str = "",
        overlay: Mapping[str, str | None] | None = None,
        kept: Kept | None = None,
    ) -> None:
        self.package = package
        self.checks = checks
        self.today = today
        self.key = key
        self.overlay = dict(overlay or {})
        # Of a bank that is opened for many hand-ins, or drawn too, each file is read and checked once.
        self.kept = kept or Kept()
        self.dataset = reader.read(package, overlay=self.overlay, kept=self.kept)
        self.registry = self._registry()
        self._questions: dict[str, tuple[Question, ...]] = {}

    def _registry(self) -> Registry:
        try:
            return build(self.dataset)
        except ValueError:  # a number that is none
            if self.faults:
                raise BankError(self.faults) from None
            raise

    @cached_property
    def faults(self) -> list[Problem]:
        """The errors of the bank itself, as long as nothing is taken in."""
        found = runner.check(self.dataset, self.checks, self.today, self.key)
        return [problem for problem in found if problem.severity == ERROR]

    @cached_property
    def spellings(self) -> dict[str, str]:
        """How the bank spells words in Latin letters."""
        records = (
            record for table in self.registry.tables.values() for record in table.values() if record.get("latin")
        )
        return spellings((record.label, record["latin"]) for record in records)

    def names(self) -> Names:
        """The names of all records that others refer to."""
        return dict(self.registry.names)

    def is_withdrawn(self, resource: str, record: str, name: str, place: str) -> bool:
        """Return whether a record that was of somebody of this name and place is no longer there, for it was withdrawn."""
        if resource not in self.package.withdrawable or record in self.registry.tables.get(resource, {}):
            return False
        made = marks_by_key(self.dataset.rows.get(WITHDRAWN, ()), self.key)
        return any(fingerprint(name, place, key) in marks for key, marks in made.items() if marks)

    def questions(self, resource: str) -> tuple[Question, ...]:
        """What a form of the resource asks."""
        if resource not in self._questions:
            found = self.package.resources.get(resource)
            self._questions[resource] = questions(self.package, found, self.names()) if found else ()
        return self._questions[resource]

    def take(
        self,
        submissions: Iterable[Submission],
        partial: bool = False,
        fetch: Fetch | None = None,
        only: Container[int] | None = None,
    ) -> Result:
        """Judge the submissions; with ``partial`` the good ones are taken and the bad ones only reported.

        ``fetch`` returns the bytes of the photo that an answer names. Of the submissions at the places ``only`` files
        are made; the others are judged beside them, so that of each the same is said, and stay outside.
        """
        result = Result()
        preparation = Preparation(self.package, self.registry, self.today, lambda: self.spellings)
        found: dict[int, Outcome] = {}
        removed: dict[int, Record] = {}
        given = list(enumerate(submissions))
        ranks = {name: (self._rank(name), name) for name in {submission.resource for _, submission in given}}
        # What others may name comes first: a meeting before the reports on it.
        for _, some in groupby(sorted(given, key=lambda pair: ranks[pair[1].resource]), lambda pair: pair[1].resource):
            for place, submission in some:
                if submission.kind != REMOVAL:
                    found[place] = preparation.prepare(submission, fetch)
                    continue
                found[place], record = self._remove(submission)
                if record is not None:
                    removed[place] = record
            preparation.ask_anew()
        result.outcomes = [found[place] for place, _ in given]
        judge = Judge(
            self.package,
            self.dataset,
            self.checks,
            self.today,
            self.key,
            preparation.questions,
            preparation.fresh(),
            lambda: self.faults,
            self.overlay,
            self.kept,
        )
        good = judge.settle(result.outcomes, partial)
        _say_no_address(result.outcomes)
        if only is not None:
            removed = {place: record for place, record in removed.items() if place in only}
            chosen = [one for one in good if any(one is found[place] for place, _ in given if place in only)]
            good = judge.alone(chosen) if len(chosen) < len(good) else good
        if partial or not result.failed:
            if removed:
                result.files.update(withdraw(self.package, self.dataset, list(removed.values()), self.today, self.key))
            result.files.update(judge.texts(good))
            for one in good:
                result.files.update(one.images)
        return result

    def _rank(self, resource: str, waiting: frozenset[str] = frozenset()) -> int:
        """Return after how many others a resource is taken in: those that its records and their lists refer to."""
        own = self.package.resources.get(resource)
        if own is None or resource in waiting:
            return 0
        lists = [item for item in self.package.resources.values() if self.package.root_of(item) is own]
        roots = {
            self.package.root_of(self.package.resources[ref.resource]).name for item in lists for ref in item.references
        }
        return 1 + max((self._rank(name, waiting | {resource}) for name in roots - {resource}), default=0)

    def _remove(self, submission: Submission) -> tuple[Outcome, Record | None]:
        """Return what is said of a removal, and the record that is to be withdrawn; None where there is none."""
        outcome = Outcome(submission, record=submission.target, is_new=False)
        record = self.registry.tables.get(submission.resource, {}).get(submission.target)
        # Only what is about people can be withdrawn for good; the rest is corrected.
        withdrawable = self.package.withdrawable
        if submission.resource not in withdrawable:
            found = self.package.resources[submission.resource].record
            expected = listed(list(withdrawable.values()))
            outcome.problems.append(
                problem_of(submission, removal_kinds.NOT_WITHDRAWABLE, found=found, expected=expected)
            )
            return outcome, None
        if record is None:
            outcome.problems.append(unknown_target(self.registry, submission))
            return outcome, None
        outcome.file = record.file
        outcome.problems.extend(key_problems(self.dataset, self.key, submission))
        outcome.problems.extend(mentions(self.package, record))
        return outcome, record


def _say_no_address(outcomes: Iterable[Outcome]) -> None:
    """Take out the doubt about an id where the record is refused: it would hide what is to be mended."""
    for one in outcomes:
        if one.failed:
            one.problems = [item for item in one.problems if item.kind is not intake_kinds.TRANSLITERATED]
