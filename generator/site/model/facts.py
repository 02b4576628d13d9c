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
from generator.site.model.facets import Facet
from generator.site.model.lifetime import read
from generator.site.model.section import PLACES
from generator.site.model.site import Site


class Fact(NamedTuple):
    """One line of «مشخصات»: title, words, an address (from the root or absolute) and an ISO date, where there is one.

    ``links`` are the names and addresses of several records, where any of them has one.
    """

    title: str
    words: str
    url: str = ""
    iso: str = ""
    links: tuple[tuple[str, str], ...] = ()


class Source(NamedTuple):
    """One numbered source: its words are as they stand in the data."""

    number: int
    title: str
    publisher: str
    url: str
    date: str
    seen: str

    @property
    def line(self) -> str:
        """Who published it, when, and when it was seen, as far as the data say so."""
        return "، ".join(filter(None, (self.publisher, self.date, self.seen and f"دیده‌شده در {self.seen}")))


def precision_note(registry: Registry, resource: str, name: str, record: Record) -> str:
    """Return the words beside a number that is not exact; nothing beside one that is."""
    field = registry.package.resources[resource].by_name[f"{name}_precision"]
    return field.categories.get(record.get(field.name, ""), "")


def area(site: Site, area_id: str) -> tuple[str, str]:
    """Return the name of an area and its address; only a county has a page."""
    return site.registry.area(area_id), site.page_of(PLACES, area_id)


def reference(site: Site, resource: str, record_id: str | None) -> tuple[str, str] | None:
    """Return the name of a record that another names, and its address if it has one; nothing where it names none."""
    return (site.registry.label(resource, record_id), site.page_of(resource, record_id)) if record_id else None


def facts(site: Site, record: Record, skip: Collection[str] = ()) -> Iterator[Fact]:
    """Yield the record's filled fields in the order of the descriptor, without those that have a place of their own.

    A value that has a list of its own leads there, where it has no page.
    """
    package, lists = site.registry.package, site.sections[record.resource].lists
    for field in package.resources[record.resource].fields:
        if field.name in skip or field.name not in record or field.name == "id" or field.markdown:
            continue
        yield _led(record, field.name, fact(site, field, record[field.name]), record[field.name], lists)
    for child in package.children[record.resource]:
        name = str(child.property)
        if name in skip or name not in record or child.derived:
            continue
        if child.is_scalar:
            field = child.own_fields[0]
            found = [_led(record, name, fact(site, field, value), value, lists) for value in record[name]]
            links = tuple((item.words, item.url) for item in found) if any(item.url for item in found) else ()
            yield Fact(child.title, "، ".join(item.words for item in found), links=links)


def _led(record: Record, name: str, item: Fact, value: Any, lists: Collection[Facet]) -> Fact:
    """Return a fact with the way to the list of its value; a page of the value's own goes before that."""
    facet = next((facet for facet in lists if facet.name == name), None)
    return item._replace(url=addresses.listing(record.resource, facet.kind, value)) if facet and not item.url else item


def fact(site: Site, field: Field, value: Any) -> Fact:
    """Return one value in words."""
    if field.categories:
        return Fact(field.title, field.categories.get(value, value))
    if field.area:
        return Fact(field.title, *area(site, value))
    if field.reference:
        return Fact(field.title, site.registry.label(field.reference, value), site.page_of(field.reference, value))
    if field.calendar:
        if field.calendar == "historical":
            return Fact(field.title, read(value).whole, iso=parse_historical(value).iso or "")
        date = parse_jalali(value)
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
            read(item["date"]).whole if item.get("date") else "",
            parse_jalali(item["seen"]).words() if item.get("seen") else "",
        )
        for number, item in enumerate(record.get("sources", ()), start=1)
    ]


class Review(NamedTuple):
    """How far a record is looked at: whether somebody reviewed it, the words of the day, its ISO date, and how it came."""

    is_done: bool
    words: str
    iso: str
    came: str


def review(record: Record) -> Review | None:
    """Return the day on which a record was reviewed last, else that on which it was added; None where it tells neither."""
    reviewed, text = record.get("reviewed"), record.get("reviewed") or record.get("added")
    if not text:
        return None
    day = parse_jalali(text)
    came = "گردآوری از منابع عمومی" if record.get("sources") else "ثبت در بانک"
    return Review(bool(reviewed), day.words(), day.iso or "", came)
