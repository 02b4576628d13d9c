"""A look at a page before anybody accepts it: drawn by a process of its own, shown without a script."""

from __future__ import annotations

import re
from contextlib import suppress

from werkzeug.wrappers import Response

from generator.inbox.errands import Errands
from generator.inbox.store import entries
from generator.inbox.store.invitations import DECIDERS
from generator.inbox.web import guard
from generator.inbox.web.desk import scope
from generator.inbox.web.desk.built_pages import file_of
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see

_NAME = re.compile(r"(\d{1,15})-[0-9a-z]{1,16}")
_BODY = re.compile("<body[^>]*>")
_REFRESH = 1


def begin(visit: Visit, number: int) -> Response:
    """Have the page of an entry drawn."""
    wanted = visit.text("entry")
    if not wanted.isascii() or not wanted.isdigit() or len(wanted) > 15:
        raise Refusal(400, "درخواست خوانده نشد", "صفحهٔ فرستاده را از نو باز کنید.")
    with visit.house.store.reading() as tx:
        line = scope.to_decide(visit, tx, number, int(wanted))
    errands: Errands | None = visit.house.more.get("errands")
    if errands is None:
        raise Refusal(503, "اکنون ساخته نمی‌شود", "کمی بعد دوباره امتحان کنید.")
    errands.begin(
        _errand(line["id"], line["digest"]), "", "look", f"--entry={line['id']}", f"--digest={line['digest']}"
    )
    return see(f"/inbox/desk/{number}/look/{line['id']}")


def wait(visit: Visit, number: int, wanted: int) -> Response:
    """Lead to the page when it is drawn, and say so while it is not."""
    with visit.house.store.reading() as tx:
        line = scope.to_decide(visit, tx, number, wanted)
    name = f"{line['id']}-{line['digest'][:16]}"
    errands: Errands | None = visit.house.more.get("errands")
    errand = errands.of(_errand(line["id"], line["digest"])) if errands else None
    if errand is None or (errand.is_done and not errand.is_good):
        said = errand.said if errand else "از صفحهٔ فرستاده دوباره بخواهید."
        raise Refusal(409, "صفحه ساخته نشد", said or "دوباره امتحان کنید.")
    if errand.is_done:
        return see(f"/inbox/desk/look/{name}/{entries.card(line).get('page', '')}")
    return page(visit, "look.html", number=number, label=line["label"], refresh=_REFRESH)


def show(visit: Visit, name: str, rest: str) -> Response:
    """Send a file of a look; what it does not have leads to the site that is shown."""
    match = _NAME.fullmatch(name)
    with visit.house.store.reading() as tx:
        line = entries.by_id(tx, int(match[1])) if match else None
    folder = visit.house.settings.previews / name
    if line is None or not folder.is_dir():
        raise Refusal(404, "این صفحه دیگر نیست", "از صفحهٔ فرستاده دوباره بخواهید.")
    scope.check(visit.person, line["county"])
    with suppress(OSError):  # a name that no disk has
        if not (folder / rest).exists():
            return see(f"/{rest}")
    response = file_of(folder, rest, visit.request.path)
    if str(response.content_type).startswith("text/html"):
        response.set_data(
            _BODY.sub(lambda found: found[0] + _way_back(line["hand_in"]), response.get_data(as_text=True), 1)
        )
    response.headers["Content-Security-Policy"] = guard.PREVIEW_POLICY
    return response


def _way_back(number: int) -> str:
    """Return what stands above a page that is looked at: that it is not published, and the way to what was sent."""
    back = f'<a href="/inbox/desk/{int(number)}/">بازگشت به فرستاده</a>'
    said = f"<strong>پیش‌نمایش است و هنوز منتشر نشده.</strong> {back}"
    return f'<aside class="md-banner"><div class="md-banner__inner">{said}</div></aside>'


def _errand(entry: int, digest: str) -> str:
    return f"look {entry} {digest}"


ROUTES = (
    Route("/inbox/desk/<int:number>/look", begin, is_post=True, roles=DECIDERS),
    Route("/inbox/desk/<int:number>/look/<int:wanted>", wait, roles=DECIDERS),
    Route("/inbox/desk/look/<name>/<path:rest>", show, roles=DECIDERS),
)
