"""Private facts in the data: what is found is refused, and what looks like a home address is a warning.

Fields declared as an office's contact may hold its own line and address, but no more than any other field what is a
person's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field
from generator.dataset.private import PERSONAL, SHORTEST, WARNINGS, facts, masked
from generator.dataset.problems import ERROR, WARNING, Problem

PERSON, OFFICE = "person", "office"


def check(context: Context) -> Iterator[Problem]:
    """Yield private facts in the text of any field; of an office's contact, those that are a person's own."""
    for resource, rows in context.rows():
        guarded = [(field, kind) for field in resource.fields if (kind := guard(field))]
        for row in rows:
            for field, kind in guarded:
                value = row.cells.get(field.name)
                if value is None or len(value) < SHORTEST:
                    continue
                for fact in facts(value):
                    if kind == OFFICE and fact.code not in PERSONAL:
                        continue
                    severity = WARNING if fact.code in WARNINGS else ERROR
                    yield context.problem(resource, row, fact.code, field, found=masked(fact.text), severity=severity)


def guard(field: Field) -> str:
    """Return whose facts a field must not hold: anybody's (PERSON), a person's own (OFFICE); empty where it is no text."""
    if field.type != "string" or field.calendar or field.categories or field.derived:
        return ""
    return OFFICE if field.is_office else PERSON
