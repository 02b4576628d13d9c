"""Spell one Persian word in Latin letters.

Shapes: a word of canonical Persian without marks in, capitalised Latin out. Errors: none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.persian.digits import ascii_digits
from generator.persian.names.latin_names import COMMON, ENDINGS, FAMILY, GIVEN
from generator.persian.spelling.alphabet import LETTERS
from generator.persian.spelling.invisible import ZWNJ

_KNOWN = {word.replace(ZWNJ, ""): latin for word, latin in (COMMON | GIVEN | FAMILY).items()}
_ENDINGS = sorted(ENDINGS.items(), key=lambda pair: -len(pair[0]))
_SHORTEST_STEM = 2
_PERSIAN = re.compile(f"[{LETTERS}]")
_OTHER = re.compile(f"[^{LETTERS}A-Za-z0-9]+")
_DOUBLE_A = re.compile("aa+")

_CONSONANTS = dict(
    zip(
        "بپتثجچحخدذرزژسشصضطظغفقکگلمن",
        "b p t s j ch h kh d z r z zh s sh s z t z gh f gh k g l m n".split(),
        strict=True,
    )
)
# Vowels beside which و and ی are consonants.
_LONG = "اآ"
_VOWELS = {"ا": "a", "آ": "a", "أ": "a", "إ": "e", "ؤ": "o", "ئ": "e", "ۀ": "eh"}
_SILENT = ""


def latin_word(word: str, known: Mapping[str, str] | None = None) -> str:
    """Return the word in Latin letters with a capital, or "" where nothing in it can be spelled.

    ``known`` holds spellings that come first: words without ZWNJ → Latin.
    """
    learned = (known or {}).get(word.replace(ZWNJ, ""))
    if learned:
        return learned[:1].upper() + learned[1:]
    if _PERSIAN.search(word) is None:
        return _OTHER.sub("", ascii_digits(word))
    spelled = _spell(_OTHER.sub(ZWNJ, word).strip(ZWNJ))
    return spelled[:1].upper() + spelled[1:]


def _spell(word: str) -> str:
    joined = word.replace(ZWNJ, "")
    if joined in _KNOWN:
        return _KNOWN[joined]
    if ZWNJ in word:
        return "".join([ENDINGS.get(part) or _spell(part) for part in word.split(ZWNJ)])
    for ending, latin in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            return _spell(stem) + latin
    stem = word.removesuffix("ی")
    if stem != word and stem in _KNOWN:
        # «رضا» gives «رضایی», but «محمد» gives «محمدی».
        return _KNOWN[stem] + "i"
    return _letters(word)


def _letters(word: str) -> str:
    """Spell letter by letter, with a short vowel where Persian syllables need one."""
    sounds = [_sound(word, place) for place in range(len(word))]
    spelled: list[str] = []
    place = 0
    after_vowel = after_long = False
    while place < len(sounds):
        text, is_vowel = sounds[place]
        if is_vowel:
            spelled.append(text)
            after_vowel, after_long = True, place > 0
            place += 1
            continue
        end = place
        while end < len(sounds) and not sounds[end][1]:
            end += 1
        run = [text for text, _ in sounds[place:end]]
        spelled.append(_cluster(run, after_vowel, after_long, end == len(sounds)))
        place = end
    return _DOUBLE_A.sub("a", "".join(spelled))


def _cluster(run: list[str], after_vowel: bool, after_long: bool, at_end: bool) -> str:
    """Put short vowels into a run of consonants: C-a-C at the start, VC-CV inside, CC-a-C at the end."""
    out = ""
    if not after_vowel and (len(run) > 1 or at_end):
        out, run = run[0] + "a", run[1:]
        after_long = False
    while len(run) > 2:
        out += run[0]
        run = run[1:]
        if len(run) > 2 or not at_end:
            out += run[0] + "a"
            run = run[1:]
            after_long = False
    if len(run) == 2 and at_end:
        return out + run[0] + ("e" if after_long else "a") + run[1]
    return out + "".join(run)


def _sound(word: str, place: int) -> tuple[str, bool]:
    """Return how one letter sounds where it stands, and whether as a vowel."""
    char = word[place]
    before = word[place - 1] if place else ""
    after = word[place + 1] if place + 1 < len(word) else ""
    if char in _CONSONANTS:
        return _CONSONANTS[char], False
    if char in _VOWELS:
        if char == "ا" and not before and after in ("ی", "و"):
            return _SILENT, True  # «ایران» and «اورنگ» start with the vowel that follows
        return _VOWELS[char], True
    if char == "و":
        return _vav(word, place, before, after)
    if char == "ی":
        if not before:
            return ("y", False) if after else ("i", True)
        if before in _LONG and place > 1 and after == "ی":
            return "e", True  # «دانایی»: Danaei
        if before in _LONG and place > 1 and after and after not in _LONG:
            return "y", False
        return "i", True
    if char == "ه":
        # A last ه is silent after a consonant («لاله») and after -i- («مرضیه»).
        if not after and place > 1 and before not in "اآو":
            return "eh", True
        return "h", False
    return _SILENT, False


def _vav(word: str, place: int, before: str, after: str) -> tuple[str, bool]:
    if before == "خ" and after == "ا":
        return _SILENT, True  # «خواجه» is spoken khajeh
    if after == "ی" and place + 2 == len(word) and before and before not in _LONG:
        return "av", True  # «علوی» is spoken Alavi
    if not before or (after and after in "اآی") or before == "آ" or (before == "ا" and place > 1):
        return "v", False
    return "ou", True
