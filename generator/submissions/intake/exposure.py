"""What an issue shows to everybody as it stands: title, answers, comments, choices, and what no form asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from generator.dataset.private import PERSONAL, Fact, facts, masked
from generator.dataset.problems import person_kinds
from generator.dataset.problems.kind import ERROR, Kind
from generator.dataset.problems.problem import Problem
from generator.submissions.forms import questions as q
from generator.submissions.forms.questions import Question
from generator.submissions.issues import issue_questions as issue
from generator.submissions.issues.event import Event

_TAG = re.compile(r"<[^<>]*>")
_FILE = re.compile(r"/([^/\s()]+\.[a-zA-Z]{3,4})(?![\w/])")
_TITLE, _BODY = "عنوان فرم", "متن فرم"


@dataclass(frozen=True)
class Exposed:
    """A private fact that stands in an issue; ``is_sure`` where the issue is to be emptied for it."""

    problem: Problem
    is_sure: bool


def exposed(event: Event) -> list[Exposed]:
    """Return the private facts in the whole raw issue.

    An answer that asks for an office's contact, and a text that nobody has taken apart yet, may hold an office's line;
    a number that is asked for is an amount, unless it can be nothing else than somebody's.
    """
    by_key = {item.key: item for item in event.items}
    sections = event.body.sections()
    # The title of each text, whether it may hold an office's line, and whether it counts something.
    texts = [(_TITLE, False, False, event.title)]
    for key, text in sections:
        item = by_key.get(key)
        if item:
            shown = text if item.kind != q.IMAGE else f"{text}\n{_names(text)}"
            texts.append((item.title, _is_office(item), _counts(item), shown))
        else:
            texts.append((_BODY, len(sections) == 1, False, text))
    found = (
        Exposed(Problem(event.source, 0, kind, title=title, found=masked(fact.text)), fact.is_sure)
        for title, is_office, counts, text in texts
        for fact, kind in _facts(text)
        if (not is_office or fact.code in PERSONAL) and (not counts or fact.is_sure)
    )
    return list(dict.fromkeys(found))


def _names(text: str) -> str:
    """Return the names of files in an answer: within an address no rule looks at them."""
    return "\n".join(_FILE.findall(text))


def _facts(text: str) -> Iterator[tuple[Fact, Kind]]:
    """Yield the facts of a text as it is written, and as the forge shows it: without tags, its entities as signs."""
    for seen in dict.fromkeys((text, unescape(_TAG.sub("", text)))):
        for fact in facts(seen):
            kind = person_kinds.PRIVATE[fact.code]
            if kind.severity == ERROR:
                yield fact, kind


def _is_office(item: Question) -> bool:
    return item.contact or item.key in ("registration", issue.TEXT, issue.VALUE)


def _counts(item: Question) -> bool:
    return item.kind == q.NUMBER or any(part.kind == q.NUMBER for part in item.parts)
