"""List and page of any dataset, from its descriptor alone: what has no face of its own looks like this."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.dataset.descriptor import Resource
from generator.dataset.registry import Record
from generator.persian.numbers import counted, indefinite
from generator.site.drawing.render import Head, View
from generator.site.model import addresses, kinship
from generator.site.model.facets import Facet, choices_of, label_of
from generator.site.model.facts import Fact
from generator.site.model.paging import Crumb, following, shorten
from generator.site.model.record_card import card, line, parts, summary
from generator.site.model.section import PLACES, TONE, Section
from generator.site.model.site import Site
from generator.site.pages.parts import record_parts
from generator.site.pages.parts.list_parts import chosen, list_view, page_words, places_of, ruler, ruler_words, unit
from generator.site.pages.parts.structured_data import breadcrumbs, person, thing

_RELATED = 4


def listing(name: str, site: Site, url: str, kind: str = "", value: str = "", number: int = 1) -> View:
    """Return one numbered page of all records of a dataset, or of those with one value of a facet."""
    section = site.sections[name]
    found = chosen(site, section, kind, value)
    heading = _heading(section, found.facet, found.words)
    resource = site.registry.package.resources[name]
    nothing = f"هنوز {indefinite(section.one)} ثبت نشده است"
    counts = counted(len(found.members), section.one) if found.members else nothing
    whole = "" if found.facet else _counts(site, section, resource, found.members)
    own = {
        "section": section,
        "lead": _lead(site, found.facet, value) if found.facet else whole or resource.description,
        "note": resource.description if whole else "",
        "ruler": () if found.facet or number > 1 else ruler(site, section),
        "ruler_words": ruler_words(section, unit(section), len(found.members)),
        "unit": unit(section),
        "nothing": nothing,
        "form": f"{addresses.SUBMIT}{name}/" if resource.submit else "",
        "sought": _sought(resource, section),
    }
    description = shorten(f"{heading}: {counts}{page_words(number)}. {resource.description}")
    return list_view(site, section, url, "records.html", found, (kind, value, number), heading, description, own)


def values(site: Site, url: str, name: str) -> View:
    """Return the page of what lends the records of a dataset their tones: each with its list, how many, and its words."""
    section = site.sections[name]
    lender = section.lending
    assert lender is not None and lender.field.reference is not None  # else there is no such page
    other = site.registry.package.resources[lender.field.reference]
    index = site.registry.by(name, lender.name)
    rows = [
        (label, addresses.listing(name, lender.kind, value), len(index[value]), _lead(site, lender, value))
        for value, label in choices_of(site.registry, lender).items()
        if value in index
    ]
    counted_in = unit(section)
    crumbs = [Crumb(section.title, section.url), Crumb(other.title)]
    own = {
        "crumbs": crumbs,
        "heading": other.title,
        "rows": rows,
        "unit": counted_in,
        "ruler": ruler(site, section),
        "ruler_words": ruler_words(section, counted_in, len(site.members(section))),
        "empty": [label for value, label in choices_of(site.registry, lender).items() if value not in index],
    }
    description = shorten(f"{other.title}: {section.title} در {counted(len(rows), lender.title)}.")
    return View(Head(other.title, description, url, linked=(breadcrumbs(site, crumbs),)), "values.html", own)


def _heading(section: Section, facet: Facet | None, words: str) -> str:
    if facet is None:
        return section.title
    return f"{section.title} {words}" if facet.field.reference == PLACES else f"{section.title}: {words}"


def _counts(site: Site, section: Section, resource: Resource, members: list[Record]) -> str:
    """Return how many there are and of how many places; nothing where the descriptor does not say what one is called."""
    if not resource.record or not members:
        return ""
    known = places_of(site, section)
    of = f" از {counted(known, site.sections[PLACES].one)}" if known else ""
    return f"{counted(len(members), section.one)}{of}."


def _sought(resource: Resource, section: Section) -> str:
    """Return what a list can be searched for: what a record is called by, and what lends it its tone."""
    name = "نام" if section.people else resource.by_name[resource.label].title
    return f"{name} یا {section.lending.title}" if section.lending else f"{name} {section.one}"


def _lead(site: Site, facet: Facet, value: str) -> str:
    """Return what the record that a list is of says of itself."""
    named = site.registry.get(facet.field.reference, value) if facet.field.reference else None
    return named.get("description", "") if named else ""


def page(name: str, site: Site, url: str, record_id: str) -> View:
    """Return the page of one record: facts, texts, lists, sources, review and neighbours; two facts must look well too."""
    section = site.sections[name]
    record = site.registry.one(name, record_id)
    kind, area, lender = parts(site, record)
    ability = line(site, record)
    lead = summary(site, record) if ability != summary(site, record) else ""
    sentence = "، ".join(filter(None, (record.label, kind or lender, area)))
    placed = {*section.summaries, TONE}
    tags, whole = _tags(site, section, record), _whole(site, section, record)
    own = {
        "section": section,
        "over": kind or section.one,
        "tone": site.tone_of(record),
        "face": site.face(record) if section.tone else "",
        "life": record_parts.life(record) if section.people else "",
        "lead": lead,
        "ability": ability,
        "tags": tags,
        "others": f"از همین {section_title}" if (section_title := _shared(section)) else "",
        "facts": [*record_parts.record_facts(site, record, placed), *_narrowed(site, record)],
        "texts": record_parts.texts(site, record, placed),
        "lists": record_parts.lists(site, record),
        "related": [card(site, other) for other in _related(site, section, record)],
        "kin": kinship.related(site, record, kinship.usual(site, record)) if section.people else (),
        "whole": whole,
    }
    return record_parts.record_view(
        site,
        record,
        url,
        "record.html",
        lead or ability or sentence,
        own,
        through=next(filter(all, (whole, *tags)), None),
        thing=person if section.people else thing,
    )


def shows(name: str, site: Site, record_id: str) -> Iterator[Any]:
    """Yield all that the page of a person shows."""
    record = site.registry.one(name, record_id)
    yield from (record, site.referred(name), site.photo(record), site.photo(record, small=True))
    yield from kinship.shown(site, record, kinship.usual(site, record))


def _tags(site: Site, section: Section, record: Record) -> list[tuple[str, str]]:
    """Return the values of the facets that name records, with their lists."""
    return [
        (label_of(site.registry, facet.field, value), addresses.listing(section.name, facet.kind, value))
        for facet in section.lists
        if facet.field.reference or facet.field.area
        for value in facet.values(record)
    ]


def _narrowed(site: Site, record: Record) -> Iterator[Fact]:
    """Yield the lists of other datasets that are of this record, with how many stand on each."""
    for section in site.sections.values():
        for facet in section.lists:
            found = (
                site.registry.by(section.name, facet.name).get(record.id)
                if facet.field.reference == record.resource
                else None
            )
            if found:
                url = addresses.listing(section.name, facet.kind, record.id)
                yield Fact(section.title, counted(len(found), section.one), url)


def _shared(section: Section) -> str:
    """Return what the related records share: the title of what lends them their tone."""
    return next((facet.title for facet in section.facets if section.tone and facet.name == section.tone[0]), "")


def _related(site: Site, section: Section, record: Record) -> list[Record]:
    """The next records of the same tone in the alphabet; none where nothing lends one, and no people."""
    value = section.lender(record)
    if section.people or section.tone is None or not value:
        return []
    return following(*site.beside(record, section.tone[0], value), _RELATED)


def _whole(site: Site, section: Section, record: Record) -> tuple[str, str]:
    """Return the name and the list of what the related records share."""
    facet = next((facet for facet in section.lists if section.tone and facet.name == section.tone[0]), None)
    value = section.lender(record)
    if facet is None or not value:
        return "", ""
    return label_of(site.registry, facet.field, value), addresses.listing(section.name, facet.kind, value)
