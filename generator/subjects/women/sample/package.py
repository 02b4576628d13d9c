"""Write a synthetic package of any size, for tests, benchmarks and demonstrations.

The lists (counties, agencies, indicators …) are copied; every record is invented by lot and says of nobody what is
true. Each record has a lot of its own, drawn from the seed, its resource and its number: a larger sample begins with
the smaller, where there are as many of what its records refer to.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator.dataset.checks.identity import folder_of
from generator.dataset.descriptor import Package, Resource
from generator.dataset.formatting.emitter import record_text, table_text
from generator.dataset.reading.files import EXTENSION, TABLE
from generator.dataset.reading.load import DESCRIPTOR
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.runtime.system_errors import sentence
from generator.runtime.transaction import Transaction
from generator.site.model.subject import SampleError
from generator.subjects.women.checks.loan_counts import RESOURCE
from generator.subjects.women.loans import loan_counting
from generator.subjects.women.sample import (
    county_work_maker,
    days,
    indicators_maker,
    loans_maker,
    meetings_maker,
    organisations_maker,
    people_maker,
    programs_maker,
)
from generator.subjects.women.sample.usual_counts import USUAL
from generator.subjects.women.sample.world import LISTS, LISTS_OR_NONE, Lot, Maker, Values, World

__all__ = ["MAKERS", "SampleError", "in_proportion", "with_usual", "write_sample"]

# One maker for each resource; a new kind of record is one more entry, after those that it refers to.
MAKERS: dict[str, Maker] = {
    "women": people_maker.woman,
    "cooperatives": organisations_maker.cooperative,
    "programs": programs_maker.program,
    "facilities": programs_maker.facility,
    "loans": loans_maker.loan,
    "meetings": meetings_maker.meeting,
    "reports": meetings_maker.report,
    "indicator-values": indicators_maker.indicator_value,
    "county-documents": county_work_maker.county_document,
    "working-groups": county_work_maker.seat,
    "headcounts": county_work_maker.headcount,
}
# How many records there can be at most, where they are one for each area or the like.
MOST: dict[str, Callable[[World], int]] = {
    "indicator-values": lambda world: len(indicators_maker.keys(world)),
    "county-documents": lambda world: len(county_work_maker.document_areas(world)),
    "working-groups": lambda world: len(county_work_maker.seats(world)),
    "headcounts": county_work_maker.most_headcounts,
}
# What there is nothing of without the others.
NEEDED = {"loans": ("cooperatives", "facilities")}
# What later records refer to.
_KEPT = frozenset({"cooperatives", "programs", "facilities", "meetings"})
# What counts that leave out facilities or head counts mean.
_FACILITIES, _LOANS_OF_A_FACILITY = 6, 60
_HEADCOUNTS_OF_A_COUNTY = 3

_MARKED = re.compile(r"^synthetic:.*\n", re.M)
_FLOOR = re.compile(r"^ +floor:.*\n", re.M)
_RESOURCES = re.compile(r"^resources:", re.M)


def with_usual(package: Package, counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts that somebody said, and the usual ones of what the package has beside."""
    present = package.resources.keys()
    usual = {name: count for name, (count, _) in USUAL.items() if {name, *NEEDED.get(name, ())} <= present}
    return usual | dict(counts)


