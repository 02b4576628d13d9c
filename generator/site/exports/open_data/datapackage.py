"""The published Data Package: a descriptor of plain CSV tables that stock tools read, and its zip."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.dataset.descriptor import Field, Reference, Resource
from generator.runtime.output import Entry
from generator.site.exports.open_data.public import Public, Table
from generator.site.exports.open_data.releases import releases, version_of
from generator.site.model import addresses
from generator.site.model.site import Site

DESCRIPTOR = "datapackage.json"
FOLDER = "tables"
# The properties of a field that mean something to a reader of the data and not only to this generator.
_FIELD = ("title", "description", "unit", "calendar", "area", "link", "multiline", "markdown")
_STRING = frozenset({"minLength", "maxLength", "pattern"})


def descriptor(site: Site, public: Public, files: Mapping[str, Entry]) -> dict[str, Any]:
    """Return the descriptor of the tables; ``files`` says of each, by its name, how its CSV was written."""
    package, version = public.package, version_of(site.registry)
    found = {
        "profile": "tabular-data-package",
        "name": package.raw.get("name") or "data",
        "title": package.title,
        "description": package.description,
        "version": version,
        "created": f"{site.today.isoformat()}T00:00:00Z",
        "homepage": site.absolute(addresses.DATA),
        "licenses": package.raw.get("licenses"),
        "contributors": [{"title": site.name, "path": site.address, "role": "publisher"}],
        "keywords": package.raw.get("keywords"),
        "synthetic": package.synthetic,
        "releases": [
            {"version": item.version, "date": item.date, "note": item.note, "rows": dict(item.rows)}
            for item in releases(site.registry)
        ],
        "resources": [_resource(site, public, table, files[table.name]) for table in public.tables.values()],
    }
    return {name: value for name, value in found.items() if value}


def _resource(site: Site, public: Public, table: Table, written: Entry) -> dict[str, Any]:
    resource = table.resource
    found = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": resource.description,
        "path": f"{FOLDER}/{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.size,
        "hash": "sha256:" + written.sha256,
        "rows": len(table.rows),
        "page": _page(site, table.name),
        "schema": _schema(public, resource),
    }
    return {name: value for name, value in found.items() if value not in ("", None)}


def _page(site: Site, name: str) -> str:
    """Return the address of a record's page, with ``{id}`` for its id; nothing where they have none, or none that is known."""
    section = site.sections.get(name)
    own = section and section.pages and site.address != "/"
    return site.absolute(addresses.record(name, "{id}")) if own else ""


def _schema(public: Public, resource: Resource) -> dict[str, Any]:
    strict, optional = split(public, resource)
    found = {
        "fields": [_field(item) for item in resource.fields],
        "missingValues": [""],
        "primaryKey": list(resource.primary_key),
        "foreignKeys": [_key(key) for key in strict],
        "optionalForeignKeys": [_key(key) for key in optional],
    }
    return {name: value for name, value in found.items() if value}


def split(public: Public, resource: Resource) -> tuple[list[Reference], list[Reference]]:
    """Return the references that always hold, and those of several fields of which one may be empty.

    Stock tools look for the empty part of such a key as if it were a value, so it stands beside ``foreignKeys``.
    """
    strict: list[Any] = []
    optional: list[Any] = []
    for key in resource.references:
        if key.resource not in public.tables:
            continue
        partly = len(key.fields) > 1 and not all(resource.by_name[name].required for name in key.fields)
        (optional if partly else strict).append(key)
    return strict, optional


def _key(key: Reference) -> dict[str, Any]:
    return {"fields": list(key.fields), "reference": {"resource": key.resource, "fields": list(key.targets)}}


def _field(item: Field) -> dict[str, Any]:
    found: dict[str, Any] = {"name": item.name, "type": item.type}
    found |= {name: value for name in _FIELD if (value := getattr(item, name))}
    if item.example:
        found["example"] = item.example
    if item.categories:
        found["categories"] = [{"value": value, "label": label} for value, label in item.categories.items()]
    limits = {name: value for name, value in item.constraints.items() if item.type == "string" or name not in _STRING}
    if item.categories:
        limits["enum"] = list(item.categories)
    if limits:
        found["constraints"] = limits
    return found


def descriptor_bytes(found: Mapping[str, Any]) -> bytes:
    """Return a descriptor as its file."""
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
