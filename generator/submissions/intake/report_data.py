"""What is said of a hand-in before it has a face: cards, differences, what was changed, problems; no markup in any.

Shapes: outcomes and problems in; titles and values as people say them out, in lists and parts as they are. Private
facts are hidden. Errors: none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from generator.dataset.capping import capped
from generator.dataset.descriptor import Package
from generator.dataset.private import hide
from generator.dataset.problems import person_kinds
from generator.dataset.problems.dates_in_words import in_words
from generator.dataset.problems.kind import ERROR, Role
from generator.dataset.problems.printing import in_order, kind_of, summary
from generator.dataset.problems.problem import Audience, Problem, say
from generator.persian.digits import fa
from generator.submissions.forms.questions import BOOLEAN, DATE, NO, YES, Question
from generator.submissions.forms.submission import CORRECTION, REMOVAL
from generator.submissions.intake import retelling
from generator.submissions.matching.merging import Difference
from generator.submissions.matching.outcomes import Outcome, Result, label_of

WORKBOOKS = (".xlsx",)
_ROW = "ردیف {row}"
_CHANGES_PAGE, _CHANGES_ROW = "صفحهٔ «{title}» ({address}) را تغییر می‌دهد", "ردیف «{title}» را تغییر می‌دهد"
_GUESSED = "شناسه‌ای نوشته نشده است؛ نام، شهرستان و سال تولد یا یکی از منابع با این صفحه یکی است"

Asked = Callable[[str], tuple[Question, ...]]


class Fact(NamedTuple):
    """An answer: what is asked, and what was said; a list of texts or of parts where several were said."""

    title: str
    value: Value


@dataclass(frozen=True)
class Parts:
    """One item of a list whose parts were asked for one by one."""

    facts: tuple[Fact, ...]


Value = str | list["Value"] | Parts


class Revised(NamedTuple):
    """A page or row that is there already: the sentence that says so, and old beside new of each field."""

    heading: str
    differences: tuple[Difference, ...]


class Corrected(NamedTuple):
    """One thing that was put right without asking: its row where it has one, and which kinds of change it was."""

    row: str
    title: str
    before: str
    after: str
    kinds: tuple[str, ...]


class Said(NamedTuple):
    """A problem as it is said to whoever handed something in.

    ``field`` is the key of the answer, ``place`` what people call the place; ``more`` counts those of its kind that are
    left out after it.
    """

    severity: str
    field: str
    title: str
    place: str
    sentence: str
    more: int = 0


class Similar(NamedTuple):
    """A record that may be the same one: what it is called, and the address of its page (empty where it has none)."""

    label: str
    address: str


@dataclass(frozen=True)
class Card:
    """What one submission comes to, for whoever decides on it.

    ``row`` is the row of a workbook in Persian digits, ``address`` that of the record's page (empty for a row of a
    table), ``file`` the file that it is written to.
    """

    kind: str
    did: str
    label: str
    address: str
    file: str
    row: str
    has_photo: bool
    facts: tuple[Fact, ...]
    revised: Revised | None
    corrected: tuple[Corrected, ...]
    problems: tuple[Said, ...]
    similar: tuple[Similar, ...]


def card(package: Package, asked: Asked, one: Outcome, beside: Iterable[Problem] = ()) -> Card:
    """Return the card of an outcome; ``asked`` gives the questions of a resource's form.

    ``beside`` are the problems of the hand-in itself: what stands at the row of this submission is said on its card.
    """
    place = (one.submission.source, retelling.row_of(one.submission))
    own = [item for item in beside if (item.file, str(item.line)) == place]
    return Card(
        one.submission.kind,
        did(one),
        label(one),
        "" if one.is_row else address(one),
        one.file,
        row(one),
        bool(one.images),
        tuple(
            Fact(item.title, _value(item, one.values[item.key]))
            for item in asked(one.submission.resource)
            if item.key in one.values
        ),
        next(iter(revised([one])), None),
        tuple(corrected([one])),
        tuple(problems([*own, *one.problems])),
        tuple(_similar(package, one)),
    )


def revised(outcomes: Iterable[Outcome]) -> list[Revised]:
    """Return the pages and rows that outcomes change which are there already."""
    changing = (one for one in outcomes if one.differences and not one.is_new and one.submission.kind != REMOVAL)
    return [Revised(_heading(one), tuple(one.differences)) for one in changing]


def corrected(outcomes: Iterable[Outcome]) -> list[Corrected]:
    """Return what was put right in the answers of outcomes without asking."""
    return [
        Corrected(row(one), item.title, hide(in_words(item.before)), hide(in_words(item.after)), item.kinds)
        for one in outcomes
        for item in one.changed
    ]


def problems(items: Iterable[Problem], is_capped: bool = False) -> list[Said]:
    """Return problems as the doors say them, errors first; with ``is_capped`` of each kind no more than people read."""
    found = in_order(items)
    return [
        Said(item.severity, item.field, item.title, _place(item), say(item, Audience.DOOR), more)
        for item, more in (capped(found, _kind) if is_capped else ((item, 0) for item in found))
    ]


def said(items: Mapping[str, Question], differences: Iterable[Difference]) -> list[Difference]:
    """Return differences as people say them: the titles of fields, labels for codes, yes and no."""
    return [_said(items.get(item.field), item) for item in differences]


def has_private_fact(result: Result) -> bool:
    """Whether anything that was handed in holds a private fact: nothing of it is said again."""
    return any(problem.kind.role is Role.PRIVATE for problem in result.all_problems)


def taken(result: Result) -> list[Outcome]:
    """Return the outcomes that can be taken in."""
    return [one for one in result.outcomes if not one.failed]


def told(result: Result) -> list[Problem]:
    """Return what a reviewer is told: the warnings. Of what was refused nothing: it goes back to whoever sent it."""
    whole = [item for item in result.problems if item.severity != ERROR]
    return [*whole, *(problem for one in taken(result) for problem in one.problems)]


def totals(result: Result, count: int) -> str:
    """Return in words how many faults there are, and that ``count`` entries were written."""
    if not result.files:
        written = "هیچ چیز نوشته نشد"
    elif count < len(result.outcomes):
        written = f"{fa(count)} مورد نوشته شد و {fa(len(result.outcomes) - count)} مورد نه"
    else:
        written = f"{fa(count)} مورد نوشته شد"
    return f"{summary(result.all_problems)}؛ {written}"


def did(one: Outcome) -> str:
    """Return in words what a submission does."""
    if one.submission.kind == REMOVAL:
        return "حذف پرونده"
    if one.submission.kind == CORRECTION:
        return "اصلاح پرونده"
    if one.is_row:
        return "ردیف تازه" if one.is_new else "جایگزینی ردیف پیشین" if one.differences else "همان ردیف پیشین"
    return "پروندهٔ تازه" if one.is_new else "افزودن به پرونده"


def label(one: Outcome) -> str:
    """Return what the record is called; of a removal no more than its id."""
    return one.record if one.submission.kind == REMOVAL else hide(label_of({"id": one.record, **one.values}))


def address(one: Outcome) -> str:
    """Return the address of the record's page on the site."""
    return f"/{one.submission.resource}/{one.record}/"


