"""The Data Package descriptor as typed objects: Package, Resource, Field.

The custom properties that stand beside the standard ones are explained in ``docs/descriptor.md``;
a property that ``describing/descriptor_shape.py`` does not list is refused, so that a slip of the pen cannot pass as a setting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.dataset.describing.descriptor_doubts import shape_doubts
from generator.dataset.describing.descriptor_faults import problems_of
from generator.dataset.describing.descriptor_shape import LOCAL
from generator.dataset.leading_questions import LeadingQuestion
from generator.dataset.people.people_shape import WITHDRAWN
from generator.dataset.problems.printing import render
from generator.dataset.problems.problem import Problem
from generator.dataset.record_rules import Rule
from generator.runtime.cache import digest

# The dataset whose records an `area` field names: the one that is known by name to what is of every bank.
PLACES = "counties"
# What an `area` field may hold beside a county; one that is LOCAL holds no country.
COUNTRY = "country"
AREAS = {"province": "استان", COUNTRY: "کشور"}


class DescriptorError(Exception):
    """The descriptor itself is wrong; ``problems`` say where and what was expected, and so does the text."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(render(problems))
        self.problems = problems


@dataclass(frozen=True)
class Reference:
    """A foreign key: ``fields`` of this resource name ``targets`` of ``resource``."""

    fields: tuple[str, ...]
    resource: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Field:
    """One column of a resource, or one key of a record."""

    name: str
    title: str
    description: str = ""
    type: str = "string"
    constraints: Mapping[str, Any] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    # The value of each label that people chose once: forms and workbooks of that time still come in.
    formerly: Mapping[str, str] = field(default_factory=dict)
    example: str = ""
    unit: str = ""
    group: str = ""
    calendar: str | None = None
    future: bool = False
    among: Mapping[str, Sequence[str]] = field(default_factory=dict)
    derived: bool = False
    consent: bool = False
    contact: bool = False
    link: bool = False
    area: bool | str = False
    image: bool = False
    multiline: bool = False
    markdown: bool = False
    facet: bool = False
    # The field of the same record that this one says something about.
    of: str = ""
    # The name of the truth value that this field stands for where data is published: whether it says anything.
    former: str = ""
    reference: str | None = None

    @property
    def required(self) -> bool:
        """Whether a row must carry a value."""
        return bool(self.constraints.get("required"))

    @property
    def areas(self) -> dict[str, str]:
        """What an ``area`` field may hold beside a county."""
        return {value: label for value, label in AREAS.items() if (self.area, value) != (LOCAL, COUNTRY)}

    @property
    def target(self) -> str:
        """The dataset whose ids the field holds; empty where it holds none."""
        return PLACES if self.area else self.reference or ""

    @property
    def all_words(self) -> frozenset[str]:
        """Every word that chooses one of the categories: values, labels, and labels of once."""
        return frozenset((*self.categories, *self.categories.values(), *self.formerly))

    def options(self, names: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
        """Return what the field may hold with its words, of the ``names`` of all records by dataset; of free text nothing."""
        if not self.target:
            return dict(self.categories)
        return {**names.get(self.target, {}), **(self.areas if self.area else {})}

    @property
    def is_office(self) -> bool:
        """Whether it holds what an office says of itself: its line, its address, its number in a register."""
        return self.contact or self.name == "registration"

    @property
    def is_text(self) -> bool:
        """Whether the value is words for people, not a code, an address or a date."""
        return (
            self.type == "string"
            and not (self.calendar or self.link or self.area or self.categories or self.reference)
            # A pattern of ASCII asks for a code; that of a name names letters of the people's own script.
            and ("pattern" not in self.constraints or not str(self.constraints["pattern"]).isascii())
        )


@dataclass(frozen=True)
class Resource:
    """One dataset: a CSV table, a folder of YAML records, or the lists inside such records (``parent``)."""

    name: str
    title: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    references: tuple[Reference, ...]
    description: str = ""
    record: str = ""
    path: str | None = None
    folder: str | None = None
    format: str = ""
    layout: str | None = None
    # The dataset of banks whose published packages the rows come from; each record's page is in its own bank.
    gathered: str | None = None
    prefix: str = ""
    identity: tuple[str, ...] = ()
    unique_keys: tuple[tuple[str, ...], ...] = ()
    parent: str | None = None
    property: str | None = None
    floor: int = 0
    minimum: int = 0
    submit: bool = False
    derived: bool = False
    private: bool = False
    # Each record is a person: the rules of consent, likely duplicates, withdrawal and indexing hold.
    people: bool = False
    # Not every record has a page: the subject says which, by what they gather.
    selective: bool = False
    facet: bool = False
    group: str = ""
    rules: tuple[Rule, ...] = ()
    # What a form asks first, in everyday words; the rest is folded below.
    questions: tuple[LeadingQuestion, ...] = ()

    @cached_property
    def is_table(self) -> bool:
        """Whether the rows stand in CSV files, and not one record in each YAML file."""
        return bool(self.path) or self.format == "csv"

    @cached_property
    def has_pages(self) -> bool:
        """Whether a record stands alone under a name, in a file of its own: then it has a page, where anybody may see it."""
        return bool(self.folder and self.label and not self.is_table and not self.private)

    @cached_property
    def keys(self) -> tuple[tuple[str, ...], ...]:
        """The groups of fields that no two rows have alike: the same record is not kept twice."""
        return (*self.unique_keys, self.identity) if self.is_table and self.identity else self.unique_keys

    @cached_property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {item.name: item for item in self.fields}

    @cached_property
    def own_fields(self) -> tuple[Field, ...]:
        """The fields that a record itself holds: of a child, those beyond its parent's key and its position."""
        return self.fields[self.key_length :] if self.parent else self.fields

    @cached_property
    def answered(self) -> tuple[Field, ...]:
        """The fields that the form of a record holds when it opens: neither its photo nor what follows from the others."""
        return tuple(
            item
            for item in self.own_fields
            if not item.image and (not item.derived or (self.parent and item.name == "id"))
        )

    @cached_property
    def label(self) -> str:
        """The field that says in words what a row is; empty where there is none."""
        return next((name for name in ("name", "title", "text") if name in self.by_name), "")

    @cached_property
    def place(self) -> str:
        """The field that says where a record belongs: the first that names a county or an area; empty where there is none."""
        return next((item.name for item in self.fields if item.area or item.reference == PLACES), "")

    @cached_property
    def image(self) -> str:
        """The field that names the photo beside a record; empty where there is none."""
        return next((item.name for item in self.fields if item.image), "")

    @cached_property
    def key_length(self) -> int:
        """How many leading fields of a child the reader fills: the parent's identity and the position."""
        return sum(1 for item in self.fields if item.derived and item.name != "id") if self.parent else 0

    @cached_property
    def is_scalar(self) -> bool:
        """Whether the child's list holds plain values: it has one field of its own."""
        return bool(self.parent) and len(self.own_fields) == 1

    @cached_property
    def item_title(self) -> str:
        """What one item of the child's list is called."""
        return self.own_fields[0].title if self.is_scalar else self.record or self.title


@dataclass(frozen=True)
class Package:
    """The whole descriptor, with the folder that its paths are relative to."""

    title: str
    description: str
    version: str
    resources: Mapping[str, Resource]
    raw: Mapping[str, Any]
    path: Path
    # Whether the data is made up: a site built from it says so on every page.
    synthetic: bool = False
    # Whose checks, sections and sample go with it beside what this descriptor gives; empty where it does not say.
    subject: str = ""

    @property
    def folder(self) -> Path:
        """The folder that holds the datasets."""
        return self.path.parent

    @cached_property
    def digest(self) -> bytes:
        """What two descriptors that say different things do not share."""
        return digest(json.dumps(self.raw, default=str).encode())

    @cached_property
    def children(self) -> dict[str, tuple[Resource, ...]]:
        """The child resources of each resource, in the order of the descriptor."""
        found: dict[str, list[Resource]] = {name: [] for name in self.resources}
        for resource in self.resources.values():
            if resource.parent:
                found[resource.parent].append(resource)
        return {name: tuple(items) for name, items in found.items()}

    @cached_property
    def roots(self) -> tuple[Resource, ...]:
        """The resources that stand for themselves in files."""
        return tuple(item for item in self.resources.values() if not item.parent)

    @cached_property
    def people(self) -> tuple[Resource, ...]:
        """The resources whose records are people."""
        return tuple(item for item in self.resources.values() if item.people)

    @cached_property
    def withdrawable(self) -> dict[str, str]:
        """The resources whose records can be withdrawn for good, people and what the table of withdrawals names: in words."""
        table = self.resources.get(WITHDRAWN)
        kinds = table.by_name["kind"].categories if table and "kind" in table.by_name else {}
        return {
            item.name: kinds.get(item.name, item.record) for item in self.roots if item.people or item.name in kinds
        }

    def root_of(self, resource: Resource) -> Resource:
        """Return the resource whose files hold the rows of this one."""
        while resource.parent:
            resource = self.resources[resource.parent]
        return resource


def doubts(package: Package) -> list[Problem]:
    """Return what the descriptor says without effect, or leaves to a default that reads badly."""
    found = list(shape_doubts(package.raw))
    name = f"{package.path.parent.name}/{package.path.name}"
    return problems_of(found, package.raw, package.path.read_text("utf-8"), name) if found else []
