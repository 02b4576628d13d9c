"""What YAML can hold and no file here does: anchors, aliases, tags, directives, and what is nested without end."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.dataset.private import brief
from generator.dataset.problems import yaml_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.problem import Problem

# A sign begins something only at the start of a line, after a blank or after a sign of YAML itself: most texts hold none.
_MAY_STAND = re.compile(r"(?:^|[\s\[{,])[&*!]", re.M)
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#[^\n]*)?\n)*(%[^\n]*)")
_NESTED = re.compile(r"[\[{](?:[\s,]*[\[{]){15}|(?:[-?:] +){15}")
# Signs without which nothing can be nested deeply on one line: looked for first, since they cost next to nothing.
_MAY_NEST = ("[[", "[ [", "[{", "{[", "{{", "{ {", "[,", ": [", ": {", "- -", "- ?", "? -", "? ?", "[\n", "{\n")
_WORD = re.compile(r"[&*!][^\s,\[\]{}]*")
_SHOWN = 40


def nested_line(text: str) -> int:
    """Return the line on which a text is nested deeper than the parser could bear, or 0."""
    nested = _NESTED.search(text) if any(sign in text for sign in _MAY_NEST) else None
    return text.count("\n", 0, nested.start()) + 1 if nested else 0


def foreign_signs(text: str, name: str) -> Iterator[Problem]:
    """Yield a problem for every sign of a YAML text that is none of its words, once a line, as far as it can be parsed."""
    directive = _DIRECTIVE.match(text)
    if directive:
        line = text.count("\n", 0, directive.start(1)) + 1
        yield Problem(name, line, yaml_kinds.DIRECTIVE, found=brief(directive[1].strip(), _SHOWN))
    elif _MAY_STAND.search(text):
        seen: set[tuple[int, Kind]] = set()
        for place, kind in _signs(text):
            line = text.count("\n", 0, place) + 1
            if (line, kind) not in seen:
                seen.add((line, kind))
                word = _WORD.search(text, place)
                yield Problem(name, line, kind, found=brief(word[0], _SHOWN) if word else "")


def _signs(text: str) -> Iterator[tuple[int, Kind]]:
    """Yield where anchors, aliases and tags stand, with the kind of each; what cannot be parsed is told of elsewhere."""
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            if not isinstance(event, yaml.NodeEvent) or event.start_mark is None:
                continue
            place = event.start_mark.index
            if event.anchor is not None:
                yield place, yaml_kinds.ALIAS
            if getattr(event, "tag", None) is not None:
                yield place, yaml_kinds.TAG
    except yaml.YAMLError:
        return
