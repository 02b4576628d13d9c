"""Windows of a real browser in which nothing may go wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, Route

# Kept from the first moment of each page: faults of the security policy, and the scheme at the moments that count.
WATCH = """
addEventListener("securitypolicyviolation", event => {
  (window.faults ??= []).push(event.violatedDirective + " " + event.blockedURI);
});
addEventListener("DOMContentLoaded", () => { window.early = document.documentElement.dataset.scheme; });
requestAnimationFrame(function look() {
  if (!document.body) return requestAnimationFrame(look);
  window.painted ??= getComputedStyle(document.body).backgroundColor;
});
"""


def watched(browser: Browser, **options) -> tuple[Page, list[str]]:
    """Open a page of a fresh profile; return it and the list to which all comes that goes wrong on it."""
    context = browser.new_context(locale="fa-IR", reduced_motion="reduce", **options)
    page = context.new_page()
    page.add_init_script(WATCH)
    faults: list[str] = []

    def said(message) -> None:
        if message.type in ("error", "warning"):
            faults.append(message.text)

    def failed(request) -> None:
        if request.failure != "net::ERR_ABORTED":  # somebody left the page before it was whole
            faults.append(f"{request.failure}: {request.url}")

    def answered(response) -> None:
        if response.status >= 400:
            faults.append(f"{response.status}: {response.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("requestfailed", failed)
    page.on("response", answered)
    return page, faults


# What axe asks: only what is wrong is gathered, and in a second scheme only what another scheme can change.
# A name that lacks what is shown fails whoever speaks the words they see; axe asks for that only when told to.
_ALL = {"resultTypes": ["violations"], "rules": {"label-content-name-mismatch": {"enabled": True}}}
_COLOURS = {"resultTypes": ["violations"], "runOnly": {"type": "rule", "values": ["color-contrast"]}}


def violations(page: Page, *, colours_alone: bool = False) -> list[tuple[str, str, list[str]]]:
    """Return what axe finds wrong with a page: the rule, what it asks, and the first few pieces of the page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    asked = _COLOURS if colours_alone else _ALL
    found = page.evaluate("async options => (await axe.run(document, options)).violations", asked)
    return [(one["id"], one["help"], [node["html"][:160] for node in one["nodes"]][:3]) for one in found]


# Windows that are open and used by nobody, by the browser and the options of their profiles.
_FREE: dict[tuple[Any, ...], list[tuple[Page, list[str]]]] = defaultdict(list)


@contextmanager
def opened(
    browser: Browser,
    *,
    fresh: bool = False,
    faulty: bool = False,
    viewport: dict[str, int] | None = None,
    color_scheme: str = "light",
    **options: Any,
) -> Iterator[Page]:
    """Open a page of an empty profile; at the end, nothing of it may have gone wrong unless it is meant to be ``faulty``.

    The profile is of earlier tests where one is free, with all that was stored wiped: a new one starts cold, which
    takes a second of a processor. A test that changes the profile for good asks for a ``fresh`` one.
    """
    free = _FREE[browser, repr(sorted(options.items()))]
    page, faults = free.pop() if free and not fresh else watched(browser, **options)
    page.set_viewport_size(viewport or {"width": 1280, "height": 720})
    page.emulate_media(media="null", color_scheme=color_scheme, reduced_motion="reduce")
    whole = False
    try:
        yield page
        faults += page.evaluate("window.faults ?? []")
        assert faulty or faults == []
        faults.clear()
        whole = not fresh
    finally:
        if whole:
            _wipe(page)
            free.append((page, faults))
        else:
            page.context.close()


def _wipe(page: Page) -> None:
    addresses = [urlsplit(one.url) for one in page.context.pages]
    for other in page.context.pages:
        if other is not page:
            other.close()
    page.context.set_offline(False)
    page.goto("about:blank")  # first, so that nothing is stored on the way out
    session = page.context.new_cdp_session(page)
    for origin in {f"{address.scheme}://{address.netloc}" for address in addresses if address.netloc}:
        session.send(
            "Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "cookies,local_storage,indexeddb"}
        )
    session.detach()


class Held:
    """Requests that are kept waiting while ``on``, until they are let go."""

    def __init__(self, page: Page, pattern: str) -> None:
        self.on = True
        self.waiting: list[Route] = []
        page.route(pattern, lambda route: self.waiting.append(route) if self.on else route.continue_())

    def go(self) -> None:
        self.on = False
        while self.waiting:
            self.waiting.pop(0).continue_()
