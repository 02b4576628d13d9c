"""Rewrite the data files in their one canonical form, and show what that changes.

Only files that change are written, all or none; a file that cannot be read whole is left as it is.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.descriptor import Package, Resource
from generator.dataset.formatting.emitter import quoted, record_text, table_text
from generator.dataset.problems import file_kinds
from generator.dataset.problems.kind import Role
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.csv_tables import add_table
from generator.dataset.reading.files import limit_of, resource_files, shown
from generator.dataset.reading.rows import Dataset, Row
from generator.dataset.reading.yaml_records import add_record
from generator.dataset.texts import read_text
from generator.runtime.system_errors import reason
from generator.runtime.transaction import Transaction


@dataclass(frozen=True)
class Change:
    """A file that is not canonical: its name as messages show it, its text and the text that it should have."""

    name: str
    before: str
    after: str


@dataclass
class Formatted:
    """What a run found: the changes in the order of the files, what stopped others, and how many files were seen."""

    changes: list[Change] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0


def format_package(package: Package, transaction: Transaction | None) -> Formatted:
    """Bring every data file of the package into canonical form; without a transaction only say what would change.

    A file that cannot be read in full is left untouched and its problems are returned.
    """
    result = Formatted()
    texts: dict[Path, bytes] = {}
    for path, resource in _files(package, result.problems):
        name = shown(path, package)
        result.files += 1
        change = _change(package, resource, path, name, result.problems)
        if change:
            result.changes.append(change)
            texts[path] = change.after.encode()
    if transaction:
        try:
            transaction.replace(texts)
        except OSError as error:
            result.changes = []
            name = shown(Path(error.filename or package.path), package)
            result.problems.append(Problem(name, 0, file_kinds.UNWRITABLE, found=reason(error)))
    return result


def differences(result: Formatted) -> str:
    """Return the changes as one unified diff."""
    return "".join(line for change in result.changes for line in _diff(change))


# ---------- files ----------


def _files(package: Package, problems: list[Problem]) -> Iterator[tuple[Path, Resource | None]]:
    """Yield the descriptor (without a resource), then every data file with the resource that it belongs to."""
    yield package.path, None
    found: list[Problem] = []
    for resource in package.roots:
        for path in resource_files(resource, package, found):
            yield path, resource
    # Which files do not belong there is said by validation.
    problems.extend(problem for problem in found if problem.kind.role is Role.UNSEEN)


def _change(
    package: Package, resource: Resource | None, path: Path, name: str, problems: list[Problem]
) -> Change | None:
    found: list[Problem] = []
    text = read_text(path, limit_of(resource), name, found)
    before = text if text is None or not found else path.read_bytes().decode("utf-8")
    after = None if text is None else _canonical(package, resource, text, name, found)
    # What formatting mends stops nothing; any other problem leaves the file as it is.
    stopped = [problem for problem in found if problem.kind.role is not Role.MENDED]
    problems.extend(stopped)
    if stopped or before is None or not after or after == before:
        return None
    return Change(name, before, after)


def _canonical(
    package: Package, resource: Resource | None, text: str, name: str, problems: list[Problem]
) -> str | None:
    """Return the canonical text of a file's text, or None where problems were added that stop it."""
    if resource is None:
        return _descriptor(package, text)
    if resource.is_table:
        return _table(package, resource, text, name, problems)
    return _record(package, resource, text, name, problems)


def _diff(change: Change) -> Iterator[str]:
    before, after = (_lines(text) for text in (change.before, change.after))
    for line in difflib.unified_diff(before, after, f"a/{change.name}", f"b/{change.name}"):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Split at line feeds alone, each kept: str.splitlines would split at U+2028 and others too."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


# ---------- records ----------


def _record(package: Package, resource: Resource, text: str, name: str, problems: list[Problem]) -> str | None:
    values = _read(package, resource, text, name, problems)
    if values is None:
        return None
    after = record_text(package, resource, values)
    if after and after != text:
        # Nothing may be lost: what was written must read as what was meant.
        again = _read(package, resource, after, name, [])
        if again is None or record_text(package, resource, again) != after:
            raise AssertionError(f"{name}: the canonical text does not read as itself")
    return after


def _read(package: Package, resource: Resource, text: str, name: str, problems: list[Problem]) -> dict[str, Any] | None:
    """Return a record's text as a nested mapping, or None where problems were added."""
    dataset = Dataset(package, defaultdict(list))
    add_record(text, name, resource, dataset)
    problems.extend(dataset.problems)
    if dataset.problems or not dataset.rows[resource.name]:
        return None
    return _nested(package, resource, dataset.rows[resource.name][0], (), dataset.rows)


def _nested(
    package: Package, resource: Resource, row: Row, place: tuple[str, ...], rows: Mapping[str, list[Row]]
) -> dict[str, Any]:
    """Join a row and the child rows of one file again; ``place`` holds the positions on the way to the row."""
    values: dict[str, Any] = {item.name: row.cells[item.name] for item in resource.own_fields if item.name in row.cells}
    for child in package.children[resource.name]:
        keys = [item.name for item in child.fields[1 : child.key_length]]
        items: list[Any] = []
        for other in rows.get(child.name, ()):
            position = tuple(other.cells[key] for key in keys)
            if position[:-1] != place:
                continue
            if child.is_scalar:
                items.append(other.cells.get(child.own_fields[0].name, ""))
            else:
                items.append(_nested(package, child, other, position, rows))
        if items:
            values[str(child.property)] = items
    return values


# ---------- tables ----------


def _table(package: Package, resource: Resource, text: str, name: str, problems: list[Problem]) -> str | None:
    dataset = Dataset(package, defaultdict(list))
    add_table(text, name, resource, dataset)
    problems.extend(dataset.problems)
    if any(problem.kind.role is not Role.MENDED for problem in dataset.problems):
        return None
    return table_text(resource, [row.cells for row in dataset.rows[resource.name] if row.cells])


# ---------- the descriptor ----------


def _descriptor(package: Package, text: str) -> str:
    """Return the descriptor with the header-only ``data`` of folders and lists brought up to date, all else kept."""
    edits: list[tuple[int, int, str]] = []
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    for node in _node(root, "resources").value:
        resource = package.resources[_node(node, "name").value]
        if resource.path is not None:
            continue
        header = f"[[{', '.join(quoted(item.name) for item in resource.fields)}]]"
        data = _node(node, "data")
        if data is not None:
            start, end = data.start_mark.index, _end(data)
            if text[start:end] != header:
                edits.append((start, end, header))
        elif not node.flow_style:
            start = next(key.start_mark for key, _ in node.value if key.value == "schema")
            edits.append((start.index, start.index, f"data: {header}\n{' ' * start.column}"))
    for start, end, header in reversed(edits):
        text = text[:start] + header + text[end:]
    return text


def _node(mapping: yaml.Node | None, name: str) -> Any:
    return next((value for key, value in mapping.value if key.value == name), None) if mapping else None


def _end(node: Any) -> int:
    """Return where a node's text ends: that of a block goes on to the next one, so its last part tells."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)
