"""Look through the bytes of a workbook before any library of spreadsheets sees them.

An ``.xlsx`` is a zip of XML. Whoever wrote it may be anybody, so sizes, entities, far-away cells and foreign parts are
judged first; what is read afterwards is a fresh archive that holds the judged parts and nothing else.
Shapes: bytes in, ``Archive`` out. Errors: ``Refused``, for any bytes whatever.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any
from xml.parsers import expat

from generator.persian.digits import fa

MOST_BYTES = 10_000_000
MOST_UNPACKED = 50_000_000
_MOST_RATIO = 200
_MOST_PARTS = 1_000
_MOST_ELEMENTS = 2_000_000
_MOST_AREA = 2_000_000
_DEEPEST = 64
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384

_COMPOUND = b"\xd0\xcf\x11\xe0"  # how .xls begins, and a workbook with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MACROS = re.compile(r"vbaproject|macrosheets/|activex/|/vbadata|/intlmacrosheets/", re.I)
_LINKS = re.compile(r"externallinks/|connections\.xml$|querytables/", re.I)
_PICTURES = re.compile(r"^xl/media/.+\.(?:jpe?g|png|gif|bmp|webp|tiff?)$", re.I)
_MACRO_NAMES = (".xlsm", ".xltm", ".xlam", ".xlsb")
_NEEDED = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_WELCOME = ("_rels/.rels", "xl/styles.xml", "xl/sharedstrings.xml")

Range = tuple[int, int, int, int]


class Refused(Exception):
    """A workbook that is not read: the code of its sentence, with what was found and what is expected."""

    def __init__(self, code: str, found: str = "", expected: str = "") -> None:
        super().__init__(code)
        self.code, self.found, self.expected = code, found, expected


@dataclass
class Sheet:
    """What was seen in one sheet: ranges (first row and column, last row and column, from 0) and cells with errors."""

    name: str
    formulas: list[Range] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    errors: set[tuple[int, int]] = field(default_factory=set)

    def is_formula(self, row: int, column: int) -> bool:
        """Whether the cell's value is reckoned and not typed."""
        return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.formulas)


@dataclass
class Archive:
    """The judged parts of a workbook as a new archive, its sheets in order, and whether pictures were pasted in."""

    content: bytes
    sheets: dict[str, Sheet]
    has_pictures: bool


def open_archive(raw: bytes, name: str) -> Archive:
    """Return the workbook as an archive that is safe to read."""
    _look_at_bytes(raw, name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _judged(archive)
    except Refused:
        raise
    except Exception:  # zipfile and its decompressors raise whatever they like on damaged bytes
        raise Refused("workbook-broken") from None


def _look_at_bytes(raw: bytes, name: str) -> None:
    if not raw:
        raise Refused("empty-file")
    if len(raw) > MOST_BYTES:
        raise Refused("workbook-large", _megabytes(len(raw)), _megabytes(MOST_BYTES))
    if raw.startswith(_COMPOUND):
        raise Refused("workbook-locked") if _ENCRYPTED in raw else Refused("workbook-kind", "XLS")
    if not raw.startswith(b"PK\x03\x04"):
        raise Refused("workbook-not")
    if name.lower().endswith(_MACRO_NAMES):
        raise Refused("workbook-macro")


def _megabytes(size: int) -> str:
    return f"{fa(ceil(size / 1e6))} مگابایت"


def _judged(archive: zipfile.ZipFile) -> Archive:
    infos = {info.filename: info for info in archive.infolist()}
    _look_at_parts(archive, infos)
    if any(name not in infos for name in _NEEDED):
        raise Refused("workbook-not")
    scan = _Scan()
    kept = {name: archive.read(name) for name in infos if name in _NEEDED or name.lower() in _WELCOME}
    for name, part in kept.items():
        scan.read(name, part)
    if b"macroenabled" in kept["[Content_Types].xml"].lower():
        raise Refused("workbook-macro")
    sheets = {}
    for title, relation in scan.sheets:
        kind, target = scan.relations.get(relation, ("", ""))
        if not kind.endswith("/worksheet"):
            continue
        path = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        if title in sheets or path in kept or path not in infos:
            raise Refused("workbook-broken")
        kept[path] = archive.read(path)
        sheets[title] = scan.read_sheet(title, kept[path])
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as clean:
        for name, part in kept.items():
            clean.writestr(name, part)
    return Archive(content.getvalue(), sheets, any(_PICTURES.match(name) for name in infos))


def _look_at_parts(archive: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo]) -> None:
    names = list(infos)
    if len(names) != len(archive.infolist()) or len({name.lower() for name in names}) != len(names):
        raise Refused("workbook-broken")  # two parts of one name: programs differ in which of them they read
    if any(info.flag_bits & 0x1 for info in infos.values()):
        raise Refused("workbook-locked")
    # The sizes that the archive declares; reading stops there, so a false one cannot be exceeded.
    total = sum(info.file_size for info in infos.values())
    swollen = (
        info.file_size > 1_000_000 and info.file_size > _MOST_RATIO * info.compress_size for info in infos.values()
    )
    if len(names) > _MOST_PARTS:
        raise Refused("workbook-bomb", f"{fa(len(names))} بخش")
    if total > MOST_UNPACKED or any(swollen):
        raise Refused("workbook-bomb", _megabytes(total))
    if "mimetype" in infos and "content.xml" in infos:
        raise Refused("workbook-kind", "ODS")
    if "xl/workbook.bin" in infos:
        raise Refused("workbook-kind", "XLSB")
    if any(_MACROS.search(name) for name in names):
        raise Refused("workbook-macro")
    if any(_LINKS.search(name) for name in names):
        raise Refused("workbook-links")


