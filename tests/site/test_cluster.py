"""A site that a cluster builds is the one that this computer builds, to the byte, whoever of its workers dies."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.runtime import stages
from generator.runtime.remote import cluster as clusters
from generator.runtime.remote.cluster import ClusterError, cluster
from generator.site.engine import draw_pages
from tests.support import EPOCH, KEY, build, copy_of, files

distributed = pytest.importorskip("distributed")


@contextmanager
def workers(count: int, *, processes: bool) -> Iterator[distributed.LocalCluster]:
    """A scheduler with so many workers: processes of their own, or threads of this one."""
    with distributed.LocalCluster(
        n_workers=count,
        threads_per_worker=1,
        processes=processes,
        protocol="tcp",
        host="127.0.0.1",
        dashboard_address=None,
    ) as found:
        yield found


@pytest.fixture(autouse=True)
def loop() -> Iterator[None]:
    """Chromium's driver leaves its loop to other tests of the same thread, and distributed runs none beside another."""
    other = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(other)


@pytest.fixture
def config(small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings of a project whose pages are handed out in small pieces, few as they are."""
    monkeypatch.setenv("WITHDRAWAL_KEY", KEY)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    monkeypatch.setattr(draw_pages, "FEW", 0)
    monkeypatch.setattr(draw_pages, "CHUNK", 5)
    return copy_of(small_project, tmp_path / "project") / "mkdocs.yml"


def test_a_cluster_builds_the_same_site(config: Path, tmp_path: Path) -> None:
    with workers(2, processes=False) as found:
        done = build(config, "--fresh", "--scheduler", found.scheduler_address, "--output", tmp_path / "new")
        assert done.exit_code == 0, done.output
        tasks = [worker.state.executed_count for worker in found.workers.values()]
    assert len(tasks) == 2 and all(tasks)
    assert files(tmp_path / "new") == files(config.parent / "site")


def test_bad_data_reach_no_cluster_and_a_cluster_that_is_not_there_no_data(config: Path) -> None:
    before = files(config.parent / "site")
    done = build(config, "--scheduler", "nosuch://127.0.0.1:1")
    assert (done.exit_code, "«nosuch://127.0.0.1:1» زمان‌بندی پاسخ نداد" in done.output) == (1, True), done.output
    assert build(config, "--scheduler", "tcp://127.0.0.1:1", "--processes", "2").exit_code == 2
    assert files(config.parent / "site") == before


def test_a_cluster_without_workers_and_one_of_another_generator_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clusters, "PATIENCE", 0.5)
    with workers(0, processes=False) as found, pytest.raises(ClusterError, match="dask worker"):
        cluster(found.scheduler_address).__enter__()
    with workers(1, processes=False) as found, cluster(found.scheduler_address) as dask:
        assert list(dask.map(abs, [-1])) == [1]
        kinds = iter(["another", "ours"])
        monkeypatch.setattr(clusters, "kind", lambda: next(kinds))
        with pytest.raises(ClusterError, match="another"):
            list(dask.map(abs, [-1]))


# ---------- processes of their own, and their deaths ----------


def kill_early(found: distributed.LocalCluster, patch: pytest.MonkeyPatch) -> None:
    """Kill one of the workers at work, as soon as the first pages are there."""
    told = stages.spent
    waiting = [worker.process.pid for worker in found.workers.values()][:1]

    def spent(name: str, processor: float, items: int) -> None:
        while waiting:
            os.kill(waiting.pop(), signal.SIGKILL)
        told(name, processor, items)

    patch.setattr(stages, "spent", spent)


def lost(found: distributed.LocalCluster) -> bool:
    """Whether the scheduler says that it has lost a worker."""
    log = "\n".join(str(line) for line in found.scheduler.get_logs())
    return bool(re.search(r"(?i)remov\w+ worker|worker.*(?:died|lost|failed)", log))


@pytest.mark.nightly
def test_a_worker_that_dies_in_the_middle_costs_no_page(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workers(3, processes=True) as found:
        kill_early(found, monkeypatch)
        done = build(config, "--fresh", "--scheduler", found.scheduler_address, "--output", tmp_path / "new")
        assert done.exit_code == 0, done.output
        assert lost(found)
    assert files(tmp_path / "new") == files(config.parent / "site")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A store of objects on this computer, with a bucket; what knows its files."""
    server = pytest.importorskip("moto.server").ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        found = pytest.importorskip("fsspec").filesystem("s3", skip_instance_cache=True)
        found.mkdir("banks")
        yield found
    finally:
        server.stop()


@pytest.mark.nightly
def test_workers_write_straight_into_a_store_of_objects_though_one_dies(
    config: Path, bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = files(config.parent / "data")
    for path, content in data.items():
        bucket.pipe_file(f"banks/fars/data/{path}", content)
    site = "banks/www/fars"
    with workers(3, processes=True) as found:
        kill_early(found, monkeypatch)
        words = ["--data", "s3://banks/fars/data", "--output", f"s3://{site}"]
        done = build(config, "--fresh", "--scheduler", found.scheduler_address, *words)
        assert done.exit_code == 0, done.output
        assert lost(found)
    expected = files(config.parent / "site")
    assert {path: bucket.cat_file(f"{site}/{path}") for path in expected} == expected
    assert {path.removeprefix("banks/www/") for path in bucket.find("banks/www")} == {
        "fars.sha256",
        *(f"fars/{path}" for path in expected),
    }
    kinds = {
        "index.html": "text/html; charset=utf-8",
        "card.png": "image/png",
        "assets/css/tokens.css": "text/css; charset=utf-8",
    }
    for path, kind in kinds.items():
        assert bucket.call_s3("head_object", Bucket="banks", Key=f"www/fars/{path}")["ContentType"] == kind


def die_once(mark: Path) -> str:
    """Work that kills whoever does it, the first time."""
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def die(_: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.nightly
def test_what_was_handed_out_survives_the_only_worker(tmp_path: Path) -> None:
    with workers(1, processes=True) as found, cluster(found.scheduler_address) as dask:
        assert list(dask.map(die_once, [tmp_path / "first", tmp_path / "second"])) == ["done", "done"]


@pytest.mark.nightly
def test_work_that_kills_everybody_ends_the_build_with_a_sentence() -> None:
    with (
        workers(1, processes=True) as found,
        cluster(found.scheduler_address) as dask,
        pytest.raises(ClusterError, match="حافظهٔ کافی"),
    ):
        list(dask.map(die, [0]))
