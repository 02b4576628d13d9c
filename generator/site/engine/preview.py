"""Show a site on this computer, as a web server would: a built one, or whatever else answers for its files."""

from __future__ import annotations

import contextlib
import mimetypes
import re
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

from generator.runtime.output import checked
from generator.runtime.system_errors import reason
from generator.site.engine import configuration
from generator.site.engine.build_error import BuildError

_INDEX, _LOST = "index.html", "404.html"
# How this computer calls itself, with any port: somebody may lead one of theirs here.
_HERE = re.compile(r"(?:localhost|127\.0\.0\.1)(?::\d+)?", re.IGNORECASE)
_ELSEWHERE = "این سایت فقط از همین رایانه دیده می‌شود؛ نشانی آن را با localhost باز کنید."
# What a browser reads as text, beside all that calls itself so.
_TEXTS = ("application/json", "application/xml", "image/svg+xml")


class Served(Protocol):
    """What a site is served from."""

    def get(self, path: str) -> bytes | None:
        """Return the file of a path from the root; None where there is none."""


class BuiltFolder:
    """A built site in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, path: str) -> bytes | None:
        """Return a file below the folder."""
        try:
            return (self._folder / checked(path)).read_bytes()
        except (OSError, ValueError):
            return None


class Handler(BaseHTTPRequestHandler):
    """Answer with the files of a site, and an unknown address with the site's own page, as a web server does."""

    protocol_version = "HTTP/1.1"

    def __init__(self, site: Served, *arguments: Any, **more: Any) -> None:
        self.site = site
        super().__init__(*arguments, **more)

    def log_message(self, *arguments: object) -> None:
        """Say nothing of each request."""

    def parse_request(self) -> bool:
        """Refuse another name than this computer's: a page of that name could else read what is not published yet."""
        if not super().parse_request():
            return False
        is_here = _HERE.fullmatch(self.headers.get("Host", "")) is not None
        if not is_here:
            self.answer(HTTPStatus.MISDIRECTED_REQUEST, _ELSEWHERE.encode(), kind_of("elsewhere.txt"))
        return is_here

    def do_GET(self) -> None:
        """Answer a request."""
        asked = urlsplit(self.path)
        path = unquote(asked.path).lstrip("/")
        name = f"{path}{_INDEX}" if path.endswith("/") or not path else path
        content = self.site.get(name)
        if content is not None:
            self.answer(HTTPStatus.OK, content, kind_of(name))
        elif name == path and self.site.get(f"{path}/{_INDEX}") is not None:
            more = f"?{asked.query}" if asked.query else ""
            self.answer(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain", Location=f"/{quote(path)}/{more}")
        else:
            self.answer(HTTPStatus.NOT_FOUND, self.site.get(_LOST) or b"", kind_of(_LOST))

    do_HEAD = do_GET

    def answer(self, status: HTTPStatus, content: bytes, kind: str, **headers: str) -> None:
        """Send an answer; its content only where it is asked for."""
        self.send_response(status)
        sent = {"Content-Type": kind, "Content-Length": str(len(content)), "Cache-Control": "no-store", **headers}
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def kind_of(name: str) -> str:
    """Return the type that a browser is told of a file."""
    kind, packed = mimetypes.guess_type(name)
    if packed or kind is None:
        return "application/gzip" if packed == "gzip" else "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind in _TEXTS else kind


def serve(config_file: Path, output: Path | None, port: int, started: Callable[[str], None]) -> None:
    """Serve a built site on this computer until it is interrupted; ``started`` is told the address."""
    try:
        site = output.absolute() if output else Path(configuration.load(config_file, output).site_dir)
    except configuration.ConfigurationError as error:
        raise BuildError(str(error)) from None
    if not (site / _INDEX).is_file():
        raise BuildError(f"در «{site}» سایتی نیست. نخست generator build را اجرا کنید.")
    show(partial(Handler, BuiltFolder(site)), port, started)


def show(handler: Callable[..., BaseHTTPRequestHandler], port: int, started: Callable[[str], None]) -> None:
    """Answer on a port of this computer alone until somebody interrupts; ``started`` is told the address."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise BuildError(f"درگاه {port} در دسترس نیست ({reason(error)}). درگاه دیگری بدهید: --port.") from None
    started(f"http://localhost:{server.server_port}/")
    with server, contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
