"""An update of a record: what is added, and what stays although the submission says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# What makes two items of a list the same item.
_IDENTITY = {
    "nominations": ("agency",),
    "sources": ("url", "title"),
    "achievements": ("date", "text"),
    "actions": ("title",),
}


@dataclass(frozen=True)
class Difference:
    """One field of an update: old and new as texts of the data, and whether the new one was taken over."""

    field: str
    old: str
    new: str
    applied: bool


def merge(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], list[Difference]]:
    """Return the record with what a second submission adds to it.

    What the record leaves open is filled in and lists are joined. Where both speak and differ the record stands: the
    difference is shown, and a person decides.
    """
    merged, differences = dict(old), []
    for key, value in new.items():
        if isinstance(value, list):
            joined, added = _join(key, list(old.get(key, ())), value)
            merged[key] = joined
            if added:
                differences.append(Difference(key, _words(old.get(key)), _words(joined), True))
        elif key not in old:
            merged[key] = value
            differences.append(Difference(key, "", _words(value), True))
        elif _words(old[key]) != _words(value):
            differences.append(Difference(key, _words(old[key]), _words(value), False))
    return merged, differences


def correct(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[dict[str, Any], list[Difference]]:
    """Return the record with the named fields replaced, as a correction asks; its sources are added to the others."""
    if "sources" in new:
        new = {**new, "sources": _join("sources", list(old.get("sources", ())), new["sources"])[0]}
    differences = [
        Difference(key, _words(old.get(key)), _words(value), True)
        for key, value in new.items()
        if _words(old.get(key)) != _words(value)
    ]
    return {**old, **new}, differences


def _join(key: str, old: list[Any], new: list[Any]) -> tuple[list[Any], bool]:
    """Join two lists, and say whether the second brought anything new."""
    known = [_identity(key, item) for item in old]
    fresh = [item for item in new if _identity(key, item) not in known]
    return [*old, *fresh], bool(fresh)


def _identity(key: str, item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    names = _IDENTITY.get(key, tuple(sorted(set(item) - {"id"})))
    for name in names if key == "sources" else ():
        if item.get(name):
            return item[name]
    return tuple(str(item.get(name, "")) for name in names)


def renumbered(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """Return the submission with its sources numbered on from the record's own, and its items naming the new ids."""
    known = {_identity("sources", source): source["id"] for source in old.get("sources", ())}
    taken = {source["id"] for source in old.get("sources", ())}
    names: dict[str, str] = {}
    sources = []
    for source in new.get("sources", ()):
        found = known.get(_identity("sources", source))
        if found is None:
            number = len(taken) + 1
            while f"s{number}" in taken:
                number += 1
            found = f"s{number}"
            taken.add(found)
        names[source["id"]] = found
        sources.append({**source, "id": found})
    result = {**new, "sources": sources} if sources else dict(new)
    for key, rows in new.items():
        if key != "sources" and isinstance(rows, list):
            result[key] = [_renamed(row, names) for row in rows]
    return result


def _renamed(row: Any, names: Mapping[str, str]) -> Any:
    if not isinstance(row, Mapping) or "sources" not in row:
        return row
    return {**row, "sources": [names.get(source, source) for source in row["sources"]]}


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "\n".join(_words(item) for item in value)
    if isinstance(value, Mapping):
        return " | ".join(_words(part) for key, part in value.items() if key != "id")
    return str(value)
