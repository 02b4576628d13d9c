"""One function per kind of page: the site and what the page is about → a View."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.site.drawing.render import View
from generator.site.model.site import Site
from generator.site.pages import articles, dictionary, open_data_page, search_page, submission_forms
from generator.subjects.women.sections import (
    agencies,
    cooperatives,
    counties,
    county_documents,
    headcounts,
    home,
    indicators,
    loans,
    meetings,
    programs,
    reports,
    season_pages,
    statistics,
    women,
)

TEMPLATES = Path(__file__).parent / "templates"
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
    "data": open_data_page.page,
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
    "county-documents": county_documents.listing,
    "document": county_documents.page,
    "seasons": season_pages.listing,
    "season": season_pages.page,
    "search": search_page.page,
    "articles": articles.listing,
    "form": submission_forms.page,
    "redirect": articles.redirect,
}


def view(site: Site, name: str, url: str, arguments: tuple) -> View:
    """Return the view of a page."""
    return VIEWS[name](site, url, *arguments)
