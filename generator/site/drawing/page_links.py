"""Links of hand-written pages: addresses that anybody can open, and pages that something leads to.

Links within the site are MkDocs's and the link check's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from generator.dataset.problems import value_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.problem import Problem
from generator.dataset.web_address import NO_ADDRESS, fault_of, is_email

_TITLE = "پیوند"
# What is shown as it is written leads nowhere.
_CODE = re.compile(r"^(```|~~~).*?^\1[ \t]*$|`[^`\n]*`|<!--.*?-->", re.M | re.S)
# The targets of links in Markdown and HTML, and the addresses at the head of a page.
_TARGETS = (
    re.compile(r"\]\(\s*<?([^)\s>]+)"),
    re.compile(r"^[ ]{0,3}\[[^\]\n]+\]:\s*<?([^\s>]+)", re.M),
    re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^>\s]+)>"),
    re.compile(r"\b(?:href|src)\s*=\s*[\"']?([^\"'\s>]+)", re.I),
    re.compile(r"^[ \t-]*(?:url|link|href|source):[ \t]+[\"']?([^\"'\s]+)", re.M),
)
_MAIL = re.compile(r"<([^<>\s:/]+@[^<>\s]*)>")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):|//|www\.", re.I)
_TELEPHONE = re.compile(r"\+?[0-9][0-9-]{2,20}")
_HREF = re.compile(r"<a\b[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.I)
_BASE = "http://site/"


def link_problems(text: str, name: str) -> Iterator[Problem]:
    """Yield the links out of the site that not everybody can open; ``name`` is the page's file."""
    plain = _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    found = {(match.start(1), match[1], fault) for match in _targets(plain) if (fault := _fault(unescape(match[1])))}
    found |= {
        (match.start(1), match[1], value_kinds.LINK_EMAIL) for match in _MAIL.finditer(plain) if not is_email(match[1])
    }
    for start, target, kind in sorted(found):
        yield Problem(name, text.count("\n", 0, start) + 1, kind, title=_TITLE, found=target)


def _targets(text: str) -> Iterator[re.Match[str]]:
    for pattern in _TARGETS:
        yield from pattern.finditer(text)


def _fault(target: str) -> Kind | None:
    """Return what is wrong with the target of a link; None for one within the site."""
    scheme = _SCHEME.match(target)
    if scheme is None:
        return None
    kind = (scheme[1] or "").lower()
    rest = target[len(kind) + 1 :]
    if kind == "mailto":
        return None if is_email(unquote(rest.partition("?")[0])) else value_kinds.LINK_EMAIL
    if kind == "tel":
        return None if _TELEPHONE.fullmatch(rest) else NO_ADDRESS
    return fault_of(target)


def links(url: str, html: str) -> set[str]:
    """Return the addresses within the site that a page's links lead to, as its pages are called: ``guide/``."""
    found = set()
    for match in _HREF.finditer(html):
        target = urljoin(_BASE + url, unescape(next(filter(None, match.groups()), "")))
        if target.startswith(_BASE):
            found.add(unquote(urlsplit(target).path).lstrip("/"))
    return found


def doubts(pages: Iterable[str], reached: set[str], site: Path) -> list[str]:
    """Return what the maintainers should know of hand-written pages that no reader comes to, in Persian."""
    return [
        f"هشدار: هیچ صفحه‌ای به «{page}» پیوند ندارد و خواننده به آن نمی‌رسد. در صفحه‌ای دیگر به آن پیوند دهید، یا فایلش را حذف کنید."
        for page in unreached(pages, reached, site)
    ]


def unreached(pages: Iterable[str], reached: set[str], site: Path) -> list[str]:
    """Return the hand-written pages that no page leads to, by their addresses.

    What the pages of MkDocs lead to is known; only where one is missing there are the written ones looked through.
    """
    left = {page for page in pages if page} - reached
    for path in sorted(site.rglob("index.html")) if left else ():
        text = path.read_text("utf-8")
        url = path.parent.relative_to(site).as_posix().removeprefix(".") + "/"
        if any(page.rsplit("/", 2)[-2] in text for page in left):
            left -= {page for page in links(url.lstrip("/"), text) if page != url}
    return sorted(left)
