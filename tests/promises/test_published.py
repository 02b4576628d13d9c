"""The real bank keeps what it promises, and keeps it when some of it is taken away."""

from __future__ import annotations

import os
import random
import re
import shutil
from pathlib import Path

import pytest

from generator.dataset.problems.problem import say
from generator.dataset.reading.load import Loaded
from generator.dataset.registry import Record
from generator.project.assembly import load
from generator.site.engine.configuration import read
from generator.site.published.built_site import BuiltSite
from generator.site.published.site_check import PROMISES, broken
from tests import support
from tests.support import HOST, ROOT

DATA = ROOT / "data"
# What may be withdrawn, and what goes with a report: nothing else rests on it.
GOES = ("women", "cooperatives", "reports")


@pytest.fixture(scope="module")
def real() -> Loaded:
    return load(DATA)


@pytest.fixture(scope="module")
def published(once) -> BuiltSite:
    """The real bank as it is published."""

    def make(target: Path) -> None:
        done = support.generator("build", "--output", target, env={**os.environ, "SITE_URL": HOST})
        assert done.returncode == 0, done.stderr

    return BuiltSite(once("real-site", make), read(ROOT / "mkdocs.yml")["extra"])


def test_the_real_data_is_valid(real):
    assert real.registry is not None, [say(problem) for problem in real.problems][:5]


@pytest.mark.nightly  # every change of the data is held to them by `check-site` in the workflow of checks
@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.broken.__name__)
def test_the_real_bank_keeps_what_it_promises(promise, published, real):
    assert list(promise.broken(published, real.registry)) == []


def take_away(folder: Path, records: list[Record]) -> None:
    """Delete records and their photos as a withdrawal does, and what other records say of their union with them."""
    for record in records:
        path = next((folder / record.resource).rglob(f"{record.id}.yml"))
        for file in path.parent.glob(f"{record.id}*"):
            if re.fullmatch(rf"{re.escape(record.id)}(-480)?\.(yml|webp)", file.name):
                file.unlink()
    gone = "|".join(re.escape(record.id) for record in records)
    for path in (folder / "cooperatives").rglob("*.yml"):
        text = path.read_text("utf-8")
        path.write_text(re.sub(rf"(?m)^union: (?:{gone})\n", "", text), "utf-8")


def some(real: Loaded, seed: int, count: int) -> list[Record]:
    """Return some records by lot, at least one of each kind that may go."""
    lot = random.Random(seed)
    kinds = [list(real.registry[name]) for name in GOES]
    chosen = [lot.choice(kind) for kind in kinds if kind]
    left = [record for kind in kinds for record in kind if record not in chosen]
    return chosen + lot.sample(left, min(len(left), max(0, count - len(chosen))))


# The first left a list of the home page's shortcuts without its last record.
LOTS = [770641, 20]


@pytest.mark.parametrize("place", range(len(LOTS)))
def test_the_data_stays_valid_when_some_are_taken_away(place, real, tmp_path):
    folder = shutil.copytree(DATA, tmp_path / "data")
    take_away(folder, gone := some(real, LOTS[place], 6))
    left = load(folder, real.today)
    assert left.registry is not None, (LOTS[place], [say(problem) for problem in left.problems][:3])
    assert not {record.id for record in gone} & {record.id for name in GOES for record in left.registry[name]}


@pytest.mark.nightly
def test_the_promises_hold_when_some_are_taken_away(real, tmp_path):
    """Neither what stays breaks, nor does a name of a woman who went stand on any page."""
    folder = shutil.copytree(DATA, tmp_path / "data")
    take_away(folder, gone := some(real, LOTS[0], 6))
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("docs_dir: content", f"docs_dir: {ROOT / 'content'}")
    text = text.replace("share_cards: true", "share_cards: false")
    (tmp_path / "mkdocs.yml").write_text(re.sub(r"(?m)^site_url: .*", f"site_url: {HOST}", text), "utf-8")
    result = support.build(tmp_path / "mkdocs.yml", "--today", real.today.isoformat())
    assert result.exit_code == 0, (LOTS[0], result.output)
    site = BuiltSite(tmp_path / "site", read(tmp_path / "mkdocs.yml")["extra"])
    registry = load(folder, real.today).registry
    assert [fault for _, faults in broken(site, registry) for fault in faults] == [], LOTS[0]
    for woman in (record for record in gone if record.resource == "women"):
        assert [url for url, page in site.texts.items() if f"women/{woman.id}/" in page] == [], LOTS[0]
