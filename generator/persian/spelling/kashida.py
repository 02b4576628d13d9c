"""Tell the kashida that makes a word longer from the one that people type for a dash.

Shapes: `plain_kashida` takes any str in NFC and returns it without a kashida. Errors: none.
"""

from __future__ import annotations

import re

from generator.persian.digits import FOREIGN_DIGITS
from generator.persian.spelling.alphabet import LATIN, LETTERS, MARKS
from generator.persian.spelling.invisible import MASK, ZWNJ

KASHIDA = "ـ"
_SHAPED = "\ufb50-\ufdff\ufe70-\ufefc"
# Letters that join nothing after them: no word can be made longer there.
_ENDING = "ءآأؤإاةٱدذرزژوۀەۃڈڑۆۇۈۉۋ"
_WIDE = f"0-9{FOREIGN_DIGITS}{LATIN}\\s\u0085{MASK}"
_BEFORE = f"{_WIDE}{_ENDING}!-/:-@\\[-`{{-~«»،؛؟…\u2010-\u2015\u2212"
_AFTER = f"{_WIDE}(`<"

#: What becomes of each, one after the other; the forms of the site read the same expressions.
STEPS = (
    (f"{KASHIDA}+", KASHIDA),
    # «هـ ق»: a letter alone, in the form in which it begins a word.
    (f"(?<![{LETTERS}{_SHAPED}{MARKS}{ZWNJ}])([{LETTERS}{_SHAPED}]){KASHIDA}", "$1"),
    (f"(?<![^{_BEFORE}]){KASHIDA}|{KASHIDA}(?=[{_AFTER}])", "-"),
    (KASHIDA, ""),
)
_STEPS = tuple((re.compile(pattern), into.replace("$1", r"\1")) for pattern, into in STEPS)


def plain_kashida(text: str) -> str:
    """Return a text with a dash for each kashida between digits or beside a space, and none inside words.

    «۱۳۸۴ـ۱۳۸۶» is an interval and «شاعر ـ نویسنده» two words, but «زهـــرا» is one.
    """
    if KASHIDA in text:
        for pattern, into in _STEPS:
            text = pattern.sub(into, text)
    return text
