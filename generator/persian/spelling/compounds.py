"""Know the parts of which Persian compounds are made, for whoever writes «نرم‌افزار» apart or in one.

Shapes: folded words, as `folding` makes them. Errors: none.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.persian.spelling.verbs import is_verb_form

#: A word before which a space may stand for a ZWNJ or for nothing.
PARTS_AFTER = frozenset(
    "افزار افزاری افزایی باف بافی بافان دوز دوزی دوزان نویس نویسی نویسان ساز سازی سازان کار کاری کاران شناس شناسی گر گری"
    " نامه گاه خانه پژوه پژوهی افرین افرینی افرینان اموز اموزی اموزان پرور پروری پروران پرداز پردازی دار داری داران"
    " گذار گذاری گذاران پذیر پذیری بخش بخشی درمانی محور محوری بنیان بنیانی نواز نوازی فروش فروشی سرا سرایی خوانی"
    " نگار نگاری رسانی گیری یابی مند مندی ور وری نشین نشینی زاده پور نژاد نیا فر فرد راد ابادی خانی وند منش دوست پرست"
    " خواه السادات الدین الله المللی دخت بانو مقدم اصل پناه".split()
)
#: A word behind which a space may stand for a ZWNJ or for nothing.
PARTS_BEFORE = frozenset(
    "می نمی نرم سخت پیش پس هم خود بین غیر فوق بی نا پر کم خوش بد تک چند نیم دست سر تازه نو دل گل شبه میر ملک شاه امیر"
    " حاجی بی عبد غلام محمد علی حسن حسین".split()
)
# Only long parts are taken off a word: «کار» and «گر» end many words that are no compounds.
_HEADS = ("نرم", "سخت", "پیش", "خود", "بین", "غیر")
_LONG_REST = 4
_LONG_TAIL = 3
_SHORT_TAILS = frozenset("کار کاری دار داری بخش بخشی ساز پور فرد راد اصل سرا گاه گری مند وری نیا وند باف دوز".split())
_TAILS = tuple(sorted((part for part in PARTS_AFTER - _SHORT_TAILS if len(part) >= _LONG_TAIL), key=len, reverse=True))
_NAME_TAILS = ("پور", "نیا", "وند", "فرد", "راد", "رضا")
_CRAFTS = ("باف", "دوز", "ساز")
_SHORTEST_NAME = 3


def cut(word: str) -> Iterator[str]:
    """Yield the parts of a compound that is written as one word: «نرمافزار», «میشود», «علیزاده»; else nothing."""
    for prefix in ("نمی", "می"):
        rest = word.removeprefix(prefix)
        if rest != word and is_verb_form(rest):
            yield from (prefix, rest)
            return
    for head in _HEADS:
        rest = word.removeprefix(head)
        if rest != word and len(rest) >= _LONG_REST:
            yield from (head, rest)
            return
    for tails, least in ((_TAILS, 2), (_NAME_TAILS + _CRAFTS, _SHORTEST_NAME)):
        for tail in tails:
            rest = word.removesuffix(tail)
            if rest != word and len(rest) >= least:
                yield from (rest, tail)
                return
