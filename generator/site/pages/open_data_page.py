"""The page of open data: what there is, for whom, in which form, how to ask it, and its releases."""

from __future__ import annotations

from typing import Any, NamedTuple

from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.exports.open_data import api, datapackage, export, readme, sqlite
from generator.site.exports.open_data.public import plain
from generator.site.exports.open_data.question import Question
from generator.site.exports.open_data.releases import changes, releases, version_of
from generator.site.model import addresses
from generator.site.model.offer import Group, Offer
from generator.site.model.paging import Crumb
from generator.site.model.site import Site
from generator.site.pages.parts.charts import STYLE
from generator.site.pages.parts.structured_data import breadcrumbs, dataset

TITLE = "دادهٔ باز"
_UNITS = ("بایت", "کیلوبایت", "مگابایت", "گیگابایت")
# So many rows of an answer stand on the page.
_ROWS = 6
_FORMS = (("csv", "CSV"), ("excel.csv", "CSV برای اکسل"), ("json", "JSON"))


class File(NamedTuple):
    """One download: its name for people, its address from the site's root and its size in words."""

    label: str
    url: str
    size: str


def page(site: Site, url: str) -> View:
    """Return the page of everything that can be taken along."""
    offer = site.offer or site.once("offer", lambda: export.offered(site))
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    tables = [table for group in offer.groups for table in group.tables]
    now = {name: rows for name, _, rows in tables}
    titles = {name: _title(group.title, title) for group in offer.groups for name, title, _ in group.tables}
    found = releases(site.registry)
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "count": len(tables),
        "total": sum(now.values()),
        "tables": [_table(offer, group, table, titles) for group in offer.groups for table in group.tables[:1]],
        "lists": [_table(offer, group, table, titles) for group in offer.groups for table in group.tables[1:]],
        "package": _file(offer, "بستهٔ داده", export.ZIP),
        "descriptor": _file(offer, "توصیف بسته", datapackage.DESCRIPTOR),
        "base": _file(offer, "فایل SQLite", sqlite.FILE),
        "metadata": _file(offer, "شرح برای Datasette", sqlite.METADATA),
        "labels": sqlite.LABELS,
        "answers": [_answer(question, rows) for question, rows in offer.answers],
        "api": _api(site, offer),
        "licences": site.registry.package.raw.get("licenses") or [],
        "cite": readme.cite(site),
        "current": found[0] if found else None,
        "since": _differences(changes(found[0].rows, now), titles) if found else [],
        "releases": [_release(release, titles) for release in found],
    }
    description = (
        f"{counted(len(tables), 'جدول')} با {counted(context['total'], 'ردیف')} برای بارگیری: بستهٔ داده، CSV، JSON، اکسل،"
        " SQLite و API، با واژه‌نامهٔ داده، مجوز و نسخه‌ها."
    )
    linked = (breadcrumbs(site, crumbs), _dataset(site, url, description))
    head = Head(TITLE, description, url, linked=linked, styles=(STYLE, "assets/css/data.css"))
    return View(head, "data.html", context)


def _dataset(site: Site, url: str, description: str) -> dict[str, Any]:
    """The data as a schema.org Dataset, for those who search for data."""
    package = site.registry.package
    files = ((export.ZIP, "application/zip"), (sqlite.FILE, "application/vnd.sqlite3"))
    return dataset(
        site,
        url,
        package.title or site.name,
        package.description or description,
        [(export.FOLDER + name, kind) for name, kind in files],
        version_of(site.registry),
    )


def size_words(size: int) -> str:
    """Return a number of bytes in words: «۱۲ کیلوبایت», «۱٫۴ مگابایت»."""
    amount, place = float(size), 0
    while amount >= 1000 and place < len(_UNITS) - 1:
        amount, place = amount / 1000, place + 1
    shown = round(amount, 1) if place > 1 and amount < 100 else round(amount)
    return f"{fa(shown)} {_UNITS[place]}"


def _title(group: str, title: str) -> str:
    return title if title == group else f"{group}: {title}"


def _file(offer: Offer, label: str, name: str) -> File:
    url = export.FOLDER + name
    return File(label, url, size_words(offer.sizes[url]))


def _table(offer: Offer, group: Group, table: tuple[str, str, int], titles: dict[str, str]) -> dict[str, Any]:
    """One table with its files; the workbook, named ``book``, holds its whole group."""
    name, _, rows = table
    forms = [_file(offer, label, f"{datapackage.FOLDER}/{name}.{ending}") for ending, label in _FORMS]
    return {
        "id": name,
        "dictionary": addresses.dictionary(group.id, name),
        "title": titles[name],
        "rows": rows,
        "book": group.title,
        "files": [*forms, _file(offer, "اکسل", f"{datapackage.FOLDER}/{group.id}.xlsx")],
    }


def _answer(question: Question, rows: tuple[tuple[Any, ...], ...]) -> dict[str, Any]:
    return {
        "question": question,
        "rows": [[_cell(cell) for cell in row] for row in rows[:_ROWS]],
        "more": max(0, len(rows) - _ROWS),
    }


def _cell(value: Any) -> str:
    """A cell in words; of a text the template turns dates and digits."""
    return "–" if value is None else value if isinstance(value, str) else fa(plain(value))


def _api(site: Site, offer: Offer) -> dict[str, Any]:
    """The addresses of the API, with one that exists for each form."""
    first = offer.groups[0].id
    listed = [("نمایه: همهٔ مجموعه‌ها با تعداد و نشانی", f"{api.BASE}{api.INDEX}")]
    listed.append((f"صفحه‌ای از یک مجموعه، تا {fa(api.PER_PAGE)} رکورد", api.page_url(first, 1)))
    record = next(iter(site.paged.values()), None)
    if record is not None:
        listed.append(("یک رکورد، کنار صفحهٔ خودش", api.record_url(record.resource, record.id)))
    listed.append(("توصیف OpenAPI", api.OPENAPI))
    return {"version": api.VERSION, "listed": listed, "index": site.absolute(api.BASE + api.INDEX)}


def _differences(found: dict[str, tuple[int, int]], titles: dict[str, str]) -> list[tuple[str, int, int]]:
    return [(titles.get(name, name), before, now) for name, (before, now) in found.items()]


def _release(release: Any, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "version": release.version,
        "date": parse_jalali(release.date).words(),
        "iso": parse_jalali(release.date).first().isoformat(),
        "note": release.note,
        "total": release.total,
        "rows": [(titles.get(name, name), rows) for name, rows in release.rows.items()],
    }
