"""Put the program together: find the subject of a package, and hand its parts to load and intake.

This is the one list of subjects; `plugin.py` beside it hands the same to the site. Errors: `DescriptorError` where a
descriptor does not hold together or names a subject that there is none of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import DescriptorError, Package
from generator.dataset.problems import settings_kinds
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading import kept_files
from generator.dataset.reading import load as loading
from generator.dataset.reading.kept import Kept
from generator.dataset.reading.load import DESCRIPTOR, Loaded
from generator.dataset.reading.settings import problem_of
from generator.dataset.shapes import Fault
from generator.runtime.cache import Cache
from generator.runtime.workers import apart
from generator.site.model.subject import NONE, Subject
from generator.subjects.women.capable_women import WOMEN

if TYPE_CHECKING:
    from generator.submissions.intake.importer import Intake

SUBJECTS = {subject.name: subject for subject in (WOMEN, NONE)}
# The descriptors of before there was another say nothing.
_USUAL = WOMEN


def subject_of(package: Package) -> Subject:
    """Return the subject of a package: that which its descriptor names, else the bank of women."""
    if not package.subject:
        return _USUAL
    found = SUBJECTS.get(package.subject)
    if found is None:
        raise DescriptorError([_unknown(package)])
    return found


def _unknown(package: Package) -> Problem:
    close = nearest(package.subject, {name: name for name in SUBJECTS}).value
    fault = Fault(("subject",), settings_kinds.SHAPE_SUBJECT, package.subject, "، ".join(SUBJECTS), close)
    root = yaml.compose(package.path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return problem_of(fault, root, f"{package.folder.name}/{package.path.name}", "subject")


def load(folder: Path, today: date | None = None, kept: Kept | None = None) -> Loaded:
    """Read and check the data in a folder; ``kept`` holds what was read there before."""
    package = descriptor_reader.load(folder.absolute() / DESCRIPTOR)
    return loading.load(package, subject_of(package).checks, today, kept)


def load_to_build(folder: Path, today: date | None = None, cache: Cache | None = None) -> Loaded:
    """Read and check the data in a folder for a build, ``cache`` knowing what the one before read.

    What nobody has read before is read apart: rows and all that checks need are many times what a build needs of them.
    """
    package = descriptor_reader.load(folder.absolute() / DESCRIPTOR)
    checks = subject_of(package).checks
    if cache is None:
        return apart(partial(loading.load, package, checks, today))
    kept = kept_files.load(cache, package)

    def read() -> Loaded:
        loaded = loading.load(package, checks, today, kept)
        kept_files.save(cache, package, kept)
        return loaded

    return read() if kept.files else apart(read)


def open_intake(
    package: Package,
    today: date,
    key: str = "",
    overlay: Mapping[str, str | None] | None = None,
    kept: Kept | None = None,
) -> Intake:
    """Open a bank for submissions; raise BankError where a value of it is none.

    ``overlay`` holds texts that stand in for its files, or beside them, by the name that messages show; None hides one.
    ``kept`` holds what was read of the bank before.
    """
    from generator.submissions.intake.importer import Intake  # reading forms, workbooks and photos takes a while

    return Intake(package, subject_of(package).checks, today, key, overlay, kept)
