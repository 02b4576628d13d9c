"""Name the character classes that the other modules build their patterns from.

Shapes: each constant is the inside of a regex character class. Errors: none.
"""

from __future__ import annotations

import re

#: Letters of the Arabic script (Persian and its neighbours), without marks, digits, tatweel.
LETTERS = "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff\u0750-\u077f"
#: Vowel marks and the hamza above and below.
MARKS = "\u064b-\u065f\u0670"
#: The hamza of the ezafe, above a silent ه: «خانهٔ».
EZAFE = "\u0654"
#: What a Persian word is written with.
WORD = LETTERS + MARKS
#: Letters of Latin words in a Persian text.
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"

#: A line with one of these is Persian, and the rules of Persian sentences hold in it.
PERSIAN_LINE = re.compile(f"[{LETTERS}،؛؟«»]")

#: Parts of a line that no rule may touch: addresses, link targets, code and tags.
#: Persian punctuation ends an address, and a pair of brackets may stand inside one.
PROTECTED = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.-]{1,15}://|www\.)(?:[^\s<>«»\"`()،؛؟]|\([^\s<>«»\"()]*\))+(?<!\u200c)"
    r"|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)"
    r"|`[^`\n]+`"
    r"|</?[A-Za-z][^<>\n]*>"
)
#: Something of PROTECTED may be there: a cheap question asked before the costly one.
MAY_BE_PROTECTED = re.compile(r"://|www\.|\]\(|[`<]")

# Words that end in a sounded ه («گروه»), where ی makes «گروهی» and never an ezafe «هٔ».
# After ا the ه is always sounded; after و it mostly is not («میوه»), so those endings are listed.
_SOUNDED_ENDINGS = "اه|آه|گروه|کوه|انبوه|اندوه|ستوه|پژوه|مکروه|وجوه"
_SOUNDED_WORDS = (
    "ده|نه|مه|به|که|چه|سه|ته|زه|فقه|شبه|شه|ره|سپه|نگه|پادشه|شبانگه|دانشگه|زره|گره|گنه|فربه|فرمانده|"
    "توجه|وجه|متوجه|موجه|مشابه|تشابه|مشتبه|تنبیه|تشبیه|توجیه|تنزیه|ترفیه|منزه|مرفه|فقیه|سفیه|شبیه|کریه"
)
SOUNDED_HE = re.compile(f"(?:.*(?:{_SOUNDED_ENDINGS})|{_SOUNDED_WORDS})")
