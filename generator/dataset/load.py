"""Read, check and join the data in one go: what validation, the build and the live preview share."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from generator.dataset import checks, descriptor, reader, registry
from generator.dataset.problems import ERROR, Problem

DESCRIPTOR = "datapackage.yaml"
# The secret of the fingerprints of withdrawn records; without it they are hashed with a key that everybody knows.
KEY_VARIABLE = "WITHDRAWAL_KEY"


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
    problems = checks.check(dataset, day, os.environ.get(KEY_VARIABLE, ""))
    valid = not any(problem.severity == ERROR for problem in problems)
    files = len({row.file for rows in dataset.rows.values() for row in rows})
    return Loaded(registry.build(dataset) if valid else None, problems, day, files)


def day_of(folder: Path) -> date:
    """Return the day that counts as today: ``SOURCE_DATE_EPOCH``, else the last commit's, else the clock's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch.isdecimal():
        return datetime.fromtimestamp(int(epoch), UTC).date()
    command = ["git", "-C", str(folder), "log", "-1", "--format=%ct"]
    try:
        stamp = subprocess.run(command, capture_output=True, text=True, check=True, timeout=10).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        stamp = ""
    if stamp.isdecimal():
        return datetime.fromtimestamp(int(stamp), UTC).date()
    return datetime.now(UTC).date()
