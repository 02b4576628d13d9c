"""Understand an answer by the record that it names: the unit of its indicator, the resolution of its meeting.

Shapes: the cleaned values of one record, changed in place. What is not understood stays for the checks of the data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.dataset.descriptor import Resource
from generator.dataset.registry import Registry
from generator.persian.names.personal_names import normal_name
from generator.submissions.forms.cleaning import number

# Return the values of a record that is only being handed in; None where there is none.
Fresh = Callable[[str, str], Mapping[str, Any] | None]
_NUMBERS = frozenset({"integer", "number"})


def fill_in(registry: Registry, fresh: Fresh, resource: Resource, values: dict[str, Any]) -> None:
    """Take the unit of the indicator that is named off numbers, and ids for the words of items that are named."""
    _units(registry, resource, values)
    _items(registry, fresh, resource, values)
    for child in registry.package.children[resource.name]:
        if not child.is_scalar:
            for row in values.get(str(child.property), ()):
                if isinstance(row, dict):
                    fill_in(registry, fresh, child, row)


def _units(registry: Registry, resource: Resource, values: dict[str, Any]) -> None:
    for reference in resource.references:
        name = reference.fields[-1]
        if "unit" not in registry.package.resources[reference.resource].by_name or name not in values:
            continue
        measure = registry.get(reference.resource, str(values[name]))
        for field in resource.own_fields:
            if measure and field.type in _NUMBERS and not field.unit and field.name in values:
                values[field.name] = number(str(values[field.name]), str(measure.get("unit", "")))


def _items(registry: Registry, fresh: Fresh, resource: Resource, values: dict[str, Any]) -> None:
    """Put the id of an item where its words, or its number, were written: a resolution of the meeting that is named."""
    package = registry.package
    for reference in resource.references:
        target = package.resources[reference.resource]
        if len(reference.fields) != 2 or not target.parent or target.parent == package.root_of(resource).name:
            continue
        owner, said = (str(values.get(name, "")) for name in reference.fields)
        record = fresh(target.parent, owner) or registry.tables.get(target.parent, {}).get(owner)
        if not said or record is None:
            continue
        own = record.get(str(target.property)) or ()
        prefix = target.by_name["id"].example.rstrip("0123456789")
        for item in own:
            is_it = said not in {one.get("id") for one in own} and (
                normal_name(str(item.get(target.label, ""))) == normal_name(said) or item.get("id") == f"{prefix}{said}"
            )
            if is_it:
                values[reference.fields[1]] = item["id"]
                break
