"""The built site itself, on the desk of one computer: a server has nginx for it."""

from __future__ import annotations

from mimetypes import guess_type
from pathlib import Path

from werkzeug.wrappers import Response

from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see

_INDEX, _LOST = "index.html", "404.html"
# Bytes of a name, and letters of a way.
_LONGEST_NAME, _LONGEST = 255, 1000
_KINDS = {".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".yml": "text/plain; charset=utf-8"}


def built(visit: Visit, rest: str = "") -> Response:
    """Send a file of the site that is shown now."""
    site: Path | None = visit.house.more["shown"]()
    if site is None:
        return page(visit, "not_built.html", status=503, refresh=4)
    return file_of(site, rest, f"/{rest}")


def file_of(site: Path, rest: str, address: str) -> Response:
    """Return a file of a built site as a web server would send it; nothing beside the site is reached."""
    # A disk has no names that hold a zero or go on for ever, and asking for one breaks.
    is_name = "\0" not in rest and all(len(part.encode()) <= _LONGEST_NAME for part in rest.split("/"))
    target = (site / rest).resolve() if is_name and len(rest) <= _LONGEST else site.parent
    if not target.is_relative_to(site.resolve()):
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
