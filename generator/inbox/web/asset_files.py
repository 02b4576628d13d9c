"""The styles, scripts and fonts of the pages: the site's own and those of the inbox, and no file besides."""

from __future__ import annotations

from functools import cache
from mimetypes import guess_type
from pathlib import Path

from werkzeug.wrappers import Response

from generator.inbox.web.visit import Refusal, Route, Visit
from generator.site.drawing.render import TEMPLATES

_FOLDERS = (Path(__file__).parent / "assets", TEMPLATES / "assets")


@cache
def _known() -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for folder in reversed(_FOLDERS)
        for path in folder.rglob("*")
        if path.is_file()
    }


def asset(visit: Visit, name: str) -> Response:
    """Send a file that pages ask for."""
    path = _known().get(name)
    if path is None:
        raise Refusal(404, "این فایل نیست", "صفحه را از نو باز کنید.")
    kind = {".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2"}.get(path.suffix) or guess_type(name)[0]
    return Response(path.read_bytes(), content_type=kind, headers={"Cache-Control": "private, max-age=600"})


ROUTES = (Route("/inbox/assets/<path:name>", asset),)
