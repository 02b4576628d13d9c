"""The worker killed at every point and at random: what was accepted is one commit each, and nothing waits for ever."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta

import pytest

from generator.inbox.failing import CODE, VARIABLE
from generator.inbox.store import builds
from tests.crashes import killed_after
from tests.inbox.offices import NOW, PAGE, Office, named
from tests.support import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

# The points of a decision in their order, with what the store and main have when the process ends there.
POINTS = {
    "wanted": ("wanted", 0),
    "taken": ("wanted", 0),
    "compared": ("wanted", 0),
    "made": ("wanted", 0),
    "kept": ("committed", 0),
    "moved": ("committed", 1),
    "accepted": ("on-main", 1),
    "half-built": ("on-main", 1),
    "built": ("on-main", 1),
    "pointed": ("on-main", 1),
    "found": ("released", 1),
    "pushed": ("released", 1),
}


def ended_at(point: str, office: Office) -> int:
    """Start the worker in a process of its own that ends at a point; return its exit code."""
    office.store.close()
    child = os.fork()
    if not child:
        os.environ[VARIABLE] = point
        code = 1
        try:
            office.restart()
            code = 0
        finally:
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    office.open()
    return code


def own_main(office: Office) -> list[str]:
    return office.commits(office.settings.clone)


def check_whole(office: Office, number: int) -> None:
    assert office.states(number) == ["published"] and office.shows(PAGE)
    assert office.commits() == own_main(office) and len(office.commits()) == 1
    assert office.decision(1)["is_pushed"] and office.decision(1)["said"] == ""
    assert office.is_sound()
    left = [path.name for path in office.settings.releases.iterdir() if path.name.endswith(".part")]
    assert left == [] and not (office.settings.folder / "building").exists()


@pytest.mark.parametrize("point", POINTS)
def test_wherever_it_ends_a_start_finds_the_way_on(waiting: Office, point: str) -> None:
    office, number = waiting, 1
    office.accept(number)
    assert ended_at(point, office) == CODE
    state, commits = POINTS[point]
    assert office.decision(1)["state"] == state and len(own_main(office)) == commits
    assert office.states(number) == [
        "accepting" if state in ("wanted", "committed") else "published" if state == "released" else "accepted"
    ]
    office.restart()
    check_whole(office, number)


@pytest.mark.parametrize("point", ["kept", "moved", "accepted"])
def test_and_so_it_does_where_the_remote_has_moved_meanwhile(waiting: Office, point: str) -> None:
    office, number = waiting, 1
    office.accept(number)
    assert ended_at(point, office) == CODE
    office.by_hand("README.md", "سلام\n")
    office.restart()
    check_whole(office, number)
    assert office.read("README.md").strip() == "سلام"


def test_a_process_that_ends_while_it_follows_the_remote_goes_on(waiting: Office) -> None:
    office, number = waiting, 1
    office.remote.rename(office.folder / "away.git")
    office.accept(number)
    office.work()
    (office.folder / "away.git").rename(office.remote)
    office.by_hand("README.md", "سلام\n")
    assert ended_at("followed", office) == CODE
    assert own_main(office) == []
    office.restart()
    check_whole(office, number)


@pytest.mark.parametrize("room", [0, 3_000, 40_000])
def test_a_disk_without_room_loses_nothing_and_is_gone_on_with(waiting: Office, room: int) -> None:
    office, number = waiting, 1
    office.accept(number)
    office.store.close()
    child = os.fork()
    if not child:
        code = 1
        try:
            import resource  # no part of Windows

            office.open()
            sys.dont_write_bytecode = True  # nor may half a compiled module stay, for all that come after it
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            for _ in range(4):
                office.worker.turn()
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    office.open()
    assert office.states(number)[0] in ("accepting", "accepted", "published")
    office.restart()
    # The clock stands still in the tests: what failed is tried again some minutes later.
    office.clock[0] += timedelta(minutes=20)
    office.work()
    check_whole(office, number)


def test_a_hidden_page_that_is_being_built_away_is_away_after_a_start(office: Office) -> None:
    office.work()
    with office.store.writing() as tx:
        builds.hide(tx, "women", "zahra-rasti", None, NOW)
    assert ended_at("half-built", office) == CODE
    assert office.shows("women/zahra-rasti/")
    office.restart()
    assert not office.shows("women/zahra-rasti/")


@pytest.mark.parametrize("kills", [pytest.param(4, id="few"), pytest.param(200, id="many", marks=pytest.mark.nightly)])
def test_killed_at_random_under_a_stream_and_a_moving_main_each_is_one_commit(office: Office, kills: int) -> None:
    lot = random.Random(kills)
    office.work()
    sent: list[int] = []

    def stream() -> None:
        """Hand one more in, and accept what waits."""
        key = len(sent) + 1
        number = office.send(named(key), key=key)
        sent.append(number)

    def accept_all() -> None:
        for number in sent:
            if office.states(number) == ["waiting"]:
                office.accept(number)

    def work() -> None:
        office.restart()

    done = 0
    while done < kills:
        stream()
        accept_all()
        office.clock[0] += timedelta(minutes=3)
        if lot.random() < 0.5:
            office.by_hand(f"notes/{len(sent)}.md", f"{done}\n")
        office.store.close()
        done += killed_after(lot.uniform(0.05, 0.9), work)
        office.open()
    began = time.monotonic()
    office.worker.start()
    assert time.monotonic() - began < 3
    for _ in range(4):
        office.work()
        accept_all()
        office.clock[0] += timedelta(minutes=3)
    found = Counter(state for number in sent for state in office.states(number))
    assert found == {"published": len(sent)}, [item["sentence"] for item in office.problems(sent[0])]
    assert sorted(office.commits()) == sorted(own_main(office))
    held = Counter(message.split()[3] for message in office.commits())
    assert held == {str(number): 1 for number in sent}
    assert office.is_sound()


def started(office: Office) -> subprocess.Popen[str]:
    """Start the verb that the inbox keeps beside its pages."""
    words = [
        sys.executable,
        "-m",
        "generator",
        "inbox",
        "work",
        "--settings",
        str(office.settings.folder / "inbox.toml"),
    ]
    pipe = subprocess.PIPE
    return subprocess.Popen(words, stdin=pipe, stdout=pipe, stderr=pipe, text=True, cwd=ROOT)


def test_the_verb_works_alone_and_ends_when_it_is_asked_to_or_its_parent_is_gone(office: Office) -> None:
    lines = f'repository = "{office.remote}"\naddress = "https://inbox.example/"\n'
    (office.settings.folder / "inbox.toml").write_text(lines, "utf-8")
    number = office.send()
    worker = started(office)
    deadline = time.monotonic() + 60
    while not office.states(number):
        assert time.monotonic() < deadline and worker.poll() is None
        time.sleep(0.05)
    assert office.states(number) == ["waiting"]
    second = started(office)
    assert second.wait(60) == 1
    assert "کارگر دیگری" in second.stderr.read()
    worker.terminate()
    assert worker.wait(30) == 0
    orphan = started(office)
    orphan.stdin.close()
    assert orphan.wait(60) == 0
