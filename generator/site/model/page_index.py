"""Which pages exist: their addresses, and the view that draws each. No page is drawn here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.site.model import addresses
from generator.site.model.paging import on_page
from generator.site.model.site import Site
from generator.subjects.women import figures
from generator.subjects.women.seasons import seasons


class Page(NamedTuple):
    """One page: its address from the site's root, the name of its view and what the view is about."""

    url: str
    view: str
    arguments: tuple[Any, ...] = ()
    listed: bool = True
    # A small document of its own, drawn without the theme's frame.
    alone: bool = False

    @property
    def path(self) -> str:
        """The file of the page below the site's folder."""
        return self.url + "index.html"


def pages(site: Site) -> Iterator[Page]:
    """Yield every page that is made from data, in a stable order."""
    yield from _women(site)
    yield from _cooperatives(site)
    yield from _plain(site, "facilities", "facility")
    yield from _programs(site)
    yield Page(addresses.COUNTIES, "counties")
    for county in site.registry["counties"]:
        yield Page(addresses.record("counties", county.id), "county", (county.id,))
        yield Page(addresses.county_card(county.id), "county card", (county.id,), listed=False, alone=True)
    yield Page(addresses.DATA, "data")
    yield Page(addresses.DICTIONARY, "dictionary")
    yield Page(addresses.STATISTICS, "statistics")
    if site.searched:
        yield Page(addresses.SEARCH, "search", listed=False)
    yield Page(addresses.section("loans"), "loans")
    for year in figures.loans(site.registry, "year"):
        yield Page(addresses.record("loans", year), "loans of a year", (year,))
    yield Page(addresses.section("headcounts"), "headcounts")
    yield Page(addresses.RESOLUTIONS, "resolutions")
    for state, count in figures.resolutions(site.registry, site.today).items():
        if count > addresses.PER_PAGE:
            yield from _listing(count, addresses.STATE, state, "resolutions", "resolutions of a state")
    yield Page(addresses.WORKING_GROUPS, "working-groups")
    yield from _plain(site, "indicators", "indicator")
    yield Page(addresses.section("agencies"), "agencies")
    for agency in site.chain.agencies_named:
        yield Page(addresses.record("agencies", agency.id), "agency", (agency.id,))
    for resource, view in (("meetings", "meeting"), ("reports", "report"), ("county-documents", "document")):
        yield from _plain(site, resource, view)
    yield Page("seasons/", "seasons")
    for season in seasons(site):
        yield Page(addresses.record("seasons", season.id), "season", (season.id,))
    for resource in site.registry.package.roots:
        if resource.submit:
            yield Page(f"{addresses.SUBMIT}{resource.name}/", "form", (resource.name,))


def _listing(total: int, kind: str, value: str, resource: str, view: str) -> Iterator[Page]:
    """Yield the numbered pages of one list; an empty list that has an address still has its first page."""
    for number in range(1, max(1, -(-total // addresses.PER_PAGE)) + 1):
        yield Page(addresses.listing(resource, kind, value, number), view, (kind, value, number), number == 1)


def _women(site: Site) -> Iterator[Page]:
    women = site.registry["women"]
    yield from _women_listing(site, women, "", "")
    for kind, name in addresses.WOMEN_LISTS.items():
        for value, members in site.registry.by("women", name).items():
            yield from _women_listing(site, members, kind, value)
    for woman in women:
        yield Page(addresses.record("women", woman.id), "woman", (woman.id,), not site.is_unconfirmed(woman))
    yield from _redirects(site, "women")


def _women_listing(site: Site, members: list[Record], kind: str, value: str) -> Iterator[Page]:
    """Yield the pages of a list of women; one that names a woman whose page is not to be found is not listed either."""
    for number, page in enumerate(_listing(len(members), kind, value, "women", "women"), start=1):
        unconfirmed = any(map(site.is_unconfirmed, on_page(members, number)))
        yield page._replace(listed=page.listed and not unconfirmed)


def _cooperatives(site: Site) -> Iterator[Page]:
    yield from _listing(len(site.registry["cooperatives"]), "", "", "cooperatives", "cooperatives")
    for kind, name in addresses.COOPERATIVE_LISTS.items():
        for value, members in site.registry.by("cooperatives", name).items():
            yield from _listing(len(members), kind, value, "cooperatives", "cooperatives")
    for record in site.registry["cooperatives"]:
        yield Page(addresses.record("cooperatives", record.id), "cooperative", (record.id,))
    yield from _redirects(site, "cooperatives")


def _programs(site: Site) -> Iterator[Page]:
    yield Page(addresses.section("programs"), "programs")
    for record in site.registry["programs"]:
        yield Page(addresses.record("programs", record.id), "program", (record.id,))
    yield from _redirects(site, "programs")


def _plain(site: Site, resource: str, view: str) -> Iterator[Page]:
    yield Page(addresses.section(resource), resource)
    for record in site.registry[resource]:
        yield Page(addresses.record(resource, record.id), view, (record.id,))


def _redirects(site: Site, resource: str) -> Iterator[Page]:
    for record in site.registry[resource]:
        for former in record.get("former_ids", ()):
            yield Page(addresses.record(resource, former), "redirect", (resource, record.id), listed=False)
