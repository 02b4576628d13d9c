"""What a form asks: the descriptor's fields as questions, the same for every door."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.json_schema import limits
from generator.dataset.problems.phrases import YEAR_PATTERN

# How the parts of one item are divided, and the items of a plain list, in issue forms and cells alike.
PART = "|"
LIST = "،"
# The list whose items are the sources of a record.
SOURCES = "sources"
# Lists of values with a choice offer their options; these are the names of the kinds a door must know.
TEXT, LINES, CHOICE, CHOICES, DATE, NUMBER, BOOLEAN, LINK, IMAGE, ITEMS = (
    "text",
    "lines",
    "choice",
    "choices",
    "date",
    "number",
    "boolean",
    "link",
    "image",
    "items",
)
YES, NO = "بله", "خیر"


@dataclass(frozen=True)
class Question:
    """One question. ``options`` maps the value in the data to the label that people choose.

    ``parts`` are the questions of a repeating group (``items``); a plain list of texts (``items`` with one part) has
    its values divided by ``LIST`` or by lines.
    """

    key: str
    title: str
    help: str = ""
    kind: str = TEXT
    required: bool = False
    example: str = ""
    group: str = ""
    unit: str = ""
    calendar: str | None = None
    future: bool = False
    pattern: str = ""
    # The keywords of its JSON Schema: minimum, maximum, minLength and maxLength; of a list minItems.
    limits: Mapping[str, Any] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Question, ...] = ()
    consent: bool = False
    contact: bool = False

    @property
    def longest(self) -> int:
        """How many letters the answer may have; 0 where nothing says so."""
        return int(self.limits.get("maxLength", 0))

    @property
    def shortest(self) -> int:
        """How many letters the answer must have."""
        return int(self.limits.get("minLength", 0))

    @property
    def is_year(self) -> bool:
        """Whether the answer is a date that holds no more than a year."""
        return self.kind == DATE and self.pattern == YEAR_PATTERN

    @property
    def is_list(self) -> bool:
        """Whether the answer is several values."""
        return self.kind in (CHOICES, ITEMS)

    @property
    def is_plain_list(self) -> bool:
        """Whether the answer is a list of single values, without parts."""
        return self.kind == CHOICES or (self.kind == ITEMS and len(self.parts) == 1)


Names = Mapping[str, Mapping[str, str]]


def questions(package: Package, resource: Resource, names: Names) -> tuple[Question, ...]:
    """Return what a form of the resource asks, in the order of the descriptor.

    ``names`` holds, for each resource that others refer to, id → name for people.
    """
    return tuple(_questions(package, resource, names))


def groups(items: Sequence[Question]) -> dict[str, list[Question]]:
    """Return the questions by their sections, in the order in which the sections first appear.

    The sources close a form; where another list names them, they stay before it.
    """
    found: dict[str, list[Question]] = {}
    for item in items:
        found.setdefault(item.group or "", []).append(item)
    last = next((item.group for item in items if item.key == SOURCES and item.group), "")
    if last and not any(part.key == SOURCES for item in items for part in item.parts):
        found[last] = found.pop(last)
    return found


def grouped(items: Iterable[Question]) -> tuple[Question, ...]:
    """Return the questions section by section: the order in which a form asks them and its answers come back."""
    return tuple(item for members in groups(tuple(items)).values() for item in members)


def _questions(package: Package, resource: Resource, names: Names) -> Iterator[Question]:
    for item in resource.own_fields:
        if not item.derived:
            yield _question(item, names)
    for child in package.children[resource.name]:
        if not child.derived:
            yield _list(package, child, names)


def _list(package: Package, child: Resource, names: Names) -> Question:
    parts = tuple(_questions(package, child, names))
    common: dict[str, Any] = {
        "key": str(child.property),
        "title": child.title,
        "help": child.description,
        "required": child.minimum > 0,
        "limits": {"minItems": child.minimum} if child.minimum else {},
        "group": child.group,
    }
    if child.is_scalar and parts and parts[0].options:
        return Question(kind=CHOICES, options=parts[0].options, **common)
    return Question(kind=ITEMS, parts=parts, example=_example(parts), **common)


def _example(parts: tuple[Question, ...]) -> str:
    return f" {PART} ".join(part.example for part in parts) if any(part.example for part in parts) else ""


def _question(item: Field, names: Names) -> Question:
    options = item.options(names)
    return Question(
        key=item.name,
        title=item.title,
        help=item.description,
        kind=_kind(item, bool(options)),
        required=item.required,
        example=item.example,
        group=item.group,
        unit=item.unit,
        calendar=item.calendar,
        future=item.future,
        pattern=str(item.constraints.get("pattern", "")),
        limits=limits(item),
        options=options,
        consent=item.consent,
        contact=item.contact,
    )


def _kind(item: Field, has_options: bool) -> str:
    if item.image:
        return IMAGE
    if has_options:
        return CHOICE
    if item.calendar:
        return DATE
    if item.type in ("integer", "number"):
        return NUMBER
    if item.type == "boolean":
        return BOOLEAN
    if item.link:
        return LINK
    return LINES if item.multiline else TEXT
