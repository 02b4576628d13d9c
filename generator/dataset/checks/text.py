"""Text in canonical form, without hidden signs, and links that are links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Field
from generator.dataset.problems import Problem
from generator.persian.invisible import bidi_controls
from generator.persian.letters import canonical, changes

_HTML = re.compile(r"<[/!a-zA-Z][^>\n]{0,80}>?")
_MARKDOWN_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s*(\S+)|<([a-zA-Z][a-zA-Z0-9+.-]*:[^>\s]+)>", re.M)


def check(context: Context) -> Iterator[Problem]:
    """Yield text that is not canonical, that holds hidden signs or HTML, and addresses that are not http(s)."""
    for resource, rows in context.rows():
        fields = [field for field in resource.fields if not field.derived or field.calendar or field.name == "id"]
        for row in rows:
            cells = row.cells
            for field in fields:
                value = cells.get(field.name)
                if value is None:
                    continue
                hidden = bidi_controls(value)
                if hidden:
                    signs = "، ".join(dict.fromkeys(f"U+{ord(sign.char):04X}" for sign in hidden))
                    yield context.problem(resource, row, "bidi-control", field, found=signs)
                elif field.link:
                    if not is_web_address(value):
                        yield context.problem(resource, row, "link-scheme", field)
                elif not _is_fine(value, field):
                    better = wanted(value, field)
                    kinds = "، ".join(changes(value, better)) or "فاصله‌ها"
                    yield context.problem(resource, row, "not-canonical", field, expected=kinds)
                if "\n" in value and not field.multiline:
                    yield context.problem(resource, row, "line-break", field)
                if field.markdown:
                    yield from _markdown(context, resource, row, field, value)


def wanted(value: str, field: Field) -> str:
    """Return the canonical form of a field's value: addresses as they are, all else by ``letters.canonical``."""
    if field.link:
        return value.strip()
    better = canonical(value)
    return better if field.multiline else " ".join(better.split("\n"))


def is_web_address(value: str) -> bool:
    """Whether the value is an http or https address with a host and nothing hidden in it."""
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
    except ValueError:
        return False
    plain = not re.search(r"[\s<>\"'`\\^{}|]", value)
    return plain and parts.scheme in ("http", "https") and "." in host and not parts.username and not parts.password


def _is_fine(value: str, field: Field) -> bool:
    return canonical(value) == value


def _markdown(context, resource, row, field, value: str) -> Iterator[Problem]:
    tag = _HTML.search(value)
    if tag and not is_web_address(tag[0].strip("<>")):
        yield context.problem(resource, row, "markdown-html", field, found=tag[0])
    for match in _MARKDOWN_LINK.finditer(value):
        target = next(part for part in match.groups() if part)
        if not is_web_address(target):
            yield context.problem(resource, row, "link-scheme", field, found=target)
