"""The page of search: a form that works without a script as the way to the lists, and all results with one."""

from __future__ import annotations

from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.site import Site
from generator.site.pages.structured_data import breadcrumbs

TITLE = "جست‌وجو"
SCRIPT = "assets/js/search-page.js"


def page(site: Site, url: str) -> View:
    """Return the page of search."""
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    lists = [
        ("زنان توانمند", addresses.section("women")),
        ("تعاونی‌ها و صندوق‌ها", addresses.section("cooperatives")),
        ("برنامه‌ها", addresses.section("programs")),
        ("شهرستان‌ها", addresses.COUNTIES),
        ("تسهیلات", addresses.section("facilities")),
        ("نشست‌ها", addresses.section("meetings")),
        ("گزارش‌ها", addresses.section("reports")),
        ("شاخص‌ها", addresses.section("indicators")),
        ("دستگاه‌ها", addresses.section("agencies")),
    ]
    description = f"جست‌وجو در {site.name}: زنان، تعاونی‌ها، برنامه‌ها، شهرستان‌ها و خبرها."
    head = Head(TITLE, description, url, indexed=False, linked=(breadcrumbs(site, crumbs),), scripts=(SCRIPT,))
    return View(head, "search.html", {"crumbs": crumbs, "lists": lists})
