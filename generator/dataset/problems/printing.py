"""The faces of problems for people and machines: text, annotations of a forge, a table, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from generator.dataset.capping import MORE, capped
from generator.dataset.problems.kind import ERROR, WARNING, Kind
from generator.dataset.problems.problem import Problem, choices_of, others_of, say
from generator.persian.digits import fa

FORMATS = ("text", "github", "markdown", "json")


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems as people read them: errors first, for warnings must never bury them, each kind by its place."""
    return sorted(problems, key=lambda item: (item.severity != ERROR, item))


def kind_of(problem: Problem) -> Kind:
    """Return what problems of one kind have in common."""
    return problem.kind


def render(problems: Iterable[Problem], style: str = "text") -> str:
    """Return the problems in one of FORMATS, in their order; the empty string where there is nothing to say.

    Texts for people show the first places of each kind and count the others; what machines read is whole.
    """
    items = in_order(problems)
    return {"text": _text, "github": _github, "markdown": _markdown, "json": _json}[style](items)


def summary(problems: Iterable[Problem]) -> str:
    """Return «۳ خطا و ۱ هشدار»."""
    items = list(problems)
    errors = sum(item.severity == ERROR for item in items)
    warnings = len(items) - errors
    parts = [f"{fa(errors)} خطا"] if errors else []
    if warnings:
        parts.append(f"{fa(warnings)} هشدار")
    return " و ".join(parts) or "بی‌خطا"


def _text(items: list[Problem]) -> str:
    label = {ERROR: "خطا", WARNING: "هشدار"}
    lines = []
    for item, more in capped(items, kind_of):
        lines.append(f"{item.place}: {label[item.severity]}: {say(item)}")
        if more:
            lines.append(f"… {MORE.format(count=fa(more))}")
    return "\n".join(lines)


def _escape(text: str, properties: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if properties else text


def _github(items: list[Problem]) -> str:
    lines = []
    for item in items:
        place = f"file={_escape(item.file, True)}" + (f",line={item.line}" if item.line else "")
        lines.append(f"::{item.severity} {place},title={_escape(item.title or item.code, True)}::{_escape(say(item))}")
    return "\n".join(lines)


# Signs that Markdown could mean something by, as what is shown as the sign itself; a line break would end a row.
_MARKS = str.maketrans({**{char: f"&#{ord(char)};" for char in "\\`|<>[]@#*_~&"}, "\n": " ", "\r": " "})
# What a forge makes a link of without any mark.
_BARE_LINK = re.compile(r"(?<=[a-z]):(?=//)|(?<=\bwww)\.", re.I)


def markdown_cell(text: str) -> str:
    """Make a plain text harmless inside a Markdown table: no border, no tag, no mention, no link.

    It is the last step before a text is written: what was escaped once would be shown with its escapes.
    """
    return _BARE_LINK.sub(lambda match: f"&#{ord(match[0])};", text.translate(_MARKS))


def _markdown(items: list[Problem]) -> str:
    if not items:
        return "داده‌ها درست‌اند؛ هیچ خطا یا هشداری نیست.\n"
    sign = {ERROR: "خطا", WARNING: "هشدار"}
    rows = []
    for item, more in capped(items, kind_of):
        place = f"{markdown_cell(item.file)} | {fa(item.line) if item.line else '–'}"
        rows.append(f"| {sign[item.severity]} | {place} | {markdown_cell(say(item))} |")
        if more:
            rows.append(f"| | … | | {MORE.format(count=fa(more))} |")
    head = [f"**{summary(items)}**", "", "| | فایل | خط | چه باید کرد |", "| --- | --- | --- | --- |"]
    return "\n".join(head + rows) + "\n"


def _json(items: list[Problem]) -> str:
    entries = [
        {
            "file": item.file,
            "line": item.line,
            "code": item.code,
            "resource": item.resource,
            "record": item.record,
            "field": item.field,
            "title": item.title,
            "found": item.found,
            "expected": item.expected or choices_of(item),
            "suggestion": item.suggestion,
            "meaning": item.meaning,
            "where": item.where or others_of(item) or choices_of(item),
            "severity": item.severity,
            "sentence": say(item),
        }
        for item in items
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)
