"""The menu at the head and the foot of every page: from the settings, else from the sections; nothing leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from generator.site.model import addresses
from generator.site.model.site import Site
from generator.site.pages.page_index import there

# How many sections the head names where the settings say nothing.
_HEADER = 4
_DATA = (("آمار", addresses.STATISTICS), ("دادهٔ باز", addresses.DATA), ("فرهنگ داده‌ها", addresses.DICTIONARY))
_WORDS = (
    ("خبرها", "news/"),
    ("آموزش", "education/"),
    ("راهنما", "guide/"),
    ("درباره", "about/"),
    ("معرفی کنید", addresses.SUBMIT),
    ("اصلاح و حذف", "privacy/"),
)


class Way(NamedTuple):
    """One link: its words, its address and the first step of it, by which a page knows where it stands."""

    label: str
    url: str

    @property
    def section(self) -> str:
        """The first step of the address."""
        return self.url.partition("/")[0]


class Navigation(NamedTuple):
    """The links at the head, the titled groups of links at the foot, and a note below them."""

    header: tuple[Way, ...]
    footer: tuple[tuple[str, tuple[Way, ...]], ...]
    note: str


def navigation(site: Site) -> Navigation:
    """Return the menu of a site."""
    own: Mapping[str, Any] = site.extra.get("navigation") or {}
    sections = [(section.short, section.url) for section in site.sections.values() if section.has_list]
    header = _set(own.get("header")) or [*sections[:_HEADER], ("معرفی کنید", addresses.SUBMIT)]
    groups = [(str(group["title"]), _set(group["links"])) for group in own.get("footer") or ()]
    footer: Sequence[tuple[str, Sequence[tuple[str, str]]]] = groups or [
        ("بخش‌ها", sections),
        ("داده", _DATA),
        ("این سایت", _WORDS),
    ]
    shown = ((title, _leading(site, links)) for title, links in footer)
    return Navigation(
        _leading(site, header), tuple((title, links) for title, links in shown if links), str(own.get("note") or "")
    )


def _set(links: Iterable[Mapping[str, Any]] | None) -> list[tuple[str, str]]:
    return [(str(link["label"]), str(link["url"])) for link in links or ()]


def _leading(site: Site, links: Iterable[tuple[str, str]]) -> tuple[Way, ...]:
    """Return the links that lead somewhere: a dataset that was taken out takes its links along."""
    known = there(site)
    return tuple(Way(label, url) for label, url in links if "://" in url or url.partition("#")[0] in known)
