"""Issues as GitHub tells of them: bodies as it writes them from a form, and the events around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from generator.submissions.forms.questions import Question
from generator.submissions.intake.importer import Intake
from generator.submissions.issues import issue_questions as issue
from generator.submissions.issues.event import Event, read_event
from tests.submissions.banks import WOMAN, bank


def items(bank: Intake, form: str = "women") -> tuple[Question, ...]:
    """Return the questions of a form."""
    return issue.form_questions(bank.package, bank.names(), form)


def render(asked: Sequence[Question], answers: Mapping[str, str]) -> str:
    """Return the body that GitHub writes: each heading, an empty line, the answer or that there is none."""
    titles = issue.headings(asked)
    assert set(answers) <= set(titles)
    return "\n\n".join(f"### {title}\n\n{answers.get(key) or issue.NO_RESPONSE}" for key, title in titles.items())


def event(form: str, body: str | None, **more: Any) -> dict[str, Any]:
    """Return the event of an issue that came from a form; ``more`` replaces what the issue says of itself."""
    told = {
        "number": 12,
        "title": "فرم",
        "state": "open",
        "body": body,
        "user": {"login": "somebody"},
        "labels": [{"name": "submission"}, {"name": f"form:{form}"}],
        **more,
    }
    return {"action": "opened", "issue": told, "repository": {"default_branch": "main"}}


def read(told: Any, data: Intake | None = None) -> Event:
    """Return the issue that an event tells of, at the bank that no test changes or another."""
    data = data or bank()
    return read_event(told, data.package, data.names())


def woman(**answers: str) -> str:
    """Return the body of the form of women with the answers that every door brings, and others in their place."""
    return render(items(bank()), {**WOMAN, **answers})
