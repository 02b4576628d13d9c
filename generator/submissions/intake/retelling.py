"""Say the problems of the data as the doors say them: at their place in the hand-in, in labels, without ids and files.

Shapes: a problem of the data as it would be, with what was handed in; the same problem for whoever handed it in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems import record_kinds, value_kinds
from generator.dataset.problems.kind import Role
from generator.dataset.problems.phrases import MOST_OFFERED
from generator.dataset.problems.problem import Audience, Place, Problem, say
from generator.persian.calendar.jalali import in_words
from generator.persian.digits import fa
from generator.submissions.forms.cleaning import Changed
from generator.submissions.forms.questions import DATE, NO, YES, Question
from generator.submissions.forms.submission import Submission
from generator.submissions.intake import intake_kinds
from generator.submissions.matching.outcomes import problem_of

# Two that are the same: whichever of them was handed in is told of.
_PAIRS = (Role.SAME_RECORD, Role.SAME_ROW)
_TRUTH = {"true": YES, "false": NO}


def row_of(submission: Submission) -> str:
    """Return the row of a workbook that a submission was read from; empty where it came by another door."""
    place = submission.places.get("", "")
    return place if place.isdecimal() else ""


def place_of(submission: Submission, beside: Submission | None = None) -> Place:
    """Return a submission's place as people know it; beside one of the same workbook the row alone says it."""
    row = row_of(submission)
    if not row:
        return Place(submission.source, name=f"«{submission.source}»")
    is_known = beside is None or beside.source == submission.source
    words = intake_kinds.DOOR_ROW if is_known else intake_kinds.DOOR_ROW_OF
    return Place(submission.source, int(row), words.format(row=fa(row), file=submission.source))


def page_of_file(package: Package, file: str) -> str:
    """Return the address of the page of a record's file, as messages show the file; empty where it has no page."""
    path = PurePosixPath(file)
    for resource in package.roots:
        folder = PurePosixPath(package.folder.name) / str(resource.folder)
        if resource.folder and not resource.is_table and path.is_relative_to(folder) and path.suffix:
            return f"/{resource.name}/{path.stem}/"
    return ""


