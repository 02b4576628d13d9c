"""What no browser sends, at the listening end itself: lengths that lie, bodies without an end, more than is taken."""

from __future__ import annotations

import io
import resource
import socket
import threading
import time
import zipfile
from collections.abc import Iterator

import pytest

from generator.inbox.store import hand_ins
from generator.inbox.web.listening import LARGEST_BODY, bound, listen

HEAD = "POST /inbox/{way} HTTP/1.1\r\nHost: inbox.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\n"
HEAD += "Origin: https://inbox.example\r\nContent-Type: multipart/form-data; boundary=b\r\n"


@pytest.fixture
def door(inbox) -> Iterator[int]:
    """The port of a listening house, behind whose proxy the tests stand."""
    listener = bound()
    threading.Thread(target=listen, args=(inbox.pages, listener, True), daemon=True).start()
    yield listener.getsockname()[1]


def said(port: int, *parts: bytes) -> tuple[int, float]:
    """Send parts until the other end has enough; return the status of the answer and the seconds that it took."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), 5) as raw:
        raw.settimeout(2)
        try:
            for part in parts:
                raw.sendall(part)
        except OSError:
            pass
        try:
            answer = raw.recv(4096)
        except OSError:
            answer = b""
    return (int(answer.split()[1]) if answer else 0), time.monotonic() - began


def head(way: str = "send", *more: str) -> bytes:
    return (HEAD.format(way=way) + "".join(f"{line}\r\n" for line in more) + "\r\n").encode()


def test_what_is_too_large_or_has_no_end_is_refused_at_once_and_fills_no_memory(inbox, door) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    hostile = {
        "13 MB": (head("send", f"Content-Length: {13 * 1024 * 1024}"), b"x" * 65536),
        "chunks without an end": (
            head("send", "Transfer-Encoding: chunked"),
            *[chunk] * (LARGEST_BODY // 0x10000 + 10),
        ),
        "a length that is none": (head("send", "Content-Length: -5"), b"x"),
        "two lengths": (head("send", "Content-Length: 5", "Content-Length: 50"), b"x" * 50),
        "a length and chunks": (head("send", "Content-Length: 5", "Transfer-Encoding: chunked"), b"0\r\n\r\n"),
        "a header without an end": (b"GET /inbox/ HTTP/1.1\r\nHost: inbox.example\r\nX: " + b"x" * 100_000,),
    }
    for name, parts in hostile.items():
        status, took = said(door, *parts)
        # It is refused, or the line is cut; nobody waits for it.
        assert status == 0 or 400 <= status < 500, (name, status)
        assert took < 2.5, name
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50 * 1024
    with inbox.store.reading() as tx:
        assert hand_ins.undecided(tx) == 0
    honest = (
        b"GET /inbox/follow HTTP/1.1\r\nHost: inbox.example\r\nX-Forwarded-Proto: https\r\nConnection: close\r\n\r\n"
    )
    status, took = said(door, honest)
    assert (status, took < 1) == (200, True)


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (b"GET /inbox/follow HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Proto: https\r\n\r\n", 421),
        (b"GET /inbox/follow HTTP/1.1\r\nHost: inbox.example\r\n\r\n", 403),  # past the proxy
        (b"GET /inbox/follow HTTP/1.1\r\nHost: inbox.example\r\nX-Forwarded-Proto: http\r\n\r\n", 403),
        (b"GET /inbox/../../etc/passwd HTTP/1.1\r\nHost: inbox.example\r\nX-Forwarded-Proto: https\r\n\r\n", 404),
        (
            b"GET /inbox/assets/..%2f..%2fapp.py HTTP/1.1\r\nHost: inbox.example\r\nX-Forwarded-Proto: https\r\n\r\n",
            404,
        ),
        (
            b"GET /inbox/about/?page=%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: inbox.example\r\nX-Forwarded-Proto: https\r\n\r\n",
            404,
        ),
        (b"BREW /inbox/ HTTP/1.1\r\nHost: inbox.example\r\nX-Forwarded-Proto: https\r\n\r\n", 405),
    ],
)
def test_other_names_ways_and_tricks_lead_nowhere(door, line: bytes, status: int) -> None:
    assert said(door, line)[0] == status


def test_a_workbook_that_would_burst_is_told_and_bursts_nothing(office) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("[Content_Types].xml", b"<Types/>")
        bomb.writestr("xl/workbook.xml", b" " * 200_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert len(out.getvalue()) < 1_000_000
    number = office.send(body=out.getvalue(), name="workbook.xlsx")
    began = time.monotonic()
    office.work()
    assert time.monotonic() - began < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024
    with office.store.reading() as tx:
        line = hand_ins.by_number(tx, number)
    assert line["state"] == "refused"
