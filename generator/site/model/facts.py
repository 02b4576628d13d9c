"""The facts of a record, as the descriptor names them: a field added there appears here without another edit."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from generator.dataset.descriptor import Field
from generator.dataset.registry import Record, Registry
from generator.dataset.web_address import is_web_address
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.money import rial, toman
from generator.site.model import addresses
from generator.subjects.women import relations

# Resources whose records have a page that a fact can link to, and the list that a value of another leads to.
_PAGES = frozenset(
    "agencies counties women cooperatives facilities programs meetings reports county-documents indicators".split()
)


class Fact(NamedTuple):
    """One line of «شناسنامه»: title, words, an address (from the root or absolute) and an ISO date, where there is one."""

    title: str
    words: str
    url: str = ""
    iso: str = ""


class Source(NamedTuple):
    """One numbered source: its words are as they stand in the data."""

    number: int
    title: str
    publisher: str
    url: str
    date: str
    seen: str


def precision_note(registry: Registry, resource: str, name: str, record: Record) -> str:
    """Return the words beside a number that is not exact; nothing beside one that is."""
    field = registry.package.resources[resource].by_name[f"{name}_precision"]
    return field.categories.get(record.get(field.name, ""), "")


def facts(registry: Registry, record: Record, skip: Collection[str] = ()) -> Iterator[Fact]:
    """Yield the record's filled fields in the order of the descriptor, without those that have a place of their own."""
    resource = registry.package.resources[record.resource]
    for field in resource.fields:
        if field.name in skip or field.name not in record or field.name == "id" or field.markdown:
            continue
        yield fact(registry, field, record[field.name])
    for child in registry.package.children[record.resource]:
        name = str(child.property)
        if name in skip or name not in record or child.derived:
            continue
        if child.is_scalar:
            field = child.own_fields[0]
            words = "، ".join(fact(registry, field, value).words for value in record[name])
            yield Fact(child.title, words)


def fact(registry: Registry, field: Field, value: Any) -> Fact:
    """Return one value in words."""
    if field.categories:
        return Fact(field.title, field.categories.get(value, value))
    if field.area:
        return Fact(field.title, *relations.area(registry, value))
    if field.reference:
        url = addresses.record(field.reference, value) if field.reference in _PAGES else ""
        return Fact(field.title, registry.label(field.reference, value), url)
    if field.calendar:
        date = parse_historical(value) if field.calendar == "historical" else parse_jalali(value)
        return Fact(field.title, date.words(), iso=date.iso or "")
    if field.type == "boolean":
        return Fact(field.title, "بله" if value else "خیر")
    if field.type in ("integer", "number"):
        if field.unit == "ریال":
            return Fact(field.title, f"{rial(value)}، برابر {toman(value)}")
        return Fact(field.title, f"{fa(value)} {field.unit}".strip())
    if field.link:
        return Fact(field.title, value.split("://", 1)[-1].rstrip("/"), value if is_web_address(value) else "")
    return Fact(field.title, fa(value))


def sources(record: Record) -> list[Source]:
    """Return the record's sources, numbered from 1."""
    return [
        Source(
            number,
            item["title"],
            item.get("publisher", ""),
            item["url"] if is_web_address(item.get("url", "")) else "",
            parse_historical(item["date"]).words() if item.get("date") else "",
            parse_jalali(item["seen"]).words() if item.get("seen") else "",
        )
        for number, item in enumerate(record.get("sources", ()), start=1)
    ]


def review(record: Record) -> tuple[bool, str, str]:
    """Whether somebody reviewed a record, the words of the day and its ISO date."""
    reviewed = record.get("reviewed")
    day = parse_jalali(reviewed or record["added"])
    return bool(reviewed), day.words(), day.iso or ""
