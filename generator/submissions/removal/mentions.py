"""Where a withdrawn record is still named: every text file of the repository, its pages, tests and guides included."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote

from generator.dataset.descriptor import Package
from generator.dataset.private import hide
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.problem import Problem
from generator.dataset.reading.files import shown
from generator.dataset.registry import Record
from generator.persian.names.personal_names import without_honorifics
from generator.persian.spelling.compounds import PARTS_AFTER, PARTS_BEFORE
from generator.persian.spelling.occurrences import joined, occurrences, perhaps
from generator.runtime.manifest import SUFFIX
from generator.submissions.removal.removal_kinds import MENTIONED, MENTIONED_BESIDE, MENTIONED_PERHAPS
from generator.submissions.removal.withdrawal import own_files

_PUBLISHED = "content"
# What is made anew or was never written by hand; of folders that begin with a point only these are the project's own.
_SKIPPED = frozenset({"node_modules", "__pycache__", "site"})
# The list of its files, which lies beside the site and is made anew with it.
_MANIFEST = f"site{SUFFIX}"
_POINTED = frozenset({".github", ".ci"})
_LARGEST = 20_000_000
_BEGINNING = 8192
# An address holds Persian letters as bytes.
_ENCODED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_OWN_NAME = re.compile("(?:id|name|latin|sort): ")
# A part of a name that is no longer than this is in every other text; a whole one that is longer counts inside a word.
_SHORT, _LONG = 2, 5
# How much of a line is shown on each side of a name, and altogether.
_BESIDE, _MOST = 28, 76
# How much of it is looked through for what nobody may read.
_SEEN = 200


def mentions(package: Package, record: Record) -> list[Problem]:
    """Return the lines of other files of the repository that name the record: a person has to look at them.

    A warning each, at its file and line, with the text: MENTIONED where a whole name or an id stands in data or content,
    MENTIONED_PERHAPS where it is only a part of the name, such as the surname, or stands inside another word; in all other files
    MENTIONED_BESIDE, and of whole names alone.
    """
    names = _names(record, is_person=package.resources[record.resource].people)
    sure = {key: certain for key, certain in names.items() if certain}
    own = set(own_files(package, record))
    data = f"{package.folder.name}/"
    kin = f"{shown(package.folder / str(package.resources[record.resource].folder), package)}/"
    found: list[Problem] = []
    for path in _files(package.folder):
        file = shown(path, package)
        if file in own:
            continue
        is_data, is_published = file.startswith(data), file.startswith(f"{_PUBLISHED}/")
        sought = names if is_data or is_published else sure
        lines = _lines(_text(path), sought)
        if not is_data:  # what a page or a picture is called is in its address; a record has its id
            lines.update((0, place) for place in _lines(file if sought is sure else path.name, sought).values())
        for line, (kind, text) in sorted(lines.items()):
            # What another person is called is that person's name, whoever else has the same surname.
            if kind == MENTIONED or not (file.startswith(kin) and _OWN_NAME.match(text)):
                told = MENTIONED_BESIDE if sought is sure else kind
                found.append(Problem(file, line, told, record.resource, record.id, found=text))
    return found


def _files(data: Path) -> list[Path]:
    """Return the files that the repository holds or would take in; without one, those of data and content."""
    root = data.parent
    if (root / ".git").exists():
        command = [
            "git",
            "-C",
            str(root),
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--deduplicate",
        ]
        try:
            done = subprocess.run(command, capture_output=True, check=True, timeout=30)
        except (OSError, subprocess.SubprocessError):
            done = None
        # Of a folder that it cannot open git only warns: then every folder is looked into, and that one is named.
        if done and not done.stderr:
            paths = (root / os.fsdecode(name) for name in done.stdout.split(b"\0") if name)
            return sorted(path for path in paths if path.is_file() and not path.is_symlink())
    whole = (root / "mkdocs.yml").exists()
    return sorted(path for folder in ([root] if whole else [data, root / _PUBLISHED]) for path in _walk(folder))


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if name not in _SKIPPED and (name[0] != "." or name in _POINTED)]
        paths = (Path(place, name) for name in names if name != _MANIFEST)
        yield from (path for path in paths if path.is_file() and not path.is_symlink())


def _refuse(error: OSError) -> None:
    """Stop where a folder cannot be listed: her name may stand in it. One that is not there holds none."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _text(path: Path) -> str:
    """Return the text of a file; none of one that is a picture, a font or a book, or larger than any text of ours."""
    if path.stat().st_size > _LARGEST:
        return ""
    raw = path.read_bytes()
    return "" if b"\0" in raw[:_BEGINNING] else raw.decode("utf-8", errors="ignore")


def _names(record: Record, is_person: bool) -> dict[str, bool]:
    """Return the keys of what a record is called; True for those that are nobody else's, save a namesake's."""
    label = without_honorifics(record.label)
    others = [without_honorifics(name) for name in (*record.get("other_names", ()), record.get("latin", ""))]
    sure = [record.id, *record.get("former_ids", ()), label, record.get("sort", "")]
    parts = _surnames(record, label) if is_person else []
    names = {joined(name): False for name in (*parts, *others)}
    names |= {joined(name): True for name in (*sure, *(name for name in others if " " in name))}
    return {key: certain for key, certain in names.items() if certain or len(key) > _SHORT}


def _surnames(record: Record, label: str) -> Iterator[str]:
    """Yield the surname in both scripts, and each of its words that says something alone."""
    family, _, given = str(record.get("sort", "")).partition("،")
    # Without an order to go by, what follows the first word is the surname.
    count = len(given.split()) or 1
    for words in (family.split() if given else label.split()[1:], record.get("latin", "").split()[count:]):
        yield " ".join(words)
        yield from (word for word in words if word not in PARTS_AFTER | PARTS_BEFORE)


def _lines(text: str, names: Mapping[str, bool]) -> dict[int, tuple[Kind, str]]:
    """Return the lines of a text that name a record: line → code, and what stands around the name."""
    text = _ENCODED.sub(lambda match: unquote(match[0]).replace("\n", " "), text)
    found: dict[int, tuple[Kind, str]] = {}
    if not perhaps(text, tuple(names)):
        return found
    for place in occurrences(text, names):
        if not place.whole and not (names[place.key] and len(place.key) > _LONG):
            continue
        certain = names[place.key] and place.whole
        line = text.count("\n", 0, place.start) + 1
        if line not in found or (certain and found[line][0] == MENTIONED_PERHAPS):
            found[line] = (MENTIONED if certain else MENTIONED_PERHAPS, _around(text, place.start, place.end))
    return found


def _around(text: str, start: int, end: int) -> str:
    """Return the words around a place of a text, at most what a sentence shows; masked before they are cut."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    before = hide(text[max(begin, start - _SEEN) : start], is_office=True)
    after = hide(text[end : min(stop, end + _SEEN)], is_office=True)
    line, start, end = before + text[start:end] + after, len(before), len(before) + end - start
    first = max(0, start - _BESIDE)
    last = min(len(line), end + _BESIDE, first + _MOST)
    if first > 0:
        first = max(first, line.find(" ", first, start))
    if last < len(line):
        last = max(line.rfind(" ", end, last), 0) or last
    words = " ".join(line[first:last].split())
    return f"{'…' if first > 0 else ''}{words}{'…' if last < len(line) else ''}"
