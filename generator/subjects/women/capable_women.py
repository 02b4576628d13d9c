"""The bank of capable women as one value: what it adds to what the descriptor says of its datasets."""

from __future__ import annotations

from generator.site.model.subject import Subject
from generator.subjects.women.checks import document_checks, loan_checks, loan_counts, meeting_checks, seat_checks

WOMEN = Subject(
    name="women",
    checks=(
        loan_checks.check,
        loan_counts.check,
        meeting_checks.check,
        document_checks.check,
        seat_checks.check,
    ),
)
