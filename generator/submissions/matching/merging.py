"""An update of a record: what is added, and what stays although the submission says otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.dataset.record_rules import PART
from generator.submissions.forms.questions import SOURCES

# The resources of a record's lists, by the properties that hold these.
Lists = Mapping[str, Resource]
# What an item is called by within its record, and when a source was looked at: no statement about anything.
_OURS = frozenset({"id", "seen"})


@dataclass(frozen=True)
class Difference:
    """One field of an update: old and new as texts of the data, and whether the new one was taken over."""

    field: str
    old: str
    new: str
    applied: bool
    # What people call the field.
    title: str = ""


def lists_of(package: Package, resource: Resource) -> Lists:
    """Return the resources of a record's lists by their properties."""
    return {str(child.property): child for child in package.children[resource.name]}


def merge(
    resource: Resource, lists: Lists, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Difference]]:
    """Return the record with what a second submission adds to it.

    What the record leaves open is filled in and lists are joined. Where both speak and differ the record stands, and so
    does all that only makes sense together with it, such as the day of a consent: the difference is shown, and a person
    decides.
    """
    merged, differences, held = dict(old), [], _held(resource, old, new)
    for key, value in new.items():
        if isinstance(value, list):
            before = list(old.get(key, ()))
            joined, added = _join(lists.get(key), before, value)
            merged[key] = joined
            if added:
                differences.append(Difference(key, _words(old.get(key)), _words(joined), True))
            differences.extend(_disputed(key, lists.get(key), before, value))
        elif key not in old and key not in held:
            merged[key] = value
            differences.append(Difference(key, "", _words(value), True))
        elif _words(old.get(key)) != _words(value):
            differences.append(Difference(key, _words(old.get(key)), _words(value), False))
    return merged, differences


def correct(
    resource: Resource, lists: Lists, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Difference]]:
    """Return the record with the named fields replaced, as a correction asks; its sources are added to the others.

    What was said of a value that is replaced goes with it, unless the correction says it anew: the day of an earlier
    status is not that of the new one.
    """
    if SOURCES in new:
        new = {**new, SOURCES: _join(lists.get(SOURCES), list(old.get(SOURCES, ())), new[SOURCES])[0]}
    differences = [
        Difference(key, _words(old.get(key)), _words(value), True)
        for key, value in new.items()
        if _words(old.get(key)) != _words(value)
    ]
    replaced = {difference.field for difference in differences if difference.old}
    gone = [item.name for item in resource.fields if item.of in replaced and item.name in old.keys() - new.keys()]
    differences.extend(Difference(key, _words(old[key]), "", True) for key in gone)
    return {**{key: value for key, value in old.items() if key not in gone}, **new}, differences


def _held(resource: Resource, old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    """Return the fields that a submission must not fill in, since they speak of another value than the record has.

    A basis and the day of its consent, a photo and its rights, an amount and whether it is exact come from one source
    or not at all.
    """
    units: dict[str, list[str]] = {}
    for item in resource.fields:
        if item.of:
            units.setdefault(item.of, [item.of]).append(item.name)
    for part, whole in (rule.fields for rule in resource.rules if rule.kind == PART):
        units.setdefault(whole, [whole]).append(part)
    held: set[str] = set()
    for leader, names in units.items():
        agree = all(_words(old[name]) == _words(new[name]) for name in names if name in old and name in new)
        known = [name for name in names if name in old]
        if known and not (agree and leader in old and leader in new):
            held.update(names)
    if resource.people and "basis" in held and old.get("basis") != new.get("basis"):
        # What needs consent comes with it.
        held.update(item.name for item in resource.fields if item.consent)
    return held


def _disputed(key: str, resource: Resource | None, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    """Yield the items of a list that the record has too and says otherwise: the record stands, and it is told."""
    known = {identity(resource, item): item for item in old if isinstance(item, Mapping)}
    for item in new:
        other = known.get(identity(resource, item)) if isinstance(item, Mapping) else None
        plain = (
            {name for name, value in item.items() if name not in _OURS and not isinstance(value, list)} if other else ()
        )
        if other and any(_words(item[name]) != _words(other.get(name)) for name in plain):
            yield Difference(key, _words(other), _words(item), False)


def _join(resource: Resource | None, old: list[Any], new: list[Any]) -> tuple[list[Any], bool]:
    """Join two lists, and say whether the second brought anything new."""
    known = [identity(resource, item) for item in old]
    fresh = [item for item in new if identity(resource, item) not in known]
    return [*old, *fresh], bool(fresh)


def identity(resource: Resource | None, item: Any) -> Any:
    """Return what makes two items of a list the same item; ``resource`` is that of the list, where it has one.

    That is what its descriptor has for a key beside the record itself: the agency of a nomination. Where items have
    ids, which people don't write, it is their address, else their words; elsewhere their days and words. Items without
    words are the same where all of them is.
    """
    if not isinstance(item, Mapping):
        return item
    own = {field.name: field for field in resource.own_fields} if resource else {}
    keys = [name for name in resource.primary_key if name in own and name != "id"] if resource else []
    label = resource.label if resource else ""
    if not keys and "id" in own:
        names = (*(name for name, field in own.items() if field.link), label)
        return next((item[name] for name in names if item.get(name)), "")
    if not keys and label:
        keys = [*(name for name, field in own.items() if field.calendar), label]
    return tuple(str(item.get(name, "")) for name in keys or sorted(set(item) - {"id"}))


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
