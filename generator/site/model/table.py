"""Figures as plain values: tables and series over time, which pages draw and files hold alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from generator.persian.digits import fa
from generator.persian.numbers import qualified
from generator.site.model import addresses
from generator.site.model.facets import choices_of
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site


@dataclass(frozen=True)
class Row:
    """One line: its name, the records behind it (an address from the root, or nothing) and its numbers."""

    label: str
    url: str
    numbers: tuple[float | None, ...]


@dataclass(frozen=True)
class Table:
    """One table of figures. ``columns`` are the titles of the numbers; ``gaps`` names what has no number yet."""

    id: str
    title: str
    measure: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""
    gaps: tuple[str, ...] = field(default=())
    section: str = ""

    @property
    def name(self) -> str:
        """The file name of the downloads, without an ending."""
        return f"statistics/{self.id}"


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
        yield Table(f"{section.name}-by-{facet.kind}", title, "پرونده‌های ثبت‌شده", ("پرونده",), rows, gaps=gaps)
