"""One of many at a time: what is long by places or by tables has a page for each, and ways to the others.

Shapes: options in, a choice out, which the macros ``pick_one`` and ``each_one`` draw. Errors: none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generator.dataset.registry import Record
from generator.site.exports.open_data import datapackage, export
from generator.site.model import addresses
from generator.site.model.paging import Neighbour
from generator.site.model.section import Section
from generator.site.model.site import Site


class Option(NamedTuple):
    """One of many: its id, its name, its page, and what there is of it in a few words."""

    id: str
    label: str
    url: str
    note: str = ""


class Choice(NamedTuple):
    """The many, in their order, what one of them is («شهرستان»), and the place of the one that is shown: none on the page of all."""

    of: str
    options: tuple[Option, ...]
    place: int | None = None

    @property
    def current(self) -> Option | None:
        """The one that is shown."""
        return None if self.place is None else self.options[self.place]

    @property
    def beside(self) -> tuple[Neighbour | None, Neighbour | None]:
        """The one before and the one after."""
        return self._beside(-1, "پیش"), self._beside(1, "بعد")

    def _beside(self, step: int, word: str) -> Neighbour | None:
        place = -1 if self.place is None else self.place + step
        if not 0 <= place < len(self.options):
            return None
        option = self.options[place]
        return Neighbour(option.label, option.url, f"{self.of} {word}")


def choice(of: str, options: Iterable[Option], shown: str = "") -> Choice:
    """Return a choice of which the one with an id is shown; on the page of all none is."""
    found = tuple(options)
    return Choice(of, found, next((place for place, option in enumerate(found) if option.id == shown), None))


def places(site: Site, section: Section, note: Callable[[list[Record]], str]) -> Iterator[Option]:
    """Yield the places of which a dataset has records, in the alphabet; ``note`` says what those of one tell."""
    rows = site.registry.by(section.name, section.area)
    for county in site.counties:
        if county.id in rows:
            yield Option(county.id, county["name"], addresses.record(section.name, county.id), note(rows[county.id]))


def gaps(site: Site, section: Section) -> list[tuple[str, str]]:
    """Return name and page of the places of which a dataset has no record."""
    rows = site.registry.by(section.name, section.area)
    return [
        (county["name"], addresses.record(addresses.COUNTIES.strip("/"), county.id))
        for county in site.counties
        if county.id not in rows
    ]


def files(name: str) -> tuple[tuple[str, str], ...]:
    """Return word and address of the files of a dataset's table: as CSV and as a workbook."""
    return tuple(
        (word, f"{export.FOLDER}{datapackage.FOLDER}/{name}.{end}") for word, end in (("CSV", "csv"), ("اکسل", "xlsx"))
    )
