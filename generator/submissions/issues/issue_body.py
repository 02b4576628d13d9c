"""Read the body of an issue that came from a form: its headings are known, and everything else is an answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.problems.kind import Kind
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.persian.spelling.normaliser import canonical
from generator.submissions.forms import questions as q
from generator.submissions.forms.dividing import split_list
from generator.submissions.forms.questions import LIST, Question
from generator.submissions.issues import issue_kinds
from generator.submissions.issues import issue_questions as issue

_MARK = "### "
_OPEN, _CLOSE = "<!--", "-->"
_CHECKBOX = re.compile(r"[-*+] \[([ xX])\] *(.*)")
_FENCE = re.compile(r"(`{3,}|~{3,})[^\n`]*\n(?:(.*)\n)?\1`*\s*", re.S)
_ANY_HEADING = re.compile(r"\s{0,3}#{1,6}\s*(?=[^#\s])")
# What people make a heading of, and what its words are set off by.
_SIGNS = re.compile(r"^[\s#*_>]+|[\s#*_]+$")
_LONGEST_HEADING = 120
_SURROGATE = re.compile("[\ud800-\udfff]")
# Signs that turn the order of what is read; marks of direction, which phones write by themselves, are merely left out.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class _Heading:
    """A heading of the form, at a line of the body."""

    line: int
    key: str


@dataclass(frozen=True)
class Body:
    """A body parted at the headings of its form, whose titles stand by their keys."""

    lines: Sequence[str] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    headings: Sequence[_Heading] = ()
    # Whether all headings lost the empty line before them.
    is_blurred: bool = False

    def sections(self) -> list[tuple[str, str]]:
        """Return all that it holds, as (key, text) below its headings, comments included; the key is empty before them."""
        found = [_Heading(-1, ""), *self.headings]
        ends = [*(heading.line for heading in found[1:]), len(self.lines)]
        parts = zip(found, ends, strict=True)
        return [(heading.key, "\n".join(self.lines[heading.line + 1 : end])) for heading, end in parts]


def part(body: str, questions: Sequence[Question]) -> Body:
    """Part a body at the headings that ask these questions. Never raises."""
    lines = _SURROGATE.sub("\ufffd", body).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    titles = issue.headings(questions)
    return Body(lines, titles, *_headings(lines, titles))


def parse(
    body: Body, questions: Sequence[Question], form: str, source: str = ""
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the answers by key, and what is wrong with the structure of the body.

    A line is a heading where GitHub would have written it: it is one of the form's own, after an empty line, or one
    that lost this line and stands nowhere else. One that comes twice, out of the form's order or in another shape is a
    problem; any other stays text. A body that lost all its empty lines has no answers. Never raises.
    """
    lines, titles, found = body.lines, body.titles, body.headings
    if body.is_blurred:
        return {}, [Problem(source, 0, issue_kinds.BLANK_LINES, form)]
    known = {heading.key for heading in found}
    if 2 * sum(count > 1 for count in Counter(heading.key for heading in found).values()) > max(2, len(titles)):
        return {}, [Problem(source, 0, issue_kinds.TWO_PEOPLE, form)]
    if 2 * len(known) < len(titles) and _strangers(lines, titles) > max(2, len(known)):
        return {}, [Problem(source, 0, issue_kinds.OTHER_FORM, form)]
    blurred = _blurred(lines, {_plain(title): key for key, title in titles.items() if key not in known})
    blurred += _reworded(lines, titles, [*found, *blurred])
    found = sorted([*found, *blurred], key=lambda heading: heading.line)
    problems = []
    for place, key in ((heading.line, heading.key) for heading in blurred):
        said, wanted = lines[place].strip(), _MARK + titles[key]
        if said.startswith("#"):
            shape = Problem(source, 0, issue_kinds.HEADING_SHAPE, form, field=key, found=said, expected=wanted)
        else:
            shape = Problem(source, 0, issue_kinds.HEADING_BARE, form, field=key, found=said, expected=wanted)
        problems.append(shape)
    problems += [
        Problem(source, 0, kind, form, field=key, found=titles[key])
        for kind, keys in _misplaced([heading.key for heading in found], list(titles))
        for key in keys
    ]
    lost = _lost(lines, questions, found)
    problems += [Problem(source, 0, issue_kinds.HEADING_LOST, form, field=key, title=titles[key]) for key in lost]
    before = "\n".join(lines[: found[0].line] if found else lines)
    shown = _shown(before)[0].strip()
    if shown or not found:
        kind = issue_kinds.OUTSIDE if found else issue_kinds.NO_HEADINGS if shown else issue_kinds.EMPTY
        problems.append(Problem(source, 0, kind, form, found=shown.split("\n")[0]))
    values: dict[str, Any] = {}
    by_key = {item.key: item for item in questions}
    for place, heading in enumerate(found):
        end = found[place + 1].line if place + 1 < len(found) else len(lines)
        text = "\n".join(lines[heading.line + 1 : end])
        if form != issue.READY:  # GitHub shows that one as it is, with all that stands in it
            text, hidden = _shown(text)
            if hidden.strip():
                title = titles[heading.key]
                problems.append(Problem(source, 0, issue_kinds.COMMENT, form, title=title))
        turning = _TURNING.search(text)
        if turning:
            shown = f"U+{ord(turning[0]):04X}"
            problems.append(Problem(source, 0, issue_kinds.HIDDEN, form, title=titles[heading.key], found=shown))
        item = by_key[heading.key]
        text = _without_no_response(text)
        odd = _heading_inside(item, text)
        if odd:
            kind = issue_kinds.HEADING_INSIDE
            problems.append(Problem(source, 0, kind, form, field=item.key, title=item.title, found=odd))
            continue
        if form == issue.READY and text.strip() not in ("", issue.NO_RESPONSE):
            values.setdefault(heading.key, unfenced(text.strip()))
        elif value := answer(item, text):
            values.setdefault(heading.key, value)
    return values, problems


