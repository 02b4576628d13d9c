"""Subject: what a bank of one kind knows of its own datasets, beside what the descriptor says of every dataset.

`generator.project` finds the subject of a package, and hands its parts to whoever reads, judges and shows the data; no
room below `generator.subjects` names one.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.dataset.checks.runner import Check


@dataclass(frozen=True)
class Subject:
    """A subject by its name in the descriptor, and its checks."""

    name: str
    checks: tuple[Check, ...] = ()


# A bank of whatever datasets its descriptor has, and of nothing else.
NONE = Subject("none")
