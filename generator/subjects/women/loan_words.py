"""What is said of a loan and of a line of credit: one phrase for each stage, the same wherever it stands."""

from __future__ import annotations

from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import parse_historical

# Where a loan stands, by its stage. What the steps of its way are called is the descriptor's.
PHRASES = {
    "introduced": "معرفی شد؛ در نوبت بررسی",
    "review": "در حال بررسی",
    "approved": "تصویب شد؛ در نوبت پرداخت",
    "paid": "پرداخت شد",
    "settled": "تسویه شد",
    "rejected": "رد شد",
}
_UNKNOWN = "وضعیت نامعلوم؛ بپرسید"
_ENDED = "ended"


def facility_status(registry: Registry, facility: Record) -> str:
    """Return where a line of credit stands: what was announced with its day, and never that it is open."""
    status = facility.get("status", "unknown")
    if status == "unknown":
        return _UNKNOWN
    words = registry.categories("facilities", "status")[status]
    # The day is that of the news, not that on which a line of credit ended.
    dated = facility.get("date") and status != _ENDED
    return f"{words}، {parse_historical(facility['date']).words()}" if dated else words
