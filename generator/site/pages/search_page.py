"""The page of search: a form that works without a script as the way to the lists, and all results with one."""

from __future__ import annotations

from generator.site.drawing.render import Head, View
from generator.site.model.paging import Crumb, shorten
from generator.site.model.site import Site
from generator.site.pages.parts.structured_data import breadcrumbs

TITLE = "جست‌وجو"
SCRIPT = "assets/js/search-page.js"


def page(site: Site, url: str) -> View:
    """Return the page of search."""
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    resources = site.registry.package.resources
    listed = [section for section in site.sections.values() if section.has_list]
    # Where nothing is found the first of them are offered: a list of some of what another has is none of these.
    listed.sort(key=lambda section: resources[section.name].selective)
    lists = [(section.short, section.url) for section in listed]
    description = shorten(f"جست‌وجو در {site.name}: {'، '.join(words for words, _ in lists)}.")
    head = Head(TITLE, description, url, indexed=False, linked=(breadcrumbs(site, crumbs),), scripts=(SCRIPT,))
    return View(head, "search.html", {"crumbs": crumbs, "lists": lists})
