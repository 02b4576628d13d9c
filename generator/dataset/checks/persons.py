"""One person, one record: likely duplicates (a warning), and names that were withdrawn."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.dataset.checks.context import Context
from generator.dataset.descriptor import Resource
from generator.dataset.problems import person_kinds
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.rows import Row
from generator.persian.digits import fa
from generator.persian.names.personal_names import fingerprint_form, normal_name

# Two normalised names in one county that are at least this alike (0–100) are shown to a person to decide; organisations
# share most of the words that they are called by.
_ALIKE = {"women": 92, "cooperatives": 100}
_TITLE = re.compile("(?:سرکار |خانم )*(?:دکتر|مهندس|پروفسور|سرکار خانم|حاجیه(?: خانم)?)(?= )")
# What joins two names in one cell; that signs and digits stand in no name is a matter of its pattern.
_AND = " و "


def check(context: Context) -> Iterator[Problem]:
    """Yield names that are not those of one woman alone, women who may stand twice, and the withdrawn."""
    yield from _names(context)
    yield from _duplicates(context)
    yield from _of_two_counties(context)
    yield from _withdrawn(context)


def fingerprint(name: str, county: str, key: str) -> str:
    """Return the keyed hash (128 bits, hexadecimal) of a normalised name and county."""
    text = fingerprint_form(name, county).encode()
    return hmac.new(key.encode() or b"capable-women", text, hashlib.sha256).hexdigest()[:32]


def key_mark(key: str) -> str:
    """Return what tells keys apart and does not give them away (32 bits, hexadecimal); of no key the empty text."""
    return hmac.new(key.encode(), b"mark of the key", hashlib.sha256).hexdigest()[:8] if key else ""


def of_other_keys(rows: Sequence[Row], key: str) -> list[Row]:
    """Return the rows of fingerprints that were made under another key: no name can be compared with them."""
    return [row for row in rows if row.cells.get("key", "") not in ("", key_mark(key))]


def _names(context: Context) -> Iterator[Problem]:
    if "women" not in context.dataset.rows:
        return
    resource = context.package.resources["women"]
    for row in context.dataset.rows["women"]:
        name = row.cells.get("name", "")
        if _AND in name:
            yield context.problem(resource, row, person_kinds.NAME_SEVERAL, "name")
        title = _TITLE.match(name)
        if title:
            better = name[title.end() :].strip()
            yield context.problem(resource, row, person_kinds.NAME_TITLE, "name", found=title[0], suggestion=better)


def _duplicates(context: Context) -> Iterator[Problem]:
    for kind, least in _ALIKE.items():
        if kind not in context.dataset.rows:
            continue
        # Only names of one county that begin with the same letter are compared, so that the work stays linear in practice.
        groups: dict[tuple[str, str], list[tuple[str, Row]]] = defaultdict(list)
        for row in context.dataset.rows[kind]:
            name = normal_name(row.cells.get("name", ""))
            if name:
                groups[(row.cells.get("county", ""), name[:1])].append((name, row))
        for members in groups.values():
            if len(members) > 1:
                yield from _pairs(context, context.package.resources[kind], members, least)


def _pairs(context: Context, resource: Resource, members: list[tuple[str, Row]], least: int) -> Iterator[Problem]:
    from rapidfuzz import fuzz, process

    names = [name for name, _ in members]
    for index, (name, row) in enumerate(members[1:], start=1):
        hit = process.extractOne(name, names[:index], scorer=fuzz.ratio, score_cutoff=least)
        if hit is None:
            continue
        other = members[hit[2]][1]
        # A copy that kept its id is told of by the id.
        if _contradict(row, other) or row.cells.get("id") == other.cells.get("id"):
            continue
        yield _likely(context, resource, row, other)


def _of_two_counties(context: Context) -> Iterator[Problem]:
    """Yield women of one name in two counties who share one more fact: the name alone is that of many."""
    rows = context.dataset.rows.get("women", ())
    addresses: dict[str, set[str]] = defaultdict(set)
    for source in context.dataset.rows.get("women-sources", ()):
        addresses[source.file].add(source.cells.get("url", ""))
    named: dict[str, list[tuple[Row, set[tuple[str, str]]]]] = defaultdict(list)
    for row in rows:
        name = normal_name(row.cells.get("name", ""))
        if not name:
            continue
        facts = _facts(row, addresses[row.file])
        other = next((one for one, known in named[name] if facts & known and _may_be_one(row, one)), None)
        if other is not None:
            yield _likely(context, context.package.resources["women"], row, other)
        named[name].append((row, facts))


def _facts(row: Row, addresses: set[str]) -> set[tuple[str, str]]:
    latin = "".join(filter(str.isalnum, row.cells.get("latin", "").casefold()))
    year = row.cells.get("birth", "")[:4]
    facts = {("latin", latin), ("birth", year if year.isdecimal() else "")}
    return {fact for fact in facts | {("url", url) for url in addresses} if fact[1]}


def _may_be_one(one: Row, other: Row) -> bool:
    """Whether records of two counties may be one person; a copy that kept its id is told of by the id."""
    return (
        one.cells.get("county") != other.cells.get("county")
        and one.cells.get("id") != other.cells.get("id")
        and not _contradict(one, other)
    )


def _likely(context: Context, resource: Resource, row: Row, other: Row) -> Problem:
    expected = other.cells.get("name", "")
    return context.problem(resource, row, person_kinds.LIKELY_DUPLICATE, "name", expected=expected, where=other.file)


def _contradict(one: Row, other: Row) -> bool:
    """Whether two records cannot be one person: both have a birth year and the years differ."""
    years = [row.cells.get("birth", "")[:4] for row in (one, other)]
    return all(years) and years[0] != years[1]


def _withdrawn(context: Context) -> Iterator[Problem]:
    rows = context.dataset.rows.get("withdrawn", ())
    strange = of_other_keys(rows, context.key)
    if strange:
        resource = context.package.resources["withdrawn"]
        count = fa(len(strange))
        yield context.problem(resource, strange[0], person_kinds.WITHDRAWN_KEY, "key", found=count)
    # Those made without a key still count once there is one.
    prints = {
        key: {row.cells.get("fingerprint") for row in rows if row.cells.get("key", "") == key_mark(key)}
        for key in {"", context.key}
    }
    for name in ("women", "cooperatives"):
        resource = context.package.resources.get(name)
        if resource is None:
            continue
        for row in context.dataset.rows[name]:
            own = row.cells.get("name", ""), row.cells.get("county", "")
            if any(made and fingerprint(*own, key) in made for key, made in prints.items()):
                yield context.problem(resource, row, person_kinds.WITHDRAWN, "id")
