"""The bank of main, laid out as files and opened once for each commit and day: reading it anew for each hand-in costs seconds."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.dataset.describing import descriptor_reader
from generator.dataset.reading.kept import Kept
from generator.dataset.reading.load import DESCRIPTOR
from generator.inbox.inbox_settings import Settings
from generator.inbox.work.git.repository import Repository
from generator.project import assembly
from generator.submissions.intake.importer import Intake

# The pages may still read the one of before while a newer one is laid out.
_KEPT = 2


class LaidOut:
    """The checkouts of main, and the newest of them as what takes submissions in; one process alone makes them."""

    def __init__(self, settings: Settings, repository: Repository, today: Callable[[], date], key: str = "") -> None:
        self._settings, self._repository, self._today, self._key = settings, repository, today, key
        self._kept = Kept()
        self._opened: tuple[tuple[str, date], Intake] | None = None

    def at(self, commit: str) -> Intake:
        """Return the bank of a commit, as it is today; raise BankError, DescriptorError, GitError and OSError."""
        wanted = (commit, self._today())
        if self._opened is None or self._opened[0] != wanted:
            package = descriptor_reader.load(self.lay(commit) / self._settings.data / DESCRIPTOR)
            self._opened = (wanted, assembly.open_intake(package, wanted[1], self._key, kept=self._kept))
        return self._opened[1]

    def lay(self, commit: str) -> Path:
        """Return the folder of a commit's files, laid out if need be; older ones go."""
        folder = self._settings.checkouts / commit
        if folder.is_dir():
            os.utime(folder)  # the newest is what the pages read
        else:
            folder.parent.mkdir(parents=True, exist_ok=True)
            self._repository.checkout(commit, folder)
            for path in self._older(folder):
                self._remove(path)
        return folder

    def forget(self) -> None:
        """Remove the checkouts of before: they hold what was removed since."""
        for path in self._older(self._settings.checkouts / self._repository.main(), kept=1):
            self._remove(path)

    def _remove(self, path: Path) -> None:
        # Emptying a folder makes it the newest: without its descriptor it is no bank, and no page reads half of one.
        (path / self._settings.data / DESCRIPTOR).unlink(missing_ok=True)
        shutil.rmtree(path, ignore_errors=True)

    def _older(self, newest: Path, kept: int = _KEPT) -> list[Path]:
        others = [path for path in newest.parent.iterdir() if path.is_dir() and path != newest]
        return sorted(others, key=lambda path: path.stat().st_mtime_ns)[: max(0, len(others) + 1 - kept)]
