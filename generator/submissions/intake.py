"""Intake: submissions in, record files out. Nothing is written before everything was judged by the checks of the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from generator.dataset import checks, reader, registry
from generator.dataset.checks.identity import folder_of
from generator.dataset.descriptor import Package, Resource
from generator.dataset.emitter import record_text
from generator.dataset.files import EXTENSION, shown
from generator.dataset.problems import ERROR, WARNING, Problem
from generator.persian.jalali import from_gregorian
from generator.submissions.cleaning import Changed, clean
from generator.submissions.matching import new_id, same_person
from generator.submissions.merging import Difference, correct, merge, renumbered
from generator.submissions.questions import Names, Question, questions
from generator.submissions.submission import CORRECTION, Submission


@dataclass
class Outcome:
    """What became of one submission: its record, what was changed on the way, what an update adds, what is wrong."""

    submission: Submission
    resource: str = ""
    record: str = ""
    file: str = ""
    is_new: bool = True
    text: str = ""
    changed: list[Changed] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether the submission cannot be taken in."""
        return any(problem.severity == ERROR for problem in self.problems)


@dataclass
class Result:
    """The outcomes, and the files to write: path below the data folder's parent → text or bytes, None to remove."""

    outcomes: list[Outcome] = field(default_factory=list)
    files: dict[str, str | bytes | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether anything is wrong."""
        return any(item.severity == ERROR for item in self.problems) or any(one.failed for one in self.outcomes)


class Intake:
    """The bank as it stands, ready to take submissions in."""

    def __init__(self, package: Package, today: date, key: str = "") -> None:
        self.package = package
        self.today = today
        self.key = key
        self.dataset = reader.read(package)
        # Files that are already wrong are not this submission's fault; what can be joined is joined.
        self.registry = registry.build(self.dataset)
        self._questions: dict[str, tuple[Question, ...]] = {}

    def names(self) -> Names:
        """The names of all records that others refer to."""
        return {
            name: {record.id: record.label for record in self.registry[name]}
            for name in self.registry.tables
            if name != "withdrawn"
        }

    def questions(self, resource: str) -> tuple[Question, ...]:
        """What a form of the resource asks."""
        if resource not in self._questions:
            self._questions[resource] = questions(self.package, self.package.resources[resource], self.names())
        return self._questions[resource]

    def take(self, submissions: Iterable[Submission], partial: bool = False) -> Result:
        """Judge the submissions; with ``partial`` the good ones are taken and the bad ones only reported."""
        result = Result(outcomes=[])
        taken = {name: set(table) for name, table in self.registry.tables.items()}
        batch: dict[str, dict[str, Any]] = defaultdict(dict)
        for submission in submissions:
            result.outcomes.append(self._prepare(submission, taken, batch))
        self._judge([one for one in result.outcomes if not one.failed])
        good = [one for one in result.outcomes if not one.failed]
        if partial or len(good) == len(result.outcomes):
            result.files = {one.file: one.text for one in good}
        return result

    def _prepare(self, submission: Submission, taken: dict[str, set[str]], batch: dict[str, Any]) -> Outcome:
        outcome = Outcome(submission, submission.resource)
        resource = self.package.resources.get(submission.resource)
        if resource is None or not resource.submit:
            outcome.problems.append(_problem(submission, "unknown-form", found=submission.resource))
            return outcome
        items = self.questions(resource.name)
        cleaned = clean(self.package, submission, items)
        outcome.changed = cleaned.changed
        for title, text in cleaned.surplus:
            outcome.problems.append(_problem(submission, "too-many-parts", title=title, found=text))
        unknown = [key for key in submission.values if key not in {item.key for item in items}]
        for key in unknown:
            outcome.problems.append(_problem(submission, "unknown-answer", found=key))
        values = cleaned.values
        old = self._known(submission, resource, values, outcome)
        if outcome.failed:
            return outcome
        today = from_gregorian(self.today).text
        if old is None:
            found, guessed = new_id(values, taken[resource.name])
            if guessed and "latin" in resource.by_name:
                outcome.problems.append(_problem(submission, "transliterated", found=found, severity=WARNING))
            values = {"id": found, **values}
            if "added" in resource.by_name:
                values["added"] = today
        else:
            outcome.is_new = False
            fresh = renumbered(old.values, values)
            change = correct if submission.kind == CORRECTION else merge
            values, outcome.differences = change(old.values, fresh)
        taken[resource.name].add(values["id"])
        outcome.record = values["id"]
        outcome.file = self._file(resource, values, old)
        outcome.text = record_text(self.package, resource, values)
        if outcome.file in batch["files"]:
            outcome.problems.append(_problem(submission, "twice", found=str(values.get("name", values["id"]))))
        batch["files"][outcome.file] = True
        return outcome

    def _known(
        self, submission: Submission, resource: Resource, values: Mapping[str, Any], outcome: Outcome
    ) -> registry.Record | None:
        """Return the record that the submission is about, where it is certain that there is one."""
        if submission.target:
            record = self.registry.get(resource.name, submission.target)
            if record is None:
                outcome.problems.append(_problem(submission, "unknown-target", found=submission.target))
            return record
        return same_person(values, self.registry[resource.name])

    def _file(self, resource: Resource, values: Mapping[str, Any], old: registry.Record | None) -> str:
        """Return the record's file: where it stands, else where its id and county place it."""
        if old is not None:
            return old.file
        folder = self.package.folder / str(resource.folder)
        place = folder_of(resource, dict(values))
        # A county that is none is reported by the checks; it must not become a folder.
        known = place in self.registry.tables.get("counties", {}) or place.startswith("_")
        path = folder / place if place and known else folder / "_"
        return shown(path / f"{values['id']}{EXTENSION}", self.package)

    def _judge(self, outcomes: list[Outcome]) -> None:
        """Check the bank as it would be with the submissions in it, and hand each what concerns its file."""
        overlay = {one.file: one.text for one in outcomes}
        if not overlay:
            return
        dataset = reader.read(self.package, overlay=overlay)
        by_file = defaultdict(list)
        for problem in checks.check(dataset, self.today, self.key):
            by_file[problem.file].append(problem)
        for one in outcomes:
            for problem in by_file[one.file]:
                place = one.submission.places.get(problem.field.split(".")[0], "")
                one.problems.append(replace(problem, file=one.submission.source, line=_line(place)))


def _line(place: str) -> int:
    return int(place) if place.isdecimal() else 0


def _problem(submission: Submission, code: str, **more: str) -> Problem:
    return Problem(submission.source, 0, code, submission.resource, **more)


def write(package: Package, files: Mapping[str, str | bytes | None]) -> list[Path]:
    """Write the files of a result below the data folder's parent: all, each whole; None removes a file."""
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
