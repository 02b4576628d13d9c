"""Frames: the theme's page, rendered once per kind of address and filled once per record.

MkDocs with Material needs some milliseconds a page. So a record's page is not a MkDocs page: for each first folder and
depth MkDocs renders one stub whose head and body are marks, and a page is the stub's text with the marks replaced.
Links in the frame are relative, so a frame serves the addresses that share its first folder and its depth.
"""

from __future__ import annotations

import re
from typing import NamedTuple

HEAD = "<!--capable-women:head-->"
BODY = "<!--capable-women:body-->"
STUB = "_frame"
# What the theme's templates leave of their own layout: a tenth of a page. A frame has nothing that keeps its blanks.
_BLANK = re.compile(r"\s*\n\s*")


class FrameKey(NamedTuple):
    """What a frame depends on: the first folder of the address and the number of folders in it."""

    section: str
    depth: int

    @property
    def source(self) -> str:
        """The path of the stub among the sources of MkDocs."""
        return "/".join([self.section, *[STUB] * (self.depth - 1), "index.md"])


class Frame(NamedTuple):
    """The bytes before the head, between head and body, and after the body."""

    before: bytes
    between: bytes
    after: bytes

    def fill(self, head: str, body: str) -> bytes:
        """Return a whole page."""
        return b"".join((self.before, head.encode(), self.between, body.encode(), self.after))


class FrameError(Exception):
    """A rendered stub does not hold each mark once."""


def key_of(url: str) -> FrameKey:
    """Return the key of the frame that serves an address such as ``women/simin-daneshvar/``."""
    parts = url.strip("/").split("/")
    return FrameKey(parts[0], len(parts))


def cut(html: str) -> Frame:
    """Cut a rendered stub at its two marks."""
    if html.count(HEAD) != 1 or html.count(BODY) != 1 or html.index(HEAD) > html.index(BODY):
        raise FrameError("the theme's page must hold the mark of the head and the mark of the body once, in this order")
    before, rest = html.split(HEAD)
    between, after = rest.split(BODY)
    return Frame(*(_BLANK.sub("\n", part).encode() for part in (before, between, after)))
