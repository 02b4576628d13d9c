"""On what basis people are shown: who counts as living, who may be named, and the rules that ``people: true`` brings along.

Shapes: values of a record, and names of fields, in; truths, and rules as the descriptor writes them, out. Errors: none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

CONSENT, PUBLIC_RECORD = BASES = ("consent", "public-record")
LIVES = ("living", "deceased", "historical", "unknown")
# «Unknown» counts as living, and so does nothing at all.
ALIVE = ("living", "unknown", "")
# What the dates of a life may be called.
BIRTHS, DEATHS = ("birth", "born"), ("death", "died")


def is_alive(life: str | None) -> bool:
    """Whether a person counts as living."""
    return (life or "") in ALIVE


def may_name(person: Mapping[str, Any]) -> bool:
    """Whether pages that are about something else may name a person: by consent, or because the person is not alive."""
    return person.get("basis") == CONSENT or not is_alive(person.get("life"))


def birth_of(person: Mapping[str, Any]) -> str:
    """Return the date of a person's birth as it is written; empty where it is not."""
    return next((person[name] for name in BIRTHS if person.get(name)), "")


def death_of(person: Mapping[str, Any]) -> str:
    """Return the date of a person's death as it is written; empty where it is not."""
    return next((person[name] for name in DEATHS if person.get(name)), "")


def consent_rules(fields: Collection[str], by_consent: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield the rules of a resource of people with these fields, of which some need the consent of whoever lives."""
    alive = {"life": list(ALIVE)}
    on_record = {**alive, "basis": [PUBLIC_RECORD]}
    yield {"when": alive, "required": ["basis"], "problem": "no-basis"}
    yield {"when": {**alive, "basis": [CONSENT]}, "required": ["consented"], "problem": "no-consent-date"}
    if by_consent:
        yield {"when": on_record, "empty": list(by_consent), "problem": "needs-consent"}
    yield {"when": on_record, "empty": ["consented"], "problem": "consent-without-basis"}
    for name in fields:
        if name in DEATHS:
            yield {"when": alive, "empty": [name], "problem": "life-death"}
        elif name in BIRTHS:
            yield {"when": alive, "year": [name], "problem": "private-birth-day"}
            yield {"when": alive, "adult": [name], "problem": "under-age"}
