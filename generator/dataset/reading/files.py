"""The files of the data: which there are, and what among them cannot be read or does not belong there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems import file_kinds
from generator.dataset.problems.problem import Problem
from generator.dataset.texts import unreadable
from generator.runtime.system_errors import printable, reason
from generator.runtime.transaction import is_ours

YAML_LIMIT = 1_000_000
CSV_LIMIT = 20_000_000
EXTENSION = ".yml"
TABLE = ".csv"
IMAGE = ".webp"
# What people's programs make of the two: the same file under another name.
_OTHER_NAMES = re.compile(r"(?:\.yml|\.yaml)?(?:\.yml|\.yaml|\.txt)", re.I)
_OTHER_IMAGES = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".webp", ".avif", ".svg")
# What desktops, office programs and editors leave beside files: nobody wrote it, and it says nothing.
_LEFT_BEHIND = re.compile(
    r"thumbs\.db|ehthumbs(?:_vista)?\.db|desktop\.ini|icon\r|\.ds_store|\._.+|\.directory|~\$.+|\.~lock\..+#|~.+\.tmp|.+~"
    r"|\..+\.sw[a-p]|__macosx|\.appledouble|\.trashes|\.trash-\d+|\.spotlight-v100|\.fseventsd|\$recycle\.bin"
    r"|system volume information|@eadir",
    re.I,
)


def is_left_behind(name: str) -> bool:
    """Whether a file or folder of this name was made by somebody's computer beside what people made: it stops nobody."""
    return _LEFT_BEHIND.fullmatch(name) is not None


def strays(package: Package) -> Iterator[Problem]:
    """Yield what lies beside the datasets and belongs to none: nobody would ever read it."""
    known = {package.path.name, *(str(item.path or item.folder).split("/")[0] for item in package.roots)}
    try:
        entries = sorted(os.scandir(package.folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return  # what is missing is said file by file
    except OSError as error:
        yield Problem(shown(package.folder, package), 0, file_kinds.UNREADABLE_FOLDER, found=reason(error))
        return
    for entry in entries:
        if entry.name in known or entry.name.startswith(".") or is_left_behind(entry.name):
            continue
        if not entry.name.lower().startswith("readme"):
            kind = file_kinds.STRAY_FOLDER if entry.is_dir() else file_kinds.STRAY_FILE
            yield Problem(shown(package.folder / entry.name, package), 0, kind, found=entry.name)


def limit_of(resource: Resource | None) -> int:
    """Return how many bytes a file of the resource may have."""
    return CSV_LIMIT if resource and resource.is_table else YAML_LIMIT


def resource_files(
    resource: Resource, package: Package, problems: list[Problem], images: list[str] | None = None
) -> Iterator[Path]:
    """Yield the files of a resource in a stable order; say what in its folder does not belong there or cannot be read."""
    place = str(resource.folder or resource.path)
    link = next((part for part in _parts(package.folder, place) if part.is_symlink()), None)
    if link is not None:
        problems.append(Problem(shown(link, package), 0, file_kinds.LINK, found=link.name))
        return
    if not resource.folder:
        yield package.folder / place
        return
    own = TABLE if resource.is_table else EXTENSION
    top = package.folder / resource.folder
    for root, folders, names in os.walk(top, onerror=lambda error: problems.extend(_unlisted(error, top, package))):
        folders[:] = sorted(name for name in folders if not is_left_behind(name))
        for name in sorted(name for name in names if not is_left_behind(name)):
            path = Path(root, name)
            if name.endswith(own):
                yield path
            elif path.is_symlink():
                problems.append(Problem(shown(path, package), 0, file_kinds.LINK, found=name))
            elif name.endswith(IMAGE):
                problems.extend(_closed(path, package))
                if images is not None:
                    images.append(shown(path, package))
            elif name != ".gitkeep" and not is_ours(name):
                problems.append(_unexpected(name, shown(path, package), own))
        for name in list(folders):
            path = Path(root, name)
            kind = file_kinds.LINK if path.is_symlink() else file_kinds.NOT_A_FILE if name.endswith(own) else None
            if kind:
                folders.remove(name)
                problems.append(Problem(shown(path, package), 0, kind, found=name))


def _parts(folder: Path, place: str) -> Iterator[Path]:
    """Yield every step of the way from a folder down to a place in it."""
    for part in place.split("/"):
        folder = folder / part
        yield folder


def _unlisted(error: OSError, top: Path, package: Package) -> Iterator[Problem]:
    """Yield the problem of a folder that cannot be listed; a dataset that has no folder is only an empty one."""
    path = Path(os.fsdecode(error.filename))
    if path == top and isinstance(error, FileNotFoundError):
        return
    if path == top and isinstance(error, NotADirectoryError):
        yield Problem(shown(path, package), 0, file_kinds.NOT_A_FOLDER, found=path.name)
    else:
        yield Problem(shown(path, package), 0, file_kinds.UNREADABLE_FOLDER, found=reason(error))


def _closed(path: Path, package: Package) -> Iterator[Problem]:
    """Yield the problem of a file that the build could not copy."""
    try:
        path.open("rb").close()
    except OSError as error:
        yield unreadable(shown(path, package), error)


def _unexpected(name: str, place: str, own: str) -> Problem:
    stem = re.sub(rf"{_OTHER_NAMES.pattern}$", "", name, flags=re.I)
    if stem and stem != name:
        return Problem(place, 0, file_kinds.FILE_EXTENSION, found=name, expected=own, suggestion=stem + own)
    if name.lower().endswith(_OTHER_IMAGES):
        return Problem(place, 0, file_kinds.IMAGE_KIND, found=name, expected=IMAGE)
    return Problem(place, 0, file_kinds.UNEXPECTED_FILE, found=name, expected=own)


def shown(path: Path, package: Package) -> str:
    """Return the path as messages show it: from the data folder's parent, with forward slashes."""
    try:
        return printable(path.relative_to(package.folder.parent).as_posix())
    except ValueError:
        return printable(path.as_posix())
