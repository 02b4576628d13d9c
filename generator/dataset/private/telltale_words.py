"""What words tell of a person's own life: her birthday, family, health, religion, need; never what she did."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.dataset.private.seen_text import folded
from generator.dataset.rules import RULES, compiled

_WORDS = RULES["private"]["told_of_her"]
_QUOTED = compiled(_WORDS["quoted"])


@dataclass(frozen=True)
class _Kind:
    """A kind of thing that words tell.

    A text without any of the ``stems`` tells nothing of it, and most texts are without; ``against`` is what in the
    same clause makes it somebody else's, or her work.
    """

    code: str
    stems: list[str]
    words: re.Pattern[str]
    against: re.Pattern[str] | None


_KINDS = [
    _Kind(one["code"], one["stems"], compiled(one["words"]), compiled(one["against"]) if "against" in one else None)
    for one in _WORDS["kinds"]
]
# What a public record alone does not carry; consent does.
ON_RECORD_ONLY = frozenset(_WORDS["record"])
SHORTEST: int = _WORDS["shortest"]


def told_of_her(text: str) -> list[str]:
    """Return the codes of what a text tells of a person's own life, each once."""
    if len(text) < SHORTEST:
        return []
    # The title of a work tells nothing of its author.
    seen = _QUOTED.sub("«»", folded(text))
    return list(dict.fromkeys(kind.code for kind in _KINDS if _may_tell(kind, seen) and _tells(kind, seen)))


def _may_tell(kind: _Kind, seen: str) -> bool:
    # Half the time of any() over a generator, and asked of each text nine times.
    for stem in kind.stems:  # noqa: SIM110
        if stem in seen:
            return True
    return False


def _tells(kind: _Kind, seen: str) -> bool:
    against = kind.against
    return any(against is None or not _before(against, seen, match) for match in kind.words.finditer(seen))


def _before(against: re.Pattern[str], seen: str, match: re.Match[str]) -> bool:
    """Whether a word speaks against a match, between the last mark before it and its end."""
    start = max(seen.rfind(mark, 0, match.start()) for mark in _WORDS["marks"]) + 1
    return bool(against.search(seen, max(start, match.start() - _WORDS["near"]), match.end()))
