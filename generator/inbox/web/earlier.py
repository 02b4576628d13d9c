"""What an entry said before a new version took its place, as pages show it: old beside new, since when and by whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.inbox.store import entries
from generator.inbox.store.database import Line


@dataclass(frozen=True)
class Earlier:
    """What an entry said: ``rows`` are title, old and new of each answer that differs, ``at`` is when the new one came.

    ``reason`` is the sentence with which a reviewer had returned it; ``photo`` is version and name of another photo that
    it had.
    """

    at: str
    is_edited: bool
    reason: str
    # Whether a consent was given to what it said, and has ended.
    is_unheard: bool
    rows: list[tuple[str, Any, Any]]
    photo: tuple[int, str] | None


def earlier(line: Line) -> Earlier | None:
    """Return what an entry said before; None where nobody has to know."""
    before = entries.before(line)
    if not before:
        return None
    rows = list(_rows(before, entries.card(line)))
    photo = (before["version"], before["photo"]) if before["photo"] else None
    return Earlier(before["at"], before["is_edited"], before["reason"], before["is_unheard"], rows, photo)


def between(line: Line, edited: Line) -> Earlier:
    """Return what an entry said that a reviewer has edited apart from the others it came with."""
    rows = list(_rows(entries.card(line), entries.card(edited)))
    return Earlier(edited["sent"] or edited["received"], True, "", False, rows, None)


def _rows(before: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    old, new = (dict(card.get("facts", [])) for card in (before, now))
    for title in [*new, *(title for title in old if title not in new)]:
        if old.get(title) != new.get(title):
            yield title, old.get(title, ""), new.get(title, "")
