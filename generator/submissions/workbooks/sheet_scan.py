"""Follow the cells of one sheet of a workbook: what each of them is beside its value, and how far the sheet reaches.

Shapes: elements of its XML in, ``Sheet`` out. Errors: ``Refused`` where it reaches too far or is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from generator.persian.digits import fa
from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.workbook_limits import MOST_UNPACKED, Refused, megabytes

_MOST_ROW = 100_000
_MOST_RANGES = 1_000
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Range = tuple[int, int, int, int]


@dataclass
class Sheet:
    """What was seen in one sheet: cells as (row, column) from 0, ranges by their first and their last cell."""

    name: str
    formulas: set[tuple[int, int]] = field(default_factory=set)
    arrays: list[Range] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    errors: set[tuple[int, int]] = field(default_factory=set)
    # Cells that show a hundred times what they hold: 0.04 as 4%.
    percents: set[tuple[int, int]] = field(default_factory=set)
    # What whoever opens the workbook does not see, or sees as crossed out: the sheet, rows, columns, texts.
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    struck: set[tuple[int, int]] = field(default_factory=set)

    def is_column_hidden(self, column: int) -> bool:
        """Whether a column is not shown."""
        return any(first <= column <= last for first, last in self.hidden_columns)

    def is_formula(self, row: int, column: int) -> bool:
        """Whether the cell's value is reckoned and not typed."""
        return (row, column) in self.formulas or any(
            top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.arrays
        )


class Cells:
    """Follow the cells of one sheet in the order in which they stand in its XML."""

    def __init__(
        self,
        sheet: Sheet,
        lengths: list[int],
        percents: Set[str],
        struck: tuple[Set[str], Set[int]],
        most_area: int,
        most_characters: int,
    ) -> None:
        self.struck_styles, self.struck_texts = struck
        self.sheet, self.lengths, self.percents = sheet, lengths, percents
        self.most_area, self.most_characters = most_area, most_characters
        self.row, self.column = -1, -1
        self.bottom, self.right = -1, -1
        self.characters = 0
        self._names_text = self._in_value = False

    @property
    def area(self) -> int:
        """How many cells the sheet has from its first to its last."""
        return (self.bottom + 1) * (self.right + 1)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""
        self._in_value = tag == "v"
        if tag == "c":
            at = attributes.get("r")
            self.row, self.column = place(at) if at is not None else (max(self.row, 0), self.column + 1)
            self._names_text = attributes.get("t") == "s"
            if attributes.get("s") in self.percents:
                self.sheet.percents.add((self.row, self.column))
            if attributes.get("s") in self.struck_styles:
                self.sheet.struck.add((self.row, self.column))
            if attributes.get("t") == "e":
                self.sheet.errors.add((self.row, self.column))
                self._reach()
        elif tag in ("v", "is", "f"):
            self._reach()
        elif tag == "row":
            at = attributes.get("r")
            if at is not None and not (at.isascii() and at.isdecimal() and 0 < len(at) < 8):
                raise Refused(workbook_kinds.BROKEN)
            self.row, self.column = int(at) - 1 if at is not None else self.row + 1, -1
            if is_on(attributes, "hidden"):
                self.sheet.hidden_rows.add(self.row)
        elif tag == "col":
            self._columns(attributes)
        elif tag == "strike" and is_on(attributes, "val", "1"):
            self.sheet.struck.add((self.row, self.column))
        if tag == "f":
            self.sheet.formulas.add((self.row, self.column))
            if attributes.get("t") in ("array", "dataTable") and "ref" in attributes:
                self._range(self.sheet.arrays, attributes["ref"])
        elif tag == "mergeCell":
            self._range(self.sheet.merged, attributes.get("ref", ""))

    def _reach(self) -> None:
        """Let the sheet reach to this cell; refuse one that stands far away."""
        self.bottom, self.right = max(self.bottom, self.row), max(self.right, self.column)
        if self.area > self.most_area or self.row > _MOST_ROW:
            raise Refused(workbook_kinds.FAR, fa(self.row + 1), self.sheet.name)

    def text(self, text: str) -> None:
        """Count the characters of a shared text that the cell's value names."""
        if self._in_value and self._names_text and text.isascii() and text.isdecimal() and len(text) < 9:
            self.characters += self.lengths[int(text)] if int(text) < len(self.lengths) else 0
            if int(text) in self.struck_texts:
                self.sheet.struck.add((self.row, self.column))
            if self.characters > self.most_characters:
                raise Refused(workbook_kinds.BOMB, f"بیش از {megabytes(MOST_UNPACKED)}")

    def _columns(self, attributes: Mapping[str, str]) -> None:
        """Note columns that are not shown; what no sheet can have says nothing."""
        first, last = attributes.get("min", ""), attributes.get("max", "")
        are_numbers = all(text.isascii() and text.isdecimal() and len(text) < 6 for text in (first, last))
        if is_on(attributes, "hidden") and are_numbers and len(self.sheet.hidden_columns) < _MOST_RANGES:
            self.sheet.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _range(self, ranges: list[Range], text: str) -> None:
        if len(ranges) >= _MOST_RANGES:
            raise Refused(workbook_kinds.BOMB, f"بیش از {fa(_MOST_RANGES)} محدوده")
        ranges.append(area(text))


def is_on(attributes: Mapping[str, str], name: str, unsaid: str = "0") -> bool:
    """Whether an attribute says yes."""
    return attributes.get(name, unsaid) in ("1", "true")


def place(text: str) -> tuple[int, int]:
    """Return row and column from 0 of «C5»."""
    match = _CELL.fullmatch(text)
    if match is None:
        raise Refused(workbook_kinds.BROKEN)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not (0 < row <= _LAST_ROW and column <= _LAST_COLUMN):
        raise Refused(workbook_kinds.BROKEN)
    return row - 1, column - 1


def area(text: str) -> Range:
    """Return the range of «B2:C5» or «B2»."""
    first, _, last = text.partition(":")
    top, left = place(first)
    bottom, right = place(last) if last else (top, left)
    return top, left, bottom, right
