"""Write a synthetic package of any size, for tests, benchmarks and demonstrations.

The lists (counties, agencies …) are copied; every record is invented by lot and says of nobody what is true. Each
record has a lot of its own, drawn from the seed, its resource and its number: a larger sample begins with the smaller.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.dataset import reader
from generator.dataset import sample_words as words
from generator.dataset.checks.identity import folder_of
from generator.dataset.descriptor import AREAS, Package
from generator.dataset.emitter import record_text
from generator.dataset.files import EXTENSION, resource_files
from generator.dataset.load import DESCRIPTOR
from generator.dataset.rows import Dataset
from generator.persian.digits import fa
from generator.persian.names import slug

# Tables that everything refers to; any other table begins empty, for its rows are about somebody.
LISTS = ("counties", "agencies", "domains", "sectors")
# How many records there are of a resource that the counts do not name.
UNASKED = {"facilities": 6}

_PREFIX = "sample"
_SITE = "https://example.org"
# A number that leads nowhere.
_PHONE = "00000000000"
# Every date lies before the day that counts as today.
_LAST_YEAR = 1404
_EMPTY_SHARE = 5
_MARKED = re.compile(r"^synthetic:.*\n", re.M)
_FLOOR = re.compile(r"^ +floor:.*\n", re.M)
_RESOURCES = re.compile(r"^resources:", re.M)

Values = dict[str, Any]


class SampleError(Exception):
    """The sample cannot be written; the text says why."""


def write_sample(package: Package, target: Path, counts: Mapping[str, int], seed: int) -> int:
    """Write a synthetic package into the empty folder ``target`` and return how many files it has.

    ``counts`` holds the number of records by the name of their resource. The same package, counts and seed give the
    same bytes.
    """
    for name, count in counts.items():
        if name not in MAKERS or name not in package.resources or count < 0:
            raise SampleError(f"از «{name}» نمی‌توان {fa(count)} رکورد ساخت. شناخته‌ها: {'، '.join(MAKERS)}.")
    world = World(package, seed)
    try:
        _refuse(package, target)
        written = _tables(package, target)
        for name, make in MAKERS.items():
            if name in package.resources:
                count = counts.get(name, UNASKED.get(name, 0))
                written += _records(world, name, make, count, target)
    except OSError as error:
        raise SampleError(f"در «{target}» نوشته نشد ({error.strerror or type(error).__name__}).") from None
    return written


def _refuse(package: Package, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise SampleError(f"«{target}» خالی نیست. پوشه‌ای تازه یا خالی بدهید.")
    if target.resolve().is_relative_to(package.folder.resolve()):
        raise SampleError(f"«{target}» درون پوشهٔ داده‌هاست. پوشه‌ای بیرون از آن بدهید.")


def _tables(package: Package, target: Path) -> int:
    """Write the descriptor, marked and without floors, and the tables."""
    target.mkdir(parents=True, exist_ok=True)
    text = _FLOOR.sub("", _MARKED.sub("", package.path.read_text("utf-8")))
    _write(target / DESCRIPTOR, _RESOURCES.sub("synthetic: true\nresources:", text, count=1))
    tables = [resource for resource in package.roots if resource.path]
    for resource in tables:
        path = target / str(resource.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if resource.name in LISTS:
            path.write_bytes((package.folder / str(resource.path)).read_bytes())
        else:
            _write(path, ",".join(field.name for field in resource.fields) + "\n")
    return 1 + len(tables)


def _records(world: World, name: str, make: Maker, count: int, target: Path) -> int:
    resource = world.package.resources[name]
    folders: set[Path] = set()
    ids: set[str] = set()
    for number in range(count):
        values = make(world, Lot(f"{world.seed}/{name}/{number}"), number)
        values["id"] = _own_id(str(values["id"]), ids)
        folder = target / str(resource.folder) / folder_of(resource, values)
        if folder not in folders:
            folder.mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        _write(folder / f"{values['id']}{EXTENSION}", record_text(world.package, resource, values))
    return count


def _own_id(wanted: str, taken: set[str]) -> str:
    """Return an id that none has yet: the wanted one, with a number where it is taken."""
    ids = itertools.chain([wanted], (f"{wanted}-{number}" for number in itertools.count(2)))
    found = next(item for item in ids if item not in taken)
    taken.add(found)
    return found


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))


# ---------- what is drawn from ----------


class Lot(random.Random):
    """The lot of one record."""

    def often(self, chance: float) -> bool:
        """Whether something with this chance (0–1) happens."""
        return self.random() < chance

    def some(self, items: Sequence[Any], least: int, most: int) -> list[Any]:
        """Return some different items, in the order of the lot; as many as there are where there are fewer."""
        return self.sample(items, min(len(items), self.randint(least, most)))

    def day(self, first: int, last: int = _LAST_YEAR) -> str:
        """Return a day of the years from ``first`` to ``last``."""
        return f"{self.randint(first, last)}-{self.randint(1, 12):02}-{self.randint(1, 29):02}"

    def date(self, first: int, last: int = _LAST_YEAR) -> str:
        """Return a year, a month or a day, as sources give them."""
        day = self.day(first, last)
        return day[: self.choice((4, 4, 4, 7, 10))]


@dataclass(frozen=True)
class World:
    """What records refer to: the lists of the package, and the names that are given by lot."""

    package: Package
    seed: int

    @cached_property
    def lists(self) -> dict[str, dict[str, str]]:
        """The names of every list by id."""
        dataset = Dataset(self.package, {name: [] for name in self.package.resources})
        for name in LISTS:
            if name not in self.package.resources:
                raise SampleError(f"بسته فهرست «{name}» ندارد.")
            resource = self.package.resources[name]
            reader.read_file(self.package.folder / str(resource.path), resource, dataset)
            if not dataset.rows[name]:
                raise SampleError(f"فهرست «{resource.title}» خالی است یا خوانده نشد.")
        return {name: {row.cells["id"]: row.cells["name"] for row in dataset.rows[name]} for name in LISTS}

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
        Lot(f"{self.seed}/counties").shuffle(weights)
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

    def category(self, lot: Lot, resource: str, field: str) -> str:
        """Return one of a field's categories."""
        return lot.choice(list(self.package.resources[resource].by_name[field].categories))

    @cached_property
    def _names(self) -> list[tuple[tuple[str, str], int]]:
        """Every pair of a given name and (the place of) a family name, shuffled."""
        real = words.KNOWN | _real_names(self.package)
        pairs = [
            (given, place)
            for given in words.GIVEN
            for place, family in enumerate(words.FAMILY)
            if f"{given[0]} {family[0]}" not in real
        ]
        Lot(f"{self.seed}/names").shuffle(pairs)
        return pairs

    def name(self, number: int) -> tuple[str, str, str]:
        """Return the name, the Latin name and the sorting name of a woman; no two numbers have the same."""
        rounds, place = divmod(number, len(self._names))
        given, at = self._names[place]
        families = [words.FAMILY[at]]
        if rounds:  # all pairs are given away: a second family name
            families.append(words.FAMILY[(at + rounds) % len(words.FAMILY)])
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


