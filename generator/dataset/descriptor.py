"""The Data Package descriptor as typed objects: Package, Resource, Field.

The custom properties that stand beside the standard ones are explained in ``docs/descriptor.md``;
a property that is not listed here is refused, so that a slip of the pen cannot pass as a setting.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.problems import Problem, render
from generator.dataset.texts import read_text

PACKAGE_PROPERTIES = frozenset(
    "name title description version licenses contributors sources homepage created keywords resources synthetic".split()
)
RESOURCE_PROPERTIES = frozenset(
    "name title description record path folder format layout prefix identity parent property floor minimum submit derived private facet"
    " group data schema sources licenses".split()
)
SCHEMA_PROPERTIES = frozenset("fields primaryKey uniqueKeys foreignKeys missingValues".split())
FIELD_PROPERTIES = frozenset(
    "name title description type format example constraints categories unit calendar future among derived consent contact link"
    " area multiline markdown image facet group of".split()
)
TYPES = frozenset({"string", "integer", "number", "boolean"})
CALENDARS = frozenset({None, "jalali", "historical"})
# What an `area` field may hold beside a county; one that is LOCAL holds no country.
COUNTRY = "country"
AREAS = {"province": "استان", COUNTRY: "کشور"}
LOCAL = "local"
DESCRIPTOR_LIMIT = 4_000_000


class DescriptorError(Exception):
    """The descriptor itself is wrong; the text says where and what was expected."""


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
    def is_text(self) -> bool:
        """Whether the value is words for people, not a code, an address or a date."""
        return (
            self.type == "string"
            and not (self.calendar or self.link or self.area or self.categories or self.reference)
            and "pattern" not in self.constraints
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
    facet: bool = False
    group: str = ""

    @cached_property
    def is_table(self) -> bool:
        """Whether the rows stand in CSV files, and not one record in each YAML file."""
        return bool(self.path) or self.format == "csv"

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
    def label(self) -> str:
        """The field that says in words what a row is; empty where there is none."""
        return next((name for name in ("name", "title", "text") if name in self.by_name), "")

    @cached_property
    def key_length(self) -> int:
        """How many leading fields of a child the reader fills: the parent's identity and the position."""
        return sum(1 for item in self.fields if item.derived and item.name != "id") if self.parent else 0

    @cached_property
    def is_scalar(self) -> bool:
        """Whether the child's list holds plain values: it has one field of its own."""
        return bool(self.parent) and len(self.own_fields) == 1


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

    @property
    def folder(self) -> Path:
        """The folder that holds the datasets."""
        return self.path.parent

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

    def root_of(self, resource: Resource) -> Resource:
        """Return the resource whose files hold the rows of this one."""
        while resource.parent:
            resource = self.resources[resource.parent]
        return resource


