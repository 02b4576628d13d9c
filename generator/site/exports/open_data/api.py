"""The static JSON API: an index, pages of records, every record beside its page, and its OpenAPI description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.dataset.json_schema import record_schema
from generator.dataset.registry import Record
from generator.runtime.compact_json import compact
from generator.runtime.output import File
from generator.site.exports.open_data.public import Public
from generator.site.exports.open_data.releases import version_of
from generator.site.model import addresses
from generator.site.model.site import Site

VERSION = "v1"
BASE = f"api/{VERSION}/"
INDEX = "index.json"
OPENAPI = f"{BASE}openapi.json"
PER_PAGE = 100


def page_url(resource: str, number: int) -> str:
    """Return the address of a page of records."""
    return f"{BASE}{resource}/{INDEX}" if number == 1 else f"{BASE}{resource}/page/{number}/{INDEX}"


def record_url(resource: str, record_id: str) -> str:
    """Return the address of a record, beside its page."""
    return addresses.record(resource, record_id) + INDEX


def pages(public: Public, name: str) -> range:
    """Return the numbers of the pages of a resource's records; where there are none, of one that is empty."""
    return range(1, max(1, -(-len(public.records[name]) // PER_PAGE)) + 1)


def records(site: Site, public: Public, name: str, number: int) -> Iterator[File]:
    """Yield a page of the records of a resource, and each of them that has a page of its own in a file beside that."""
    texts = []
    for record in _on_page(public, name, number):
        texts.append(_text(site, public, record))
        if site.page_of(name, record.id):
            yield _beside(record, texts[-1])
    last = pages(public, name)[-1]
    yield _listed(site, public.package.resources[name], number, last, len(public.records[name]), texts)


def one(site: Site, public: Public, path: str) -> File | None:
    """Return the file of a record beside its page alone; None of any other path."""
    record = site.paged.get(path.removesuffix(INDEX)) if path.endswith(INDEX) else None
    if record is None or record.resource not in public.records:
        return None
    return _beside(record, _text(site, public, record))


def _beside(record: Record, text: str) -> File:
    return File(record_url(record.resource, record.id), (text + "\n").encode())


def _text(site: Site, public: Public, record: Record) -> str:
    page = site.page_of(record.resource, record.id)
    entry = {
        "resource": record.resource,
        "id": record.id,
        "page": site.absolute(page) if page else None,
        "json": site.absolute(record_url(record.resource, record.id)) if page else None,
        "licence": _licence(public.package),
        "data": public.nested(record),
    }
    return compact(entry)


def shown(public: Public, name: str, number: int) -> Iterator[Any]:
    """Yield all that the same files show."""
    yield len(public.records[name])
    yield from _on_page(public, name, number)


def _on_page(public: Public, name: str, number: int) -> Sequence[Record]:
    return public.records[name][(number - 1) * PER_PAGE : number * PER_PAGE]


def about(site: Site, public: Public) -> Iterator[File]:
    """Yield what tells of all resources: the index, and the description of the whole."""
    beside = {name for name in public.records if any(record.resource == name for record in site.paged.values())}
    yield File(BASE + INDEX, _lines(_index(site, public)))
    yield File(OPENAPI, _lines(openapi(site, public, beside)))


def _licence(package: Package) -> str:
    return str((package.raw.get("licenses") or [{}])[0].get("name", ""))


def _listed(site: Site, resource: Resource, number: int, last: int, count: int, texts: list[str]) -> File:
    """Return one page of the records of a resource."""
    head = {
        "resource": resource.name,
        "title": resource.title,
        "count": count,
        "page": number,
        "pages": last,
        "previous": site.absolute(page_url(resource.name, number - 1)) if number > 1 else None,
        "next": site.absolute(page_url(resource.name, number + 1)) if number < last else None,
    }
    shown = ",\n".join(texts)
    text = f'{compact(head)[:-1]},"records":[\n{shown}\n]}}\n' if shown else f'{compact(head)[:-1]},"records":[]}}\n'
    return File(page_url(resource.name, number), text.encode())


def _lines(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _index(site: Site, public: Public) -> dict[str, Any]:
    package = public.package
    return {
        "api": VERSION,
        "title": package.title,
        "description": package.description,
        "version": version_of(site.registry),
        "built": site.today.isoformat(),
        "synthetic": package.synthetic,
        "licence": _licence(package),
        "documentation": site.absolute(addresses.DATA) + "#api",
        "openapi": site.absolute(OPENAPI),
        "datapackage": site.absolute(addresses.DATA + "datapackage.json"),
        "resources": [
            {
                "name": item.name,
                "title": item.title,
                "description": item.description,
                "count": len(public.records[item.name]),
                "url": site.absolute(page_url(item.name, 1)),
            }
            for item in public.roots
        ],
    }


# ---------- its description ----------


def openapi(site: Site, public: Public, beside: set[str]) -> dict[str, Any]:
    """Return the OpenAPI description; ``beside`` names the resources whose records have pages."""
    package = public.package
    shown = replace(package, resources={name: table.resource for name, table in public.tables.items()})
    licence = (package.raw.get("licenses") or [{}])[0]
    paths: dict[str, Any] = {f"/{BASE}{INDEX}": _get("index", "فهرست منابع API", "_Index")}
    schemas: dict[str, Any] = {"_Index": _INDEX}
    for resource in public.roots:
        name = resource.name
        schemas[name] = record_schema(shown, resource)
        schemas[f"{name}.record"] = _entry(resource)
        schemas[f"{name}.page"] = _page(resource)
        paths[f"/{page_url(name, 1)}"] = _get(f"{name}.first", f"{resource.title}: صفحهٔ نخست", f"{name}.page")
        paths[f"/{BASE}{name}/page/{{page}}/{INDEX}"] = _get(
            f"{name}.page",
            f"{resource.title}: صفحه‌های پس از آن",
            f"{name}.page",
            {"name": "page", "schema": {"type": "integer", "minimum": 2}},
        )
        if name in beside:
            paths[f"/{record_url(name, '{id}')}"] = _get(
                f"{name}.one",
                resource.record or resource.title,
                f"{name}.record",
                {"name": "id", "schema": {"type": "string"}},
            )
    info: dict[str, Any] = {
        "title": package.title,
        "summary": "JSON ایستا؛ فقط خواندن",
        "description": package.description,
        "version": f"{VERSION[1:]}.0.0",
    }
    if licence.get("name"):
        info["license"] = {"name": licence.get("title") or licence["name"], "url": licence.get("path", "")}
    return {
        "openapi": "3.1.0",
        "info": info,
        "servers": [{"url": site.address.rstrip("/")}],
        "externalDocs": {"url": site.absolute(addresses.DATA) + "#api"},
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _get(operation: str, summary: str, schema: str, parameter: Mapping[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": operation, "summary": summary}
    if parameter:
        found["parameters"] = [{"in": "path", "required": True, **parameter}]
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    answers = {"200": {"description": "یافت شد", "content": content}}
    if parameter:
        answers["404"] = {"description": "چنین نشانی‌ای نیست"}
    return {"get": {**found, "responses": answers}}


_ADDRESS = {"type": "string", "format": "uri"}
_MAYBE_ADDRESS = {"type": ["string", "null"], "format": "uri"}
_COUNT = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    """Describe an object that always has all of its properties."""
    return {"type": "object", "required": list(properties), "properties": properties}


_INDEX = _closed(
    {
        "api": {"const": VERSION},
        **dict.fromkeys(("title", "description", "version", "licence"), _TEXT),
        "built": {"type": "string", "format": "date"},
        "synthetic": {"type": "boolean"},
        **dict.fromkeys(("documentation", "openapi", "datapackage"), _ADDRESS),
        "resources": {
            "type": "array",
            "items": _closed({"name": _TEXT, "title": _TEXT, "description": _TEXT, "count": _COUNT, "url": _ADDRESS}),
        },
    }
)


def _entry(resource: Resource) -> dict[str, Any]:
    return _closed(
        {
            "resource": {"const": resource.name},
            "id": _TEXT,
            "page": _MAYBE_ADDRESS,
            "json": _MAYBE_ADDRESS,
            "licence": _TEXT,
            "data": {"$ref": f"#/components/schemas/{resource.name}"},
        }
    )


def _page(resource: Resource) -> dict[str, Any]:
    return _closed(
        {
            "resource": {"const": resource.name},
            "title": _TEXT,
            "count": _COUNT,
            "page": {"type": "integer", "minimum": 1},
            "pages": {"type": "integer", "minimum": 1},
            "previous": _MAYBE_ADDRESS,
            "next": _MAYBE_ADDRESS,
            "records": {
                "type": "array",
                "maxItems": PER_PAGE,
                "items": {"$ref": f"#/components/schemas/{resource.name}.record"},
            },
        }
    )
