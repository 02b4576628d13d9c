"""The pages of the inbox: which address leads where, what stands before it, and what is said where something fails."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, RequestRedirect, Rule
from werkzeug.wrappers import Response

from generator.inbox.store.database import StoreError, StoreFull
from generator.inbox.web import guard
from generator.inbox.web.known_bank import BankUnknown
from generator.inbox.web.page_templates import page
from generator.inbox.web.visit import Asked, House, Refusal, Route, Visit

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

log = logging.getLogger("generator.inbox")

# What is said of what Werkzeug refuses.
# The page of one hand-in or one loan, and what somebody can mend there.
_OF_ONE = re.compile(r"/inbox/(?:desk|loans)/\d{1,15}/")
_MENDABLE = (400, 409, 422)
_SAID = {
    400: ("درخواست خوانده نشد", "صفحه را از نو باز کنید و دوباره بفرستید."),
    404: ("این صفحه پیدا نشد", "نشانی را بررسی کنید یا از صفحهٔ نخست شروع کنید."),
    405: ("این صفحه چنین درخواستی نمی‌گیرد", "یک صفحه برگردید و دوباره شروع کنید."),
    413: ("بیش از اندازه بزرگ است", "فایل‌های کوچک‌تری بفرستید، یا در چند بار."),
}
_BROKEN = (
    "چیزی در برنامه خراب شد",
    "آنچه فرستاده بودید گم نشده است. اگر باز هم همین شد، به نگه‌دارندهٔ صندوق خبر بدهید.",
)


class Pages:
    """The application: a request through the guard to the view of its route."""

    def __init__(self, house: House, routes: Sequence[Route]) -> None:
        self.house = house
        self._map = _map_of(tuple(routes))

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request; the log has its method, its route and how it ended, and nothing that anybody wrote."""
        began = time.monotonic()
        request = Asked(environ)
        route, response = self._answer(request)
        name = route.name if route else "-"
        log.info("%s %s %d %d ms", request.method, name, response.status_code, (time.monotonic() - began) * 1000)
        return guard.dress(response, self.house)(environ, start)

    def _answer(self, request: Asked) -> tuple[Route | None, Response]:
        route: Route | None = None
        visit = Visit(request, self.house, None, self.house.now())
        try:
            guard.check_host(request, self.house)
            guard.check_tls(request, self.house)
            visit = Visit(request, self.house, guard.session_of(request, self.house, visit.at), visit.at)
            route, values = self._map.bind_to_environ(request.environ).match()
            assert route is not None
            if route.is_post:
                guard.check_origin(request, self.house)
                guard.check_size(request, route)
            guard.check_person(visit, route)
            return route, route.view(visit, **values)
        except RequestRedirect as error:
            return route, Response(status=308, headers={"Location": error.new_url})
        except Refusal as error:
            return route, refused(visit, error)
        except HTTPException as error:
            code = error.code or 400
            return route, refused(visit, Refusal(code, *_SAID.get(code, _SAID[400])))
        except BankUnknown as error:
            return route, refused(visit, Refusal(503, "بانک هنوز آماده نیست", str(error)))
        except StoreFull as error:
            return route, refused(visit, Refusal(507, "جا نیست", str(error)))
        except StoreError as error:
            log.error("store: %s", type(error.__cause__).__name__)
            return route, refused(visit, Refusal(503, "صندوق در دسترس نیست", str(error)))
        except Exception as error:
            # Where it broke, and none of the values that it broke at.
            log.error("%s in %s", _place(error), route.name if route else "-")
            return route, refused(visit, Refusal(500, *_BROKEN))


@cache
def _map_of(routes: tuple[Route, ...]) -> Map:
    """Return the addresses of routes; Werkzeug compiles a program of each, which takes longer than many a request."""
    rules = [Rule(one.rule, endpoint=one, methods=["POST"] if one.is_post else ["GET"]) for one in routes]
    return Map(rules, merge_slashes=False)


def _place(error: Exception) -> str:
    """Return the kind of an error and the line of ours that raised it."""
    found = error.__traceback__
    while found is not None and found.tb_next is not None:
        found = found.tb_next
    where = f"{found.tb_frame.f_code.co_filename}:{found.tb_lineno}" if found else "?"
    return f"{type(error).__name__} at {where}"


def refused(visit: Visit, error: Refusal) -> Response:
    """Return the page of a refusal."""
    # Whoever forgot something on a page goes back to it, and not to the first one.
    came = _OF_ONE.match(visit.request.path) if visit.request.method == "POST" and error.status in _MENDABLE else None
    back = came[0] if came else ""
    response = page(visit, "refusal.html", status=error.status, title=error.title, sentence=error.sentence, back=back)
    response.headers.update(error.headers)
    return response