def load(path: Path) -> Package:
    """Read ``datapackage.yaml``; raise DescriptorError where it does not hold together."""
    found: list[Problem] = []
    text = read_text(path, DESCRIPTOR_LIMIT, f"{path.parent.name}/{path.name}", found)
    if text is None:
        raise DescriptorError(render(found))
    try:
        raw = _parsed(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        raise DescriptorError(f"{path}{where}: ساختار YAML درست نیست.") from None
    return from_mapping(raw, path)


@lru_cache(4)
def _parsed(text: str) -> Any:
    """Return the descriptor as YAML holds it, parsed once: a preview reads it again with every change. Nobody writes to it."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def from_mapping(raw: Any, path: Path) -> Package:
    """Build a Package from the parsed descriptor."""
    _known(raw, PACKAGE_PROPERTIES, "package")
    resources: dict[str, Resource] = {}
    for item in raw.get("resources") or ():
        resource = _resource(item)
        if resource.name in resources:
            raise DescriptorError(f"resource «{resource.name}»: این نام دو بار آمده است.")
        resources[resource.name] = resource
    if not resources:
        raise DescriptorError(f"{path}: هیچ resource ندارد.")
    for resource in resources.values():
        _check_links(resource, resources)
    return Package(
        title=raw.get("title", ""),
        description=raw.get("description", ""),
        version=str(raw.get("version", "")),
        resources=resources,
        raw=raw,
        path=path,
        synthetic=bool(raw.get("synthetic", False)),
    )


def _known(item: Any, allowed: frozenset[str], place: str) -> None:
    if not isinstance(item, dict):
        raise DescriptorError(f"{place}: باید فهرستی از «کلید: مقدار» باشد.")
    for key in item:
        if key not in allowed:
            raise DescriptorError(f"{place}: ویژگی ناشناختهٔ «{key}». شناخته‌ها: {'، '.join(sorted(allowed))}")


def _names(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def _safe_path(value: Any, place: str) -> None:
    if value is None:
        return
    if not isinstance(value, str) or ":" in value or value.startswith("/") or ".." in value.split("/"):
        raise DescriptorError(f"{place}: مسیر «{value}» باید نسبی و درون همین پوشه باشد.")


def _resource(item: Any) -> Resource:
    place = f"resource «{item.get('name', '؟') if isinstance(item, dict) else '؟'}»"
    _known(item, RESOURCE_PROPERTIES, place)
    schema = item.get("schema")
    _known(schema, SCHEMA_PROPERTIES, f"{place}، schema")
    _safe_path(item.get("path"), place)
    _safe_path(item.get("folder"), place)
    if sum(key in item for key in ("path", "folder", "parent")) != 1:
        raise DescriptorError(f"{place}: درست یکی از path، folder و parent لازم است.")
    references = tuple(
        Reference(_names(key["fields"]), key["reference"]["resource"], _names(key["reference"]["fields"]))
        for key in schema.get("foreignKeys", ())
    )
    single = {ref.fields[0]: ref.resource for ref in references if len(ref.fields) == 1}
    fields = tuple(_field(entry, place, single) for entry in schema.get("fields", ()))
    plain = {
        key: item[key]
        for key in RESOURCE_PROPERTIES & item.keys()
        if key not in ("schema", "data", "sources", "licenses")
    }
    plain["identity"] = _names(item.get("identity"))
    return Resource(
        fields=fields,
        primary_key=_names(schema.get("primaryKey")),
        references=references,
        unique_keys=tuple(filter(None, map(_names, schema.get("uniqueKeys") or ()))),
        **plain,
    )


def _field(item: Any, place: str, references: Mapping[str, str]) -> Field:
    name = item.get("name", "؟") if isinstance(item, dict) else "؟"
    place = f"{place}، فیلد «{name}»"
    _known(item, FIELD_PROPERTIES, place)
    if item.get("type", "string") not in TYPES:
        raise DescriptorError(f"{place}: گونهٔ «{item['type']}» پشتیبانی نمی‌شود؛ یکی از {'، '.join(sorted(TYPES))}.")
    if item.get("area", False) not in (True, False, LOCAL):
        raise DescriptorError(f"{place}: area باید true یا local باشد.")
    if item.get("calendar") not in CALENDARS:
        raise DescriptorError(f"{place}: calendar باید jalali یا historical باشد.")
    plain = {key: value for key, value in item.items() if key not in ("format", "categories", "example")}
    categories = {str(entry["value"]): entry["label"] for entry in item.get("categories", ())}
    return Field(categories=categories, example=str(item.get("example", "")), reference=references.get(name), **plain)


def _check_links(resource: Resource, resources: Mapping[str, Resource]) -> None:
    place = f"resource «{resource.name}»"
    if resource.parent and (resource.parent not in resources or not resource.property):
        raise DescriptorError(f"{place}: parent باید نام یک resource باشد و property نام فهرست در آن.")
    for reference in resource.references:
        target = resources.get(reference.resource)
        if target is None or not set(reference.targets) <= target.by_name.keys():
            raise DescriptorError(f"{place}: کلید خارجی به «{reference.resource}» مقصدی ندارد.")
    for item in resource.fields:
        target = resources.get(item.reference or "")
        if item.among and (target is None or not item.among.keys() <= target.by_name.keys()):
            raise DescriptorError(f"{place}، فیلد «{item.name}»: among باید فیلدهای resource دیگری را نام ببرد.")
    for item in resource.fields:
        if item.of and (item.of not in resource.by_name or item.of == item.name):
            raise DescriptorError(f"{place}، فیلد «{item.name}»: of باید نام فیلد دیگری از همین resource باشد.")
    for name in resource.primary_key:
        if name not in resource.by_name:
            raise DescriptorError(f"{place}: primaryKey فیلد «{name}» را ندارد.")
    for name in resource.identity:
        if name not in resource.by_name:
            raise DescriptorError(f"{place}: identity فیلد «{name}» را ندارد.")
    for name in [name for key in resource.unique_keys for name in key]:
        if name not in resource.by_name:
            raise DescriptorError(f"{place}: uniqueKeys فیلد «{name}» را ندارد.")
    if resource.format not in ("", "csv") or (resource.format and not resource.folder):
        raise DescriptorError(f"{place}: format تنها csv است و تنها در کنار folder می‌آید.")
    if resource.layout and resource.layout not in resource.by_name:
        raise DescriptorError(f"{place}: layout باید نام یکی از فیلدها باشد.")
