"""What reports are made of: how old the queue is, and how long it took from sending to publication. Counts and days, no name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from statistics import median
from typing import NamedTuple

from generator.inbox.loan_bank import CARRIER, COUNTS
from generator.inbox.store.database import Transaction, marks, stamp, time_of
from generator.inbox.store.entries import DECIDABLE

#: The ages into which the queue is parted: each up to so many days, the last without an end.
AGES = (7, 30)


class Waiting(NamedTuple):
    """The entries of a county that wait: how many of each age, and the days of the oldest."""

    county: str
    ages: tuple[int, ...]
    oldest: int

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(self.ages)


class Turnaround(NamedTuple):
    """How many hand-ins were published, and the median of the days that it took; None where there were none."""

    number: int
    days: int | None


def waiting(tx: Transaction, at: datetime, zone: tzinfo) -> list[Waiting]:
    """Return by county what waits for a decision, in the order of the counties' ids; days are counted in a time zone."""
    lines = tx.execute(
        "SELECT entries.county, hand_ins.received FROM entries JOIN hand_ins ON number = hand_in"
        f" WHERE entries.state IN ({marks(DECIDABLE)})",
        DECIDABLE,
    )
    today = at.astimezone(zone).date()
    found: dict[str, list[int]] = {}
    for line in lines:
        found.setdefault(line["county"], []).append((today - _day(line["received"], zone)).days)
    made = [Waiting(county, _parted(days), max(days)) for county, days in found.items()]
    return sorted(made, key=lambda one: one.county)


def _parted(days: Sequence[int]) -> tuple[int, ...]:
    counts = Counter(sum(one > limit for limit in AGES) for one in days)
    return tuple(counts[place] for place in range(len(AGES) + 1))


def _day(text: str, zone: tzinfo) -> date:
    return time_of(text).astimezone(zone).date()


def turnaround(tx: Transaction, zone: tzinfo, since: datetime | None = None) -> Turnaround:
    """Return how long it took from sending to publication, of what was published since a time; the inbox's own are left out."""
    lines = tx.execute(
        "SELECT hand_ins.received, min(log.at) AS released FROM log JOIN hand_ins ON number = log.hand_in"
        " WHERE log.act = 'released' AND door NOT IN (?, ?) GROUP BY number HAVING released >= ?",
        (CARRIER, COUNTS, stamp(since) if since else ""),
    )
    days = [(_day(line["released"], zone) - _day(line["received"], zone)).days for line in lines]
    return Turnaround(len(days), round(median(days)) if days else None)


def lately(at: datetime) -> datetime:
    """Return the time from which on something was done lately."""
    return at - timedelta(days=90)
