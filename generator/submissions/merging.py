"""An update of a record: what is added, and what stays although the submission says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# The fields that make two items of a list the same item; of any other list all its fields.
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
    known = [identity(key, item) for item in old]
    fresh = [item for item in new if identity(key, item) not in known]
    return [*old, *fresh], bool(fresh)


def identity(key: str, item: Any) -> Any:
    """Return what makes two items of a list the same item."""
    if not isinstance(item, Mapping):
        return item
    names = _IDENTITY.get(key, tuple(sorted(set(item) - {"id"})))
    for name in names if key == "sources" else ():
        if item.get(name):
            return item[name]
    return tuple(str(item.get(name, "")) for name in names)


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
