"""Backups: a whole copy of the store a day, checked, for its owner alone; old ones go, and one can be put back.

Shapes: the store and a folder in, the path of the copy out. Errors: `StoreError` where a copy is not whole, or a store
stands where one is to be put back.
"""

from __future__ import annotations

import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from generator.inbox.store.database import Store, StoreError, faults

_NAME = re.compile(r"inbox-(\d{8})-(\d{6})\.db")
_FORMAT = "%Y%m%d-%H%M%S"


def write(store: Store, folder: Path, at: datetime, days: int) -> Path:
    """Write today's copy, remove those that are older than so many days, and return its path; raise StoreError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / f"inbox-{at.strftime(_FORMAT)}.db"
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    store.copy(part)
    part.replace(target)
    for path in copies(folder):
        if path != target and _time(path) < at.replace(tzinfo=None) - timedelta(days):
            path.unlink()
    return target


def copies(folder: Path) -> list[Path]:
    """Return the copies in a folder, the newest last."""
    return sorted(path for path in folder.glob("inbox-*.db") if _NAME.fullmatch(path.name))


def restore_newest(folder: Path, path: Path) -> Path | None:
    """Put the newest copy of a folder that has no faults in the place of a store that is gone; return it, if there is one."""
    for copy in reversed(copies(folder)):
        if not faults(copy):
            restore(copy, path)
            return copy
    return None


def restore(copy: Path, path: Path) -> None:
    """Put a copy in the place of a store that is gone; raise StoreError where the copy has faults or a store is there."""
    found = faults(copy)
    if found:
        raise StoreError(f"نسخهٔ پشتیبان «{copy.name}» درست نیست: {found[0]}")
    if path.exists():
        raise StoreError(f"«{path.name}» هست و چیزی روی آن نوشته نشد. نخست آن را جابه‌جا کنید.")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    shutil.copyfile(copy, part)
    part.chmod(0o600)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    part.replace(path)


def _time(path: Path) -> datetime:
    return datetime.strptime(path.stem.removeprefix("inbox-"), _FORMAT)
