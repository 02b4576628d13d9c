"""Time the answers of a running inbox while its worker judges what came and builds the site: hand-ins of an invited expert.

Run ``.venv/bin/python tests/benchmarks/inbox_hand_ins.py [--seconds N] [--rate N] [--slow-flushes MS] [--most MS]``, on
Linux. It serves this repository's own bank, as it is committed, in a folder that goes afterwards; nothing leaves this
computer. Answers count from the moment a hand-in was due, so that one that is held up holds up all behind it. The exit code
says whether all were received, and 99 of 100 within ``--most`` milliseconds.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import re
import secrets
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from generator.inbox.web.listening import LOOPBACK, bound
from tests.inbox.offices import ANSWERS, named, ready

ROOT = Path(__file__).resolve().parents[2]
HOST = "bank.example.ir"
# Without a proxy before it, and with rates that nobody reaches.
SETTINGS = """address = "https://{host}/"
repository = "{repository}"
push = "none"
port = {port}
expert_rate = 100000
all_rate = 1000000
"""
# Seconds that a first build and the judging of what came may take, between two wishes for a build, and between two looks at it.
PATIENCE, PRESSED, LOOKED = 300, 1.0, 0.2


@dataclass
class Person:
    """Somebody who has come in by a personal link, behind a proxy that speaks TLS."""

    port: int
    cookie: str = ""
    csrf: str = ""

    def ask(self, way: str, body: bytes | None = None, kind: str = "") -> tuple[int, str, http.client.HTTPMessage]:
        """Get a page, or post a body, over a connection of its own as nginx makes one."""
        head = {"Host": HOST, "Origin": f"https://{HOST}", "X-Forwarded-Proto": "https", "X-Forwarded-For": LOOPBACK}
        head |= {"Cookie": self.cookie} if self.cookie else {}
        head |= {"Content-Type": kind} if kind else {}
        with closing(http.client.HTTPConnection(LOOPBACK, self.port, timeout=60)) as connection:
            connection.request("GET" if body is None else "POST", way, body, head)
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace"), answer.headers

    def post(self, way: str, **fields: str) -> tuple[int, http.client.HTTPMessage]:
        """Press a button of a page."""
        sent = urlencode({"csrf": self.csrf, **fields}).encode()
        status, _, headers = self.ask(way, sent, "application/x-www-form-urlencoded")
        return status, headers

    def enter(self, token: str) -> None:
        """Come in."""
        _, headers = self.post("/inbox/enter", token=token)
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        found = re.search(r'name="csrf" value="([^"]+)"', self.ask("/inbox/enter")[1])
        self.csrf = found[1] if found else ""

    def hand_in(self, number: int) -> int:
        """Send a record as the site's form does, and return the status."""
        record = ready({**ANSWERS, **named(number)}).decode()
        fields = {"form": "women", "version": "1", "key": secrets.token_hex(16), 'record"; filename="a.yml': record}
        parts = [
            f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items()
        ]
        return self.ask("/inbox/send", "".join([*parts, "--b--\r\n"]).encode(), "multipart/form-data; boundary=b")[0]


class Load:
    """Hand-ins that are due at even moments, whatever became of those before."""

    def __init__(self, expert: Person, rate: float, seconds: float) -> None:
        self.expert, self.rate, self.count = expert, rate, round(rate * seconds)
        self.took: list[float] = []
        self.wrong: list[str] = []

    def run(self) -> None:
        """Send them all."""
        began = time.perf_counter()
        with ThreadPoolExecutor(64) as senders:
            for number in range(self.count):
                due = began + number / self.rate
                time.sleep(max(0.0, due - time.perf_counter()))
                senders.submit(self._send, number, due)

    def _send(self, number: int, due: float) -> None:
        try:
            status = self.expert.hand_in(number)
            if status != 201:
                self.wrong.append(str(status))
        except (OSError, http.client.HTTPException) as error:
            self.wrong.append(type(error).__name__)
        self.took.append((time.perf_counter() - due) * 1000)

    def within(self, share: float) -> float:
        """Return within how many milliseconds this share of the hand-ins was answered."""
        return sorted(self.took)[math.ceil(share * len(self.took)) - 1]


class Builds:
    """A keeper who hides one page after the other, so that no site is as the one before, and how long it was being built."""

    def __init__(self, keeper: Person, folder: Path) -> None:
        self._keeper, self._folder = keeper, folder
        self._ended = threading.Event()
        self._threads = [threading.Thread(target=one, daemon=True) for one in (self._press, self._look)]
        self.looks: list[bool] = []

    def __enter__(self) -> Builds:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *given: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _press(self) -> None:
        for path in sorted((ROOT / "data" / "women").glob("*/*.yml")):
            if self._ended.wait(PRESSED):
                return
            with suppress(OSError, http.client.HTTPException):
                self._keeper.post("/inbox/desk/pages/hide", resource="women", record=path.stem)

    def _look(self) -> None:
        while not self._ended.wait(LOOKED):
            self.looks.append(any((self._folder / "releases").glob("*.part")))


