"""The figures of the bank: counts and sums over the registry. Each is computed here once and shown everywhere alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median
from typing import Any, NamedTuple

from generator.dataset.people.consent import CONSENT, is_alive
from generator.dataset.registry import Record, Registry
from generator.dataset.suppression import ALL
from generator.persian.calendar.jalali import parse_jalali
from generator.subjects.women import decision_chain
from generator.subjects.women.checks.document_checks import POPULATION
from generator.subjects.women.checks.loan_checks import PAID, STAGES
from generator.subjects.women.checks.loan_counts import MARGINS
from generator.subjects.women.checks.loan_counts import STAGES as COUNTED
from generator.subjects.women.checks.seat_checks import SINGLE
from generator.subjects.women.seasons import season_of
from generator.subjects.women.series import latest

# How an action or a resolution can have ended.
ENDED = frozenset({decision_chain.DONE, "dropped", "stopped"})
# States of a resolution beside those that the data gives.
LATE, SILENT = "late", "silent"


class Sum(NamedTuple):
    """How many, and how much in rial."""

    count: int  # type: ignore[assignment]  # nobody counts in this tuple
    amount: int


class Count(NamedTuple):
    """How many, and whether that is all: of what may not be said only that there is something."""

    number: int
    exact: bool


class Step(NamedTuple):
    """One step of the way of loans: how many reached it, the median days from the step before (None: unknown).

    Where it is not exact there are at least so many.
    """

    stage: str
    reached: int
    days: float | None
    exact: bool = True


def women(registry: Registry, by: str) -> dict[str, int]:
    """Count the women by ``county``, ``domain`` (the first counts), ``agency`` (each that nominated) or ``year`` added."""
    if by == "domain":
        return {key: len(found) for key, found in registry.first("women", "domains").items()}
    if by == "year":
        return dict(Counter(str(woman["added"])[:4] for woman in registry["women"]))
    name = {"county": "county", "agency": "nominations"}[by]
    return {key: len(found) for key, found in registry.by("women", name).items()}


def confirmed(registry: Registry) -> tuple[int, int]:
    """Return how many women live, as far as is known, and how many of them agreed to their page."""
    living = [woman for woman in registry["women"] if is_alive(woman.get("life"))]
    return len(living), sum(woman.get("basis") == CONSENT for woman in living)


def organisations(registry: Registry, by: str) -> dict[str, int]:
    """Count the organisations by ``county`` (or area), ``kind`` or ``sector``."""
    return {key: len(found) for key, found in registry.by("cooperatives", by).items()}


def behind(organisations: Iterable[Record]) -> dict[str, tuple[int, int]]:
    """Return, by kind, how many records stand for several organisations, and for how many."""
    found: dict[str, list[int]] = {}
    for record in organisations:
        if "represents" in record:
            counts = found.setdefault(record["kind"], [0, 0])
            counts[0] += 1
            counts[1] += record["represents"]
    return {kind: (counts[0], counts[1]) for kind, counts in found.items()}


def organisations_behind(organisations: Iterable[Record]) -> int:
    """Count the organisations that the records stand for: one of a union that is among them is counted with its union."""
    found = list(organisations)
    present = {record.id for record in found}
    return sum(record.get("represents", 1) for record in found if record.get("union") not in present)


def loans(registry: Registry, by: str) -> dict[str, Sum]:
    """Sum the loans by ``county``, ``facility`` or ``year`` of introduction; those that were approved stand in the data."""
    sums: dict[str, list[int]] = {}
    for loan in registry["loans"]:
        key = str(loan["introduced"])[:4] if by == "year" else str(loan[by])
        found = sums.setdefault(key, [0, 0])
        found[0] += 1
        found[1] += loan["amount"]
    return {key: Sum(*found) for key, found in sums.items()}


def total(items: Iterable[Record]) -> Sum:
    """Return number and amount of loans."""
    amounts = [loan["amount"] for loan in items]
    return Sum(len(amounts), sum(amounts))


def paid(loans: Iterable[Record]) -> list[Record]:
    """Return the loans that were paid, whether they are settled or not."""
    return [loan for loan in loans if loan["stage"] in PAID]


def funnel(registry: Registry) -> list[Step]:
    """Return the stages with how many loans reached each, and the median days between two known days.

    A loan reached a stage that it stands at or is beyond, and one whose day is known. Those that were not approved are
    counted without names: each was introduced, and how many are under review is known; small counts are not said.
    """
    steps = []
    previous = ""
    places = {stage: place for place, stage in enumerate(STAGES)}
    counts = {stage: unnamed(registry, stage) for stage in COUNTED}
    beyond = {"introduced": list(counts.values()), "review": [counts["review"]]}
    for place, (stage, field) in enumerate(STAGES.items()):
        reached = [loan for loan in registry["loans"] if loan.get(field) or places.get(loan["stage"], -1) >= place]
        days = [
            found
            for loan in reached
            if previous and (found := _days(loan.get(previous, ""), loan.get(field, ""))) is not None
        ]
        more = beyond.get(stage, [])
        number = len(reached) + sum(count.number for count in more)
        exact = all(count.exact for count in more)
        steps.append(Step(stage, number, median(days) if days else None, exact))
        previous = field
    return steps


def unnamed(registry: Registry, stage: str) -> Count:
    """Return how many loans stand at a stage before approval or were rejected; of a hidden number what is sure of it."""
    rows = [row for row in registry["loan-counts"] if row["margin"] == ALL and row["stage"] == stage]
    cells = [row["loans"] for row in rows]
    return Count(sum(int(cell) if cell.isdecimal() else 1 for cell in cells), all(cell.isdecimal() for cell in cells))


def pending(registry: Registry, margin: str) -> dict[str, dict[str, str]]:
    """Return the counts before approval by the keys of a margin: key → stage → a number, or why there is none.

    Of ``season`` the keys are «1405-autumn», or «1405» where only the year is known.
    """
    found: dict[str, dict[str, str]] = {}
    for row in registry["loan-counts"]:
        if row["margin"] == margin:
            key = "-".join(filter(None, (row.get(name, "") for name in MARGINS[margin])))
            found.setdefault(key, {})[row["stage"]] = row["loans"]
    return found


def _days(start: str, end: str) -> int | None:
    """Return the days between two dates whose day is known."""
    if len(start) < 10 or len(end) < 10:
        return None
    return (parse_jalali(end).first() - parse_jalali(start).first()).days


def identified(rows: Iterable[Record]) -> tuple[int, int]:
    """Return who was identified and who agreed to be named, over head counts."""
    found = [(row["identified"], row["agreed"]) for row in rows]
    return sum(many for many, _ in found), sum(agreed for _, agreed in found)


def headcounts(registry: Registry, by: str) -> dict[str, tuple[int, int]]:
    """Sum who was identified and who agreed to be named, by ``county``, ``agency``, ``domain`` or ``year``."""
    return {str(key): identified(rows) for key, rows in registry.by("headcounts", by).items()}


def programs(registry: Registry, by: str) -> dict[str, tuple[int, int]]:
    """Count the programs by ``kind`` or ``year`` of beginning ("" where none is known): of the office, and others."""
    counts: dict[str, list[int]] = {}
    for program in registry["programs"]:
        key = program.get("from", "")[:4] if by == "year" else program[by]
        counts.setdefault(key, [0, 0])[not program["owned"]] += 1
    return {key: (found[0], found[1]) for key, found in counts.items()}


def overdue(item: Mapping[str, Any], today: date | None) -> bool:
    """Whether an action or a resolution is late: its deadline is over, and its recorded status is none that it ended in.

    ``today``: nothing before reporting has begun, for silence tells nothing then. What has no status is never late.
    """
    deadline, status = item.get("deadline"), item.get("status")
    if today is None or not deadline or not status or status in ENDED:
        return False
    return parse_jalali(deadline).last() < today


def state(item: Mapping[str, Any], today: date | None) -> str:
    """Return the state of a resolution: its status, ``late`` where it is overdue, ``silent`` where no source tells."""
    return LATE if overdue(item, today) else item.get("status", SILENT)


def resolutions(registry: Registry, today: date | None) -> dict[str, int]:
    """Count the resolutions by state."""
    return dict(Counter(state(item, today) for _, item in decision_chain.resolutions(registry)))


def late(registry: Registry, today: date | None) -> tuple[dict[str, int], dict[str, int]]:
    """Count the overdue resolutions by agency and by area, the most first; of no known agency by what the source says."""
    items = [item for item in decision_chain.resolutions(registry) if overdue(item.values, today)]
    agencies = Counter(item.values.get("agency") or item.values.get("responsible", "") for item in items)
    return dict(agencies.most_common()), dict(Counter(item.record["area"] for item in items).most_common())


def meetings(registry: Registry, by: str) -> dict[str, tuple[int, int]]:
    """Count meetings and their resolutions by ``kind``."""
    return {
        key: (len(held), sum(len(meeting.get("resolutions", ())) for meeting in held))
        for key, held in registry.by("meetings", by).items()
    }


def reports(registry: Registry, by: str) -> dict[Any, int]:
    """Count the reports by ``agency`` or ``season`` (a Season); those that do not name it are left out."""
    if by == "season":
        seasons = (season_of(report.get("date", "")) for report in registry["reports"])
        return dict(Counter(season for season in seasons if season))
    return {key: len(found) for key, found in registry.by("reports", by).items()}


def rates(registry: Registry) -> dict[str, tuple[int, float]]:
    """Return, for the counties whose population of women a source gives, recorded women and that population."""
    counts, found = women(registry, "county"), {}
    for county in registry["counties"]:
        population = latest(registry, POPULATION, county.id, whole_years=True)
        if population and population["value"] > 0:
            found[county.id] = counts.get(county.id, 0), population["value"]
    return found


def seats(rows: Iterable[Record]) -> tuple[int, int]:
    """Return how many seats the rows of one county's working group are about, and how many of them nobody holds.

    A row is somebody's time on a seat, so several may be about one: it is empty where nobody sits on it now. The seat
    of a chair or a secretary stays the same whichever agency fills it. Several who sit at once under the same role,
    agency and place have a seat each.
    """
    taken: dict[tuple[str, ...], int] = {}
    for row in rows:
        role = row["role"]
        seat = (role,) if role in SINGLE else (role, row["agency"], row.get("place", ""))
        taken[seat] = taken.get(seat, 0) + (seat_state(row) == "taken")
    return sum(max(1, count) for count in taken.values()), sum(not count for count in taken.values())


def seat_state(row: Record) -> str:
    """Return whether a seat is ``taken``, ``left`` by whom held it, or ``empty`` for it has no beginning."""
    if not row.get("since"):
        return "empty"
    return "left" if row.get("until") else "taken"


def actions(programs: Iterable[Record]) -> tuple[int, int]:
    """Return finished actions and actions with a status."""
    states = [action["status"] for program in programs for action in program.get("actions", ()) if action.get("status")]
    return states.count(decision_chain.DONE), len(states)
