"""Verbs that are killed at random: what stands there then is all old or all new, and nothing of ours stays."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.runtime.transaction import State, is_ours, state
from generator.site.engine.deploy import deploy
from tests.crashes import Work, killed_after, killed_at, moments_of
from tests.submissions.banks import WOMAN
from tests.support import KEY, TODAY, copy_of, files, package, run

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

# How often each of the six verbs is killed: whenever the tests run, and at night, over two hundred times in all.
KILLS = [pytest.param(2, id="few"), pytest.param(36, id="many", marks=pytest.mark.nightly)]
MEETING = {"title": "نشست فسا", "kind": "کارگروه شهرستان", "date": "1405-06-12", "area": "فسا", "sources": "صورت‌جلسه"}


def intake(data: Path) -> list[str]:
    """Hand in a woman and a meeting, and ask for the reports: four files in two places."""
    handed = []
    for form, values in (("women", {**WOMAN, "domains": ["صنایع دستی", "ادبی"]}), ("meetings", MEETING)):
        path = data.parent / f"{form}.yml"
        path.write_text(yaml.safe_dump({"form": form, "version": 1, "values": values}, allow_unicode=True), "utf-8")
        handed.append(str(path))
    return ["intake", *handed, "--report", str(data.parent / "report"), *TODAY]


def format(data: Path) -> list[str]:
    """Spoil the form of every record."""
    for path in data.rglob("*/*.yml"):
        path.write_bytes(path.read_bytes().replace(b": ", b":   ", 1))
    return ["format"]


def withdraw(data: Path) -> list[str]:
    return ["withdraw", "women/zahra-rasti/", *TODAY]


def release(data: Path) -> list[str]:
    return ["release", "7.0.0", "--note", "انتشار آزمایشی", *TODAY]


def killed(work: Work, kills: int, prepare: Callable[[], object], total: int, seconds: float) -> Iterator[str]:
    """Kill the work that often, in turn when it writes something and after some time; yield after each kill."""
    seed = random.randrange(10**9)
    lot = random.Random(seed)
    done = 0
    while done < kills:
        moment, after = lot.randrange(total), lot.uniform(0, seconds)
        prepare()
        if killed_at(moment, work) if done % 2 == 0 else killed_after(after, work):
            done += 1
            yield f"seed {seed}, kill {done}: at {moment} or after {after:.3f} s"


def measured(work: Work) -> tuple[int, float]:
    """Do the work once; return the number of its moments and its seconds."""
    start = time.monotonic()
    return moments_of(work), time.monotonic() - start


def lay(source: Path, target: Path) -> None:
    """Make a folder what another is, whatever stood there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)


@pytest.mark.parametrize("kills", KILLS)
@pytest.mark.parametrize("verb", [intake, format, withdraw, release])
def test_data_are_all_old_or_all_new(verb: Callable[[Path], list[str]], kills: int, tmp_path: Path) -> None:
    base, place = tmp_path / "base", tmp_path / "place"
    base.mkdir()
    arguments = [item.replace(str(base), str(place)) for item in verb(package(base / "data"))]
    old = files(base)
    # What is imported here is not imported again in every child.
    assert run("validate", "--data", base / "data", *TODAY).exit_code == 0

    def work() -> None:
        main([*arguments, "--data", str(place / "data")])

    lay(base, place)
    total, seconds = measured(work)
    new = files(place)
    assert new != old and total > 5
    for kill in killed(work, kills, lambda: lay(base, place), total, seconds):
        descriptor, left = place / "data" / "datapackage.yaml", files(place)
        if state(descriptor) is not State.CLEAN:
            assert "generator format" in run("validate", "--data", place / "data", *TODAY).output, kill
            assert files(place) == left, kill
        # Any verb that writes will do, even where it finds nothing to do.
        assert run("withdraw", "women/nobody/", "--data", place / "data", *TODAY).exit_code == 1
        assert files(place) in (old, new), kill
        assert state(descriptor) is State.CLEAN, kill


def build_of(place: Path) -> list[str]:
    return ["build", "--config", str(place / "mkdocs.yml"), "--data", str(place / "data"), *TODAY]


@pytest.mark.parametrize("kills", KILLS)
def test_a_site_is_all_old_or_all_new(
    kills: int, small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data are ahead of the site: what the next build makes of them is seen where no site is."""
    monkeypatch.setenv("WITHDRAWAL_KEY", KEY)
    place, elsewhere = copy_of(small_project, tmp_path / "place"), tmp_path / "next"
    (place / "data/women/fasa/zahra-rasti.yml").unlink()
    around = sorted(path.name for path in place.iterdir())

    def work() -> None:
        main(build_of(place))

    start = time.monotonic()
    total = moments_of(lambda: main([*build_of(place), "--output", str(elsewhere)]))
    seconds = time.monotonic() - start
    old, new = files(place / "site"), files(elsewhere)
    assert old != new
    # Every build sweeps what the one before it left.
    for kill in killed(work, kills, lambda: None, total, seconds):
        assert files(place / "site") in (old, new), kill
        assert all(map(is_ours, {path.name for path in place.iterdir()} - set(around))), kill
    assert run(*build_of(place)).exit_code == 0
    assert files(place / "site") == new
    assert sorted(path.name for path in place.iterdir()) == around
    assert not list((place / ".cache").rglob(".*.unfinished"))


@pytest.mark.parametrize("kills", KILLS)
@pytest.mark.parametrize("name", ["site", "site.zip"])
def test_what_is_published_is_all_old_or_all_new(name: str, kills: int, small_site: Path, tmp_path: Path) -> None:
    """The build before it is killed above; here it stands."""
    target, old_site = tmp_path / "public" / name, tmp_path / "old"
    shutil.copytree(small_site, old_site)
    (old_site / "women/zahra-rasti/index.html").unlink()

    def read() -> object:
        return files(target) if target.is_dir() else target.read_bytes()

    def work() -> None:
        deploy(small_site, str(target))

    deploy(old_site, str(target))
    old = read()
    total, seconds = measured(work)
    new = read()
    assert new != old
    for kill in killed(work, (kills + 1) // 2, lambda: deploy(old_site, str(target)), total, seconds):
        assert read() in (old, new), kill
    deploy(small_site, str(target))
    assert read() == new
    assert {path.name for path in target.parent.iterdir()} - {"site.sha256"} == {name}
