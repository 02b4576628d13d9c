"""Say the problems of the data as the doors say them: at their place in the hand-in, in labels, without ids and files.

Shapes: a problem of the data as it would be, with what was handed in; the same problem for whoever handed it in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.dataset.descriptor import Package, Reference, Resource
from generator.dataset.problems import record_kinds, value_kinds
from generator.dataset.problems.kind import Role
from generator.dataset.problems.problem import Problem
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.digits import fa
from generator.submissions.forms.cleaning import Changed
from generator.submissions.forms.questions import DATE, NO, YES, Question
from generator.submissions.forms.submission import Submission
from generator.submissions.intake import intake_kinds
from generator.submissions.matching.outcomes import problem_of

_FILE = re.compile(r"(?P<file>[^\s«»()]+\.(?:csv|yml))(?::(?P<line>[0-9]+))?")
_SOURCE = re.compile(r"\bs([0-9]+)\b")
# Where a problem of two that are the same names the other one.
_PAIRS = (Role.SAME_RECORD, Role.SAME_ROW)
_TRUTH = {"true": YES, "false": NO}


def row_of(submission: Submission) -> str:
    """Return the row of a workbook that a submission was read from; empty where it came by another door."""
    place = submission.places.get("", "")
    return place if place.isdecimal() else ""


def place_of(submission: Submission, beside: Submission | None = None) -> str:
    """Return a submission's place as people know it; beside one of the same workbook the row alone says it."""
    row = row_of(submission)
    if not row:
        return f"«{submission.source}»"
    words = intake_kinds.DOOR_ROW if beside is None or beside.source == submission.source else intake_kinds.DOOR_ROW_OF
    return words.format(row=fa(row), file=submission.source)


