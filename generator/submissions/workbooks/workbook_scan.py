"""Read the XML of a workbook as a stream, and count what it would grow to: no entities, no far-away cells, no repeats.

Shapes: the bytes of parts in, ``Sheet`` out. Errors: ``Refused``; the parser's own for XML that is none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from xml.parsers import expat

from generator.dataset.problems.kind import Kind
from generator.persian.digits import fa
from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.workbook_help import AUTHOR

MOST_UNPACKED = 50_000_000
_MOST_ELEMENTS = 2_000_000
_MOST_AREA = 2_000_000
_MOST_ROW = 100_000
_MOST_RANGES = 1_000
_DEEPEST = 64
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
# The number formats of Excel's own that show percents.
_PERCENTS = ("9", "10")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")

Range = tuple[int, int, int, int]


class Refused(Exception):
    """A workbook that is not read: what kind of fault it has, with what was found and what is expected."""

    def __init__(self, kind: Kind, found: str = "", expected: str = "") -> None:
        super().__init__(kind.code)
        self.kind, self.found, self.expected = kind, found, expected


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


def megabytes(size: int) -> str:
    """Return a size in bytes as people say it."""
    return f"{fa(ceil(size / 1e6))} مگابایت"


class Scan:
    """Read XML parts as a stream, without entities and within one common budget of elements."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.relations: dict[str, tuple[str, str]] = {}
        self._elements = 0
        self._depth = 0
        self._area = 0
        self._characters = 0
        # The lengths of the texts that all cells share: a cell repeats them with few bytes.
        self._lengths: list[int] = []
        # The number formats of the workbook's own making that show percents, and the styles of cells that have one.
        self._percents = set(_PERCENTS)
        self._styles: set[str] = set()
        self._count: int | None = None
        # The fonts that cross a text out, the styles of cells that have one, and the shared texts with crossed-out parts.
        self._font: int | None = None
        self._struck_fonts: set[str] = set()
        self._struck_styles: set[str] = set()
        self._struck_texts: set[int] = set()
        self._hidden_sheets: set[str] = set()
        # The rows, from 0, of the comments that people wrote.
        self.comments: list[int] = []

    def read(self, name: str, part: bytes) -> None:
        """Read a part that is no sheet; of the workbook its sheets are kept, of its relations their targets."""
        if name.lower() == "xl/sharedstrings.xml":
            self._parse(part, self._string, self._string_text)
            return
        handlers = {
            "xl/workbook.xml": self._workbook,
            "xl/_rels/workbook.xml.rels": self._relation,
            "xl/styles.xml": self._style,
        }
        start = handlers.get(name.lower())
        self._parse(part, start or (lambda tag, attributes: None))

    def read_sheet(self, title: str, part: bytes) -> Sheet:
        """Read a sheet: its formulas, errors and merged cells; refuse cells that stand too far away."""
        sheet = Sheet(title, is_hidden=title in self._hidden_sheets)
        struck = (self._struck_styles, self._struck_texts)
        cells = _Cells(
            sheet, self._lengths, self._styles, struck, _MOST_AREA - self._area, MOST_UNPACKED - self._characters
        )
        self._parse(part, cells.start, cells.text)
        self._area += cells.area
        self._characters += cells.characters
        return cells.sheet

    def read_comments(self, part: bytes) -> None:
        """Read the comments on a sheet; those that the workbook came with are left out."""
        authors: list[str] = []
        at: list[tuple[int, str]] = []
        is_author = False

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal is_author
            is_author = tag == "author"
            if is_author:
                authors.append("")
            elif tag == "comment":
                at.append((place(attributes.get("ref", ""))[0], attributes.get("authorId", "")))

        def text(said: str) -> None:
            if is_author:
                authors[-1] += said

        self._parse(part, start, text)
        own = {str(number) for number, author in enumerate(authors) if author.strip() == AUTHOR}
        self.comments += [row for row, author in at if author not in own]

    def _parse(self, part: bytes, start: Any, text: Any = None) -> None:
        if part.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
            raise Refused(workbook_kinds.BROKEN)
        self._depth = 0
        parser = expat.ParserCreate(namespace_separator="}")

        def begin(tag: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            self._depth += 1
            if self._elements > _MOST_ELEMENTS:
                raise Refused(workbook_kinds.BOMB, "بیش از دو میلیون خانه")
            if self._depth > _DEEPEST:
                raise Refused(workbook_kinds.BROKEN)
            start(tag[tag.rfind("}") + 1 :], attributes)

        def end(tag: str) -> None:
            self._depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.CharacterDataHandler, parser.buffer_text = text, True
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.XmlDeclHandler = _only_utf8
        parser.Parse(part, True)

    def _workbook(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            self.sheets.append((attributes.get("name", ""), relation))
            if attributes.get("state") in ("hidden", "veryHidden"):
                self._hidden_sheets.add(attributes.get("name", ""))

    def _relation(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            self.relations[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""))

    def _style(self, tag: str, attributes: dict[str, str]) -> None:
        """Note which styles of cells show percents; a cell names its style by its place."""
        if tag == "numFmt" and "%" in attributes.get("formatCode", ""):
            self._percents.add(attributes.get("numFmtId", ""))
        elif tag in ("cellXfs", "cellStyleXfs"):
            self._count = 0 if tag == "cellXfs" else None
        elif tag in ("cellStyles", "dxfs"):
            self._count = None
        elif tag == "xf" and self._count is not None:
            if attributes.get("numFmtId", "") in self._percents:
                self._styles.add(str(self._count))
            if attributes.get("fontId", "") in self._struck_fonts:
                self._struck_styles.add(str(self._count))
            self._count += 1
        elif tag in ("fonts", "fills"):
            self._font = -1 if tag == "fonts" else None
        elif tag == "font" and self._font is not None:
            self._font += 1
        elif tag == "strike" and self._font is not None and _is_on(attributes, "val", "1"):
            self._struck_fonts.add(str(self._font))

    def _string(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._lengths.append(0)
        elif tag == "strike" and _is_on(attributes, "val", "1"):
            self._struck_texts.add(len(self._lengths) - 1)

    def _string_text(self, text: str) -> None:
        if self._lengths:
            self._lengths[-1] += len(text)


def _is_on(attributes: Mapping[str, str], name: str, unsaid: str = "0") -> bool:
    return attributes.get(name, unsaid) in ("1", "true")


def _no_doctype(*_: object) -> None:
    raise Refused(workbook_kinds.BROKEN)  # a workbook has none; with one come entities that grow without end


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(workbook_kinds.BROKEN)


class _Cells:
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
            if _is_on(attributes, "hidden"):
                self.sheet.hidden_rows.add(self.row)
        elif tag == "col":
            self._columns(attributes)
        elif tag == "strike" and _is_on(attributes, "val", "1"):
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
        if _is_on(attributes, "hidden") and are_numbers and len(self.sheet.hidden_columns) < _MOST_RANGES:
            self.sheet.hidden_columns.append((int(first) - 1, int(last) - 1))

    def _range(self, ranges: list[Range], text: str) -> None:
        if len(ranges) >= _MOST_RANGES:
            raise Refused(workbook_kinds.BOMB, f"بیش از {fa(_MOST_RANGES)} محدوده")
        ranges.append(area(text))


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
