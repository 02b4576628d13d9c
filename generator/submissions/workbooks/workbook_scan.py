"""Read the XML of a workbook as a stream, and count what it would grow to: no entities, no far-away cells, no repeats.

Shapes: the bytes of parts in, ``Sheet`` out. Errors: ``Refused``; the parser's own for XML that is none.
"""

from __future__ import annotations

from typing import Any
from xml.parsers import expat

from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.sheet_scan import Cells, Sheet, is_on, place
from generator.submissions.workbooks.workbook_help import AUTHOR
from generator.submissions.workbooks.workbook_limits import MOST_UNPACKED, Refused

_MOST_ELEMENTS = 2_000_000
_MOST_AREA = 2_000_000
_DEEPEST = 64
# The number formats of Excel's own that show percents.
_PERCENTS = ("9", "10")


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
        cells = Cells(
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
        elif tag == "strike" and self._font is not None and is_on(attributes, "val", "1"):
            self._struck_fonts.add(str(self._font))

    def _string(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "si":
            self._lengths.append(0)
        elif tag == "strike" and is_on(attributes, "val", "1"):
            self._struck_texts.add(len(self._lengths) - 1)

    def _string_text(self, text: str) -> None:
        if self._lengths:
            self._lengths[-1] += len(text)


def _no_doctype(*_: object) -> None:
    raise Refused(workbook_kinds.BROKEN)  # a workbook has none; with one come entities that grow without end


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(workbook_kinds.BROKEN)
