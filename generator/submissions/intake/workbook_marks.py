"""Hand a workbook back with what is to be mended in it: faulty cells are filled, the sentence is their comment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from generator.dataset.descriptor import Package
from generator.dataset.private import hide
from generator.dataset.problems.kind import ERROR, Role
from generator.dataset.problems.problem import Audience, Problem, say
from generator.persian.digits import fa
from generator.submissions.forms.questions import Question
from generator.submissions.intake import intake_kinds
from generator.submissions.intake.importer import Intake
from generator.submissions.matching.outcomes import Result
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks.workbook_reader import read
from generator.submissions.workbooks.workbook_reading import Reading
from generator.submissions.workbooks.workbook_writer import FIRST_ROW, HEADING_ROW, Filling, workbook_bytes


@dataclass(frozen=True)
class Mark:
    """A sentence at a cell: the row's number as people see it and the heading; without one, at the row's beginning.

    Row 0 is about the workbook, or the column, as a whole.
    """

    row: int
    column: str | None
    sentence: str
    is_doubt: bool = False


def marked(
    source: bytes,
    name: str,
    intake: Intake,
    result: Result,
    only_bad: bool = False,
    sent_back: Mapping[int, str] | None = None,
) -> bytes:
    """Return the workbook with the problems of a result marked in it; with ``only_bad`` the good rows are left out.

    Where somebody has decided on its rows, ``sent_back`` are those that it then has, by their numbers, each with the
    sentence that it is sent back with; an empty one where its problems say all.

    A workbook whose form is wrong cannot be marked: no bytes are returned.
    """
    reading = read(source, name, intake.package, intake.names())
    # Of an id that was made for a name nothing is to be mended: it would colour the name of every row.
    problems = [one for one in result.all_problems if one.file == name and one.kind is not intake_kinds.TRANSLITERATED]
    bad = {problem.line for problem in problems if problem.severity == ERROR} if only_bad else None
    if only_bad or sent_back is not None:
        problems = [_of_the_whole(problem) for problem in problems]
    marks = marks_of(problems, reading.items)
    if sent_back is not None:
        bad = set(sent_back)
        marks += [Mark(row, None, hide(sentence, is_office=True)) for row, sentence in sent_back.items() if sentence]
    return marked_copy(reading, marks, intake.package, bad)


def _of_the_whole(problem: Problem) -> Problem:
    """Return a problem that names another row as it is said in a copy of some rows: there it has another number, or is none."""
    if not any(place.file == problem.file and place.line for place in problem.others):
        return problem
    others = (place._replace(name=intake_kinds.DOOR_ROW_SENT.format(row=place)) for place in problem.others)
    found = problem.found.replace(_row_name(problem.line), intake_kinds.DOOR_THIS_ROW, 1)
    return replace(problem, found=found, others=tuple(others))


def _row_name(number: int) -> str:
    return intake_kinds.DOOR_ROW.format(row=fa(number))


def marks_of(problems: Iterable[Problem], items: Sequence[Question]) -> list[Mark]:
    """Return problems as marks: each at the cell of the question that it is about."""
    headings = words.headings(items)
    by_key = {item.key: item for item in items}
    marks = []
    for problem in problems:
        key, *rest = problem.field.split(".")
        item = by_key.get(key)
        if item and problem.kind.role is Role.CELL:
            problem = replace(problem, title=item.title)  # the cell itself says where it stands
        part = next((part for part in item.parts if rest and part.key == rest[-1]), item) if item else None
        if part and problem.suggestion in part.options:
            problem = replace(problem, suggestion=part.options[problem.suggestion], meaning="")
        marks.append(Mark(problem.line, headings.get(key), say(problem, Audience.DOOR), problem.severity != ERROR))
    return marks


def marked_copy(reading: Reading, marks: Iterable[Mark], package: Package, only_rows: Set[int] | None = None) -> bytes:
    """Return a workbook again, in the form's own layout and with marks; of ``only_rows`` alone where they are given.

    A workbook whose form is wrong cannot be marked: no bytes are returned.
    """
    resource = reading.resource
    if resource is None or reading.refused:
        return b""
    headings = words.headings(reading.items)
    rows = [row for row in reading.rows if only_rows is None or row.number in only_rows]
    # Rows keep their numbers where they can: the report speaks of them.
    shift = max(0, FIRST_ROW + 1 - rows[0].number) if rows else 0
    places = {
        row.number: FIRST_ROW + place if only_rows is not None else row.number - 1 + shift
        for place, row in enumerate(rows)
    }
    first = next(iter(headings.values()))
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    faults = []
    for mark in sorted(set(marks), key=lambda mark: (mark.is_doubt, mark.row, mark.column or "", mark.sentence)):
        if only_rows is not None and mark.row and mark.row not in places:
            continue
        place = places.get(mark.row, HEADING_ROW)
        known = mark.column if mark.column and mark.column in headings.values() else first
        found[place, known].append(mark.sentence)
        faults.append((fa(place + 1) if mark.row in places else "", mark.column or "", mark.sentence))
    # The copy travels through other hands: what is a person's own doesn't travel with it.
    filled = {
        places[row.number]: {headings[key]: hide(text, is_office=True) for key, text in row.texts.items()}
        for row in rows
    }
    return workbook_bytes(package, resource, reading.items, Filling(filled, found, faults=faults))
