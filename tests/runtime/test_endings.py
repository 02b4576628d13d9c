"""How runs end that are asked to stop, or killed with processes of their own: in order, and none is left behind."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from generator.cli import main
from generator.runtime.workers import pool
from tests.support import KEY, ROOT, TODAY, copy_of, files

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
_PATIENCE = 60.0


def _sleep(seconds: float) -> None:
    time.sleep(seconds)


def _stop(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


def _at_work(writer: int) -> None:
    with pool(2, "fork", _sleep) as executor:
        for _ in range(2):
            executor.submit(_sleep, 90)
        executor.submit(_sleep, 0)
        os.write(writer, b".")
        time.sleep(90)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_processes_of_a_pool_end_with_their_run(number: signal.Signals) -> None:
    # Every process holds the pipe: it ends when the last of them does.
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            signal.signal(signal.SIGTERM, _stop)
            _at_work(writer)
        finally:
            os._exit(0)
    os.close(writer)
    assert os.read(reader, 1) == b"."
    os.kill(child, number)
    ready, _, _ = select.select([reader], [], [], _PATIENCE)
    os.kill(child, signal.SIGKILL)  # one that hangs must not hang the tests
    os.waitpid(child, 0)
    assert ready and os.read(reader, 1) == b""
    os.close(reader)


def test_a_build_that_is_asked_to_stop_cleans_up(
    small_project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WITHDRAWAL_KEY", KEY)
    place = tmp_path / "place"
    copy_of(small_project, place)
    before, around = files(place / "site"), sorted(place.iterdir())
    child = os.fork()
    if child == 0:
        try:
            main(["build", "--config", str(place / "mkdocs.yml"), "--data", str(place / "data"), *TODAY])
        except SystemExit as end:
            os._exit(int(end.code or 0))
        finally:
            os._exit(1)
    deadline = time.monotonic() + _PATIENCE
    while not list(place.glob(".site.unfinished/site-*")) and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(child, signal.SIGTERM)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 128 + signal.SIGTERM
    assert files(place / "site") == before
    assert sorted(place.iterdir()) == around


def test_git_passes_over_what_is_ours() -> None:
    names = (
        ".site.unfinished/site/index.html",
        "data/.datapackage.yaml.unfinished/journal",
        "data/women/.a.1.unfinished",
    )
    known = subprocess.run(["git", "check-ignore", "--no-index", *names], cwd=ROOT, capture_output=True, text=True)
    assert known.stdout.split() == list(names)
