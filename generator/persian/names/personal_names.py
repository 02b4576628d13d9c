"""Compare names of persons, and write them in Latin letters.

Shapes: str in, str out. Errors: `slug` raises ValueError where nothing is left to write.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from generator.persian.names.transliteration import latin_word
from generator.persian.spelling.alphabet import LETTERS
from generator.persian.spelling.invisible import ZWNJ
from generator.persian.spelling.normaliser import canonical

#: What `slug` writes, and every id and resource is called by, as a regular expression; and its most letters.
SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
SLUG_LENGTH = 60

# Words before a name that are no part of it. «سیده» and «سید» are often left out.
_HONORIFICS = frozenset(
    "دکتر مهندس پروفسور استاد خانم خانوم بانو سرکار جناب آقای حاج حاجیه حاجی کربلایی مشهدی سید سیده "
    "مرحوم مرحومه شادروان شهید شهیده زنده‌یاد روانشاد حجت‌الاسلام آیت‌الله علیامخدره".split()
)
_COUNTY_WORD = "شهرستان "
_MARKS = re.compile("[\u064b-\u065f\u0670]")
_FOLDED = str.maketrans("آأإٱؤئيىكةۀ", "ااااویییکهه", "ء")
_NOT_IN_KEY = re.compile(f"[^{LETTERS}a-z0-9]+")
_APOSTROPHES = re.compile("['’‘ʼʿʾ`´]")
_NOT_IN_SLUG = re.compile("[^a-z0-9]+")
_LETTERS_WITHOUT_PARTS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th"}
)
_WORDS = re.compile(r"[\s\-ـ]+")
_FIELD = "\x1f"


def normal_name(name: str) -> str:
    """Return the key by which two spellings of one person's name are the same.

    Without spaces, ZWNJ, marks, honorifics before the name and differences of hamza, آ/ا and ة/ه.
    """
    return _folded(without_honorifics(name))


def without_honorifics(name: str) -> str:
    """Return a name in its canonical form without marks and the honorifics before it."""
    parts = _MARKS.sub("", canonical(name)).split(" ")
    while taken := _honorific_words(parts):
        del parts[:taken]
    return " ".join(parts)


def _honorific_words(parts: list[str]) -> int:
    """Return how many words before the name are an honorific; a name is never all of it."""
    if len(parts) > 1 and parts[0].strip(".") in _HONORIFICS:
        return 1
    # «زنده یاد» is also written with a space.
    return 2 if len(parts) > 2 and f"{parts[0]}{ZWNJ}{parts[1]}" in _HONORIFICS else 0


def fingerprint_form(name: str, county: str) -> str:
    """Return name and county as one normal text, for a keyed hash that others make of it."""
    county = canonical(county).removeprefix(_COUNTY_WORD)
    return f"{normal_name(name)}{_FIELD}{_folded(county)}"


def slug(latin: str) -> str:
    """Return an ASCII slug of at most 60 characters; raises ValueError where no letter or digit is left."""
    plain = unicodedata.normalize("NFKD", latin.lower().translate(_LETTERS_WITHOUT_PARTS))
    plain = "".join([char for char in plain if not unicodedata.combining(char)]).lower()
    text = _NOT_IN_SLUG.sub("-", _APOSTROPHES.sub("", plain)).strip("-")
    if len(text) > SLUG_LENGTH:
        cut = text.rfind("-", 0, SLUG_LENGTH + 1)
        text = text[: cut if cut > 0 else SLUG_LENGTH]
    if not text:
        raise ValueError(f"no Latin letter or digit: {latin!r}")
    return text


def transliterate(name: str, known: Mapping[str, str] | None = None) -> str:
    """Return a plausible Latin spelling of a Persian name («زهرا ملک‌زاده» → "Zahra Malekzadeh").

    Spellings that are ``known`` come first, as `spellings` finds them, then those of a table; other words are spelt letter
    by letter, with guessed short vowels.
    """
    return " ".join([latin for word in _parted(name) if (latin := latin_word(word, known))])


def spellings(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return how words are spelt in Latin letters where names and their Latin forms have as many words; the usual one."""
    found: dict[str, Counter[str]] = {}
    for name, latin in names:
        words, latins = _parted(name), latin.split()
        if len(words) == len(latins):
            for word, spelt in zip(words, latins, strict=True):
                found.setdefault(word.replace(ZWNJ, ""), Counter())[spelt.lower()] += 1
    return {word: counts.most_common(1)[0][0] for word, counts in found.items() if word}


def _parted(name: str) -> list[str]:
    return _WORDS.split(_MARKS.sub("", canonical(name)))


def _folded(text: str) -> str:
    text = _MARKS.sub("", canonical(text)).lower().translate(_FOLDED)
    return _NOT_IN_KEY.sub("", text)
