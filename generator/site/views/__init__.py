"""One function per kind of page: the site and what the page is about → a View."""

from __future__ import annotations

from collections.abc import Callable

from generator.site.context import Site
from generator.site.render import View
from generator.site.views import (
    agencies,
    articles,
    cooperatives,
    counties,
    data,
    dictionary,
    documents,
    forms,
    headcounts,
    home,
    indicators,
    loans,
    meetings,
    programs,
    reports,
    search,
    seasonal,
    statistics,
    women,
)

VIEWS: dict[str, Callable[..., View]] = {
    "home": home.home,
    "women": women.listing,
    "woman": women.profile,
    "cooperatives": cooperatives.listing,
    "cooperative": cooperatives.page,
    "facilities": programs.facilities,
    "facility": programs.facility,
    "programs": programs.listing,
    "program": programs.page,
    "counties": counties.listing,
    "county": counties.page,
    "county card": counties.card,
    "data": data.page,
    "dictionary": dictionary.page,
    "statistics": statistics.page,
    "loans": loans.listing,
    "loans of a year": loans.year,
    "agencies": agencies.listing,
    "agency": agencies.page,
    "indicators": indicators.listing,
    "indicator": indicators.page,
    "headcounts": headcounts.listing,
    "meetings": meetings.listing,
    "meeting": meetings.page,
    "resolutions": meetings.follow_up,
    "resolutions of a state": meetings.of_state,
    "working-groups": meetings.working_groups,
    "reports": reports.listing,
    "report": reports.page,
    "county-documents": documents.listing,
    "document": documents.page,
    "seasons": seasonal.listing,
    "season": seasonal.page,
    "search": search.page,
    "articles": articles.listing,
    "form": forms.page,
    "redirect": articles.redirect,
}


def view(site: Site, name: str, url: str, arguments: tuple) -> View:
    """Return the view of a page."""
    return VIEWS[name](site, url, *arguments)
