"""Counts of loans that may not be named: no small number, and none that follows from the others."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset import suppression
from generator.dataset.checks.context import Context
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Row
from generator.dataset.suppression import ALL, FEW, HIDDEN, LEAST
from generator.persian.digits import ascii_digits, fa
from generator.subjects.women.checks import loan_kinds

RESOURCE = "loan-counts"
# The stages before a loan is granted, and the one that ends without it.
STAGES = ("introduced", "review", "rejected")
# As the data writes them, in their order.
SEASONS = ("spring", "summer", "autumn", "winter")
# What loans are counted by, each with the fields that its rows fill in.
MARGINS = {ALL: (), "county": ("county",), "facility": ("facility",), "season": ("year", "season")}
_OPTIONAL = frozenset({"season"})
_KEYS = ("county", "facility", "year", "season")
_HIDDEN = (FEW, HIDDEN)


def check(context: Context) -> Iterator[Problem]:
    """Yield counts that give a loan away, and rows that are about more than one margin."""
    resource = context.package.resources.get(RESOURCE)
    if resource is None:
        return
    stages: dict[str, dict[suppression.Place, suppression.Cell]] = {}
    places: dict[tuple[str, suppression.Place], Row] = {}
    for row in context.dataset.rows[RESOURCE]:
        margin, text, stage = (row.cells.get(name, "") for name in ("margin", "loans", "stage"))
        own = MARGINS.get(margin)
        if own is None:
            continue  # an unknown margin is said elsewhere
        wrong = [name for name in _KEYS if (name in row.cells) != (name in own) and not _is_optional(name, own)]
        for name in wrong:
            label = resource.by_name["margin"].categories[margin]
            kind = loan_kinds.COUNT_KEY_MISSING if name in own else loan_kinds.COUNT_KEY
            yield context.problem(resource, row, kind, name, expected=label)
        text = ascii_digits(text)
        number = text.isascii() and text.isdecimal() and len(text) <= 9
        if number and int(text) < LEAST:
            yield context.problem(resource, row, loan_kinds.COUNT_SMALL, "loans", fa(int(text)), fa(FEW))
        elif text and not number and text not in _HIDDEN:
            yield context.problem(resource, row, loan_kinds.COUNT_CELL, "loans")
        elif text and not wrong:
            place = margin, "-".join(row.cells.get(name, "") for name in own)
            stages.setdefault(stage, {})[place] = int(text) if number else text
            places[stage, place] = row
    labels = resource.by_name["stage"].categories
    for stage, cells in stages.items():
        try:
            told = suppression.disclosed(cells)
        except ValueError:
            first = places[stage, next(iter(cells))]
            yield context.problem(resource, first, loan_kinds.COUNT_SUMS, "loans", expected=labels.get(stage, stage))
            continue
        for place in told:
            yield context.problem(resource, places[stage, place], loan_kinds.COUNT_TOLD, "loans")


def _is_optional(name: str, own: tuple[str, ...]) -> bool:
    return name in _OPTIONAL and name in own