def soon(is_so, what: str) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > ends:
            sys.exit(f"{what} takes more than {PATIENCE} s")
        time.sleep(0.2)


@contextmanager
def served(folder: Path, slow: int) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    """Serve an inbox of this repository's bank whose site is built; yield its port and process."""
    quiet = {"check": True, "capture_output": True}
    subprocess.run(["git", "clone", "--quiet", "--bare", "--template=", str(ROOT), str(folder / "bank.git")], **quiet)
    head = subprocess.run(["git", "-C", str(ROOT), "rev-parse", "HEAD"], text=True, **quiet).stdout.strip()
    subprocess.run(["git", "-C", str(folder / "bank.git"), "update-ref", "refs/heads/main", head], **quiet)
    with bound() as free:
        port = free.getsockname()[1]
    own = folder / "inbox"
    own.mkdir(mode=0o700)
    (own / "inbox.toml").write_text(SETTINGS.format(host=HOST, repository=folder / "bank.git", port=port), "utf-8")
    inject = f"inject=fsync,fdatasync:delay_exit={slow * 1000}"
    strace = ["strace", "--seccomp-bpf", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync", "-e", inject]
    running = subprocess.Popen(
        [*(strace if slow else []), *program("serve", "--unproven"), "--settings", str(own / "inbox.toml")],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "log").open("w"),
        text=True,
        start_new_session=True,
    )
    try:
        soon(lambda: running.poll() is not None or (own / "releases" / "current").exists(), "The first build")
        if running.poll() is not None:
            sys.exit((folder / "log").read_text("utf-8"))
        yield port, running
    finally:
        os.killpg(running.pid, signal.SIGTERM)  # strace itself hears nothing while it looks on
        running.wait(60)


def program(*words: str) -> list[str]:
    return [sys.executable, "-P", "-m", "generator", "inbox", *words]


def invited(own: Path, port: int, role: str, *more: str) -> Person:
    """Invite somebody, and let them come in."""
    words = program("invite", f"همکار {role}", "--role", role, *more, "--settings", str(own / "inbox.toml"))
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = Person(port)
    found.enter(said.strip().partition("#")[2])
    return found


def most_memory(process: int) -> Iterator[tuple[str, int]]:
    """Yield each process below one, and itself, with the most megabytes that it has had."""
    with suppress(OSError):
        status = Path(f"/proc/{process}/status").read_text()
        words = Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
        verb = re.search(r"generator inbox (\w+)", words)
        if verb and not words.startswith("strace"):
            yield verb[1], int(re.search(r"VmHWM:\s+(\d+)", status)[1]) // 1024  # type: ignore[index]
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from most_memory(int(child))


def main() -> int:
    """Send, print what was seen, and return whether it is good."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--rate", type=float, default=20, help="hand-ins a second")
    parser.add_argument("--slow-flushes", type=int, default=0, metavar="MS", help="of a slow disk, by strace")
    parser.add_argument("--most", type=float, default=200, metavar="MS", help="of 99 in 100 answers")
    asked = parser.parse_args()
    if asked.slow_flushes and not shutil.which("strace"):
        parser.error("--slow-flushes needs strace")
    with tempfile.TemporaryDirectory(prefix="inbox-bench-") as name:
        folder = Path(name)
        own = folder / "inbox"
        with served(folder, asked.slow_flushes) as (port, running):
            expert = invited(own, port, "expert", "--county", "fasa")
            keeper = invited(own, port, "keeper")
            load = Load(expert, asked.rate, asked.seconds)
            with closing(sqlite3.connect(own / "inbox.db")) as store:

                def counted(query: str) -> int:
                    return int(store.execute(query).fetchone()[0])

                with Builds(keeper, own) as builds:
                    load.run()
                received = counted("SELECT count(*) FROM hand_ins")
                judged = counted("SELECT count(*) FROM hand_ins WHERE state <> 'received'")
                built = counted("SELECT count(*) FROM builds WHERE state = 'done'") - 1
            memory = list(most_memory(running.pid))
    building = sum(builds.looks) / max(1, len(builds.looks))
    print(f"{load.count} hand-ins, {asked.rate:g} a second; flushes slowed by {asked.slow_flushes} ms")
    print(f"errors: {len(load.wrong)} {sorted(set(load.wrong))}; in the store: {received}; judged by then: {judged}")
    print(f"builds ended: {built}; one was under way {building:.0%} of the time")
    print(
        "ms: " + ", ".join(f"p{share:.0%} {load.within(share):.0f}".replace("%", "") for share in (0.5, 0.95, 0.99, 1))
    )
    print("most MB: " + ", ".join(f"{verb} {size}" for verb, size in memory))
    return int(bool(load.wrong) or received != load.count or load.within(0.99) > asked.most)


if __name__ == "__main__":
    sys.exit(main())
