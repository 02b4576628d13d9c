"""What stands before every page: the host and the origin, the session and its token, and what browsers are told.

Errors: `Refusal` where something is not as it must be; nothing of a request's body is read before.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from werkzeug.wrappers import Response

from generator.inbox.store import invitations
from generator.inbox.store.invitations import Session
from generator.inbox.web.visit import Asked, House, Refusal, Route, Visit

_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'self'; connect-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: What a file that somebody sent may do in a browser: be saved, and nothing else.
DOWNLOAD_POLICY = "default-src 'none'; sandbox"
#: What a page of the site may do when the desk shows it before anybody has accepted it: be read.
PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'; sandbox allow-same-origin"
)
# With no-referrer Chromium would send «Origin: null» with plain forms, and our own pages would be refused.
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# How often a session is noted to be in use.
_TOUCH = timedelta(minutes=5)
_AGAIN = "صفحه را از نو باز کنید و دوباره بفرستید."


def check_host(request: Asked, house: House) -> None:
    """Refuse a request that was made to another name: a foreign page may have led that name to this computer."""
    if request.headers.get("Host", "") != urlsplit(house.site).netloc:
        raise Refusal(421, "نشانی دیگری است", f"این صفحه‌ها فقط در {house.site} باز می‌شوند.")


def check_tls(request: Asked, house: House) -> None:
    """Refuse what has not come over TLS where the pages are asked for over it: a password of a link would lie open."""
    if house.is_secure and request.scheme != "https":
        raise Refusal(403, "این راه امن نیست", f"این صفحه‌ها فقط با https باز می‌شوند: {house.site}")


def check_origin(request: Asked, house: House) -> None:
    """Refuse a post that no page of ours has sent."""
    origin = request.headers.get("Origin")
    own = house.site.rstrip("/")
    is_ours = origin == own if origin is not None else request.headers.get("Sec-Fetch-Site") == "same-origin"
    if not is_ours:
        raise Refusal(403, "از جای دیگری فرستاده شد", f"این درخواست از صفحهٔ خود صندوق نبود. {_AGAIN}")


def check_size(request: Asked, route: Route) -> None:
    """Refuse a body that is larger than the route takes, before it is read."""
    request.max_content_length = route.largest
    if (request.content_length or 0) > route.largest:
        raise Refusal(413, "بیش از اندازه بزرگ است", "فایل‌های کوچک‌تری بفرستید، یا در چند بار.")


def session_of(request: Asked, house: House, at: datetime) -> Session | None:
    """Return the session of a request, and note now and then that it is in use."""
    cookie = request.cookies.get(house.cookie, "")
    if not cookie:
        return None
    with house.store.reading() as tx:
        found = invitations.session_of(tx, cookie, at)
    if found is not None and found.seen + _TOUCH <= at:
        with house.store.writing() as tx:
            invitations.touch(tx, cookie, at)
    return found


def check_person(visit: Visit, route: Route) -> None:
    """Refuse a page to who may not have it, and a post without the token of the session's own forms."""
    if route.roles and visit.session is None:
        if _is_revoked(visit):
            raise Refusal(403, "دعوت شما باطل شده است", "اگر باید همکار بمانید، از دفتر پیوند تازه بخواهید.")
        raise Refusal(401, "نخست وارد شوید", _enter(visit.house))
    if visit.session is None:
        return
    if route.roles and visit.session.person.role not in route.roles:
        raise Refusal(403, "این کار با شما نیست", "اگر باید باشد، از نگه‌دارندهٔ صندوق بخواهید نقش شما را عوض کند.")
    if route.is_post and route.roles:
        given = visit.request.form.get("csrf", "")
        if not hmac.compare_digest(given.encode(), visit.session.csrf.encode()):
            raise Refusal(403, "این فرم کهنه است", f"نشانهٔ فرم با ورود شما یکی نیست. {_AGAIN}")


def _is_revoked(visit: Visit) -> bool:
    with visit.house.store.reading() as tx:
        return invitations.is_revoked(tx, visit.request.cookies.get(visit.house.cookie, ""))


def _enter(house: House) -> str:
    if house.settings.is_desk:
        return "این میز بسته شده یا دو ساعت بی‌کار مانده است. برنامهٔ میز را از نو باز کنید."
    return "پیوند شخصی خود را باز کنید. اگر آن را ندارید یا کار نمی‌کند، از دفتر پیوند تازه بخواهید."


def keep(response: Response, house: House, cookie: str) -> None:
    """Give the browser the cookie of a session."""
    response.set_cookie(
        house.cookie, cookie, max_age=12 * 3600, path="/", secure=house.is_secure, httponly=True, samesite="Strict"
    )


def forget(response: Response, house: House) -> None:
    """Take the cookie of a session from the browser."""
    response.delete_cookie(house.cookie, path="/", secure=house.is_secure, httponly=True, samesite="Strict")


def dress(response: Response, house: House) -> Response:
    """Give an answer the headers that every page has; what a view has set itself stays."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if house.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response
