"""Whether a server is set up as the inbox needs it: every mistake that can be seen from here, in a sentence that says what to do.

Shapes: settings in, sentences out; nothing is changed. Errors: none; what cannot be asked is a sentence too.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from generator.inbox.inbox_settings import Settings, SettingsError
from generator.inbox.store import database, log_book
from generator.inbox.work.git.git_commands import GitError, credentials, git
from generator.persian.digits import fa

#: Bytes that must be free where the store is.
LEAST_FREE = 500 * 1024 * 1024
# No clock of a server that is set shows an earlier year.
_YEAR = 2026


def faults(settings: Settings, now: datetime, free: Callable[[Path], int] | None = None) -> Iterator[str]:
    """Yield what is wrong with the folder, the store, the repository, the clock and the disk."""
    yield from _folder(settings)
    yield from _store(settings, now)
    yield from _disk(settings, free or (lambda folder: shutil.disk_usage(folder).free))
    yield from _repository(settings)


def _folder(settings: Settings) -> Iterator[str]:
    folder = settings.folder
    if not folder.is_dir():
        yield f"پوشهٔ صندوق «{folder}» نیست."
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield f"در پوشهٔ «{folder}» نمی‌توان نوشت. بنویسید: chown inbox: {folder}"
    private = [
        settings.store,
        settings.folder / "secret",
        *([settings.password_file] if settings.password_file else []),
    ]
    for path in private:
        if path.exists() and os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"دیگران هم «{path}» را می‌خوانند. بنویسید: chmod 600 {path}"
    if settings.password_file and not settings.password_file.exists():
        yield f"فایل گذرواژهٔ مخزن «{settings.password_file}» نیست."
    if settings.backup_folder and not os.access(settings.backup_folder, os.W_OK):
        yield f"در پوشهٔ پشتیبان «{settings.backup_folder}» نمی‌توان نوشت."
    try:
        settings.secret()
    except SettingsError as error:
        yield str(error)


def _store(settings: Settings, now: datetime) -> Iterator[str]:
    if now.astimezone(UTC).year < _YEAR:
        yield f"ساعت این رایانه سال {fa(str(now.year))} را نشان می‌دهد. بنویسید: timedatectl set-ntp true"
    if not settings.store.exists():
        return
    broken = database.faults(settings.store)
    if broken:
        yield f"صندوق آسیب دیده است ({broken[0]}). از نسخهٔ پشتیبان برگردانید: generator inbox restore"
        return
    try:
        store = database.Store(settings.store)
    except database.StoreError as error:  # an old SQLite, a store of a newer program
        yield str(error)
        return
    try:
        with store.reading() as tx:
            newest = log_book.latest(tx, 1)
    finally:
        store.close()
    if newest and database.time_of(newest[0]["at"]) > now:
        yield "ساعت این رایانه پیش از آخرین رویداد صندوق است. بنویسید: timedatectl set-ntp true"


def _disk(settings: Settings, free: Callable[[Path], int]) -> Iterator[str]:
    if settings.folder.is_dir() and (left := free(settings.folder)) < LEAST_FREE:
        yield f"فقط {fa(left >> 20)} مگابایت جا مانده است؛ صندوق با کمتر از {fa(LEAST_FREE >> 20)} مگابایت چیزی نمی‌گیرد."


def _repository(settings: Settings) -> Iterator[str]:
    if not shutil.which("git"):
        yield "برنامهٔ git نیست. بنویسید: apt install git"
        return
    if not settings.folder.is_dir():
        return
    try:
        words = ("ls-remote", "--exit-code", settings.repository, f"refs/heads/{settings.branch}")
        # The folder of whoever asks may be closed to the inbox's own user.
        git(settings.folder, *words, is_network=True, settings=credentials(settings.password_file))
    except GitError as error:
        if error.code == 2:
            yield f"در مخزن شاخهٔ «{settings.branch}» نیست. کلید branch را درست کنید."
        else:
            yield "به مخزن نمی‌توان رسید. نشانی (repository)، گذرواژه و شبکه را بررسی کنید."
