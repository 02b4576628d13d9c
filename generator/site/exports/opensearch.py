"""The description by which a browser learns to search the site from its address bar (OpenSearch 1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from generator.runtime.output import File
from generator.site.model.site import Site

FILE = "opensearch.xml"
_SEARCH = "search/?q={searchTerms}"
# Letters that the format allows in each of the names.
_SHORT, _LONG = 16, 48


def render(site: Site) -> str:
    """Return the description."""
    short = str(site.extra.get("short_name") or site.name)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
            f"<ShortName>{escape(_cut(short, _SHORT))}</ShortName>",
            f"<LongName>{escape(_cut(site.name, _LONG))}</LongName>",
            f"<Description>{escape(site.description)}</Description>",
            "<Language>fa</Language>",
            "<InputEncoding>UTF-8</InputEncoding>",
            "<OutputEncoding>UTF-8</OutputEncoding>",
            f'<Image width="64" height="64" type="image/svg+xml">{escape(site.absolute("assets/mark.svg"))}</Image>',
            f'<Url type="text/html" template={quoteattr(site.absolute(_SEARCH))}/>',
            "</OpenSearchDescription>",
            "",
        ]
    )


def export(site: Site) -> Iterator[File]:
    """Yield the description, at the root of the site; nothing of a site without search."""
    if site.searched:
        yield File(FILE, render(site).encode())


def _cut(name: str, most: int) -> str:
    """Return as many words of a name as the format has room for."""
    words = name.split()
    while len(words) > 1 and len(" ".join(words)) > most:
        words.pop()
    return " ".join(words)[:most]