def row(one: Outcome) -> str:
    """Return the row of a workbook that an outcome comes from, in Persian digits; empty where it has none."""
    return fa(retelling.row_of(one.submission))


def row_words(row: str) -> str:
    """Return a row in words, where there is one."""
    return _ROW.format(row=row) if row else ""


def _value(item: Question, value: Any) -> Value:
    """Return a value as people say it: labels for codes, yes and no, the parts of an item side by side."""
    if isinstance(value, list):
        return [_value(item, entry) for entry in value]
    if isinstance(value, Mapping):
        parts = {part.key: part for part in item.parts}
        return Parts(
            tuple(
                Fact(parts[key].title, _value(parts[key], entry)) if key in parts else Fact(key, _plain(entry))
                for key, entry in value.items()
                if key != "id"
            )
        )
    if item.kind == BOOLEAN or isinstance(value, bool):
        return YES if value in (True, "true") else NO
    options = item.options or (item.parts[0].options if len(item.parts) == 1 else {})
    said = options.get(str(value), str(value))
    return hide(in_words(said) if item.kind == DATE else said, item.contact)


def _plain(value: Any) -> Value:
    return [_plain(entry) for entry in value] if isinstance(value, list) else hide(str(value))


def _said(question: Question | None, item: Difference) -> Difference:
    if question is None:
        return replace(item, old=hide(item.old), new=hide(item.new))
    options = question.options or (question.parts[0].options if len(question.parts) == 1 else {})
    if question.kind == BOOLEAN:
        options = {"true": YES, "false": NO}
    old, new = (
        hide("\n".join(options.get(line, line) for line in text.split("\n")), question.contact)
        for text in (map(in_words, (item.old, item.new)) if question.kind == DATE else (item.old, item.new))
    )
    return replace(item, title=question.title, old=old, new=new)


def _heading(one: Outcome) -> str:
    """Return which page a submission changes, and why that one where nobody named it."""
    if one.is_row:
        return f"«{one.submission.source}» {_CHANGES_ROW.format(title=one.page)}"
    why = "" if one.submission.target else f" ({_GUESSED})"
    return f"«{one.submission.source}» {_CHANGES_PAGE.format(title=one.page, address=address(one))}{why}"


def _similar(package: Package, one: Outcome) -> Iterator[Similar]:
    """Yield the records that a submission may be the same as, though nobody knows for sure."""
    for item in one.problems:
        if item.kind == person_kinds.LIKELY_DUPLICATE:
            for other in item.others:
                yield Similar(item.expected, retelling.page_of_file(package, other.file))


def _kind(item: Problem) -> Hashable:
    """Return what problems of one kind have in common; of the places that name a withdrawn record none is left out."""
    return item if item.kind.role is Role.MENTION else kind_of(item)


def _place(item: Problem) -> str:
    """Return the place of a problem: the row of a workbook, or the name of what was handed in; its lines mean nothing.

    What still names a withdrawn record stands in the data and the texts: there the line is what one looks for.
    """
    if item.kind.role is Role.MENTION:
        return str(item.place)
    is_row = item.line and item.file.lower().endswith(WORKBOOKS)
    return f"{item.file}، {row_words(fa(item.line))}" if is_row else item.file
