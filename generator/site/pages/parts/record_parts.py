"""What the pages of records share: the way to them, their facts, texts and lists, sources, review and neighbours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.dataset.descriptor import Field, Resource
from generator.dataset.people.consent import CONSENT, PUBLIC_RECORD, birth_of, death_of, is_alive
from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.persian.digits import fa
from generator.site.drawing.prose import prose
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import Fact, fact, facts, review, sources
from generator.site.model.lifetime import span
from generator.site.model.paging import Crumb, neighbours, shorten
from generator.site.model.site import Site
from generator.site.pages.parts.sharing import share
from generator.site.pages.parts.structured_data import breadcrumbs

# Fields that have a place of their own on a page, so that the list of facts need not repeat them.
_PLACED = frozenset(
    "id name title text latin sort honorific photo photo_credit photo_permission added reviewed remark basis consented"
    " life".split()
)
# Lists that have one.
_LISTS = frozenset({"sources", "former_ids"})
# So many values of a list of words, and words of so many signs, stand in one line, as a fact.
_FEW, _SHORT = 3, 40


class Entry(NamedTuple):
    """One line of a list: when, what, the numbers of its sources, and whatever else it tells."""

    time: str
    text: str
    refs: tuple[int, ...] = ()
    facts: tuple[Fact, ...] = ()


class ListOf(NamedTuple):
    """A list of a record: its title, its entries, and whether they are told by their dates."""

    title: str
    entries: tuple[Entry, ...]
    dated: bool


def record_view(
    site: Site,
    record: Record,
    url: str,
    template: str,
    text: str,
    own: Mapping[str, Any],
    through: tuple[str, str] | None = None,
    thing: Callable[[Site, Record, str, str], Mapping[str, Any]] | None = None,
    title: str = "",
) -> View:
    """Return the page of a record: what every page of one shows, and its ``own``.

    ``text`` is shortened to its description, ``through`` names a list on the way to it, ``thing`` makes its object of schema.org, and ``title`` stands where
    the record's label would say too little.
    """
    context = record_context(site, record, url, through)
    description = shorten(fa(text))
    linked = breadcrumbs(site, context["crumbs"])
    head = Head(
        title or record.label,
        description,
        url,
        kind="profile" if site.sections[record.resource].people else "website",
        indexed=site.indexed(record),
        linked=(thing(site, record, url, description), linked) if thing else (linked,),
    )
    return View(head, template, {**context, **own})


def record_context(site: Site, record: Record, url: str, through: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return what every page of a record shows: the way to it, its basis, sources, review, neighbours and sharing."""
    section = site.sections[record.resource]
    resource = site.registry.package.resources[record.resource]
    before, after = neighbours(site, record)
    alive = section.people and is_alive(record.get("life"))
    asked = site.registry.may_name(record)
    return {
        "record": record,
        "crumbs": [
            Crumb(section.title, section.url),
            *([Crumb(*through)] if through else []),
            Crumb(record.label),
        ],
        "sources": sources(record),
        "review": review(record) if record.get("added") else None,
        "basis": _basis(record, alive) if section.people else "",
        "alive": alive,
        "unconfirmed": not asked,
        "form": f"{addresses.SUBMIT}{record.resource}/?record={record.id}" if resource.submit else "",
        "about": about(site, record, url),
        "before": before,
        "after": after,
        # Nobody is passed on who has not been asked.
        "share": share(site, url, record.label) if asked else None,
    }


def about(site: Site, record: Record, url: str) -> str:
    """Return where whoever a page is about asks for what she wants; nothing of what is nobody, or without an inbox."""
    return f"{site.inbox}about/?page={url}" if site.inbox and site.sections[record.resource].people else ""


def _basis(person: Record, alive: bool) -> str:
    if not alive:
        return "چهرهٔ تاریخی، سند عمومی" if person.get("life") == "historical" else "سند عمومی"
    return {CONSENT: "رضایت خود او", PUBLIC_RECORD: "سند عمومی"}[person["basis"]]


def life(person: Record) -> str:
    """Return a life as far as its days are known, or the name of its period."""
    birth, death = birth_of(person.values), death_of(person.values)
    if birth and death:
        return span(birth, death, days=True)
    if birth:
        return f"زادهٔ {parse_historical(birth).words()}"
    if death:
        return f"درگذشته در {parse_historical(death).words()}"
    return fa(person.get("period", ""))


def record_facts(site: Site, record: Record, placed: Collection[str] = ()) -> list[Fact]:
    """Return the facts of a record beside what its page says elsewhere."""
    package = site.registry.package
    long = {item.name for item in package.resources[record.resource].own_fields if item.multiline}
    told = {str(child.property) for child in package.children[record.resource] if not _is_fact(child, record)}
    return list(facts(site, record, {*_PLACED, *placed, *long, *told}))


def texts(site: Site, record: Record, placed: Collection[str] = ()) -> list[tuple[str, Markup]]:
    """Return the long texts of a record with their titles."""
    return [
        (item.title, prose(record[item.name]))
        for item in site.registry.package.resources[record.resource].own_fields
        if item.multiline and item.name in record and item.name not in _PLACED and item.name not in placed
    ]


def lists(site: Site, record: Record) -> list[ListOf]:
    """Return the lists of a record that are more than a fact."""
    numbers = {item["id"]: number for number, item in enumerate(record.get("sources", ()), start=1) if "id" in item}
    return [
        _list(site, child, record[str(child.property)], numbers)
        for child in site.registry.package.children[record.resource]
        if str(child.property) in record and str(child.property) not in _LISTS and not _is_fact(child, record)
    ]


def _is_fact(child: Resource, record: Record) -> bool:
    """Whether a list stands in a line among the facts: names of records, and a few words."""
    if not child.is_scalar:
        return False
    field, values = child.own_fields[0], record.get(str(child.property), ())
    named = field.reference or field.area or field.categories or field.calendar
    return bool(named) or (len(values) <= _FEW and all(len(str(value)) <= _SHORT for value in values))


def _list(site: Site, child: Resource, items: list[Any], numbers: Mapping[str, int]) -> ListOf:
    """Return one list; of what has dates in the order of time, what has none last."""
    if child.is_scalar:
        return ListOf(child.title, tuple(Entry("", str(item)) for item in items), dated=False)
    words = child.label or next((item.name for item in child.own_fields if item.is_text), "")
    date = next((item for item in child.own_fields if item.calendar and not item.future), None)
    shown = [
        item
        for item in child.own_fields
        if item.name not in (words, "id") and item is not date and item.type != "boolean"
    ]
    dated = [(_order(date, item), _entry(site, words, date, shown, item, numbers)) for item in items]
    ordered = sorted(dated, key=lambda pair: pair[0]) if date else dated
    return ListOf(child.title, tuple(entry for _, entry in ordered), any(entry.time for _, entry in dated))


def _order(date: Field | None, item: Mapping[str, Any]) -> tuple[bool, float]:
    return (False, parse_historical(item[date.name]).order) if date and item.get(date.name) else (True, 0)


def _entry(
    site: Site,
    words: str,
    date: Field | None,
    shown: list[Field],
    item: Mapping[str, Any],
    numbers: Mapping[str, int],
) -> Entry:
    return Entry(
        fact(site, date, item[date.name]).words if date and item.get(date.name) else "",
        str(item.get(words, "")),
        tuple(numbers[source] for source in item.get("sources", ()) if source in numbers),
        tuple(fact(site, field, item[field.name]) for field in shown if item.get(field.name) is not None),
    )
