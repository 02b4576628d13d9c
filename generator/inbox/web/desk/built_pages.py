"""The built site itself, on the desk of one computer: a server has nginx for it."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path

from werkzeug.wrappers import Response

from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see

_INDEX, _LOST = "index.html", "404.html"
_KINDS = {".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".yml": "text/plain; charset=utf-8"}


def built(visit: Visit, rest: str = "") -> Response:
    """Send a file of the site that is shown now."""
    site: Path | None = visit.house.more["shown"]()
    if site is None:
        return page(visit, "not_built.html", status=503, refresh=4)
    return file_of(site, rest, f"/{rest}")


def file_of(site: Path, rest: str, address: str) -> Response:
    """Return a file of a built site as a web server would send it; nothing beside the site is reached."""
    target = (site / rest).resolve()
    if not target.is_relative_to(site.resolve()) or "\0" in rest:
        raise Refusal(404, "این صفحه پیدا نشد", "نشانی را بررسی کنید.")
    if target.is_dir():
        if rest and not rest.endswith("/"):
            return see(f"{address}/")
        target /= _INDEX
    if target.is_file():
        return Response(target.read_bytes(), content_type=_kind(target))
    lost = site / _LOST
    if not lost.is_file():
        raise Refusal(404, "این صفحه پیدا نشد", "نشانی را بررسی کنید.")
    return Response(lost.read_bytes(), status=404, content_type=_kind(lost))


def _kind(path: Path) -> str:
    kind = _KINDS.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") and "charset" not in kind else kind


ROUTES = (Route("/", built), Route("/<path:rest>", built))
