"""One SQLite file of all public tables, ready for Datasette: keys, indexes, labels of codes and a full-text index."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from generator.dataset.descriptor import Field
from generator.site.exports.open_data.public import Public, Row, Table, areas
from generator.site.exports.open_data.question import Question
from generator.site.exports.open_data.releases import version_of
from generator.site.model import addresses
from generator.site.model.site import Site

NAME = "bank"
FILE = f"{NAME}.sqlite"
METADATA = "metadata.json"
# What the codes of a column mean. No resource can be called so: their names hold no underscore.
LABELS = "code_labels"
SEARCH = "_search"
# The column of a full-text table that holds the words of a record's lists.
LISTS = "lists"
# What SQLite holds as a whole number; anything larger is handed over as digits, and rounded there.
_LARGEST = 2**63 - 1
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
# The version of the form of this file, for programs that read it.
_FORM = 1


def write(public: Public, path: Path) -> None:
    """Write the file; the same tables and the same SQLite give the same bytes."""
    path.unlink(missing_ok=True)
    base = sqlite3.connect(path, isolation_level=None)
    try:
        base.executescript(
            f"PRAGMA page_size=4096; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA user_version={_FORM}; BEGIN;"
        )
        for table in public.tables.values():
            base.execute(_create(public, table))
            marks = ",".join("?" * len(table.fields))
            base.executemany(f"INSERT INTO {quoted(table.sql_name)} VALUES ({marks})", _storable(table))
        for table in public.tables.values():
            for statement in _indexes(table):
                base.execute(statement)
        _write_labels(base, public)
        for table in searched(public):
            _write_search(base, public, table)
        base.execute("COMMIT")
    finally:
        base.close()


def quoted(name: str) -> str:
    """Return a name of a table or column as SQL holds it."""
    return '"' + name.replace('"', '""') + '"'


def _columns(names: Sequence[str]) -> str:
    return ", ".join(map(quoted, names))


def _create(public: Public, table: Table) -> str:
    resource = table.resource
    lines = [_column(item) for item in table.fields]
    lines.append(f"PRIMARY KEY ({_columns(resource.primary_key)})")
    lines += [
        f"FOREIGN KEY ({_columns(key.fields)}) REFERENCES"
        f" {quoted(public.tables[key.resource].sql_name)} ({_columns(key.targets)})"
        for key in resource.references
        if key.resource in public.tables
    ]
    return f"CREATE TABLE {quoted(table.sql_name)} (\n  " + ",\n  ".join(lines) + "\n)"


def _column(item: Field) -> str:
    return f"{quoted(item.name)} {_TYPES[item.type]}" + (" NOT NULL" if item.required else "")


def _storable(table: Table) -> Iterable[Row]:
    """Return the rows, with numbers that have no room in SQLite as their digits."""
    places = [place for place, item in enumerate(table.fields) if item.type != "string"]
    if not any(isinstance(row[place], int) and abs(row[place]) > _LARGEST for place in places for row in table.rows):
        return table.rows
    return (
        tuple(str(cell) if isinstance(cell, int) and abs(cell) > _LARGEST else cell for cell in row)
        for row in table.rows
    )


def _indexes(table: Table) -> Iterator[str]:
    """Yield an index for each reference that the primary key does not begin with."""
    own = table.resource.primary_key
    for key in dict.fromkeys(reference.fields for reference in table.resource.references):
        if own[: len(key)] != key:
            name = quoted(f"{table.sql_name}_by_{'_'.join(key)}")
            yield f"CREATE INDEX {name} ON {quoted(table.sql_name)} ({_columns(key)})"


def _write_labels(base: sqlite3.Connection, public: Public) -> None:
    base.execute(
        f"CREATE TABLE {LABELS} (table_name TEXT NOT NULL, column_name TEXT NOT NULL, value TEXT NOT NULL,"
        " label TEXT NOT NULL, PRIMARY KEY (table_name, column_name, value))"
    )
    for table in public.tables.values():
        for item in table.fields:
            rows = [(table.sql_name, item.name, *pair) for pair in areas(public.package, item).items()]
            base.executemany(f"INSERT INTO {LABELS} VALUES (?,?,?,?)", rows)


def searched(public: Public) -> list[Table]:
    """Return the tables that have a full-text index: records with words in them."""
    return [table for table in public.tables.values() if table.resource.folder and _words(table)]


def _words(table: Table) -> list[str]:
    return [item.name for item in table.fields if item.is_text and not item.constraints.get("unique")]


def _write_search(base: sqlite3.Connection, public: Public, table: Table) -> None:
    """Write the index of a table's words, with those of its lists in one column more."""
    name, own = quoted(table.sql_name + SEARCH), _words(table)
    columns = [*own, LISTS]
    # A zero-width non-joiner parts words here, so that «کتاب‌خانه» is found by either half.
    base.execute(f"CREATE VIRTUAL TABLE {name} USING fts5({_columns(columns)}, content='', tokenize='unicode61')")
    places = [table.places[column] for column in own]
    key = table.places[table.resource.primary_key[0]]
    lists = _words_of_lists(public, table)
    marks = ",".join("?" * (len(columns) + 1))
    base.executemany(
        f"INSERT INTO {name} (rowid, {_columns(columns)}) VALUES ({marks})",
        (
            (number, *(row[place] for place in places), " | ".join(lists.get(row[key], ())))
            for number, row in enumerate(table.rows, start=1)
        ),
    )


