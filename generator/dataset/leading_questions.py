"""The few questions that open a form: ``questions`` of a resource in the descriptor, as objects.

Everything else that the resource asks is folded below them. Shapes: mappings of the descriptor in, ``LeadingQuestion``
out; of what does not hold together ``Fault``. The rooms below know a question by the names of its fields alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.problems import settings_kinds
from generator.dataset.shapes import FLAG, NAME, TEXT, WORD, Fault, Keys, ListOf, MapOf, Path

_CHOICE = Keys({"label": WORD, "note": TEXT, "answers": MapOf(TEXT), "inbox": FLAG}, ("label", "answers"))
SHAPE = ListOf(
    Keys(
        {
            "ask": WORD,
            "help": TEXT,
            "fields": ListOf(NAME, 1),
            "parts": ListOf(NAME, 1),
            "choices": ListOf(_CHOICE, 2),
        },
        ("ask", "fields"),
    ),
    1,
)


@dataclass(frozen=True)
class Choice:
    """One answer in everyday words, which stands for the ``answers`` of several fields: name → value.

    ``inbox`` ones say who sends, for the office alone: they are offered only where something private has a place.
    """

    label: str
    answers: Mapping[str, str]
    note: str = ""
    inbox: bool = False


@dataclass(frozen=True)
class LeadingQuestion:
    """One question as people ask it, with the fields that answer it.

    ``parts`` are what is asked first of each item of a list; ``choices`` answer several fields at once.
    """

    ask: str
    fields: tuple[str, ...]
    help: str = ""
    parts: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = field(default=())


def question_of(item: Mapping[str, Any]) -> LeadingQuestion:
    """Return a question of a descriptor that holds together."""
    return LeadingQuestion(
        item["ask"],
        tuple(item["fields"]),
        item.get("help", ""),
        tuple(item.get("parts", ())),
        tuple(Choice(**choice) for choice in item.get("choices", ())),
    )


def question_faults(item: Mapping[str, Any], resources: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Yield what the questions of a resource name and is not there, or is asked twice."""
    asked: list[str] = []
    own, lists = _fields(item), _lists(item, resources)
    for number, question in enumerate(item.get("questions", ())):
        where: Path = (*path, "questions", number)
        for name in question["fields"]:
            if name not in own and name not in lists:
                yield _unknown((*where, "fields"), name, (*own, *lists))
            elif name in asked:
                yield Fault((*where, "fields"), settings_kinds.SHAPE_TWICE, name)
            asked.append(name)
        yield from _parts(question, lists, resources, (*where, "parts"))
        yield from _choices(question, own, (*where, "choices"))


def _parts(
    question: Mapping[str, Any], lists: Mapping[str, Any], resources: Mapping[str, Any], where: Path
) -> Iterator[Fault]:
    first = question["fields"][0]
    for name in question.get("parts", ()):
        known = (*_fields(lists[first]), *_lists(lists[first], resources)) if first in lists else ()
        if len(question["fields"]) > 1 or name not in known:
            yield _unknown(where, name, known)


def _choices(question: Mapping[str, Any], own: Mapping[str, Any], where: Path) -> Iterator[Fault]:
    answers = [answer for choice in question.get("choices", ()) for answer in choice["answers"].items()]
    for name, value in answers:
        values = [str(one["value"]) for one in own.get(name, {}).get("categories", ())]
        if name not in question["fields"] or not values:
            yield _unknown(where, name, question["fields"])
        elif value not in values:
            yield _unknown(where, value, values)


def _unknown(where: Path, name: str, known: Any) -> Fault:
    return Fault(where, settings_kinds.SHAPE_FIELD, name, "، ".join(known))


def _fields(item: Mapping[str, Any]) -> dict[str, Any]:
    return {one["name"]: one for one in item["schema"]["fields"] if not one.get("derived")}


def _lists(item: Mapping[str, Any], resources: Mapping[str, Any]) -> dict[str, Any]:
    return {
        one["property"]: one
        for one in resources.values()
        if one.get("parent") == item["name"] and "property" in one and not one.get("derived")
    }
