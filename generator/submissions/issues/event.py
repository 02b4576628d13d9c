"""Read the event of a GitHub issue: which form it came from, and what that hands in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.dataset.descriptor import Package
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa
from generator.submissions.forms import address, answer_kinds
from generator.submissions.forms.answers_file import read_ready
from generator.submissions.forms.questions import Names, Question
from generator.submissions.forms.submission import CORRECTION, REMOVAL, Submission
from generator.submissions.issues import issue_body, issue_kinds
from generator.submissions.issues import issue_questions as issue
from generator.submissions.issues.issue_form import FORM, SUBMISSION

# GitHub's own limit of a body is 64 KB; an event holds the repository and the people beside it.
MOST_BYTES = 4_000_000


@dataclass(frozen=True)
class Event:
    """An issue as its event tells it. The form is known from the labels alone: a title is anybody's to write."""

    number: int = 0
    title: str = ""
    author: str = ""
    action: str = ""
    form: str = ""
    text: str = ""
    is_submission: bool = False
    # What its form asks; nothing where there is no such form.
    items: tuple[Question, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def source(self) -> str:
        """The name of the issue in reports."""
        return f"فرم {fa(self.number)}" if self.number else "رویداد"

    @cached_property
    def body(self) -> issue_body.Body:
        """The text of the issue, parted at the headings of its form."""
        return issue_body.part(self.text, self.items)


def read_event(event: Path | Mapping[str, Any], package: Package, names: Names) -> Event:
    """Return the issue that an event file, or what it holds, tells of; what is wrong with it stands in ``problems``."""
    if isinstance(event, Mapping):
        return _event(event, package, names)
    try:
        if event.stat().st_size > MOST_BYTES:
            return _refused("too large")
        content = json.loads(event.read_bytes().decode("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        return _refused(type(error).__name__)
    return _event(content, package, names) if isinstance(content, Mapping) else _refused(type(content).__name__)


def submissions(event: Event, package: Package, names: Names) -> tuple[list[Submission], list[Problem]]:
    """Return what an event hands in, and what is wrong with its form; the answers are judged by the checks of the data."""
    if event.problems:
        return [], list(event.problems)
    if not event.items:
        return [], [Problem(event.source, 0, answer_kinds.UNKNOWN_FORM, found=event.form)]
    values, problems = issue_body.parse(event.body, event.items, event.form, event.source)
    found: list[Submission] = []
    errors = [problem for problem in problems if problem.severity == ERROR]
    if errors and not values:
        pass  # what nobody could take apart is not judged as if nothing had been answered
    elif event.form == issue.READY:
        if issue.TEXT in values:
            found, wrong = read_ready(values[issue.TEXT], event.source)
            problems += wrong
    elif event.form in (issue.CORRECT, issue.REMOVE):
        missing = [item for item in event.items if item.required and item.key not in values]
        problems += [Problem(event.source, 0, issue_kinds.MISSING, event.form, title=item.title) for item in missing]
        if issue.ADDRESS in values:
            found, wrong = _about(event, package, names, values)
            problems += wrong
    else:
        unclear = frozenset(problem.field for problem in errors if problem.field)
        found = [Submission(event.form, values, source=event.source, unclear=unclear)]
    return found, list(dict.fromkeys(problems))


def _event(content: Mapping[str, Any], package: Package, names: Names) -> Event:
    raw = content.get("issue")
    number = raw.get("number") if isinstance(raw, Mapping) else None
    if not isinstance(raw, Mapping) or type(number) is not int or not 0 < number < 10**12:
        return _refused("issue")
    labels = _labels(raw.get("labels"))
    forms = [label.removeprefix(FORM) for label in labels if label.startswith(FORM)]
    form = forms[0] if len(forms) == 1 else ""
    items = issue.form_questions(package, names, form) if form in issue.form_names(package) else ()
    event = Event(
        number=number,
        title=_text(raw.get("title")),
        author=_text(raw["user"].get("login")) if isinstance(raw.get("user"), Mapping) else "",
        action=_text(content.get("action")),
        form=form,
        text=_text(raw.get("body")),
        is_submission=SUBMISSION in labels and len(forms) == 1,
        items=items,
    )
    if event.is_submission:
        return event
    kind, found = (issue_kinds.TWO_FORMS, "، ".join(forms)) if len(forms) > 1 else (issue_kinds.NO_FORM, "")
    return Event(
        number,
        event.title,
        event.author,
        event.action,
        "",
        event.text,
        problems=(Problem(event.source, 0, kind, found=found),),
    )


def _labels(raw: Any) -> list[str]:
    if not isinstance(raw, list):
        return []
    names = [_text(label.get("name")) if isinstance(label, Mapping) else "" for label in raw]
    return list(dict.fromkeys(filter(None, names)))


def _text(value: Any) -> str:
    """Return a text that can be written as UTF-8; the empty one for anything else."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else ""


def _refused(reason: str) -> Event:
    return Event(problems=(Problem("رویداد", 0, issue_kinds.EVENT, found=reason),))


def _about(
    event: Event, package: Package, names: Names, values: Mapping[str, Any]
) -> tuple[list[Submission], list[Problem]]:
    """Return the correction or removal of the page that an address names."""
    named = address.page_of(package, names, values[issue.ADDRESS])
    if named is None:
        return [], [address.no_page(package, names, values[issue.ADDRESS], event.source)]
    resource, target = named
    if event.form == issue.REMOVE:
        return [Submission(resource, {}, REMOVAL, target, event.source)], []
    if issue.FIELD not in values or issue.VALUE not in values:
        return [], []
    items = issue.form_questions(package, names, resource)
    keys = {title: key for key, title in issue.headings(items).items()}
    key = keys.get(values[issue.FIELD])
    if key is None:
        where = package.resources[resource].title
        found = values[issue.FIELD]
        close = nearest(found, keys).value
        kind = answer_kinds.ISSUE_FIELD
        return [], [Problem(event.source, 0, kind, event.form, found=found, expected=where, suggestion=close)]
    item = next(item for item in items if item.key == key)
    corrected = {key: issue_body.answer(item, values[issue.VALUE])}
    return [Submission(resource, corrected, CORRECTION, target, event.source)], []
