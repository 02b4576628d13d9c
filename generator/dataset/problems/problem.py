"""Problem: one thing that is wrong in the data, as data, and the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as attribute
from enum import Enum, auto
from typing import NamedTuple

from generator.dataset.problems.dates_in_words import in_words
from generator.dataset.problems.kind import Kind
from generator.dataset.problems.phrases import AT_DOOR
from generator.persian.enumeration import listed as listed

# All that may hold what somebody wrote.
_TEXTS = ("file", "resource", "record", "field", "title", "found", "expected", "meaning", "where")
# What follows a sentence that does not say the nearest right value itself.
_QUESTION = " آیا منظورتان «{suggestion}»{meaning} است؟"


class Place(NamedTuple):
    """A file, or a line of it; ``name`` is what people call it where they know no file of that name."""

    file: str
    line: int = 0
    name: str = ""

    def __str__(self) -> str:
        return self.name or (f"{self.file}:{self.line}" if self.line else self.file)


class Audience(Enum):
    """Who a problem is said to."""

    # Whoever has the files before him.
    FILE = auto()
    # Whoever handed something in, who knows labels and rows and no ids, keys or files.
    DOOR = auto()


@dataclass(frozen=True, order=True)
class Problem:
    """One fault, at its place, with what was found, what is expected and the nearest right value.

    ``file`` is relative to the data folder's parent, ``line`` starts at 1 (0: the whole file), ``field`` is the key,
    ``title`` its Persian name with the place in a list. ``suggestion`` is the right value as it is to be written and
    ``meaning`` what it means to people. None of them holds a private fact, whoever makes the problem and whatever it
    is given: they are masked as it is made, and a suggestion that holds one is none.
    """

    file: str
    line: int
    kind: Kind
    resource: str = attribute(default="", compare=False)
    record: str = attribute(default="", compare=False)
    field: str = attribute(default="")
    title: str = attribute(default="", compare=False)
    found: str = attribute(default="")
    expected: str = attribute(default="", compare=False)
    suggestion: str = attribute(default="", compare=False)
    meaning: str = attribute(default="", compare=False)
    # What else its sentence names: a field, a unit, a record.
    where: str = attribute(default="", compare=False)
    # Other places that it is about: the other of two that are the same, the file to look in.
    others: tuple[Place, ...] = attribute(default=(), compare=False)
    # The values that are right: each as it is to be written, and what it means to people where that is something else.
    choices: tuple[tuple[str, str], ...] = attribute(default=(), compare=False)
    # Whether it is about what an office declares as its contact: there only what is a person's own is masked.
    is_office: bool = attribute(default=False, compare=False)

    def __post_init__(self) -> None:
        """Mask the private facts in every text of the problem."""
        # Imported where there is a fault: making ready what private facts look like would slow every start.
        from generator.dataset.private import hide

        for name in _TEXTS:
            text = getattr(self, name)
            if text and not (name == "expected" and self.kind.shows_example):
                hidden = hide(text, self.is_office)
                if hidden is not text:
                    object.__setattr__(self, name, hidden)
        if self.others:
            others = tuple(Place(hide(one.file), one.line, hide(one.name)) for one in self.others)
            object.__setattr__(self, "others", others)
        if self.choices:
            choices = tuple((hide(value), hide(meaning)) for value, meaning in self.choices)
            object.__setattr__(self, "choices", choices)
        if self.suggestion and hide(self.suggestion, self.is_office) != self.suggestion:
            object.__setattr__(self, "suggestion", "")

    @property
    def code(self) -> str:
        """What the kind of the fault is called in reports for machines."""
        return self.kind.code

    @property
    def severity(self) -> str:
        """ERROR or WARNING, as the kind of the fault is."""
        return self.kind.severity

    @property
    def place(self) -> Place:
        """Where the fault is."""
        return Place(self.file, self.line)


def say(problem: Problem, audience: Audience = Audience.FILE) -> str:
    """Return a problem as a Persian sentence that its audience can act on."""
    template, found, expected, suggestion = problem.kind.text, problem.found, problem.expected, problem.suggestion
    if audience is Audience.DOOR:
        template = problem.kind.door or template
        found, suggestion = in_words(found), in_words(suggestion)
        expected = AT_DOOR.get(expected) or in_words(expected)
    suggestion = _shorten(suggestion)
    text = template.format(
        title=problem.title or problem.field,
        key=problem.field.rsplit(".", 1)[-1],
        found=_shorten(found),
        expected=expected,
        record=problem.record,
        suggestion=suggestion,
        where=problem.where,
        others=others_of(problem),
        choices=choices_of(problem),
    ).rstrip()
    if suggestion and "{suggestion}" not in template:
        text += _QUESTION.format(suggestion=suggestion, meaning=f" ({problem.meaning})" if problem.meaning else "")
    return text


def others_of(problem: Problem) -> str:
    """Return the other places of a problem in words."""
    return listed([str(place) for place in problem.others])


def choices_of(problem: Problem) -> str:
    """Return the right values of a problem in words: «fasa (فسا)، shiraz (شیراز)»."""
    return "، ".join(f"{value} ({meaning})" if meaning else value for value, meaning in problem.choices)


def _shorten(value: str) -> str:
    value = value.replace("\n", "⏎").replace("\r", "⏎")
    return value if len(value) <= 80 else value[:60] + "…"
