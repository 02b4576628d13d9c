"""The sitemap: every page that asks to be found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from xml.sax.saxutils import escape

from generator.site.context import Site

_LOCATION = re.compile(r"<loc>([^<]*)</loc>")


def addresses(text: str, base: str) -> list[str]:
    """Return the addresses in a sitemap, from the site's root."""
    return [unescape(found).removeprefix(base) for found in _LOCATION.findall(text)]


def render(site: Site, urls: Iterable[str]) -> str:
    """Return the sitemap of the addresses, each once, in a stable order."""
    rows = "".join(f"<url><loc>{escape(site.absolute(url))}</loc></url>\n" for url in sorted(set(urls)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )
