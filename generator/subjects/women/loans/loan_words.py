"""What is said of a loan and of a line of credit: one phrase for each stage, the same wherever it stands."""

from __future__ import annotations

from generator.dataset.descriptor import Package
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import parse_historical
from generator.subjects.women.checks.loan_checks import STAGES
from generator.subjects.women.checks.loan_counts import RESOURCE as COUNTS

# What the steps of a loan's way are called, in their order. Where a loan stands is said by the phrases of the descriptor.
STEPS = {"introduced": "معرفی", "review": "بررسی", "approved": "تصویب", "paid": "پرداخت", "settled": "تسویه"}
#: Said of a line of credit of which no dated source tells.
UNKNOWN_LINE = "وضعیت نامعلوم؛ بپرسید"
_ENDED = "ended"


def phrases(package: Package) -> dict[str, str]:
    """Return where a loan stands, by its stage, in their order and the rejected last: named stages and those only counted."""
    tables = (package.resources.get(name) for name in (COUNTS, "loans"))
    said = {stage: phrase for table in tables if table for stage, phrase in table.by_name["stage"].categories.items()}
    order = list(STAGES)
    return dict(sorted(said.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))


def facility_status(registry: Registry, facility: Record) -> str:
    """Return where a line of credit stands: what was announced with its day, and without one that nobody knows."""
    status = facility.get("status", "unknown")
    if status == "unknown" or not (facility.get("date") or status == _ENDED):
        return UNKNOWN_LINE
    words = registry.words_of("facilities", "status", status)
    # The day is that of the news, not that on which a line of credit ended.
    return words if status == _ENDED else f"{words}، {parse_historical(facility['date']).words()}"
