"""Submission: what one door handed in for one record, before it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

# Kinds of submission.
RECORD, CORRECTION, REMOVAL = "record", "correction", "removal"


@dataclass
class Submission:
    """The answers of one form or row.

    ``values`` maps the keys of the questions to what was typed: a text, a list of texts, or a list of mappings for a
    repeating group. ``places`` says where each answer stands, as people name it («ستون ج، ردیف ۵»). ``target`` is
    the id of the record that the submission names, where it names one. ``unclear`` holds the keys of answers that the
    door itself could not read: such a submission is judged, but never taken in. ``days`` holds the Gregorian days, as
    ISO texts by the keys of the questions, that the door turned into Jalali ones.
    """

    resource: str
    values: dict[str, Any]
    kind: str = RECORD
    target: str = ""
    source: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()
    days: Mapping[str, str] = field(default_factory=dict)
    # The id that a reviewer wants for the new record; empty: it is made from the name.
    wanted: str = ""
