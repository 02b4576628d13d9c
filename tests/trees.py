"""Pages as trees: by a parser in C for whoever looks something up, and by the slow one that says what it had to mend."""

from __future__ import annotations

from xml.etree.ElementTree import Element, TreeBuilder

import html5lib
from html5lib.constants import adjustSVGAttributes
from lxml.etree import HTML
from lxml.etree import HTMLParser as QuickParser

SVG = "{http://www.w3.org/2000/svg}"
# Elements of SVG in pages of ours whose names are not all small.
_TAGS = {"clippath": "clipPath"}


class _Builder(TreeBuilder):
    """Build what the standard of HTML asks for of a page without faults: SVG has a space of names of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._inside = 0

    def start(self, tag: str, attributes: dict[str, str]) -> Element:
        if not self._inside and tag != "svg":
            return super().start(tag, dict(attributes))
        self._inside += 1
        named = {adjustSVGAttributes.get(name, name): value for name, value in attributes.items()}
        return super().start(SVG + _TAGS.get(tag, tag), named)

    def end(self, tag: str) -> Element:
        if not self._inside:
            return super().end(tag)
        self._inside -= 1
        return super().end(SVG + _TAGS.get(tag, tag))


def quick(html: str) -> Element:
    """Return the tree of a page of ours, without its comments; it is `strict`'s where that finds no fault."""
    tree: Element = HTML(html, parser=QuickParser(target=_Builder()))
    tree.text = None  # the white space before the head, which the standard drops
    body = tree[-1]
    body[-1].tail, body.tail = (body[-1].tail or "") + (body.tail or ""), None  # that behind the body stands in it
    return tree


def strict(html: str) -> tuple[Element, list[tuple]]:
    """Return the tree of a page as the standard has it, and what was mended: places, codes and values."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(html), parser.errors
