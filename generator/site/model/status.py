"""What the settings of ``mkdocs.yml`` say of the whole site: a trial, or the office's own, and how it is reached.

Errors: `SettingError`, whose text says in Persian what to set.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from generator.dataset.reading.load import KEY_VARIABLE
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

TRIAL, OFFICIAL = "trial", "official"
# Less is no telephone number, not even within a town.
_DIGITS = 5


class Contact(NamedTuple):
    """One way to the office: what it is, what people read, and a link, which is empty where a browser can open none.

    ``ltr``: the words run from left to right, as a number with a hyphen does.
    """

    label: str
    words: str
    url: str
    ltr: bool = True


class SettingError(Exception):
    """A setting has no meaning, or something that it asks for is missing; the text says what to set, in Persian."""


def status(extra: Mapping[str, Any]) -> str:
    """Return ``TRIAL`` or ``OFFICIAL``: a trial until somebody says otherwise."""
    value = str(extra.get("status") or TRIAL)
    if value not in (TRIAL, OFFICIAL):
        raise SettingError(
            f"در mkdocs.yml، «{value}» برای extra.status شناخته نیست. یکی از این دو را بنویسید:"
            f" {TRIAL} (نسخهٔ آزمایشی) یا {OFFICIAL} (سایت رسمی دفتر)."
        )
    return value


def is_trial(extra: Mapping[str, Any]) -> bool:
    """Whether the office has not yet made the site its own."""
    return status(extra) == TRIAL


def is_searched(extra: Mapping[str, Any]) -> bool:
    """Whether the site has a search: not with ``search: false``."""
    return bool(extra.get("search", True))


def inbox(extra: Mapping[str, Any]) -> str:
    """Return the address of the inbox that takes what the site's forms send; nothing where there is none."""
    return str(extra.get("inbox") or "")


def office(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the office's name and how to reach it; nothing where the settings hold nothing of the kind."""
    found = extra.get("office")
    return found if isinstance(found, Mapping) else {}


def check_status(extra: Mapping[str, Any], key: str) -> None:
    """Refuse an official site that nobody can reach, or whose withdrawals anybody could guess; ``key`` is their key."""
    if is_trial(extra):
        return
    missing = []
    contact = office(extra)
    digits = re.findall(r"\d", ascii_digits(str(contact.get("phone") or "")))
    if len(digits) < _DIGITS and not is_email(str(contact.get("email") or "").strip()):
        missing.append(
            "راهی برای رسیدن به دفتر در تنظیمات نیست: تلفن یا ایمیل دفتر را در mkdocs.yml، در extra.office.phone یا"
            " extra.office.email، بنویسید."
        )
    if not key.strip():
        missing.append(
            f"کلید اثر انگشت حذف‌شدگان تنظیم نشده است: رشته‌ای بلند و تصادفی در متغیر محیطی {KEY_VARIABLE} بگذارید"
            f" (در گیت‌هاب: رازی به نام {KEY_VARIABLE} در Settings ← Secrets and variables ← Actions)."
        )
    if missing:
        lines = "\n".join(f"- {line}" for line in missing)
        raise SettingError(
            f"این سایت رسمی اعلام شده است (extra.status: {OFFICIAL})، اما هنوز نمی‌تواند رسمی باشد:\n{lines}\n"
            f"تا آن زمان extra.status را {TRIAL} بگذارید."
        )


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
        yield Contact("ایمیل", email, f"mailto:{email}" if is_email(email) else "")


def _number(phone: str) -> str:
    """Return a telephone number as a link has it; nothing of what is more than one number."""
    plain = re.sub(r"[\s().‌-]", "", ascii_digits(phone))
    return plain if re.fullmatch(r"\+?[0-9]{3,15}", plain) else ""
