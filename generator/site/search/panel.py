"""What the panel of the search is told beside the documents: the groups of results, words alike, and where to start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.persian.folding import fold
from generator.site.model import addresses
from generator.site.model.facets import Facet, choices_of
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site

# The groups of hand-written pages: what each is called, and one of it. Who asks for a person is not shown the last two.
ARTICLES = {
    "education": ("آموزش", "آموزش"),
    "news": ("خبرها", "خبر"),
    "guide": ("راهنما", "راهنما"),
    "pages": ("صفحه‌ها", "صفحه"),
}
_ASIDE = ("guide", "pages")
# How many values of a facet the panel offers before anything is asked.
_STARTS, _PLACES = 5, 4


def told(site: Site) -> Mapping[str, Any]:
    """Return all that it is told, by name."""
    return {
        "groups": groups(site),
        "alike": _alike(site),
        "everywhere": _everywhere(site),
        "starts": list(_starts(site)),
    }


def groups(site: Site) -> list[dict[str, Any]]:
    """Return the groups in which results come, in their order: name, label, what one of it is called, and what is said of it."""
    own = [
        {"name": section.group, "label": section.short, "one": section.one, "people": section.people}
        for section in site.sections.values()
        if section.pages
    ]
    own.sort(key=lambda group: not group["people"])
    written = [
        {"name": name, "label": label, "one": one, "aside": name in _ASIDE} for name, (label, one) in ARTICLES.items()
    ]
    return own + written


def _alike(site: Site) -> list[list[str]]:
    """Return the words that mean the same, as the settings tell them: «معلم، آموزگار»."""
    return [[word.strip() for word in group.split("،")] for group in site.extra.get("synonyms") or ()]


def _everywhere(site: Site) -> list[str]:
    """Return the province's name, which is true of every page and need not stand there: who adds it to what she seeks loses nothing.

    Where a county is called so too, it tells pages apart.
    """
    places = {fold(place.label) for place in site.registry[PLACES]} if PLACES in site.sections else set()
    return [site.province] if site.province and fold(site.province) not in places else []


def _starts(site: Site) -> Iterator[dict[str, Any]]:
    """Yield what the panel offers before anything is asked: what people are of and where, of each those with the most."""
    section = next((section for section in site.sections.values() if section.people and section.pages), None)
    if section is None:
        return
    lender, place = section.lending, next((facet for facet in section.lists if facet.name == section.area), None)
    if lender:
        yield _most(site, section, lender, site.title_of_values(section), site.values(section), _STARTS)
    if place:
        yield _most(site, section, place, site.sections[PLACES].title, site.link(PLACES), _PLACES)


def _most(site: Site, section: Section, facet: Facet, label: str, every: str, most: int) -> dict[str, Any]:
    """Return the lists of the values that the most records have, in the order of the data, and the way to all values."""
    found = site.registry.by(section.name, facet.name)
    kept = sorted(found, key=lambda value: -len(found[value]))[:most]
    choices = choices_of(site.registry, facet)
    links = [(choices[value], addresses.listing(section.name, facet.kind, value)) for value in choices if value in kept]
    return {"label": label, "links": [*links, ("همه", every)] if every else links}
