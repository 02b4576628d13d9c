"""The built site, a server for it and a browser: each made once a run or once a worker."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from generator.runtime.lock import Lock
from tests import chance, support

# What Python compiles is kept: else every process that a test starts compiles the whole generator anew, and each worker
# all tests.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--in-process-gpu",  # one process less; it draws in software anyway
]
# Seconds in which another worker has made what both need.
_PATIENCE = 900.0
_TEXT = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


Once = Callable[[str, Callable[[Path], None]], Path]


def pytest_configure(config: pytest.Config) -> None:
    """Let chance try as much as it is to: more where the tests of the night are wanted too."""
    chance.begin(night="not nightly" not in config.option.markexpr)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Once:
    """Return a function that makes a folder of a name once a run, by a function that is told where.

    pytest-xdist's workers share the folder, and the first of them makes it: nobody may change it, and it is moved when
    it is whole.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def made(name: str, make: Callable[[Path], None]) -> Path:
        target = shared / name
        lock = Lock(shared / f"{name}.lock", _PATIENCE)
        try:
            if not target.exists():
                make(shared / f"{name}.part")
                (shared / f"{name}.part").rename(target)
        finally:
            lock.release()
        return target

    return made


def _bank_at(address: str, *, official: bool = False) -> Callable[[Path], None]:
    def make(target: Path) -> None:
        config = support.bank(target, official=official, site_url=address)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", support.EPOCH)  # MkDocs puts its own day into the packed sitemap
            result = support.build(config, key=support.KEY)
        assert result.exit_code == 0, result.output

    return make


@pytest.fixture(scope="session")
def bank_site(once: Once) -> Path:
    """The bank of the tests, built for a host of its own: a trial."""
    return once("bank-project", _bank_at(support.HOST)) / "site"


@pytest.fixture(scope="session")
def folder_site(once: Once) -> Path:
    """The bank of the tests, built for the folder ``/bank/`` of a host: an official site."""
    return once("folder-project", _bank_at(support.FOLDER, official=True)) / "site"


@pytest.fixture(scope="session")
def small_project(once: Once) -> Iterator[Path]:
    """A folder with the small package of the tests, its settings, its content and its site; a copy of it builds too."""

    def make(target: Path) -> None:
        support.small_content(target / "content")
        config = support.project(target, content=Path("content"), official=True, site_url=support.HOST)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SOURCE_DATE_EPOCH", support.EPOCH)
            result = support.build(config, key=support.KEY)
        assert result.exit_code == 0, result.output

    made = once("small-project", make)
    yield made
    noted = dict(line.split("  ", 1)[::-1] for line in (made / "site.sha256").read_text("utf-8").splitlines())
    found = {name: sha256(content).hexdigest() for name, content in support.files(made / "site").items()}
    assert found == noted, "a test changed a file that its copy was linked to"


@pytest.fixture(scope="session")
def small_site(small_project: Path) -> Path:
    """The site of the small package."""
    return small_project / "site"


@pytest.fixture(scope="session")
def bank_pages(bank_site: Path) -> dict[str, support.Document]:
    """The pages of the bank by their addresses, each read once."""
    return support.documents(bank_site)


@pytest.fixture(scope="session")
def folder_pages(folder_site: Path) -> dict[str, support.Document]:
    """The pages of the bank that was built for a folder."""
    return support.documents(folder_site)


@pytest.fixture(scope="session")
def small_pages(small_site: Path) -> dict[str, support.Document]:
    """The pages of the small package."""
    return support.documents(small_site)


@cache
def _packed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class _Handler(BaseHTTPRequestHandler):
    """Serve the folders of ``server.mounts``: the longest prefix first, packed where the client takes it."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # a body waited 40 ms for the browser to acknowledge the headers

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        prefix, folder = max(
            ((prefix, folder) for prefix, folder in self.server.mounts.items() if path.startswith(prefix)),
            key=lambda mount: len(mount[0]),
        )
        target = folder / path.removeprefix(prefix)
        if target.is_dir():
            if not path.endswith("/"):
                self.send_response(301)
                self.send_header("Location", path + "/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            target /= "index.html"
        found = target.is_file()
        self._send(target if found else folder / "404.html", 200 if found else 404)

    do_HEAD = do_GET

    def _send(self, path: Path, status: int) -> None:
        kind = guess_type(path.name)[0] or "application/octet-stream"
        packed = kind.startswith(_TEXT) and "gzip" in self.headers.get("Accept-Encoding", "")
        body = _packed(path) if packed else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", kind + ("; charset=utf-8" if kind.startswith("text/") else ""))
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        if "/assets/" in self.path and status == 200:
            self.send_header("Cache-Control", "max-age=3600")  # as a browser keeps them from page to page
        self.end_headers()
        if self.command == "GET":
            with suppress(ConnectionError):  # a browser that leaves a page hangs up
                self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing of each request."""


@pytest.fixture(scope="session")
def server(bank_site: Path, folder_site: Path) -> Iterator[ThreadingHTTPServer]:
    """Serve the bank; below ``bank/`` stands the one built for that folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.mounts = {"/": bank_site, "/bank/": folder_site}
    with support.running(server):
        yield server


@pytest.fixture(scope="session")
def serve(server: ThreadingHTTPServer) -> str:
    """The address of the bank."""
    return f"http://127.0.0.1:{server.server_port}/"


@pytest.fixture(scope="session")
def mounted(server: ThreadingHTTPServer, serve: str) -> Callable[[Path], str]:
    """Serve another folder too; return its address."""

    def mount(folder: Path) -> str:
        name = f"mounted-{len(server.mounts)}"
        server.mounts[f"/{name}/"] = folder
        return f"{serve}{name}/"

    return mount


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; a missing one is an error and no reason to skip."""
    path = os.environ.get("CHROMIUM") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield chromium
        chromium.close()
