"""What a card or a row of a list shows of a record, as the descriptor tells it."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from generator.dataset.registry import Record
from generator.site.model.facets import words_of
from generator.site.model.lifetime import period
from generator.site.model.site import DEFAULT_TONE, Site

# Fields that say what a record is.
_KINDS = ("kind", "axis")
# The field that says of a person in one line what others say of a thing in a summary.
_LINE = "ability"


class Card(NamedTuple):
    """What a card or a row of a list shows of a record; texts are as they stand in the data."""

    url: str
    name: str
    face: Markup
    over: str
    tone: str
    ability: str
    foot: tuple[str, ...]


def card(site: Site, record: Record) -> Card:
    """Return the card of a record, made once."""
    make = site.sections[record.resource].card or _card
    return site.once(("card", record.resource, record.id), lambda: make(site, record))


def _card(site: Site, record: Record) -> Card:
    section = site.sections[record.resource]
    return Card(
        url=site.url_of(record),
        name=record.label,
        face=site.face(record, small=True) if section.tone else Markup(),
        over=over(site, record) or section.one,
        tone=site.tone_of(record) or DEFAULT_TONE,
        ability=line(site, record) or summary(site, record),
        foot=foot(site, record),
    )


def parts(site: Site, record: Record) -> tuple[str, str, str]:
    """Return what a record is, where, and what lends it its tone; "" for what it has not."""
    return _kind(site, record), area_of(site, record), lender_of(site, record)


def over(site: Site, record: Record) -> str:
    """Return what lends a record its tone, in which this line stands; where nothing does, what it is."""
    return lender_of(site, record) or _kind(site, record)


def foot(site: Site, record: Record) -> tuple[str, ...]:
    """Return what a record is where another line stands above its name, where it is from, and the years of a life."""
    kind, area, lender = parts(site, record)
    years = period(record) if site.sections[record.resource].people else ""
    return tuple(filter(None, (kind if lender else "", area, years)))


def line(site: Site, record: Record) -> str:
    """Return the line in which a person says what she can do; nothing where it is no text or there is none."""
    return record.get(_LINE, "") if _LINE in site.sections[record.resource].summaries else ""


def summary(site: Site, record: Record) -> str:
    """Return the sentence or two in which a record says what it is; nothing where none of its fields does."""
    return next((record[name] for name in site.sections[record.resource].summaries if record.get(name)), "")


def _kind(site: Site, record: Record) -> str:
    return next(filter(None, (words_of(site.registry, record, name) for name in _KINDS)), "")


def area_of(site: Site, record: Record) -> str:
    """Return where a record is from; nothing where it does not say."""
    name = site.sections[record.resource].area
    return site.registry.area(record[name]) if record.get(name) else ""


def lender_of(site: Site, record: Record) -> str:
    """Return what lends a record its tone, the first of several; nothing where nothing does."""
    section = site.sections[record.resource]
    value = section.lender(record)
    return site.registry.label(section.tone[1], value) if section.tone and value else ""
