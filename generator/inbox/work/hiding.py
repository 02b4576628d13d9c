"""Hide a page from the next release without a word in git: the site is built of a bank that does not have its record.

What refers to a hidden record is built without the reference; a record that cannot stand without one is hidden with it.
The photo goes out of the build's own files, and so do links to the page in hand-written pages. A name that stands in a
hand-written text stays there: `removal.mentions` finds it, and a person has to look.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.dataset.registry import Record, Registry
from generator.inbox.work.releasing_site import Hidden
from generator.site.model import addresses
from generator.submissions.removal.withdrawal import own_files


def all_hidden(registry: Registry, hidden: Collection[Hidden]) -> set[Hidden]:
    """Return what is hidden and what cannot stand without it: a record that must name one of them."""
    found = {page for page in hidden if registry.get(*page) is not None}
    while True:
        more = {
            (name, record.id)
            for name, table in registry.tables.items()
            for record in table.values()
            if (name, record.id) not in found and _needs(registry.package.resources[name], record.values, found)
        }
        if not more:
            return found
        found |= more


def without(registry: Registry, hidden: Collection[Hidden]) -> Registry:
    """Return a registry that has none of these records, and nothing that refers to one."""
    gone = set(hidden)
    tables = {
        name: {
            record.id: _freed(registry.package, record, gone)
            for record in table.values()
            if (name, record.id) not in gone
        }
        for name, table in registry.tables.items()
    }
    return Registry(registry.package, tables, registry.images)


def out_of_files(registry: Registry, hidden: Collection[Hidden], root: Path, content: Path) -> None:
    """Take the photos and the links of hidden pages out of the files that a site is about to be built of."""
    for page in hidden:
        record = registry.get(*page)
        if record is not None:
            for name in own_files(registry.package, record):
                (root / name).unlink(missing_ok=True)
    leads = [addresses.record(*page).rstrip("/") for page in hidden]
    ids = [record for _, record in hidden]
    if not leads:
        return
    for path in content.rglob("*.md"):
        text = path.read_bytes().decode("utf-8", "surrogateescape")
        freed = _unlinked(text, leads, ids)
        if freed != text:
            path.write_bytes(freed.encode("utf-8", "surrogateescape"))


def _unlinked(text: str, leads: Collection[str], ids: Collection[str]) -> str:
    """Return a hand-written page whose links to some pages are their bare words, and whose head names none of them."""
    to = rf"[^\s()<>\"']*(?<![\w-])(?:{'|'.join(map(re.escape, leads))})(?![\w-])[^\s()<>\"']*"
    text = re.sub(rf"(?m)^\s*\[[^\]\n]+\]:\s*<?{to}>?.*\n?", "", text)
    text = re.sub(rf"\[([^\]\n]*)\]\(\s*<?{to}>?(?:\s+[\"'][^\"'\n]*[\"'])?\s*\)(?:\{{[^}}\n]*\}})?", r"\1", text)
    text = re.sub(rf"(?is)<a\b[^>]*\bhref\s*=\s*[\"']?{to}[\"']?[^>]*>(.*?)</a>", r"\1", text)
    text = re.sub(rf"<{to}>", "", text)
    named = "|".join(map(re.escape, ids))
    text = re.sub(rf"(?m)^[ \t]*-[ \t]+[\"']?(?:{named})[\"']?[ \t]*\n", "", text)
    return re.sub(r"(?m)^featured:[ \t]*\n(?![ \t]*-)", "", text)  # a list of nothing is no list


def _needs(resource: Resource, values: Mapping[str, Any], gone: Collection[Hidden]) -> bool:
    return any(
        field.required and _names(field.reference, values.get(field.name), gone) for field in resource.own_fields
    )


def _names(reference: str | None, value: Any, gone: Collection[Hidden]) -> bool:
    return bool(reference and isinstance(value, str) and (reference, value) in gone)


def _freed(package: Package, record: Record, gone: Collection[Hidden]) -> Record:
    values = _without_references(package, package.resources[record.resource], record.values, gone)
    return record if values == record.values else replace(record, values=values)


def _without_references(
    package: Package, resource: Resource, values: Mapping[str, Any], gone: Collection[Hidden]
) -> dict[str, Any]:
    """Return values without fields that name a hidden record, and lists without the items that do."""
    kept = dict(values)
    for field in resource.own_fields:
        if _names(field.reference, kept.get(field.name), gone):
            del kept[field.name]
    for child in package.children.get(resource.name, ()):
        name = str(child.property)
        if isinstance(kept.get(name), list):
            items = list(_items(package, child, kept[name], gone))
            kept[name] = items
            if not items:
                del kept[name]
    return kept


def _items(package: Package, child: Resource, items: list[Any], gone: Collection[Hidden]) -> Iterator[Any]:
    for item in items:
        if not isinstance(item, Mapping):
            if not any(_names(field.reference, item, gone) for field in child.own_fields):
                yield item
        elif not _needs(child, item, gone):
            yield _without_references(package, child, item, gone)
