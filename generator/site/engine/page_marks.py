"""What a hand-written page may ask for by a mark: pieces that follow from the settings and the data."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from generator.site.model.site import Site
from generator.site.pages import standing, submission_forms

# By mark, what makes the piece for the page of an address.
MARKS: Mapping[str, Callable[[Site, str], str]] = {
    "{{ office_contact }}": lambda site, url: standing.office_contact(site),
    "{{ maker }}": lambda site, url: standing.maker(site),
    "{{ consents }}": lambda site, url: standing.consents(site),
    "{{ kept }}": lambda site, url: standing.kept(site),
    "{{ reviews }}": lambda site, url: standing.reviews(site),
    "{{ sending }}": lambda site, url: standing.sending(site),
    "{{ introduction_forms }}": submission_forms.introductions,
    "{{ submission_forms }}": submission_forms.table,
}


def marks_of(markdown: str) -> list[str]:
    """Return the marks that a page holds."""
    return [mark for mark in MARKS if mark in markdown]


def filled(markdown: str, site: Site, url: str) -> str:
    """Return a page with its pieces."""
    for mark in marks_of(markdown):
        markdown = markdown.replace(mark, MARKS[mark](site, url))
    return markdown
