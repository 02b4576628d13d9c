"""Read, check and join the data in one go: what validation, the build and the live preview share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

from generator.dataset import descriptor, registry
from generator.dataset.checks import runner
from generator.dataset.gathering.gathered_rows import in_tables
from generator.dataset.problems import file_kinds
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.problem import Problem
from generator.dataset.reading import reader
from generator.dataset.reading.files import shown
from generator.dataset.reading.kept import Kept
from generator.runtime import stages
from generator.runtime.transaction import State, state

DESCRIPTOR = "datapackage.yaml"
# The secret of the fingerprints of withdrawn records; without it they are hashed with a key that everybody knows.
KEY_VARIABLE = "WITHDRAWAL_KEY"
_UNFINISHED = {
    State.CHANGING: file_kinds.BEING_WRITTEN,
    State.HALF: file_kinds.HALF_WRITTEN,
    State.LEFT: file_kinds.LEFT_OVER,
}
# Days begin when they begin in Iran, where no clock is changed any more: what is handed in after midnight is of that day.
IRAN = timezone(timedelta(hours=3, minutes=30))


# The days that can be today: what is meant by another one is nobody's present.
FIRST_DAY, LAST_DAY = date(1921, 3, 21), date(2121, 3, 20)
EPOCH_VARIABLE = "SOURCE_DATE_EPOCH"


class DayError(Exception):
    """What is said to be today can be no day; the text says so, in Persian."""


@dataclass(frozen=True)
class Loaded:
    """The registry, or None where there are errors; every problem found; the day that counts as today."""

    registry: registry.Registry | None
    problems: list[Problem]
    today: date
    files: int = 0


def load(
    package: descriptor.Package,
    checks: Iterable[runner.Check],
    today: date | None = None,
    kept: Kept | None = None,
) -> Loaded:
    """Read and check the data of a package; ``checks`` are those of its subject, beside those of every package.

    ``kept`` holds what was read of it before.
    """
    day = today or day_of(package.folder)
    with stages.stage("read") as cost:
        dataset = reader.read(package, kept=kept)
        cost.items = sum(map(len, dataset.rows.values()))
    with stages.stage("check"):
        found = runner.check(dataset, checks, day, os.environ.get(KEY_VARIABLE, ""))
        problems = [
            *_unfinished(package),
            *descriptor.doubts(package),
            *(in_tables(problem, dataset) for problem in found),
        ]
    valid = not any(problem.severity == ERROR for problem in problems)
    files = len({row.file for rows in dataset.rows.values() for row in rows})
    with stages.stage("join"):
        joined = registry.build(dataset, spend=True) if valid else None
    return Loaded(joined, problems, day, files)


def now() -> date:
    """Return the real day, for what writes a day into the data: an intake, a withdrawal."""
    return datetime.now(IRAN).date()


def _unfinished(package: descriptor.Package) -> Iterator[Problem]:
    """Yield what another run is at, or left when it was killed; the next run that writes mends it."""
    found = state(package.path)
    if found is not State.CLEAN:
        yield Problem(shown(package.folder, package), 0, _UNFINISHED[found])


def day_of(folder: Path) -> date:
    """Return the day of a build, the same however often it is built.

    ``SOURCE_DATE_EPOCH`` (DayError where that is no such number), else the last commit's day, else the real one; the real one too where something in the folder
    is not committed yet, such as a record that was taken in just now.
    """
    epoch = os.environ.get(EPOCH_VARIABLE, "").strip()
    if epoch:
        day = _day_at(epoch)
        if day is None:
            raise DayError(
                f"متغیر {EPOCH_VARIABLE}: «{epoch[:40]}» پذیرفته نیست. تعداد ثانیه‌ها از آغاز ۱۹۷۰ میلادی را فقط با رقم"
                " بنویسید، مانند 1795551600، یا متغیر را حذف کنید."
            )
        return day
    return _day_at(_committed(folder)) or now()


def is_likely(day: date) -> bool:
    """Whether a day can be today: no calendar here reaches further, and a slip of the pen does."""
    return FIRST_DAY <= day <= LAST_DAY


def _day_at(stamp: str) -> date | None:
    """Return the day of a number of seconds; None where the text is no number, or the day cannot be today."""
    if not (stamp.isascii() and stamp.isdecimal()) or len(stamp) > 12:
        return None
    day = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(stamp))).astimezone(IRAN).date()
    return day if is_likely(day) else None


def _committed(folder: Path) -> str:
    """Return when the last commit was made, in seconds; empty where there is none, or the folder has changed since."""
    asked = (["status", "--porcelain", "--", "."], ["log", "-1", "--format=%ct"])
    answers = []
    for words in asked:
        command = ["git", "--no-optional-locks", "-C", str(folder), *words]
        try:
            answers.append(
                subprocess.run(command, capture_output=True, check=True, timeout=10)
                .stdout.decode("ascii", "replace")
                .strip()
            )
        except (OSError, subprocess.SubprocessError):
            return ""
    changes, stamp = answers
    return "" if changes else stamp
