"""Shapes: what kind of value may stand where in a file that a person writes, and what stands in another place.

Shapes are data. ``faults`` compares a value that YAML gave with a shape and says where the two differ, by the path of
keys and positions that leads there; ``line_of`` finds the line of a path in the parsed text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from generator.dataset.problems import settings_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.nearest import nearest

Path = tuple[str | int, ...]
_SHOWN = 40


class Fault(NamedTuple):
    """One difference: where it is, what kind of fault it is, what was found and what is expected."""

    path: Path
    kind: Kind
    found: str = ""
    expected: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class Leaf:
    """A plain value: what it is called in Persian, and whether a value is one."""

    words: str
    fits: Callable[[Any], bool]


@dataclass(frozen=True)
class Keys:
    """A mapping whose keys are known; ``required`` must be there. ``open`` ones may hold others that nobody reads.

    ``examples`` end the sentence on a required key that is missing: where it stands, and what it may be.
    """

    keys: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    open: bool = False
    examples: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ListOf:
    """A list of things of one shape, at least so many."""

    item: Shape
    least: int = 0


@dataclass(frozen=True)
class MapOf:
    """A mapping from any names to things of one shape."""

    item: Shape = field(default_factory=lambda: _any())


Shape = Leaf | Keys | ListOf | MapOf


def _any() -> Leaf:
    return ANY


def one_of(*values: Any) -> Leaf:
    """Return the shape of a choice."""
    words = "، ".join(str(value).lower() if isinstance(value, bool) else str(value) for value in values)
    # A truth is no number: Python would take 1 for true.
    return Leaf(
        f"یکی از این‌ها: {words}", lambda found: any(type(found) is type(one) and found == one for one in values)
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


TEXT = Leaf("متن", lambda value: isinstance(value, str))
WORD = Leaf("متنی که خالی نیست", lambda value: isinstance(value, str) and bool(value.strip()))
TEXT_OR_NUMBER = Leaf("متن یا عدد", lambda value: isinstance(value, str) or _is_number(value))
FLAG = Leaf("true یا false", lambda value: isinstance(value, bool))
NUMBER = Leaf("عدد", lambda value: _is_number(value) and abs(value) < 1e15)
COUNT = Leaf("عددی صحیح، از صفر به بالا", lambda value: type(value) is int and 0 <= value < 10**9)
NAME = WORD
NAMES = Leaf(
    "نام یا فهرستی از نام‌ها",
    lambda value: WORD.fits(value) or (isinstance(value, list) and bool(value) and all(map(WORD.fits, value))),
)
PLAIN = Leaf("مقداری ساده", lambda value: not isinstance(value, list | dict | None.__class__))
ANY = Leaf("هر چیز", lambda value: True)


def faults(value: Any, shape: Shape, path: Path = ()) -> Iterator[Fault]:
    """Yield where a value is not of a shape."""
    if isinstance(shape, Leaf):
        if not shape.fits(value):
            yield Fault(path, settings_kinds.SHAPE_KIND, _said(value), shape.words)
    elif isinstance(shape, ListOf):
        if not isinstance(value, list) or len(value) < shape.least:
            words = "فهرستی که خالی نیست" if shape.least else "فهرست"
            yield Fault(path, settings_kinds.SHAPE_KIND, _said(value), f"{words}، هر مورد در خطی جدا پس از «- »")
            return
        for number, item in enumerate(value):
            yield from faults(item, shape.item, (*path, number))
    elif not isinstance(value, dict):
        yield Fault(path, settings_kinds.SHAPE_KIND, _said(value), "فهرستی از «کلید: مقدار»")
    elif isinstance(shape, MapOf):
        for key, item in value.items():
            yield from _key(key, path) or faults(item, shape.item, (*path, key))
    else:
        yield from _of_keys(value, shape, path)


def _of_keys(value: dict[Any, Any], shape: Keys, path: Path) -> Iterator[Fault]:
    for key, item in value.items():
        if isinstance(key, str) and key in shape.keys:
            yield from faults(item, shape.keys[key], (*path, key))
        elif not shape.open:
            close = nearest(str(key), {name: name for name in shape.keys}).value
            yield Fault((*path, key), settings_kinds.SHAPE_KEY, _said(key), "، ".join(sorted(shape.keys)), close)
    for key in shape.required:
        if key not in value:
            yield Fault(path, settings_kinds.SHAPE_MISSING, key, shape.examples.get(key, ""))


def _key(key: Any, path: Path) -> list[Fault]:
    return [] if isinstance(key, str) else [Fault(path, settings_kinds.SHAPE_KIND, _said(key), "کلیدی که متن است")]


def _said(value: Any) -> str:
    """Return a value as its writer knows it, as far as a message has room."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | dict):
        inside = "…" if value else ""
        return f"[{inside}]" if isinstance(value, list) else f"{{{inside}}}"
    text = str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def line_of(root: yaml.Node | None, path: Path) -> int:
    """Return the line of what a path leads to, or of the nearest thing on the way there; 0 where there is none."""
    node, line = root, root.start_mark.line + 1 if root else 0
    for step in path:
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            pair = next((pair for pair in node.value if pair[0].value == str(step)), None)
            if pair:
                line, found = pair[0].start_mark.line + 1, pair[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            found = node.value[step]
            line = found.start_mark.line + 1
        if found is None:
            break
        node = found
    return line
