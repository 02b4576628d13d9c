"""Problem: one thing that is wrong in the data, as data, and its faces for people and machines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from dataclasses import field as attribute

from generator.dataset.capping import MORE, capped
from generator.dataset.problems.kind import ERROR, WARNING, Kind
from generator.persian.digits import fa

FORMATS = ("text", "github", "markdown", "json")
# All that may hold what somebody wrote.
_TEXTS = ("file", "resource", "record", "field", "title", "found", "expected", "meaning", "where")
# What follows a sentence that does not say the nearest right value itself.
_QUESTION = " آیا منظورتان «{suggestion}»{meaning} است؟"


@dataclass(frozen=True, order=True)
class Problem:
    """One fault, at its place, with what was found, what is expected and the nearest right value.

    ``file`` is relative to the data folder's parent, ``line`` starts at 1 (0: the whole file), ``field`` is the key,
    ``title`` its Persian name with the place in a list. ``suggestion`` is the right value as it is to be written and
    ``meaning`` what it means to people. None of them holds a private fact, whoever makes the problem and whatever it
    is given: they are masked as it is made, and a suggestion that holds one is none.
    """

    file: str
    line: int
    kind: Kind
    resource: str = attribute(default="", compare=False)
    record: str = attribute(default="", compare=False)
    field: str = attribute(default="")
    title: str = attribute(default="", compare=False)
    found: str = attribute(default="")
    expected: str = attribute(default="", compare=False)
    suggestion: str = attribute(default="", compare=False)
    meaning: str = attribute(default="", compare=False)
    # Where the right values stand: a file, or a list of them.
    where: str = attribute(default="", compare=False)
    # Whether it is said to whoever handed something in, who knows labels and rows and no ids, keys or files.
    at_door: bool = attribute(default=False, compare=False)
    # Whether it is about what an office declares as its contact: there only what is a person's own is masked.
    is_office: bool = attribute(default=False, compare=False)

    def __post_init__(self) -> None:
        """Mask the private facts in every text of the problem."""
        # Imported where there is a fault: making ready what private facts look like would slow every start.
        from generator.dataset.private import hide

        for name in _TEXTS:
            text = getattr(self, name)
            if text and not (name == "expected" and self.kind.shows_example):
                hidden = hide(text, self.is_office)
                if hidden is not text:
                    object.__setattr__(self, name, hidden)
        if self.suggestion and hide(self.suggestion, self.is_office) != self.suggestion:
            object.__setattr__(self, "suggestion", "")

    @property
    def code(self) -> str:
        """What the kind of the fault is called in reports for machines."""
        return self.kind.code

    @property
    def severity(self) -> str:
        """ERROR or WARNING, as the kind of the fault is."""
        return self.kind.severity

    @property
    def sentence(self) -> str:
        """The fault as a Persian sentence that a county expert can act on."""
        template = (self.at_door and self.kind.door) or self.kind.text
        suggestion = _shorten(self.suggestion)
        text = template.format(
            title=self.title or self.field,
            key=self.field.rsplit(".", 1)[-1],
            found=_shorten(self.found),
            expected=self.expected,
            record=self.record,
            suggestion=suggestion,
            where=self.where,
        ).rstrip()
        if suggestion and "{suggestion}" not in template:
            text += _QUESTION.format(suggestion=suggestion, meaning=f" ({self.meaning})" if self.meaning else "")
        return text

    @property
    def place(self) -> str:
        """``file:line`` or the file alone."""
        return f"{self.file}:{self.line}" if self.line else self.file


def listed(words: Sequence[str]) -> str:
    """Return words as people list them: «الف، ب و پ»."""
    return " و ".join(filter(None, ["، ".join(words[:-1]), *words[-1:]]))


def _shorten(value: str) -> str:
    value = value.replace("\n", "⏎").replace("\r", "⏎")
    return value if len(value) <= 80 else value[:60] + "…"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return problems as people read them: errors first, for warnings must never bury them, each kind by its place."""
    return sorted(problems, key=lambda item: (item.severity != ERROR, item))


def kind_of(problem: Problem) -> tuple[str, str]:
    """Return what problems of one kind have in common: how grave they are, and their sentence."""
    return problem.severity, problem.code


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
        lines.append(f"{item.place}: {label[item.severity]}: {item.sentence}")
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
        lines.append(
            f"::{item.severity} {place},title={_escape(item.title or item.code, True)}::{_escape(item.sentence)}"
        )
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
        rows.append(f"| {sign[item.severity]} | {place} | {markdown_cell(item.sentence)} |")
        if more:
            rows.append(f"| | … | | {MORE.format(count=fa(more))} |")
    head = [f"**{summary(items)}**", "", "| | پرونده | خط | چه باید کرد |", "| --- | --- | --- | --- |"]
    return "\n".join(head + rows) + "\n"


def _json(items: list[Problem]) -> str:
    names = [one.name for one in fields(Problem) if one.name not in ("kind", "at_door", "is_office")]
    entries = [
        {name: getattr(item, name) for name in [*names[:2], "code", *names[2:], "severity", "sentence"]}
        for item in items
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2)
