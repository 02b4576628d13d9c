"""The store's file: opened, brought to today's shape, read and written in transactions that are on the disk when they end.

Times come in as aware datetimes and stand as UTC texts that sort. Errors: `StoreFull` where the disk has no room,
`StoreError` where the file is none of ours; both tell why in Persian.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

Transaction = sqlite3.Connection
Line = sqlite3.Row

#: How often the worker tries what it fails at.
MOST_TRIES = 3
# STRICT tables came with it.
_OLDEST = (3, 37)
# What brings a store of each version to the next one.
_STEPS = ("schema.sql", "replaced_entries.sql", "loan_words.sql")
_PRAGMAS = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA busy_timeout=10000;"


class StoreError(Exception):
    """The store cannot be used; the text says why, in Persian."""


class StoreFull(StoreError):
    """The disk has no room left: nothing was written."""


class Store:
    """An open store; each thread has a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Open the store at a path, made if need be, for its owner alone; raise StoreError."""
        if sqlite3.sqlite_version_info < _OLDEST:
            raise StoreError(f"SQLite {sqlite3.sqlite_version} کهنه است؛ ۳٫۳۷ یا تازه‌تر می‌خواهد.")
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        with _faults(path):
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._connection().execute("PRAGMA journal_mode=WAL")
            self._migrate()

    def _connection(self) -> sqlite3.Connection:
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            # Closed by `close`, which another thread may call.
            found = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False)
            found.row_factory = sqlite3.Row
            found.executescript(_PRAGMAS)
            self._local.connection = found
            with self._lock:
                self._opened.append(found)
        return found

    def _migrate(self) -> None:
        with self.writing() as tx:
            version = tx.execute("PRAGMA user_version").fetchone()[0]
            if version > len(_STEPS):
                raise StoreError(f"«{self.path.name}» از برنامه‌ای تازه‌تر است. برنامه را به‌روز کنید.")
            for number, name in enumerate(_STEPS[version:], start=version + 1):
                for statement in _statements((files(__package__) / name).read_text("utf-8")):
                    tx.execute(statement)
                tx.execute(f"PRAGMA user_version={number}")

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """Give a transaction that alone may write; it is on the disk when it ends, or nothing of it is."""
        yield from self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """Give a transaction that sees one state of the store."""
        yield from self._transaction("BEGIN")

    def _transaction(self, begin: str) -> Iterator[Transaction]:
        with _faults(self.path):
            connection = self._connection()
            connection.execute(begin)
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def sweep(self) -> None:
        """Bring what was erased out of the log of writes too; raise StoreError where somebody still reads."""
        with _faults(self.path):
            busy = self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise StoreError("کسی هنوز از صندوق می‌خواند؛ پاک کردن بار دیگر کامل می‌شود.")

    def copy(self, target: Path) -> None:
        """Write a copy of the store as it is now into a new file; raise StoreError where the copy is not whole."""
        with _faults(target):
            self._connection().execute("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
        if faults(target):
            raise StoreError(f"نسخهٔ پشتیبان «{target.name}» درست نیست؛ دیسک را بررسی کنید.")

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
        self._local = threading.local()


def faults(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a file; nothing where it is whole."""
    try:
        connection = sqlite3.connect(path.absolute().as_uri() + "?mode=ro", uri=True)
        try:
            found = [str(line[0]) for line in connection.execute("PRAGMA integrity_check")]
            found += [f"{line[0]}: {line[2]}" for line in connection.execute("PRAGMA foreign_key_check")]
        finally:
            connection.close()
    except sqlite3.Error as error:
        return [str(error)]
    return [] if found == ["ok"] else found


def stamp(at: datetime) -> str:
    """Return a time as the store has it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def time_of(text: str) -> datetime:
    """Return the time of a stamp."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def marks(values: Collection[object]) -> str:
    """Return a place for each of some values in a statement."""
    return ", ".join("?" * len(values))


def as_json(value: Any) -> str:
    """Return a value as the store has it: the same value is the same text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@contextmanager
def _faults(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR | (3 << 8)):
            raise StoreFull("روی دیسک جا نیست؛ چیزی نوشته نشد. جا باز کنید و دوباره بفرستید.") from None
        raise StoreError(f"«{path.name}» باز یا نوشته نشد: {error}") from error
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError):
            raise
        raise StoreError(f"«{path.name}» صندوق نیست یا آسیب دیده است: {error}") from error


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script one by one: a script as a whole would end the transaction that it stands in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
