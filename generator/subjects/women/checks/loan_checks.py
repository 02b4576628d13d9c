"""Loans: to an active cooperative of the same county, within the ceiling of their facility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from math import inf

from generator.dataset.checks.context import Context
from generator.dataset.checks.cross_fields import small_percent
from generator.dataset.checks.date_checks import bounds
from generator.dataset.descriptor import Resource
from generator.dataset.problems.nearest import Nearest
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Row
from generator.persian.digits import fa
from generator.subjects.women.checks import loan_kinds
from generator.subjects.women.checks.loan_counts import RESOURCE as COUNTS

# The stages in their order, each with the field of its date.
STAGES = {
    "introduced": "introduced",
    "review": "under_review",
    "approved": "approved",
    "paid": "paid",
    "settled": "settled",
}
COOPERATIVE = "cooperative"
_DIGITS = 18
# A share of less than one percent.
_FEE = re.compile("0[.][0-9]{1,18}")
# From which on the money is bound and the loan stands in the data by name; before, and where it was rejected, it is
# only counted.
GRANTED = ("approved", "paid", "settled")
# From which on the money has reached the cooperative.
PAID = ("paid", "settled")


def check(context: Context) -> Iterator[Problem]:
    """Yield loans that cannot be as they are written."""
    resource = context.package.resources.get("loans")
    if resource is None or not context.dataset.rows["loans"]:
        return
    cooperatives = {row.cells.get("id"): row.cells for row in context.dataset.rows.get("cooperatives", ())}
    ceilings = _ceilings(context)
    doubted: set[str] = set()
    counts = context.package.resources.get(COUNTS)
    counted = counts.by_name["stage"].categories if counts else {}
    # What is counted and no stage of the table itself stands here by mistake.
    private = counts.by_name["stage"].all_words - resource.by_name["stage"].all_words if counts else frozenset()
    for row in context.dataset.rows["loans"]:
        if row.cells.get("stage") in private:
            label = counted.get(row.cells["stage"], row.cells["stage"])
            yield context.problem(resource, row, loan_kinds.PRIVATE_LOAN, "stage", label)
            continue
        yield from _borrower(context, resource, row, cooperatives.get(row.cells.get("cooperative")))
        known = cooperatives.get(row.cells.get("cooperative"), {})
        is_doubted = (known.get("kind"), known.get("status")) == (COOPERATIVE, "unknown") and not _is_over(row)
        if is_doubted and known["id"] not in doubted:
            doubted.add(known["id"])  # however many loans it has, this is said once
            yield context.problem(resource, row, loan_kinds.LOAN_UNKNOWN, "cooperative", known.get("name", ""))
        ceiling = ceilings.get(row.cells.get("facility", ""))
        amount = row.cells.get("amount", "")
        fee = row.cells.get("fee", "")
        if _FEE.fullmatch(fee) and Decimal(fee) > 0:
            yield small_percent(context, resource, row, "fee", Decimal(fee))
        if ceiling and _is_amount(amount) and int(amount) > ceiling:
            yield context.problem(resource, row, loan_kinds.LOAN_CEILING, "amount", fa(int(amount)), fa(ceiling))
    yield from _totals(context, resource)


def _totals(context: Context, resource: Resource) -> Iterator[Problem]:
    """Yield the loan with which a facility has granted more than it has; an approximate total is no limit."""
    totals = {
        row.cells.get("id", ""): int(row.cells["total"])
        for row in context.dataset.rows.get("facilities", ())
        if _is_amount(row.cells.get("total", "")) and not row.cells.get("total_precision")
    }
    names = context.names.get("facilities", {})
    granted: dict[str, int] = {}
    for row in sorted(context.dataset.rows["loans"], key=_introduced):
        facility, amount = row.cells.get("facility", ""), row.cells.get("amount", "")
        if facility not in totals or row.cells.get("stage") not in GRANTED or not _is_amount(amount):
            continue
        before = granted.get(facility, 0)
        granted[facility] = after = before + int(amount)
        if before <= totals[facility] < after:
            yield context.problem(
                resource, row, loan_kinds.LOAN_TOTAL, "amount", fa(after), fa(totals[facility]), where=names[facility]
            )


def _introduced(row: Row) -> tuple[float, str, int]:
    """Return the place of a loan in the order of introduction; one without a date comes last."""
    span = bounds(row.cells.get("introduced", ""))
    return (span[0] if span else inf), row.file, row.line


def _is_amount(text: str) -> bool:
    # One of more digits than any sum is refused by its field's maximum.
    return text.isascii() and text.isdecimal() and len(text) <= _DIGITS


def _ceilings(context: Context) -> dict[str, int]:
    """The highest ceiling of one loan that a facility's plans name; none where a plan names no ceiling."""
    found: dict[str, int] = {}
    silent: set[str] = set()
    for row in context.dataset.rows.get("facilities-plans", ()):
        facility, ceiling = row.cells.get("facility", ""), row.cells.get("ceiling", "")
        if _is_amount(ceiling):
            found[facility] = max(int(ceiling), found.get(facility, 0))
        else:
            silent.add(facility)
    return {facility: ceiling for facility, ceiling in found.items() if facility not in silent}


def _is_over(row: Row) -> bool:
    """Whether a loan is paid: a cooperative may end after that."""
    return row.cells.get("stage") in PAID


def _borrower(context: Context, resource: Resource, row: Row, borrower: dict[str, str] | None) -> Iterator[Problem]:
    if borrower is None:
        return  # an unknown cooperative is said elsewhere
    own = context.package.resources["cooperatives"].by_name
    name = borrower.get("name", "")
    if borrower.get("kind") not in resource.by_name["cooperative"].among["kind"]:
        kind = own["kind"].categories.get(borrower.get("kind", ""), "")
        yield context.problem(resource, row, loan_kinds.LOAN_KIND, "cooperative", name, kind)
        return  # of whom no loan can go to nothing more need be said
    if borrower.get("status") == "inactive" and not _is_over(row):
        yield context.problem(resource, row, loan_kinds.LOAN_INACTIVE, "cooperative", name)
    home, county = borrower.get("county", ""), row.cells.get("county", "")
    if home in context.areas and county in context.areas and county != home:
        right = Nearest(home, context.areas[home])
        yield context.problem(
            resource, row, loan_kinds.LOAN_COUNTY, "county", context.areas[county], right.meaning, right, where=name
        )
