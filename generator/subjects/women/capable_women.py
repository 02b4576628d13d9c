"""The bank of capable women as one value: what it adds to what the descriptor says of its datasets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.dataset.descriptor import Package
from generator.site.model.subject import Subject
from generator.subjects.women.checks import (
    achievement_checks,
    document_checks,
    loan_checks,
    loan_counts,
    meeting_checks,
    seat_checks,
)

if TYPE_CHECKING:
    from generator.site.drawing.render import View
    from generator.site.model.section import Change


def _sample(package: Package, target: Path, counts: Mapping[str, int], seed: int) -> int:
    from generator.subjects.women.sample.package import with_usual, write_sample

    return write_sample(package, target, with_usual(package, counts), seed)


def _check_settings(extra: Mapping[str, Any]) -> None:
    from generator.subjects.women.reporting import asked_since

    asked_since(extra)


def _sections() -> Mapping[str, Change]:
    from generator.subjects.women.sections import SECTIONS

    return SECTIONS


def _views() -> Mapping[str, Callable[..., View]]:
    from generator.subjects.women.sections import WRITTEN

    return WRITTEN


WOMEN = Subject(
    name="women",
    checks=(
        loan_checks.check,
        loan_counts.check,
        meeting_checks.check,
        document_checks.check,
        achievement_checks.check,
        seat_checks.check,
    ),
    sample=_sample,
    templates=(Path(__file__).with_name("templates"),),
    sections=_sections,
    views=_views,
    check_settings=_check_settings,
)
