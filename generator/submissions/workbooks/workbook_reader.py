"""Read a filled workbook: its rows as submissions, and what is wrong with its form.

Values are not judged here: the checks of the data do that. What a workbook alone can have wrong is: its kind, its
sheets and headings, formulas, dates that Excel made. Shapes: bytes in, (submissions, problems) out. Errors: none, for
any bytes whatever.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook
from xlsxwriter.utility import xl_range

from generator.dataset.checks.text import says_nothing
from generator.dataset.descriptor import Package
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa
from generator.persian.enumeration import listed
from generator.submissions.forms import questions as q
from generator.submissions.forms.cleaning import stands_for_nothing
from generator.submissions.forms.dividing import split_list
from generator.submissions.forms.questions import Names, Question, questions
from generator.submissions.forms.submission import Submission
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.sheet_scan import Sheet
from generator.submissions.workbooks.workbook_archive import Archive, open_archive
from generator.submissions.workbooks.workbook_cells import cell, is_filled, plain
from generator.submissions.workbooks.workbook_headings import columns_of, heading_row
from generator.submissions.workbooks.workbook_limits import Refused
from generator.submissions.workbooks.workbook_reading import MOST_NAMED, Grid, Reading, Row
from generator.submissions.workbooks.workbook_unread import unread
from generator.submissions.workbooks.workbook_writer import FORM_SHEET, MARK, OPTIONS_SHEET

MOST_ROWS = 2_000
_OWN_SHEETS = frozenset({FORM_SHEET, OPTIONS_SHEET, words.GUIDE, words.FAULTS})
_EXAMPLE = re.compile(r"^\W*نمونه\s*:\s*")


def read_workbook(
    source: Path | bytes, name: str, package: Package, names: Names
) -> tuple[list[Submission], list[Problem]]:
    """Return the rows of a workbook as submissions, and the faults of its form; an answer with such a fault is left out."""
    reading = read(source, name, package, names)
    if reading.refused or reading.resource is None:
        return [], reading.problems
    return [_submission(reading, row, name) for row in reading.rows], reading.problems


def row_of(submission: Submission) -> int:
    """Return the number of the row that a submission was read from."""
    return int(submission.places.get("", "0"))


def read(source: Path | bytes, name: str, package: Package, names: Names) -> Reading:
    """Return a workbook as it was understood, row by row, with what is wrong with it."""
    reading = Reading()
    try:
        archive = open_archive(source if isinstance(source, bytes) else source.read_bytes(), name)
        grids = _grids(archive)
    except Refused as fault:
        reading.refuse(name, fault.kind, found=fault.found, expected=fault.expected)
        return reading
    _read(reading, name, package, names, archive, grids)
    if archive.has_pictures:
        reading.problems.append(Problem(name, 0, workbook_kinds.PICTURES))
    return reading


def _grids(archive: Archive) -> dict[str, Grid]:
    """Return the values of all sheets, from their first cell on."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(archive.content))
        return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in archive.sheets}
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # a panic of the reader is no Exception
        raise Refused(workbook_kinds.BROKEN) from None


