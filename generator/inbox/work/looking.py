"""A look at a page as it would be: the entry taken in over a copy of the bank, and its one page drawn.

Shapes: an entry of the store in, a folder with the page and what it needs out; nothing of the bank is changed. Errors:
`LookError`, whose text is a Persian sentence.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import DescriptorError
from generator.dataset.reading.kept import Kept
from generator.dataset.reading.load import DESCRIPTOR, IRAN, KEY_VARIABLE
from generator.inbox.inbox_settings import Settings
from generator.inbox.store import entries
from generator.inbox.store.database import Store
from generator.inbox.work import examining
from generator.inbox.work.git.git_commands import GitError
from generator.inbox.work.git.repository import Repository
from generator.project import assembly
from generator.runtime.output import Folder
from generator.site.engine.build import draw
from generator.site.engine.build_error import BuildError
from generator.site.engine.made_files import MadeFiles
from generator.submissions.intake.importer import BankError

# So many looks are kept: they show what nobody has accepted.
_KEPT = 4
_GONE = "این مورد دیگر در صف نیست. صفحهٔ فرستاده را دوباره باز کنید."
_MOVED = "از زمانی که دیدید عوض شده است. صفحهٔ فرستاده را دوباره باز کنید."
_NO_PAGE = "این مورد صفحه‌ای از آن خود ندارد؛ آنچه در کارت می‌بینید همان است که به جدول افزوده می‌شود."
_FAULTY = "بانک با این مورد درست نیست و صفحه ساخته نشد."


class LookError(Exception):
    """The page cannot be drawn; the text says why, in Persian."""


def name_of(entry: int, digest: str) -> str:
    """Return what the look at an entry is called, as it is now."""
    return f"{entry}-{digest[:16]}"


def look(
    settings: Settings,
    store: Store,
    repository: Repository,
    entry: int,
    digest: str,
    at: datetime,
) -> Path:
    """Draw the page of an entry into the folder of its look, and return that; raise LookError."""
    with store.reading() as tx:
        line = entries.by_id(tx, entry)
        found = examining.sent(tx, line["hand_in"], line["version"]) if line else None
    if line is None or found is None:
        raise LookError(_GONE)
    page = entries.card(line).get("page", "")
    if line["digest"] != digest:
        raise LookError(_MOVED)
    if not page:
        raise LookError(_NO_PAGE)
    target = settings.previews / name_of(entry, digest)
    settings.previews.mkdir(mode=0o700, parents=True, exist_ok=True)
    day = at.astimezone(IRAN).date()
    try:
        with TemporaryDirectory(dir=settings.previews, prefix=".", ignore_cleanup_errors=True) as folder:
            checkout = Path(folder) / "bank"
            repository.checkout(repository.main(), checkout)
            package, kept = descriptor_reader.load(checkout / settings.data / DESCRIPTOR), Kept()
            intake = assembly.open_intake(package, day, os.environ.get(KEY_VARIABLE, ""), kept=kept)
            result = examining.judge(found, intake, {line["place"]})
            for name, content in result.files.items():
                _write(checkout / name, content)
            loaded = assembly.load(checkout / settings.data, day, kept=kept)
            if loaded.registry is None:
                raise LookError(_FAULTY)
            drawn = draw(loaded, checkout / settings.config, Path(folder) / "site", frozenset({page}))
            _add(drawn.made, page, drawn.folder)
            shutil.rmtree(target, ignore_errors=True)
            drawn.folder.replace(target)
    except (BankError, DescriptorError, GitError, OSError, BuildError):
        raise LookError(_FAULTY) from None
    _sweep(settings.previews, target)
    return target


def _add(made: MadeFiles, page: str, target: Path) -> None:
    """Write a page, and the photos that nobody has published yet; raise LookError where there is no such page."""
    record = made.site.paged.get(page)
    if record is None:
        raise LookError(_NO_PAGE)
    photos = {made.site.photo(record, small) for small in (False, True)}
    files = [made.get(path) for path in (f"{page}index.html", *filter(None, photos))]
    for file in filter(None, files):
        Folder(target).write(file)


def forget(folder: Path, before: datetime) -> None:
    """Remove the looks that were drawn before a time, and what killed ones have left: they show what may be erased by now."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < before.timestamp():
            shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, content: str | bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _sweep(folder: Path, newest: Path) -> None:
    looks = [path for path in folder.iterdir() if path != newest and not path.name.startswith(".")]
    for path in sorted(looks, key=lambda path: path.stat().st_mtime_ns)[: max(0, len(looks) + 1 - _KEPT)]:
        shutil.rmtree(path, ignore_errors=True)
