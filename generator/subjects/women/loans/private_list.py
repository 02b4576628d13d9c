"""A private list of loans that may not be named: counted, and never written down."""

from __future__ import annotations

from pathlib import Path

from generator.dataset.descriptor import Package
from generator.dataset.private import hide
from generator.dataset.problems import file_kinds
from generator.dataset.problems.printing import render
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.files import CSV_LIMIT, shown
from generator.dataset.texts import read_text
from generator.persian.digits import fa
from generator.runtime.transaction import Transaction
from generator.site.model.subject import Subject
from generator.subjects.women.capable_women import WOMEN
from generator.subjects.women.checks.loan_counts import RESOURCE
from generator.subjects.women.loans import loan_counting
from generator.submissions.intake.batch import Taken
from generator.submissions.intake.importer import Intake

_INSIDE = "«{file}» درون مخزن است و مخزن عمومی است. آن را بیرون از مخزن نگه دارید و نشانی آنجا را بدهید."
_ABSENT = "فایل «{file}» پیدا نشد. نشانی آن را درست بنویسید."
_NOTHING = "هیچ چیز نوشته نشد."


def is_of(subject: Subject, package: Package) -> bool:
    """Whether a package keeps counts of loans: one of this subject, whose descriptor has not left them out."""
    return subject.name == WOMEN.name and RESOURCE in package.resources


def take(intake: Intake, transaction: Transaction, path: Path) -> Taken:
    """Count the loans of a list, and write the counts in place of the earlier ones; nothing where anything is wrong."""
    package = intake.package
    if path.resolve().is_relative_to(package.folder.resolve().parent):
        return Taken(_INSIDE.format(file=hide(path.name)), failed=True)
    problems: list[Problem] = []
    text = read_text(path, CSV_LIMIT, path.name, problems)
    if any(problem.kind == file_kinds.MISSING_FILE for problem in problems):
        return Taken(f"{_ABSENT.format(file=hide(path.name))} {_NOTHING}", failed=True)
    problems = [problem for problem in problems if text is None]
    if text is not None:
        loans, granted, problems = loan_counting.read_list(text, path.name, package, intake.names())
    if problems:
        return Taken(f"{render(problems)}\n{_NOTHING}", failed=True)
    target = package.folder / str(package.resources[RESOURCE].path)
    table = shown(target, package)
    transaction.replace({target: loan_counting.table(package, loans, intake.today).encode()})
    said = f"{table}: {fa(len(loans))} وام شمرده شد، بدون نام تعاونی."
    more = f"\n{fa(granted)} وام تصویب‌شده شمرده نشد؛ آن‌ها را با فرم یا فایل اکسل وام بفرستید." if granted else ""
    return Taken(said + more, failed=False)