def _without_no_response(text: str) -> str:
    """Return a text without GitHub's words for no answer where people wrote beside, below or above them."""
    bare = text.strip()
    rest = bare.removeprefix(issue.NO_RESPONSE).removesuffix(issue.NO_RESPONSE).strip()
    return rest if rest and rest != bare else text


def _heading_inside(item: Question, text: str) -> str:
    """Return a line that can be no part of the answer: GitHub's own words, or a heading where none can be meant."""
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    for row in rows:
        if (row == issue.NO_RESPONSE and len(rows) > 1) or (item.kind != q.LINES and _ANY_HEADING.match(row)):
            return row
    return ""


def answer(item: Question, text: str) -> Any:
    """Return what was answered below a heading: a text, or a list of texts; empty where there is no answer."""
    text = text.strip("\n").rstrip()
    if text.strip() in ("", issue.NO_RESPONSE):
        return [] if item.is_list else ""
    rows = [row.strip() for row in text.split("\n") if row.strip()]
    chosen = [_CHECKBOX.fullmatch(row) for row in rows]
    if item.kind in (q.CHOICE, q.CHOICES, q.BOOLEAN):
        if all(chosen):
            ticked = [match[2].strip() for match in chosen if match and match[1] != " "]
            return ticked if item.is_list else f"{LIST} ".join(ticked)
        if rows == [issue.NONE]:
            return [] if item.is_list else ""
    if item.kind == q.CHOICES:
        return split_list("\n".join(rows), item.options)
    if item.kind == q.ITEMS:
        if item.is_plain_list and item.parts[0].longest <= issue.LONGEST_IN_LINE:
            return split_list("\n".join(rows), {})
        return rows
    return text.strip()


def unfenced(text: str) -> str:
    """Return a text without the code fence around all of it."""
    match = _FENCE.fullmatch(text.strip())
    return (match[2] or "") if match else text


def _headings(lines: Sequence[str], titles: Mapping[str, str]) -> tuple[list[_Heading], bool]:
    """Return the lines that are headings of the form, and whether all of them lost the empty line before them."""
    keys = {_MARK + title: key for key, title in titles.items()}
    written = [_Heading(place, keys[text]) for place, line in enumerate(lines) if (text := line.rstrip()) in keys]
    parted = {heading.line: heading for heading in written if heading.line == 0 or not lines[heading.line - 1].strip()}
    known = {heading.key for heading in parted.values()}
    all_lost = len(written) > len(parted) and not parted.keys() - {written[0].line}
    return [heading for heading in written if heading.line in parted or heading.key not in known], all_lost


def _strangers(lines: Sequence[str], titles: Mapping[str, str]) -> int:
    """Return how many lines, after an empty one, are headings in the shape of a form's but none of this form."""
    own = set(map(_plain, titles.values()))
    places = (place for place, line in enumerate(lines) if line.startswith(_MARK))
    parted = (place for place in places if place == 0 or not lines[place - 1].strip())
    return sum(_plain(lines[place].removeprefix(_MARK)) not in own for place in parted)


