"""A Data Package as another bank has published it: whatever it says is asked before it is believed.

Its descriptor and tables are of limited size, its tables what the descriptor says of them to the byte, and no path in it
leads elsewhere.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.dataset.describing.descriptor_shape import PLACE
from generator.dataset.problems import package_kinds, table_kinds
from generator.dataset.problems.kind import Role
from generator.dataset.problems.problem import Problem
from generator.dataset.shapes import COUNT, FLAG, NAMES, TEXT, WORD, Keys, ListOf, faults
from generator.dataset.texts import decode
from generator.persian.digits import fa
from generator.runtime.remote.store import Store
from generator.runtime.system_errors import reason

_DESCRIPTOR_MOST, _TABLE_MOST = 8_000_000, 500_000_000
# What stands in the address of a page for the id of its record.
_ID = "{id}"
_FIELD = Keys({"name": WORD}, ("name",), open=True)
_KEY = Keys(
    {"fields": NAMES, "reference": Keys({"resource": WORD, "fields": NAMES}, ("resource", "fields"), open=True)},
    ("fields", "reference"),
    open=True,
)
_SHAPE = Keys(
    {
        "synthetic": FLAG,
        "resources": ListOf(
            Keys(
                {
                    "name": WORD,
                    "path": PLACE,
                    "page": TEXT,
                    "bytes": COUNT,
                    "hash": TEXT,
                    "schema": Keys({"fields": ListOf(_FIELD, 1), "foreignKeys": ListOf(_KEY)}, ("fields",), open=True),
                },
                ("name", "path", "bytes", "hash", "schema"),
                open=True,
            ),
            1,
        ),
    },
    ("resources",),
    open=True,
)


class Line(NamedTuple):
    """A row of a table: its line, and its cells by the names of the columns, empty ones left out."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Published:
    """A package that was read: the store that it lies in, whose it is, in words, and its resources by name."""

    store: Store
    of: str
    synthetic: bool
    resources: Mapping[str, Mapping[str, Any]]
    _tables: dict[str, list[Line]] = field(default_factory=dict)

    def place(self, name: str) -> str:
        """Return the address of a table."""
        return f"{self.store}/{self.resources[name]['path']}"

    def has_pages(self, name: str) -> bool:
        """Whether the package says where the pages of a table's records are, each at an address of its own."""
        return _ID in self.resources[name].get("page", "")

    def page(self, name: str, record_id: str) -> str:
        """Return the address of a record's page, in a package that says it."""
        return str(self.resources[name]["page"]).replace(_ID, record_id)

    def reference(self, name: str, column: str) -> str:
        """Return the resource that a column of a table names records of; nothing where it names none."""
        keys = self.resources[name]["schema"].get("foreignKeys", ())
        found = (key["reference"]["resource"] for key in keys if key["fields"] in (column, [column]))
        return next((target for target in found if target in self.resources), "")

    def rows(self, name: str, problems: list[Problem]) -> list[Line]:
        """Return the rows of a table, read once; of one that cannot be believed none, and why."""
        if name not in self._tables:
            self._tables[name] = list(_rows(self, name, problems))
        return self._tables[name]

    def labels(self, name: str, problems: list[Problem]) -> dict[str, str]:
        """Return what the records of a table are called, by their ids."""
        return {
            row.cells.get("id", ""): row.cells.get("name") or row.cells.get("title") or row.cells.get("id", "")
            for row in self.rows(name, problems)
        }


def opened(address: str, home: Path, of: str, problems: list[Problem]) -> Published | None:
    """Return the package whose descriptor lies at an address, or None and why; a path is one below the folder ``home``."""
    whole = address if "://" in address else (home / address).resolve().as_uri()
    store, name = Store(whole).parted()
    raw = _read(store, name, _DESCRIPTOR_MOST, of, problems)
    if raw is None:
        return None
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        problems.append(Problem(whole, 0, package_kinds.PACKAGE_BROKEN, record=of, found="JSON"))
        return None
    wrong = next(iter(faults(found, _SHAPE)), None)
    if wrong:
        found_at = ".".join(map(str, wrong.path)) or name
        problems.append(Problem(whole, 0, package_kinds.PACKAGE_BROKEN, record=of, found=found_at))
        return None
    return Published(store, of, found.get("synthetic", False), {item["name"]: item for item in found["resources"]})


def _rows(package: Published, name: str, problems: list[Problem]) -> Iterator[Line]:
    said, place = package.resources[name], package.place(name)
    raw = _read(package.store, said["path"], _TABLE_MOST, package.of, problems)
    if raw is None:
        return
    if (len(raw), f"sha256:{sha256(raw).hexdigest()}") != (said["bytes"], said["hash"]):
        problems.append(Problem(place, 0, package_kinds.PACKAGE_CHANGED, record=package.of))
        return
    # How lines end is the business of whoever keeps a file by hand.
    wrong: list[Problem] = []
    text = decode(raw, place, wrong)
    problems.extend(problem for problem in wrong if problem.kind.role is not Role.MENDED)
    if text is None:
        return
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns = [item["name"] for item in said["schema"]["fields"]]
    try:
        header = next(rows)
        if header != columns or len(set(header)) < len(header):
            found, expected = "، ".join(header), "، ".join(columns)
            problem = Problem(place, 0, package_kinds.PACKAGE_HEADER, record=package.of, found=found, expected=expected)
            problems.append(problem)
            return
        before = rows.line_num
        for values in rows:
            line, before = before + 1, rows.line_num
            if len(values) == len(header):
                yield Line(line, {key: value for key, value in zip(header, values, strict=True) if value})
            else:
                found, expected = fa(len(values)), fa(len(header))
                problems.append(Problem(place, line, table_kinds.ROW_LENGTH, found=found, expected=expected))
    except csv.Error:
        problems.append(Problem(place, rows.line_num, table_kinds.CSV_QUOTE))


def _read(store: Store, path: str, most: int, of: str, problems: list[Problem]) -> bytes | None:
    """Return the bytes of a file that is not too large, or None and why."""
    place = f"{store}/{path}"
    try:
        raw = store.read(path, most + 1)
    except OSError as error:
        problems.append(Problem(place, 0, package_kinds.PACKAGE_UNREACHABLE, record=of, found=reason(error)))
    except (ImportError, ValueError) as error:
        problems.append(Problem(place, 0, package_kinds.PACKAGE_UNREACHABLE, record=of, found=str(error)))
    else:
        if len(raw) <= most:
            return raw
        expected = f"{fa(most // 1_000_000)} مگابایت"
        problems.append(Problem(place, 0, package_kinds.PACKAGE_TOO_LARGE, record=of, expected=expected))
    return None
