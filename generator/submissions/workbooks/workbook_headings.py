"""The headings of a filled workbook: which row they stand in, and which column answers which question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsxwriter.utility import xl_col_to_name

from generator.dataset.private import brief
from generator.dataset.problems import table_kinds
from generator.dataset.problems.nearest import nearest
from generator.persian.digits import fa
from generator.submissions.forms.questions import Question
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.workbook_cells import is_filled, plain
from generator.submissions.workbooks.workbook_reading import MOST_NAMED, Grid, Reading

_HEADING_ROWS = 12
# A column that people add to count their rows.
_COUNTING = frozenset({"ردیف", "شماره", "شمارهٔردیف", "#"})


def heading_row(grid: Grid, items: Sequence[Question]) -> tuple[int, int]:
    """Return how many headings of the form the best of the first rows holds, and which row that is."""
    known = {plain(heading) for heading in words.headings(items).values()}
    best = (0, 0)
    for number, row in enumerate(grid[:_HEADING_ROWS]):
        count = len({plain(value) for value in row if isinstance(value, str) and value} & known)
        best = max(best, (count, number), key=lambda pair: pair[0])
    return best


def columns_of(reading: Reading, name: str, grid: Grid, form: Mapping[str, str]) -> dict[int, Question]:
    """Return which column answers which question; note columns that are unknown, twice there, or missing."""
    headings = words.headings(reading.items)
    by_heading = {plain(headings[item.key]): item for item in reading.items}
    # A heading that had another name when the workbook was made is still that question's.
    for own in reversed(reading.items):
        by_heading.setdefault(plain(form.get(own.key, headings[own.key])), own)
    columns: dict[int, Question] = {}
    at = reading.heading + 1
    unknown: list[tuple[int, str]] = []
    for column, value in enumerate(grid[reading.heading]):
        text = str(value).strip() if is_filled(value) else ""
        item: Question | None = by_heading.get(plain(text)) if text else None
        if item is None:
            unknown.append((column, text))
        elif item in columns.values():
            reading.refuse(name, table_kinds.DUPLICATE_COLUMN, at, field=item.key, found=item.title)
        else:
            columns[column] = item
    free = [item for item in reading.items if item not in columns.values()]
    suggested = _tell_unknown(reading, name, grid, unknown, [headings[item.key] for item in free])
    for item in free:
        if item.required and headings[item.key] not in suggested:
            reading.refuse(name, workbook_kinds.COLUMN_MISSING, at, field=item.key, found=headings[item.key])
    return columns


def _tell_unknown(
    reading: Reading, name: str, grid: Grid, unknown: Sequence[tuple[int, str]], free: Sequence[str]
) -> set[str]:
    """Note the columns that are no question's, and return which of the free headings they seem to mean."""
    at = reading.heading + 1
    suggested: set[str] = set()
    for column, text in unknown:
        if len(reading.problems) >= MOST_NAMED:
            break
        rows = (number for number, row in enumerate(grid[at:], at + 1) if is_filled(row[column]))
        row = next(rows, 0)
        if not text:
            if row:
                where = xl_col_to_name(column)
                reading.refuse(name, workbook_kinds.COLUMN_UNNAMED, row, found=where, expected=fa(row))
            continue
        if plain(text) in _COUNTING:
            continue
        better = nearest(text[:200].strip(" *"), free, cutoff=50).value
        suggested.add(better)
        reading.refuse(name, workbook_kinds.COLUMN, at, found=brief(text, 200), suggestion=better)
    return suggested