def _blurred(lines: Sequence[str], titles: dict[str, str]) -> list[_Heading]:
    """Return the first line that looks like each of the headings, which are keys by their plain titles."""
    found: list[_Heading] = []
    for place, line in enumerate(lines):
        if not titles or not (_ANY_HEADING.match(line) or _stands_alone(lines, place)):
            continue
        key = titles.get(_plain(_SIGNS.sub("", line)))
        if key and all(heading.key != key for heading in found):
            found.append(_Heading(place, key))
    return found


def _stands_alone(lines: Sequence[str], place: int) -> bool:
    """Whether a line is a paragraph of its own, as a heading that lost its signs is."""
    return not any(line.strip() for line in (*lines[max(0, place - 1) : place], *lines[place + 1 : place + 2]))


def _reworded(lines: Sequence[str], titles: Mapping[str, str], found: Sequence[_Heading]) -> list[_Heading]:
    """Return the headings in whose place one in nearly the same words stands: «### شهر» for «### شهرستان»."""
    order, known = list(titles), {heading.line: heading.key for heading in found}
    reworded: list[_Heading] = []
    free = [key for key in order if key not in known.values()]
    for place, line in enumerate(lines if free else ()):
        if place in known or not line.startswith(_MARK):
            continue
        before = max((order.index(key) for at, key in known.items() if at < place), default=-1)
        after = min((order.index(key) for at, key in known.items() if at > place), default=len(order))
        close = nearest(_plain(line.removeprefix(_MARK)), {key: titles[key] for key in order[before + 1 : after]}, 50)
        if close.value:
            reworded.append(_Heading(place, close.value))
            known[place] = close.value
    return reworded


def _lost(lines: Sequence[str], questions: Sequence[Question], found: Sequence[_Heading]) -> list[str]:
    """Return the keys of headings that are gone: needed ones, and those whose answer now stands below the one before."""
    starts = {heading.key: heading.line for heading in found}
    lost, above = [], None
    for item in questions:
        if item.key in starts:
            above = item
            continue
        if found and (item.required or (above and _holds_two(above, _text_below(lines, starts[above.key], starts)))):
            lost.append(item.key)
        above = None
    return lost


def _text_below(lines: Sequence[str], start: int, starts: Mapping[str, int]) -> str:
    end = min((place for place in starts.values() if place > start), default=len(lines))
    return "\n".join(lines[start + 1 : end])


def _holds_two(item: Question, text: str) -> bool:
    """Whether below a heading stands more than its answer: that of the next one, whose heading is gone."""
    paragraphs = [part for part in re.split(r"\n\s*\n", _shown(text)[0].strip()) if part.strip()]
    return len(paragraphs) > 1 and (item.kind not in (q.LINES, q.ITEMS) or issue.NO_RESPONSE in paragraphs)


def _plain(title: str) -> str:
    return " ".join(canonical(title[:_LONGEST_HEADING]).split()).strip(":؛. ")


def _misplaced(found: Sequence[str], order: Sequence[str]) -> list[tuple[Kind, list[str]]]:
    """Return the keys of headings that come twice, and of the fewest others without which the form's order stands."""
    count = Counter(found)
    twice = [key for key in order if count[key] > 1]
    once = [key for key in found if count[key] == 1]
    # The longest run of headings that are in order, by the heading that ends it.
    runs: dict[str, list[str]] = {}
    for key in once:
        before = [run for end, run in runs.items() if order.index(end) < order.index(key)]
        runs[key] = [*max(before, key=len, default=[]), key]
    kept = max(runs.values(), key=len, default=[])
    return [
        (issue_kinds.HEADING_TWICE, twice),
        (issue_kinds.HEADING_ORDER, [key for key in once if key not in kept]),
    ]


def _shown(text: str) -> tuple[str, str]:
    """Return a text without its HTML comments, and what stood in them; one that is not closed is text."""
    shown, hidden, place = [], [], 0
    while (start := text.find(_OPEN, place)) >= 0 and (end := text.find(_CLOSE, start + len(_OPEN))) >= 0:
        shown.append(text[place:start])
        hidden.append(text[start + len(_OPEN) : end])
        place = end + len(_CLOSE)
    return "".join([*shown, text[place:]]), "\n".join(hidden)
