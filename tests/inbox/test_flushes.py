"""What is on the disk before anybody is told, as the system itself saw it: the running program under strace."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.request import Request, urlopen

import pytest

from generator.inbox.store import entries
from generator.inbox.store.database import Line, Store
from tests.inbox.offices import ANSWERS, NOW, git, ready
from tests.support import ROOT

pytestmark = [pytest.mark.nightly, pytest.mark.skipif(not shutil.which("strace"), reason="needs strace")]

CALLS = "fsync,fdatasync,pwrite64,rename,renameat,renameat2,link,linkat,sendto"
# A call that another thread's call came between is written in two parts.
LINE = re.compile(r"(\d+) +(?:<\.\.\. (\w+) resumed>)?(.*)")
UNFINISHED = " <unfinished ...>"
STORE = "/.inbox/inbox.db-wal>"
LATIN = str(ANSWERS["latin"])


class Call(NamedTuple):
    """A call of the system: the lines of the trace at which it began and ended, and what it was asked."""

    began: int
    ended: int
    text: str

    def is_flush_of(self, name: str) -> bool:
        return self.text.startswith(("fsync(", "fdatasync(")) and name in self.text and self.text.endswith("= 0")


def calls(trace: str) -> list[Call]:
    """Return the calls of a trace by their beginnings."""
    found, begun = [], {}
    for place, line in enumerate(trace.splitlines()):
        match = LINE.match(line)
        if match is None:
            continue
        process, resumed, text = match.groups()
        if resumed and process in begun:
            before, start = begun.pop(process)
            found.append(Call(before, place, start + text))
        elif text.endswith(UNFINISHED):
            begun[process] = place, text.removesuffix(UNFINISHED)
        else:
            found.append(Call(place, place, text))
    return sorted(found)


def soon(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.1)


def send(site: str) -> int:
    """Send a record as the site's form does; return the status of the answer."""
    fields = {"form": "women", "version": "1", "key": "ab" * 16, 'record"; filename="a.yml': ready(ANSWERS).decode()}
    parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()]
    head = {"Origin": site.rstrip("/"), "Content-Type": "multipart/form-data; boundary=b"}
    with urlopen(Request(f"{site}inbox/send", "".join([*parts, "--b--\r\n"]).encode(), head), timeout=60) as answer:
        return int(answer.status)


@pytest.fixture(scope="module")
def traced(laid_remote: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Call]:
    """What a running desk asked of the system while it received a hand-in and accepted it."""
    folder = tmp_path_factory.mktemp("traced")
    git(folder, "clone", "--quiet", "--template=", str(laid_remote / "remote.git"), "bank")
    strace = ["strace", "--seccomp-bpf", "-f", "-y", "-s", "6000", "-e", f"trace={CALLS}", "-o", str(folder / "trace")]
    program = [sys.executable, "-P", "-m", "generator", "desk", "--project", str(folder / "bank"), "--headless"]
    running = subprocess.Popen([*strace, *program], cwd=ROOT, start_new_session=True, stdout=subprocess.PIPE, text=True)
    try:
        site = re.search(r"http://\S+?/(?=inbox/)", running.stdout.readline())[0]
        assert send(site) == 201
        store = Store(folder / "bank" / ".inbox" / "inbox.db")

        def found(*states: str) -> list[Line]:
            with store.reading() as tx:
                return [one for one in entries.of_hand_in(tx, 1) if one["state"] in states]

        soon(lambda: found("waiting"))
        own = {one["id"]: one["digest"] for one in found("waiting")}
        with store.writing() as tx:
            entries.accept(tx, own, None, NOW)
        soon(lambda: found("accepted", "published"))
        store.close()
    finally:
        os.killpg(running.pid, signal.SIGTERM)
        running.communicate(timeout=60)
    return calls((folder / "trace").read_text("utf-8", "replace"))


def test_what_was_sent_is_on_the_disk_before_its_sender_is_told(traced: list[Call]) -> None:
    (told,) = [call for call in traced if call.text.startswith("sendto(") and '"HTTP/1.1 201' in call.text]
    written = next(
        call for call in traced if call.text.startswith("pwrite64(") and STORE in call.text and LATIN in call.text
    )
    assert any(call.is_flush_of(STORE) and written.ended < call.began and call.ended < told.began for call in traced)


def test_objects_and_the_reference_are_on_the_disk_before_the_store_says_accepted(traced: list[Call]) -> None:
    reference = "/clone.git/refs/heads/main.lock"
    # The clone begins with the bank's main, and moves it once more by what is accepted.
    begun, moved = (
        call for call in traced if call.text.startswith("rename(") and reference in call.text.replace("/./", "/")
    )
    # The text of the table itself knows all states.
    said = [
        call
        for call in traced
        if call.text.startswith("pwrite64(")
        and STORE in call.text
        and "accepted" in call.text
        and "STRICT" not in call.text
    ]
    assert said
    assert moved.ended < said[0].began
    before = [call for call in traced if begun.ended < call.began and call.ended < moved.began]
    assert any(call.is_flush_of(reference) for call in before)
    # Of the record, of the tree of each folder above it, and of the commit.
    assert sum(call.is_flush_of("/clone.git/objects/") for call in before) == 6
