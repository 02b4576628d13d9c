"""Which pages exist: their addresses, and the view that draws each. No page is drawn here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.site.drawing.render import View
from generator.site.model import addresses
from generator.site.model.paging import on_page
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site
from generator.site.pages import (
    areas,
    articles,
    dictionary,
    front_page,
    open_data_page,
    records,
    search_page,
    statistics,
    submission_forms,
)
from generator.site.pages.parts.list_parts import list_shows

# The views that a hand-written page may be drawn by.
WRITTEN: Mapping[str, Callable[..., View]] = {"home": front_page.page, "articles": articles.listing}


class Page(NamedTuple):
    """One page: its address from the site's root, the function that returns its view, and what the view is about."""

    url: str
    view: Callable[..., View]
    arguments: tuple[Any, ...] = ()
    listed: bool = True
    # A small document of its own, drawn without the theme's frame.
    alone: bool = False
    # (site, *arguments) → all that its view shows: records, frozen sets of names of tables, and words; None: anything.
    shows: Callable[..., Iterable[Any]] | None = None

    @property
    def path(self) -> str:
        """The file of the page below the site's folder."""
        return self.url + "index.html"


def pages(site: Site) -> Iterator[Page]:
    """Yield every page that is made from data, in a stable order."""
    for section in site.sections.values():
        if section.has_list:
            yield from _lists(site, section)
        yield from _records(site, section)
        if section.extra_pages:
            yield from section.extra_pages(site)
    yield Page(addresses.DATA, open_data_page.page)
    yield Page(addresses.DICTIONARY, dictionary.listing)
    for name in dictionary.tables(site):
        yield Page(addresses.dictionary(name), dictionary.page, (name,))
    yield Page(addresses.STATISTICS, statistics.page)
    if site.searched:
        yield Page(addresses.SEARCH, search_page.page, listed=False)
    for resource in site.registry.package.roots:
        if resource.submit:
            yield Page(f"{addresses.SUBMIT}{resource.name}/", submission_forms.page, (resource.name,))


def there(site: Site) -> set[str]:
    """Return the addresses of all pages, the hand-written ones that are known so far included."""
    made = site.once("addresses", lambda: frozenset(page.url for page in pages(site)))
    return {"", *made, *site.articles}


def numbered(
    total: int,
    kind: str,
    value: str,
    resource: str,
    view: Callable[..., View],
    shows: Callable[..., Iterable[Any]] | None = None,
) -> Iterator[Page]:
    """Yield the numbered pages of one list; an empty list that has an address still has its first page."""
    for number in range(1, max(1, -(-total // addresses.PER_PAGE)) + 1):
        url = addresses.listing(resource, kind, value, number)
        yield Page(url, view, (kind, value, number), number == 1, shows=shows)


def _lists(site: Site, section: Section) -> Iterator[Page]:
    own = areas.listing if section.name == PLACES else partial(records.listing, section.name)
    view = section.listing or own
    if not section.paged:
        yield Page(section.url, view, shows=section.list_shows)
        return
    yield from _list(site, section, view, site.members(section), "", "")
    if url := site.values(section):
        yield Page(url, records.values, (section.name,))
    for facet in section.lists:
        for value, members in site.registry.by(section.name, facet.name).items():
            yield from _list(site, section, view, members, facet.kind, value)


def _list(
    site: Site, section: Section, view: Callable[..., View], members: list[Record], kind: str, value: str
) -> Iterator[Page]:
    """Yield the pages of a list; one that names a record whose page is not to be found is not listed either."""
    own = partial(list_shows, section.name) if section.people and not section.listing else None
    shows = section.list_shows or own
    for number, page in enumerate(numbered(len(members), kind, value, section.name, view, shows), start=1):
        yield page._replace(listed=page.listed and all(map(site.indexed, on_page(members, number))))


def _records(site: Site, section: Section) -> Iterator[Page]:
    own = areas.page if section.name == PLACES else partial(records.page, section.name)
    view = section.page or own
    shows = section.page_shows if section.page else partial(records.shows, section.name) if section.people else None
    members = [] if section.elsewhere else site.members(section)
    for record in members:
        url = addresses.record(section.name, record.id)
        yield Page(url, view, (record.id,), site.indexed(record), shows=shows)
    if section.former:
        for record in members:
            for former in record.get("former_ids", ()):
                url = addresses.record(section.name, former)
                yield Page(url, articles.redirect, (section.name, record.id), listed=False)
