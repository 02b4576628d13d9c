"""Show a built site on this computer, as a web server would."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from generator.runtime.system_errors import reason
from generator.site.engine import configuration
from generator.site.engine.build import BuildError


def serve(config_file: Path, output: Path | None, port: int, started: Callable[[str], None]) -> None:
    """Serve a built site on this computer until it is interrupted; ``started`` is told the address."""
    try:
        site = output.absolute() if output else Path(configuration.load(config_file, output).site_dir)
    except configuration.ConfigurationError as error:
        raise BuildError(str(error)) from None
    if not (site / "index.html").is_file():
        raise BuildError(f"در «{site}» سایتی نیست. نخست generator build را اجرا کنید.")

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, *arguments: object) -> None:
            """Say nothing of each request."""

        def send_error(self, code: int, *arguments: Any, **more: Any) -> None:
            """Answer an unknown address with the site's own page, as a web server does."""
            page = site / "404.html"
            if code != HTTPStatus.NOT_FOUND or not page.is_file():
                super().send_error(code, *arguments, **more)
                return
            content = page.read_bytes()
            self.send_response(code)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, directory=str(site)))
    except OSError as error:
        raise BuildError(f"درگاه {port} در دسترس نیست ({reason(error)}). درگاه دیگری بدهید: --port.") from None
    started(f"http://localhost:{server.server_port}/")
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
