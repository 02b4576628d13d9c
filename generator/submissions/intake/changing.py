"""What a hand-in would do to pages that are there already: said first, by the page's title, with old and new."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.dataset.private import hide
from generator.dataset.problems.printing import markdown_cell
from generator.submissions.forms.questions import BOOLEAN, NO, YES, Question
from generator.submissions.forms.submission import REMOVAL
from generator.submissions.matching.merging import Difference
from generator.submissions.matching.outcomes import Outcome

_LONGEST = 160
_NOTHING = "–"
_TAKEN, _HELD = "به کار رفت", "به کار نرفت؛ بازبین تصمیم بگیرد"
_PAGE, _ROW = "صفحهٔ «{title}» ({address}) را تغییر می‌دهد", "ردیف «{title}» را تغییر می‌دهد"
_GUESSED = "شناسه‌ای نوشته نشده است؛ نام، شهرستان و سال تولد یا یکی از منابع با این صفحه یکی است"


def said(items: Mapping[str, Question], differences: Iterable[Difference]) -> list[Difference]:
    """Return differences as people say them: the titles of fields, labels for codes, yes and no."""
    return [_said(items.get(item.field), item) for item in differences]


def _said(question: Question | None, item: Difference) -> Difference:
    if question is None:
        return replace(item, old=hide(item.old), new=hide(item.new))
    options = question.options or (question.parts[0].options if len(question.parts) == 1 else {})
    if question.kind == BOOLEAN:
        options = {"true": YES, "false": NO}
    old, new = (
        hide("\n".join(options.get(line, line) for line in text.split("\n")), question.contact)
        for text in (item.old, item.new)
    )
    return replace(item, title=question.title, old=old, new=new)


def changing(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the outcomes that change what the bank has."""
    return [one for one in outcomes if one.differences and not one.is_new and one.submission.kind != REMOVAL]


def as_text(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the lines for a terminal: each page that changes, and below it old and new of each field."""
    lines = []
    for one in changing(outcomes):
        lines.append(f"{_heading(one)}:")
        for item in one.differences:
            held = "" if item.applied else f" ({_HELD})"
            lines.append(f"  {item.title}: «{short(item.old)}» ← «{short(item.new)}»{held}")
    return lines


def as_markdown(outcomes: Iterable[Outcome]) -> str:
    """Return a heading and a table for each page that changes; empty where none does."""
    parts = []
    for one in changing(outcomes):
        rows = [
            f"### {markdown_cell(_heading(one))}",
            "",
            "| | پیش از این | در این برگه | |",
            "| --- | --- | --- | --- |",
        ]
        for item in one.differences:
            cells = (item.title, item.old or _NOTHING, item.new or _NOTHING, _TAKEN if item.applied else _HELD)
            rows.append(f"| {' | '.join(map(cell, cells))} |")
        parts.append("\n".join(rows))
    return "\n\n".join(parts)


def _heading(one: Outcome) -> str:
    """Return which page a submission changes, and why that one where nobody named it."""
    if one.is_row:
        return f"«{one.submission.source}» {_ROW.format(title=one.page)}"
    address = f"/{one.submission.resource}/{one.record}/"
    why = "" if one.submission.target else f" ({_GUESSED})"
    return f"«{one.submission.source}» {_PAGE.format(title=one.page, address=address)}{why}"


def cell(text: str) -> str:
    """Return a text for a cell of a table: short, harmless, its lines one below the other."""
    return "<br>".join(markdown_cell(line) for line in short(text).split("\n"))


def short(text: str) -> str:
    """Return so much of a text that it is known again."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