# ---------- records ----------


def _sources(lot: Lot, count: int, **names: str) -> list[Values]:
    sources = []
    for place in range(1, count + 1):
        source: Values = {"id": f"s{place}", "title": lot.choice(words.SOURCE_TITLES).format(**names)}
        if lot.often(0.8):
            source["publisher"] = lot.choice(words.PUBLISHERS)
        if lot.often(0.7):
            source["url"] = f"{_SITE}/news/{lot.randrange(10**6)}"
        if lot.often(0.5):
            source["date"] = lot.date(1395, _LAST_YEAR - 1)
        sources.append({**source, "seen": lot.day(_LAST_YEAR)})
    return sources


# The kinds of women's records and how often each comes; the first records are one of each.
_KINDS = {"thin": 24, "recorded": 24, "consenting": 32, "deceased": 11, "historical": 6, "unknown": 3}


def _woman(world: World, lot: Lot, number: int) -> Values:
    kinds = list(_KINDS)
    kind = kinds[number] if number < len(kinds) else lot.choices(kinds, _KINDS.values())[0]
    name, latin, sort = world.name(number)
    county = world.county(lot)
    domains = lot.some(_domains(world, kind), 1, 1 if kind == "thin" else 3)
    names = {"name": name, "county": world.area_name(county), "place": lot.choice(words.PLACES)}
    woman: Values = {
        "id": f"{_PREFIX}-{slug(latin)}",
        "name": name,
        "county": county,
        "life": {"deceased": "deceased", "historical": "historical", "unknown": "unknown"}.get(kind, "living"),
        "added": lot.day(_LAST_YEAR - 1, _LAST_YEAR - 1),
        "domains": domains,
    }
    if kind in ("thin", "recorded", "unknown"):
        woman["basis"] = "public-record"
    if kind == "thin":
        woman["sources"] = _sources(lot, 1, **names)
        woman["achievements"] = _achievements(lot, domains, woman["sources"], 1, None)
        return woman
    woman |= {"latin": latin, "sort": sort, "ability": _ability(lot, kind, domains[0])}
    if lot.often(0.6):
        woman["relation"] = world.category(lot, "women", "relation")
    if lot.often(0.2):
        others = [item for item in world.ids("counties") if item != county]
        woman["other_counties"] = lot.some(others, 1, 2)
    if lot.often(0.25):
        woman["other_names"] = lot.some(words.PEN_NAMES, 1, 2)
    if lot.often(0.15):
        woman["remark"] = lot.choice(words.REMARKS)
    if lot.often(0.6):
        agencies = lot.some(world.ids("agencies"), 1, 3)
        woman["nominations"] = [{"agency": agency, "date": lot.date(1402, _LAST_YEAR - 1)} for agency in agencies]
    woman |= _LIVES[kind](lot, names)
    woman["sources"] = _sources(lot, lot.randint(1, 5), **names)
    rich = kind == "consenting" and lot.often(0.3)
    count = lot.randint(6, 14) if rich else lot.randint(1, 5)
    woman["achievements"] = _achievements(lot, domains, woman["sources"], count, woman)
    return woman


