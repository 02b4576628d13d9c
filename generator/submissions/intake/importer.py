"""Intake: submissions in, record files out. Nothing is written before the checks of the data have judged everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from generator.dataset.checks import runner
from generator.dataset.checks.identity import OUTSIDE, folder_of
from generator.dataset.descriptor import Package, Resource
from generator.dataset.people.consent import CONSENT
from generator.dataset.photo_sizes import small_photo
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem, listed
from generator.dataset.reading import reader
from generator.dataset.reading.files import EXTENSION, TABLE, shown
from generator.dataset.registry import Record, Registry, build
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import fa
from generator.persian.names.personal_names import spellings
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.cleaning import clean
from generator.submissions.forms.photo import PhotoError, prepare
from generator.submissions.forms.questions import PART, Names, Question, questions
from generator.submissions.forms.submission import CORRECTION, REMOVAL, Submission
from generator.submissions.intake import intake_kinds, retelling
from generator.submissions.intake.attachments import Fetch
from generator.submissions.intake.judging import Judge
from generator.submissions.intake.report_data import said
from generator.submissions.intake.sheet_days import doubts
from generator.submissions.matching.completing import fill_in
from generator.submissions.matching.merging import correct, merge
from generator.submissions.matching.numbering import numbered
from generator.submissions.matching.outcomes import Outcome, Result, label_of, problem_of
from generator.submissions.matching.same_records import is_free, new_id, row_key, same_person, same_row
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
    for files of the bank, or beside them, by the name that messages show; None hides a file.
    """

    def __init__(
        self,
        package: Package,
        checks: Sequence[runner.Check],
        today: date,
        key: str = "",
        overlay: Mapping[str, str | None] | None = None,
    ) -> None:
        self.package = package
        self.checks = checks
        self.today = today
        self.key = key
        self.overlay = dict(overlay or {})
        self.dataset = reader.read(package, overlay=self.overlay)
        self.registry = self._registry()
        self._questions: dict[str, tuple[Question, ...]] = {}
        self._known_rows: dict[str, dict[tuple[str, ...], Record]] = {}
        # What a hand-in brings: the records that others in it may name, by resource and id.
        self._fresh: dict[str, dict[str, Outcome]] = {}
        # The records that it changes: the ids by resource.
        self._changed: dict[str, set[str]] = defaultdict(set)

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

    def _given_up(self, resource: Resource) -> set[str]:
        """The ids that records had before: their addresses lead on to the present ones."""
        return {former for record in self.registry[resource.name] for former in record.get("former_ids", ())}

    def names(self) -> Names:
        """The names of all records that others refer to, with those that are being handed in."""
        return {name: known | self._labels(name) for name, known in self.registry.names.items()}

    def _labels(self, resource: str) -> dict[str, str]:
        return {record: label_of(one.values) for record, one in self._fresh.get(resource, {}).items()}

    def questions(self, resource: str) -> tuple[Question, ...]:
        """What a form of the resource asks."""
        if resource not in self._questions:
            self._questions[resource] = questions(self.package, self.package.resources[resource], self.names())
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
        taken = {name: set(table) for name, table in self.registry.tables.items()}
        seen: dict[tuple[str, ...], Submission] = {}
        found: dict[int, Outcome] = {}
        removed: dict[int, Record] = {}
        self._fresh, self._changed = {}, defaultdict(set)
        given = list(enumerate(submissions))
        ranks = {name: (self._rank(name), name) for name in {submission.resource for _, submission in given}}
        before = ""
        # What others may name comes first: a meeting before the reports on it.
        for place, submission in sorted(given, key=lambda pair: ranks[pair[1].resource]):
            if submission.resource != before:
                self._questions, before = {}, submission.resource
            if submission.kind == REMOVAL:
                found[place], record = self._remove(submission)
                if record is not None:
                    removed[place] = record
                continue
            found[place] = outcome = self._prepare(submission, taken, seen)
            self._photo(outcome, fetch)
            if outcome.is_new and outcome.record:
                self._fresh.setdefault(submission.resource, {})[outcome.record] = outcome
        self._questions = {}
        result.outcomes = [found[place] for place, _ in given]
        fresh = {name: self._labels(name) for name in self._fresh}
        judge = Judge(
            self.package,
            self.dataset,
            self.checks,
            self.today,
            self.key,
            self.questions,
            fresh,
            lambda: self.faults,
            self.overlay,
        )
        good = judge.settle(result.outcomes, partial)
        if only is not None:
            removed = {place: record for place, record in removed.items() if place in only}
            chosen = [one for one in good if any(one is found[place] for place, _ in given if place in only)]
            good = judge.alone(chosen) if len(chosen) < len(good) else good
        self._fresh, self._questions = {}, {}
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

    def _photo(self, outcome: Outcome, fetch: Fetch | None) -> None:
        """Turn the answer about a photo into image files beside the record; that of a person needs consent."""
        resource = self.package.resources.get(outcome.submission.resource)
        item = next((item for item in resource.fields if item.image), None) if resource else None
        if resource is None or item is None or item.name not in outcome.submission.values:
            return
        answer = str(outcome.submission.values[item.name])
        if outcome.values.get(item.name) != answer:
            return  # the page keeps the photo that it has, and its rights
        del outcome.values[item.name]
        if outcome.failed:
            return
        try:
            agreed = outcome.values.get("basis") == CONSENT and "consented" in outcome.values
            if resource.people and not agreed:
                raise PhotoError(answer_kinds.PHOTO_CONSENT)
            if fetch is None:
                raise PhotoError(answer_kinds.PHOTO_SOURCE, answer)
            photo = prepare(fetch(answer))
        except PhotoError as error:
            found = fa(error.found) if error.found.replace(".", "").isdecimal() else error.found
            outcome.problems.append(problem_of(outcome.submission, error.kind, title=item.title, found=found))
            return
        name = f"{outcome.record}.webp"
        outcome.values[item.name] = name
        folder = outcome.file.rsplit("/", 1)[0]
        outcome.images = {f"{folder}/{name}": photo.large, f"{folder}/{small_photo(name)}": photo.small}

    def _prepare(
        self, submission: Submission, taken: dict[str, set[str]], seen: dict[tuple[str, ...], Submission]
    ) -> Outcome:
        """Turn a submission into the values of its record, merged with the record that it is about."""
        outcome = Outcome(submission, unclear=set(submission.unclear))
        resource = self.package.resources.get(submission.resource)
        if resource is None or not resource.submit:
            outcome.problems.append(problem_of(submission, answer_kinds.UNKNOWN_FORM, found=submission.resource))
            return outcome
        outcome.is_row = resource.is_table
        items = {item.key: item for item in self.questions(resource.name)}
        cleaned = clean(self.package, submission, tuple(items.values()))
        outcome.changed = cleaned.changed
        for kind, key, title, text in cleaned.unclear:
            parts = f" {PART} ".join(part.title for part in items[key].parts)
            outcome.problems.append(problem_of(submission, kind, field=key, title=title, found=text, expected=parts))
            outcome.unclear.add(key)
        outcome.problems.extend(doubts(submission, items, self.today))
        strange = [*(key for key in submission.values if key not in items), *cleaned.unknown]
        outcome.problems.extend(problem_of(submission, answer_kinds.UNKNOWN_ANSWER, found=str(key)) for key in strange)
        values = cleaned.values
        fill_in(self.registry, self._fresh_values, resource, values)
        # A photo and its rights are one: what it becomes is said when it is known whether it is taken over.
        values.update(_images(resource, submission))
        old = self._known(submission, resource, values, items, outcome)
        if submission.target and old is None:
            return outcome
        self._twice(outcome, resource, values, items, seen)
        if old is None:
            values = numbered(self.package, resource, values, {})
            values = {**self._new(submission, resource, values, taken, outcome), **values}
        else:
            outcome.is_new, outcome.page = False, old.label
            if submission.wanted:
                outcome.problems.append(problem_of(submission, intake_kinds.ID_KNOWN, found=old.id))
            replaces = submission.kind == CORRECTION or resource.is_table
            values = numbered(self.package, resource, values, old.values)
            values, differences = (correct if replaces else merge)(resource, old.values, values)
            outcome.differences = said(items, differences)
        taken[resource.name].add(values["id"])
        outcome.record, outcome.values = values["id"], values
        outcome.file = old.file if old is not None else self._file(resource, values)
        outcome.line = old.line if old is not None and resource.is_table else 0
        if old is not None and not outcome.failed:
            if outcome.record in self._changed[resource.name]:
                outcome.problems.append(problem_of(submission, intake_kinds.TWICE, found=label_of(outcome.values)))
            self._changed[resource.name].add(outcome.record)
        return outcome

    def _twice(
        self,
        outcome: Outcome,
        resource: Resource,
        values: Mapping[str, Any],
        items: Mapping[str, Question],
        seen: dict[tuple[str, ...], Submission],
    ) -> None:
        """Note a row of a table that stands twice in one hand-in."""
        key = row_key(resource, values, items) if resource.is_table else None
        if key is None:
            return
        other = seen.setdefault((resource.name, *key), outcome.submission)
        if other is not outcome.submission:
            shared = listed([resource.by_name[name].title for name in resource.identity if name in values])
            open_ = [
                item for name in resource.identity if (item := resource.by_name[name]).is_text and name not in values
            ]
            kind, title = (intake_kinds.TWICE_ROW_BUT, open_[0].title) if open_ else (intake_kinds.TWICE_ROW, "")
            found, place = retelling.place_of(outcome.submission).name, retelling.place_of(other, outcome.submission)
            outcome.problems.append(
                problem_of(outcome.submission, kind, found=found, others=(place,), expected=shared, title=title)
            )

    def _fresh_values(self, resource: str, record: str) -> Mapping[str, Any] | None:
        one = self._fresh.get(resource, {}).get(record)
        return one.values if one else None

    def _new(
        self,
        submission: Submission,
        resource: Resource,
        values: Mapping[str, Any],
        taken: Mapping[str, set[str]],
        outcome: Outcome,
    ) -> dict[str, Any]:
        """Return what the intake itself says of a new record: its id and the day."""
        today = from_gregorian(self.today).text
        # Of a record that tells no day of its own the id has the day on which it was handed in.
        days = {name: today for name in resource.identity if resource.by_name[name].calendar and not resource.is_table}
        found = submission.wanted
        if not found or not is_free(resource, found, taken[resource.name] | self._given_up(resource)):
            if found:
                outcome.problems.append(problem_of(submission, intake_kinds.ID_NOT_FREE, found=found))
            found, guessed = new_id(resource, {**days, **values}, taken[resource.name], self.spellings)
            if guessed and "latin" in resource.by_name:
                outcome.problems.append(problem_of(submission, intake_kinds.TRANSLITERATED, found=found))
        return {"id": found, "added": today} if "added" in resource.by_name else {"id": found}

    def _known(
        self,
        submission: Submission,
        resource: Resource,
        values: Mapping[str, Any],
        items: Mapping[str, Question],
        outcome: Outcome,
    ) -> Record | None:
        """Return the record that the submission is about, where it is certain that there is one."""
        if submission.target:
            record = self.registry.get(resource.name, submission.target)
            if record is None:
                outcome.problems.append(self._unknown(submission))
            return record
        if resource.is_table:
            key = row_key(resource, values, items)
            rows, used = self._rows(resource, items), self._changed[resource.name]
            return same_row(resource, key, rows, used) if key else None
        return same_person(resource, values, self.registry[resource.name])

    def _unknown(self, submission: Submission) -> Problem:
        """Return what to say of a target that is no record; the nearest one may be meant."""
        close = nearest(submission.target, self.registry.names.get(submission.resource, {}))
        return problem_of(
            submission,
            intake_kinds.UNKNOWN_TARGET,
            found=submission.target,
            suggestion=close.value,
            meaning=close.meaning,
        )

    def _rows(self, resource: Resource, items: Mapping[str, Question]) -> dict[tuple[str, ...], Record]:
        """Return the rows of a table by what tells them apart."""
        if resource.name not in self._known_rows:
            keys = ((row_key(resource, record.values, items), record) for record in self.registry[resource.name])
            self._known_rows[resource.name] = {key: record for key, record in keys if key}
        return self._known_rows[resource.name]

    def _file(self, resource: Resource, values: Mapping[str, Any]) -> str:
        """Return the file of a new record, as its id and county place it."""
        if resource.path:
            return shown(self.package.folder / resource.path, self.package)
        folder = self.package.folder / str(resource.folder)
        place = folder_of(resource, dict(values))
        # A place that is none is said by the checks; it must not become a folder.
        if resource.layout and place not in resource.by_name[resource.layout].options(self.registry.names):
            place = OUTSIDE
        path = folder / f"{place}{TABLE}" if resource.is_table else folder / place / f"{values['id']}{EXTENSION}"
        return shown(path, self.package)

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
            outcome.problems.append(self._unknown(submission))
            return outcome, None
        outcome.file = record.file
        outcome.problems.extend(key_problems(self.dataset, self.key, submission))
        outcome.problems.extend(mentions(self.package, record))
        return outcome, record


def _images(resource: Resource, submission: Submission) -> dict[str, str]:
    """Return what was answered where an image is asked for: the name of a file, or its address."""
    return {
        item.name: str(submission.values[item.name])
        for item in resource.fields
        if item.image and item.name in submission.values
    }
