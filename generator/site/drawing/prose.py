"""Show a text of several paragraphs as it was written: paragraphs, line breaks, lists, links, and nothing by accident.

Shapes: str in, Markup out. Errors: none; every str is shown, whatever its signs mean elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup

from generator.dataset.web_address import is_web_address
from generator.persian.list_marks import without_marks
from generator.site.drawing.page_code import fa_html, html

_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")
# What begins the lines of a list. Of numbers the lines must count: «1395.» is a year.
_BULLET = re.compile(r"[ \t]*[-*•][ \t]+\S")
_NUMBER = re.compile(r"[ \t]*([0-9]{1,2})[.)-][ \t]+\S")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((\S+?)\)")


def prose(text: str) -> Markup:
    """Return HTML: paragraphs, their lines as they are, lists of two lines and more, and http(s) links.

    Lines that begin with «- » are a list, and so are lines that count from «1. » on; «[words](address)» is a link.
    """
    paragraphs = _PARAGRAPHS.split(text.strip("\n"))
    return Markup("\n".join(block for paragraph in paragraphs if paragraph.strip() for block in _blocks(paragraph)))


def _blocks(paragraph: str) -> Iterator[str]:
    lines = paragraph.split("\n")
    plain: list[str] = []
    start = 0
    while start < len(lines):
        bullets, numbers = _run(lines, start, numbered=False), _run(lines, start, numbered=True)
        end = max(bullets, numbers)
        if end - start < 2:
            plain.append(lines[start])
            start += 1
            continue
        if plain:
            yield _paragraph(plain)
            plain = []
        tag = "ol" if numbers > bullets else "ul"
        items = "".join(f"<li>{_line(line)}</li>" for line in without_marks(lines[start:end]))
        yield f"<{tag}>{items}</{tag}>"
        start = end
    if plain:
        yield _paragraph(plain)


def _run(lines: Sequence[str], start: int, numbered: bool) -> int:
    """Return where the list that begins at a line ends; the line itself where none begins."""
    for end in range(start, len(lines)):
        match = (_NUMBER if numbered else _BULLET).match(lines[end])
        if not match or (numbered and int(match[1]) != end - start + 1):
            return end
    return len(lines)


def _paragraph(lines: Sequence[str]) -> str:
    inner = "<br>\n".join(map(_line, lines))
    return f"<p>{inner}</p>"


def _line(line: str) -> str:
    """Return a line as HTML: whatever comes of the text is escaped here."""
    parts, start = [], 0
    for match in _LINK.finditer(line):
        if is_web_address(match[2]):
            parts += [fa_html(line[start : match.start()]), f'<a href="{html(match[2])}">{fa_html(match[1])}</a>']
            start = match.end()
    return "".join([*parts, fa_html(line[start:])])