def _recorded(lot: Lot, names: Mapping[str, str]) -> Values:
    return {"summary": lot.choice(words.SUMMARIES).format(**names)} if lot.often(0.4) else {}


def _consenting(lot: Lot, names: Mapping[str, str]) -> Values:
    life: Values = {
        "basis": "consent",
        "consented": lot.day(1402, 1402),
        "biography": _biography(lot, words.ENDINGS, names),
    }
    if lot.often(0.7):
        life["birth"] = str(lot.randint(1320, 1380))
    if lot.often(0.7):
        life["education"] = lot.choice(words.EDUCATIONS)
    if lot.often(0.6):
        life["position"] = lot.choice(words.POSITIONS)
    if lot.often(0.5):
        life["summary"] = lot.choice(words.SUMMARIES).format(**names)
    if lot.often(0.3):
        life["honorific"] = lot.choice(words.HONORIFICS)
    if lot.often(0.4):
        life["reviewed"] = lot.day(_LAST_YEAR)
    return life


def _deceased(lot: Lot, names: Mapping[str, str]) -> Values:
    birth = lot.randint(1290, 1340)
    death = min(birth + lot.randint(35, 90), _LAST_YEAR - 3)
    about = lot.often(0.3)
    life: Values = {"birth": f"{birth}~" if about else lot.date(birth, birth), "death": lot.date(death, death)}
    if lot.often(0.5):
        life["biography"] = _biography(lot, words.LEGACIES, names)
    return life


def _historical(lot: Lot, names: Mapping[str, str]) -> Values:
    century = lot.randint(3, 12)
    year = century * 100 + lot.randint(0, 50)
    life: Values = {"period": lot.choice(words.PERIODS)}
    if lot.often(0.7):
        life["birth"] = f"{year:04}~ AH"
        life["death"] = f"{year + 40:04}/{year + 45:04} AH" if lot.often(0.5) else f"{century:02}XX AH"
    return life


_LIVES: dict[str, Callable[[Lot, Mapping[str, str]], Values]] = {
    "recorded": _recorded,
    "consenting": _consenting,
    "deceased": _deceased,
    "historical": _historical,
    "unknown": lambda lot, names: {},
}