def _read(
    reading: Reading, name: str, package: Package, names: Names, archive: Archive, grids: Mapping[str, Grid]
) -> None:
    machine = grids.get(FORM_SHEET, [])[:500]
    form = {str(row[0]): str(row[1]) for row in machine if len(row) > 1}
    asked = {
        resource.name: questions(package, resource, names) for resource in package.resources.values() if resource.submit
    }
    sheets = {title: grid for title, grid in grids.items() if title not in _OWN_SHEETS}
    there = "، ".join(f"«{title}»" for title in sheets)
    wanted = form[MARK] if form.get(MARK) in asked else ""
    scores = {(title, key): heading_row(grid, items) for title, grid in sheets.items() for key, items in asked.items()}
    title, found = max(scores, key=lambda pair: (scores[pair][0], pair[1] == wanted), default=("", ""))
    if not scores or scores[title, found][0] < min(2, len(asked[found])):
        kind = workbook_kinds.NO_SHEET if wanted else workbook_kinds.UNKNOWN
        reading.refuse(name, kind, found=there, expected=package.resources[wanted].title if wanted else "")
        return
    if wanted and found != wanted:
        other, own = package.resources[found].title, package.resources[wanted].title
        reading.refuse(name, workbook_kinds.OTHER_FORM, found=other, expected=own)
        return
    reading.resource, reading.items = package.resources[found], asked[found]
    filled = {}
    for sheet in sheets:
        score, heading = scores[sheet, found]
        # The workbook's own sheet counts whatever is in it; another one where it looks the same and is filled too.
        if sheet == title or score * 2 > scores[title, found][0]:
            rest = grids[sheet][heading + 1 :]
            filled[sheet] = sum(any(is_filled(value) for value in row) for row in rest)
    several = [sheet for sheet, count in filled.items() if count > 1]
    if len(several) > 1:
        unseen = "، ".join(f"«{sheet}»" for sheet in several if archive.sheets[sheet].is_hidden)
        kind = workbook_kinds.TWO_SHEETS_HIDDEN if unseen else workbook_kinds.TWO_SHEETS
        reading.refuse(name, kind, found="، ".join(f"«{sheet}»" for sheet in several), expected=unseen)
        return
    title = several[0] if several else title
    reading.heading = scores[title, found][1]
    # An older form has its own example.
    example = {*words.example_row(reading.items), *(str(row[2]) for row in machine if len(row) > 2)}
    _rows(reading, name, archive.sheets[title], grids[title], form, example)
    told = {
        plain(text) for text in (*words.headings(reading.items).values(), *form.values(), *example, words.NOTICE)
    } - {""}
    reading.problems += unread(name, title, grids, told, sum(row > reading.heading for row in archive.comments))


def _rows(reading: Reading, name: str, sheet: Sheet, grid: Grid, form: Mapping[str, str], examples: Set[str]) -> None:
    """Read the rows of the sheet; note what is wrong with its columns and cells."""
    columns = columns_of(reading, name, grid, form)
    for top, left, bottom, right in [merged for merged in sheet.merged if merged[2] > reading.heading][:MOST_NAMED]:
        reading.refuse(name, workbook_kinds.MERGED, top + 1, found=xl_range(top, left, bottom, right))
    if reading.refused:
        return
    first = reading.items[0].key
    example = {plain(text) for text in examples}
    count = 0
    # A row of nothing but formulas has no values, so the last of them are not in the grid.
    end = max([len(grid) - 1, *(row for row, _ in sheet.formulas | sheet.errors)])
    nothing = [""] * len(grid[reading.heading])
    for index in range(reading.heading + 1, end + 1):
        values = grid[index] if index < len(grid) else nothing
        # What cannot be read has no value, but it has been written all the same.
        odd = {column for column in columns if sheet.is_formula(index, column) or (index, column) in sheet.errors}
        if not odd and not any(is_filled(values[column]) for column in columns):
            continue
        opening = next((values[column] for column, item in columns.items() if item.key == first), "")
        if isinstance(opening, str) and _EXAMPLE.match(opening):
            said = [plain(str(values[column])) for column in columns if is_filled(values[column])]
            if not example.issuperset(said):
                reading.problems.append(Problem(name, index + 1, workbook_kinds.EXAMPLE, found=fa(index + 1)))
            continue
        if not odd and all(says_nothing(str(value)) for value in map(values.__getitem__, columns) if is_filled(value)):
            continue
        count += 1
        if count <= MOST_ROWS:
            reading.rows.append(_row(reading, name, sheet, index, values, columns))
    if count > MOST_ROWS:
        reading.problems.clear()
        reading.refuse(name, workbook_kinds.ROWS, found=fa(count), expected=fa(MOST_ROWS))
    elif not count:
        reading.refuse(name, workbook_kinds.EMPTY, found=sheet.name)
    else:
        _tell_hidden(reading, name, sheet, columns)


