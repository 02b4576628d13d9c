"""What the site shows: pages that are hidden until somebody has answered, and the builds, wanted and done."""

from __future__ import annotations

from datetime import datetime

from generator.inbox.store.database import Line, Transaction, stamp
from generator.inbox.store.log_book import note


def hide(tx: Transaction, resource: str, record: str, by: int | None, at: datetime) -> None:
    """Keep a page out of the next releases, and want one; whoever was first stays named."""
    new = tx.execute("INSERT OR IGNORE INTO hidden VALUES (?, ?, ?, ?)", (resource, record, stamp(at), by))
    if not new.rowcount:
        return
    note(tx, at, "hidden", by)
    want_build(tx, at)


def show(tx: Transaction, resource: str, record: str, by: int | None, at: datetime) -> None:
    """Let a page come back with the next release, and want one."""
    gone = tx.execute("DELETE FROM hidden WHERE resource = ? AND record = ?", (resource, record))
    if not gone.rowcount:
        return
    note(tx, at, "shown", by)
    want_build(tx, at)


def hidden(tx: Transaction) -> list[tuple[str, str]]:
    """Return the pages that are hidden, by resource and id."""
    return [tuple(line) for line in tx.execute("SELECT resource, record FROM hidden ORDER BY resource, record")]


def hiders(tx: Transaction) -> dict[tuple[str, str], Line]:
    """Return since when each page is hidden, and by whom."""
    lines = tx.execute("SELECT hidden.*, people.name FROM hidden LEFT JOIN people ON people.id = hidden.by")
    return {(line["resource"], line["record"]): line for line in lines}


def want_build(tx: Transaction, at: datetime) -> None:
    """Want a build: many wishes become one."""
    if tx.execute("SELECT 1 FROM builds WHERE state = 'wanted'").fetchone() is None:
        tx.execute("INSERT INTO builds (commit_id, state, wanted) VALUES ('', 'wanted', ?)", (stamp(at),))


def wanted(tx: Transaction) -> Line | None:
    """Return the build that is wanted, or was broken off."""
    line: Line | None = tx.execute(
        "SELECT * FROM builds WHERE state IN ('wanted', 'running') ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return line


def begun(tx: Transaction, build: int, commit_id: str) -> None:
    """Note that a build has begun; a wish that comes from now on is for the next one."""
    tx.execute("UPDATE builds SET state = 'running', commit_id = ? WHERE id = ?", (commit_id, build))


def ended(tx: Transaction, build: int, release: str, said: str, at: datetime) -> None:
    """Note how a build ended: its release, or why there is none."""
    state = "done" if release else "failed"
    tx.execute(
        "UPDATE builds SET state = ?, release = ?, said = ?, ended = ? WHERE id <= ? AND state IN ('wanted', 'running')",
        (state, release, said, stamp(at), build),
    )
    note(tx, at, f"build-{state}", detail=release)


def latest(tx: Transaction) -> Line | None:
    """Return the newest build that has ended."""
    line: Line | None = tx.execute(
        "SELECT * FROM builds WHERE state IN ('done', 'failed') ORDER BY id DESC LIMIT 1"
    ).fetchone()
    return line
