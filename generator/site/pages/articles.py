"""Lists of the hand-written pages (news, education), and pages that lead on to another address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from generator.persian.calendar.jalali import in_words, parse_jalali
from generator.persian.calendar.months import DateError
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.site import Site
from generator.site.pages.parts.structured_data import breadcrumbs

#: How long the first page tells of news.
_FRESH = timedelta(days=90)
_NEWEST = 4


class Item(NamedTuple):
    """One article in a list."""

    url: str
    title: str
    summary: str
    date: str
    kind: str


def items(site: Site, sections: Iterable[str]) -> list[Item]:
    """Return the articles of the sections, news before education, the newest first within each."""
    found: list[Any] = []
    for section in sections:
        own = [
            (str(meta.get("date", "")), url, meta)
            for url, meta in site.articles.items()
            if url.startswith(f"{section}/") and url != f"{section}/"
        ]
        own.sort(key=lambda entry: (entry[0], entry[1]), reverse=True)
        found.extend(
            Item(
                url, str(meta.get("title", "")), str(meta.get("summary", "")), in_words(date), str(meta.get("kind", ""))
            )
            for date, url, meta in own
        )
    return found


def newest(site: Site) -> list[Item]:
    """Return what the first page leads to: news that is still fresh, then what is newest to learn."""
    fresh = [item for item in items(site, ["news"]) if _is_fresh(site, item)]
    return [*fresh, *items(site, ["education"])][:_NEWEST]


def _is_fresh(site: Site, item: Item) -> bool:
    try:
        day = parse_jalali(str(site.articles[item.url].get("date", ""))).first()
    except DateError:
        return False
    return site.today - day <= _FRESH


def listing(site: Site, url: str, meta: Mapping[str, Any]) -> View:
    """Return the list of a section's articles."""
    title = str(meta.get("title", ""))
    crumbs = [Crumb("خانه", ""), Crumb(title)]
    context = {"crumbs": crumbs, "meta": meta, "items": items(site, [url.strip("/")])}
    head = Head(title, str(meta.get("description", "")), url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "articles.html", context)


def redirect(site: Site, url: str, resource: str, record_id: str) -> View:
    """Return a page that leads from a record's former address to the present one."""
    label, target = site.registry.label(resource, record_id), addresses.record(resource, record_id)
    head = Head(label, f"نشانی این صفحه عوض شده است: {label}", url, indexed=False, refresh=target)
    return View(head, "redirect.html", {"label": label, "target": target})
