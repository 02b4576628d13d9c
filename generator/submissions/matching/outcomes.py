"""Outcomes: what became of each submission of a hand-in, and the files that come of all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from hashlib import sha256
from typing import Any

from generator.dataset.problems.kind import ERROR, Kind
from generator.dataset.problems.problem import Problem
from generator.submissions.forms.cleaning import Changed
from generator.submissions.forms.submission import Submission
from generator.submissions.matching.merging import Difference

Files = dict[str, str | bytes | None]
# The field that holds the day on which the intake took a record in.
_ADDED = "added"


@dataclass
class Outcome:
    """What became of one submission: its record, what was changed on the way, what an update adds, what is wrong."""

    submission: Submission
    record: str = ""
    file: str = ""
    # What the page is called that was there already.
    page: str = ""
    # Of a row of a table: the line of the one that it replaces; 0 where it is new.
    line: int = 0
    is_new: bool = True
    # Whether it is a row of a table, that a second one replaces.
    is_row: bool = False
    values: dict[str, Any] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    images: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # The keys of answers that were not understood: nothing more is said of them.
    unclear: set[str] = field(default_factory=set)

    @property
    def failed(self) -> bool:
        """Whether the submission cannot be taken in."""
        return bool(self.submission.unclear) or any(problem.severity == ERROR for problem in self.problems)


@dataclass
class Result:
    """The outcomes, and the files to write: path below the data folder's parent → text or bytes, None to remove."""

    outcomes: list[Outcome] = field(default_factory=list)
    files: Files = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    # Whether what everybody can read holds what is surely somebody's: such an issue is emptied.
    is_exposed: bool = False

    @property
    def failed(self) -> bool:
        """Whether anything is wrong."""
        return any(item.severity == ERROR for item in self.problems) or any(one.failed for one in self.outcomes)

    @property
    def all_problems(self) -> list[Problem]:
        """What is wrong with the hand-in itself and with each submission."""
        return [*self.problems, *(problem for one in self.outcomes for problem in one.problems)]


def digest(outcome: Outcome) -> str:
    """Return the SHA-256 (hexadecimal) of what a submission comes to: the same as long as a reviewer would see the same.

    The day on which a record is added is no part of it, and neither is its file: that of a table changes with every
    other row.
    """
    seen = {
        "resource": outcome.submission.resource,
        "kind": outcome.submission.kind,
        "record": outcome.record,
        "values": {key: value for key, value in outcome.values.items() if key != _ADDED},
        "differences": [astuple(item) for item in outcome.differences],
        "problems": sorted((item.code, item.field, item.found) for item in outcome.problems),
        "images": {name: sha256(content).hexdigest() for name, content in outcome.images.items()},
    }
    return sha256(json.dumps(seen, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def problem_of(submission: Submission, kind: Kind, **more: Any) -> Problem:
    """Return a problem of a submission as a whole, for whoever handed it in."""
    place = next((place for place in submission.places.values() if place.isdecimal()), "0")
    return Problem(submission.source, int(place), kind, submission.resource, submission.target, **more)


def label_of(values: Mapping[str, Any]) -> str:
    """Return what people call a record."""
    return str(values.get("name") or values.get("title") or values.get("id", ""))
