"""Whoever does the work, the bytes are the same: this process, forked and spawned ones, the workers of a cluster."""

from __future__ import annotations

import os
import pickle
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from generator.dataset.checks import runner
from generator.dataset.describing import descriptor_reader
from generator.dataset.reading import reader
from generator.runtime import output
from generator.runtime.output import Entry, Folder
from generator.runtime.remote.cluster import Dask
from generator.runtime.workers import HERE, Processes, Workers
from generator.site.cards import share_cards
from generator.site.drawing import frames
from generator.site.engine import draw_pages
from generator.site.model.site import Site
from generator.site.pages.page_index import pages
from tests.site.sites import TODAY, site_of
from tests.support import ASSETS, files, package

SERVED = {f"assets/{path.relative_to(ASSETS).as_posix()}": path for path in ASSETS.rglob("*.*")}
FRAME = frames.cut(f"<head>{frames.HEAD}</head><body>{frames.BODY}</body>")


@contextmanager
def cluster() -> Iterator[Dask]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as workers,
        distributed.Client(workers) as client,
    ):
        yield Dask(client)


@contextmanager
def processes(method: str) -> Iterator[Processes]:
    yield Processes(2, method)


WAYS = {"fork": lambda: processes("fork"), "spawn": lambda: processes("spawn"), "dask": cluster}


def by(*by_day: str) -> pytest.MarkDecorator:
    """Let a test have its work done in some ways by day, and in all of them at night."""
    forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
    marks = {way: [] if way in by_day else [pytest.mark.nightly] for way in WAYS}
    marks["fork"].append(forks)
    params = [pytest.param(way, id=way, marks=marks[way]) for way in WAYS]
    return pytest.mark.parametrize("workers", params, indirect=True)


@pytest.fixture
def workers(request: pytest.FixtureRequest) -> Iterator[Workers]:
    with WAYS[request.param]() as found:
        yield found


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return site_of(tmp_path_factory.mktemp("site") / "data")


@pytest.fixture(scope="module")
def alone(site: Site, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], list[Entry]]:
    """The pages and cards as this process writes them, with their entries."""
    folder = tmp_path_factory.mktemp("alone")
    with pytest.MonkeyPatch.context() as patch:
        entries = written(site, folder, HERE, patch)
    return files(folder / "site"), entries


def written(site: Site, folder: Path, workers: Workers, patch: pytest.MonkeyPatch) -> list[Entry]:
    """Write pages and cards, handed out in small pieces; return the entries."""
    patch.setattr(draw_pages, "FEW", 0)
    patch.setattr(draw_pages, "CHUNK", 20)
    patch.setattr(share_cards, "_FEW", 0)
    patch.setattr(share_cards, "_CHUNK", 3)
    listed = list(pages(site))
    framed = {frames.key_of(page.url): FRAME for page in listed}
    exports = (
        draw_pages.export(site, framed, listed),
        share_cards.export(site, SERVED, folder / "cards", workers),
    )
    target = Folder(folder / "site")
    return [entry for made in exports for entries in output.write(made, target, workers) for entry in entries]


@by("fork")
def test_the_same_bytes(
    workers: Workers,
    site: Site,
    alone: tuple[dict[str, bytes], list[Entry]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    entries = written(site, tmp_path, workers, monkeypatch)
    assert len(entries) > 50 and {entry.path for entry in entries} >= {"women/zahra-rasti/index.html", "card.png"}
    assert (files(tmp_path / "site"), entries) == alone


@by("fork", "spawn")
def test_the_same_problems(workers: Workers, tmp_path: Path) -> None:
    data = package(tmp_path / "data")
    path = data / "women/fasa/zahra-rasti.yml"
    path.write_text(path.read_text("utf-8").replace("county: fasa", "county: nowhere"), "utf-8")
    dataset = reader.read(descriptor_reader.load(data / "datapackage.yaml"))
    problems = runner.check(dataset, (), TODAY, workers=workers)
    assert [problem.found for problem in problems] == ["nowhere"]
    assert problems == runner.check(dataset, (), TODAY, workers=HERE)


def fail(item: int) -> int:
    if item == 1:
        raise ValueError(f"no {item}")
    return item


@by("fork")
def test_a_fault_in_the_work_is_one_of_the_run(workers: Workers) -> None:
    with pytest.raises(ValueError, match="no 1"):
        list(workers.map(fail, range(3)))


def test_a_site_can_be_sent(site: Site) -> None:
    again = pickle.loads(pickle.dumps(site))
    listed = list(pages(site))
    assert list(pages(again)) == listed
    for page in listed[:20]:
        assert draw_pages.draw_page(again, FRAME, page) == draw_pages.draw_page(site, FRAME, page)


def where(item: int) -> int:
    time.sleep(0.1)
    return os.getpid()


def test_this_process_is_one_of_its_processes() -> None:
    found = list(Processes(2).map(where, range(8)))
    assert len(found) == 8 and len(set(found)) == 2 and os.getpid() in found
    assert list(Processes(3).map(fail, [0, 2, 3])) == [0, 2, 3]
