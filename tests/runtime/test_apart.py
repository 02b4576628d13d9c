"""What is made in a process of its own: its value, its faults and its costs come back, and whatever else it held does not."""

from __future__ import annotations

import os
import threading

import pytest

from generator.runtime import stages, workers
from generator.runtime.stages import Costs
from generator.runtime.workers import Processes, apart

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")


def _pid(_: int = 0) -> int:
    return os.getpid()


def _made() -> int:
    with stages.stage("read") as cost:
        cost.items = 3
    return _pid()


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread of another test counts: what is asked here is what happens where there is none."""
    monkeypatch.setattr(workers, "may_fork", lambda: True)


@pytest.mark.usefixtures("alone")
def test_what_is_made_apart_comes_back_with_what_it_cost() -> None:
    with stages.listening(Costs()) as costs:
        assert apart(_made) != os.getpid()
    assert costs.stages["read"].items == 3 and costs.stages["read"].seconds is not None


def test_what_fails_apart_fails_here() -> None:
    def fail() -> None:
        raise ValueError("no day")

    with pytest.raises(ValueError, match="no day"):
        apart(fail)


@pytest.mark.usefixtures("alone")
def test_who_works_apart_may_have_processes_of_its_own() -> None:
    assert len(set(apart(lambda: [_pid(), *Processes(2, "fork").map(_slow, range(6))]))) == 2
    assert apart(lambda: apart(_pid) != _pid())


def _slow(item: int) -> int:
    threading.Event().wait(0.05)
    return _pid()


def test_nothing_is_made_apart_where_other_threads_run() -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        assert apart(_pid) == os.getpid()
    finally:
        end.set()
        thread.join()