def _domains(world: World, kind: str) -> list[str]:
    """Return the domains that a woman of this kind may have."""
    domains = world.ids("domains")
    old = [item for item in words.OLD_DOMAINS if item in domains]
    return old if kind == "historical" and old else domains


def _ability(lot: Lot, kind: str, domain: str) -> str:
    if kind == "historical":
        return lot.choice(words.OLD_ABILITIES)
    return lot.choice(words.ABILITIES.get(domain, words.ABILITIES_GENERAL))


def _biography(lot: Lot, endings: Sequence[str], names: Mapping[str, str]) -> str:
    parts = [lot.choice(words.BEGINNINGS), *lot.some(words.MIDDLES, 1, 3)]
    if lot.often(0.4):
        parts.append(lot.choice(words.LISTS))
    parts.append(lot.choice(endings))
    return "\n\n".join(parts).format(**names)


def _achievements(
    lot: Lot, domains: Sequence[str], sources: Sequence[Values], count: int, woman: Values | None
) -> list[Values]:
    """Return achievements that rest on the sources, the oldest first; one of them may be the peak."""
    woman = woman or {}
    old = woman.get("life") == "historical"
    own = [text for domain in domains for text in words.ACHIEVEMENTS.get(domain, ())]
    pools = [words.OLD_ACHIEVEMENTS] if old else [own, words.ACHIEVEMENTS_GENERAL]
    texts = [text for pool in pools for text in lot.sample(pool, len(pool))]
    ids = [str(source["id"]) for source in sources]
    achievements: list[Values] = [{"text": text, "sources": lot.some(ids, 1, 2)} for text in texts[:count]]
    if not old:
        first, last = _working_years(woman)
        years = sorted(lot.randint(first, last) for _ in achievements)
        for item, year in zip(achievements, years, strict=True):
            item["date"] = lot.date(year, year) if lot.often(0.85) else None
    elif "birth" in woman:
        # The century of her birth: what is written of those times is no more precise.
        achievements[0]["date"] = f"{woman['birth'][:2]}XX AH"
    if len(achievements) > 1 and lot.often(0.6):
        lot.choice(achievements)["peak"] = True
    return achievements


def _working_years(woman: Mapping[str, Any]) -> tuple[int, int]:
    """Return the years that achievements may lie in."""
    birth, death = (str(woman.get(name, ""))[:4] for name in ("birth", "death"))
    first = int(birth) + 20 if birth else 1375
    last = int(death) - 1 if death else _LAST_YEAR - 1
    return first, max(first, last)


