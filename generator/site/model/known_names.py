"""The names that a form knows while somebody types one: a small file beside each form, asked for when it opens.

It holds what pages show anyway. Like all bare data it is kept from crawlers: a page can ask not to be indexed, a file can't.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.descriptor import Package, Resource
from generator.dataset.registry import Record
from generator.runtime.compact_json import compact
from generator.runtime.output import File
from generator.site.model import addresses
from generator.site.model.site import Site
from generator.submissions.forms.choosing import bare

FILE = "known.json"
_OTHER = "other_names"


def has_known(package: Package, resource: Resource) -> bool:
    """Whether records of the resource have pages of their own by a name that its form asks for."""
    return bool(resource.submit and resource.folder and resource.label and not resource.is_table)


def known(records: list[Record]) -> dict[str, str]:
    """Return the names of records without what people write differently → the id; the same name leads to the first."""
    found: dict[str, str] = {}
    for record in records:
        for name in _names(record):
            found.setdefault(bare(name), record.id)
    return found


def _names(record: Record) -> Iterator[str]:
    yield record.label
    yield from (name for name in record.get(_OTHER) or () if isinstance(name, str))


def export(site: Site) -> Iterator[File]:
    """Yield the known names, beside the form of each resource that has some."""
    package = site.registry.package
    for resource in package.roots:
        if has_known(package, resource):
            text = compact(known(list(site.registry[resource.name])))
            yield File(f"{addresses.SUBMIT}{resource.name}/{FILE}", text.encode())
