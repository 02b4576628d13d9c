"""What invented records are drawn from: the lists of the package, lots, and the records that were made before."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from generator.dataset.descriptor import AREAS, Package
from generator.dataset.reading import reader
from generator.dataset.reading.files import resource_files
from generator.dataset.reading.rows import Dataset
from generator.site.model.subject import SampleError
from generator.subjects.women.sample import days
from generator.subjects.women.sample.days import LAST, LAST_YEAR
from generator.subjects.women.sample.words import words_people, words_shared

# Tables that everything refers to; any other table begins empty, for its rows are about somebody.
LISTS = ("counties", "agencies", "domains", "sectors")
# A list that a province may not have filled yet.
LISTS_OR_NONE = ("indicators",)
PREFIX = "sample"
SITE = "https://example.org"
PROVINCE, COUNTRY = "province", "country"
_EMPTY_SHARE = 5

Made = TypeVar("Made")
Values = dict[str, Any]


class Lot(random.Random):
    """The lot of one record."""

    def often(self, chance: float) -> bool:
        """Whether something with this chance (0–1) happens."""
        return self.random() < chance

    def some(self, items: Sequence[Any], least: int, most: int) -> list[Any]:
        """Return some different items, in the order of the lot; as many as there are where there are fewer."""
        return self.sample(items, min(len(items), self.randint(least, most)))

    def day(self, first: int, last: int = LAST_YEAR) -> str:
        """Return a day of the years from ``first`` to ``last``."""
        return f"{self.randint(first, last)}-{self.randint(1, 12):02}-{self.randint(1, 29):02}"

    def date(self, first: int, last: int = LAST_YEAR) -> str:
        """Return a year, a month or a day, as sources give them."""
        day = self.day(first, last)
        return day[: self.choice((4, 4, 4, 7, 10))]

    def between(self, first: int, last: int) -> int:
        """Return a day, as its number, from the first to the last; the first where the last lies before it."""
        return self.randint(first, max(first, last))


@dataclass(frozen=True)
class World:
    """What records refer to: the lists, the names that are given by lot, and what was made before.

    ``made`` holds the records that others refer to, by resource; ``taken`` the texts of a kind that only one may bear;
    ``left`` what may still be lent from a facility that has a total. All three grow as records are made in their
    order, so that the first of many records are those of few.
    """

    package: Package
    seed: int
    made: dict[str, list[Values]] = field(default_factory=dict)
    taken: dict[str, set[str]] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    _once: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, make: Callable[[World], Made]) -> Made:
        """Return what is made of this world only once."""
        if name not in self._once:
            self._once[name] = make(self)
        made: Made = self._once[name]
        return made

    def lot(self, *names: object) -> Lot:
        """Return the lot of what is named so."""
        return Lot("/".join(map(str, (self.seed, *names))))

    @cached_property
    def rows(self) -> dict[str, list[dict[str, str]]]:
        """The rows of every list."""
        dataset = Dataset(self.package, {name: [] for name in self.package.resources})
        for name in (*LISTS, *LISTS_OR_NONE):
            resource = self.package.resources.get(name)
            if resource is not None:
                reader.read_file(self.package.folder / str(resource.path), resource, dataset)
            if name in LISTS_OR_NONE:
                continue
            if resource is None:
                raise SampleError(f"بسته فهرست «{name}» ندارد.")
            if not dataset.rows[name]:
                raise SampleError(f"فهرست «{resource.title}» خالی است یا خوانده نشد.")
        return {name: [row.cells for row in dataset.rows.get(name, ())] for name in (*LISTS, *LISTS_OR_NONE)}

    @cached_property
    def lists(self) -> dict[str, dict[str, str]]:
        """The names of every list by id."""
        return {
            name: {row["id"]: row.get("name") or row.get("title", "") for row in rows}
            for name, rows in self.rows.items()
        }

    def ids(self, name: str) -> list[str]:
        """Return the ids of a list."""
        return self._ids[name]

    @cached_property
    def _ids(self) -> dict[str, list[str]]:
        return {name: list(items) for name, items in self.lists.items()}

    @cached_property
    def _weights(self) -> list[float]:
        """How many records fall to each county, all in all: few get many, and one in five none."""
        counties = len(self.ids("counties"))
        empty = counties // _EMPTY_SHARE
        weights = [1 / (place + 1) for place in range(counties - empty)] + [0.0] * empty
        self.lot("counties").shuffle(weights)
        return list(itertools.accumulate(weights))

    def county(self, lot: Lot) -> str:
        """Return the county of a record."""
        return lot.choices(self.ids("counties"), cum_weights=self._weights)[0]

    def area(self, lot: Lot) -> str:
        """Return a county, the province or the country."""
        return lot.choice(list(AREAS)) if lot.often(0.5) else self.county(lot)

    def area_name(self, area: str) -> str:
        """Return the name of an area."""
        return AREAS.get(area) or self.lists["counties"].get(area, area)

    def category(self, lot: Lot, resource: str, name: str) -> str:
        """Return one of a field's categories."""
        return lot.choice(self.categories(resource, name))

    def categories(self, resource: str, name: str) -> list[str]:
        """Return the categories of a field."""
        return list(self.package.resources[resource].by_name[name].categories)

    def agency(self, lot: Lot, *wanted: str) -> str:
        """Return one of the wanted agencies, or any where the package has none of them."""
        known = [name for name in wanted if name in self.lists["agencies"]]
        return lot.choice(known or self.ids("agencies"))

    def free(self, kind: str, texts: Iterable[str]) -> str:
        """Return the first of the texts that none of this kind bears, and let it be taken."""
        taken = self.taken.setdefault(kind, set())
        found = next(text for text in texts if text not in taken)
        taken.add(found)
        return found

    @cached_property
    def _names(self) -> list[tuple[tuple[str, str], int]]:
        """Every pair of a given name and (the place of) a family name, shuffled."""
        real = words_people.KNOWN | _real_names(self.package)
        pairs = [
            (given, place)
            for given in words_people.GIVEN
            for place, family in enumerate(words_people.FAMILY)
            if f"{given[0]} {family[0]}" not in real
        ]
        self.lot("names").shuffle(pairs)
        return pairs

    def name(self, number: int) -> tuple[str, str, str]:
        """Return the name, the Latin name and the sorting name of a woman; no two numbers have the same."""
        families_known = words_people.FAMILY
        rounds, place = divmod(number, len(self._names))
        given, at = self._names[place]
        families = [families_known[at]]
        if rounds:  # all pairs are given away: a second family name
            families.append(families_known[(at + rounds) % len(families_known)])
        family, latin = (" ".join(part) for part in zip(*families, strict=True))
        return f"{given[0]} {family}", f"{given[1]} {latin}", f"{family}، {given[0]}"


