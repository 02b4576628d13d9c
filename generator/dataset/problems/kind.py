"""Kind: what sort of fault a problem is; how grave it is, what it is for the checks, and its Persian sentence.

Each kind is a value that the checks name: those of all data stand beside this module, those of a subject, of a
workbook or of an issue in their own rooms. A sentence says what was found and what to do, to somebody who knows Notepad
and Excel and nothing of YAML.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

ERROR, WARNING = "error", "warning"


class Role(Enum):
    """What a kind is to those who deal with problems without knowing each."""

    NONE = auto()
    # A value is missing: not said where there is one that could not be read.
    ABSENT = auto()
    # How a value is spelt, or how long it is: not said beside what is graver.
    BESIDE = auto()
    # A value is none: it is said once.
    WRONG = auto()
    # A value says nothing: no more is to be said of it.
    EMPTY = auto()
    # A private fact: nothing more is said of the value, and nothing is repeated of what was handed in.
    PRIVATE = auto()
    # Formatting mends it, and nothing is lost in reading.
    MENDED = auto()
    # Files that nobody has seen: what they hold is not missing.
    UNSEEN = auto()
    # Two records, or two rows, that are the same: the problem of the one names the other.
    SAME_RECORD = auto()
    SAME_ROW = auto()
    # A line that still names a withdrawn record: each is shown, at its place.
    MENTION = auto()
    # The words of one cell of a sheet: a mark in the cell need not say where it is.
    CELL = auto()
    # The sentence itself names the right value, as people know it.
    ANSWERED = auto()

    @property
    def rank(self) -> int:
        """How grave a fault of a value is among others of the same value; 0 where it is said whatever else is."""
        return _RANKS.get(self, 0)


_RANKS = {Role.BESIDE: 1, Role.WRONG: 2, Role.EMPTY: 3, Role.PRIVATE: 3}


@dataclass(frozen=True, order=True)
class Kind:
    """A sort of fault.

    ``text`` is its sentence, which may use what a problem holds: ``{title}`` (the field's Persian title), ``{key}`` (its
    name in the file), ``{found}``, ``{expected}``, ``{record}``, ``{where}``, ``{others}``, ``{choices}`` and
    ``{suggestion}``; where it does not use the last, a question with it follows. ``door`` is the sentence
    for whoever handed something in, who knows labels and rows and no ids, keys or files; where it is empty, ``text`` is.
    """

    code: str
    text: str = field(compare=False, repr=False)
    door: str = field(default="", compare=False, repr=False)
    severity: str = field(default=ERROR, compare=False, repr=False)
    role: Role = field(default=Role.NONE, compare=False, repr=False)
    # Whether what is expected is an example of our own, which looks like what it is an example of.
    shows_example: bool = field(default=False, compare=False, repr=False)
