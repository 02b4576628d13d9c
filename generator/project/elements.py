"""What a descriptor is made of: its datasets, their properties and fields, and the properties of each field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml

# What a province sets as it likes, or what only says what the rest means.
_OWN = frozenset({"name", "title", "description", "floor", "schema", "example", "rules"})


def elements(text: str) -> dict[str, list[str]]:
    """Return, by dataset, ``.people`` for each property, ``life`` for each field and ``life.facet`` for its properties.

    A rule across fields is ``.rules:{"before":["birth","death"]}``, as it can be copied into a descriptor. Raises ValueError where the text is no descriptor.
    """
    raw = yaml.load(text, yaml.CSafeLoader)
    if not isinstance(raw, Mapping) or not isinstance(raw.get("resources"), list):
        raise ValueError("no descriptor")
    found: dict[str, list[str]] = {}
    for resource in filter(_is_named, raw["resources"]):
        own = [f".{key}" for key in resource if key not in _OWN]
        own += [f".rules:{_compact(rule)}" for rule in resource.get("rules") or ()]
        for field in filter(_is_named, (resource.get("schema") or {}).get("fields") or []):
            own += [field["name"], *(f"{field['name']}.{key}" for key in field if key not in _OWN)]
        found[resource["name"]] = own
    return found


def _compact(value: Any) -> str:
    return "".join(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).split())


def _is_named(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("name"), str)
