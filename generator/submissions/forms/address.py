"""The address of a record's page, as people copy, shorten or misspell it."""

from __future__ import annotations

import re

from generator.dataset.descriptor import Package, Resource
from generator.dataset.problems.nearest import nearest
from generator.dataset.problems.problem import Problem
from generator.persian.names.personal_names import SLUG
from generator.submissions.forms import answer_kinds
from generator.submissions.forms.questions import Names

_HOST = re.compile(r"https?://[^/\s]*")


def pages(package: Package) -> tuple[Resource, ...]:
    """Return the resources whose records have a page of their own: what a correction or a removal can be about.

    People can ask to be removed even where nobody is asked to propose them.
    """
    return tuple(item for item in package.roots if (item.submit or item.people) and item.has_pages)


def page_of(package: Package, names: Names, address: str) -> tuple[str, str] | None:
    """Return resource and id of the page that an address names, or that a bare id names alone; else None."""
    address = _bare(address)
    resources = "|".join(re.escape(resource.name) for resource in pages(package))
    # Browsers show an address without its scheme, and telephones begin a line with a capital.
    path = rf"(?:[^\s?#]*/)?({resources})/({SLUG})/?(?:index\.html)?(?:[?#]\S*)?"
    match = re.fullmatch(path, address, re.IGNORECASE)
    if match:
        return match[1].lower(), match[2].lower()
    holders = [resource.name for resource in pages(package) if address in names.get(resource.name, {})]
    return (holders[0], address) if len(holders) == 1 else None


def no_page(package: Package, names: Names, address: str, source: str) -> Problem:
    """Return what to say of an address that names no page; the nearest one is that of a misspelt path, or of a name."""
    address = _bare(address).split("\n")[0]
    own = pages(package)
    known = {
        f"/{resource.name}/{record}/": label
        for resource in own
        for record, label in names.get(resource.name, {}).items()
    }
    close = nearest(_HOST.sub("", address), known)
    return Problem(
        source,
        0,
        answer_kinds.ISSUE_ADDRESS,
        title="نشانی صفحه",
        found=address,
        expected="، ".join(f"/{resource.name}/…/" for resource in own),
        suggestion=close.value,
        meaning=close.meaning,
    )


def _bare(address: str) -> str:
    return address.strip().strip("<>`").strip()
