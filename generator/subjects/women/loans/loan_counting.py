"""Loans that may not be named, counted: a private list in, the suppressed rows of the public table out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import zip_longest

from generator.dataset.descriptor import Package
from generator.dataset.formatting.emitter import table_text
from generator.dataset.problems import file_kinds
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.suppression import ALL, suppress
from generator.persian.calendar.jalali import from_gregorian, parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.digits import ascii_digits
from generator.persian.spelling.normaliser import canonical
from generator.subjects.women.checks import loan_kinds
from generator.subjects.women.checks.loan_counts import MARGINS, RESOURCE, SEASONS, STAGES

# The days by which a loan's season is known, the best first.
_DAYS = {
    "introduced": ("introduced",),
    "review": ("under_review", "introduced"),
    "rejected": ("rejected", "under_review", "introduced"),
}
# The columns that a list must have, and those of its days; others are not looked at.
_COLUMNS = ("county", "facility", "stage")
_LOAN_DAYS = ("introduced", "under_review")
_REJECTED = "تاریخ رد"

Names = Mapping[str, Mapping[str, str]]


def read_list(text: str, file: str, package: Package, names: Names) -> tuple[list[dict[str, str]], int, list[Problem]]:
    """Read a list of loans, a CSV with a header of names or titles: loans to count, how many are granted, what is wrong.

    Counties, facilities and stages may stand as ids or as labels. A problem names the line and never a cooperative.
    """
    loan, count = (package.resources[name].by_name for name in ("loans", RESOURCE))
    known = {"county": names["counties"], "facility": names["facilities"], "stage": count["stage"].categories}
    labels = {name: {canonical(label): key for key, label in options.items()} for name, options in known.items()}
    labels["stage"] |= {canonical(label): stage for label, stage in count["stage"].formerly.items()}
    # What is named in the data and not counted here.
    named = {canonical(word) for word in loan["stage"].all_words}
    titles = {**{name: loan[name].title for name in (*_COLUMNS, *_LOAN_DAYS)}, "rejected": _REJECTED}
    problems: list[Problem] = []
    loans, granted = [], 0
    try:
        lines = list(enumerate(csv.reader(io.StringIO(text.removeprefix("\ufeff"))), start=1))
    except csv.Error:
        return [], 0, [Problem(file, 0, file_kinds.NOT_TEXT)]
    columns = {canonical(title): name for name, title in titles.items()}
    header = [columns.get(canonical(cell), cell.strip()) for cell in (lines[0][1] if lines else [])]
    missing = [name for name in _COLUMNS if name not in header]
    for name in missing:
        problems.append(Problem(file, 1, loan_kinds.COUNT_COLUMN, found=f"{name} ({titles[name]})"))
    for number, row in lines[1:] if not missing else ():
        cells = {name: canonical(cell) for name, cell in zip_longest(header, row[: len(header)], fillvalue="")}
        if not any(cells.values()):
            continue
        if cells["stage"] in named:
            granted += 1
            continue
        found = dict(cells)
        for name, options in known.items():
            found[name] = cells[name] if cells[name] in options else labels[name].get(cells[name], "")
            if not found[name]:
                close = nearest(cells[name], options)
                problems.append(
                    Problem(file, number, loan_kinds.COUNT_UNKNOWN, title=titles[name], suggestion=close.meaning)
                )
        try:
            loans.append(dated(found) if found["stage"] else found)
        except DateError:
            problems.append(Problem(file, number, loan_kinds.COUNT_DAY, expected=_day_columns(found["stage"], titles)))
    return loans, granted, problems


def _day_columns(stage: str, titles: Mapping[str, str]) -> str:
    """Return the columns, any of which may hold the day of a stage, the best first."""
    return " یا ".join(f"{name} ({titles[name]})" for name in _DAYS[stage])


def dated(loan: Mapping[str, str]) -> dict[str, str]:
    """Return a loan with year and season of the stage that it stands at, no season where only the year is known.

    Raises DateError where it has no day at all.
    """
    text = next((loan[name] for name in _DAYS[loan["stage"]] if loan.get(name)), "")
    day = parse_jalali(ascii_digits(text).replace("/", "-"))
    return {**loan, "year": f"{day.year}", "season": SEASONS[day.season - 1] if day.season else ""}


def rows(loans: Iterable[Mapping[str, str]], today: date) -> list[dict[str, str]]:
    """Return the rows of the public table: one for each cell of each margin, small ones hidden."""
    counts: dict[str, dict[str, dict[str, int]]] = {}
    for loan in loans:
        margins = counts.setdefault(loan["stage"], {})
        for margin, fields in MARGINS.items():
            key = "-".join(filter(None, (loan[name] for name in fields)))
            if fields:
                cells = margins.setdefault(margin, {})
                cells[key] = cells.get(key, 0) + 1
    day = from_gregorian(today).text
    return [row for stage in STAGES if stage in counts for row in _rows(stage, counts[stage], day)]


def _rows(stage: str, margins: Mapping[str, Mapping[str, int]], day: str) -> Iterator[dict[str, str]]:
    for (margin, key), cell in sorted(suppress(margins).items()):
        names = {} if margin == ALL else {margin: key}
        if margin == "season":
            year, _, season = key.partition("-")
            names = {"year": year, "season": season}
        made = "-".join(filter(None, (margin, *([key] if margin != ALL else []), stage)))
        row = {"id": made, "margin": margin, **names, "stage": stage, "loans": str(cell), "counted": day}
        yield {name: value for name, value in row.items() if value}


def table(package: Package, loans: Iterable[Mapping[str, str]], today: date) -> str:
    """Return the text of the public table."""
    return table_text(package.resources[RESOURCE], rows(loans, today))
