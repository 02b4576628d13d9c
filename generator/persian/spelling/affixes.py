"""Join what belongs to a word: «می‌», «‌ها», «‌ترین» and the ezafe of a silent ه.

Shapes: each rule takes a line and returns it. Errors: none.
"""

from __future__ import annotations

import re

from generator.persian.spelling.alphabet import EZAFE, LETTERS, SOUNDED_HE, WORD
from generator.persian.spelling.invisible import ZWNJ
from generator.persian.spelling.verbs import is_verb_form

_END = f"(?![{WORD}{ZWNJ}])"
_START = f"(?<![{WORD}{ZWNJ}])"

_MI = re.compile(f"{_START}(ن?می) ([{WORD}]+)")
#: The forms of «ها» and «ترین», as the inside of a regex group.
SUFFIX = "ها(?:ی(?:ی|م|ت|ش|مان|تان|شان)?|ست)?|ترین(?:ی|ها|های|هایی)?"
_SUFFIX = re.compile(f"(?<![{WORD}])([{WORD}]+) ((?:{SUFFIX}){_END})(?! و هو)")
# After these words «ها» and «های» are cries and «ترین» starts nothing known.
_NO_SUFFIX = frozenset("و از با به در که را تا یا هر ای".split())

_KASRA_HE = re.compile(f"(?<![{WORD}])([{LETTERS}][{WORD}]*ه)(?:{ZWNJ}ی{_END}| ی(?= [{LETTERS}«(0-9\ufdd1]))")
_OLD_HE = re.compile(f"(?<![{WORD}])([{LETTERS}][{WORD}]*ه)ء{_END}")


def join_mi(line: str) -> str:
    """Join «می» and «نمی» to a verb form with ZWNJ; leave them before any other word."""
    if "می " not in line:
        return line
    return _MI.sub(_mi, line)


def _mi(match: re.Match[str]) -> str:
    prefix, word = match.groups()
    return f"{prefix}{ZWNJ}{word}" if is_verb_form(word) else match.group()


def join_suffixes(line: str) -> str:
    """Join «ها» and its forms and «ترین» to the Persian word before them with ZWNJ."""
    if " ها" not in line and " ترین" not in line:
        return line
    return _SUFFIX.sub(_suffix, line)


def _suffix(match: re.Match[str]) -> str:
    word, suffix = match.groups()
    return match.group() if word in _NO_SUFFIX else f"{word}{ZWNJ}{suffix}"


def write_ezafe(line: str) -> str:
    """Write the ezafe of a word that ends in a silent ه as «هٔ» («خانه‌ی من», «خانه ی من», «خانهء من»)."""
    if "ه ی" not in line and f"ه{ZWNJ}ی" not in line and "هء" not in line:
        return line
    return _OLD_HE.sub(_ezafe, _KASRA_HE.sub(_ezafe, line))


def _ezafe(match: re.Match[str]) -> str:
    word = match.group(1)
    return match.group() if SOUNDED_HE.fullmatch(word) else word + EZAFE
