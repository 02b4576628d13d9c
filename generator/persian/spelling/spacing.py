"""Put spaces, ZWNJ and punctuation marks where Persian type has them.

Shapes: each rule takes one line without line breaks and returns it. Errors: none.
"""

from __future__ import annotations

import re

from generator.persian.spelling.alphabet import LETTERS, MARKS, WORD
from generator.persian.spelling.invisible import LATIN_MASK, ZWJ, ZWNJ

#: No-break, thin, figure, ideographic and other spaces, and the tab.
EXOTIC_SPACE_CLASS = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_EXOTIC = re.compile(f"[{EXOTIC_SPACE_CLASS}]")
_RUN = re.compile("  +")

# Old keyboards wrote ZWNJ as a not sign; ZWJ shows nothing between two letters.
_NOT_SIGN = re.compile(f"(?<=[{WORD}])¬(?=[{LETTERS}])")
_ZWJ_INSIDE = re.compile(f"(?<=[{WORD}]){ZWJ}+(?=[{WORD}])")
_ZWNJ_RUN = re.compile(f"{ZWNJ}{ZWNJ}+")
_ZWNJ_LOST = re.compile(f"(?<![^\\W_])(?<![{MARKS}]){ZWNJ}|{ZWNJ}(?![^\\W_])")

_PERSIAN_MARKS = str.maketrans(",;?", "،؛؟")
_LATIN_MARKS = re.compile(f"(?:(?<=[{WORD}»])|(?<=[{WORD}»][)!]))( ?)([,;?]+)")
_COMMA_AFTER_NUMBER = re.compile(f"(?<=[0-9]),(?= [{LETTERS}])")

_SPACE_BEFORE_ALWAYS = re.compile(" +([،؛؟»])")
# A mark that starts something (.NET, :---, ![image], :) is no end of a sentence.
_SPACE_BEFORE = re.compile(rf" +([:.!)]+)(?![\w\-/\[(:.!){LATIN_MASK}])")
_SPACE_MOVED = re.compile(f"(?<=[{WORD}»]) +([.:!])(?=[{LETTERS}])")
_SPACE_AFTER = re.compile("([«(]) +")
_NO_SPACE_AFTER_COMMA = re.compile(f"([،؛])(?=[{LETTERS}])")


def plain_spaces(line: str) -> str:
    """Turn every kind of space into the plain one, runs of it into one, and none at the ends."""
    line = _EXOTIC.sub(" ", line)
    if "  " in line:
        line = _RUN.sub(" ", line)
    return line.strip(" ")


def clean_zwnj(line: str) -> str:
    """Keep one ZWNJ between two word characters and remove every other."""
    if "¬" in line:
        line = _NOT_SIGN.sub(ZWNJ, line)
    if ZWJ in line:
        line = _ZWJ_INSIDE.sub("", line)
    if ZWNJ not in line:
        return line
    return _ZWNJ_LOST.sub("", _ZWNJ_RUN.sub(ZWNJ, line))


def persian_marks(line: str) -> str:
    """Turn , ; ? after a Persian word into ، ؛ ؟."""
    if not ("," in line or ";" in line or "?" in line):
        return line
    line = _LATIN_MARKS.sub(lambda match: match.group(1) + match.group(2).translate(_PERSIAN_MARKS), line)
    return _COMMA_AFTER_NUMBER.sub("،", line)


def space_marks(line: str) -> str:
    """Set marks close to the word they end or open, and a space after a comma inside Persian."""
    line = _SPACE_BEFORE_ALWAYS.sub(r"\1", line)
    line = _SPACE_BEFORE.sub(r"\1", line)
    line = _SPACE_MOVED.sub(r"\1 ", line)
    line = _SPACE_AFTER.sub(r"\1", line)
    return _NO_SPACE_AFTER_COMMA.sub(r"\1 ", line)
