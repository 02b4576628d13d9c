"""Read, check and join the data in one go: what validation, the build and the live preview share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from generator.dataset import checks, descriptor, reader, registry
from generator.dataset.files import shown
from generator.dataset.problems import ERROR, WARNING, Problem
from generator.runtime.workshop import State, state

DESCRIPTOR = "datapackage.yaml"
# The secret of the fingerprints of withdrawn records; without it they are hashed with a key that everybody knows.
KEY_VARIABLE = "WITHDRAWAL_KEY"
_UNFINISHED = {State.CHANGING: "being-written", State.HALF: "half-written", State.LEFT: "left-over"}
# Days begin when they begin in Iran, where no clock is changed any more: what is handed in after midnight is of that day.
IRAN = timezone(timedelta(hours=3, minutes=30))


@dataclass(frozen=True)
class Loaded:
    """The registry, or None where there are errors; every problem found; the day that counts as today."""

    registry: registry.Registry | None
    problems: list[Problem]
    today: date
    files: int = 0


def load(folder: Path, today: date | None = None, progress: Callable[[int], None] | None = None) -> Loaded:
    """Read the package in ``folder``; raise DescriptorError where its descriptor does not hold together."""
    package = descriptor.load(folder.absolute() / DESCRIPTOR)
    day = today or day_of(folder)
    dataset = reader.read(package, progress)
    problems = [*_unfinished(package), *checks.check(dataset, day, os.environ.get(KEY_VARIABLE, ""))]
    valid = not any(problem.severity == ERROR for problem in problems)
    files = len({row.file for rows in dataset.rows.values() for row in rows})
    return Loaded(registry.build(dataset) if valid else None, problems, day, files)


def now() -> date:
    """Return the real day, for what writes a day into the data: an intake, a withdrawal."""
    return datetime.now(IRAN).date()


def _unfinished(package: descriptor.Package) -> Iterator[Problem]:
    """Yield what another run is at, or left when it was killed; the next run that writes mends it."""
    found = state(package.path)
    if found is not State.CLEAN:
        severity = WARNING if found is State.LEFT else ERROR
        yield Problem(shown(package.folder, package), 0, _UNFINISHED[found], severity=severity)


def day_of(folder: Path) -> date:
    """Return the day of a build, the same however often it is built.

    ``SOURCE_DATE_EPOCH``, else the last commit's day, else the real one; the real one too where something in the folder
    is not committed yet, such as a record that was taken in just now.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    stamp = epoch if epoch.isdecimal() else _committed(folder)
    return datetime.fromtimestamp(int(stamp), IRAN).date() if stamp.isdecimal() else now()


def _committed(folder: Path) -> str:
    """Return when the last commit was made, in seconds; empty where there is none, or the folder has changed since."""
    asked = (["status", "--porcelain", "--", "."], ["log", "-1", "--format=%ct"])
    answers = []
    for words in asked:
        command = ["git", "--no-optional-locks", "-C", str(folder), *words]
        try:
            answers.append(
                subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
            )
        except (OSError, subprocess.SubprocessError):
            return ""
    changes, stamp = answers
    return "" if changes else stamp
