"""The ids of items in lists: people write none, and one that other records name must go on meaning the same item.

Shapes: the cleaned values of one record and those of the record that they are about; the values with an id in each
item of a list whose resource has ids of its own (s1, a1 …). Errors: none; what is no such list stays as it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.persian.names.personal_names import normal_name
from generator.submissions.forms.questions import SOURCES
from generator.submissions.matching.merging import identity, lists_of

_NUMBER = re.compile("[0-9]{1,9}")


def numbered(package: Package, resource: Resource, values: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a submission with ids that fit the record that it is about; ``old`` is empty for a new one."""
    lists = lists_of(package, resource)
    result = _with_sources(lists.get(SOURCES), values, old)
    for key, child in lists.items():
        if key in result and key != SOURCES and "id" in child.by_name and child.by_name["id"].derived:
            result[key] = _numbered(child, result[key], old.get(key, ()))
    return result


def _numbered(
    child: Resource, rows: Sequence[Mapping[str, Any]], old: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Give each item without an id that of the old item with the same words, else one beyond all others."""
    given = {row["id"] for row in rows if "id" in row}
    left: dict[str, list[str]] = defaultdict(list)
    # In a bank with faults an item may lack what it must have.
    kept = [item for item in old if "id" in item]
    for item in kept:
        if item["id"] not in given:
            left[normal_name(item.get(child.label, ""))].append(item["id"])
    prefix = child.by_name["id"].example.rstrip("0123456789")
    ends = (name.removeprefix(prefix) for name in (*given, *(item["id"] for item in kept)))
    number = max((int(end) for end in ends if _NUMBER.fullmatch(end)), default=0)
    found = []
    for row in rows:
        same = [] if "id" in row else left[normal_name(row.get(child.label, ""))]
        if "id" not in row and not same:
            number += 1
        found.append({"id": same.pop(0) if same else f"{prefix}{number}", **row})
    return found


def _with_sources(resource: Resource | None, values: Mapping[str, Any], old: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with their sources numbered on from the record's own, and their items naming the new ids."""
    known = {identity(resource, source): source["id"] for source in old.get(SOURCES, ()) if "id" in source}
    taken = {source["id"] for source in old.get(SOURCES, ()) if "id" in source}
    names: dict[str, str] = {}
    sources = []
    for source in values.get(SOURCES, ()):
        found = known.get(identity(resource, source))
        if found is None:
            number = len(taken) + 1
            while f"s{number}" in taken:
                number += 1
            found = f"s{number}"
            taken.add(found)
        names[source["id"]] = found
        sources.append({**source, "id": found})
    result = {**values, SOURCES: sources} if sources else dict(values)
    for key, rows in values.items():
        if key != SOURCES and isinstance(rows, list):
            result[key] = [_renamed(row, names) for row in rows]
    return result


def _renamed(row: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(row, Mapping) or SOURCES not in row:
        return row
    return {**row, SOURCES: [names.get(source, source) for source in row[SOURCES]]}
