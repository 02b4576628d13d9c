"""Say in plain terms why the text of a record cannot be read, and find the comments that reading would drop.

YAML's own parser names the place where it lost its way, which is often some lines after the slip. A record is simple
enough to look at its lines one by one for what people do wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from generator.dataset.private import brief
from generator.dataset.problems import yaml_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.problem import Problem
from generator.persian.digits import fa

MAY_BE_COMMENT = re.compile(r"(?:^|\s)#", re.M)

_ODD_SPACE = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_HAS_ODD_SPACE = re.compile(rf"^[ ]*(?:- )?[{_ODD_SPACE}]|^[ \-]*[A-Za-z_]+ *:[ ]*[{_ODD_SPACE}]")
_PAIR = re.compile(r"""( *)((?:- +)*)([^\s:'"#\[\]{}&*!|>%@`-][^:]*?) *:(?: +(.*)|)$""")
_ITEM = re.compile(r"( *)-(?: +(.*)|)$")
_NO_COLON = re.compile(r"([A-Za-z_]+)\s*[:؛;=：،]\s*(\S.*)")
_BLOCK = re.compile(r"[|>][0-9+-]*\s*$")
_QUOTED = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}
_SIGNS = "[{*&!%@`|>"
_SHOWN = 60


def diagnose(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Return the problem of a text that the parser refused: the slip itself where it is known, else the place."""
    mark = error.problem_mark or error.context_mark
    at = mark.line + 1 if mark else 1
    reason = f"{error.context or ''} {error.problem or ''}"
    lines = text.split("\n")
    if "expected a single document" in reason:
        return Problem(name, at, yaml_kinds.DOCUMENTS)
    fault = next(_faults(lines[:at], name), None) or _indentation(lines, at, name)
    if fault:
        return fault
    while at > 1 and not lines[at - 1].strip():
        at -= 1
    return Problem(name, at, yaml_kinds.SYNTAX, found=brief(lines[at - 1].strip(), _SHOWN))


def _faults(lines: list[str], name: str) -> Iterator[Problem]:
    """Yield what is wrong in single lines, leaving out those of block texts."""
    block: int | None = None
    for number, line in enumerate(lines, start=1):
        bare = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        if not bare or bare == "---" or bare.startswith("#"):
            continue
        if block is not None and indent > block:
            continue
        block = None
        if "\t" in line[: len(line) - len(line.lstrip())]:
            yield Problem(name, number, yaml_kinds.TAB)
            return
        if _HAS_ODD_SPACE.search(line):
            yield Problem(name, number, yaml_kinds.SPACE)
            return
        pair = _PAIR.match(line)
        item = None if pair else _ITEM.match(line)
        if pair or item:
            value = (pair[4] if pair else item[2] if item else "") or ""
            if _BLOCK.match(value):
                block = indent
                continue
            lead = line[: len(line) - len(value)].lstrip(" ")
            fault = _value_fault(value.strip(), lead)
            if fault:
                kind, found, better = fault
                yield Problem(name, number, kind, found=found, suggestion=better)
                return
        elif indent == 0 or number >= len(lines) - 1:
            said = _NO_COLON.fullmatch(bare)
            better = f"{said[1]}: {said[2]}" if said and len(bare) <= _SHOWN else ""
            yield Problem(name, number, yaml_kinds.NO_COLON, found=brief(bare, _SHOWN), suggestion=better)
            return


def _value_fault(value: str, lead: str) -> tuple[Kind, str, str] | None:
    """Return what kind of fault a value on one line has, what was found and how to write it."""
    shown = brief(value, _SHOWN)
    better = lead + "'" + value.replace("'", "''") + "'" if len(value) <= _SHOWN else ""
    if value[:1] in _QUOTED and value:
        closed = _QUOTED[value[0]].match(value)
        if closed is None:
            return yaml_kinds.QUOTE, shown, ""
        rest = value[closed.end() :].strip()
        if rest and not rest.startswith("#"):
            better = f"{lead}«{closed[0][1:-1]}» {rest}" if len(value) <= _SHOWN else ""
            return yaml_kinds.QUOTE_INSIDE, shown, better
        return None
    if value[:1] in ("[", "{") and value.endswith({"[": "]", "{": "}"}[value[0]]):
        return None
    if value and (value[0] in _SIGNS or value.startswith(("- ", "? "))):
        return yaml_kinds.SIGN, value[0], better
    plain = value.split(" #")[0].rstrip()
    if ": " in plain or plain.endswith(":"):
        return yaml_kinds.COLON, shown, better
    return None


def _indentation(lines: list[str], at: int, name: str) -> Problem | None:
    """Return what is wrong with how far the line at ``at`` is indented, or with the list that it goes on."""
    line = lines[at - 1] if at <= len(lines) else ""
    if not line.strip():
        return None
    indent = len(line) - len(line.lstrip(" "))
    if line.lstrip(" ").startswith("- "):
        for number in range(at - 1, 0, -1):
            before = lines[number - 1]
            if before.strip() and len(before) - len(before.lstrip(" ")) <= indent and before.rstrip().endswith(":"):
                first = lines[number]
                if number + 1 < at and not first.lstrip(" ").startswith("-"):
                    better = " " * indent + "- " + first.strip()
                    found = brief(first.strip(), _SHOWN)
                    return Problem(name, number + 1, yaml_kinds.DASH, found=found, suggestion=better.strip())
                break
    in_list = line.lstrip(" ").startswith("- ")
    columns: list[int] = []
    for before in reversed(lines[: at - 1]):
        pair = _PAIR.match(before)
        item = pair if pair and pair[2] else _ITEM.match(before)
        if in_list and item:
            columns.append(len(item[1]))
        elif not in_list and pair:
            columns.append(len(pair[1]) + len(pair[2]))
    if not columns or indent in columns:
        return None
    wanted = min(columns, key=lambda column: abs(column - indent))
    kind = yaml_kinds.INDENT if wanted else yaml_kinds.INDENT_NONE
    return Problem(name, at, kind, found=fa(indent), expected=fa(wanted))


def comment_line(text: str, root: yaml.Node | None) -> int:
    """Return the line of the first comment, or 0: a hash that stands in no scalar, or after the sign of a block."""
    scalars: list[yaml.ScalarNode] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.ScalarNode):
            scalars.append(node)
        elif isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
    place = 0
    for node in sorted(scalars, key=lambda node: node.start_mark.index):
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in ("|", ">"):
            start = text.index("\n", start) if "\n" in text[start:end] else end
        if "#" in text[place:start]:
            break
        place = end
    at = text.find("#", place)
    return text.count("\n", 0, at) + 1 if at >= 0 else 0
