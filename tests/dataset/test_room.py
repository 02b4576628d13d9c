"""How much room a large bank takes, counted in objects: what is alike stands once, and what is done with goes."""

from __future__ import annotations

import gc
import os
from collections import defaultdict
from pathlib import Path

import pytest

from generator.dataset import registry
from generator.dataset.describing import descriptor_reader
from generator.dataset.reading import reader
from generator.dataset.reading.rows import Dataset
from generator.runtime.interim import Interim
from generator.runtime.output import File, Folder
from generator.runtime.workers import Processes
from generator.site.exports.open_data.public import Rows, publish
from generator.subjects.women.sample.package import write_sample
from tests.support import ROOT

WOMEN = 60


@pytest.fixture(scope="module")
def bank(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("room") / "data"
    write_sample(descriptor_reader.load(ROOT / "data" / "datapackage.yaml"), folder, {"women": WOMEN}, 5)
    return folder


def read(bank: Path) -> Dataset:
    return reader.read(descriptor_reader.load(bank / "datapackage.yaml"))


def test_what_rows_hold_alike_stands_in_memory_once(bank):
    """Counties, dates, positions and ids are most of the values of a bank, and few."""
    places: dict[str, set[int]] = defaultdict(set)
    dataset = read(bank)
    for rows in dataset.rows.values():
        for row in rows:
            for text in row.cells.values():
                places[text].add(id(text))
    twice = {text for text, found in places.items() if len(found) > 1}
    assert len(places) > 300 and not {text for text in twice if len(text) < 40}
    sources = dataset.rows["women-sources"]
    assert len({id(row.below) for row in sources}) * 2 < len(sources)
    assert all(row.line_of(name) >= row.line for row in sources for name in row.cells)


def test_rows_go_as_they_are_joined_where_nobody_needs_them(bank):
    kept, spent = read(bank), read(bank)
    first, second = registry.build(kept), registry.build(spent, spend=True)
    assert first.tables == second.tables and len(first["women"]) == WOMEN
    assert not any(spent.rows.values()) and kept.rows["women"]


def test_the_rows_of_open_data_are_counted_without_being_made(bank):
    public = publish(registry.build(read(bank)))
    counts = {name: len(table.rows) for name, table in public.tables.items()}
    assert all(isinstance(table.rows, Rows) and "_made" not in vars(table.rows) for table in public.tables.values())
    made = {name: list(table.rows) for name, table in public.tables.items()}
    assert counts == {name: len(rows) for name, rows in made.items()}
    public.forget()
    assert not any("_made" in vars(table.rows) for table in public.tables.values())
    assert made == {name: list(table.rows) for name, table in public.tables.items()}
    assert counts["women"] == WOMEN


def test_a_file_of_the_interim_is_there_as_long_as_somebody_holds_it():
    interim = Interim()
    Folder(interim.root).write(File("a/b.txt", b"long"))
    root, file = interim.root, interim.file("a/b.txt", "data/b.txt")
    del interim
    gc.collect()
    assert file.path == "data/b.txt" and [b"".join(file.parts()) for _ in range(2)] == [b"long"] * 2
    del file
    gc.collect()
    assert not root.exists()


def frozen(part: int) -> int:
    return gc.get_freeze_count()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_process_does_not_look_for_garbage_in_what_it_shares():
    assert min(Processes(2, "fork").map(frozen, range(4))) > 10_000
    assert gc.get_freeze_count() == 0
