"""What each state is called to whoever sent something: one plain sentence each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.persian.numbers import counted

HAND_IN = {
    "received": "رسید و در صف بررسی خودکار است.",
    "examined": "بررسی شد.",
    "refused": "خوانده نشد؛ زیر همین نوشته آمده است که چرا.",
    "stuck": "برنامه نتوانست آن را بررسی کند. دفتر خبر دارد و خودش دنبالش می‌کند؛ لازم نیست دوباره بفرستید.",
    "gone": "پس گرفته شده است.",
    "erased": "هر چه فرستاده بودید پاک شده است: یا زمان نگه‌داری آن گذشته، یا کسی که در آن بود خواسته است نباشد.",
}
ENTRY = {
    "mend": "چیزی در آن نادرست است؛ آن را درست کنید و دوباره بفرستید.",
    "asking": "پذیرفتنش به رضایت خود او نیاز دارد؛ دفتر از او می‌پرسد.",
    "waiting": "ایرادی ندارد و در صف بازبینی است.",
    "accepting": "پذیرفته می‌شود؛ چند دقیقهٔ دیگر اینجا می‌بینید.",
    "accepted": "پذیرفته شد و با ساخت بعدی سایت منتشر می‌شود.",
    "published": "منتشر شد.",
    "returned": "دفتر آن را برگردانده است تا درستش کنید.",
    "rejected": "دفتر آن را نپذیرفت.",
    "taken-back": "منتشر شده بود و دفتر آن را حذف کرد.",
    "gone": "پس گرفته شده است.",
}
ERASED = "پاک شده است."
#: What a request is called; a record that was handed in has its own name.
ASKED = {
    "confirm": "درخواست تأیید یک صفحه",
    "removal": "درخواست حذف یک صفحه",
    "correction": "پیشنهاد اصلاح یک صفحه",
}
_TONES = {"mend": "bad", "returned": "bad", "rejected": "bad", "accepted": "good", "published": "good"}


def entry_words(kind: str, state: str) -> str:
    """Return what became of an entry; `kind` is what the hand-in asks for."""
    return "صفحه حذف شد." if (kind, state) == ("removal", "published") else ENTRY[state]


def hand_in_words(kind: str, state: str, entries: Sequence[str]) -> str:
    """Return what became of a hand-in: once it has been examined, what became of its entries, by their states."""
    if state != "examined" or not any(entries):
        return HAND_IN[state]
    if len(entries) == 1:
        return entry_words(kind, entries[0])
    return " ".join(f"{counted(n, 'پرونده')}: {entry_words(kind, one)}" for one, n in Counter(entries).items())


def tone(state: str) -> str:
    """Return how a state looks: ``bad`` where somebody has to do something, ``good`` where it is done, else ``quiet``."""
    return _TONES.get(state, "quiet")
