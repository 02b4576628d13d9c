"""The answers of a form without scripts: out of its fields into a ready record, and back into the fields.

Shapes: fields are named by their way through the answers (``a.achievements.0.date.year``); answers are those of a ready
record, key → text, texts, or mappings. Nothing is judged here but what is plainly left out. Errors: none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.dataset.problems import value_kinds
from generator.dataset.problems.problem import Audience, Problem, say
from generator.persian.digits import ascii_digits, fa
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.answers_file import MOST_ITEMS
from generator.submissions.forms.web_form import CHECKS, DATE, FILE, REFS, ROWS, SEARCH, FormField, Part

Answers = dict[str, Any]
#: The beginning of the name of every field that holds an answer.
ROOT = "a"


class Posted:
    """The fields of a posted form."""

    def __init__(self, text: Callable[[str], str], texts: Callable[[str], list[str]]) -> None:
        self._text = text
        self._texts = texts

    def answers(self, parts: Iterable[Part]) -> Answers:
        """Return what was written, as it was written: rows that say nothing keep their place."""
        return {field.question.key: self._read(field, f"{ROOT}.{field.question.key}") for field in fields(parts)}

    def _read(self, field: FormField, name: str) -> Any:
        if field.control == ROWS:
            return [self._item(field, f"{name}.{number}") for number in range(self.count(name))]
        if field.control == CHECKS:
            # Boxes come in the order of the page; which of them counts as the first is asked beside them.
            ticked, first = self._texts(name), self._text(f"{name}.first")
            return sorted(ticked, key=lambda value: value != first)
        if field.control == REFS:
            return self._texts(name)
        if field.control == DATE:
            return _date(*(ascii_digits(self._text(f"{name}.{part}")) for part in ("year", "month", "day")))
        if field.control == FILE:
            return ""
        text = self._text(name).replace("\r\n", "\n")
        if field.control == SEARCH:
            named = {fa(label): value for value, label in field.question.options.items()}
            return named.get(text, text)
        return text

    def count(self, name: str) -> int:
        """Return how many rows a list had on the page."""
        text = self._text(f"{name}.rows")
        return min(int(text), MOST_ITEMS) if text.isascii() and text.isdecimal() and len(text) < 5 else 0

    def _item(self, field: FormField, name: str) -> Any:
        if field.question.is_plain_list:
            return self._read(field.fields[0], f"{name}.{field.fields[0].question.key}")
        found = {part.question.key: self._read(part, f"{name}.{part.question.key}") for part in field.fields}
        own = self._text(f"{name}.id")
        return {"id": own, **found} if own else found


def _date(year: str, month: str, day: str) -> str:
    if not month and not day:
        return year
    return "-".join((year, month.zfill(2) if month else "", day.zfill(2) if day else "")).rstrip("-")


def fields(parts: Iterable[Part]) -> Iterator[FormField]:
    """Yield the fields of a form."""
    return (field for part in parts for field in part.fields)


def filled(parts: Iterable[Part], answers: Mapping[str, Any]) -> Answers:
    """Return the answers that say something, as a ready record has them: rows name others by id, or by their place."""
    lists = {field.question.key: field for field in fields(parts)}
    found: Answers = {}
    for key, field in lists.items():
        answer = answers.get(key, "")
        if field.control == ROWS:
            answer = [made for item in answer if (made := _made(field, item, answers, lists))]
        if answer:
            found[key] = answer
    return found


def _made(field: FormField, item: Any, answers: Mapping[str, Any], lists: Mapping[str, FormField]) -> Any:
    if not isinstance(item, Mapping):
        return item
    made = {}
    for part in field.fields:
        answer = item.get(part.question.key)
        if part.control == REFS and answer:
            names = _names(lists[part.refers_to], answers.get(part.refers_to, ()))
            answer = [names[one] for one in answer if one in names]
        if answer:
            made[part.question.key] = answer
    return {**({"id": item["id"]} if item.get("id") else {}), **made} if made else {}


def _names(field: FormField, items: Sequence[Any]) -> dict[str, str]:
    """Return what the rows of a list are named by: the number on the page → its id, or its place among those filled."""
    found, place = {}, 0
    for number, item in enumerate(items, start=1):
        said = [answer for key, answer in item.items() if key != "id"] if isinstance(item, Mapping) else [item]
        if any(said):
            place += 1
            found[str(number)] = str((isinstance(item, Mapping) and item.get("id")) or place)
    return found


def shown(parts: Iterable[Part], answers: Mapping[str, Any]) -> Answers:
    """Return the answers of a ready record as the fields show them: each list has a row to fill, and rows name numbers."""
    own = list(fields(parts))
    found: Answers = {field.question.key: answers.get(field.question.key, "") for field in own}
    for field in own:
        key = field.question.key
        if field.control != ROWS:
            continue
        rows = [dict(item) if isinstance(item, Mapping) else str(item) for item in found[key] or ()]
        for part in (part for part in field.fields if part.control == REFS):
            named = answers.get(part.refers_to) or ()
            ids = {_id(item, place): str(place) for place, item in enumerate(named, start=1)}
            for row in (row for row in rows if isinstance(row, dict)):
                row[part.question.key] = [ids[one] for one in row.get(part.question.key, ()) if one in ids]
        found[key] = rows or [_blank(field)]
    return found


def _id(item: Any, place: int) -> str:
    return str((isinstance(item, Mapping) and item.get("id")) or place)


def _blank(field: FormField) -> Any:
    return "" if field.question.is_plain_list else {}


def add_row(field: FormField, answers: Answers, ids: bool) -> None:
    """Add an empty row to a list; with ``ids`` one that others can name beside those that have ids."""
    rows = answers[field.question.key]
    if len(rows) >= MOST_ITEMS:
        return
    row = _blank(field)
    taken = {item["id"] for item in rows if isinstance(item, Mapping) and item.get("id")}
    if ids and taken:
        stem = min(taken).rstrip("0123456789")
        row = {"id": next(name for number in range(1, MOST_ITEMS + 2) if (name := f"{stem}{number}") not in taken)}
    rows.append(row)


def changes(parts: Sequence[Part], before: Answers, after: Answers) -> tuple[Answers, list[str]]:
    """Return the answers that a correction changes, and the keys of those that were emptied.

    Whose sources change is sent along with them, so that each row goes on naming its own.
    """
    changed = [field.question.key for field in fields(parts) if _differs(field, before, after)]
    for field in fields(parts):
        key = field.question.key
        if key not in changed and after.get(key) and any(part.refers_to in changed for part in field.fields):
            changed.append(key)
    emptied = [key for key in changed if not after.get(key)]
    return {key: after[key] for key in changed if key not in emptied}, emptied


def _differs(field: FormField, before: Answers, after: Answers) -> bool:
    old, new = before.get(field.question.key), after.get(field.question.key)
    if field.control != CHECKS or not old or not new:
        return bool(old != new)
    # Of the boxes only the first has a place that somebody chose.
    return bool(old[0] != new[0] or sorted(old) != sorted(new))


def left_out(parts: Iterable[Part], answers: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what is said of the questions that must be answered and are not, by key."""
    return {
        field.question.key: [_said(value_kinds.TOO_FEW if field.fewest else value_kinds.REQUIRED, field)]
        for field in fields(parts)
        if field.question.required and not answers.get(field.question.key)
    }


def not_emptied(parts: Iterable[Part], keys: Sequence[str]) -> dict[str, list[str]]:
    """Return what is said of answers that a correction would empty, by key."""
    return {
        field.question.key: [_said(answer_kinds.ANSWER_EMPTIED, field)]
        for field in fields(parts)
        if field.question.key in keys
    }


def _said(kind: Any, field: FormField) -> str:
    own = field.question
    return say(Problem("", 0, kind, field=own.key, title=own.title, expected=field.fewest), Audience.DOOR)


def beside(problems: Iterable[Mapping[str, Any]], parts: Iterable[Part]) -> tuple[dict[str, list[str]], list[str]]:
    """Return the sentences of errors by the key of the question that they stand beside, and those that stand nowhere."""
    keys = {field.question.key for field in fields(parts)}
    found: dict[str, list[str]] = {}
    rest = []
    for problem in problems:
        key = str(problem["field"]).split(".")[0]
        if key in keys:
            found.setdefault(key, []).append(problem["sentence"])
        else:
            rest.append(problem["sentence"])
    return found, rest