def _tell_hidden(reading: Reading, name: str, sheet: Sheet, columns: Mapping[int, Question]) -> None:
    """Tell what was read though whoever opens the workbook does not see it, or sees it crossed out."""
    by_key = {item.key: column for column, item in columns.items()}
    rows = [fa(row.number) for row in reading.rows if row.number - 1 in sheet.hidden_rows]
    filled = {key for row in reading.rows for key in row.texts}
    hidden = [item.title for column, item in columns.items() if item.key in filled and sheet.is_column_hidden(column)]
    for kind, found in (
        (workbook_kinds.SHEET_HIDDEN, [sheet.name] if sheet.is_hidden else []),
        (workbook_kinds.ROWS_HIDDEN, rows),
        (workbook_kinds.COLUMNS_HIDDEN, [f"«{title}»" for title in hidden]),
    ):
        if found:
            more = [f"{fa(len(found) - MOST_NAMED)} جای دیگر"] if len(found) > MOST_NAMED else []
            said = listed([*found[:MOST_NAMED], *more])
            reading.problems.append(Problem(name, 0, kind, found=said))
    blank = sum(len(row.blank) for row in reading.rows)
    if blank:
        example = next(columns[by_key[key]].title for row in reading.rows for key in row.blank)
        reading.problems.append(Problem(name, 0, workbook_kinds.BLANK, found=fa(blank), expected=example))
    struck = [(row, key) for row in reading.rows for key in row.texts if (row.number - 1, by_key[key]) in sheet.struck]
    for row, key in struck[:MOST_NAMED]:
        title = f"ستون «{columns[by_key[key]].title}»، ردیف {fa(row.number)}"
        resource = reading.resource.name if reading.resource else ""
        problem = Problem(name, row.number, workbook_kinds.STRUCK, resource, field=key, title=title)
        reading.problems.append(problem)


def _row(
    reading: Reading, name: str, sheet: Sheet, index: int, values: list[Any], columns: Mapping[int, Question]
) -> Row:
    row = Row(index + 1, {})
    for column, item in columns.items():
        read_cell = cell(values[column], item.kind, (index, column) in sheet.percents)
        fault, found = read_cell.fault, read_cell.found
        if sheet.is_formula(index, column):
            fault = workbook_kinds.FORMULA
        elif (index, column) in sheet.errors:
            fault = workbook_kinds.ERROR
        if fault:
            title = f"ستون «{item.title}»، ردیف {fa(row.number)}"
            resource = reading.resource.name if reading.resource else ""
            problem = Problem(name, row.number, fault, resource, field=item.key, title=title, found=found)
            reading.problems.append(problem)
            row.faulty.add(item.key)
        # A needed one is judged, so that what stands there is quoted.
        if not fault and not item.required and stands_for_nothing(item, read_cell.text):
            row.blank.append(item.key)
        elif read_cell.text:
            row.texts[item.key] = read_cell.text
        if read_cell.day:
            row.days[item.key] = read_cell.day
    return row


def _submission(reading: Reading, row: Row, name: str) -> Submission:
    resource = reading.resource
    assert resource is not None
    by_key = {item.key: item for item in reading.items}
    values = {key: _answer(by_key[key], text) for key, text in row.texts.items() if key not in row.faulty}
    # A check may speak of any field, of one that was left empty, or of the record as a whole.
    fields = dict.fromkeys(["", *by_key, *resource.by_name], str(row.number))
    return Submission(resource.name, values, source=name, places=fields, unclear=frozenset(row.faulty), days=row.days)


def _answer(item: Question, text: str) -> str | list[str]:
    if item.is_plain_list:
        return split_list(text, item.options or item.parts[0].options)
    if item.kind == q.ITEMS:
        return [line.strip() for line in text.split("\n") if line.strip()]
    return text
