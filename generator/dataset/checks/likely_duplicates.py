"""One person, one record: two that may be the same are shown to somebody who decides (a warning)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Resource
from generator.dataset.people.consent import birth_of
from generator.dataset.problems import person_kinds
from generator.dataset.problems.problem import Place, Problem
from generator.dataset.reading.rows import Row
from generator.persian.names.personal_names import normal_name, without_honorifics

# Two normalised names of one place that are at least this alike (0–100) are shown; organisations share most of the
# words that they are called by.
_ALIKE_PEOPLE, _ALIKE_OTHERS = 92, 100


# Few words are in many names.
_normal_word = lru_cache(1 << 14)(normal_name)


class _Named(NamedTuple):
    """A record by its normalised name."""

    name: str
    resource: Resource
    row: Row

    @property
    def place(self) -> str:
        return self.row.cells.get(self.resource.place, "")


def check(context: Context) -> Iterator[Problem]:
    """Yield records of one place with nearly one name, and people of one name in two places who share one more fact."""
    people = [one for resource in context.package.people for one in _named(context, resource)]
    yield from _of_one_place(context, people, _ALIKE_PEOPLE)
    yield from _of_turned_names(context, people)
    yield from _of_two_places(context, people)
    for resource in map(context.package.resources.__getitem__, context.package.withdrawable):
        if not resource.people and resource.label == "name":
            yield from _of_one_place(context, list(_named(context, resource)), _ALIKE_OTHERS)


def _named(context: Context, resource: Resource) -> Iterator[_Named]:
    for row in context.dataset.rows[resource.name]:
        name = normal_name(row.cells.get("name", ""))
        if name:
            yield _Named(name, resource, row)


def _of_one_place(context: Context, records: list[_Named], least: int) -> Iterator[Problem]:
    # Only names of one place that begin with the same letter are compared, so that the work stays linear in practice.
    groups: dict[tuple[str, str], list[_Named]] = defaultdict(list)
    for one in records:
        groups[one.place, one.name[:1]].append(one)
    for members in groups.values():
        if len(members) > 1:
            yield from _pairs(context, members, least)


def _pairs(context: Context, members: list[_Named], least: int) -> Iterator[Problem]:
    from rapidfuzz import fuzz, process

    names = [one.name for one in members]
    for index, one in enumerate(members[1:], start=1):
        hit = process.extractOne(one.name, names[:index], scorer=fuzz.ratio, score_cutoff=least)
        if hit is not None and _may_be_one(one, members[hit[2]]):
            yield _likely(context, one, members[hit[2]])


def _of_turned_names(context: Context, people: list[_Named]) -> Iterator[Problem]:
    """Yield people of one place whose names have the same words in another order: family name before given name."""
    known: dict[tuple[str, str], _Named] = {}
    for one in people:
        words = sorted(filter(None, map(_normal_word, without_honorifics(one.row.cells["name"]).split(" "))))
        other = known.setdefault((one.place, " ".join(words)), one)
        if other.name != one.name and _may_be_one(one, other):
            yield _likely(context, one, other)


def _of_two_places(context: Context, people: list[_Named]) -> Iterator[Problem]:
    """Yield people of one name in two places who share one more fact: the name alone is that of many."""
    counts = Counter(one.name for one in people)
    people = [one for one in people if counts[one.name] > 1]
    addresses: dict[str, set[str]] = {one.row.file: set() for one in people}
    for resource, rows in context.rows():
        if resource.property == "sources" and context.package.root_of(resource).people:
            for source in rows:
                if source.file in addresses:
                    addresses[source.file].add(source.cells.get("url", ""))
    named: dict[str, list[tuple[_Named, set[tuple[str, str]]]]] = defaultdict(list)
    for one in people:
        facts = _facts(one.row, addresses[one.row.file])
        for other, known in named[one.name]:
            if facts & known and one.place != other.place and _may_be_one(one, other):
                yield _likely(context, one, other)
                break
        named[one.name].append((one, facts))


def _facts(row: Row, addresses: set[str]) -> set[tuple[str, str]]:
    latin = "".join(filter(str.isalnum, row.cells.get("latin", "").casefold()))
    year = _birth_year(row)
    facts = {("latin", latin), ("birth", year if year.isdecimal() else "")}
    return {fact for fact in facts | {("url", url) for url in addresses} if fact[1]}


def _may_be_one(one: _Named, other: _Named) -> bool:
    """Whether two records may be one person: no two birth years that differ; a copy that kept its id is told of by it."""
    years = _birth_year(one.row), _birth_year(other.row)
    if all(years) and years[0] != years[1]:
        return False
    return one.resource is not other.resource or one.row.cells.get("id") != other.row.cells.get("id")


def _birth_year(row: Row) -> str:
    return birth_of(row.cells)[:4]


def _likely(context: Context, one: _Named, other: _Named) -> Problem:
    return context.problem(
        one.resource,
        one.row,
        person_kinds.LIKELY_DUPLICATE,
        "name",
        expected=other.row.cells.get("name", ""),
        others=[Place(other.row.file)],
    )
