"""Read the YAML of settings, of the descriptor and of the site alike: into values, or into problems with their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from generator.dataset.private import brief
from generator.dataset.problems import yaml_kinds
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.yaml_signs import foreign_signs, nested_line
from generator.dataset.shapes import Fault, line_of
from generator.persian.digits import fa

_SHOWN = 60


def settings_of(text: str, name: str, loader: type = yaml.CSafeLoader) -> tuple[Any, list[Problem]]:
    """Return what a YAML text holds, and what is wrong with it; with a loader of one's own its tags may stand."""
    deep = nested_line(text)
    if deep:
        return None, [Problem(name, deep, yaml_kinds.NESTED)]
    signs = list(foreign_signs(text, name)) if loader is yaml.CSafeLoader else []
    if signs:
        return None, signs
    try:
        return _read(text, name, loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, [_broken(text, name, mark.line + 1 if mark else 0)]
    except RecursionError:
        return None, [Problem(name, 0, yaml_kinds.NESTED)]
    except (yaml.YAMLError, ValueError, OverflowError):  # a day or a number that is none
        return None, [_broken(text, name, _line_of_no_value(text, loader))]


def _read(text: str, name: str, loader: type) -> tuple[Any, list[Problem]]:
    """Return what the text holds; where a key stands twice nothing, for yaml itself would drop the first without a word."""
    reading = loader(text)
    try:
        root = reading.get_single_node()
        twice = sorted(_twice(root, name))
        return (None if root is None or twice else reading.construct_document(root)), twice
    finally:
        reading.dispose()


def _twice(root: yaml.Node | None, name: str) -> Iterator[Problem]:
    """Yield the keys that stand twice in one mapping."""
    waiting, seen = [root], set[int]()
    while waiting:
        node = waiting.pop()
        if node is None or id(node) in seen:  # by an alias one node stands in several places
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            lines: dict[str, int] = {}
            for key, value in node.value:
                waiting.append(value)
                if not isinstance(key, yaml.ScalarNode):
                    continue
                line = key.start_mark.line + 1
                if key.value in lines:
                    found, first = brief(key.value, _SHOWN), fa(lines[key.value])
                    yield Problem(name, line, yaml_kinds.DUPLICATE_KEY, found=found, expected=first)
                lines.setdefault(key.value, line)


def _line_of_no_value(text: str, loader: type) -> int:
    """Return the line of the first value that its loader cannot make; such an error knows no place itself."""
    waiting = [yaml.compose(text, Loader=loader)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in reversed(node.value) for part in reversed(pair))
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(reversed(node.value))
        elif node is not None:
            try:
                loader("").construct_object(node)
            except (yaml.YAMLError, ValueError, OverflowError):
                return node.start_mark.line + 1
    return 0


def _broken(text: str, name: str, line: int) -> Problem:
    lines = text.split("\n")
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line -= 1
    return Problem(name, line, yaml_kinds.BROKEN, found=brief(lines[line - 1].strip(), _SHOWN) if line else "")


def problem_of(fault: Fault, root: yaml.Node | None, name: str, title: str) -> Problem:
    """Return a fault of a shape as a problem at its line."""
    more: dict[str, Any] = {"found": fault.found, "expected": fault.expected, "suggestion": fault.suggestion}
    field = ".".join(map(str, fault.path))
    return Problem(name, line_of(root, fault.path), fault.kind, title=title, field=field, **more)
