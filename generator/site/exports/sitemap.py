"""The sitemap: every page that asks to be found, in as many files as the protocol asks for."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from generator.runtime.output import File
from generator.site.model.facts import review
from generator.site.model.site import Site

# So many addresses one file may hold.
LIMIT = 50_000
INDEX = "sitemap.xml"
ROBOTS = "robots.txt"
# Records as bare data: the API, the tables, the index of search, and the files beside the pages.
_BARE = ("api/", "data/tables/", "search/index/", "*/index.json", "*/known.json")
_LOCATION = re.compile(r"<loc>([^<]*)</loc>")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def addresses(text: str, base: str) -> list[str]:
    """Return the addresses in a sitemap, from the site's root."""
    return [unescape(found).removeprefix(base) for found in _LOCATION.findall(text)]


def render(site: Site, urls: Iterable[str], limit: int = 0) -> dict[str, str]:
    """Return the sitemap of the addresses by file, each address once, in a stable order.

    One file where one may hold them all; else ``sitemap.xml`` is the index of the others. A trial asks to be found
    nowhere: its sitemap is empty.
    """
    limit = limit or LIMIT
    listed = [] if site.trial else sorted(set(urls))
    parts = [listed[start : start + limit] for start in range(0, len(listed), limit)]
    if len(parts) < 2:
        return {INDEX: _addresses(site, listed)}
    files = {f"sitemap-{number}.xml": _addresses(site, part) for number, part in enumerate(parts, start=1)}
    rows = "".join(
        f"<sitemap>{_row(site, name, max(filter(None, (changed(site, url) for url in part)), default=''))}</sitemap>\n"
        for name, part in zip(files, parts, strict=True)
    )
    return {INDEX: f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{rows}</sitemapindex>\n', **files}


def export(site: Site, urls: Iterable[str]) -> Iterator[File]:
    """Yield what crawlers are asked, and the sitemap of the addresses, its first file packed too."""
    yield File(ROBOTS, robots(site).encode())
    for name, text in render(site, urls).items():
        yield File(name, text.encode())
        if name == INDEX:
            yield File(f"{INDEX}.gz", gzip.compress(text.encode(), mtime=0))


def robots(site: Site) -> str:
    """Return what crawlers are asked: pages, yes; the same records as bare data, where no page can say ``noindex``, no.

    A search engine that found a living woman's data without her page would show what her page asks it not to. No page is
    barred, not even of a trial: a crawler that may not read a page never sees that it asks not to be indexed.
    """
    path = urlsplit(site.address).path
    kept_out = "".join(f"Disallow: {path}{pattern}\n" for pattern in _BARE)
    listed = "" if site.trial else f"\nSitemap: {site.absolute(INDEX)}\n"
    return f"User-agent: *\n{kept_out}{listed}"


def doubts(site: Site) -> list[str]:
    """Return what the maintainers should know of the site's address, in Persian: crawlers read only a host's own robots.txt."""
    if urlsplit(site.address).path in ("", "/"):
        return []
    return [
        f"هشدار: نشانی سایت ({site.address}) ریشهٔ یک دامنه نیست و موتورهای جست‌وجو فایل {ROBOTS} را فقط در ریشه می‌خوانند. "
        "دادهٔ خام کسانی که صفحه‌شان از فهرست شدن پرهیز دارد، اینجا بی‌پناه است. سایت را بر دامنه‌ای جداگانه بگذارید، یا خط‌های "
        f"همین {ROBOTS} را به فایل ریشه بیفزایید."
    ]


def changed(site: Site, url: str) -> str:
    """Return the day that the record of a page was added or last reviewed; nothing where no file tells it."""
    record = site.paged.get(url)
    day = review(record) if record else None
    return day.iso if day else ""


def _addresses(site: Site, urls: list[str]) -> str:
    rows = "".join(f"<url>{_row(site, url, changed(site, url))}</url>\n" for url in urls)
    return f'{_HEAD}<urlset xmlns="{_SPACE}">\n{rows}</urlset>\n'


def _row(site: Site, url: str, day: str) -> str:
    location = f"<loc>{escape(site.absolute(url))}</loc>"
    return f"{location}<lastmod>{day}</lastmod>" if day else location
