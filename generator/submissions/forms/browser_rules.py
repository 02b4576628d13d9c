"""What a form on the site judges by while somebody types: taken from where Python itself judges, never written twice."""

from __future__ import annotations

from functools import cache
from typing import Any

from generator.dataset import record_rules
from generator.dataset.checks import cross_fields, schema, text
from generator.dataset.checks.people import AND
from generator.dataset.people.consent import ALIVE, PUBLIC_RECORD
from generator.dataset.problems import dates_in_words, person_kinds, phrases, record_kinds, rule_kinds, value_kinds
from generator.dataset.problems.kind import WARNING, Kind, Role
from generator.dataset.rules import RULES
from generator.persian.calendar import grammar
from generator.persian.calendar.months import JALALI_MONTHS
from generator.submissions.forms import answer_kinds, answers_file, cleaning, photo

# What a form can say by itself; everything else is for the intake.
_KINDS = (
    value_kinds.REQUIRED,
    value_kinds.PLACEHOLDER,
    value_kinds.PLACEHOLDER_NEEDED,
    value_kinds.TOO_FEW,
    answer_kinds.TOO_MANY_ITEMS,
    value_kinds.MIN_LENGTH,
    value_kinds.MAX_LENGTH,
    value_kinds.PATTERN,
    value_kinds.MINIMUM,
    value_kinds.MINIMUM_RIALS,
    value_kinds.MAXIMUM,
    value_kinds.TYPE_INTEGER,
    value_kinds.TYPE_NUMBER,
    value_kinds.TYPE_BOOLEAN,
    record_kinds.UNKNOWN_REFERENCE,
    value_kinds.UNKNOWN_VALUE,
    value_kinds.DATE_FORMAT,
    value_kinds.DATE_MISSING,
    value_kinds.DATE_FUTURE,
    value_kinds.LINK_SCHEME,
    value_kinds.LINK_PRIVATE,
    value_kinds.LINK_AS_TEXT,
    answer_kinds.ANSWER_EMPTIED,
    answer_kinds.CHOICE_NEEDED,
    answer_kinds.REFERENCE_MISSING,
    answer_kinds.PHOTO_HEAVY,
    answer_kinds.READY_LARGE,
    person_kinds.PRIVATE_NATIONAL_ID,
    person_kinds.PRIVATE_MOBILE,
    person_kinds.PRIVATE_PHONE,
    person_kinds.PRIVATE_CARD,
    person_kinds.PRIVATE_SHEBA,
    person_kinds.PRIVATE_EMAIL,
    person_kinds.PRIVATE_HANDLE,
    person_kinds.PRIVATE_POSTAL_CODE,
    person_kinds.PRIVATE_ADDRESS,
    record_kinds.ITEM_OF_NOTHING,
    rule_kinds.PERCENT,
    rule_kinds.PERCENT_SMALL,
    rule_kinds.NEGATIVE,
    rule_kinds.NOT_WHOLE,
    answer_kinds.KNOWN_NAME,
    # What a rule across fields finds that names no kind of its own.
    *cross_fields.KINDS.values(),
    rule_kinds.BEFORE,
)


@cache
def rules(own: frozenset[Kind] = frozenset(), people: bool = False) -> dict[str, Any]:
    """Return the rules and the sentences of a form as plain data, for ``form-*.js``.

    ``own`` are the kinds that the rules across fields of its resource name; what words tell of somebody's own life goes
    along where its records are ``people``.
    """
    kinds = (*_KINDS, *((person_kinds.NAME_SEVERAL, *person_kinds.TOLD.values()) if people else ()), *sorted(own))
    return {
        **RULES,
        "private": {
            **{name: rule for name, rule in RULES["private"].items() if people or name != "told_of_her"},
            "warnings": sorted(kind.code for kind in person_kinds.PRIVATE.values() if kind.severity == WARNING),
        },
        "sentences": {kind.code: kind.door or kind.text for kind in kinds},
        "joins_names": AND if people else "",
        "alive": sorted(ALIVE),
        "public_record": PUBLIC_RECORD,
        "date_forms": phrases.DATE_WORDS,
        "scheme": text.SCHEME,
        "copied_link": text.COPIED_LINK.pattern,
        "most_offered": phrases.MOST_OFFERED,
        "date_said": dates_in_words.DATE,
        "date_faults": phrases.DATE_FAULTS,
        "month_length": phrases.MONTH_LENGTH,
        "last_month_length": phrases.LAST_MONTH_LENGTH,
        "gregorian_year": phrases.GREGORIAN_YEAR,
        "date_no_year": phrases.DATE_NO_YEAR,
        "date_late": phrases.DATE_LATE,
        "year_pattern": phrases.YEAR_PATTERN,
        # What two answers may say against each other.
        "codes": {rule: kind.code for rule, kind in cross_fields.KINDS.items()} | {"other": rule_kinds.BEFORE.code},
        "telephone": phrases.TELEPHONE,
        "telephone_faults": phrases.TELEPHONE_FAULTS,
        "telephone_words": schema.pattern_words(phrases.TELEPHONE, ""),
        "anything": record_rules.ANYTHING,
        "adult": cross_fields.ADULT,
        "counted": sorted(cross_fields.COUNTED),
        "parted": schema.PARTED["integer"].pattern,
        "percent": cross_fields.PERCENT,
        "placeholders": sorted(text.PLACEHOLDERS),
        "percent_signs": cleaning.PERCENT_SIGNS,
        "rial": schema.RIAL,
        "months": list(JALALI_MONTHS),
        "dates": grammar.dates(),
        "beside": _codes(Role.BESIDE),
        "clearer": _codes(Role.WRONG),
        "thousands": cleaning.THOUSANDS.pattern,
        "whole": cleaning.WHOLE_NUMBER.pattern,
        "true": sorted(cleaning.TRUE),
        "false": sorted(cleaning.FALSE),
        "photo_bytes": photo.MOST_BYTES,
        "ready_bytes": answers_file.MOST_BYTES,
        "ready_version": answers_file.VERSION,
        "ready_items": answers_file.MOST_ITEMS,
    }


def _codes(role: Role) -> list[str]:
    return sorted(kind.code for kind in _KINDS if kind.role is role)
