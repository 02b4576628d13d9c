"""Bring Persian text into its one canonical form, and say what that changed.

Shapes: str in, str out. Errors: none; every str is accepted. `canonical` is idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from generator.persian.digits import FOREIGN_DIGITS, ascii_digits
from generator.persian.spelling import affixes, spacing
from generator.persian.spelling.alphabet import EZAFE, LATIN, LETTERS, MAY_BE_PROTECTED, PERSIAN_LINE, PROTECTED, WORD
from generator.persian.spelling.invisible import JUNK, JUNK_CLASS, LATIN_MASK, MASK, ZWJ, ZWNJ
from generator.persian.spelling.kashida import plain_kashida

LETTERS_CHANGED = "حروف عربی به فارسی"
DIGITS_CHANGED = "رقم‌ها"
ZWNJ_CHANGED = "نیم‌فاصله"
SPACES_CHANGED = "فاصله‌ها"
MARKS_CHANGED = "نشانه‌های نگارشی"
INVISIBLE_CHANGED = "نویسه‌های نادیدنی"
EZAFE_CHANGED = "نشانهٔ اضافه"
TATWEEL_CHANGED = "کشیدگی حروف"
FORM_CHANGED = "شکل نویسه‌ها"

_EZAFE_HE = "ه" + EZAFE
_MOST_PASSES = 50


def _presentation_forms() -> dict[int, str]:
    """Map the shaped letters and ligatures that PDF files give to the letters they show."""
    table = {}
    for code in [*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC5E), *range(0xFC64, 0xFD3E), *range(0xFE80, 0xFEFD)]:
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code) and " " not in plain:
            table[code] = plain
    return table


FOREIGN = {"ي": "ی", "ى": "ی", "ك": "ک", "ڪ": "ک", "ہ": "ه", "ھ": "ه"}
_SHAPED = {
    code: "".join(FOREIGN.get(char, char) for char in plain).replace("ۀ", _EZAFE_HE)
    for code, plain in _presentation_forms().items()
}
_LETTER_TABLE = {**{ord(char): plain for char, plain in FOREIGN.items()}, **_SHAPED}
_FOREIGN_CLASS = "".join(FOREIGN) + "\ufb50-\ufd3d\ufe80-\ufefc"
_FOREIGN_LETTER = re.compile(f"[{_FOREIGN_CLASS}]|ی\u0654")

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BREAK_CLASS = "\r\x0b\x0c\x85\u2028\u2029"
_DECIMAL = re.compile("(?<=[0-9])٫(?=[0-9])")

# A Markdown line may start with an indent, quote marks and a list or heading mark.
_LINE_HEAD = re.compile(r"[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?|#{1,6}[ \t]+|[ \t]*)")
_LATIN_PHRASE = re.compile(f"[{LATIN}](?:[!-~ {LATIN}]*[{LATIN}0-9])?")

# Nothing of this in a text in NFC means that no rule has anything to do. Each branch starts with
# a literal character, which lets the search skip quickly over all others.
_TO_DO = re.compile(
    f"[{JUNK_CLASS}{_BREAK_CLASS}{_FOREIGN_CLASS}{spacing.EXOTIC_SPACE_CLASS}ۀۂـ{FOREIGN_DIGITS}¬{ZWJ}٫,;?]"
    f"| (?:[ ،؛:.؟!»)\n]|(?:{affixes.SUFFIX})(?![{WORD}]))|[«(] |[،؛][{LETTERS}]"
    f"|{ZWNJ}(?:(?![{LETTERS}])|(?<![{WORD}0-9{LATIN}]{ZWNJ}))"
    f"|م(?<![{WORD}]م)ی |ن(?<![{WORD}]ن)می |ه(?: ی |{ZWNJ}ی(?![{WORD}])|ء)|ی\u0654"
)
_ASCII_TO_DO = re.compile("[\x00-\x09\x0b-\x1f\x7f]| [ \n]")

_Step = tuple[str, Callable[[str], str]]


def canonical(text: str) -> str:
    """Return the canonical data form of Persian text.

    NFC with Persian letters, ASCII digits, plain single spaces, ZWNJ only where it belongs and
    no hidden characters. Line breaks stay, each as "\\n"; in a text of several lines the indent
    and the mark that start a Markdown line stay too. Addresses and Latin phrases stay as written.
    """
    if _is_fine(text):
        return text
    # One rule can open the way for another, so the rules run until nothing changes.
    for _ in range(_MOST_PASSES):
        after = _pass(text, None)
        if after == text or _is_fine(after):
            return after
        text = after
    return text


def is_canonical(text: str) -> bool:
    """Tell whether `canonical` would leave the text as it is."""
    return _is_fine(text) or _pass(text, None) == text


def changes(before: str, after: str) -> list[str]:
    """Name in Persian the kinds of change that `canonical` makes on the way from before to after.

    Returns [] where the two are equal or where canonical has no part in the difference.
    """
    if before == after:
        return []
    seen: set[str] = set()
    for _ in range(_MOST_PASSES):
        following = _pass(before, seen)
        if following == before:
            break
        before = following
    return [kind for kind in _KINDS if kind in seen]


def _is_fine(text: str) -> bool:
    if not text:
        return True
    if text[0] == " " or text[-1] == " ":
        return False
    if text.isascii():
        return _ASCII_TO_DO.search(text) is None
    return _TO_DO.search(text) is None and unicodedata.is_normalized("NFC", text)


def _pass(text: str, seen: set[str] | None) -> str:
    text = _run(_TEXT_STEPS, text, seen)
    if "\n" not in text:
        return _line(text, False, seen)
    return "\n".join([_line(line, True, seen) for line in text.split("\n")])


def _run(steps: tuple[_Step, ...], text: str, seen: set[str] | None) -> str:
    for kind, step in steps:
        after = step(text)
        if seen is not None and after != text:
            seen.add(kind)
        text = after
    return text


def _line(line: str, in_markdown: bool, seen: set[str] | None) -> str:
    protected: list[str] = []
    if MAY_BE_PROTECTED.search(line):
        line = _mask(PROTECTED, MASK, line, protected)
    line = _run(_CHARACTER_STEPS, line, seen)
    head = _head(line) if in_markdown else ""
    body = _run(_SPACE_STEPS, line[len(head) :], seen)
    if PERSIAN_LINE.search(body):
        phrases: list[str] = []
        body = _run(_SENTENCE_STEPS, _mask(_LATIN_PHRASE, LATIN_MASK, body, phrases), seen)
        body = _unmask(LATIN_MASK, body, phrases)
    if not body:
        # A mark with nothing after it ends in a trailing space.
        head = _run(_EMPTY_LINE_STEPS, head, seen)
    return _unmask(MASK, head + body, protected)


def _head(line: str) -> str:
    match = _LINE_HEAD.match(line)
    return match.group() if match else ""


def _mask(pattern: re.Pattern[str], sign: str, line: str, kept: list[str]) -> str:
    def keep(match: re.Match[str]) -> str:
        kept.append(match.group())
        return sign

    return pattern.sub(keep, line)


def _unmask(sign: str, line: str, kept: list[str]) -> str:
    if not kept:
        return line
    parts = line.split(sign)
    return "".join([text for pair in zip(parts, [*kept, ""], strict=True) for text in pair])


def _visible(text: str) -> str:
    text = _LINE_BREAK.sub("\n", text)
    return JUNK.sub("", text)


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _persian_letters(line: str) -> str:
    if line.isascii() or _FOREIGN_LETTER.search(line) is None:
        return line
    # A hamza typed after ی is the letter ئ, which NFC makes only from the Arabic ي.
    return line.translate(_LETTER_TABLE).replace("ی\u0654", "ئ")


def _he_with_hamza(line: str) -> str:
    return line.replace("ۀ", _EZAFE_HE).replace("ۂ", _EZAFE_HE)


def _plain_numbers(line: str) -> str:
    line = ascii_digits(line)
    return _DECIMAL.sub(".", line) if "٫" in line else line


_TEXT_STEPS: tuple[_Step, ...] = ((INVISIBLE_CHANGED, _visible), (FORM_CHANGED, _composed))
_CHARACTER_STEPS: tuple[_Step, ...] = (
    (TATWEEL_CHANGED, plain_kashida),
    (EZAFE_CHANGED, _he_with_hamza),
    (LETTERS_CHANGED, _persian_letters),
    (DIGITS_CHANGED, _plain_numbers),
)
_EMPTY_LINE_STEPS: tuple[_Step, ...] = ((SPACES_CHANGED, lambda head: head.rstrip(" \t")),)
_SPACE_STEPS: tuple[_Step, ...] = (
    (ZWNJ_CHANGED, spacing.clean_zwnj),
    (SPACES_CHANGED, spacing.plain_spaces),
)
_SENTENCE_STEPS: tuple[_Step, ...] = (
    (MARKS_CHANGED, spacing.persian_marks),
    (SPACES_CHANGED, spacing.space_marks),
    (ZWNJ_CHANGED, affixes.join_mi),
    (ZWNJ_CHANGED, affixes.join_suffixes),
    (EZAFE_CHANGED, affixes.write_ezafe),
)
_KINDS = (
    LETTERS_CHANGED,
    DIGITS_CHANGED,
    ZWNJ_CHANGED,
    EZAFE_CHANGED,
    SPACES_CHANGED,
    MARKS_CHANGED,
    TATWEEL_CHANGED,
    INVISIBLE_CHANGED,
    FORM_CHANGED,
)
