"""The page of search: a form that works without a script as the way to the lists, and all results with one."""

from __future__ import annotations

from generator.site import urls
from generator.site.context import Site
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb
from generator.site.render import Head, View

TITLE = "جست‌وجو"
SCRIPT = "assets/js/search-page.js"


def page(site: Site, url: str) -> View:
    """Return the page of search."""
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    lists = [
        ("زنان توانمند", urls.section("women")),
        ("تعاونی‌ها و صندوق‌ها", urls.section("cooperatives")),
        ("برنامه‌ها", urls.section("programs")),
        ("شهرستان‌ها", urls.COUNTIES),
        ("تسهیلات", urls.section("facilities")),
        ("نشست‌ها", urls.section("meetings")),
        ("گزارش‌ها", urls.section("reports")),
        ("شاخص‌ها", urls.section("indicators")),
        ("دستگاه‌ها", urls.section("agencies")),
    ]
    description = f"جست‌وجو در {site.name}: زنان، تعاونی‌ها، برنامه‌ها، شهرستان‌ها و خبرها."
    head = Head(TITLE, description, url, indexed=False, linked=(breadcrumbs(site, crumbs),), scripts=(SCRIPT,))
    return View(head, "search.html", {"crumbs": crumbs, "lists": lists})
