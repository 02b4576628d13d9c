"""What the tests of open data share: how a package is written out, and how each form of it is read."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from generator.project.assembly import load
from generator.site.exports.open_data import export, sqlite
from generator.site.model.site import Site
from generator.subjects.women.sections import SECTIONS
from tests.support import BASE, HOST, files, write

DAY = date(2026, 11, 24)

FULL = BASE.with_name("full")

PROFILE = "simin-daneshvar"

RUN = ("=1+1", '=HYPERLINK("https://example.org/";"x")', "+1", "-1+1", "@SUM(A1)", "\tx", "\rx", "  =1", "\u00a0=1")


def site_of(data: Path) -> Site:
    loaded = load(data, DAY)
    assert loaded.registry is not None, loaded.problems[:5]
    return Site(loaded.registry, "بانک نمونه", "", HOST, {"province": "نمونه"}, DAY, changes=SECTIONS)


def written(data: Path, target: Path) -> Site:
    site = site_of(data)
    write(export.export(site), target)
    return site


def unpacked(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file, and of every member of a zip or a workbook."""
    found = files(folder)
    for name in [name for name in found if name.endswith((".zip", ".xlsx"))]:
        with zipfile.ZipFile(io.BytesIO(found[name])) as archive:
            found |= {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
    return found


def mentions(folder: Path, text: str) -> list[str]:
    """Return the files that hold a text, as it is or as JSON and XML would write it."""
    return sorted(name for name, data in unpacked(folder).items() if text.encode() in data or text in name)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def ask(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    base = sqlite3.connect(folder / "data" / sqlite.FILE)
    try:
        return base.execute(sql, values).fetchall()
    finally:
        base.close()


def sheet_rows(path: Path, title: str) -> list[tuple[Any, ...]]:
    return list(openpyxl.load_workbook(path)[title].iter_rows(values_only=True))
