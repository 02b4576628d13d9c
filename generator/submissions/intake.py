"""Intake: submissions in, record files out. Nothing is written before the checks of the data have judged everything."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.dataset import checks, reader, registry
from generator.dataset.checks.basis import small_photo
from generator.dataset.checks.identity import OUTSIDE, folder_of
from generator.dataset.descriptor import AREAS, Package, Resource
from generator.dataset.emitter import record_text, table_text
from generator.dataset.files import EXTENSION, TABLE, shown
from generator.dataset.problems import ERROR, WARNING, Problem
from generator.persian.digits import fa
from generator.persian.jalali import from_gregorian
from generator.submissions.attachments import Fetch
from generator.submissions.cleaning import Changed, clean
from generator.submissions.matching import composed_id, new_id, same_person
from generator.submissions.merging import Difference, correct, merge, renumbered
from generator.submissions.photo import PhotoError, prepare
from generator.submissions.questions import Names, Question, questions
from generator.submissions.submission import CORRECTION, REMOVAL, Submission
from generator.submissions.withdrawal import mentions, withdraw

Files = dict[str, str | bytes | None]


@dataclass
class Outcome:
    """What became of one submission: its record, what was changed on the way, what an update adds, what is wrong."""

    submission: Submission
    record: str = ""
    file: str = ""
    is_new: bool = True
    values: dict[str, Any] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether the submission cannot be taken in."""
        return any(problem.severity == ERROR for problem in self.problems)


