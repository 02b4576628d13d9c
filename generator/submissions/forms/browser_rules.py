"""What a form on the site judges by while somebody types: taken from where Python itself judges, never written twice."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.dataset import record_rules
from generator.dataset.checks import cross_fields, runner, schema
from generator.dataset.checks.text import PLACEHOLDERS
from generator.dataset.problems import sentences
from generator.dataset.rules import RULES
from generator.persian.calendar import grammar
from generator.persian.calendar.months import JALALI_MONTHS
from generator.subjects.women.checks import document_checks, meeting_checks
from generator.submissions.forms import answers_file, cleaning, photo

# What a form can say by itself; everything else is for the intake.
_CODES = (
    "required placeholder too-few too-many-items min-length max-length pattern minimum minimum-rials maximum type-integer type-number type-boolean"
    " unknown-reference unknown-value date-format date-missing date-future link-scheme link-private answer-emptied reference-missing photo-heavy ready-large"
    " private-national-id private-mobile private-phone private-card private-sheba private-email private-handle"
    " private-postal-code private-address"
    " part members agreed date-order seat-order goes-with not-with precision-of-nothing target-indicator item-of-nothing before"
    " no-basis no-consent-date needs-consent consent-without-basis life-death private-birth-day under-age photo-rights"
    " percent percent-small negative not-whole known-name"
).split()


@cache
def rules() -> dict[str, Any]:
    """Return the rules and the sentences of the forms as plain data, for ``form-*.js``."""
    return {
        **RULES,
        # What words tell of her is for the intake: a third of all rules, for what is only a warning.
        "private": {name: rule for name, rule in RULES["private"].items() if name != "told_of_her"},
        "sentences": {code: sentences.door_sentence(code) for code in _CODES},
        "date_forms": sentences.DATE_FORMS,
        "date_faults": sentences.DATE_FAULTS,
        "month_length": sentences.MONTH_LENGTH,
        "last_month_length": sentences.LAST_MONTH_LENGTH,
        "gregorian_year": sentences.GREGORIAN_YEAR,
        "date_no_year": sentences.DATE_NO_YEAR,
        "date_late": sentences.DATE_LATE,
        "year_pattern": sentences.YEAR_PATTERN,
        "meeting_day": sentences.MEETING_DAY,
        # What two answers may say against each other.
        "codes": cross_fields.SENTENCES,
        "telephone": sentences.TELEPHONE,
        "telephone_faults": sentences.TELEPHONE_FAULTS,
        "anything": record_rules.ANYTHING,
        "adult": cross_fields.ADULT,
        "counted": sorted(cross_fields.COUNTED),
        "measure": document_checks.MEASURE,
        "later": [f"resolutions.{name}" for name in meeting_checks.LATER],
        "parted": schema.PARTED["integer"].pattern,
        "percent": cross_fields.PERCENT,
        "placeholders": sorted(PLACEHOLDERS),
        "percent_signs": cleaning.PERCENT_SIGNS,
        "rial": schema.RIAL,
        "months": list(JALALI_MONTHS),
        "dates": grammar.dates(),
        "beside": sorted(runner._BESIDE),
        "clearer": sorted(runner._CLEARER),
        "thousands": cleaning._THOUSANDS.pattern,
        "whole": cleaning._FLOAT.pattern,
        "true": sorted(cleaning._TRUE),
        "false": sorted(cleaning._FALSE),
        "photo_bytes": photo.MOST_BYTES,
        "ready_bytes": answers_file.MOST_BYTES,
        "ready_version": answers_file.VERSION,
        "ready_items": answers_file.MOST_ITEMS,
    }
