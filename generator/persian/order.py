"""Sort Persian text as the collator of browsers does (CLDR root with the Persian tailoring).

Shapes: `sort_key` returns a tuple of four str that compares with its like. Errors: none.
ZWNJ, tatweel and other hidden characters have no weight; marks and hamza forms decide among equal
letters, then upper case, then the text itself, so that no two different texts are equal.
"""

from __future__ import annotations

import re
import unicodedata

Key = tuple[str, str, str, str]

# First level, in order. The digits of _SAME_DIGITS weigh the same.
_SIGNS = (
    "\t\n\x0b\x0c\r\x85\u2028\u2029 ‾_‗-‐‒–—―⁓,،؍٫٬;؛⁏:؞!‼⁉¡?⁈⁇¿؟‽.‥…۔·؝⁕⁖⁘⁙⁚⁛⁜⁝⁞'‹›\"«»()[]{}⁅⁆‖§¶⁋@*⁎⁑٭/\\&⁊#%٪‰؉‱؊"
    "†‡•‣‧⁃⁌⁍′″‴⁗‵‶‷‸※‿⁔⁀⁐⁁⁂`´^¯¨¸°؈؎؏۞۩©®+±÷×<=>¬|¦~⁒⁄؆؇¤¢$£¥؋"
)
_DIGITS = "0123456789"
_SAME_DIGITS = ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_PERSIAN = (
    "ٴٵٶٷٸݳݴآاءٮبٻپڀݐݑݒݓݔݕݖتثٹٺټٽٿجڃڄچڿڇحخځڂڅݗݘݮݯݲݼدذڈډڊڋڌڍڎڏڐۮݙݚرزڑڒړڔڕږڗژڙۯݛݫݬݱسشښڛڜۺݜݭݰݽݾ"
    "صضڝڞۻطظڟعغڠۼݝݞݟفڡڢڣڤڥڦݠݡٯقڧڨکݿگڰڱڲڳڴݢػؼݣݤلڵڶڷڸݪمݥݦنںڻڼڽڹݧݨݩۿوۄۅۆۇۈۉۊۋۏهݸݹۦیؽؾؿؠݵݶݷݺݻ"
)
_LATIN = "aæbcdefghiĳıjĸklmnŋoœpqrsßtŧuvwxyzþ"

# Second level: letters that are a variant of the first, in order.
_VARIANTS = {
    "ا": "ٱ", "ء": "أٲإٳؤئ", "ک": "ڪګكڬڭڮ", "م": "۾", "ه": "ەہۂةۃۀھ", "ی": "ىےۓيېۑۍێ",
    "ٴ": "۽", "'": "‘’‚‛", '"': "“”„‟",
}  # fmt: skip
_OTHER_LATIN = {"d": "đð", "h": "ħ", "l": "ł", "o": "ø", "s": "ſ"}
# Second level: marks, in order; others follow by code point.
_MARKS = (
    "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304"
    "\u064e\u0650\u064f\u064b\u064d\u064c\u0651\u0652\u0653\u0654\u0655\u065f\u0656\u0657\u0658\u0659"
    "\u065a\u065b\u065c\u065d\u065e\u0670"
)
_THIRD = {"\u205f": " ", "\u00a0": " ", "\u202f": " ", "‑": "‐", "․": ".", "ۥ": "و"}

# Weights: signs, unlisted signs by code point, digits and listed letters, unlisted letters.
_SIGNS_AT, _OTHER_SIGNS_AT, _LETTERS_AT, _OTHER_LETTERS_AT = 0x100, 0x800, 0x30000, 0x40000
_HIGHEST = 0x10FFFF
# On the second and third level 1 is what most characters have; a key leaves the last ones out.
_COMMON = "\x01"
_VARIANTS_AT, _MARKS_AT, _OTHER_MARKS_AT = 0x2, 0x10, 0x100

_LISTED = _DIGITS + _PERSIAN + _LATIN
_FIRST = {sign: chr(_SIGNS_AT + place) for place, sign in enumerate(_SIGNS)}
_FIRST |= {letter: chr(_LETTERS_AT + place) for place, letter in enumerate(_LISTED)}
_FIRST |= {digit: _FIRST[same] for digits in _SAME_DIGITS for digit, same in zip(digits, _DIGITS, strict=True)}
_FIRST |= {char: _FIRST[base] for char, base in _THIRD.items()}
_BASES = {variant: base for table in (_VARIANTS, _OTHER_LATIN) for base, all_ in table.items() for variant in all_}
_FIRST |= {variant: _FIRST[base] for variant, base in _BASES.items()}
_SECOND = {mark: chr(_MARKS_AT + place) for place, mark in enumerate(_MARKS)}
_SECOND |= {
    variant: chr(_VARIANTS_AT + place)
    for table in (_VARIANTS, _OTHER_LATIN)
    for variants in table.values()
    for place, variant in enumerate(variants)
}

# Text of these alone has nothing on the second and third level.
_SPECIAL = re.compile(f"[^{re.escape(_SIGNS + _DIGITS + ''.join(_SAME_DIGITS) + _PERSIAN)}a-z\u200c]")


class _Weights(dict[int, str]):
    """Hold the weight of each character on one level, found when it is first seen."""

    def __init__(self, level: int) -> None:
        super().__init__()
        self._level = level

    def __missing__(self, code: int) -> str:
        weight = self[code] = _weigh(chr(code))[self._level]
        return weight


def _weigh(char: str) -> tuple[str, str, str]:
    """Return what one character adds to the three levels."""
    if char in _FIRST:
        return _FIRST[char], _SECOND.get(char, _COMMON), "\x02" if char in _THIRD else _COMMON
    if char in _SECOND:
        return "", _SECOND[char], _COMMON
    category = unicodedata.category(char)
    if category[0] == "M":
        return "", chr(_OTHER_MARKS_AT + ord(char)), _COMMON
    if category in ("Cc", "Cf", "Cs", "Cn") or char == "ـ":
        return "", "", ""
    lower = char.lower()
    if lower != char and len(lower) == 1:
        first, second, third = _weigh(lower)
        return first, second, "\x03" * len(third)
    parts = unicodedata.normalize("NFKD", char)
    if parts != char:
        weights = [_weigh(part) for part in parts]
        first, second, third = ("".join(level) for level in zip(*weights, strict=True))
        return first, second, "\x02" * len(third) if unicodedata.normalize("NFD", char) == char else third
    start = _OTHER_SIGNS_AT if category[0] in "ZPS" else _OTHER_LETTERS_AT
    return chr(min(start + ord(char), _HIGHEST)), _COMMON, _COMMON


_FIRST_LEVEL, _SECOND_LEVEL, _THIRD_LEVEL = _Weights(0), _Weights(1), _Weights(2)


def sort_key(text: str) -> Key:
    """Return the key by which texts stand in Persian alphabetical order."""
    if _SPECIAL.search(text) is None:
        return text.translate(_FIRST_LEVEL), "", "", text
    # The collator also takes ی with a hamza above it as the letter ئ.
    composed = unicodedata.normalize("NFC", text).replace("ی\u0654", "ئ")
    return (
        composed.translate(_FIRST_LEVEL),
        composed.translate(_SECOND_LEVEL).rstrip(_COMMON),
        composed.translate(_THIRD_LEVEL).rstrip(_COMMON),
        text,
    )
