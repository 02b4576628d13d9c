"""What reviewers and senders see of an entry, as the store keeps it: plain lists of texts, made from the descriptor alone.

Shapes: outcomes and problems in, values that JSON knows out. Private facts are hidden; of an entry that holds one nothing
is said again. Addresses of pages have no slash before them. Errors: none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Any

from generator.dataset.descriptor import PLACES, Resource
from generator.dataset.private import discreet, hide
from generator.dataset.problems.kind import ERROR
from generator.dataset.problems.problem import Problem
from generator.dataset.registry import Record
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.digits import fa
from generator.persian.folding import fold
from generator.submissions.forms.submission import REMOVAL
from generator.submissions.forms.web_form import form_values
from generator.submissions.intake import attachments, report_data, retelling
from generator.submissions.intake.importer import Intake
from generator.submissions.intake.report_data import Parts, Said, Value
from generator.submissions.matching.outcomes import Outcome

_SOURCE, _DAY = re.compile(r"s(\d{1,3})"), re.compile(r"\d{4}-\d\d(-\d\d)?")
_PRIVATE = "پرونده‌ای با اطلاعات خصوصی"
_ELSEWHERE = (
    "شما برای {county} دعوت شده‌اید و آنچه فرستاده‌اید از شهرستان دیگری است. شهرستان را درست کنید، یا از دفتر استانداری"
    " بخواهید خود آن را بفرستد."
)


def card(intake: Intake, one: Outcome, kind: str, is_private: bool, files: Collection[str] = ()) -> dict[str, Any]:
    """Return the card of an outcome; ``files`` are the names of the photos that came along."""
    made = report_data.card(intake.package, intake.questions, one)
    known = intake.registry.get(one.submission.resource, one.record)
    title = _row_name(intake, one) or (hide(known.label) if known is not None and kind == REMOVAL else made.label)
    resource = intake.package.resources.get(one.submission.resource)
    if resource is not None and resource.has_pages and one.is_new and not one.values.get(resource.label):
        title = ""  # nobody has written a name, and an id that was made of none says nothing
    base: dict[str, Any] = {
        "title": _PRIVATE if is_private else discreet(title),
        "page": "",
        "did": made.did,
        "facts": [],
        "differences": [],
        "changed": [],
        "photo": "",
        "similar": [],
        "row": made.row,
        "values": {},
        "target": "",
    }
    if is_private:
        return base
    differences = made.revised.differences if made.revised else ()
    return base | {
        "page": _page(intake, one, made.address),
        "facts": [[fact.title, _plain(fact.value)] for fact in made.facts],
        "differences": [
            [item.title or item.field, _line(item.old), _line(item.new), item.applied] for item in differences
        ],
        "changed": [[item.title, item.before, item.after, list(item.kinds)] for item in made.corrected],
        "photo": _photo(intake, one, files) if made.has_photo else "",
        "similar": [
            *([item.label, item.address.lstrip("/")] for item in made.similar),
            *_namesakes(intake, one),
        ],
        "values": _answers(intake, one),
        "target": one.submission.target,
    }


def _photo(intake: Intake, one: Outcome, files: Collection[str]) -> str:
    """Return which of the photos that came along is this entry's."""
    return attachments.named(
        files, str(one.submission.values.get(intake.package.resources[one.submission.resource].image, ""))
    )


def _row_name(intake: Intake, one: Outcome) -> str:
    """Return what a row of a table is called where it has no name of its own; of all others nothing."""
    resource = intake.package.resources.get(one.submission.resource)
    if resource is None or not resource.is_table:
        return ""
    known = intake.registry.get(resource.name, one.record)
    values = one.values or (known.values if known is not None else {})
    if values.get("name") or values.get("title"):
        return ""
    cells = {key: str(value) for key, value in values.items() if value}
    return hide(retelling.row_name(resource, cells, intake.questions(resource.name)))


def _answers(intake: Intake, one: Outcome) -> dict[str, Any]:
    """Return what was sent as the form of its resource would hold it, for a reviewer who edits it."""
    resource = intake.package.resources.get(one.submission.resource)
    if resource is None or one.submission.kind == REMOVAL:
        return {}
    found = form_values(intake.package, resource, Record(resource.name, one.record, one.values, "", 0))
    lists = {child.property for child in intake.package.children[resource.name]}
    # What could not be read stays as it was written, where a form can show it.
    rest = {
        key: value
        for key, value in one.submission.values.items()
        if key not in found and isinstance(value, list if key in lists else str)
    }
    return found | rest


def _page(intake: Intake, one: Outcome, address: str) -> str:
    resource = intake.package.resources.get(one.submission.resource)
    return address.lstrip("/") if resource is not None and resource.has_pages and one.record else ""


def _plain(value: Value) -> Any:
    """Return a value as a text, or a list of texts: the parts of an item stand side by side."""
    if isinstance(value, list):
        return [_line(item) for item in value]
    return _line(value)


def _line(value: Value) -> str:
    """Return a value in one line: days as people say them, the sources of an item by their number."""
    if isinstance(value, Parts):
        return " • ".join(_line(fact.value) for fact in value.facts)
    if isinstance(value, list):
        return "، ".join(map(_line, value))
    if source := _SOURCE.fullmatch(value):
        return f"منبع {fa(source[1])}"
    try:
        return parse_jalali(value).words() if _DAY.fullmatch(value) else value
    except DateError:
        return value


def _namesakes(intake: Intake, one: Outcome) -> list[list[str]]:
    """Return the pages of other people of the very same name: what the intake left apart a reviewer should look at."""
    resource = intake.package.resources.get(one.submission.resource)
    if resource is None or not resource.has_pages or not one.is_new or not one.values.get(resource.label):
        return []
    name = fold(str(one.values[resource.label]))
    others = (other for other in intake.registry[resource.name] if other.id != one.record)
    return [[other.label, f"{resource.name}/{other.id}/"] for other in others if fold(other.label) == name]


def beside(one: Outcome, problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems of a hand-in that stand at the row of one of its submissions."""
    row = retelling.row_of(one.submission)
    return [item for item in problems if row and (item.file, str(item.line)) == (one.submission.source, row)]


def problems(items: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as they are said to whoever handed something in."""
    return [_said(item) for item in report_data.problems(items)]


def _said(item: Said) -> dict[str, Any]:
    found = item._asdict()
    found.pop("more")
    return {key: discreet(text) for key, text in found.items()}


def elsewhere(intake: Intake, resource: Resource | None, county: str) -> dict[str, Any]:
    """Return what is said of an entry about another county than its sender was invited for."""
    field = resource.by_name[resource.place] if resource and resource.place else None
    return {
        "severity": ERROR,
        "field": field.name if field else "",
        "title": field.title if field else "",
        "place": "",
        "sentence": _ELSEWHERE.format(county=intake.registry.label(PLACES, county)),
    }
