"""What numbered lists of records share: who stands on them, the way to them, their panels, pages and ruler."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facets import Facet, choices_of, label_of
from generator.site.model.paging import Crumb, on_page, pager
from generator.site.model.record_card import card
from generator.site.model.section import PLACES, Section
from generator.site.model.site import DEFAULT_TONE, Site
from generator.site.pages.parts.facet_panels import SCRIPT, panels
from generator.site.pages.parts.structured_data import breadcrumbs


class Chosen(NamedTuple):
    """The records of a list: all of a section, or those with one value of a facet, and what people read for it."""

    members: list[Record]
    facet: Facet | None = None
    words: str = ""


def chosen(site: Site, section: Section, kind: str, value: str) -> Chosen:
    """Return the records of a list by the kind and the value in its address; of neither all of them."""
    facet = next((facet for facet in section.lists if facet.kind == kind), None)
    if facet is None:
        return Chosen(site.members(section))
    members = site.registry.by(section.name, facet.name).get(value, [])
    return Chosen(members, facet, label_of(site.registry, facet.field, value))


def page_words(number: int) -> str:
    """Return what the title of a numbered page ends with; nothing on the first."""
    return f"، صفحهٔ {fa(number)}" if number > 1 else ""


def list_view(
    site: Site,
    section: Section,
    url: str,
    template: str,
    found: Chosen,
    address: tuple[str, str, int],
    heading: str,
    description: str,
    own: Mapping[str, Any],
    show: Callable[[Site, Record], Any] = card,
) -> View:
    """Return one numbered page of a list: what every list shows, and its ``own``.

    ``address`` is the kind and the value of the list and the number of the page; ``show`` makes of a record what the
    template draws.
    """
    kind, value, number = address
    crumbs = [Crumb("خانه", ""), *([Crumb(section.title, section.url)] if kind else []), Crumb(heading)]
    if found.facet == section.lending and (values := site.values(section)):
        crumbs.insert(-1, Crumb(site.title_of_values(section), values))
    directory = section.group if site.searched and not kind and number == 1 else ""
    shown, total = on_page(found.members, number), len(found.members)
    ways = pager(number, -(-total // addresses.PER_PAGE), lambda n: addresses.listing(section.name, kind, value, n))
    context = {
        "cards": [show(site, record) for record in shown],
        "total": total,
        "pager": ways,
        "heading": heading,
        "crumbs": crumbs,
        "facets": panels(site, section),
        "directory": directory,
        "chosen": (found.facet.title, found.words, section.url) if found.facet else None,
        **own,
    }
    head = Head(
        heading + page_words(number),
        description,
        url,
        indexed=all(map(site.indexed, shown)),
        linked=(breadcrumbs(site, crumbs),),
        previous=ways.previous,
        next=ways.next,
        scripts=(SCRIPT,) if directory else (),
    )
    return View(head, template, context)


def list_shows(name: str, site: Site, kind: str, value: str, number: int) -> Iterator[Any]:
    """Yield all that a numbered page of a list shows: who stands on it, and how all of them are parted."""
    section = site.sections[name]
    members = chosen(site, section, kind, value).members
    yield site.referred(name)
    parted = panels(site, section), ruler(site, section), section.lending, len(site.members(section))
    yield from (len(members), places_of(site, section), site.once(("parted", name), lambda: repr(parted).encode()))
    for record in on_page(members, number):
        yield from (record, site.photo(record, small=True))


def places_of(site: Site, section: Section) -> int:
    """Return of how many places there is something; none where its records say no place."""
    if not section.area or PLACES not in site.sections:
        return 0
    index = site.registry.by(section.name, section.area)
    return sum(place.id in index for place in site.registry[PLACES])


class Segment(NamedTuple):
    """One of the ruler: whose tone it has, how many records are of it first of all, and its place and share in percent."""

    label: str
    url: str
    tone: str
    number: int
    x: float
    width: float


def ruler(site: Site, section: Section) -> tuple[Segment, ...]:
    """Return what lends the records their tones with its share of them: all at a glance, the largest at the right.

    Each record counts once, by the first of what lends to it, so that the shares make the whole.
    """

    def make() -> tuple[Segment, ...]:
        lender = section.lending
        if lender is None or lender.field.reference is None:
            return ()
        counts = {key: len(found) for key, found in site.registry.first(section.name, lender.name).items()}
        total, before = sum(counts.values()), 0
        found = []
        labels = choices_of(site.registry, lender)
        for value in sorted((value for value in labels if value in counts), key=counts.__getitem__, reverse=True):
            tone = site.registry.one(lender.field.reference, value).get("tone", DEFAULT_TONE)
            url = addresses.listing(section.name, lender.kind, value)
            before += counts[value]
            x, width = (round(100 * part / total, 2) for part in (total - before, counts[value]))
            found.append(Segment(labels[value], url, tone, counts[value], x, width))
        return tuple(found)

    return site.once((section.name, "ruler"), make)


def unit(section: Section) -> str:
    """Return what the records of a dataset are counted in."""
    return "نفر" if section.people else "پرونده"


def ruler_words(section: Section, unit: str, total: int) -> tuple[str, str]:
    """Return the name of the ruler and what it counts."""
    title = section.lending.title if section.lending else ""
    return f"{section.title} به تفکیک {title}", f"هر {section.one} یک بار، در نخستین {title}؛ جمع: {fa(total)} {unit}."
