"""Doubt the days that a spreadsheet makes of two-digit Jalali years: of «99/5/12» it makes 12 May 1999, in silence.

Shapes: a submission with the Gregorian days that its door turned into Jalali ones in, warnings out. Errors: none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.dataset.descriptor import Resource
from generator.dataset.problems.problem import Problem
from generator.dataset.record_rules import YEAR, Rule
from generator.persian.calendar.jalali import JalaliDate, from_gregorian
from generator.persian.calendar.months import DateError
from generator.submissions.forms.questions import Question
from generator.submissions.forms.submission import Submission
from generator.submissions.matching.outcomes import problem_of
from generator.submissions.workbooks import workbook_kinds

# A spreadsheet takes 30 to 99 for 1930 to 1999, and 0 to 29 for 2000 to 2029.
_FIRST, _TURN = 1930, 2000


def doubts(
    submission: Submission, resource: Resource, values: Mapping[str, Any], items: Mapping[str, Question], today: date
) -> Iterator[Problem]:
    """Yield a warning for each day that may have been typed as a Jalali one with a year of two digits.

    ``values`` is what the submission says as the data holds it: of a day that may be nobody's to know nothing is said.
    """
    this_year = from_gregorian(today).year
    unsaid = {name for rule in resource.rules if rule.kind == YEAR and _may_hold(rule, values) for name in rule.fields}
    for key, text in submission.days.items():
        day = date.fromisoformat(text)
        if key in unsaid or not _FIRST <= day.year <= _TURN + this_year % 100:
            continue
        century = this_year - this_year % 100 - (100 if day.year < _TURN else 0)
        yield problem_of(
            submission,
            workbook_kinds.DAY,
            field=key,
            title=items[key].title if key in items else key,
            found=f"{text} CE",
            expected=str(submission.values.get(key, "")),
            suggestion=_jalali(century + day.year % 100, day),
        )


def _may_hold(rule: Rule, values: Mapping[str, Any]) -> bool:
    """Whether a rule holds, or would if somebody had said of whom it is asked."""
    return rule.holds(values) or any(name not in values for name in rule.when)


def _jalali(year: int, day: date) -> str:
    """Return the day with a Jalali year, where there is such a day."""
    try:
        return str(JalaliDate(year, day.month, day.day))
    except DateError:
        return ""
