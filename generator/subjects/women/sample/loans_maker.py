"""Loans to active cooperatives, from introduction to settlement, within what their facility has."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

from generator.subjects.women.sample import days
from generator.subjects.women.sample.days import EARLIEST, LAST
from generator.subjects.women.sample.organisations_maker import borrowers
from generator.subjects.women.sample.words import words_loans as words
from generator.subjects.women.sample.world import COUNTRY, PROVINCE, Lot, Values, World, only_known

# The stages in their order, each with the field of its date, and the days that go by before it comes.
_STAGES = {
    "introduced": ("introduced", 0, 0),
    "review": ("under_review", 5, 40),
    "approved": ("approved", 10, 75),
    "paid": ("paid", 7, 60),
    "settled": ("settled", 0, 0),
}
# How often each stage comes; the first loans are one of each. What is not decided yet began of late.
_SHARES = {"approved": 10, "paid": 42, "settled": 20}
_PRIVATE_SHARES = {"introduced": 8, "review": 10, "rejected": 10}
# To so many loans that stand by name comes one that is only counted.
_GRANTED_TO_ONE = 2
_UNDECIDED = {"introduced": 120, "review": 240, "approved": 330}
REJECTED = "rejected"
_INSTALMENTS = (6, 10, 12, 18, 24, 36, 48, 60)
_MONTH = 30
# Rials: a loan is a multiple of the step.
_STEP, _LEAST, _MOST = 50_000_000, 200_000_000, 6_000_000_000
_LENDING = ("agreement", "credit-line", "payment")


def loan(world: World, lot: Lot, number: int) -> Values:
    """Make a loan that was approved, to one of the cooperatives that may borrow."""
    return _loan(world, lot, number, _SHARES)


def private(world: World, count: int) -> list[Values]:
    """Make the loans that come to so many that were approved: those that are not decided or rejected, to be counted."""
    if not count or not borrowers(world):
        return []
    lots = (Lot(f"{world.seed}/loan-counts/{number}") for number in range(-(-count // _GRANTED_TO_ONE)))
    return [_loan(world, lot, number, _PRIVATE_SHARES) for number, lot in enumerate(lots)]


def _loan(world: World, lot: Lot, number: int, shares: Mapping[str, int]) -> Values:
    stages = list(shares)
    stage = stages[number] if number < len(stages) else lot.choices(stages, [shares[name] for name in stages])[0]
    borrower = lot.choice(borrowers(world))
    facility = lot.choice(_facilities(world, borrower["county"]))
    amount = _amount(world, lot, facility) if shares is _SHARES else _LEAST
    instalments = lot.choice(_INSTALMENTS)
    for _ in itertools.count():
        instalments, dates = _dates(lot, stage, instalments, _first(borrower, facility))
        made = f"{borrower['id']}-{facility['id']}-{dates['introduced']}"
        if made not in world.taken.setdefault("loans", set()):
            break
    world.taken["loans"].add(made)
    return only_known(
        {
            "id": made,
            "cooperative": borrower["id"],
            "county": borrower["county"],
            "facility": facility["id"],
            "amount": amount,
            "fee": lot.choice((0, 2, 4, 4, 4)) if lot.often(0.8) else None,
            "instalments": instalments if lot.often(0.85) or stage == "settled" else None,
            "purpose": lot.choice(words.PURPOSES.get(borrower["sector"], words.PURPOSES_GENERAL))
            if lot.often(0.85)
            else None,
            "jobs": lot.randint(0, 15) if lot.often(0.6) else None,
            "stage": stage,
            **dates,
            "source": _source(lot) if lot.often(0.7) else None,
        }
    )


def _source(lot: Lot) -> str:
    return lot.choice(words.SOURCES).format(number=lot.randint(100, 9999))


def _facilities(world: World, county: str) -> list[Values]:
    """Return the facilities that lend in a county and have something left."""
    found = []
    for item in world.made["facilities"]:
        if item["area"] in (COUNTRY, PROVINCE, county) and item["kind"] in _LENDING and _limit(world, item) >= _LEAST:
            found.append(item)
    return found


def _limit(world: World, facility: Values) -> int:
    """Return the largest loan that a facility can still give: its highest ceiling, and what is left of its total."""
    ceilings = [plan["ceiling"] for plan in facility["plans"]]
    left = world.left.setdefault(facility["id"], facility["total"]) if facility["total"] else _MOST
    return min([_MOST, left, max(ceilings, default=_MOST)])


def _amount(world: World, lot: Lot, facility: Values) -> int:
    """Return the amount of a loan, and take it off what the facility has left."""
    amount = lot.randint(_LEAST // _STEP, _limit(world, facility) // _STEP) * _STEP
    if facility["id"] in world.left:
        world.left[facility["id"]] -= amount
    return amount


def _first(borrower: Values, facility: Values) -> int:
    """Return the first day that a loan can be asked for: the cooperative and the facility are there."""
    year_after = int(borrower.get("founded", "0")) + 1
    known = [days.number(facility["date"]) + 31]
    if "founded" in borrower:
        known.append(days.number(f"{year_after}-01-01"))
    return max([EARLIEST, *known])


def _dates(lot: Lot, stage: str, instalments: int, first: int) -> tuple[int, Values]:
    """Return the number of instalments, cut where the loan is settled, and the date of every stage that was reached."""
    names = list(_STAGES)
    # A rejected loan came as far as one of the first two stages.
    reached = names.index(stage) if stage in _STAGES else lot.choice((0, 1, 1))
    gaps = [lot.randint(least, most) for _, least, most in list(_STAGES.values())[: reached + 1]]
    if stage == REJECTED:
        gaps.append(lot.randint(10, 80))
    if stage == "settled":
        room = (LAST - first - sum(gaps)) // _MONTH - 1
        instalments = min(instalments, max(item for item in _INSTALMENTS if item <= max(room, _INSTALMENTS[0])))
        gaps[-1] = instalments * _MONTH + lot.randint(-20, 25)
    last = LAST - sum(gaps)
    if stage in _UNDECIDED:
        first = max(first, LAST - _UNDECIDED[stage])
    day = lot.between(min(first, last), last)
    dates: Values = {}
    fields = [_STAGES[name][0] for name in names[: reached + 1]]
    fields += [REJECTED] if stage == REJECTED else []
    for place, (name, gap) in enumerate(zip(fields, gaps, strict=True)):
        day += gap
        between = 0 < place < len(fields) - 1
        if between and lot.often(0.12):
            continue  # the source doesn't say when
        text = days.text(day)
        dates[name] = text[:7] if lot.often(0.08) else text
    return instalments, dates
