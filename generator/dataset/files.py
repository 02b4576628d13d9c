"""The files of the data: which there are, and their text. Sizes are limited and bytes decoded before any parser."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems import WARNING, Problem
from generator.persian.digits import fa

YAML_LIMIT = 1_000_000
CSV_LIMIT = 20_000_000
EXTENSION = ".yml"
TABLE = ".csv"
IMAGE = ".webp"
# What people's programs make of the two: the same file under another name.
_OTHER_NAMES = re.compile(r"(?:\.yml|\.yaml)?(?:\.yml|\.yaml|\.txt)", re.I)
_OTHER_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".avif", ".svg")
# How Word, Excel, archives, PDF and images begin.
_NOT_TEXT = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"{\\rtf")

# What desktops, office programs and editors leave beside files: nobody wrote it, and it says nothing.
_LEFT_BEHIND = re.compile(
    r"thumbs\.db|ehthumbs(?:_vista)?\.db|desktop\.ini|icon\r|\.ds_store|\._.+|\.directory|~\$.+|\.~lock\..+#|~.+\.tmp|.+~"
    r"|\..+\.sw[a-p]|__macosx|\.appledouble|\.trashes|\.trash-\d+|\.spotlight-v100|\.fseventsd|\$recycle\.bin"
    r"|system volume information|@eadir",
    re.I,
)

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\x85\u2028\u2029\ufffe\uffff]")


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name was made by somebody's computer beside what people made: it stops nobody."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def strays(package: Package) -> Iterator[Problem]:
    """Yield what lies beside the datasets and belongs to none: nobody would ever read it."""
    known = {package.path.name, *(str(item.path or item.folder).split("/")[0] for item in package.roots)}
    try:
        entries = sorted(os.scandir(package.folder), key=lambda entry: entry.name)
    except OSError:
        return  # what is missing is said file by file
    for entry in entries:
        if entry.name in known or entry.name.startswith(".") or is_left_behind(entry.name):
            continue
        if not entry.name.lower().startswith("readme"):
            code = "stray-folder" if entry.is_dir() else "stray-file"
            yield Problem(shown(package.folder / entry.name, package), 0, code, found=entry.name)


def limit_of(resource: Resource | None) -> int:
    """Return how many bytes a file of the resource may have."""
    return CSV_LIMIT if resource and resource.is_table else YAML_LIMIT


def resource_files(
    resource: Resource, package: Package, problems: list[Problem], images: list[str] | None = None
) -> Iterator[Path]:
    """Yield the files of a resource in a stable order; say which files in its folder do not belong there."""
    if not resource.folder:
        yield package.folder / str(resource.path)
        return
    own = TABLE if resource.is_table else EXTENSION
    folder = package.folder / resource.folder
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_left_behind(name))
        for name in sorted(name for name in names if not is_left_behind(name)):
            path = Path(root, name)
            if name.endswith(own):
                yield path
            elif name.endswith(IMAGE):
                if images is not None:
                    images.append(shown(path, package))
            elif name != ".gitkeep":
                problems.append(_unexpected(name, shown(path, package), own))
        for name in [name for name in folders if name.endswith(own)]:
            folders.remove(name)
            problems.append(Problem(shown(Path(root, name), package), 0, "not-a-file"))


def _unexpected(name: str, place: str, own: str) -> Problem:
    stem = re.sub(rf"{_OTHER_NAMES.pattern}$", "", name, flags=re.I)
    if stem and stem != name:
        return Problem(place, 0, "file-extension", found=name, expected=own, suggestion=stem + own)
    if name.lower().endswith(_OTHER_IMAGES):
        return Problem(place, 0, "image-kind", found=name, expected=IMAGE)
    return Problem(place, 0, "unexpected-file", found=name, expected=own)


def shown(path: Path, package: Package) -> str:
    """Return the path as messages show it: from the data folder's parent, with forward slashes."""
    try:
        return path.relative_to(package.folder.parent).as_posix()
    except ValueError:
        return path.as_posix()


def read_text(path: Path, limit: int, name: str, problems: list[Problem]) -> str | None:
    """Return the text of a file, or None where it cannot be used; BOM and CRLF are reported and removed."""
    try:
        if not path.is_file():
            code = "not-a-file" if path.exists() else "missing-file"
            problems.append(Problem(name, 0, code, found=path.name))
            return None
        size = path.stat().st_size
        if size > limit:
            shown_size, shown_limit = (f"{fa(round(n / 1e6, 1))} مگابایت" for n in (size, limit))
            problems.append(Problem(name, 0, "too-large", found=shown_size, expected=shown_limit))
            return None
        raw = path.read_bytes()
    except OSError as error:
        problems.append(Problem(name, 0, "unreadable", found=error.strerror or error.__class__.__name__))
        return None
    return decode(raw, name, problems)


def decode(raw: bytes, name: str, problems: list[Problem]) -> str | None:
    """Return the bytes as text, or None where they are not clean UTF-8."""
    if raw.startswith(_NOT_TEXT):
        problems.append(Problem(name, 0, "not-text"))
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        problems.append(Problem(name, raw.count(b"\n", 0, error.start) + 1, "not-utf8"))
        return None
    if text.startswith("\ufeff"):
        problems.append(Problem(name, 1, "bom", severity=WARNING))
        text = text[1:]
    if "\r" in text:
        problems.append(Problem(name, text.count("\n", 0, text.index("\r")) + 1, "crlf", severity=WARNING))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    bad = _FORBIDDEN.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        problems.append(Problem(name, line, "control-character", found=f"U+{ord(bad[0]):04X}"))
        return None
    if not text.strip():
        problems.append(Problem(name, 0, "empty-file"))
        return None
    return text
