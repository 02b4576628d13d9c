"""What was sent in each version of a hand-in: its file, its photos, and the copy in which the worker has marked faults.

Errors: none; of what is erased there is nothing.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.inbox.store.database import Transaction

#: What no file that was sent is called: its name would have no slash.
MARKED = "/marked.xlsx"


class Body(NamedTuple):
    """What was sent in a version: the name of its file, its bytes, and photos by name with whether they are redrawn."""

    name: str
    body: bytes
    files: dict[str, tuple[bytes, bool]]


def body_of(tx: Transaction, number: int, version: int) -> Body | None:
    """Return what was sent in a version; None where it is erased."""
    line = tx.execute("SELECT name, body FROM versions WHERE hand_in = ? AND version = ?", (number, version)).fetchone()
    if line is None:
        return None
    files = tx.execute(
        "SELECT name, bytes, is_ready FROM files WHERE hand_in = ? AND version = ? AND name NOT LIKE '/%' ORDER BY name",
        (number, version),
    )
    return Body(line["name"], line["body"], {one["name"]: (one["bytes"], bool(one["is_ready"])) for one in files})


def has_file(tx: Transaction, number: int, version: int) -> bool:
    """Whether the file of a version is still kept, and was one with a name."""
    found = tx.execute("SELECT 1 FROM versions WHERE hand_in = ? AND version = ? AND name <> ''", (number, version))
    return found.fetchone() is not None


def redrawn(tx: Transaction, number: int, version: int, name: str, image: bytes) -> None:
    """Keep a photo as the site will show it in the place of the one that was sent."""
    tx.execute(
        "UPDATE files SET bytes = ?, is_ready = 1 WHERE hand_in = ? AND version = ? AND name = ?",
        (image, number, version, name),
    )


def drop_raw(tx: Transaction, number: int, version: int) -> None:
    """Let the photos of earlier versions go that nobody has redrawn: a newer version came before the worker did."""
    tx.execute("DELETE FROM files WHERE hand_in = ? AND version < ? AND is_ready = 0", (number, version))


def keep_marked(tx: Transaction, number: int, version: int, workbook: bytes) -> None:
    """Keep the copy of a workbook in which the worker has marked what is to be mended."""
    tx.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, 1, ?)", (number, version, MARKED, workbook))


def marked_of(tx: Transaction, number: int, version: int) -> bytes | None:
    """Return the marked copy of a workbook; None where there is none."""
    line = tx.execute(
        "SELECT bytes FROM files WHERE hand_in = ? AND version = ? AND name = ?", (number, version, MARKED)
    ).fetchone()
    return line["bytes"] if line else None


def names_of(tx: Transaction, number: int) -> set[tuple[int, str]]:
    """Return the photos of all versions of a hand-in: the version and the name of each."""
    found = tx.execute("SELECT version, name FROM files WHERE hand_in = ? AND name NOT LIKE '/%'", (number,))
    return {(line["version"], line["name"]) for line in found}


def is_same_photo(tx: Transaction, number: int, one: tuple[int, str], other: tuple[int, str]) -> bool:
    """Whether two versions of a hand-in bring the same photo, or none each."""
    first, second = (
        tx.execute(
            "SELECT bytes FROM files WHERE hand_in = ? AND version = ? AND name = ?", (number, version, name)
        ).fetchone()
        for version, name in (one, other)
    )
    return (first["bytes"] if first else None) == (second["bytes"] if second else None)