@dataclass
class Result:
    """The outcomes, and the files to write: path below the data folder's parent → text or bytes, None to remove."""

    outcomes: list[Outcome] = field(default_factory=list)
    files: Files = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything is wrong."""
        return any(item.severity == ERROR for item in self.problems) or any(one.failed for one in self.outcomes)

    @property
    def all_problems(self) -> list[Problem]:
        """What is wrong with the hand-in itself and with each submission."""
        return [*self.problems, *(problem for one in self.outcomes for problem in one.problems)]


class Intake:
    """The bank as it stands, ready to take submissions in."""

    def __init__(self, package: Package, today: date, key: str = "") -> None:
        self.package = package
        self.today = today
        self.key = key
        self.dataset = reader.read(package)
        self.registry = registry.build(self.dataset)
        self._questions: dict[str, tuple[Question, ...]] = {}

    def names(self) -> Names:
        """The names of all records that others refer to."""
        public = (name for name in self.registry.tables if not self.package.resources[name].private)
        return {name: {record.id: record.label for record in self.registry[name]} for name in public}

    def questions(self, resource: str) -> tuple[Question, ...]:
        """What a form of the resource asks."""
        if resource not in self._questions:
            self._questions[resource] = questions(self.package, self.package.resources[resource], self.names())
        return self._questions[resource]

    def take(self, submissions: Iterable[Submission], partial: bool = False, fetch: Fetch | None = None) -> Result:
        """Judge the submissions; with ``partial`` the good ones are taken and the bad ones only reported.

        ``fetch`` returns the bytes of the photo that an answer names.
        """
        result = Result()
        taken = {name: set(table) for name, table in self.registry.tables.items()}
        seen: set[tuple[str, str]] = set()
        for submission in submissions:
            if submission.kind == REMOVAL:
                result.outcomes.append(self._remove(submission, result.files))
                continue
            outcome = self._prepare(submission, taken)
            self._photo(outcome, fetch)
            if not outcome.failed and (submission.resource, outcome.record) in seen:
                outcome.problems.append(_problem(submission, "twice", found=_label(outcome.values)))
            seen.add((submission.resource, outcome.record))
            result.outcomes.append(outcome)
        records = [one for one in result.outcomes if one.submission.kind != REMOVAL and not one.failed]
        self._judge(records)
        good = [one for one in records if not one.failed]
        if not partial and result.failed:
            result.files = {}
        else:
            result.files.update(self._texts(good))
            for one in good:
                result.files.update(one.images)
        return result

    def _photo(self, outcome: Outcome, fetch: Fetch | None) -> None:
        """Turn the answer about a photo into image files beside the record; it needs her consent."""
        resource = self.package.resources.get(outcome.submission.resource)
        item = next((item for item in resource.fields if item.image), None) if resource else None
        if item is None or item.name not in outcome.submission.values or outcome.failed:
            return
        answer = str(outcome.submission.values[item.name])
        try:
            if outcome.values.get("basis") != "consent" or "consented" not in outcome.values:
                raise PhotoError("photo-consent")
            if fetch is None:
                raise PhotoError("photo-source", answer[:60])
            photo = prepare(fetch(answer))
        except PhotoError as error:
            found = fa(error.found) if error.found.replace(".", "").isdecimal() else error.found
            outcome.problems.append(_problem(outcome.submission, error.code, title=item.title, found=found))
            return
        name = f"{outcome.record}.webp"
        outcome.values[item.name] = name
        folder = outcome.file.rsplit("/", 1)[0]
        outcome.images = {f"{folder}/{name}": photo.large, f"{folder}/{small_photo(name)}": photo.small}

    def _prepare(self, submission: Submission, taken: dict[str, set[str]]) -> Outcome:
        """Turn a submission into the values of its record, merged with the record that it is about."""
        outcome = Outcome(submission)
        resource = self.package.resources.get(submission.resource)
        if resource is None or not resource.submit:
            outcome.problems.append(_problem(submission, "unknown-form", found=submission.resource))
            return outcome
        items = self.questions(resource.name)
        cleaned = clean(self.package, submission, items)
        outcome.changed = cleaned.changed
        outcome.problems.extend(
            _problem(submission, "too-many-parts", title=title, found=text) for title, text in cleaned.surplus
        )
        known = {item.key for item in items}
        outcome.problems.extend(
            _problem(submission, "unknown-answer", found=str(key))
            for key in [*(key for key in submission.values if key not in known), *cleaned.unknown]
        )
        values = cleaned.values
        old = self._known(submission, resource, values, outcome)
        if outcome.failed:
            return outcome
        if old is None:
            values = {**self._new(submission, resource, values, taken, outcome), **values}
        else:
            outcome.is_new = False
            replaces = submission.kind == CORRECTION or resource.is_table
            values, outcome.differences = (correct if replaces else merge)(old.values, renumbered(old.values, values))
        taken[resource.name].add(values["id"])
        outcome.record, outcome.values = values["id"], values
        outcome.file = old.file if old is not None else self._file(resource, values)
        return outcome

    def _new(
        self,
        submission: Submission,
        resource: Resource,
        values: Mapping[str, Any],
        taken: Mapping[str, set[str]],
        outcome: Outcome,
    ) -> dict[str, Any]:
        """Return what the intake itself says of a new record: its id and the day."""
        if resource.is_table:
            return {"id": composed_id(resource.identity, values)}
        found, guessed = new_id(values, taken[resource.name])
        if guessed and "latin" in resource.by_name:
            outcome.problems.append(_problem(submission, "transliterated", found=found, severity=WARNING))
        today = from_gregorian(self.today).text
        return {"id": found, "added": today} if "added" in resource.by_name else {"id": found}

    def _known(
        self, submission: Submission, resource: Resource, values: Mapping[str, Any], outcome: Outcome
    ) -> registry.Record | None:
        """Return the record that the submission is about, where it is certain that there is one."""
        if submission.target:
            record = self.registry.get(resource.name, submission.target)
            if record is None:
                outcome.problems.append(_problem(submission, "unknown-target", found=submission.target))
            return record
        if resource.is_table:
            return self.registry.get(resource.name, composed_id(resource.identity, values))
        return same_person(values, self.registry[resource.name])

    def _file(self, resource: Resource, values: Mapping[str, Any]) -> str:
        """Return the file of a new record, as its id and county place it."""
        if resource.path:
            return shown(self.package.folder / resource.path, self.package)
        folder = self.package.folder / str(resource.folder)
        place = folder_of(resource, dict(values))
        # A county that is none is said by the checks; it must not become a folder.
        if resource.layout and place not in self.registry.tables["counties"] and place not in (OUTSIDE, *AREAS):
            place = OUTSIDE
        path = folder / f"{place}{TABLE}" if resource.is_table else folder / place / f"{values['id']}{EXTENSION}"
        return shown(path, self.package)

    def _texts(self, outcomes: Sequence[Outcome]) -> dict[str, str]:
        """Return the files of the outcomes: a record each, and tables with their rows replaced or added."""
        texts: dict[str, str] = {}
        tables: dict[str, dict[str, Mapping[str, Any]]] = {}
        for one in outcomes:
            resource = self.package.resources[one.submission.resource]
            if not resource.is_table:
                texts[one.file] = record_text(self.package, resource, one.values)
                continue
            if one.file not in tables:
                own = (row.cells for row in self.dataset.rows[resource.name] if row.file == one.file)
                tables[one.file] = {cells.get("id", str(place)): cells for place, cells in enumerate(own)}
            tables[one.file][one.record] = one.values
            texts[one.file] = table_text(resource, tables[one.file].values())
        return texts

    def _judge(self, outcomes: Sequence[Outcome]) -> None:
        """Check the bank as it would be with the submissions in it, and hand each what concerns its record."""
        overlay = self._texts(outcomes)
        if not overlay:
            return
        for one in outcomes:
            overlay.update(dict.fromkeys(one.images, ""))
        found: dict[tuple[str, str], list[Problem]] = defaultdict(list)
        tables = {one.file for one in outcomes if self.package.resources[one.submission.resource].is_table}
        for problem in checks.check(reader.read(self.package, overlay=overlay), self.today, self.key):
            found[problem.file, problem.record if problem.file in tables else ""].append(problem)
        for one in outcomes:
            key = (one.file, one.record if one.file in tables else "")
            one.problems.extend(_placed(problem, one.submission) for problem in found[key])

    def _remove(self, submission: Submission, files: Files) -> Outcome:
        outcome = Outcome(submission, record=submission.target, is_new=False)
        record = self.registry.tables.get(submission.resource, {}).get(submission.target)
        # Only what is about people can be withdrawn for good; the rest is corrected.
        withdrawable = self.package.resources["withdrawn"].by_name["kind"].categories
        if record is None or submission.resource not in withdrawable:
            outcome.problems.append(_problem(submission, "unknown-target", found=submission.target))
            return outcome
        outcome.file = record.file
        files.update(withdraw(self.package, self.dataset, record, self.today, self.key))
        outcome.problems.extend(
            _problem(submission, "mentioned", found=name, severity=WARNING) for name in mentions(self.package, record)
        )
        return outcome


def _placed(problem: Problem, submission: Submission) -> Problem:
    """Return a problem at its place in the hand-in, not in a file that nobody has seen yet; labels, not codes."""
    place = submission.places.get(problem.field.split(".")[0], submission.places.get("", ""))
    line = int(place) if place.isdecimal() else 0
    suggestion = problem.meaning or problem.suggestion
    return replace(problem, file=submission.source, line=line, suggestion=suggestion, meaning="")


def _problem(submission: Submission, code: str, **more: str) -> Problem:
    place = next((place for place in submission.places.values() if place.isdecimal()), "0")
    return Problem(submission.source, int(place), code, submission.resource, submission.target, **more)


def _label(values: Mapping[str, Any]) -> str:
    return str(values.get("name") or values.get("title") or values.get("id", ""))


def write(package: Package, files: Mapping[str, str | bytes | None]) -> list[Path]:
    """Write the files of a result below the data folder's parent, each whole or not at all; None removes a file."""
    root = package.folder.parent
    written = []
    for name, content in files.items():
        path = root / name
        if content is None:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.part")
        beside.write_bytes(content.encode() if isinstance(content, str) else content)
        beside.replace(path)
        written.append(path)
    return written