def _cooperative(world: World, lot: Lot, number: int) -> Values:
    sectors = world.ids("sectors")
    trades = [trade for trade in words.TRADES if trade[0] in sectors]
    sector, trade, products = lot.choice(trades) if trades else (lot.choice(sectors), *words.TRADE_GENERAL[1:])
    county = "province" if lot.often(0.05) else world.county(lot)
    kind = world.category(lot, "cooperatives", "kind")
    names = {
        "trade": trade,
        "brand": lot.choice(words.BRANDS),
        "place": lot.choice(words.PLACES),
        "county": world.area_name(county),
    }
    name = words.COOPERATIVE_NAMES.get(kind, words.COOPERATIVE_NAME).format(**names)
    cooperative: Values = {
        "id": f"{_PREFIX}-{number + 1:03}",
        "name": name,
        "kind": kind,
        "county": county,
        "sector": sector,
        "status": world.category(lot, "cooperatives", "status"),
        "added": lot.day(_LAST_YEAR - 1, _LAST_YEAR - 1),
        "products": lot.some(products, 0, 4),
        "sources": _sources(lot, lot.randint(1, 3), name=name, county=names["county"]),
    }
    if kind in ("union", "fund") and lot.often(0.5):
        cooperative["represents"] = lot.randint(2, 60)
    if lot.often(0.6):
        cooperative["place"] = f"روستای {names['place']}"
    if lot.often(0.7):
        cooperative |= {"founded": str(lot.randint(1375, 1401)), "status_date": lot.date(1402, _LAST_YEAR - 1)}
    if lot.often(0.4):
        cooperative["registration"] = str(lot.randint(100, 99999))
    if lot.often(0.8):
        members = lot.randint(7, 400)
        cooperative |= {"members": members, "women_members": lot.randint(members // 2, members)}
        cooperative["members_approximate"] = True if lot.often(0.2) else None
    if lot.often(0.6):
        cooperative["summary"] = lot.choice(words.COOPERATIVE_SUMMARIES).format(**names)
    if lot.often(0.3):
        cooperative["about"] = "\n\n".join(lot.some(words.ABOUTS, 1, 3))
    if lot.often(0.3):
        cooperative |= {"phone": _PHONE, "email": f"office{number + 1}@example.org"}
        cooperative |= {
            "website": f"{_SITE}/{cooperative['id']}",
            "office_address": f"{names['county']}، ساختمان نمونه",
        }
    return cooperative


def _program(world: World, lot: Lot, number: int) -> Values:
    area = world.area(lot)
    name = world.area_name(area)
    title = words.PROGRAM_TITLES[number % len(words.PROGRAM_TITLES)].format(area=name)
    kind = "program" if lot.often(0.6) else world.category(lot, "programs", "kind")
    first = lot.randint(1395, _LAST_YEAR - 1)
    program: Values = {
        "id": f"{_PREFIX}-{number + 1:03}",
        "title": title,
        "kind": kind,
        "owned": kind == "program" and lot.often(0.8),
        "area": area,
        "from": str(first),
        "to": str(first + lot.randint(0, 6)) if lot.often(0.6) else None,
        "status": world.category(lot, "programs", "status") if lot.often(0.9) else None,
        "added": lot.day(_LAST_YEAR - 1, _LAST_YEAR - 1),
        "sources": _sources(lot, lot.randint(1, 2), name=f"«{title}»", county=name),
    }
    if lot.often(0.8):
        program["goal"] = lot.choice(words.GOALS)
    if lot.often(0.7):
        program["summary"] = lot.choice(words.PROGRAM_SUMMARIES)
    if lot.often(0.8):
        program["agency"] = lot.choice(world.ids("agencies"))
    figures = lot.some(words.FIGURES, 0, 2)
    program["figures"] = [figure.format(number=lot.randint(20, 900)) for figure in figures]
    program["actions"] = [
        {
            "id": f"a{place}",
            "title": action,
            "agency": lot.choice(world.ids("agencies")) if lot.often(0.7) else None,
            "deadline": lot.date(first, first + 5) if lot.often(0.6) else None,
            "status": world.category(lot, "programs-actions", "status") if lot.often(0.8) else None,
        }
        for place, action in enumerate(lot.some(words.ACTIONS, 0, 8), start=1)
    ]
    return program


def _facility(world: World, lot: Lot, number: int) -> Values:
    area = world.area(lot)
    title = words.FACILITY_TITLES[number % len(words.FACILITY_TITLES)]
    return {
        "id": f"{_PREFIX}-{number + 1:03}",
        "title": title,
        "kind": world.category(lot, "facilities", "kind"),
        "area": area,
        "date": lot.date(1396, _LAST_YEAR - 1),
        "beneficiaries": lot.choice(words.BENEFICIARIES),
        "summary": words.FACILITY_SUMMARY if lot.often(0.6) else None,
        "total": lot.randint(1, 900) * 10**9 if lot.often(0.7) else None,
        "status": world.category(lot, "facilities", "status"),
        "added": lot.day(_LAST_YEAR - 1, _LAST_YEAR - 1),
        "parties": lot.some(words.PARTIES, 1, 3),
        "plans": [
            {
                "kind": kind,
                "ceiling": lot.randint(2, 50) * 10**8,
                "rate": lot.choice((0, 2, 4, 12, 18, 23)),
                "months": lot.choice((12, 24, 36, 60)),
                "people": lot.randint(20, 900) if lot.often(0.4) else None,
            }
            for kind in lot.some(words.PLANS, 0, 3)
        ],
        "sources": _sources(lot, 1, name=f"«{title}»", county=world.area_name(area)),
    }


# One maker for each resource; a new kind of record is one more entry.
MAKERS: dict[str, Maker] = {
    "women": _woman,
    "cooperatives": _cooperative,
    "programs": _program,
    "facilities": _facility,
}
