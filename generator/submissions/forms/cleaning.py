"""Turn what people typed into what the data holds: letters, digits, dates, labels, lists; and say what was changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

from generator.dataset.checks.cross_fields import PERCENT
from generator.dataset.checks.text import says_nothing
from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.formatting.emitter import value as canonical_value
from generator.dataset.problems import person_kinds, value_kinds
from generator.dataset.problems.dates_in_words import in_words
from generator.dataset.problems.kind import Kind
from generator.persian.digits import ascii_digits, fa
from generator.persian.list_marks import without_marks
from generator.persian.spelling.normaliser import canonical, changes
from generator.submissions.forms import answer_kinds
from generator.submissions.forms import questions as q
from generator.submissions.forms.choosing import bare, choice, several
from generator.submissions.forms.dividing import (
    divided,
    enclosed_part,
    holds_next,
    is_turned,
    parsed,
    parts_of,
    split_list,
)
from generator.submissions.forms.questions import LIST, PART, Question
from generator.submissions.forms.submission import Submission

TRUE = frozenset({"بله", "بلی", "آری", "دارد", "هست", "true", "yes", "1", "x", "✓", "✔"})
FALSE = frozenset({"خیر", "نه", "ندارد", "نیست", "false", "no", "0"})
THOUSANDS = re.compile(r"(?<=\d)[,٬،'\u00a0 ](?=\d{3}(?:\D|$))")
WHOLE_NUMBER = re.compile(r"(\d+)\.0+")
PERCENT_SIGNS = ("%", "٪")
# The number of a source, as people write it.
_NUMBER_OF = re.compile(r"(?:منبع|شماره|منبع شماره)?[ :]*(\d+)")
# What was changed, in words.
MARKS, REPEATED, GREGORIAN = "نشانهٔ فهرست", "تکراری", "روز میلادی به شمسی"


@dataclass(frozen=True)
class Changed:
    """One thing that was put right without asking: the title of the answer, before, after and what kind of change."""

    title: str
    before: str
    after: str
    kinds: tuple[str, ...] = ()


class Unclear(NamedTuple):
    """What nobody can take apart: the kind of fault, the key of its answer, its title, its text, and what may be meant."""

    kind: Kind
    key: str
    title: str
    found: str
    suggestion: str = ""
    choices: str = ""


@dataclass
class Cleaned:
    """A submission as record values, what was changed on the way, and what no question of the form asks for."""

    values: dict[str, Any] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)
    unclear: list[Unclear] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def clean(package: Package, submission: Submission, items: tuple[Question, ...]) -> Cleaned:
    """Return the values of a submission as the data holds them; what cannot be understood stays as it was typed.

    A value that stays wrong is found by the checks of the data: there is one place that judges.
    """
    resource = package.resources[submission.resource]
    cleaned = Cleaned()
    by_key = {item.key: item for item in items}
    for key, answer in submission.values.items():
        question = by_key.get(key)
        if question is None or question.kind == q.IMAGE or answer in (None, "", [], {}):
            continue
        if nothing := _said_nothing(question, answer):
            kind = value_kinds.PLACEHOLDER_NEEDED if question.required else value_kinds.PLACEHOLDER
            cleaned.unclear.append(Unclear(kind, key, question.title, nothing))
            continue
        value = _answer(package, resource, question, answer, cleaned, question.title)
        joined = several(str(value), question.options) if question.kind == q.CHOICE else []
        if len(joined) > 1:
            said = " یا ".join(f"«{question.options[one]}»" for one in joined)
            cleaned.unclear.append(Unclear(value_kinds.ONLY_ONE, key, question.title, str(value), choices=said))
        # A line would be joined to the next: two women of one cell would become a third.
        if key == resource.label and "sort" in resource.by_name:
            lines = [line.strip() for line in str(answer).splitlines() if line.strip()]
            if len(lines) > 1:
                cleaned.unclear.append(Unclear(person_kinds.NAME_LINES, key, question.title, " / ".join(lines)))
        if value not in ("", [], None):
            cleaned.values[key] = value
        if key in submission.days:
            cleaned.changed.append(Changed(question.title, f"{submission.days[key]} CE", str(answer), (GREGORIAN,)))
    _name_sources(package, resource, cleaned.values)
    return cleaned


def _said_nothing(question: Question, answer: Any) -> str:
    """Return what was written for «nothing»: judged as a date, a number or a name it says ever more."""
    texts = answer if isinstance(answer, list) else [str(answer)]
    is_nothing = all(isinstance(text, str) and stands_for_nothing(question, text) for text in texts)
    return str(texts[0]).strip() if is_nothing else ""


def stands_for_nothing(question: Question, text: str) -> bool:
    """Whether a text is a sign or word for nothing, where it is no answer of its own: «نامعلوم» may be one to choose."""
    word = canonical(text)
    if not says_nothing(word):
        return False
    if question.kind == q.BOOLEAN:
        return word.casefold() not in TRUE | FALSE
    options = question.options or (question.parts[0].options if question.parts else {})
    return choice(word, options) not in options


def _answer(package: Package, resource: Resource, question: Question, answer: Any, cleaned: Cleaned, title: str) -> Any:
    if not question.is_list:
        return _single(resource.by_name[question.key], question, str(answer), cleaned, title)
    child = next(child for child in package.children[resource.name] if child.property == question.key)
    if question.is_plain_list:
        one = question if question.kind == q.CHOICES else question.parts[0]
        own = child.own_fields[0]
        texts = answer if isinstance(answer, list) else split_list(str(answer), one.options)
        single = Question(own.name, question.title, kind=q.CHOICE if one.options else q.TEXT, options=one.options)
        values = [
            _single(own, single, text, cleaned, title) for text in _unmarked(list(map(str, texts)), cleaned, title)
        ]
        values = [value for value in values if value]
        if one.options:
            _tell_joined(question, [value for value in values if value not in one.options], cleaned, one.options)
        unique = list(dict.fromkeys(values))
        if len(unique) < len(values) and not one.options:
            cleaned.changed.append(Changed(title, f"{LIST} ".join(values), f"{LIST} ".join(unique), (REPEATED,)))
        return unique
    rows = answer if isinstance(answer, list) else str(answer).splitlines()
    if all(isinstance(row, str) for row in rows):
        rows = _unmarked(rows, cleaned, title)
    found = [
        _item(package, child, question, row, cleaned, f"{title}، مورد {fa(place)}") for place, row in enumerate(rows, 1)
    ]
    return [row for row in found if row]


def _tell_joined(question: Question, values: Sequence[str], cleaned: Cleaned, options: Mapping[str, str]) -> None:
    """Note what names several choices of a list with a word or another sign between them: «ادبیات و هنر»."""
    for value in values:
        parts = several(value, options)
        if len(parts) > 1:
            said = f"{LIST} ".join(options[part] for part in parts)
            cleaned.unclear.append(Unclear(value_kinds.SEVERAL_IN_ONE, question.key, question.title, value, said))


def _unmarked(lines: list[str], cleaned: Cleaned, title: str) -> list[str]:
    """Return the lines of a list without their marks; that they are gone is told."""
    bare = without_marks(lines)
    changed = [(line, rest) for line, rest in zip(lines, bare, strict=True) if line != rest]
    if changed:
        before, after = ("\n".join(texts) for texts in zip(*changed, strict=True))
        cleaned.changed.append(Changed(title, before, after, (MARKS,)))
    return bare


def _item(
    package: Package, child: Resource, question: Question, row: Any, cleaned: Cleaned, title: str
) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        texts = parts_of(str(row))
        if not any(texts):
            return {}
        unclear = _misdivided(question, str(row), texts)
        if unclear:
            cleaned.unclear.append(unclear._replace(title=title))
        row = {part.key: text for part, text in zip(question.parts, texts, strict=False)}
    known = {part.key for part in question.parts}
    cleaned.unknown.extend(f"{title}، {key}" for key in row if key not in known and key != "id")
    values = {}
    for part in question.parts:
        answer = row.get(part.key)
        if answer in (None, "", []):
            continue
        value = _answer(package, child, part, answer, cleaned, f"{title}، {part.title}")
        if value not in ("", [], None):
            values[part.key] = value
    if values and row.get("id"):
        values["id"] = str(row["id"])
    return values


def _misdivided(question: Question, text: str, texts: Sequence[str]) -> Unclear | None:
    """Return what is wrong with the parts of an item as a whole; nothing where each can be judged by itself."""
    enclosed = enclosed_part(text)
    if holds_next(question, texts):
        return Unclear(answer_kinds.TWO_ITEMS, question.key, "", text)
    if enclosed:
        return Unclear(answer_kinds.PART_ENCLOSED, question.key, "", enclosed)
    if len(texts) > len(question.parts):
        return Unclear(answer_kinds.TOO_MANY_PARTS, question.key, "", text)
    if len(texts) == 1 and any(part.required for part in question.parts[1:]):
        return Unclear(answer_kinds.UNDIVIDED, question.key, "", texts[0], divided(question, texts[0]))
    if is_turned(question, texts):
        close = f" {PART} ".join([texts[1], texts[0], *texts[2:]])
        return Unclear(answer_kinds.PARTS_TURNED, question.key, "", text, close)
    return None


def _single(item: Field, question: Question, text: str, cleaned: Cleaned, title: str) -> str:
    before = text
    after = canonical_value(text, item)
    if question.options:
        after = choice(after, question.options)
        if after not in question.options:
            after = next((value for label, value in item.formerly.items() if bare(label) == bare(after)), after)
        if after in question.options:
            return after  # choosing by label is no correction
    elif question.kind == q.DATE:
        after = _date(after)
        if _hyphened(after) == _hyphened(before) or bare(in_words(after)) == bare(before):
            return after  # nor are other digits, slashes for hyphens, or the words that the data is said in
    elif question.kind == q.NUMBER:
        return number(after, question.unit)
    elif question.kind == q.BOOLEAN:
        # «برجسته» in the place that asks whether it is says that it is.
        word = "true" if bare(after) == bare(question.title) else after.casefold()
        return "true" if word in TRUE else "false" if word in FALSE else after
    if ascii_digits(after) != ascii_digits(before.strip()):
        cleaned.changed.append(Changed(title, before, after, tuple(changes(before, canonical(before)))))
    return after


def _date(text: str) -> str:
    return parsed(text) or text


def _hyphened(text: str) -> str:
    return re.sub(r"(?<![0-9])([0-9])(?![0-9])", r"0\1", re.sub("[/.]", "-", ascii_digits(text).strip()))


def number(text: str, unit: str) -> str:
    """Return a number as the data holds it: without the signs between its thousands and without its own unit."""
    plain = THOUSANDS.sub("", ascii_digits(text))
    for sign in (unit, *PERCENT_SIGNS) if unit == PERCENT else (unit,):
        if sign:
            plain = plain.removesuffix(sign).removeprefix(sign).strip()
    whole = WHOLE_NUMBER.fullmatch(plain)
    return whole[1] if whole else plain


def _name_sources(package: Package, resource: Resource, values: dict[str, Any]) -> None:
    """Let each item name its sources by id: people write their numbers, or nothing where there is but one."""
    ids = _number_sources(values.get(q.SOURCES, ()))
    for child in package.children[resource.name]:
        if not any(inner.property == "sources" for inner in package.children[child.name]):
            continue
        for row in values.get(str(child.property), ()):
            if not isinstance(row, dict):
                continue
            named = row.get("sources")
            if named:
                numbers = (_NUMBER_OF.fullmatch(text) for text in named)
                row["sources"] = [f"s{one[1]}" if one else text for one, text in zip(numbers, named, strict=True)]
            elif len(ids) == 1:
                row["sources"] = list(ids)


def _number_sources(sources: Sequence[dict[str, Any]]) -> list[str]:
    """Give the sources the ids that are missing, and return all."""
    taken = {source["id"] for source in sources if "id" in source}
    free = (name for number in count(1) if (name := f"s{number}") not in taken)
    for source in sources:
        if "id" not in source:
            source["id"] = next(free)
    return [source["id"] for source in sources]
