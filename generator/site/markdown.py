"""Render the Markdown of a record and leave in it only what a text needs."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup

from generator.persian.digits import fa

_TAGS = {"p", "br", "strong", "em", "a", "ul", "ol", "li", "blockquote", "h3", "h4"}

# Signs that Markdown or HTML could mean something by; `---`, lists and headings begin a line.
_MARKED = re.compile(r"[*_`\[\]<>&\\!|~:]|^\s*(?:[-+=#]|\d+[.)]|    |\t)|  $", re.M)


@cache
def _converter():
    import markdown

    return markdown.Markdown(extensions=["sane_lists"], output_format="html")


def prose(text: str) -> Markup:
    """Return sanitised HTML: paragraphs, lists, emphasis and http(s) links; headings begin at the third level."""
    if not _MARKED.search(text):
        # Plain paragraphs, as most texts are: nothing to convert and nothing to sanitise.
        return Markup("\n").join(
            Markup("<p>{}</p>").format(fa(part.replace("\n", " "))) for part in text.split("\n\n") if part
        )
    import nh3

    html = _converter().reset().convert(text)
    for level in (2, 1):
        html = html.replace(f"<h{level}>", "<h3>").replace(f"</h{level}>", "</h3>")
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="noopener",
    )
    return Markup(_digits(clean))


def _digits(html: str) -> str:
    """Turn the digits of the text into Persian ones, and leave those inside tags and character references."""
    return re.sub(r"(<[^>]*>|&#?\w+;)|([^<&]+)", lambda match: match[1] or fa(match[2]), html)
