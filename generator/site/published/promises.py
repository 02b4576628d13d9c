"""What any published bank keeps, whatever it holds: each promise is a function of a built site and its registry.

None knows a name or a number but those of the descriptor, the registry and the settings. Each yields the faults that it
finds, as Persian sentences that begin with a file or an address.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from generator.dataset.descriptor import Resource
from generator.dataset.private import facts
from generator.dataset.registry import Record, Registry
from generator.persian.digits import ascii_digits, fa
from generator.site.exports.open_data.public import publish
from generator.site.model import facets
from generator.site.model.status import office
from generator.site.published.built_site import BuiltSite

TABLES = "data/tables/"
SITEMAP = "sitemap.xml"
# What is heavier is a slip: pages weigh some tens of thousands of bytes.
_PAGE_MOST = 2_000_000
# What common hosts of static files take: GitHub Pages.
_FILE_MOST, _SITE_MOST = 100_000_000, 1_000_000_000
_BARE = re.compile(r"(?s)<(script|style|svg|pre)\b.*?</\1>|<[^>]+>")
# What ends a line for whoever reads: words on both sides of it belong to nothing together.
_LINE = re.compile(r"</?(?:p|li|dt|dd|td|th|tr|h[1-6]|div|section|article|figcaption|option|br)\b[^>]*>")


def record_pages(registry: Registry) -> Iterator[Resource]:
    """Yield the resources whose records have a page each on this site: those with a file for each, and the counties."""
    for resource in registry.package.roots:
        if not (resource.private or resource.gathered) and (not resource.is_table or resource.name == "counties"):
            yield resource


def there_is_a_site(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield what every site has and this one lacks."""
    yield from (f"{name}: این فایل در سایت نیست" for name in ("index.html", SITEMAP) if name not in site.files)