def _words_of_lists(public: Public, table: Table) -> dict[str, list[str]]:
    """Return the texts in the lists of each record, by its key: that with which the keys of its lists begin."""
    found: dict[str, list[str]] = defaultdict(list)
    for child in public.family(table.resource):
        if child is table:
            continue
        key = child.places[child.resource.primary_key[0]]
        places = [child.places[column] for column in _words(child)]
        for row in child.rows:
            found[row[key]] += [row[place] for place in places if row[place]]
    return found


def metadata(site: Site, public: Public, questions: Sequence[Question]) -> dict[str, Any]:
    """Return what Datasette shows beside the file: titles, descriptions, units, licence, and questions as queries."""
    package = public.package
    licence = (package.raw.get("licenses") or [{}])[0]
    about = {
        "title": package.title,
        "description": package.description,
        "license": licence.get("title") or licence.get("name"),
        "license_url": licence.get("path"),
        "source": site.name,
        "source_url": site.absolute(addresses.DATA),
    }
    tables = {table.sql_name: _table_metadata(table) for table in public.tables.values()}
    for table in searched(public):
        tables[table.sql_name]["fts_table"] = table.sql_name + SEARCH
        tables[table.sql_name]["fts_pk"] = "rowid"
    queries = {item.id: {"title": item.title, "sql": item.sql} for item in questions}
    found = {key: value for key, value in about.items() if value}
    return {
        **found,
        "version": version_of(site.registry),
        "databases": {NAME: {**found, "tables": tables, "queries": queries}},
    }


def _table_metadata(table: Table) -> dict[str, Any]:
    names = table.resource.by_name
    label = next((name for name in ("name", "title") if name in names), "")
    found = {
        "title": table.title,
        "description": table.resource.description,
        "label_column": label,
        "columns": {item.name: _about(item) for item in table.fields},
    }
    return {key: value for key, value in found.items() if value}


def _about(item: Field) -> str:
    """The title and the meaning of a column, with its unit: Datasette's own units know none that is Persian."""
    return "؛ ".join(filter(None, (item.title, item.description.rstrip("."), item.unit and f"واحد: {item.unit}")))


def metadata_bytes(found: dict[str, Any]) -> bytes:
    """Return the metadata as its file."""
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def ask(path: Path, question: Question) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Return the columns and the rows of a question's answer."""
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = base.execute(question.sql)
        return [column[0] for column in found.description], found.fetchall()
    finally:
        base.close()
