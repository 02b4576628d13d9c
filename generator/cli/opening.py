"""What the verbs open: the data, their subject, the intake, and a place to write; whatever cannot be ends the run.

What is imported here takes its while, and only when a verb asks for it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from generator.dataset.problems.printing import render

if TYPE_CHECKING:
    from generator.dataset.descriptor import Package
    from generator.dataset.reading.load import Loaded
    from generator.runtime.cache import Cache
    from generator.runtime.remote.store import Store
    from generator.runtime.transaction import Transaction
    from generator.site.model.subject import Subject
    from generator.submissions.intake.importer import Intake


@contextmanager
def writing(data: Path) -> Iterator[Transaction]:
    """Yield a transaction on the data: one run at a time reads and then writes, and what a killed one left is mended."""
    from generator.dataset.reading.load import DESCRIPTOR
    from generator.runtime.transaction import Transaction

    if not (data / DESCRIPTOR).is_file():
        open_package(data)  # says what is missing
    with Transaction(data / DESCRIPTOR) as transaction:
        yield transaction


def mend(data: Path) -> None:
    """Mend what a killed run left in the data, before they are published; where there is nothing, write nothing."""
    from generator.dataset.reading.load import DESCRIPTOR
    from generator.runtime.transaction import State, state

    if state(data / DESCRIPTOR) is not State.CLEAN:
        with writing(data):
            pass


def open_package(data: Path) -> Package:
    """Return what the descriptor says, or end the run with what is wrong with it."""
    from generator.dataset.describing import descriptor_reader
    from generator.dataset.descriptor import DescriptorError
    from generator.dataset.reading.load import DESCRIPTOR

    try:
        return descriptor_reader.load(data.absolute() / DESCRIPTOR)
    except DescriptorError as error:
        fail(str(error))


def subject_of(package: Package) -> Subject:
    """Return the subject of a package, or end the run where there is no such."""
    from generator.dataset.descriptor import DescriptorError
    from generator.project import assembly

    try:
        return assembly.subject_of(package)
    except DescriptorError as error:
        fail(str(error))


def open_intake(data: Path, today: date | None) -> Intake:
    """Return the bank opened for submissions, or end the run with what is wrong with it."""
    import os

    from generator.dataset.descriptor import DescriptorError
    from generator.dataset.reading.load import KEY_VARIABLE, now
    from generator.project import assembly
    from generator.submissions.intake.importer import BankError

    try:
        return assembly.open_intake(open_package(data), today or now(), os.environ.get(KEY_VARIABLE, ""))
    except DescriptorError as error:
        fail(str(error))
    except BankError as error:
        click.echo(render(error.problems), err=True)
        fail("خود داده‌ها خطا دارند و چیزی نوشته نشد. نخست این‌ها را درست کنید.")


def load_data(data: Path, today: date | None) -> Loaded:
    """Return the data read and checked, or end the run where they cannot be."""
    from generator.project import assembly

    with _refusals():
        return assembly.load(data, today)


def load_to_build(data: Path, today: date | None, cache: Cache | None) -> Loaded:
    """Return the same for a build; ``cache`` knows what the one before read."""
    from generator.project import assembly

    with _refusals():
        return assembly.load_to_build(data, today, cache)


@contextmanager
def _refusals() -> Iterator[None]:
    """End the run where a descriptor or a day is none."""
    from generator.dataset.descriptor import DescriptorError
    from generator.dataset.reading.load import DayError

    try:
        yield
    except DescriptorError as error:
        fail(str(error))
    except DayError as error:
        raise click.UsageError(str(error), click.get_current_context()) from None


@contextmanager
def at_hand(data: Path | Store) -> Iterator[Path]:
    """Lend data as a folder of this computer: those of a store are copied for as long as they are read."""
    from tempfile import TemporaryDirectory

    from generator.runtime.remote.store import at_once

    if isinstance(data, Path):
        yield data
        return
    with TemporaryDirectory() as folder:
        target = Path(folder) / (data.parted()[1] or "data")
        target.mkdir()
        try:
            for _ in at_once(lambda path: data.bring(path, target), data.below()):
                pass
        except (ImportError, ValueError) as error:
            fail(
                f"نشانی «{data}» شناخته نیست یا بستهٔ آن نصب نیست ({error}). افزونهٔ store و بستهٔ همان انبار را نصب کنید."
            )
        yield target


def fail(message: str) -> NoReturn:
    """End the run with a message and code 1."""
    from generator.dataset.private import discreet

    click.echo(discreet(message), err=True)
    sys.exit(1)
