"""Render the Markdown of a record and leave in it only what a text needs."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from generator.persian.digits import fa

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h3", "h4"}


@cache
def _converter():
    import markdown

    return markdown.Markdown(extensions=["sane_lists"], output_format="html")


def prose(text: str) -> Markup:
    """Return sanitised HTML: paragraphs, lists, emphasis and http(s) links; headings begin at the third level."""
    import nh3

    html = _converter().reset().convert(text)
    for level in (2, 1):
        html = html.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    clean = nh3.clean(html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel="noopener")
    return Markup(_digits(clean))


def _digits(html: str) -> str:
    """Turn the digits of the text into Persian ones, and leave those inside tags and character references."""
    import re

    return re.sub(r"(<[^>]*>|&#?\w+;)|([^<&]+)", lambda match: match[1] or fa(match[2]), html)
