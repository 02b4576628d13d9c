"""Publishing: what of the accepted is in the site that is shown, a build when it is wanted, and the site carried elsewhere.

Carrying is an errand of another process. Where the site goes is asked on the desk of one computer alone: a server serves
its own.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from werkzeug.wrappers import Response

from generator.inbox.errands import Errands
from generator.inbox.store import builds, decisions, entries
from generator.inbox.store.invitations import KEEPER
from generator.inbox.web.desk.hand_in_page import download
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Refusal, Route, Visit, see

#: The file of the whole repository, to be carried by hand, beside the store.
BUNDLE = "bank.bundle"
_ADDRESS, _LAST = "/inbox/desk/publish/", "published.json"
_CARRY, _PACK = "carry", "bundle"
_LONGEST, _REFRESH = 500, 3


def show(visit: Visit) -> Response:
    """Show how far what was accepted has come, and where the site can be carried to."""
    with visit.house.store.reading() as tx:
        counts = entries.counts(tx)
        context: dict[str, Any] = {
            "on_way": counts.get("accepting", 0) + counts.get("accepted", 0),
            "latest": builds.latest(tx),
            "wanted": builds.wanted(tx),
            "away": decisions.not_pushed(tx),
        }
    errands = _errands(visit)
    found = {name: errands.of(name) if errands else None for name in (_CARRY, _PACK)}
    is_busy = bool(context["wanted"]) or any(one is not None and not one.is_done for one in found.values())
    return page(
        visit,
        "publish.html",
        refresh=_REFRESH if is_busy else 0,
        errands=found,
        destination=_last(visit),
        has_bundle=(visit.house.settings.folder / BUNDLE).is_file(),
        **context,
    )


def build(visit: Visit) -> Response:
    """Want a build of the site."""
    with visit.house.store.writing() as tx:
        builds.want_build(tx, visit.at)
    return see(_ADDRESS)


def carry(visit: Visit) -> Response:
    """Have the site that is shown copied to a folder, to an address of rsync or into a zip."""
    errands, destination = _errands(visit), visit.text("destination")
    if errands is None:
        raise Refusal(403, "سایت همین‌جاست", "صندوقی که پشت سرور است سایت خود را خودش نشان می‌دهد.")
    if not destination or len(destination) > _LONGEST or not destination.isprintable() or destination.startswith("-"):
        raise Refusal(400, "مقصد خوانده نشد", "یک پوشه، نشانی rsync یا نام فایلی با پایان zip بنویسید.")
    with suppress(OSError):
        (visit.house.settings.folder / _LAST).write_text(json.dumps({"to": destination}), "utf-8")
    more = ["--delete"] if visit.text("delete") else []
    errands.begin(_CARRY, destination, "carry", f"--to={destination}", *more)
    return see(_ADDRESS)


def pack(visit: Visit) -> Response:
    """Have the whole repository written into one file that can be carried."""
    errands = _errands(visit)
    if errands is None:
        raise Refusal(403, "مخزن همین‌جاست", "نسخهٔ پشتیبان را نگه‌دارندهٔ سرور می‌گیرد.")
    errands.begin(_PACK, BUNDLE, "bundle")
    return see(_ADDRESS)


def bundle(visit: Visit) -> Response:
    """Send the file of the whole repository."""
    path = visit.house.settings.folder / BUNDLE
    if not visit.house.settings.is_desk or not path.is_file():
        raise Refusal(404, "این فایل هنوز ساخته نشده است", "نخست «ساختن فایل مخزن» را بزنید.")
    return download(path.read_bytes(), BUNDLE)


def _errands(visit: Visit) -> Errands | None:
    """Return who runs errands; nobody where the site is the server's own."""
    found: Errands | None = visit.house.more.get("errands") if visit.house.settings.is_desk else None
    return found


def _last(visit: Visit) -> str:
    """Return where the site was carried to the last time."""
    path: Path = visit.house.settings.folder / _LAST
    with suppress(OSError, ValueError, KeyError):
        return str(json.loads(path.read_text("utf-8"))["to"])
    return ""


ROUTES = (
    Route(_ADDRESS, show, roles=(KEEPER,)),
    Route(f"{_ADDRESS}build", build, is_post=True, roles=(KEEPER,)),
    Route(f"{_ADDRESS}carry", carry, is_post=True, roles=(KEEPER,)),
    Route(f"{_ADDRESS}pack", pack, is_post=True, roles=(KEEPER,)),
    Route(f"{_ADDRESS}{BUNDLE}", bundle, roles=(KEEPER,)),
)
