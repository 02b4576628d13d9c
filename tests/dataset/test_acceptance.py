"""What is accepted by its columns, frictionless accepts too; and tables without a fault are accepted."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.dataset.checks import schema
from generator.dataset.checks.acceptance import accepts
from generator.dataset.checks.context import Context
from generator.dataset.describing import descriptor_reader
from generator.dataset.descriptor import Field, Package, Reference, Resource
from generator.dataset.reading import reader
from generator.dataset.reading.rows import Dataset, Row
from tests.chance import tries
from tests.support import ARTISTS, package

DAY = date(2026, 11, 24)
FULL = Path(__file__).parent / "full"
# Texts that lie near one border each, of a type, a length, a pattern or a key, by the type that most of them are of.
POOLS = {
    "string": (("a", "b", "c"), ("a", "bc", "ab"), ("a", "a\n"), ("a-b", "ا", "أ", " a"), ("1", "2")),
    "integer": (("1", "2", "3"), ("0", "-0", "1"), ("1", "01", "+1", "1_0"), ("1", "1.0"), ("-1", "10", "۱", " 1")),
    "number": (("1", "2", "3"), ("1", "1.0"), ("0.5", ".5", "1."), ("1", "1e1", "NaN", "inf"), ("0", "-0")),
    "boolean": (("true", "false"), ("true", "True", "1")),
}
TEXTS = sorted({text for pools in POOLS.values() for pool in pools for text in pool})
TYPES = ("string", "string", "integer", "number", "boolean")
LIMITS = {
    "required": (True, False),
    "unique": (True, False),
    "minLength": (0, 1, 2),
    "maxLength": (1, 2, 3),
    "pattern": ("a|bc", "[a-z]+", "[a-z]+(-[a-z]+)*", ".?", ".*"),
    "minimum": (-1, 0, 1),
    "maximum": (1, 2, 10),
}
OF_TYPE = {
    "string": ("required", "unique", "minLength", "maxLength", "pattern"),
    "integer": ("required", "unique", "minimum", "maximum"),
    "number": ("required", "unique", "minimum", "maximum"),
    "boolean": ("required",),
}


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """The small package with a record of every dataset, before it is checked."""
    data = package(tmp_path_factory.mktemp("full") / "data", FULL)
    return Context(reader.read(descriptor_reader.load(data / "datapackage.yaml")), DAY)


def field(chance: Random, name: str) -> Field:
    kind = chance.choice(TYPES)
    limits = {limit: chance.choice(LIMITS[limit]) for limit in chance.sample(OF_TYPE[kind], chance.choice((0, 0, 1)))}
    words = dict.fromkeys(("a", "bc", "true", "1"), "واژه") if chance.random() < 0.1 else {}
    return Field(name, name, type=kind, constraints=limits, categories=words)


def context(chance: Random) -> Context:
    """A table that may refer to itself and to another one, with rows of all sorts."""
    own = tuple(field(chance, name) for name in ("id", "kind", "other"))
    references = (
        Reference(("other",), "others", ("id",)),
        Reference(("kind", "other"), "others", ("id", "kind")),
        Reference(("other",), "things", ("id",)),
    )
    key = chance.choice((("id",), ("id", "kind"), ("kind", "other")))
    resources = (
        Resource("things", "چیزها", own, key, tuple(chance.sample(references, chance.choice((0, 0, 1, 2))))),
        Resource("others", "دیگران", (Field("id", "id"), field(chance, "kind")), ("id",), ()),
    )
    # Few texts of all, or each table would have a fault somewhere.
    pools = {one.name: (*chance.choice(POOLS[one.type]), *chance.choice(((), (), ("",)))) for one in own}
    rows = {
        resource.name: [
            Row("", line, {name: text for name in resource.by_name if (text := chance.choice(pools[name]))})
            for line in range(chance.choice((1, 1, 2, 3)))
        ]
        for resource in resources
    }
    whole = Package("", "", "", {one.name: one for one in resources}, {}, Path("data/datapackage.yaml"))
    return Context(Dataset(whole, rows), DAY)


def holds(asked: Context, name: str) -> bool:
    """Whether a table that is accepted has no fault in the eyes of frictionless, and no number that only Python reads.

    A link to a record alone, to none of its items, is a fault to frictionless and to nobody else.
    """
    asked = Context(asked.dataset, DAY)  # it remembers values
    resource, rows = asked.package.resources[name], asked.dataset.rows[name]
    if not accepts(resource, asked):
        return True
    errors = schema._errors(asked, name)
    kept = [one for one in errors if one.type != "foreign-key" or list(schema._translate(one, resource, rows, asked))]
    return not (kept or list(schema._numbers(resource, rows, asked)))


# Drawn from a number alone: hypothesis takes ten times as long to draw so many choices as it takes to check them.
@tries(4)
@given(st.integers(0, 2**64))
def test_what_is_accepted_frictionless_accepts(number):
    assert holds(context(Random(number)), "things")


@given(st.data())
def test_the_same_of_spoilt_records(full, data):
    name = data.draw(st.sampled_from(sorted(name for name, rows in full.dataset.rows.items() if rows)))
    rows = full.dataset.rows[name]
    row, other = (data.draw(st.sampled_from(rows)) for _ in range(2))
    resource = full.package.resources[name]
    # The place of an item in the lists of a record is never read, but counted.
    fields = [field.name for field in resource.fields if not (resource.parent and field.derived)]
    field = data.draw(st.sampled_from(sorted(fields)))
    text = data.draw(st.sampled_from([*TEXTS, other.cells.get(field, ""), "a" * 5000]))
    before = dict(row.cells)
    row.cells.pop(field, None) if not text else row.cells.update({field: text})
    try:
        assert holds(full, name)
    finally:
        row.cells.clear()
        row.cells.update(before)


def test_tables_without_a_fault_are_accepted(full):
    full = Context(full.dataset, DAY)
    assert [resource.name for resource, rows in full.rows() if rows and not accepts(resource, full)] == []
    artists = reader.read(descriptor_reader.load(ARTISTS / "datapackage.yaml"))
    assert all(accepts(resource, Context(artists, DAY)) for resource, rows in Context(artists, DAY).rows() if rows)


@pytest.mark.parametrize(
    ("changed", "accepted"),
    [
        ({}, True),
        ({"action": ""}, True),
        ({"program": ""}, False),
        ({"program": "", "action": ""}, True),
        ({"action": "a99"}, False),
        ({"program": "no-such", "action": ""}, False),
    ],
)
def test_a_row_may_name_a_record_and_none_of_its_items(full, changed, accepted):
    name = "meetings-resolutions"
    row = next(row for row in full.dataset.rows[name] if {"program", "action"} <= row.cells.keys())
    before = dict(row.cells)
    for field, text in changed.items():
        row.cells.pop(field) if not text else row.cells.update({field: text})
    try:
        assert accepts(full.package.resources[name], Context(full.dataset, DAY)) is accepted
        assert holds(full, name)
    finally:
        row.cells.clear()
        row.cells.update(before)


@pytest.mark.parametrize(
    ("kind", "limits", "texts"),
    [
        ("number", {"unique": True}, ["1", "1.0"]),
        ("number", {}, ["1", "1.0"]),
        ("integer", {}, ["0", "-0"]),
        ("integer", {}, ["9" * 5000]),
        ("string", {"pattern": "a|bc"}, ["xbcx"]),
        ("string", {}, ["a", "a"]),
        ("boolean", {}, ["True"]),
    ],
)
def test_what_frictionless_reads_in_its_own_way_is_left_to_it(kind, limits, texts):
    things = Resource("things", "چیزها", (Field("id", "id", type=kind, constraints=limits),), ("id",), ())
    rows = [Row("", line, {"id": text}, {}) for line, text in enumerate(texts)]
    asked = Context(Dataset(Package("", "", "", {"things": things}, {}, Path("data")), {"things": rows}), DAY)
    assert not accepts(things, asked)
    assert schema._errors(asked, "things") or list(schema._numbers(things, rows, asked))
