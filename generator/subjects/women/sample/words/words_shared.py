"""The words that invented records of every kind are made of; they are about nobody."""

from __future__ import annotations

PLACES = tuple("گل‌آباد چشمه‌سار بیدزار نارون بالادره پایین‌دشت سروآباد کهنه‌رود تاکستان سپیدچال دره‌انار خوش‌آب".split())

PUBLISHERS = ("خبرگزاری نمونه", "روزنامهٔ نمونه", "مجلهٔ ساختگی زنان", "پایگاه خبری نمونه")
SOURCE_TITLES = ("گفت‌وگو با {name}", "گزارشی از کار {name}", "{name} و کار او", "زنان {county} در یک نگاه")
