"""Frames: the theme's page, rendered once per kind of address and filled once per record.

MkDocs with Material needs some milliseconds a page. So a record's page is not a MkDocs page: for each first folder and
depth MkDocs renders one stub whose head and body are marks, and a page is the stub's text with the marks replaced.
Links in the frame are relative and mark the place of the page, so a frame serves the addresses that share their first
folder, their depth and the link of the menu that they lie below.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

HEAD = "<!--capable-women:head-->"
BODY = "<!--capable-women:body-->"
STUB = "_frame"
# What the theme's templates leave of their own layout: a tenth of a page. A frame has nothing that keeps its blanks.
_BLANK = re.compile(r"\s*\n\s*")
# Parts of the theme that only its own scripts fill, and names by which only its scripts and styles know others.
_UNUSED = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>|<div class="md-dialog"[^>]*>\s*<div[^>]*></div>\s*</div>'
    r'| data-md-component="[a-z]+"| class="md-(?:container|main|main__inner md-grid)"| md-grid md-typeset(?=")'
)


class FrameKey(NamedTuple):
    """What a frame depends on: the first folder of the address, the number of folders in it, and what marks it below."""

    section: str
    depth: int
    mark: str = ""

    @property
    def source(self) -> str:
        """The path of the stub among the sources of MkDocs."""
        steps = [STUB] * (self.depth - 1)
        if self.mark:
            steps[-1] += self.mark.strip("/").removeprefix(self.section).replace("/", "-")
        return "/".join([self.section, *steps, "index.md"])

    @property
    def address(self) -> str:
        """An address as its pages have: the marked one itself, or one that lies as deep below it."""
        known = self.mark or f"{self.section}/"
        return known + f"{STUB}/" * (self.depth - known.count("/"))


class Frame(NamedTuple):
    """The bytes before the head, between head and body, and after the body."""

    before: bytes
    between: bytes
    after: bytes

    def fill(self, head: str, body: str) -> bytes:
        """Return a whole page."""
        return b"".join((self.before, head.encode(), self.between, body.encode(), self.after))

    def exchanged(self, page: bytes, other: Frame) -> bytes:
        """Return a page of another frame in this one; nothing of one that is not of that frame."""
        if not (page.startswith(other.before) and page.endswith(other.after) and page.count(other.between) == 1):
            return b""
        head, body = page[len(other.before) : len(page) - len(other.after)].split(other.between)
        return b"".join((self.before, head, self.between, body, self.after))


class FrameError(Exception):
    """A rendered stub does not hold each mark once."""


def key_of(url: str, marks: Collection[str] = ()) -> FrameKey:
    """Return the key of the frame that serves an address such as ``women/simin-daneshvar/``.

    ``marks`` are the addresses deeper than a first folder that the menu leads to.
    """
    parts = url.strip("/").split("/")
    above = ("/".join(parts[:end]) + "/" for end in range(len(parts), 1, -1))
    return FrameKey(parts[0], len(parts), next((one for one in above if one in marks), ""))


def marks_in(frames: Iterable[FrameKey]) -> frozenset[str]:
    """Return the addresses by which frames are marked."""
    return frozenset(key.mark for key in frames if key.mark)


def without_unused(html: str) -> str:
    """Return a page of the theme without its drawer, its search and its dialog, which our pages have not."""
    return _UNUSED.sub("", html)


def cut(html: str) -> Frame:
    """Cut a rendered stub at its two marks."""
    if html.count(HEAD) != 1 or html.count(BODY) != 1 or html.index(HEAD) > html.index(BODY):
        raise FrameError("the theme's page must hold the mark of the head and the mark of the body once, in this order")
    before, rest = html.split(HEAD)
    between, after = rest.split(BODY)
    return Frame(*(_BLANK.sub("\n", part).encode() for part in (before, between, after)))