@dataclass
class Door:
    """What the problems of a hand-in are said with: the package, the submissions by file and line, and labels by id."""

    package: Package
    # «data/loans/fasa.csv:3», or the file of a record alone → what was handed in for it.
    places: dict[str, Submission] = field(default_factory=dict)
    # Resource → id → label of the records that this hand-in brings.
    fresh: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def say(
        self,
        problem: Problem,
        submission: Submission,
        items: Sequence[Question],
        changed: Sequence[Changed] = (),
    ) -> Problem:
        """Return a problem at its place in the hand-in, not in a file that nobody has seen yet; labels, not codes.

        Of a date that was typed in another way, as ``changed`` tells, both are quoted.
        """
        place = submission.places.get(problem.field.split(".")[0], submission.places.get("", ""))
        question = _question(problem, items)
        options = question.options if question else {}
        problem = replace(self._twice(problem, submission), at_door=True)
        more = self._words(problem, options)
        return replace(
            problem,
            file=submission.source,
            line=int(place) if place.isdecimal() else 0,
            found=more.pop("found", options.get(problem.found, _typed(problem, question, changed))),
            expected=more.pop("expected", self._files(problem.expected, submission)),
            where=more.pop("where", self._files(problem.where, submission)),
            suggestion=more.pop("suggestion", problem.meaning or options.get(problem.suggestion, problem.suggestion)),
            meaning="",
            **more,
        )

    def say_elsewhere(
        self, problem: Problem, submission: Submission, items: Sequence[Question], cells: Mapping[str, str]
    ) -> Problem:
        """Return the problem of another record that a submission brings with it; ``cells`` are those of its row."""
        if problem.kind.role in _PAIRS and self.told(problem):
            # Of two that are the same the one that was handed in is told of, whichever comes first.
            turned = replace(problem, where=problem.place)
            return self.say(turned, submission, items)
        resource = self.package.resources.get(problem.resource)
        table = _place_in_table(resource, cells, items) if resource and resource.is_table else ""
        where = table or self._files(problem.file, submission)
        return problem_of(
            submission, intake_kinds.ELSEWHERE, where=where, expected=self.say(problem, submission, items).sentence
        )

    def told(self, problem: Problem) -> list[Submission]:
        """Return the submissions whose rows or files a problem names beside its own place."""
        matches = _FILE.finditer(f"{problem.where} {problem.expected}")
        found = (self.places.get(match[0]) or self.places.get(match["file"]) for match in matches)
        return [submission for submission in found if submission is not None]

    def _words(self, problem: Problem, options: Mapping[str, str]) -> dict[str, Any]:
        """Return what a kind says in other words than the data does."""
        if problem.kind == value_kinds.UNKNOWN_VALUE:
            return {"expected": "، ".join(f"«{label}»" for label in options.values())}
        if problem.kind == value_kinds.TYPE_BOOLEAN:
            return {"suggestion": _TRUTH.get(problem.suggestion, "")}
        if problem.kind in (record_kinds.UNKNOWN_REFERENCE, record_kinds.UNKNOWN_REFERENCE_LISTED):
            return self._unknown(problem)
        if problem.kind == record_kinds.UNKNOWN_LISTED:
            return {
                "found": _SOURCE.sub(r"\1", problem.found),
                "where": _SOURCE.sub(r"\1", problem.where),
                "suggestion": _SOURCE.sub(r"\1", problem.suggestion),
            }
        if problem.kind == record_kinds.ITEM_OF_EMPTY:
            return {"where": self._owner(problem)}
        # The sentence itself says what is right.
        return {"suggestion": ""} if problem.kind.role is Role.ANSWERED else {}

    def _unknown(self, problem: Problem) -> dict[str, Any]:
        """Return how to say that there is no such record: one that may be handed in can be handed in first."""
        name = problem.field.rsplit(".", 1)[-1]
        target = next(iter(self._references(problem, name, 1)), None)
        label = self.fresh.get(target.resource, {}).get(problem.found, "") if target else ""
        if label:
            return {"kind": intake_kinds.UNKNOWN_RECORD, "found": label, "suggestion": ""}
        if (
            target
            and problem.kind == record_kinds.UNKNOWN_REFERENCE_LISTED
            and self.package.resources[target.resource].submit
        ):
            return {"kind": intake_kinds.UNKNOWN_RECORD}
        return {}

    def _owner(self, problem: Problem) -> str:
        """Return the title of the field that names the record whose list is meant."""
        name = problem.field.rsplit(".", 1)[-1]
        own = self.package.resources[problem.resource].by_name
        return next((own[ref.fields[0]].title for ref in self._references(problem, name, 2)), problem.title)

    def _references(self, problem: Problem, name: str, count: int) -> list[Reference]:
        references = self.package.resources[problem.resource].references
        return [ref for ref in references if len(ref.fields) == count and ref.fields[-1] == name]

    def _twice(self, problem: Problem, submission: Submission) -> Problem:
        """Return a record that stands twice in one hand-in as two rows of it."""
        if problem.kind.role is not Role.SAME_RECORD:
            return problem
        other = self.places.get(problem.where)
        if other is None or other is submission:
            return problem
        found, where = place_of(submission), place_of(other, submission)
        return replace(
            problem, kind=intake_kinds.TWICE_ROW, found=found, where=where, expected=problem.expected or problem.title
        )

    def _files(self, text: str, submission: Submission) -> str:
        """Return a text with files and their lines as people know them: rows of the hand-in, or pages of the site."""

        def known(match: re.Match[str]) -> str:
            other = self.places.get(match[0]) or self.places.get(match["file"])
            if other is not None:
                return place_of(other, submission)
            name = match["file"].rsplit("/", 1)[-1]
            for resource in self.package.roots:
                if resource.folder and not resource.is_table and f"/{resource.folder}/" in match["file"]:
                    return intake_kinds.DOOR_PAGE.format(address=f"/{resource.name}/{name.removesuffix('.yml')}/")
            return intake_kinds.DOOR_SITE if match["file"].startswith(f"{self.package.folder.name}/") else match[0]

        return _FILE.sub(known, text)


def _typed(problem: Problem, question: Question | None, changed: Sequence[Changed]) -> str:
    """Return what was found as it was typed, and what was made of it."""
    if question is None or question.kind != DATE:
        return problem.found
    typed = (one.before for one in changed if (one.title, one.after) == (problem.title, problem.found))
    before = next(typed, "")
    return intake_kinds.DOOR_TYPED.format(typed=before, found=problem.found) if before else problem.found


def _place_in_table(resource: Resource, cells: Mapping[str, str], items: Sequence[Question]) -> str:
    """Return the place of a row as people know it, by what tells it from others; the table alone where no row is meant."""
    asked = {item.key: item.options for item in items}
    words = [
        asked.get(name, {}).get(cells[name]) or _date_words(cells[name], resource.by_name[name].calendar)
        for name in resource.identity
        if name in cells
    ]
    table = intake_kinds.DOOR_TABLE.format(title=resource.title)
    return intake_kinds.DOOR_TABLE_ROW.format(row="، ".join(words), table=table) if words else table


def _date_words(text: str, calendar: str | None) -> str:
    try:
        return parse_jalali(text).words() if calendar == "jalali" else text
    except DateError:
        return text


def _question(problem: Problem, items: Sequence[Question]) -> Question | None:
    """Return the question, or the part of it, that a problem is about."""
    key, *rest = problem.field.split(".")
    item = next((item for item in items if item.key == key), None)
    if item is None or not rest:
        return item
    return next((part for part in item.parts if part.key == rest[-1]), item)
