"""Write what editors need to complete and underline records while somebody types: schemas, and which file has which.

Shapes: the package in; a JSON Schema for each folder of records in ``.schemas/``, and ``.vscode/settings.json``, which
VS Code and its kin read by themselves. Errors: SettingsError where somebody's own settings are no plain JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.dataset.descriptor import Package, Resource
from generator.dataset.json_schema import DRAFT, Names, record_schema
from generator.dataset.reading.files import resource_files
from generator.dataset.reading.reader import read_file
from generator.dataset.reading.rows import Dataset
from generator.dataset.texts import as_it_is
from generator.runtime.transaction import Transaction

FOLDER, SETTINGS = ".schemas", ".vscode/settings.json"
# The setting that says which files have which schema.
_SCHEMAS = "yaml.schemas"
_MADE = "Made from the descriptor and the tables of the data by `generator schemas`; an edit here is lost."


class SettingsError(Exception):
    """The settings of the editor cannot be read; the text says so, in Persian."""


def write(package: Package, target: Path, check: bool) -> list[str]:
    """Write the files that are stale below ``target``, or with ``check`` none; return the names of those that are.

    A schema whose resource has no folder any more is stale too, and removed. Raises SettingsError and OSError.
    """
    if check:
        return sorted(_stale(package, target))
    with Transaction(target / FOLDER) as transaction:
        stale = _stale(package, target)
        transaction.replace({target / name: text.encode() if text else None for name, text in stale.items()})
    return sorted(stale)


def _stale(package: Package, target: Path) -> dict[str, str | None]:
    """Return the texts that the files should have and have not; None for those that should not be there."""
    wanted: dict[str, str | None] = dict(_files(package, target))
    for path in sorted((target / FOLDER).glob("*.json")):
        wanted.setdefault(f"{FOLDER}/{path.name}", None)
    return {name: text for name, text in wanted.items() if as_it_is(target / name) != text}


def _files(package: Package, target: Path) -> Iterator[tuple[str, str]]:
    folders = [resource for resource in package.roots if resource.folder and not resource.is_table]
    names = vocabularies(package)
    for resource in folders:
        schema = {"$schema": DRAFT, "$comment": _MADE, **record_schema(package, resource, names)}
        yield f"{FOLDER}/{resource.name}.json", _text(schema)
    data = Path(os.path.relpath(package.folder, target)).as_posix()
    own = {f"{FOLDER}/{item.name}.json": f"{data}/{item.folder}/**/*.yml" for item in folders}
    yield SETTINGS, _settings(as_it_is(target / SETTINGS), own)


def vocabularies(package: Package) -> Names:
    """Return id → name for each table that others choose from and nobody submits to: lists that seldom grow."""
    targets = {reference.resource for resource in package.resources.values() for reference in resource.references}
    tables = [item for item in package.roots if item.path and not item.submit and "id" in item.by_name]
    return {item.name: _labels(package, item) for item in tables if item.name in targets}


def _labels(package: Package, resource: Resource) -> Mapping[str, str]:
    dataset = Dataset(package, {resource.name: []})
    for path in resource_files(resource, package, dataset.problems, dataset.images):
        read_file(path, resource, dataset)
    cells = [row.cells for row in dataset.rows[resource.name]]
    return {row["id"]: row.get(resource.label, row["id"]) for row in cells if "id" in row}


def _settings(text: str | None, own: Mapping[str, str]) -> str:
    """Return the settings with our schemas in them; what else they hold stays."""
    try:
        settings = json.loads(text or "{}")
        schemas = {name: files for name, files in settings.get(_SCHEMAS, {}).items() if not name.startswith(FOLDER)}
    except (ValueError, AttributeError):
        listed = _text({_SCHEMAS: own})
        raise SettingsError(
            f"«{SETTINGS}» خواندنی نیست: JSON ساده و بدون توضیح می‌خواهد. آن را درست کنید، یا این‌ها را خودتان در آن بگذارید:\n{listed}"
        ) from None
    return _text({**settings, _SCHEMAS: {**schemas, **own}})


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
