"""Addresses of pages, from the site's root. An address of a record never holds its county: counties split."""

from __future__ import annotations

# Stands in the pieces of a page for its way to the site's root. No text of ours can hold it: the reader refuses it.
ROOT = "\x1a"
PER_PAGE = 24
COUNTIES = "counties/"
DATA = "data/"
DICTIONARY = "data/dictionary/"
STATISTICS = "statistics/"
SEARCH = "search/"
RESOLUTIONS = "resolutions/"
#: The only address under which the inbox answers, where a site has one.
INBOX = "/inbox/"
SUBMIT = "submit/"
# The kind of list of the resolutions of one state.
STATE = "state"


def section(resource: str) -> str:
    """Return the address of a resource's first page."""
    return f"{resource}/"


def record(resource: str, record_id: str) -> str:
    """Return the address of a record's page."""
    return f"{resource}/{record_id}/"


def county_card(county_id: str) -> str:
    """Return the address of the small page that other sites may embed."""
    return f"{COUNTIES}{county_id}/card/"


def listing(resource: str, kind: str = "", value: str = "", number: int = 1) -> str:
    """Return the address of a numbered list page: ``women/``, ``women/page/2/``, ``women/domain/art/2/``."""
    base = f"{resource}/{kind}/{value}/" if kind else f"{resource}/"
    if number == 1:
        return base
    return f"{base}{number}/" if kind else f"{base}page/{number}/"


def dictionary(root: str, resource: str = "") -> str:
    """Return the address of what the dictionary says of a dataset, or of a table that hangs on it."""
    return f"{DICTIONARY}{root}/" + (f"#{resource}" if resource not in ("", root) else "")


def values(resource: str, kind: str) -> str:
    """Return the address of the page of what a list may be of: ``women/domain/``."""
    return f"{resource}/{kind}/"


def root(url: str) -> str:
    """Return the way from a page back to the site's root: ``../../`` or ``./``."""
    return "../" * url.count("/") or "./"
