"""Several words in one phrase."""

from __future__ import annotations

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Return words as people list them: «الف، ب و پ»."""
    return " و ".join(filter(None, ("، ".join(words[:-1]), *words[-1:])))
