"""Write whole numbers as Persian words, and counts of things.

Shapes: int in, str out. Errors: ValueError beyond ±10^18 for words, and for negative counts.
"""

from __future__ import annotations

import re

from generator.persian.digits import fa
from generator.persian.spelling.alphabet import SOUNDED_HE
from generator.persian.spelling.invisible import ZWNJ

_UNITS = ("صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده").split()
_TENS = ["", "", *"بیست سی چهل پنجاه شصت هفتاد هشتاد نود".split()]
_HUNDREDS = ["", *"صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد".split()]
_SCALES = ["", *"هزار میلیون میلیارد تریلیون کوادریلیون کوینتیلیون".split()]
_LIMIT = 10**18
_AND = " و "

#: How exact a number is, where it is not, and the words before it: an exact one takes neither.
MORE_THAN, ABOUT = "more-than", "about"
_QUALIFIERS = {MORE_THAN: "بیش از", ABOUT: "حدود"}

#: A count up to this is written in words inside a sentence («سه زن»).
SPELLED_TO = 10

# Words whose last و is a consonant take a plain ی: «عضوی», not «عضویی».
_CONSONANT_VAV = frozenset("عضو جزو محو سهو نحو دیو گاو لغو عفو نو رهرو پیشرو پیرو جلو پرتو خسرو گرو سرو".split())
_LAST_WORD = re.compile(f"[^ {ZWNJ}]*$")


def qualified(number: str, precision: str | None) -> str:
    """Return a written number with the word that says how exact it is: «بیش از ۶٬۰۰۰ نفر»; an exact one as it is."""
    return f"{_QUALIFIERS[precision]} {number}" if precision else number


def words(number: int) -> str:
    """Return the number in words («سی و هفت», «دو هزار و پانصد», «منفی سه»), up to ±10^18."""
    if abs(number) > _LIMIT:
        raise ValueError(f"beyond 10^18: {number}")
    if number < 0:
        return "منفی " + words(-number)
    if number == 0:
        return _UNITS[0]
    parts: list[str] = []
    scale = 0
    while number:
        number, group = divmod(number, 1000)
        if group == 1 and scale == 1:
            parts.append(_SCALES[1])  # one thousand is «هزار», yet one million «یک میلیون»
        elif group:
            parts.append(f"{_below_thousand(group)} {_SCALES[scale]}".rstrip())
        scale += 1
    return _AND.join(reversed(parts))


def _below_thousand(number: int) -> str:
    parts = []
    hundreds, rest = divmod(number, 100)
    if hundreds:
        parts.append(_HUNDREDS[hundreds])
    if rest >= 20:
        parts.append(_TENS[rest // 10])
        rest %= 10
    if rest:
        parts.append(_UNITS[rest])
    return _AND.join(parts)


def ordinal(number: int, *, nakhost: bool = False) -> str:
    """Return the ordinal («یکم», «دوم», «سی‌ام», «بیست و سوم»); with nakhost, 1 is «نخست»."""
    if number == 1 and nakhost:
        return "نخست"
    text = words(number)
    if text.endswith("سه"):
        return text[:-1] + "وم"
    if text.endswith("ی"):
        return f"{text}{ZWNJ}ام"
    return text + "م"


def counted(number: int, noun: str, *, in_sentence: bool = False, spelled_to: int = SPELLED_TO) -> str:
    """Return so many of a noun, which stays singular: «۳ زن»; for none, «هیچ زنی».

    With in_sentence, counts up to spelled_to are in words: «سه زن».
    """
    if number < 0:
        raise ValueError(f"negative count: {number}")
    if number == 0:
        return f"هیچ {indefinite(noun)}"
    shown = words(number) if in_sentence and number <= spelled_to else fa(number)
    return f"{shown} {noun}"


def indefinite(noun: str) -> str:
    """Return the noun with the ی of «هیچ»: «زنی», «خانه‌ای», «گروهی», «دانشجویی», «صندلی‌ای»."""
    match = _LAST_WORD.search(noun)
    last = match.group() if match else noun
    if last.endswith("ی") or (last.endswith("ه") and not SOUNDED_HE.fullmatch(last)):
        return f"{noun}{ZWNJ}ای"
    if last.endswith(("ا", "و")) and last not in _CONSONANT_VAV:
        return f"{noun}یی"
    return f"{noun}ی"
