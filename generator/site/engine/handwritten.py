"""Check the hand-written pages before MkDocs reads them: that everything can be read, what stands at their
head, and where their links lead.

MkDocs passes over a folder that it cannot list, follows links out of the folder, ends in a traceback where a page is no
UTF-8, and drops the head of a page without a word where its YAML is broken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.private import brief
from generator.dataset.problems import file_kinds, settings_kinds
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.files import is_left_behind
from generator.dataset.reading.settings import problem_of, settings_of
from generator.dataset.shapes import PLAIN, TEXT, WORD, Keys, Leaf, ListOf, Shape, faults, one_of
from generator.dataset.texts import MARKDOWN, read_text, unreadable
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.runtime.system_errors import printable, reason
from generator.site.drawing.page_links import link_problems

_LIMIT = 2_000_000
# The head of a page, as MkDocs finds it.
_HEAD = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.S)
_KEY = re.compile(r"[ ]{0,3}([A-Za-z0-9_-]+):")


def _is_day(value: Any) -> bool:
    try:
        parse_jalali(str(value))
    except DateError:
        return False
    return isinstance(value, str | int)


def _head(views: Collection[str]) -> Keys:
    """Return the shape of a page's head; what it does not name is nobody's business here."""
    linked = ListOf(Keys({"label": WORD, "url": TEXT}, ("label", "url")))
    keys: dict[str, Shape] = {
        "view": one_of(*sorted(views)),
        **dict.fromkeys(("title", "description", "summary", "kind", "hero_title", "hero_lead", "template"), TEXT),
        "date": Leaf("تاریخی شمسی میان دو نشانهٔ '، مانند '1405-09-03'", _is_day),
        "featured": ListOf(PLAIN),
        "shortcuts": linked,
        "sources": ListOf(Keys({"title": WORD, "url": TEXT}, ("title",), open=True)),
    }
    return Keys(keys, open=True)


def page_problems(docs: Path, base: Path, views: Collection[str]) -> list[Problem]:
    """Return what is wrong below the folder of hand-written pages; files are named from the folder ``base`` on."""
    problems: list[Problem] = []
    shape = _head(views)
    for path in _files(docs, base, problems):
        name = _shown(path, base)
        if path.name.endswith(MARKDOWN):
            found: list[Problem] = []
            text = read_text(path, _LIMIT, name, found)
            # A page may be empty, and its line ends and marks of byte order are MkDocs's business.
            problems.extend(item for item in found if item.severity == ERROR and item.kind != file_kinds.EMPTY_FILE)
            problems.extend(_of_head(text or "", name, shape))
            problems.extend(link_problems(text or "", name))
        else:
            try:
                path.open("rb").close()
            except OSError as error:
                problems.append(unreadable(name, error))
    return problems


def _shown(path: Path, base: Path) -> str:
    return printable(path.relative_to(base).as_posix() if path.is_relative_to(base) else path.as_posix())


def _files(docs: Path, base: Path, problems: list[Problem]) -> Iterator[Path]:
    """Yield the files below a folder; what cannot be listed or leads elsewhere is a problem."""

    def refuse(error: OSError) -> None:
        place = _shown(Path(os.fsdecode(error.filename)), base)
        problems.append(Problem(place, 0, file_kinds.UNREADABLE_FOLDER, found=reason(error)))

    for root, folders, names in os.walk(docs, onerror=refuse):
        for name in sorted([*folders, *names]):
            path = Path(root, name)
            if path.is_symlink():
                problems.append(Problem(_shown(path, base), 0, file_kinds.LINK, found=printable(name)))
            elif name in names and not is_left_behind(name):
                yield path
        folders[:] = sorted(name for name in folders if not is_left_behind(name))


def _of_head(text: str, name: str, shape: Keys) -> Iterator[Problem]:
    """Yield what is wrong with the head of a page."""
    head = _HEAD.match(text)
    if head is None:
        first = _KEY.match(text)
        if text.startswith("---\n") or (first and first[1].lower() in shape.keys):
            yield Problem(name, 1, settings_kinds.PAGE_HEAD, found=brief(text.split("\n", 1)[0], 60))
        return
    # The line of the fence comes before, so that lines are those of the page.
    whole = "\n" + head[1]
    values, wrong = settings_of(whole, name)
    yield from wrong
    if wrong or values is None:
        return
    found = list(faults(values, shape))
    root = yaml.compose(whole, Loader=yaml.CSafeLoader) if found else None
    for fault in found:
        yield problem_of(fault, root, name, ".".join(str(step) for step in fault.path) or "سر صفحه")
