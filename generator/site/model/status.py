"""What the settings of ``mkdocs.yml`` say of the whole site: whether it is a trial, or the office's own.

Errors: `SettingError`, whose text says in Persian what to set.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from generator.dataset.reading.load import KEY_VARIABLE
from generator.dataset.web_address import is_email
from generator.persian.digits import ascii_digits

TRIAL, OFFICIAL = "trial", "official"
# Less is no telephone number, not even within a town.
_DIGITS = 5


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


def office(extra: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the office's name and how to reach it; nothing where the settings hold nothing of the kind."""
    found = extra.get("office")
    return found if isinstance(found, Mapping) else {}


def check_status(extra: Mapping[str, Any], key: str) -> None:
    """Refuse an official site that nobody can reach, or whose withdrawals anybody could guess; ``key`` is their key."""
    if status(extra) == TRIAL:
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
