"""Turn submissions into the values of records: cleaned, numbered, merged with the record that each is about.

Shapes: a submission and the bank's registry in, an `Outcome` out; what is wrong stands in its problems. Whether the
record is right the checks of the data say, not this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from generator.dataset.checks.identity import OUTSIDE, folder_of
from generator.dataset.descriptor import Package, Resource
from generator.dataset.people.consent import CONSENT
from generator.dataset.photo_sizes import small_photo
from generator.dataset.private import hide
from generator.dataset.problems.kind import Role
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.files import EXTENSION, TABLE, shown
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import fa
from generator.persian.enumeration import listed
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.cleaning import Unclear, clean
from generator.submissions.forms.photo import Photo, PhotoError, prepare
from generator.submissions.forms.questions import PART, Question, questions
from generator.submissions.forms.submission import CORRECTION, Submission
from generator.submissions.intake import intake_kinds, retelling
from generator.submissions.intake.attachments import Fetch
from generator.submissions.intake.report_data import said
from generator.submissions.intake.sheet_days import doubts
from generator.submissions.matching.completing import fill_in
from generator.submissions.matching.merging import correct, lists_of, merge
from generator.submissions.matching.numbering import numbered
from generator.submissions.matching.outcomes import Outcome, label_of, problem_of
from generator.submissions.matching.same_records import is_free, new_id, row_key, same_person, same_row

# Of so many needed answers a row that has one is no record that was begun.
_FEW = 3


class Preparation:
    """One hand-in on its way: what its submissions bring and change, as far as they were prepared.

    ``spellings`` tells how the bank spells words in Latin letters.
    """

    def __init__(
        self, package: Package, registry: Registry, today: date, spellings: Callable[[], Mapping[str, str]]
    ) -> None:
        self.package = package
        self.registry = registry
        self.today = today
        self._spellings = spellings
        # The ids that are taken by resource, those of this hand-in too.
        self._taken = {name: set(table) for name, table in registry.tables.items()}
        # The rows of tables that stand in it.
        self._seen: dict[tuple[str, ...], Submission] = {}
        # What was handed in by what it answers.
        self._answered: dict[tuple[str, str, str], Submission] = {}
        # The records that others in it may name, by resource and id.
        self._fresh: dict[str, dict[str, Outcome]] = {}
        # The records that it changes: the ids by resource.
        self._changed: dict[str, set[str]] = defaultdict(set)
        self._questions: dict[str, tuple[Question, ...]] = {}
        self._known_rows: dict[str, dict[tuple[str, ...], Record]] = {}

    def fresh(self) -> dict[str, dict[str, str]]:
        """Return the labels of the records that the hand-in brings, by resource and id."""
        return {
            name: {record: label_of(one.values) for record, one in brought.items()}
            for name, brought in self._fresh.items()
        }

    def questions(self, resource: str) -> tuple[Question, ...]:
        """Return what a form of the resource asks, where records that were brought before may be named."""
        if resource not in self._questions:
            fresh = self.fresh()
            names = {name: known | fresh.get(name, {}) for name, known in self.registry.names.items()}
            self._questions[resource] = questions(self.package, self.package.resources[resource], names)
        return self._questions[resource]

    def ask_anew(self) -> None:
        """Let questions know the records that were brought by now."""
        self._questions = {}

    def prepare(self, submission: Submission, fetch: Fetch | None) -> Outcome:
        """Return what a submission comes to: the values of its record, merged with the record that it is about.

        ``fetch`` returns the bytes of the photo that an answer names.
        """
        outcome = self._outcome(submission)
        self._photo(outcome, fetch)
        if outcome.is_new and outcome.record:
            self._fresh.setdefault(submission.resource, {})[outcome.record] = outcome
        return outcome

    def _outcome(self, submission: Submission) -> Outcome:
        outcome = Outcome(submission, unclear=set(submission.unclear))
        resource = self.package.resources.get(submission.resource)
        if resource is None or not resource.submit:
            outcome.problems.append(problem_of(submission, answer_kinds.UNKNOWN_FORM, found=submission.resource))
            return outcome
        outcome.is_row = resource.is_table
        if bare := _bare(submission, self.questions(resource.name)):
            outcome.problems.append(bare)
            outcome.unclear.update(resource.by_name, (item.key for item in self.questions(resource.name)))
        items = {item.key: item for item in self.questions(resource.name)}
        cleaned = clean(self.package, submission, tuple(items.values()))
        outcome.changed = cleaned.changed
        outcome.problems.extend(_not_understood(submission, one, items[one.key]) for one in cleaned.unclear)
        outcome.unclear.update(one.key for one in cleaned.unclear)
        outcome.problems.extend(doubts(submission, resource, cleaned.values, items, self.today))
        strange = [*(key for key in submission.values if key not in items), *cleaned.unknown]
        outcome.problems.extend(problem_of(submission, answer_kinds.UNKNOWN_ANSWER, found=str(key)) for key in strange)
        values = cleaned.values
        fill_in(self.registry, self._fresh_values, resource, values)
        # A photo and its rights are one: what it becomes is said when it is known whether it is taken over.
        values.update(_images(resource, submission))
        old = self._known(submission, resource, values, items, outcome)
        if submission.target and old is None:
            return outcome
        self._repeated(outcome)
        self._twice(outcome, resource, values, items)
        if old is None:
            values = numbered(self.package, resource, values, {})
            values = {**self._new(submission, resource, values, outcome), **values}
        else:
            outcome.is_new, outcome.page = False, old.label
            if submission.wanted:
                outcome.problems.append(problem_of(submission, intake_kinds.ID_KNOWN, found=old.id))
            replaces = submission.kind == CORRECTION or resource.is_table
            values = numbered(self.package, resource, values, old.values)
            values, differences = (correct if replaces else merge)(
                resource, lists_of(self.package, resource), old.values, values
            )
            outcome.differences = said(items, differences)
        self._taken[resource.name].add(values["id"])
        outcome.record, outcome.values = values["id"], values
        outcome.file = old.file if old is not None else self._file(resource, values)
        outcome.line = old.line if old is not None and resource.is_table else 0
        if old is not None and not outcome.failed:
            if outcome.record in self._changed[resource.name]:
                outcome.problems.append(problem_of(submission, intake_kinds.TWICE, found=label_of(outcome.values)))
            self._changed[resource.name].add(outcome.record)
        return outcome

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
            given = fetch(answer)
            photo = given if isinstance(given, Photo) else prepare(given)
        except PhotoError as error:
            # In an address digits are nobody's; in the name of a file they may be somebody's.
            found = fa(error.found) if error.found.replace(".", "").isdecimal() else _named(error.found)
            outcome.problems.append(
                problem_of(outcome.submission, error.kind, field=item.name, title=item.title, found=found)
            )
            return
        name = f"{outcome.record}.webp"
        outcome.values[item.name] = name
        folder = outcome.file.rsplit("/", 1)[0]
        outcome.images = {f"{folder}/{name}": photo.large, f"{folder}/{small_photo(name)}": photo.small}

    def _twice(
        self,
        outcome: Outcome,
        resource: Resource,
        values: Mapping[str, Any],
        items: Mapping[str, Question],
    ) -> None:
        """Note a row of a table that stands twice in one hand-in."""
        key = row_key(resource, values, items) if resource.is_table else None
        if key is None:
            return
        other = self._seen.setdefault((resource.name, *key), outcome.submission)
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

    def _repeated(self, outcome: Outcome) -> None:
        """Note a record that is handed in twice, answer for answer."""
        submission = outcome.submission
        answers = repr(sorted(submission.values.items()))
        other = self._answered.setdefault((submission.resource, submission.target, answers), submission)
        # Of records that go by a title the checks know two by what tells them apart.
        if other is not submission and self.package.resources[submission.resource].label == "name":
            found, place = retelling.place_of(submission).name, retelling.place_of(other, submission)
            outcome.problems.append(problem_of(submission, intake_kinds.SAME_ANSWERS, found=found, others=(place,)))

    def _fresh_values(self, resource: str, record: str) -> Mapping[str, Any] | None:
        one = self._fresh.get(resource, {}).get(record)
        return one.values if one else None

    def _new(
        self,
        submission: Submission,
        resource: Resource,
        values: Mapping[str, Any],
        outcome: Outcome,
    ) -> dict[str, Any]:
        """Return what the intake itself says of a new record: its id and the day."""
        today = from_gregorian(self.today).text
        # Of a record that tells no day of its own the id has the day on which it was handed in.
        days = {name: today for name in resource.identity if resource.by_name[name].calendar and not resource.is_table}
        found, taken = submission.wanted, self._taken[resource.name]
        if not found or not is_free(resource, found, taken | self._given_up(resource)):
            if found:
                outcome.problems.append(problem_of(submission, intake_kinds.ID_NOT_FREE, found=found))
            found, guessed = new_id(resource, {**days, **values}, taken, self._spellings())
            if guessed and "latin" in resource.by_name and values.get(resource.label):
                outcome.problems.append(problem_of(submission, intake_kinds.TRANSLITERATED, found=found))
        return {"id": found, "added": today} if "added" in resource.by_name else {"id": found}

    def _given_up(self, resource: Resource) -> set[str]:
        """The ids that records had before: their addresses lead on to the present ones."""
        return {former for record in self.registry[resource.name] for former in record.get("former_ids", ())}

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
                outcome.problems.append(unknown_target(self.registry, submission))
            return record
        if resource.is_table:
            key = row_key(resource, values, items)
            rows, used = self._rows(resource, items), self._changed[resource.name]
            return same_row(resource, key, rows, used) if key else None
        return same_person(resource, values, self.registry[resource.name])

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


def _named(answer: str) -> str:
    """Return what was named as a photo, with the name of the file as far as it may be shown."""
    place, slash, name = answer.rpartition("/")
    return f"{place}{slash}{hide(name)}"


def _not_understood(submission: Submission, one: Unclear, item: Question) -> Problem:
    """Return what to say of an answer that nobody can take apart."""
    # A correction that says «ندارد» wants the answer gone from the page.
    is_emptied = submission.kind == CORRECTION and one.kind.role is Role.EMPTY
    return problem_of(
        submission,
        answer_kinds.ANSWER_EMPTIED if is_emptied else one.kind,
        field=one.key,
        title=one.title,
        found=one.found,
        expected=f" {PART} ".join(part.title for part in item.parts),
        suggestion=one.suggestion,
        choices=((one.choices, ""),) if one.choices else (),
    )


def _bare(submission: Submission, items: Sequence[Question]) -> Problem | None:
    """Return what to say of a row of a sheet that has one answer where more are needed: a sum, or who made the list."""
    needed = [item for item in items if item.required]
    given = [item for item in items if item.key in submission.values or item.key in submission.unclear]
    if not retelling.row_of(submission) or len(needed) < _FEW or len(given) != 1 or submission.unclear:
        return None
    rest = listed([f"«{item.title}»" for item in needed if item not in given])
    return problem_of(submission, intake_kinds.BARE_ROW, field=given[0].key, title=given[0].title, expected=rest)


def unknown_target(registry: Registry, submission: Submission) -> Problem:
    """Return what to say of a target that is no record; the nearest one may be meant."""
    close = nearest(submission.target, registry.names.get(submission.resource, {}))
    return problem_of(
        submission,
        intake_kinds.UNKNOWN_TARGET,
        found=submission.target,
        suggestion=close.value,
        meaning=close.meaning,
    )


def _images(resource: Resource, submission: Submission) -> dict[str, str]:
    """Return what was answered where an image is asked for: the name of a file, or its address."""
    return {
        item.name: str(submission.values[item.name])
        for item in resource.fields
        if item.image and item.name in submission.values
    }