def _real_names(package: Package) -> set[str]:
    """Return the names of the women of the real package, which no invented one may bear."""
    dataset = Dataset(package, {name: [] for name in package.resources})
    resource = package.resources.get("women")
    if resource and resource.folder:
        for path in resource_files(resource, package, []):
            reader.read_file(path, resource, dataset)
    rows = [*dataset.rows.get("women", ()), *dataset.rows.get("women-names", ())]
    return {row.cells["name"] for row in rows if "name" in row.cells}


Maker = Callable[[World, Lot, int], Values]


def sources(lot: Lot, count: int, titles: Sequence[str], **names: str) -> list[Values]:
    """Return the sources of a record (id, title, publisher, url, date, seen); ``names`` fill the titles."""
    found = []
    for place in range(1, count + 1):
        source: Values = {"id": f"s{place}", "title": lot.choice(titles).format(**names)}
        if lot.often(0.8):
            source["publisher"] = lot.choice(words_shared.PUBLISHERS)
        if lot.often(0.7):
            source["url"] = f"{SITE}/news/{lot.randrange(10**6)}"
        if lot.often(0.5):
            source["date"] = lot.date(1395, LAST_YEAR - 1)
        found.append({**source, "seen": lot.day(LAST_YEAR)})
    return found


def sources_since(lot: Lot, count: int, first: int, titles: Sequence[str], **names: str) -> list[Values]:
    """Return sources that tell of what happened on a day (its number), so none is older."""
    found = sources(lot, count, titles, **names)
    for source in found:
        told = lot.between(first, min(first + 30, LAST))
        seen = lot.between(told, LAST)
        source["seen"] = days.text(seen)
        if "date" in source:
            source["date"] = days.text(told)
    return found


def only_known(values: Mapping[str, Any]) -> Values:
    """Return the values that are there."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def numbered(title: str, more: Iterable[str] = ()) -> Iterable[str]:
    """Yield a title, the title with each of the further words in brackets, and then with numbers."""
    yield title
    for text in more:
        yield f"{title} ({text})"
    for number in itertools.count(2):
        yield f"{title} ({number})"
