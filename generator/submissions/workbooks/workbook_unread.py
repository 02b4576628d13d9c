"""Tell what people wrote in a workbook where nothing is read: in other sheets, below the guide, in comments.

Shapes: the values of all sheets in, warnings out. Errors: none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa
from generator.submissions.workbooks import workbook_help as words
from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.workbook_cells import is_filled, plain
from generator.submissions.workbooks.workbook_writer import FORM_SHEET, OPTIONS_SHEET

_MOST_NAMED = 20
_UNWRITTEN = frozenset({FORM_SHEET, OPTIONS_SHEET, words.FAULTS})
_GUIDE_COLUMNS = 2

Grid = Sequence[Sequence[Any]]


def unread(name: str, read: str, grids: Mapping[str, Grid], own: Set[str], comments: int) -> Iterator[Problem]:
    """Yield a warning for each sheet but ``read`` that holds more than our ``own`` words, and one for all comments."""
    others = ((title, grid) for title, grid in grids.items() if title != read and title not in _UNWRITTEN)
    written = ((title, _first(grid, own, title == words.GUIDE)) for title, grid in others)
    for title, row in [pair for pair in written if pair[1]][:_MOST_NAMED]:
        yield Problem(name, 0, workbook_kinds.SHEET_UNREAD, found=title, expected=fa(row), where=read)
    if comments:
        yield Problem(name, 0, workbook_kinds.COMMENTS, found=fa(comments))


def _first(grid: Grid, own: Set[str], is_guide: bool) -> int:
    """Return the number of the first row in which people wrote something; 0 where there is none."""
    # The guide ends with the headings: an older one says other things above them.
    end = (
        max((number for number, row in enumerate(grid) if row and _is_own(row[0], own)), default=-1) if is_guide else -1
    )
    for number, row in enumerate(grid, 1):
        cells = row[_GUIDE_COLUMNS:] if number - 1 <= end else row
        if any(is_filled(value) and not _is_own(value, own) for value in cells):
            return number
    return 0


def _is_own(value: Any, own: Set[str]) -> bool:
    return isinstance(value, str) and plain(value) in own