def every_record_has_its_page_and_no_page_is_of_nobody(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield records without a page, and pages without a record."""
    for resource in record_pages(registry):
        own = re.compile(rf"{re.escape(resource.name)}/([^/]+)/")
        shown = {
            match[1] for url, page in site.pages.items() if (match := own.fullmatch(url)) and not page.leads_on
        } - {"page", *(facet.kind for facet in facets.derive(registry.package, resource))}
        held = {record.id for record in registry[resource.name]}
        missing = () if resource.selective else sorted(held - shown)
        yield from (f"{resource.name}/{record}/: این صفحه در سایت نیست" for record in missing)
        yield from (
            f"{resource.name}/{record}/: این صفحه از آن هیچ رکوردی نیست؛ سایت را از نو بسازید"
            for record in sorted(shown - held)
        )


def a_page_bears_the_name_of_its_record(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield pages of records with a name whose heading does not hold it."""
    for resource in record_pages(registry):
        if resource.label != "name":
            continue
        for record in registry[resource.name]:
            page = site.pages.get(f"{resource.name}/{record.id}/")
            if page is not None and _letters(record["name"]) not in _letters(page.heading):
                yield f"{resource.name}/{record.id}/: سرعنوان صفحه «{page.heading.strip()}» است و نام رکورد در آن نیست"


def links_resolve(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield addresses of the site's own that lead to no file, and anchors that are not there."""
    home = urlsplit(site.base)
    seen: set[str] = set()
    for url, page in site.pages.items():
        for address in page.addresses:
            whole = urljoin(site.base + url, address)
            if whole in seen:
                continue
            seen.add(whole)
            target = urlsplit(whole)
            if (target.scheme, target.netloc) != (home.scheme, home.netloc):
                continue
            if site.inbox and target.path.startswith(site.inbox):
                continue
            path = unquote(target.path.removeprefix(home.path))
            name = f"{path}index.html" if path.endswith("/") or not path else path
            if not target.path.startswith(home.path) or name not in site.files:
                yield f"{url or '/'}: پیوند «{address}» به جایی نمی‌رسد"
            elif target.fragment and path in site.pages and unquote(target.fragment) not in site.pages[path].ids:
                yield f"{url or '/'}: لنگر پیوند «{address}» در صفحهٔ مقصد نیست"


def nobody_is_found_who_did_not_agree(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield pages that ask no crawler to stay away where they must: all of a trial, and those of unconfirmed people."""
    listed = "".join(path.read_text("utf-8") for name, path in site.files.items() if _is_sitemap(name))
    if site.trial:
        yield from (
            f"{url or '/'}: سایت آزمایشی است و این صفحه از جست‌وجوگرها نخواسته است کنار بمانند (noindex)"
            for url, page in site.pages.items()
            if "noindex" not in page.robots
        )
    for resource, record in _unconfirmed(registry):
        url = f"{resource.name}/{record.id}/"
        if f"{url}<" in listed and site.hides_unconfirmed:
            yield f"{url}: نشانی کسی که خود رضایت نداده است، یا صفحه‌ای که او را نام می‌برد، در {SITEMAP} آمده است"
        if site.hides_unconfirmed and url in site.pages and "noindex" not in site.pages[url].robots:
            yield f"{url}: صفحهٔ کسی است که خود رضایت نداده، یا او را نام می‌برد، و از جست‌وجوگرها نخواسته است کنار بمانند (noindex)"


def _unconfirmed(registry: Registry) -> Iterator[tuple[Resource, Record]]:
    """Yield the living people whose record rests on anything but their consent, and the records that name one of them."""
    for resource in registry.package.roots:
        for record in registry[resource.name]:
            if not registry.may_show(record):
                yield resource, record


def _is_sitemap(name: str) -> bool:
    return name.startswith("sitemap") and name.endswith(".xml")


def no_page_holds_a_private_fact(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield hand-written pages with a private number; those of records are made of what was checked."""
    derived = {resource.name for resource in registry.package.roots} | {"data", "search", "submit", "statistics"}
    # The office's own line and address are there to be read.
    own = [ascii_digits(str(value)) for value in office(site.extra).values() if value]
    for url, text in site.texts.items():
        if url.split("/")[0] in derived:
            continue
        for line in ascii_digits(_BARE.sub(" ", _LINE.sub("\n", text))).splitlines():
            for words in own:
                line = line.replace(words, " ")
            if found := facts(line):
                yield f"{url or '/'}: اطلاعات خصوصی در متن صفحه هست ({found[0].code})"


def open_tables_equal_the_registry(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield public tables that lack rows or have others, and tables that nobody may see."""
    public = publish(registry).tables
    for table in public.values():
        name = f"{TABLES}{table.name}.csv"
        if name not in site.files:
            yield f"{name}: این جدول در سایت نیست"
            continue
        with site.files[name].open(encoding="utf-8-sig", newline="") as file:
            header, *rows = list(csv.reader(file))
        # By the key, as text: how a value is written is the export's own matter.
        keys = [place for place, item in enumerate(table.fields) if item.name in table.resource.primary_key]
        if header != [item.name for item in table.fields]:
            yield f"{name}: ستون‌ها همان ستون‌های توصیف داده‌ها نیست"
        elif sorted([row[place] for place in keys] for row in rows) != sorted(
            [str(row[place]) for place in keys] for row in table.rows
        ):
            yield f"{name}: {fa(len(rows))} ردیف دارد که با {fa(len(table.rows))} ردیف داده‌ها یکی نیست"
    for name in site.files:
        if name.startswith(TABLES) and name.endswith(".csv") and name.split("/")[-1].split(".")[0] not in public:
            yield f"{name}: این جدول عمومی نیست و نباید در سایت باشد"


def sizes_are_what_hosts_take(site: BuiltSite, registry: Registry) -> Iterator[str]:
    """Yield pages and files that are too heavy, and a site that is."""
    whole = 0
    for name, path in site.files.items():
        size = path.stat().st_size
        whole += size
        if size > (most := _PAGE_MOST if name.endswith(".html") else _FILE_MOST):
            yield f"{name}: {fa(size)} بایت است؛ بیشینه {fa(most)}"
    if whole > _SITE_MOST:
        yield f"/: سایت {fa(whole)} بایت است؛ بیشینه {fa(_SITE_MOST)}"


def _letters(text: str) -> str:
    return re.sub(r"[\s\u200c]+", "", text)
