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
from dataclasses import dataclass

from generator.dataset.problems import file_kinds
from generator.persian.digits import fa
from generator.submissions.workbooks import workbook_kinds
from generator.submissions.workbooks.sheet_scan import Sheet
from generator.submissions.workbooks.workbook_limits import MOST_UNPACKED, Refused, megabytes
from generator.submissions.workbooks.workbook_scan import Scan

MOST_BYTES = 10_000_000
_MOST_RATIO = 200
_MOST_PARTS = 1_000

_COMPOUND = b"\xd0\xcf\x11\xe0"  # how .xls begins, and a workbook with a password
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACROS = re.compile(r"vbaproject|macrosheets/|activex/|/vbadata|/intlmacrosheets/", re.I)
_LINKS = re.compile(r"externallinks/|connections\.xml$|querytables/", re.I)
_PICTURES = re.compile(r"^xl/media/.+\.(?:jpe?g|png|gif|bmp|webp|tiff?)$", re.I)
_COMMENTS = re.compile(r"^xl/(?:comments/)?comments?[0-9]*\.xml$", re.I)
_MACRO_NAMES = (".xlsm", ".xltm", ".xlam", ".xlsb")
_NEEDED = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_WELCOME = ("_rels/.rels", "xl/styles.xml", "xl/sharedstrings.xml")


@dataclass
class Archive:
    """The judged parts of a workbook as a new archive, its sheets in order, and what else people put in it.

    ``comments`` are the rows, from 0, of the comments that people wrote.
    """

    content: bytes
    sheets: dict[str, Sheet]
    has_pictures: bool
    comments: list[int]


def open_archive(raw: bytes, name: str) -> Archive:
    """Return the workbook as an archive that is safe to read."""
    _look_at_bytes(raw, name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return _judged(archive)
    except Refused:
        raise
    except Exception:  # zipfile and its decompressors raise whatever they like on damaged bytes
        raise Refused(workbook_kinds.BROKEN) from None


def _look_at_bytes(raw: bytes, name: str) -> None:
    if not raw:
        raise Refused(file_kinds.EMPTY_FILE)
    if len(raw) > MOST_BYTES:
        raise Refused(workbook_kinds.LARGE, megabytes(len(raw)), megabytes(MOST_BYTES))
    if raw.startswith(_COMPOUND):
        raise (Refused(workbook_kinds.LOCKED) if _ENCRYPTED in raw else Refused(workbook_kinds.KIND, "XLS"))
    if not raw.startswith(b"PK\x03\x04"):
        raise Refused(workbook_kinds.NOT)
    if name.lower().endswith(_MACRO_NAMES):
        raise Refused(workbook_kinds.MACRO)


def _judged(archive: zipfile.ZipFile) -> Archive:
    infos = {info.filename: info for info in archive.infolist()}
    _look_at_parts(archive, infos)
    if any(name not in infos for name in _NEEDED):
        raise Refused(workbook_kinds.NOT)
    scan = Scan()
    kept = {name: archive.read(name) for name in infos if name in _NEEDED or name.lower() in _WELCOME}
    for name, part in kept.items():
        scan.read(name, part)
    if b"macroenabled" in kept["[Content_Types].xml"].lower():
        raise Refused(workbook_kinds.MACRO)
    sheets = {}
    for title, relation in scan.sheets:
        kind, target = scan.relations.get(relation, ("", ""))
        if not kind.endswith("/worksheet"):
            continue
        path = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
        if title in sheets or path in kept or path not in infos:
            raise Refused(workbook_kinds.BROKEN)
        kept[path] = archive.read(path)
        sheets[title] = scan.read_sheet(title, kept[path])
    for name in filter(_COMMENTS.match, infos):
        scan.read_comments(archive.read(name))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as clean:
        for name, part in kept.items():
            clean.writestr(name, part)
    return Archive(content.getvalue(), sheets, any(_PICTURES.match(name) for name in infos), scan.comments)


def _look_at_parts(archive: zipfile.ZipFile, infos: Mapping[str, zipfile.ZipInfo]) -> None:
    names = list(infos)
    if len(names) != len(archive.infolist()) or len({name.lower() for name in names}) != len(names):
        raise Refused(workbook_kinds.BROKEN)  # two parts of one name: programs differ in which of them they read
    if any(info.flag_bits & 0x1 for info in infos.values()):
        raise Refused(workbook_kinds.LOCKED)
    # The sizes that the archive declares; reading stops there, so a false one cannot be exceeded.
    total = sum(info.file_size for info in infos.values())
    swollen = (
        info.file_size > 1_000_000 and info.file_size > _MOST_RATIO * info.compress_size for info in infos.values()
    )
    if len(names) > _MOST_PARTS:
        raise Refused(workbook_kinds.BOMB, f"{fa(len(names))} بخش")
    if total > MOST_UNPACKED or any(swollen):
        raise Refused(workbook_kinds.BOMB, megabytes(total))
    if "mimetype" in infos and "content.xml" in infos:
        raise Refused(workbook_kinds.KIND, "ODS")
    if "xl/workbook.bin" in infos:
        raise Refused(workbook_kinds.KIND, "XLSB")
    if any(_MACROS.search(name) for name in names):
        raise Refused(workbook_kinds.MACRO)
    if any(_LINKS.search(name) for name in names):
        raise Refused(workbook_kinds.LINKS)
