"""Which datasets a page may speak of: a bank may leave out any, and then no sentence names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.persian.enumeration import listed
from generator.site.model.site import Site


def has(site: Site, name: str) -> bool:
    """Whether the bank has a dataset."""
    return name in site.registry.package.resources


def spoken(site: Site, words: Mapping[str, str]) -> list[str]:
    """Return what the datasets that there are are called, of those that ``words`` names."""
    return [called for name, called in words.items() if has(site, name)]


def of(words: Sequence[str], whose: str) -> str:
    """Return words, listed, with whose they are: «زنان و برنامه‌های هر یک»."""
    text = listed(words)
    return f"{text}{'ی' if text.endswith('ها') else ''} {whose}"
