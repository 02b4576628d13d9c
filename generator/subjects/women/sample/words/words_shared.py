"""The words that invented records of every kind are made of; they are about nobody."""

from __future__ import annotations

PLACES = tuple("گل‌آباد چشمه‌سار بیدزار نارون بالادره پایین‌دشت سروآباد کهنه‌رود تاکستان سپیدچال دره‌انار خوش‌آب".split())

PUBLISHERS = ("خبرگزاری نمونه", "روزنامهٔ نمونه", "مجلهٔ ساختگی زنان", "پایگاه خبری نمونه")
# Of women, of organisations, and of programs and lines of credit.
SOURCE_TITLES = ("گفت‌وگو با {name}", "گزارشی از کار {name}", "{name} و کار او", "زنان {county} در یک نگاه")
ORGANISATION_SOURCES = (
    "گفت‌وگو با اعضای {name}",
    "گزارشی از کار {name}",
    "بازدید از {name}",
    "تعاونی‌ها و صندوق‌های {county} در یک نگاه",
)
WORK_SOURCES = ("خبر آغاز {name}", "گزارشی از {name}", "{name} در یک نگاه", "برنامه‌ها و وام‌های زنان {county}")
