"""A built site as browsers and crawlers meet it: its files, read once, and what a page says in its HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from generator.site.model.status import inbox, is_searched, is_trial

HOME = "index.html"
# Where the site was built without an address: nothing on it leads there.
_NOWHERE = "https://site.invalid/"


class Page(HTMLParser):
    """What the promises ask of a page: its addresses, ids, first heading, robots, and where it leads on."""

    def __init__(self, text: str) -> None:
        """Read a page's HTML."""
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.heading = self.robots = self.canonical = ""
        self.leads_on = self._in_heading = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Take what an element's attributes say."""
        own = {name: value or "" for name, value in attributes}
        if own.get("id"):
            self.ids.add(own["id"])
        self.addresses += [own[name] for name in ("href", "src", "action") if name in own]
        if tag == "meta" and own.get("name") == "robots":
            self.robots += own.get("content", "")
        if tag == "link" and own.get("rel") == "canonical":
            self.canonical = own.get("href", "")
        self.leads_on |= tag == "meta" and own.get("http-equiv") == "refresh"
        self._in_heading |= tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        """Leave the heading."""
        self._in_heading &= tag != "h1"

    def handle_data(self, data: str) -> None:
        """Gather the words of the heading."""
        if self._in_heading:
            self.heading += data


class BuiltSite:
    """The folder of a built site, with the settings that it was built by (``extra`` of ``mkdocs.yml``)."""

    def __init__(self, folder: Path, extra: Mapping[str, Any]) -> None:
        """Look at a folder; nothing is read yet."""
        self.folder, self.extra = folder, extra

    @cached_property
    def files(self) -> dict[str, Path]:
        """All files by their paths."""
        return {
            path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.rglob("*")) if path.is_file()
        }

    @cached_property
    def texts(self) -> dict[str, str]:
        """The HTML of every page by its address from the site's root."""
        return {
            name.removesuffix(HOME): path.read_text("utf-8")
            for name, path in self.files.items()
            if name.endswith(".html")
        }

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its address from the site's root."""
        return {url: Page(text) for url, text in self.texts.items()}

    @cached_property
    def base(self) -> str:
        """The address that the site was built for."""
        return (self.pages[""].canonical if "" in self.pages else "") or _NOWHERE

    @property
    def trial(self) -> bool:
        """Whether every page asks search engines to stay away."""
        return is_trial(self.extra)

    @property
    def hides_unconfirmed(self) -> bool:
        """Whether the page of a living person who did not agree asks search engines to stay away."""
        return bool(self.extra.get("noindex_public_record", True))

    @property
    def inbox(self) -> str:
        """Where another program answers under the address of the site; nothing where none does."""
        return inbox(self.extra)

    @property
    def searched(self) -> bool:
        """Whether the site has a search."""
        return is_searched(self.extra)
