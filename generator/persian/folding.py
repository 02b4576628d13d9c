"""Fold text for search, so that every usual spelling of a word meets every other one.

Shapes: `fold` takes any str and returns folded words with single spaces between them, "" where there is no letter or
digit; it is what a query asks for, and `fold.js` among the site's scripts is the same function for the browser.
`indexed` is what a record is found by: the words of `fold` and more. Errors: none; every str is accepted.
`fold` is idempotent, and what `letters.canonical` changes it does not see.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from generator.persian.digits import ascii_digits
from generator.persian.spelling.alphabet import MARKS
from generator.persian.spelling.compounds import PARTS_AFTER, PARTS_BEFORE, cut
from generator.persian.spelling.invisible import JUNK, ZWJ, ZWNJ
from generator.persian.spelling.kashida import KASHIDA, plain_kashida

_HAMZA = "\u0654"
# Words come again and again in a bank of records.
_KEPT = 1 << 16
# Old keyboards wrote ZWNJ as a not sign; NFKD would make a space and a mark of «´».
_FIRST = str.maketrans({"¬": ZWNJ, "´": "'"})
_QUOTES = "'’‘ʼʿʾ`"
_NOTHING = str.maketrans("", "", _QUOTES + "ـ")
# A ZWNJ beside what vanishes joins nothing.
_ZWNJ_LOST = re.compile(f"{ZWNJ}+(?=[{MARKS}{ZWJ}{_QUOTES}])|(?<=[{ZWJ}{_QUOTES}]){ZWNJ}+|{ZWJ}")
_LETTERS_BY_CHARACTER = {
    **dict.fromkeys("يىېۍےۓ", "ی"),
    **dict.fromkeys("كڪګ", "ک"),
    **dict.fromkeys("ةہھەۃ", "ه"),
    "ٱ": "ا",
    **{"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"},
}
_LETTERS = str.maketrans(_LETTERS_BY_CHARACTER)
_IN_NUMBER = re.compile("(?<=[0-9])٬(?=[0-9])")
_PERSIAN = "\u0621-\u063a\u0641-\u064a\u066e-\u06d3"
# «قراءت» is «قرائت», and a hamza that ends a word is left out: «جزء», «خانهء».
_INNER_HAMZA = re.compile(f"(?<=[{_PERSIAN}])ء(?=[{_PERSIAN}])")
# «هیئت» is «هیأت» and «هیات», «مسئله» is «مساله»; but «قرائت» is «قرایت».
_LIKE_ALEF = re.compile(f"(?<!ا)ی{_HAMZA}(?=ت|له)")
# «مسئول» is «مسؤول» and «مسوول».
_LIKE_VAV = re.compile(f"ی{_HAMZA}(?=و)")
_WORD = re.compile(f"[^\\W_]+(?:{ZWNJ}+[^\\W_]+)*")

# Endings that stand behind a space or a ZWNJ and say nothing of what a word is about.
_ENDINGS = frozenset(
    "ها های هایی هایم هایت هایش هایمان هایتان هایشان هاست ی تر تری ترین ترینی ترینها ترینهای ترینهایی".split()
)
# The same behind a ZWNJ alone: «خانه‌ام», but «ام» is a word.
_ENDINGS_JOINED = _ENDINGS | frozenset("ام ات اش ای اند ایم اید اس است مان تان شان".split())
_PLURAL = re.compile("(?<=..)ها(?:یی|ی(?:م|ت|ش|مان|تان|شان)?)?$")
# These have ها in themselves.
_NO_PLURAL = re.compile("(?:تن|طا|فق|سف|اشت|منت|انت|الت)ها")
# A plural in ان looks like many a name, so persons are listed: as whole words and by how words for them end.
_PERSONS = (
    "زن|مرد|دختر|پسر|مادر|پدر|خواهر|برادر|بانو|کودک|جوان|نوجوان|معلم|مدیر|استاد|بیمار|کارشناس|بزرگ|مربی|متخصص|مخترع"
    "|داور|پزشک|پرستار|خبرنگار|روستایی|یاور|مبتکر|مسوول|مشاور|فرماندار|دهیار|بخشدار|شهردار"
)
_AGENTS = "گر|مند|کار|اموز|ورز|ساز|باف|دوز|پرور|پرداز|نشین|پرست|افرین|نویس|شناس|پژوه|فروش|نواز"
_PERSONS_PLURAL = re.compile(
    f"(?:(?:{_PERSONS}|[{_PERSIAN}]{{2,}}(?:{_AGENTS}))(?=ان$)|(?:دانش|مدد|کار|رزم)جو(?=یان$))(?<!^نگر)(?<!^دیگر)"
)
# «نویسندگان» is of «نویسنده».
_PARTICIPLES = re.compile(f"((?:[{_PERSIAN}]{{2,}}ند|^نخب))گان$")


class _Marks(dict[int, int | None]):
    """Map every mark but the hamza to nothing, each found when it is first seen."""

    def __missing__(self, code: int) -> int | None:
        is_mark = unicodedata.category(chr(code)).startswith("M") and chr(code) != _HAMZA
        self[code] = None if is_mark else code
        return self[code]


_MARKS = _Marks()


class _Sought(NamedTuple):
    """A word as search knows it, however often it comes.

    ``asked`` are the words that it is asked by, ``lead`` is the first of them where it says nothing, and is asked for only
    where it begins the text; ``more`` is what it is found by beside these. ``first`` and ``last`` are what neighbours are
    joined to, which ``opens`` and ``closes`` ask for.
    """

    asked: tuple[str, ...]
    lead: str
    more: dict[str, None]
    first: str
    last: str
    opens: bool
    closes: bool


def fold(text: str) -> str:
    """Return the folded words of a text, as a query asks for them.

    Letters, digits and hamza come into one form without marks, a ZWNJ parts words as a space does, and endings of the
    plural and of possession and single letters are left out, but for one that begins the text.
    """
    return " ".join(_asked(_sought(text)))


def indexed(text: str, pairs: bool = False) -> list[str]:
    """Return all words by which a text is found: those of `fold`, the unfolded endings, the joined and the parted.

    ``pairs`` joins every two neighbours, for names and titles («علی رضایی» is sought as «علیرضایی»); without it only
    those that a part of compounds brings together («نرم افزار»).
    """
    words = _sought(text)
    asked = _asked(words)
    found = dict.fromkeys(asked)
    for word in words:
        found |= word.more
    for word, following in pairwise(words):
        if pairs or word.opens or following.closes:
            joined = word.last + following.first
            found |= dict.fromkeys((joined, _stem(joined)))
    return [word for word in found if len(word) > 1 or word in asked]


def _asked(words: list[_Sought]) -> list[str]:
    asked = [part for word in words for part in word.asked]
    return [words[0].lead, *asked] if words and words[0].lead else asked


def _says_something(word: str) -> bool:
    """Whether a word is no ending, and more than a letter: «و» is in every text, and begins many words."""
    return word not in _ENDINGS and (len(word) > 1 or word.isdecimal())


def _sought(text: str) -> list[_Sought]:
    """Return the words of a text."""
    # Nothing that folds letters looks beyond a space.
    return [word for part in text.split(" ") for word in _sought_of(part)]


@lru_cache(_KEPT)
def _sought_of(part: str) -> tuple[_Sought, ...]:
    """Return the same of a part of a text that holds no space."""
    return tuple(map(_word, _WORD.findall(folded_letters(part))))


def _word(token: str) -> _Sought:
    """Return what is known of a word with folded letters; a ZWNJ inside it is kept."""
    parts = [part for part in token.split(ZWNJ) if part]
    words = (_stem(parts[0]), *(_stem(part) for part in parts[1:] if part not in _ENDINGS_JOINED))
    lead = "" if _says_something(words[0]) else words[0]
    return _Sought(
        asked=tuple(filter(_says_something, words)),
        lead=lead,
        more=dict.fromkeys(_more(parts)),
        first=parts[0],
        last=parts[-1],
        opens=parts[-1] in PARTS_BEFORE,
        closes=parts[0] in PARTS_AFTER or parts[0] in _ENDINGS,
    )


def folded_letters(text: str) -> str:
    """Return a text with each letter and digit in its one form; spaces, ZWNJ and signs between words stay."""
    text = JUNK.sub("", text)
    if KASHIDA in text:
        text = plain_kashida(unicodedata.normalize("NFC", text))
    text = _ZWNJ_LOST.sub("", text.translate(_FIRST))
    text = unicodedata.normalize("NFKD", text).translate(_MARKS)
    text = _IN_NUMBER.sub("", ascii_digits(text)).lower().translate(_LETTERS)
    text = _INNER_HAMZA.sub(f"ی{_HAMZA}", text)
    text = _LIKE_VAV.sub("و", _LIKE_ALEF.sub("ا", text))
    return text.replace(_HAMZA, "").replace("ء", "").translate(_NOTHING)


def _more(parts: list[str]) -> Iterator[str]:
    """Yield what a word of these parts is found by beside what it is asked by."""
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            joined = "".join(parts[start:end])
            forms = (joined, _stem(joined))
            yield from forms
            if end == start + 1:
                yield from (half for form in forms for half in cut(form))


def _stem(word: str) -> str:
    """Return a word without the endings of its plural; names stay as they are."""
    while True:
        shorter = word
        match = _PLURAL.search(word)
        if match and not _NO_PLURAL.match(word):
            shorter = word[: match.start()]
        elif word.endswith("ان"):
            match = _PERSONS_PLURAL.match(word)
            shorter = match.group() if match else _PARTICIPLES.sub("\\1ه", word)
        if shorter == word:
            return word
        word = shorter
