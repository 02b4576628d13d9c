"""The limits of a question in words, the same in every door that explains itself in sentences."""

from __future__ import annotations

from generator.dataset.checks.schema import pattern_words
from generator.dataset.problems.phrases import PATTERNS
from generator.persian.digits import fa
from generator.submissions.forms.questions import Question


def number_words(item: Question) -> str:
    """Return what numbers a question takes, with its unit."""
    unit = f" {item.unit}" if item.unit else ""
    least, most = item.limits.get("minimum"), item.limits.get("maximum")
    if least is not None and most is not None:
        return f"عدد، از {fa(least)} تا {fa(most)}{unit}."
    if least is not None:
        return f"عدد، دست‌کم {fa(least)}{unit}."
    if most is not None:
        return f"عدد، حداکثر {fa(most)}{unit}."
    return f"عدد{unit}."


def shape_words(item: Question) -> str:
    """Return the shape that a question's pattern asks for; empty where it has none that has words."""
    return pattern_words(item.pattern, item.example) if item.pattern in PATTERNS else ""