@dataclass
class Door:
    """What the problems of a hand-in are said with: the package, the submissions by file and line, and labels by id."""

    package: Package
    # The line of a table, or the file of a record alone → what was handed in for it.
    places: dict[Place, Submission] = field(default_factory=dict)
    # Resource → id → label of the records that this hand-in brings.
    fresh: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def retell(
        self,
        problem: Problem,
        submission: Submission,
        items: Sequence[Question],
        changed: Sequence[Changed] = (),
    ) -> Problem:
        """Return a problem at its place in the hand-in, not in a file that nobody has seen yet; labels, not ids.

        Of a date that was typed in another way, as ``changed`` tells, both are quoted.
        """
        place = submission.places.get(problem.field.split(".")[0], submission.places.get("", ""))
        question = _question(problem, items)
        options = question.options if question else {}
        told = replace(
            problem,
            file=submission.source,
            line=int(place) if place.isdecimal() else 0,
            found=options.get(problem.found, _typed(problem, question, changed)),
            others=tuple(self._place(one, submission) for one in problem.others),
            suggestion=problem.meaning or options.get(problem.suggestion, problem.suggestion),
            meaning="",
        )
        return self._in_words(problem, told, submission, options)

    def retell_elsewhere(
        self, problem: Problem, submission: Submission, items: Sequence[Question], cells: Mapping[str, str]
    ) -> Problem:
        """Return the problem of another record that a submission brings with it; ``cells`` are those of its row."""
        if problem.kind.role in _PAIRS and self.told(problem):
            # Of two that are the same the one that was handed in is told of, whichever comes first.
            return self.retell(replace(problem, others=(problem.place,)), submission, items)
        resource = self.package.resources.get(problem.resource)
        place = self._place(Place(problem.file), submission)
        if resource and resource.is_table:
            place = place._replace(name=_place_in_table(resource, cells, items))
        expected = say(self.retell(problem, submission, items), Audience.DOOR)
        return problem_of(submission, intake_kinds.ELSEWHERE, others=(place,), expected=expected)

    def told(self, problem: Problem) -> list[Submission]:
        """Return the submissions whose rows or files a problem names beside its own place."""
        found = (self._submission(place) for place in problem.others)
        return [submission for submission in found if submission is not None]

    def _submission(self, place: Place) -> Submission | None:
        return self.places.get(Place(place.file, place.line)) or self.places.get(Place(place.file))

    def _place(self, place: Place, submission: Submission) -> Place:
        """Return a place as people know it: a row of the hand-in, or a page of the site."""
        if place.name:
            return place
        other = self._submission(place)
        if other is not None:
            return place_of(other, submission)
        address = page_of_file(self.package, place.file)
        if address:
            return place._replace(name=intake_kinds.DOOR_PAGE.format(address=address))
        is_data = PurePosixPath(place.file).is_relative_to(self.package.folder.name)
        return place._replace(name=intake_kinds.DOOR_SITE) if is_data else place

    def _in_words(self, problem: Problem, told: Problem, submission: Submission, options: Mapping[str, str]) -> Problem:
        """Return a problem that is told, where its kind says something in other words than the data does."""
        kind = problem.kind
        if kind.role is Role.SAME_RECORD:
            return self._twice(problem, told, submission)
        if kind.role is Role.ANSWERED:
            return replace(told, suggestion="")
        if kind == value_kinds.UNKNOWN_VALUE:
            return replace(told, choices=_quoted(options))
        if kind == value_kinds.TYPE_BOOLEAN:
            return replace(told, suggestion=_TRUTH.get(problem.suggestion, ""))
        if kind in (record_kinds.UNKNOWN_REFERENCE, record_kinds.UNKNOWN_REFERENCE_LISTED):
            return self._unknown(problem, told, options)
        if kind == record_kinds.UNKNOWN_LISTED:
            return replace(
                told,
                found=_number(problem.found),
                choices=tuple((_number(value), title) for value, title in problem.choices),
                suggestion=_number(problem.suggestion),
            )
        return told

    def _twice(self, problem: Problem, told: Problem, submission: Submission) -> Problem:
        """Return a record that stands twice in one hand-in as two rows of it."""
        other = next(iter(self.told(problem)), None)
        if other is None or other is submission:
            return told
        found, expected = place_of(submission).name, problem.expected or problem.title
        return replace(told, kind=intake_kinds.TWICE_ROW, found=found, expected=expected)

    def _unknown(self, problem: Problem, told: Problem, options: Mapping[str, str]) -> Problem:
        """Return how to say that there is no such record: one that may be handed in can be handed in first."""
        name = problem.field.rsplit(".", 1)[-1]
        references = self.package.resources[problem.resource].references
        target = next((ref.resource for ref in references if ref.fields == (name,)), "")
        label = self.fresh.get(target, {}).get(problem.found, "")
        if label:
            return replace(told, kind=intake_kinds.UNKNOWN_RECORD, found=label, suggestion="")
        is_listed = problem.kind == record_kinds.UNKNOWN_REFERENCE_LISTED
        if target and is_listed and self.package.resources[target].submit:
            return replace(told, kind=intake_kinds.UNKNOWN_RECORD)
        if is_listed and "." in problem.field and len(options) <= MOST_OFFERED:
            # An item is typed, not chosen: no list opens there.
            return replace(told, kind=value_kinds.UNKNOWN_VALUE, choices=_quoted(options))
        return told


def _quoted(options: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((f"«{label}»", "") for label in options.values())


def _number(source: str) -> str:
    """Return the number by which people know a source, of its id."""
    return source[1:] if source[:1] == "s" and source[1:].isdecimal() else source


def _typed(problem: Problem, question: Question | None, changed: Sequence[Changed]) -> str:
    """Return what was found as it was typed, and what was made of it."""
    if question is None or question.kind != DATE:
        return problem.found
    typed = (one.before for one in changed if (one.title, one.after) == (problem.title, problem.found))
    before = next(typed, "")
    return intake_kinds.DOOR_TYPED.format(typed=before, found=problem.found) if before else problem.found


def _place_in_table(resource: Resource, cells: Mapping[str, str], items: Sequence[Question]) -> str:
    """Return the place of a row as people know it, by what tells it from others; the table alone where no row is meant."""
    table = intake_kinds.DOOR_TABLE.format(title=resource.title)
    row = row_name(resource, cells, items)
    return intake_kinds.DOOR_TABLE_ROW.format(row=row, table=table) if row else table


def row_name(resource: Resource, cells: Mapping[str, str], items: Sequence[Question]) -> str:
    """Return a row as people call it, by what tells it from others: labels and days in words; empty where nothing does."""
    asked = {item.key: item.options for item in items}
    words = [
        asked.get(name, {}).get(cells[name]) or _date_words(cells[name], resource.by_name[name].calendar)
        for name in resource.identity
        if name in cells
    ]
    return "، ".join(words)


def _date_words(text: str, calendar: str | None) -> str:
    return in_words(text) if calendar == "jalali" else text


def _question(problem: Problem, items: Sequence[Question]) -> Question | None:
    """Return the question, or the part of it, that a problem is about."""
    key, *rest = problem.field.split(".")
    item = next((item for item in items if item.key == key), None)
    if item is None or not rest:
        return item
    return next((part for part in item.parts if part.key == rest[-1]), item)
