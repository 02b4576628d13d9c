"""The proxy before the inbox: what is said of one that is set up wrongly, and the sample with a real nginx."""

from __future__ import annotations

import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from generator.inbox import proxy_probe
from generator.inbox.web.listening import bound
from tests.support import ROOT

HOST = "bank.example.ir"
SAMPLES = ROOT / "docs" / "inbox"


def between(listener: socket.socket, change: Callable[[bytes], bytes], waits: bool = True) -> proxy_probe.Connect:
    """Return the way to a proxy of one request, which passes on what ``change`` makes of it, whole or as it comes."""

    def serve(client: socket.socket) -> None:
        with client, suppress(OSError):  # the probe has what it wants and goes
            raw = client.recv(65536)
            while waits and not raw.endswith(b"rest"):
                raw += client.recv(65536)
            passed = change(raw)
            if passed:
                with socket.create_connection(listener.getsockname()) as onward:
                    onward.sendall(passed)
                    client.sendall(onward.recv(65536))

    def connect() -> socket.socket:
        ours, theirs = socket.socketpair()
        threading.Thread(target=serve, args=(theirs,), daemon=True).start()
        return ours

    return connect


def rightly(raw: bytes) -> bytes:
    raw = re.sub(rb"X-Forwarded-For: [^\r]*", b"X-Forwarded-For: 127.0.0.1", raw)
    return raw.replace(b"X-Forwarded-Proto: http\r", b"X-Forwarded-Proto: https\r")


@pytest.mark.parametrize(
    ("change", "waits", "words"),
    [
        (rightly, True, []),
        (rightly, False, ["proxy_request_buffering"]),
        (lambda raw: raw, True, ["X-Forwarded-Proto", "X-Forwarded-For $remote_addr"]),
        (lambda raw: rightly(raw).replace(HOST.encode(), b"127.0.0.1:8710"), True, ["proxy_set_header Host"]),
        (lambda raw: b"", True, ["proxy_pass"]),
    ],
)
def test_each_mistake_of_a_proxy_is_told_with_what_mends_it(monkeypatch, change, waits, words) -> None:
    monkeypatch.setattr(proxy_probe, "_PATIENCE", 0.5)
    monkeypatch.setattr(proxy_probe, "_HALF", 0.2)
    with bound() as listener:
        told = proxy_probe.faults(listener, HOST, between(listener, change, waits))
    assert [word in sentence for word, sentence in zip(words, told, strict=True)] == [True] * len(words)


def test_no_proxy_at_all_is_told() -> None:
    with bound() as free:
        port = free.getsockname()[1]
    with bound() as listener:
        (told,) = proxy_probe.faults(listener, HOST, proxy_probe.over_tls(HOST, port))
        assert "nginx را نصب و روشن کنید" in told
        # The door itself speaks no TLS: without a proxy it would lie open.
        with bound() as plain:
            threading.Thread(target=lambda: plain.accept()[0].close(), daemon=True).start()
            (told,) = proxy_probe.faults(listener, HOST, proxy_probe.over_tls(HOST, plain.getsockname()[1]))
    assert "TLS" in told


def test_the_unit_gives_the_inbox_no_more_than_it_needs() -> None:
    """The measure of systemd itself, where it is at hand."""
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not here")
    words = [analyze, "security", "--offline=true", "--threshold=15", str(SAMPLES / "inbox.service")]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout[-200:]


# ---- a real nginx with the sample ----

nginx_is_here = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not here")


def configured(folder: Path, port: int, plain: int, behind: int) -> list[str]:
    """Lay the sample out with a certificate of its own, before a port; return the command of nginx that reads it."""
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
    openssl += ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(openssl, cwd=folder, check=True, capture_output=True, timeout=60)
    sample = (SAMPLES / "nginx.conf").read_text("utf-8")
    sample = re.sub(r"\s*listen \[::\].*", "", sample)
    sample = sample.replace("listen 80;", f"listen 127.0.0.1:{plain};")
    sample = sample.replace("listen 443 ", f"listen 127.0.0.1:{port} ").replace("127.0.0.1:8710", f"127.0.0.1:{behind}")
    sample = re.sub(r"/etc/letsencrypt/live/[^/]+/fullchain", f"{folder}/cert", sample)
    sample = re.sub(r"/etc/letsencrypt/live/[^/]+/privkey", f"{folder}/key", sample)
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"daemon off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nuser root;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{temporary}{sample}\n}}\n",
        "utf-8",
    )
    return ["nginx", "-c", str(config), "-p", str(folder)]


@nginx_is_here
def test_the_sample_is_one_that_nginx_reads(tmp_path: Path) -> None:
    with bound() as free, bound() as other, bound() as behind:
        ports = [one.getsockname()[1] for one in (free, other, behind)]
    command = configured(tmp_path, *ports)
    done = subprocess.run([*command, "-t"], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "[warn]" not in done.stderr.replace('the "user" directive', "")


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Callable[[int], int]]:
    """Return a function that starts nginx with the sample before a port, and returns its own."""
    with ExitStack() as stack:

        def start(behind: int) -> int:
            with bound() as free, bound() as other:
                port, plain = free.getsockname()[1], other.getsockname()[1]
            command = configured(tmp_path, port, plain, behind)
            running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            stack.callback(lambda: (running.terminate(), running.wait(10)))
            for _ in range(100):
                try:
                    socket.create_connection(("127.0.0.1", port), 1).close()
                    return port
                except OSError:
                    time.sleep(0.05)
            raise AssertionError((tmp_path / "error.log").read_text())

        yield start


@nginx_is_here
@pytest.mark.nightly
def test_half_sent_requests_wait_at_nginx_and_an_honest_one_is_answered(inbox, nginx, tmp_path, monkeypatch) -> None:
    from waitress.server import create_server

    listener = bound()
    behind = listener.getsockname()[1]
    port = nginx(behind)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    object.__setattr__(inbox.house, "site", f"https://{HOST}/")
    connect = proxy_probe.over_tls(HOST, port)
    # The sample is what the inbox asks for.
    assert proxy_probe.faults(listener, HOST, connect) == []
    trusted = {"trusted_proxy": "127.0.0.1", "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
    server = create_server(inbox.pages, sockets=[listener], threads=8, clear_untrusted_proxy_headers=True, **trusted)
    threading.Thread(target=server.run, daemon=True).start()
    half = f"POST /inbox/send HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 5000\r\n\r\nhalf".encode()
    with ExitStack() as stack:
        # From other addresses of this computer, as a hundred of one address are all that nginx lets in.
        for number in range(110):
            plain = socket.create_connection(("127.0.0.1", port), 5, source_address=(f"127.0.0.{2 + number % 4}", 0))
            context = ssl.create_default_context()
            stack.enter_context(context.wrap_socket(plain, server_hostname=HOST)).sendall(half)
        began = time.monotonic()
        with closing(connect()) as honest:
            honest.sendall(f"GET /inbox/follow HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
            answer = b""
            while more := honest.recv(65536):
                answer += more
    took = time.monotonic() - began
    assert answer.startswith(b"HTTP/1.1 200")
    assert took < 1
