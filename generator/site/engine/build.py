"""Build the site beside the old one and swap it in at the end: a failed build leaves the old site as it was."""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from generator.dataset.reading.load import Loaded
from generator.runtime.system_errors import reason, sentence
from generator.runtime.workers import Processes, Workers
from generator.runtime.workshop import Workshop
from generator.site.engine import configuration

# Material's notice of its end of life is for whoever chooses versions, not for whoever builds the site.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


class Built(NamedTuple):
    """A built site: its folder, the number of its pages, and what its maintainers should know, in Persian."""

    target: Path
    pages: int
    doubts: list[str]


class BuildError(Exception):
    """The site could not be built or copied; the text says why, in Persian."""


def build(
    loaded: Loaded,
    config_file: Path,
    output: Path | None = None,
    progress: Callable[[int], None] | None = None,
    workers: Workers | None = None,
) -> Built:
    """Build the site from valid data into ``output`` (else ``site_dir``).

    ``workers`` draw the pages and cards; if not told, as many processes as there are processors.
    """
    # MkDocs and Material take half a second to import: only a build pays for it.
    from mkdocs.commands import build as mkdocs_build
    from mkdocs.exceptions import Abort, MkDocsException

    from generator.site.drawing.page_links import doubts as alone
    from generator.site.exports.sitemap import doubts

    logger = logging.getLogger("mkdocs")
    if not logger.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(message)s"))
        logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        config = configuration.load(config_file, output)
        target = Path(config.site_dir)
        plugin = config.plugins[configuration.PLUGIN]
        plugin.loaded, plugin.progress, plugin.workers = loaded, progress, workers or Processes()
        plugin.check(config)
        plugin.checked = True
        with Workshop(target) as workshop:
            _check_target(target)
            made = workshop.folder / "site"
            config.site_dir = str(made)
            config.plugins.on_startup(command="build", dirty=False)
            try:
                mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
            workshop.place(made)
        return Built(target, len(plugin.pages), [*doubts(plugin.site), *alone(plugin.texts, plugin.reached, target)])
    except Abort:
        raise BuildError("MkDocs صفحه‌ها را نپذیرفت. آنچه بالاتر آمده است درست کنید.") from None
    except (MkDocsException, configuration.ConfigurationError) as error:
        raise BuildError(str(error)) from None
    except OSError as error:
        raise BuildError(f"نوشتن سایت ناتمام ماند. {sentence(error)}") from None


def _check_target(target: Path) -> None:
    """Refuse to replace a folder that is not a site: a slip in ``--output`` must not cost anybody their files."""
    if target.exists() and not target.is_dir():
        raise BuildError(f"«{target}» پوشه نیست. نشانی دیگری برای سایت بدهید.")
    if target.is_dir() and any(target.iterdir()) and not (target / "sitemap.xml").is_file():
        raise BuildError(f"پوشهٔ «{target}» خالی نیست و سایت هم در آن نیست. پوشهٔ دیگری بدهید یا آن را خالی کنید.")


def check_destination(destination: str) -> None:
    """Refuse a place that ``publish`` cannot write to, before anybody waits for a build."""
    if _is_remote(destination):
        if not shutil.which("rsync"):
            raise BuildError("برنامهٔ rsync روی این رایانه نیست. آن را نصب کنید یا یک پوشه بدهید.")
    elif not destination.endswith(".zip"):
        _check_target(Path(destination).absolute())


def _is_remote(destination: str) -> bool:
    return not destination.endswith(".zip") and ":" in destination and not Path(destination).exists()


def publish(site: Path, destination: str) -> str:
    """Copy a built site to a folder, an rsync address (``host:path``) or a zip; return where it stands."""
    if destination.endswith(".zip"):
        return _zip(site, Path(destination))
    check_destination(destination)
    if _is_remote(destination):
        command = ["rsync", "--archive", "--delete", "--checksum", "--", f"{site}/", destination]
        try:
            subprocess.run(command, check=True)
        except subprocess.CalledProcessError as error:
            raise BuildError(f"rsync ناتمام ماند (کد {error.returncode}). نشانی و دسترسی را بررسی کنید.") from None
        return destination
    target = Path(destination).absolute()
    with Workshop(target) as workshop:
        _check_target(target)
        made = workshop.folder / "site"
        shutil.copytree(site, made)
        workshop.place(made)
    return str(target)


def serve(config_file: Path, output: Path | None, port: int, started: Callable[[str], None]) -> None:
    """Serve a built site on this computer until it is interrupted; ``started`` is told the address."""
    from functools import partial
    from http import HTTPStatus
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

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


def _zip(site: Path, target: Path) -> str:
    """Write the site as a zip whose bytes depend on its content alone."""
    with Workshop(target) as workshop:
        made = workshop.folder / "site.zip"
        _pack(site, made)
        workshop.place(made)
    return str(target)


def _pack(site: Path, target: Path) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                entry = zipfile.ZipInfo(path.relative_to(site).as_posix(), (1980, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes())
