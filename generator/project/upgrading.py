"""A province that was laid out by an earlier generator: what it has of the template, and what nobody there has edited.

What a province has changed itself is never touched: it is told what the generator's own has now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.project.new import LAID_OUT, NewError, Province, record, texts
from generator.runtime.transaction import Transaction
from generator.site.engine.configuration import ConfigurationError, read

# Files that the generator brought once and the province keeps since.
_KEPT = ("requirements/generator.txt",)


@dataclass(frozen=True)
class Patient:
    """A province: its settings' file and its data."""

    config: Path
    data: Path

    @property
    def root(self) -> Path:
        """The folder of the repository."""
        return self.config.absolute().parent

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The settings; empty where they cannot be read."""
        try:
            return read(self.config)
        except ConfigurationError:
            return {}

    @cached_property
    def laid_out(self) -> Mapping[str, Any]:
        """What the generator laid out and as what; empty in a province of before it took notes."""
        try:
            return dict(json.loads((self.root / LAID_OUT).read_text("utf-8")))
        except (OSError, ValueError):
            return {}

    @cached_property
    def template(self) -> dict[str, str]:
        """The files of the template as this generator would lay them out now; none where nobody knows the answers."""
        try:
            own = Province(**self.laid_out["answers"])
            own.check()
        except (KeyError, TypeError, NewError):
            return {}
        return {name: text for name, text in texts(own).items() if _is_followed(name)}

    def is_unedited(self, name: str) -> bool:
        """Whether a file is as it was laid out."""
        return bool(_hash_of(self.root / name) == self.laid_out.get("files", {}).get(name))


def bring_up_to_date(patient: Patient) -> list[str]:
    """Write the files of the template that nobody has edited as they are now; return their names.

    All that there is to see now counts as seen: the next run tells only what is new since.
    """
    old = [name for name in behind(patient) if patient.is_unedited(name)]
    old += missing(patient)
    if not patient.template:
        return []
    seen = record(Province(**patient.laid_out["answers"]))
    with Transaction(patient.root / LAID_OUT) as transaction:
        changed = {patient.root / name: patient.template[name].encode() for name in old}
        transaction.replace({**changed, patient.root / LAID_OUT: seen.encode()})
    return old


def behind(patient: Patient) -> list[str]:
    """Return the files that are there and are not as this generator would lay them out."""
    return [
        name
        for name, text in patient.template.items()
        if (patient.root / name).is_file() and _hash_of(patient.root / name) != _hash(text.encode())
    ]


def missing(patient: Patient) -> list[str]:
    """Return the files that the template has got since; one that the province has removed stays away."""
    known = patient.laid_out.get("files", {})
    return [name for name in patient.template if name not in known and not (patient.root / name).exists()]


def is_new(patient: Patient, name: str) -> bool:
    """Whether the template has changed since this file was laid out or last seen."""
    return bool(patient.laid_out.get("files", {}).get(name) != _hash(patient.template[name].encode()))


def _is_followed(name: str) -> bool:
    """Whether a file of the template is still the generator's: tables belong to the province from the first day."""
    return name not in _KEPT and not name.endswith(".csv")


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def _hash_of(path: Path) -> str:
    return _hash(path.read_bytes()) if path.is_file() else ""
