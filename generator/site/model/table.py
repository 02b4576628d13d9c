"""Figures as plain values: tables and series over time, which pages draw and files hold alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from typing import NamedTuple

from generator.persian.digits import fa
from generator.persian.numbers import counted, qualified
from generator.site.model import addresses
from generator.site.model.facets import choices_of
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site

# How many figures the statistics begin with.
_ANSWERS = 4


@dataclass(frozen=True)
class Row:
    """One line: its name, the records behind it (an address from the root, or nothing) and its numbers."""

    label: str
    url: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """One table of figures. ``columns`` are the titles of the numbers; ``gaps`` names what has no number yet.

    ``ranked``: its chart goes by the number (never one of counties or agencies); ``axis``: every name of its axis of time.
    """

    id: str
    title: str
    measure: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    gaps: tuple[str, ...] = field(default=())
    section: str = ""
    ranked: bool = False
    axis: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file name of the downloads, without an ending."""
        return f"statistics/{self.id}"


class Answer(NamedTuple):
    """One figure that the statistics begin with: its number, a small word beside it, what it is of, and a sentence."""

    number: str
    unit: str
    title: str
    sentence: str


class Point(NamedTuple):
    """One value at its time; ``time`` is a Jalali year, a season's is a quarter further each."""

    time: float
    words: str
    value: float


class Series(NamedTuple):
    """The values of one area, the oldest first."""

    area: str
    name: str
    points: tuple[Point, ...]


def said(value: float | None, unit: str, precision: str | None = None) -> str:
    """Return a value with its unit; nothing where there is none."""
    if value is None:
        return ""
    return qualified(f"{fa(_whole(value))} {fa(unit)}".strip(), precision)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def tables(site: Site) -> list[Table]:
    """Return every table of the statistics that has a row, in the order of the sections."""
    return site.once(
        "tables",
        lambda: [
            table if table.section else replace(table, section=section.short)
            for section in site.sections.values()
            for table in (section.tables(site) if section.tables else _counts(site, section))
            if table.rows
        ],
    )


def answers(site: Site) -> list[Answer]:
    """Return the figures that the statistics begin with, each with a sentence, in the order of the sections."""
    found = (section.answers(site) if section.answers else _totals(site, section) for section in site.sections.values())
    return list(islice(chain.from_iterable(found), _ANSWERS))


def _totals(site: Site, section: Section) -> Iterator[Answer]:
    """Yield how many records a dataset has, and from how many places."""
    # A list of some of what another dataset has is no answer of its own.
    is_selection = site.registry.package.resources[section.name].selective
    if section.name == PLACES or is_selection or not section.pages or not (members := site.members(section)):
        return
    sentence = ""
    if section.area:
        places = {record.get(section.area) for record in members} & {county.id for county in site.counties}
        sentence = f"از {counted(len(places), 'شهرستان')}." if places else ""
    yield Answer(fa(len(members)), "", section.short, sentence)


def _counts(site: Site, section: Section) -> Iterator[Table]:
    """Yield how many records of a dataset each list of it holds."""
    for facet in section.lists:
        index = site.registry.by(section.name, facet.name)
        rows = tuple(
            Row(label, addresses.listing(section.name, facet.kind, value), (len(index[value]),))
            for value, label in choices_of(site.registry, facet).items()
            if value in index
        )
        places = facet.field.reference == PLACES
        gaps = tuple(county["name"] for county in site.counties if county.id not in index) if places else ()
        title = f"{section.short} به تفکیک {facet.title}"
        name, measure = f"{section.name}-by-{facet.kind}", "پرونده‌های ثبت‌شده"
        # What refers to a dataset may be an office: its rows are never ranked.
        yield Table(name, title, measure, ("پرونده",), rows, gaps=gaps, ranked=not facet.field.reference)