def in_proportion(world: World, counts: Mapping[str, int]) -> dict[str, int]:
    """Return the counts of all resources: those that are given, and what they leave out in proportion.

    There is a facility for so many loans, but never fewer than six, and a report for each meeting. Where there are
    meetings, the counties have documents, working groups, head counts and values of the indicators too; else none. Of
    any other resource that is left out there is nothing.
    """
    held = counts.get("meetings", 0)
    present = world.package.resources.keys()
    by_counties = {name: most(world) for name, most in MOST.items() if name in present} if held else {}
    if "headcounts" in by_counties:
        usual = _HEADCOUNTS_OF_A_COUNTY * len(world.ids("counties"))
        by_counties["headcounts"] = min(usual, by_counties["headcounts"])
    facilities = max(_FACILITIES, counts.get("loans", 0) // _LOANS_OF_A_FACILITY)
    found = {"facilities": facilities, "reports": held, **by_counties, **counts}
    return {name: found.get(name, 0) for name in MAKERS if name in present}


def write_sample(package: Package, target: Path, counts: Mapping[str, int], seed: int) -> int:
    """Write a synthetic package into the empty folder ``target``, all of it or nothing; return how many files it has.

    ``counts`` holds the number of records by the name of their resource, of a table that of its rows. What it leaves
    out comes in proportion to it (see ``in_proportion``): with women alone there are six facilities and nothing else.
    The same package, counts and seed give the same bytes.
    """
    world = World(package, seed)
    _refuse_unknown(package, counts)
    wanted = in_proportion(world, counts)
    _refuse_counts(world, wanted)
    try:
        with Transaction(target) as transaction:
            _refuse(package, target)
            made = transaction.folder / "data"
            written = _tables(package, made)
            for name, count in wanted.items():
                resource = package.resources[name]
                write = _write_rows if resource.is_table else _write_records
                written += write(world, resource, _records(world, name, count), made)
            _count_loans(world, package, wanted.get("loans", 0), made)
            transaction.place(made)
    except OSError as error:
        raise SampleError(f"نمونه در «{target}» ناتمام ماند. {sentence(error)}") from None
    return written


def _count_loans(world: World, package: Package, granted: int, target: Path) -> None:
    """Write the counts of the loans that may not be named; the loans themselves nowhere."""
    resource = package.resources.get(RESOURCE)
    if resource is None or not granted:
        return
    made = [
        loan_counting.dated({key: str(value) for key, value in loan.items()})
        for loan in loans_maker.private(world, granted)
    ]
    last = days.text(days.LAST)
    rows = loan_counting.rows(made, parse_jalali(last).first())
    _write(target / str(resource.path), table_text(resource, rows))


def _refuse_unknown(package: Package, counts: Mapping[str, int]) -> None:
    known = [name for name in MAKERS if name in package.resources]
    for name, count in counts.items():
        if name not in known or count < 0:
            raise SampleError(f"از «{name}» نمی‌توان {fa(count)} رکورد ساخت. شناخته‌ها: {'، '.join(known)}.")


def _refuse_counts(world: World, wanted: Mapping[str, int]) -> None:
    """Refuse loans to nobody, and more records than there can be."""
    for name, needed in ((name, needed) for name, others in NEEDED.items() for needed in others):
        if wanted.get(name) and needed not in world.package.resources:
            raise SampleError(f"وام بدون «{needed}» ساخته نمی‌شود و بسته آن را ندارد: تعداد وام‌ها را {fa(0)} بگذارید.")
        if wanted.get(name) and not wanted.get(needed):
            title = world.package.resources[needed].title
            raise SampleError(
                f"وام بدون «{title}» ساخته نمی‌شود: دست‌کم یک رکورد از «{needed}» بخواهید یا تعداد وام‌ها را {fa(0)} بگذارید."
            )
    for name, most in MOST.items():
        if wanted.get(name) and wanted[name] > most(world):
            title = world.package.resources[name].title
            raise SampleError(f"از «{title}» ({name}) بیش از {fa(most(world))} رکورد ساخته نمی‌شود.")


def _refuse(package: Package, target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise SampleError(f"«{target}» خالی نیست. پوشه‌ای تازه یا خالی بدهید.")
    if target.resolve().is_relative_to(package.folder.resolve()):
        raise SampleError(f"«{target}» درون پوشهٔ داده‌هاست. پوشه‌ای بیرون از آن بدهید.")


def _tables(package: Package, target: Path) -> int:
    """Write the descriptor, marked and without floors, and the tables: lists as they are, the others empty."""
    target.mkdir(parents=True, exist_ok=True)
    text = _FLOOR.sub("", _MARKED.sub("", package.path.read_text("utf-8")))
    _write(target / DESCRIPTOR, _RESOURCES.sub("synthetic: true\nresources:", text, count=1))
    tables = [resource for resource in package.roots if resource.path]
    for resource in tables:
        path = target / str(resource.path)
        path.parent.mkdir(parents=True, exist_ok=True)
        if resource.name in LISTS or resource.name in LISTS_OR_NONE:
            path.write_bytes((package.folder / str(resource.path)).read_bytes())
        else:
            _write(path, table_text(resource, ()))
    return 1 + len(tables)


def _records(world: World, name: str, count: int) -> Iterator[Values]:
    """Yield the records of a resource, each with an id of its own."""
    make = MAKERS[name]
    ids: set[str] = set()
    for number in range(count):
        values = make(world, Lot(f"{world.seed}/{name}/{number}"), number)
        values["id"] = _own_id(str(values["id"]), ids)
        if name in _KEPT:
            world.made.setdefault(name, []).append(values)
        yield values


def _write_records(world: World, resource: Resource, records: Iterator[Values], target: Path) -> int:
    """Write a file for each record and return how many."""
    folders: set[Path] = set()
    count = 0
    for values in records:
        folder = target / str(resource.folder) / folder_of(resource, values)
        if folder not in folders:
            folder.mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        _write(folder / f"{values['id']}{EXTENSION}", record_text(world.package, resource, values))
        count += 1
    return count


def _write_rows(world: World, resource: Resource, records: Iterator[Values], target: Path) -> int:
    """Write the rows of a table, or of its tables by county, and return how many files came to those that there were."""
    tables: dict[Path, list[Values]] = {}
    for values in records:
        path = resource.path or f"{resource.folder}/{folder_of(resource, values)}{TABLE}"
        tables.setdefault(target / path, []).append(values)
    for file, rows in tables.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        _write(file, table_text(resource, rows))
    return 0 if resource.path else len(tables)


def _own_id(wanted: str, taken: set[str]) -> str:
    """Return an id that none has yet: the wanted one, with a number where it is taken."""
    ids = itertools.chain([wanted], (f"{wanted}-{number}" for number in itertools.count(2)))
    found = next(item for item in ids if item not in taken)
    taken.add(found)
    return found


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode("utf-8"))