class _Scan:
    """Read XML parts as a stream, without entities and within one common budget of elements."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.relations: dict[str, tuple[str, str]] = {}
        self._elements = 0
        self._depth = 0

    def read(self, name: str, part: bytes) -> None:
        """Read a part that is no sheet; of the workbook its sheets are kept, of its relations their targets."""
        start = {"xl/workbook.xml": self._workbook, "xl/_rels/workbook.xml.rels": self._relation}.get(name)
        self._parse(part, start or (lambda tag, attributes: None))

    def read_sheet(self, title: str, part: bytes) -> Sheet:
        """Read a sheet: its formulas, errors and merged cells; refuse cells that stand too far away."""
        cells = _Cells(Sheet(title))
        self._parse(part, cells.start)
        return cells.sheet

    def _parse(self, part: bytes, start: Any) -> None:
        if part.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00", b"<\x00")):
            raise Refused("workbook-broken")
        self._depth = 0
        parser = expat.ParserCreate(namespace_separator="}")

        def begin(tag: str, attributes: dict[str, str]) -> None:
            self._elements += 1
            self._depth += 1
            if self._elements > _MOST_ELEMENTS:
                raise Refused("workbook-bomb", "بیش از دو میلیون خانه")
            if self._depth > _DEEPEST:
                raise Refused("workbook-broken")
            start(tag[tag.rfind("}") + 1 :], attributes)

        def end(tag: str) -> None:
            self._depth -= 1

        parser.StartElementHandler, parser.EndElementHandler = begin, end
        parser.StartDoctypeDeclHandler = _no_doctype
        parser.XmlDeclHandler = _only_utf8
        parser.Parse(part, True)

    def _workbook(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith("}id")), "")
            self.sheets.append((attributes.get("name", ""), relation))

    def _relation(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship":
            self.relations[attributes.get("Id", "")] = (attributes.get("Type", ""), attributes.get("Target", ""))


def _no_doctype(*_: object) -> None:
    raise Refused("workbook-broken")  # a workbook has none; with one come entities that grow without end


def _only_utf8(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refused("workbook-broken")


class _Cells:
    """Follow the cells of one sheet in the order in which they stand in its XML."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.row, self.column = -1, -1
        self.bottom, self.right = 0, 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            at = attributes.get("r")
            self.row, self.column = place(at) if at is not None else (max(self.row, 0), self.column + 1)
            if attributes.get("t") == "e":
                self.sheet.errors.add((self.row, self.column))
        elif tag in ("v", "is"):
            self.bottom, self.right = max(self.bottom, self.row), max(self.right, self.column)
            if (self.bottom + 1) * (self.right + 1) > _MOST_AREA:
                raise Refused("workbook-far", fa(self.row + 1), self.sheet.name)
        elif tag == "row":
            at = attributes.get("r")
            if at is not None and not (at.isascii() and at.isdecimal() and 0 < len(at) < 8):
                raise Refused("workbook-broken")
            self.row, self.column = int(at) - 1 if at is not None else self.row + 1, -1
        elif tag == "f":
            whole = attributes.get("ref") if attributes.get("t") in ("array", "dataTable") else None
            self.sheet.formulas.append(area(whole) if whole else (self.row, self.column, self.row, self.column))
        elif tag == "mergeCell":
            self.sheet.merged.append(area(attributes.get("ref", "")))


def place(text: str) -> tuple[int, int]:
    """Return row and column from 0 of «C5»."""
    match = _CELL.fullmatch(text)
    if match is None:
        raise Refused("workbook-broken")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    if not (0 < row <= _LAST_ROW and column <= _LAST_COLUMN):
        raise Refused("workbook-broken")
    return row - 1, column - 1


def area(text: str) -> Range:
    """Return the range of «B2:C5» or «B2»."""
    first, _, last = text.partition(":")
    top, left = place(first)
    bottom, right = place(last) if last else (top, left)
    return top, left, bottom, right
