"""The ready record: what a form on the site writes, as a file or as the text of an issue; YAML, and so JSON too.

Shape: ``{form: women, version: 1, target?: id, values: {key: text | [texts] | [{part: text | [texts]}]}}``. All scalars
are text. It comes from anywhere, so it is small, plain and of this shape, or it is refused.
"""

from __future__ import annotations

from typing import Any

import yaml

from generator.dataset.private import brief
from generator.dataset.problems import file_kinds
from generator.dataset.problems.kind import Kind, Role
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.yaml_records import compose
from generator.dataset.texts import decode
from generator.persian.digits import ascii_digits, fa
from generator.persian.spelling.invisible import bidi_controls
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.submission import CORRECTION, RECORD, Submission

VERSION = 1
MOST_BYTES = 65_536
MOST_ITEMS = 200
_MOST_KEY = 60
_KEYS = ("form", "version", "target", "values")

Read = tuple[list[Submission], list[Problem]]


def read_ready_file(raw: bytes, name: str) -> Read:
    """Read the bytes of a file that a form on the site saved; ``name`` is what problems call it by.

    Of a longer file than MOST_BYTES no more than one byte beyond them is needed.
    """
    if len(raw) > MOST_BYTES:
        return [], [_too_large(name)]
    problems: list[Problem] = []
    text = decode(raw, name, problems)
    # A mark of byte order and line ends of Windows are what an editor adds; they change nothing.
    problems = [problem for problem in problems if problem.kind.role is not Role.MENDED]
    return ([], problems) if text is None else read_ready(text, name)


def read_ready(text: str, source: str) -> Read:
    """Read the text of a ready record; ``source`` names it in problems. A text with problems gives no submission."""
    raw = text.encode("utf-8", "replace")
    if len(raw) > MOST_BYTES:
        return [], [_too_large(source)]
    problems: list[Problem] = []
    plain = decode(raw, source, problems)
    problems = [problem for problem in problems if problem.kind != file_kinds.CRLF]
    if plain is None:
        return [], problems
    hidden = bidi_controls(plain)
    if hidden:
        line = plain.count("\n", 0, hidden[0].index) + 1
        return [], [*problems, Problem(source, line, answer_kinds.READY_HIDDEN, found=f"U+{ord(hidden[0].char):04X}")]
    found: list[Problem] = []
    node = compose(plain, source, found)
    if node is None:
        # The faults that a person makes in a data file are not those of a text that a program wrote.
        return [], [Problem(source, found[0].line, answer_kinds.READY_SHAPE)]
    walk = _Walk(source)
    submission = walk.submission(node)
    if walk.problems or submission is None:
        return [], walk.problems
    return [submission], []


def _too_large(source: str) -> Problem:
    return Problem(source, 0, answer_kinds.READY_LARGE, expected=fa(MOST_BYTES // 1024))


class _Walk:
    """Turn nodes into plain texts, lists and mappings."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.key = ""

    def submission(self, node: yaml.Node) -> Submission | None:
        top = self._mapping(node)
        if top is None:
            return None
        for key, value in top.items():
            if key not in _KEYS:
                self._problem(value, answer_kinds.READY_KEY, found=brief(key, _MOST_KEY))
        form, target = self._text(top, "form"), self._text(top, "target")
        version = ascii_digits(self._text(top, "version"))
        answers = self._mapping(top["values"]) if "values" in top else None
        if self.problems:
            return None
        if not form or answers is None:
            self._problem(node, answer_kinds.READY_SHAPE)
        elif version != str(VERSION):
            self._problem(top.get("version", node), answer_kinds.READY_VERSION, found=version, expected=fa(VERSION))
        if self.problems:
            return None
        assert answers is not None
        values = {}
        for self.key, value in answers.items():
            values[self.key] = self._answer(value)
        places = {key: str(value.start_mark.line + 1) for key, value in answers.items()}
        return Submission(form, values, CORRECTION if target else RECORD, target, self.source, places)

    def _answer(self, node: yaml.Node, depth: int = 0) -> Any:
        """Return an answer: a text, texts, or mappings whose parts are texts or lists of texts."""
        if isinstance(node, yaml.ScalarNode):
            return node.value
        if isinstance(node, yaml.SequenceNode) and depth in (0, 2):
            if len(node.value) > MOST_ITEMS:
                self._problem(node, answer_kinds.TOO_MANY_ITEMS, title=f"«{self.key}»", expected=fa(MOST_ITEMS))
                return []
            return [self._answer(item, depth + 1) for item in node.value]
        if isinstance(node, yaml.MappingNode) and depth == 1:
            return {key: self._answer(value, 2) for key, value in (self._mapping(node) or {}).items()}
        self._problem(node, answer_kinds.READY_SHAPE)
        return ""

    def _mapping(self, node: yaml.Node) -> dict[str, yaml.Node] | None:
        """Return the nodes of a mapping by their keys, or None where it is none."""
        if not isinstance(node, yaml.MappingNode):
            self._problem(node, answer_kinds.READY_SHAPE)
            return None
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value or len(key.value) > _MOST_KEY:
                self._problem(key, answer_kinds.READY_SHAPE)
            elif key.value in found:
                self._problem(key, answer_kinds.READY_TWICE, found=key.value)
            else:
                found[key.value] = value
        return found

    def _text(self, nodes: dict[str, yaml.Node], key: str) -> str:
        node = nodes.get(key)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self._problem(node, answer_kinds.READY_SHAPE)
            return ""
        return str(node.value).strip()

    def _problem(self, node: yaml.Node, kind: Kind, **more: Any) -> None:
        self.problems.append(Problem(self.source, node.start_mark.line + 1, kind, **more))
