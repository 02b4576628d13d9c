"""Choices as people write them: by label or value, and several in one answer.

Shapes: texts, and options as value → label. Errors: none; what chooses nothing stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.persian.spelling.normaliser import canonical

# What people put between the choices of a list, beside what parts it.
_JOINED = re.compile(r" ?[/+|،,؛] ?| [-–—] | و ")


def choice(text: str, options: Mapping[str, str]) -> str:
    """Return the value that a label, a value or «label (value)» chooses; the text itself where it chooses none."""
    if text in options:
        return text
    wanted = bare(text)
    for value, label in options.items():
        if bare(label) == wanted or bare(f"{label} ({value})") == wanted:
            return value
    return text


def several(text: str, options: Mapping[str, str]) -> list[str]:
    """Return the choices that a text is made of; nothing where a part of it is none."""
    whole = choice(text, options)
    if whole in options:
        return [whole]
    for match in _JOINED.finditer(text):
        first = choice(text[: match.start()], options)
        rest = several(text[match.end() :], options) if first in options else []
        if rest:
            return [first, *rest]
    return []


def bare(text: str) -> str:
    """Return a text without what people write differently without meaning to: spaces, half-spaces, capital letters."""
    return canonical(text).replace("\u200c", "").replace(" ", "").casefold()
