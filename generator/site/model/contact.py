"""How the office of a site is reached: its telephone, messenger and e-mail as words and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from generator.dataset.web_address import is_email, is_web_address
from generator.persian.digits import ascii_digits, fa

# The messengers that people here know by name, by the host of their links.
_MESSENGERS = {
    "ble.ir": "بله",
    "eitaa.com": "ایتا",
    "rubika.ir": "روبیکا",
    "splus.ir": "سروش",
    "igap.net": "آی‌گپ",
    "t.me": "تلگرام",
    "wa.me": "واتساپ",
}


class Contact(NamedTuple):
    """One way to the office: what it is, what people read, and a link, which is empty where a browser can open none.

    ``ltr``: the words run from left to right, as a number with a hyphen does.
    """

    label: str
    words: str
    url: str
    ltr: bool = True


def contacts(office: Mapping[str, Any]) -> Iterator[Contact]:
    """Yield the ways to an office that its settings hold, the quickest first."""
    phone, messenger, email = (str(office.get(name) or "").strip() for name in ("phone", "messenger", "email"))
    if phone:
        yield Contact("تلفن", fa(phone), f"tel:{number}" if (number := _number(phone)) else "")
    if messenger:
        name = _MESSENGERS.get((urlsplit(messenger).hostname or "").removeprefix("www."), "")
        url = messenger if is_web_address(messenger) else ""
        yield Contact("پیام‌رسان", name or messenger, url, ltr=not name)
    if email:
        yield Contact("رایانامه", email, f"mailto:{email}" if is_email(email) else "")


def _number(phone: str) -> str:
    """Return a telephone number as a link has it; nothing of what is more than one number."""
    plain = re.sub(r"[\s().‌-]", "", ascii_digits(phone))
    return plain if re.fullmatch(r"\+?[0-9]{3,15}", plain) else ""
