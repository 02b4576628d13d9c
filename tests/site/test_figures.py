"""Every aggregate of the statistics, beside an independent computation: SQL over the rows as they were read."""

from __future__ import annotations

import random
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from generator.dataset import descriptor, reader
from generator.dataset.load import load
from generator.dataset.registry import Registry
from generator.dataset.sample import write_sample
from generator.persian.jalali import parse_jalali
from generator.site import figures
from tests.support import ROOT

TODAY = date(2026, 11, 24)
PACKAGE = descriptor.load(ROOT / "data" / "datapackage.yaml")
STAGES = ("introduced", "review", "approved", "paid", "settled")
FIELDS = ("introduced", "under_review", "approved", "paid", "settled")


def loans(data: Path, lot: random.Random) -> None:
    """Write loans of every stage to the cooperatives of a package, by county."""
    package = descriptor.load(data / "datapackage.yaml")
    dataset = reader.read(package)
    header = [item.name for item in package.resources["loans"].fields]
    facilities = [row.cells["id"] for row in dataset.rows["facilities"]]
    tables: dict[str, list[str]] = {}
    for number, row in enumerate(dataset.rows["cooperatives"]):
        cells = row.cells
        if (
            cells["kind"] != "cooperative"
            or cells["status"] == "inactive"
            or cells["county"] in ("province", "country")
        ):
            continue
        for turn in range(3):
            reached = lot.randrange(-1, 5)
            values = {"id": f"l{number}-{turn}", "cooperative": cells["id"], "county": cells["county"]}
            values |= {"facility": lot.choice(facilities), "amount": str(lot.randrange(1, 90) * 1_000_000)}
            day = (lot.randrange(1400, 1404), lot.randrange(1, 7), lot.randrange(1, 29))
            for place in range(max(reached, 0) + 1):
                values[FIELDS[place]] = f"{day[0]}-{day[1] + place:02}-{day[2]:02}"
            values["stage"] = STAGES[reached] if reached >= 0 else "rejected"
            if reached < 0:
                values["rejected"] = f"{day[0]}-{day[1] + 1:02}-{day[2]:02}"
            tables.setdefault(cells["county"], []).append(",".join(values.get(name, "") for name in header))
    (data / "loans").mkdir(exist_ok=True)
    for county, lines in tables.items():
        (data / "loans" / f"{county}.csv").write_text("\n".join([",".join(header), *lines]) + "\n", "utf-8")


def headcounts(data: Path, lot: random.Random) -> None:
    rows = ["id,county,agency,domain,year,identified,agreed,source"]
    for county in ("shiraz", "fasa", "evaz"):
        for domain in ("art", "sport"):
            many = lot.randrange(5, 90)
            rows.append(
                f"{county}-farmandari-{domain}-1404,{county},farmandari,{domain},1404,{many},{lot.randrange(many)},"
            )
    (data / "headcounts.csv").write_text("\n".join(rows) + "\n", "utf-8")


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> tuple[Registry, sqlite3.Connection]:
    data = tmp_path_factory.mktemp("bank") / "data"
    write_sample(PACKAGE, data, {"women": 400, "cooperatives": 120, "programs": 10}, seed=5)
    lot = random.Random(11)
    loans(data, lot)
    headcounts(data, lot)
    loaded = load(data, TODAY)
    assert loaded.registry is not None, loaded.problems[:3]
    dataset = reader.read(descriptor.load(data / "datapackage.yaml"))
    base = sqlite3.connect(":memory:")
    base.create_function("days", 2, lambda a, b: (parse_jalali(b).first() - parse_jalali(a).first()).days)
    for name, rows in dataset.rows.items():
        columns = [item.name for item in dataset.package.resources[name].fields]
        base.execute(f'create table "{name}" ({", ".join(f"{column!r}" for column in columns)})'.replace("'", '"'))
        marks = ", ".join("?" * len(columns))
        base.executemany(
            f'insert into "{name}" values ({marks})', [[row.cells.get(c) for c in columns] for row in rows]
        )
    return loaded.registry, base


def pairs(base: sqlite3.Connection, query: str) -> dict:
    return {row[0]: row[1] if len(row) == 2 else tuple(row[1:]) for row in base.execute(query)}


def test_women(bank):
    registry, base = bank
    assert figures.women(registry, "county") == pairs(base, "select county, count(*) from women group by 1")
    first = 'select domain, count(*) from "women-domains" where cast(position as integer) = 1 group by 1'
    assert figures.women(registry, "domain") == pairs(base, first)
    agencies = 'select agency, count(*) from "women-nominations" group by 1'
    assert figures.women(registry, "agency") == pairs(base, agencies)
    years = "select substr(added, 1, 4), count(*) from women group by 1"
    assert figures.women(registry, "year") == pairs(base, years)


def test_county_by_domain(bank):
    registry, base = bank
    query = (
        'select w.county, d.domain, count(*) from women w join "women-domains" d on d.woman = w.id'
        " where d.position = '1' group by 1, 2"
    )
    wanted = {(county, domain): count for county, domain, count in base.execute(query)}
    assert figures.county_by_domain(registry) == wanted
    assert sum(wanted.values()) == 400


@pytest.mark.parametrize("by", ["county", "kind", "sector", "status"])
def test_organisations(bank, by):
    registry, base = bank
    assert figures.organisations(registry, by) == pairs(base, f"select {by}, count(*) from cooperatives group by 1")


@pytest.mark.parametrize("by", ["county", "facility", "stage", "year"])
def test_loans(bank, by):
    registry, base = bank
    key = "substr(introduced, 1, 4)" if by == "year" else by
    wanted = pairs(base, f"select {key}, count(*), sum(cast(amount as integer)) from loans group by 1")
    assert {key: tuple(found) for key, found in figures.loans(registry, by).items()} == wanted
    assert sum(count for count, _ in wanted.values()) > 20


def test_the_way_of_loans(bank):
    registry, base = bank
    for place, step in enumerate(figures.funnel(registry)):
        field = FIELDS[place]
        (reached,) = base.execute(f"select count(*) from loans where {field} is not null").fetchone()
        assert step.reached == reached
        if place:
            before = FIELDS[place - 1]
            query = f"select days({before}, {field}) from loans where {before} is not null and {field} is not null"
            days = sorted(row[0] for row in base.execute(query))
            middle = (days[(len(days) - 1) // 2] + days[len(days) // 2]) / 2
            assert step.days == middle
    (rejected,) = base.execute("select count(*) from loans where stage = 'rejected'").fetchone()
    assert figures.rejected(registry) == rejected > 0


@pytest.mark.parametrize("by", ["county", "agency", "domain", "year"])
def test_headcounts(bank, by):
    registry, base = bank
    query = f"select {by}, sum(cast(identified as integer)), sum(cast(agreed as integer)) from headcounts group by 1"
    assert figures.headcounts(registry, by) == pairs(base, query)
