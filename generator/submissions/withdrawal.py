"""Withdrawal: the record and its photos go, a fingerprint stays, so that no other agency's nomination brings it back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from urllib.parse import unquote

from generator.dataset.checks.basis import small_photo
from generator.dataset.checks.persons import fingerprint, key_mark, of_other_keys
from generator.dataset.descriptor import Package
from generator.dataset.emitter import table_text
from generator.dataset.files import shown
from generator.dataset.problems import WARNING, Problem
from generator.dataset.registry import Record
from generator.dataset.rows import Dataset
from generator.persian.compounds import PARTS_AFTER, PARTS_BEFORE
from generator.persian.digits import fa
from generator.persian.jalali import from_gregorian
from generator.persian.names import without_honorifics
from generator.persian.occurrences import joined, occurrences
from generator.submissions.outcomes import problem_of
from generator.submissions.submission import Submission

# The codes of a line that names the record for sure, and of one that only may.
MENTIONED, PERHAPS = "mentioned", "mentioned-perhaps"
_TABLE = "withdrawn"
_TEXTS = frozenset(".yml .yaml .csv .md .html .txt .svg .json".split())
# An address holds Persian letters as bytes.
_ENCODED = re.compile("(?:%[0-9A-Fa-f]{2})+")
_OWN_NAME = re.compile("(?:id|name|latin|sort): ")
# A part of a name that is no longer than this is in every other text; a whole one that is longer counts inside a word.
_SHORT, _LONG = 2, 5
# How much of a line is shown on each side of a name, and altogether.
_BESIDE, _MOST = 28, 76


def withdraw(
    package: Package, dataset: Dataset, records: Sequence[Record], today: date, key: str
) -> dict[str, str | None]:
    """Return the files of withdrawals: first the table of fingerprints with a row more for each, then None for what goes.

    The order is that of writing: what was deleted before its fingerprint stood could never be told from what never was.
    """
    resource = package.resources[_TABLE]
    rows = {cells["fingerprint"]: cells for cells in (row.cells for row in dataset.rows[_TABLE])}
    files: dict[str, str | None] = {}
    for record in records:
        mark = fingerprint(record.label, str(record.get("county", "")), key)
        row = {"fingerprint": mark, "date": from_gregorian(today).text, "kind": record.resource, "key": key_mark(key)}
        rows[mark] = row
        files.update(dict.fromkeys(_own_files(record)))
    table = table_text(resource, sorted(rows.values(), key=lambda cells: cells["fingerprint"]))
    return {shown(package.folder / str(resource.path), package): table, **files}


def _own_files(record: Record) -> Iterator[str]:
    yield record.file
    photo = record.get("photo")
    if photo:
        folder = record.file.rsplit("/", 1)[0]
        yield f"{folder}/{photo}"
        yield f"{folder}/{small_photo(photo)}"


def key_problems(dataset: Dataset, key: str, submission: Submission) -> Iterator[Problem]:
    """Yield what is weak about a fingerprint that is made under this key, beside those that are there."""
    if not key:
        yield problem_of(submission, "withdrawn-keyless", severity=WARNING)
    strange = len(of_other_keys(dataset.rows[_TABLE], key))
    if strange:
        yield problem_of(submission, "withdrawn-key", found=fa(strange), severity=WARNING)


def mentions(package: Package, record: Record) -> list[Problem]:
    """Return the lines of other files of data and content that name the record: a person has to look at them.

    A warning each, at its file and line, with the text: MENTIONED where a whole name or an id stands there, PERHAPS
    where it is only a part of the name, such as the surname, or stands inside another word.
    """
    names = _names(record, is_person="sort" in package.resources[record.resource].by_name)
    own = set(_own_files(record))
    kin = f"{shown(package.folder / str(package.resources[record.resource].folder), package)}/"
    found: list[Problem] = []
    for folder in (package.folder, package.folder.parent / "content"):
        for path in sorted(folder.rglob("*")):
            file = shown(path, package)
            if file in own or not path.is_file():
                continue
            lines = _lines(path.read_text("utf-8", errors="ignore"), names) if path.suffix in _TEXTS else {}
            if folder != package.folder:  # what a page or a picture is called is in its address; a record has its id
                lines.update((0, place) for place in _lines(path.name, names).values())
            for line, (code, text) in sorted(lines.items()):
                # What another person is called is that person's name, whoever else has the same surname.
                if code == MENTIONED or not (file.startswith(kin) and _OWN_NAME.match(text)):
                    found.append(Problem(file, line, code, record.resource, record.id, found=text, severity=WARNING))
    return found


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


def _lines(text: str, names: Mapping[str, bool]) -> dict[int, tuple[str, str]]:
    """Return the lines of a text that name a record: line → code, and what stands around the name."""
    text = _ENCODED.sub(lambda match: unquote(match[0]).replace("\n", " "), text)
    found: dict[int, tuple[str, str]] = {}
    for place in occurrences(text, names):
        if not place.whole and not (names[place.key] and len(place.key) > _LONG):
            continue
        certain = names[place.key] and place.whole
        line = text.count("\n", 0, place.start) + 1
        if line not in found or (certain and found[line][0] == PERHAPS):
            found[line] = (MENTIONED if certain else PERHAPS, _around(text, place.start, place.end))
    return found


def _around(text: str, start: int, end: int) -> str:
    """Return the words around a place of a text, at most what a sentence shows."""
    begin, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    stop = len(text) if stop < 0 else stop
    first = max(begin, start - _BESIDE)
    last = min(stop, end + _BESIDE, first + _MOST)
    if first > begin:
        first = max(first, text.find(" ", first, start))
    if last < stop:
        last = max(text.rfind(" ", end, last), 0) or last
    words = " ".join(text[first:last].split())
    return f"{'…' if first > begin else ''}{words}{'…' if last < stop else ''}"
