"""List and page of any dataset, from its descriptor alone: what has no face of its own looks like this."""

from __future__ import annotations

from typing import Any

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import counted, indefinite
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facets import Facet, choices_of, label_of
from generator.site.model.paging import Crumb, following, listing_context, on_page, shorten
from generator.site.model.record_card import card, parts, summary
from generator.site.model.section import PLACES, Section
from generator.site.model.site import DEFAULT_TONE, Site
from generator.site.pages.parts import record_parts
from generator.site.pages.parts.facet_panels import SCRIPT, panels
from generator.site.pages.parts.structured_data import breadcrumbs, person, thing

_RELATED = 4


def listing(name: str, site: Site, url: str, kind: str = "", value: str = "", number: int = 1) -> View:
    """Return one numbered page of all records of a dataset, or of those with one value of a facet."""
    section = site.sections[name]
    facet = next((facet for facet in section.lists if facet.kind == kind), None)
    members = site.registry.by(name, facet.name).get(value, []) if facet else site.members(section)
    words = label_of(site.registry, facet.field, value) if facet else ""
    heading = _heading(section, facet, words)
    page = f"، صفحهٔ {fa(number)}" if number > 1 else ""
    crumbs = [Crumb("خانه", ""), *([Crumb(section.title, section.url)] if facet else []), Crumb(heading)]
    resource = site.registry.package.resources[name]
    unit = "نفر" if section.people else "پرونده"
    context: dict[str, Any] = listing_context(
        site, name, kind, value, number, members, lambda record: card(site, record)
    )
    context.update(
        section=section,
        heading=heading,
        lead=_lead(site, facet, value) if facet else resource.description,
        crumbs=crumbs,
        ruler=() if facet else site.once((name, "ruler"), lambda: _ruler(site, section)),
        facets=panels(site, section),
        directory=section.group if site.searched and not kind and number == 1 else "",
        chosen=(facet.title, words) if facet else None,
        unit=unit,
        nothing=f"هنوز {indefinite(section.one)} ثبت نشده است",
        form=f"{addresses.SUBMIT}{name}/" if resource.submit else "",
        wanted=f"{indefinite(section.one)} را می‌شناسید که باید اینجا باشد؟",
    )
    counts = f"{counted(len(members), section.one)}" if members else context["nothing"]
    head = Head(
        heading + page,
        shorten(f"{heading}: {counts}{page}. {resource.description}"),
        url,
        indexed=all(map(site.indexed, on_page(members, number))),
        linked=(breadcrumbs(site, crumbs),),
        previous=context["pager"].previous,
        next=context["pager"].next,
        scripts=(SCRIPT,) if context["directory"] else (),
    )
    return View(head, "records.html", context)


def _heading(section: Section, facet: Facet | None, words: str) -> str:
    if facet is None:
        return section.title
    return f"{section.title} {words}" if facet.field.reference == PLACES else f"{section.title}: {words}"


def _lead(site: Site, facet: Facet, value: str) -> str:
    """Return what the record that a list is of says of itself."""
    named = site.registry.get(facet.field.reference, value) if facet.field.reference else None
    return named.get("description", "") if named else ""


def _ruler(site: Site, section: Section) -> tuple[tuple[str, str, str, int, int], ...]:
    """Return what lends the records their tones, with its number and its share in steps of 5 %: all at a glance."""
    lender = next((facet for facet in section.lists if section.tone and facet.name == section.tone[0]), None)
    if lender is None or lender.field.reference is None:
        return ()
    counts = {key: len(found) for key, found in site.registry.first(section.name, lender.name).items()}
    total = sum(counts.values())
    index = site.registry.by(section.name, lender.name)
    return tuple(
        (
            label,
            addresses.listing(section.name, lender.kind, value),
            site.registry.tables[lender.field.reference][value].get("tone", DEFAULT_TONE),
            len(index[value]),
            max(1, round(20 * counts[value] / total)),
        )
        for value, label in choices_of(site.registry, lender).items()
        if value in counts
    )


def page(name: str, site: Site, url: str, record_id: str) -> View:
    """Return the page of one record: facts, texts, lists, sources, review and neighbours; two facts must look well too."""
    section = site.sections[name]
    record = site.registry.tables[name][record_id]
    kind, area, lender = parts(site, record)
    lead = summary(site, record) if record.get("ability") != summary(site, record) else ""
    sentence = "، ".join(filter(None, (record.label, kind or lender, area)))
    placed = {*section.summaries, "ability"}
    fields = site.registry.package.resources[name].by_name
    own = {
        "section": section,
        "over": kind or section.one,
        "tone": site.tone_of(record),
        "face": site.face(record) if section.tone else "",
        "life": record_parts.life(record) if section.people else "",
        "lead": lead,
        "ability": record.get("ability", ""),
        "ability_title": fields["ability"].title if "ability" in fields else "",
        "tags": _tags(site, section, record),
        "others": f"از همین {section_title}" if (section_title := _shared(section)) else "",
        "facts": record_parts.record_facts(site, record, placed),
        "texts": record_parts.texts(site, record, placed),
        "lists": record_parts.lists(site, record),
        "related": [card(site, other) for other in _related(site, section, record)],
        "whole": _whole(site, section, record),
    }
    return record_parts.record_view(
        site,
        record,
        url,
        "record.html",
        lead or record.get("ability") or sentence,
        own,
        thing=person if section.people else thing,
    )


def _tags(site: Site, section: Section, record: Record) -> list[tuple[str, str]]:
    """Return the values of the facets that name records, with their lists."""
    return [
        (label_of(site.registry, facet.field, value), addresses.listing(section.name, facet.kind, value))
        for facet in section.lists
        if facet.field.reference or facet.field.area
        for value in facet.values(record)
    ]


def _shared(section: Section) -> str:
    """Return what the related records share: the title of what lends them their tone."""
    return next((facet.title for facet in section.facets if section.tone and facet.name == section.tone[0]), "")


def _related(site: Site, section: Section, record: Record) -> list[Record]:
    """The next records of the same tone in the alphabet; none where nothing lends one."""
    value = section.lender(record)
    return following(*site.beside(record, section.tone[0], value), _RELATED) if section.tone and value else []


def _whole(site: Site, section: Section, record: Record) -> tuple[str, str]:
    """Return the name and the list of what the related records share."""
    facet = next((facet for facet in section.lists if section.tone and facet.name == section.tone[0]), None)
    value = section.lender(record)
    if facet is None or not value:
        return "", ""
    return label_of(site.registry, facet.field, value), addresses.listing(section.name, facet.kind, value)
