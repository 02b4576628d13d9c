"""Read the body of an issue that came from a form: its headings are known, and everything else is an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.dataset.checks.privacy import hide, private_facts
from generator.dataset.problems import Problem, masked
from generator.submissions import issue_questions as issue
from generator.submissions import questions as q
from generator.submissions.cleaning import split_list
from generator.submissions.questions import LIST, Question

_MARK = "### "
_OPEN, _CLOSE = "<!--", "-->"
_CHECKBOX = re.compile(r"[-*+] \[([ xX])\] *(.*)")
_FENCE = re.compile(r"(`{3,}|~{3,})[^\n`]*\n(?:(.*)\n)?\1`*\s*", re.S)
_SURROGATE = re.compile("[\ud800-\udfff]")
# Signs that turn the order of what is read; marks of direction, which phones write by themselves, are merely left out.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class _Heading:
    """A heading of the form, at a line of the body."""

    line: int
    key: str


def parse(
    body: str, questions: Sequence[Question], form: str, source: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the answers by key, and what is wrong with the structure of the body.

    A line is a heading where GitHub would have written it: it is one of the form's own, after an empty line. One that
    comes twice, or out of the form's order, is a problem; any other stays text. Never raises.
    """
    lines = _lines(body)
    titles = issue.headings(questions)
    found = _headings(lines, titles)
    problems = [
        Problem(source, 0, code, form, field=key, found=titles[key])
        for code, keys in _misplaced([heading.key for heading in found], list(titles))
        for key in keys
    ]
    before = "\n".join(lines[: found[0].line] if found else lines)
    shown = _shown(before)[0].strip()
    if shown or not found:
        code = "issue-outside" if found else "issue-no-headings" if shown else "issue-empty"
        problems.append(Problem(source, 0, code, form, found=hide(shown.split("\n")[0][:60])))
    problems.extend(private(before, "متن برگه", source))
    values: dict[str, Any] = {}
    by_key = {item.key: item for item in questions}
    for place, heading in enumerate(found):
        end = found[place + 1].line if place + 1 < len(found) else len(lines)
        text = "\n".join(lines[heading.line + 1 : end])
        if form != issue.READY:  # GitHub shows that one as it is, with all that stands in it
            text, hidden = _shown(text)
            # What a comment hides is no part of the answer, but it stands in public all the same.
            problems.extend(private(hidden, titles[heading.key], source))
        turning = _TURNING.search(text)
        if turning:
            shown = f"U+{ord(turning[0]):04X}"
            problems.append(Problem(source, 0, "issue-hidden", form, title=titles[heading.key], found=shown))
        value = answer(by_key[heading.key], text)
        if value:
            values.setdefault(heading.key, value)
    return values, problems


def answer(item: Question, text: str) -> Any:
    """Return what was answered below a heading: a text, or a list of texts; empty where there is no answer."""
    text = text.strip("\n").rstrip()
    if text.strip() in ("", issue.NO_RESPONSE):
        return [] if item.is_list else ""
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    chosen = [_CHECKBOX.fullmatch(row) for row in rows]
    if item.kind in (q.CHOICE, q.CHOICES, q.BOOLEAN):
        if all(chosen):
            ticked = [match[2].strip() for match in chosen if match and match[1] != " "]
            return ticked if item.is_list else f"{LIST} ".join(ticked)
        if rows == [issue.NONE]:
            return [] if item.is_list else ""
    if item.kind == q.CHOICES:
        return split_list("\n".join(rows), item.options)
    if item.kind == q.ITEMS:
        if item.is_plain_list and item.parts[0].longest <= issue.LONGEST_IN_LINE:
            return split_list("\n".join(rows), {})
        return rows
    return text.strip()


def unfenced(text: str) -> str:
    """Return a text without the code fence around all of it."""
    match = _FENCE.fullmatch(text.strip())
    return (match[2] or "") if match else text


def private(text: str, title: str, source: str) -> list[Problem]:
    """Return a problem for each private fact in a text that no check of the data will see."""
    facts = dict.fromkeys((code, masked(fact)) for code, fact in private_facts(text) if code != "private-address")
    return [Problem(source, 0, code, title=title, found=found) for code, found in facts]


def _lines(body: str) -> list[str]:
    return _SURROGATE.sub("\ufffd", body).replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _headings(lines: Sequence[str], titles: dict[str, str]) -> list[_Heading]:
    """Return the lines that are headings of the form, as they stand."""
    keys = {_MARK + title: key for key, title in titles.items()}
    return [
        _Heading(place, keys[line.rstrip()])
        for place, line in enumerate(lines)
        if line.startswith(_MARK) and line.rstrip() in keys and (place == 0 or not lines[place - 1].strip())
    ]


def _misplaced(found: Sequence[str], order: Sequence[str]) -> list[tuple[str, list[str]]]:
    """Return the keys of headings that come twice, and of the fewest others without which the form's order stands."""
    count = Counter(found)
    twice = [key for key in order if count[key] > 1]
    once = [key for key in found if count[key] == 1]
    # The longest run of headings that are in order, by the heading that ends it.
    runs: dict[str, list[str]] = {}
    for key in once:
        before = [run for end, run in runs.items() if order.index(end) < order.index(key)]
        runs[key] = [*max(before, key=len, default=[]), key]
    kept = max(runs.values(), key=len, default=[])
    return [("issue-heading-twice", twice), ("issue-heading-order", [key for key in once if key not in kept])]


def _shown(text: str) -> tuple[str, str]:
    """Return a text without its HTML comments, and what stood in them; one that is not closed is text."""
    shown, hidden, place = [], [], 0
    while (start := text.find(_OPEN, place)) >= 0 and (end := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        shown.append(text[place:start])
        hidden.append(text[start + len(_OPEN) : end])
        place = end + len(_CLOSE)
    return "".join([*shown, text[place:]]), "\n".join(hidden)
