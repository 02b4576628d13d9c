"""Whether a text may hold a private fact at all: nearly all hold none, and the rules need not be asked.

It says yes to whatever a rule of `rules.json` finds, and to more; the rules decide. Shapes: texts come as `seen_text.folded`
gives them. Errors: none.
"""

from __future__ import annotations

import re

from generator.dataset.rules import compiled

# No rule but that of an address on a street finds anything in a text without one of these.
_NEEDED = re.compile("[a-z0-9_@]")
_STREET = re.compile("خیابان|کوچه|پلاک|بلوار")
# No number of anybody is shorter.
_NUMBER = compiled("[0-9](?:{gap}[0-9]){6}")
# A mobile number with letters between its parts, in letters like digits, or in words.
_SPELT = re.compile(r"[0o]9[0-49oil][0-9oil]|نه ?صد")
# How people write the sign of an e-mail address in letters.
_AT = re.compile(r"@|[\[({<] ?(?:at|a|ات) ?[\])}>]|[-_]at[-_]| at |[a-z0-9_.+-] ?(?:ات|اد)(?: ?ساین)? ")
# Messengers and networks, by what all their names and addresses hold.
_PLACE = re.compile(
    "دی|پیج|یوزر|تلگرام|اینستا|ایتا|روبیکا|بله|سروش|واتس|توییتر|لینکدین|فیس|telegram|insta|eitaa|rubika|bale|soroush"
    r"|whatsapp|twitter|skype|ble\.i|splus|sapp\.|igap|gap\.im|facebook|fb\.com|x\.com|linkedin|virasty|snapchat|zil\.ink"
    r"|linktr|tiktok|threads|tg:"
)
_NAME = re.compile(r"(?<![a-z0-9_])id|[tmagl] ?\[?\.\]? ?me")


def may_hold_facts(seen: str) -> bool:
    """Whether a rule may find something in a text."""
    if _SPELT.search(seen):
        return True
    if _NEEDED.search(seen) and (_NUMBER.search(seen) or _AT.search(seen) or _PLACE.search(seen) or _NAME.search(seen)):
        return True
    return _STREET.search(seen) is not None
