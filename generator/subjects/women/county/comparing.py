"""Two counties side by side: not a ranking, so nothing is set off, and neighbours have a page of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import qualified
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb
from generator.site.model.site import Site
from generator.site.pages.page_index import Page
from generator.site.pages.parts.charts import STYLE
from generator.site.pages.parts.nearby import nearest
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women.county.county_shows import shows
from generator.subjects.women.spoken_of import has, of, spoken

ADDRESS = "compare/"
TITLE = "مقایسهٔ دو شهرستان"
_SCRIPT = "assets/js/compare.js"
# The rows of the table, and what counts the first of them: the dataset and its field of the place.
_COUNTED = (
    ("زن توانمند", "women", "county"),
    ("تعاونی و صندوق", "cooperatives", "county"),
    ("نشست", "meetings", "area"),
    ("گزارش", "reports", "area"),
)
_POPULATION, _SOME, _DOMAINS = "جمعیت", "چند نام", "زنان، به تفکیک حوزهٔ نخست"
_CALLED = {"women": "زنان", "cooperatives": "تعاونی‌ها", "meetings": "نشست‌ها", "reports": "گزارش‌ها"}
_NAMES = 3


# A text ("": nothing yet), or names with addresses.
Cell = str | list[tuple[str, str]]


class Row(NamedTuple):
    """One line of the table: its name, whether it heads the lines below it, and whether it is left out where it is empty."""

    name: str
    heads: bool = False
    optional: bool = False


class Column(NamedTuple):
    """One county of the table: what it says in each line that heads no others."""

    id: str
    name: str
    url: str
    cells: list[Cell]


def pages(site: Site) -> Iterator[Page]:
    """Yield the page where two counties are chosen, and that of each pair of neighbours."""
    if len(site.counties) < 2:
        return
    yield Page(ADDRESS, page)
    for one, other in _pairs(site):
        yield Page(_address(one, other), page, (one.id, other.id), listed=False, shows=shows)


def page(site: Site, url: str, *chosen: str) -> View:
    """Return the page of two counties, or that where they are chosen: a list of neighbours without a script."""
    shown = [column(site, site.registry.one("counties", name)) for name in chosen]
    title = " و ".join(one.name for one in shown) or TITLE
    crumbs = [Crumb("شهرستان‌ها", addresses.COUNTIES)]
    crumbs += [Crumb(TITLE, ADDRESS), Crumb(title)] if shown else [Crumb(TITLE)]
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "title": title,
        "action": ADDRESS,
        "columns": [column(site, county) for county in site.counties] if not shown else [],
        "chosen": chosen,
        "shown": shown,
        "lines": _lines(_rows(site), shown) if shown else [(row, ()) for row in _rows(site)],
        "pairs": [] if shown else [(f"{one['name']} و {two['name']}", _address(one, two)) for one, two in _pairs(site)],
    }
    names = f"شهرستان‌های {title} کنار هم" if shown else f"دو شهرستان {site.province} کنار هم"
    head = Head(
        title if not shown else f"مقایسهٔ {title}",
        f"{names}: {of(spoken(site, _CALLED), 'ثبت‌شدهٔ هر یک')}؛ نه رتبه‌بندی.",
        url,
        indexed=not shown,
        linked=(breadcrumbs(site, crumbs),),
        styles=(STYLE,),
        scripts=() if shown else (_SCRIPT,),
    )
    return View(head, "compare.html", context)


def column(site: Site, county: Record) -> Column:
    """Return what the table says of a county."""
    registry = site.registry
    women = registry.by("women", "county").get(county.id, [])
    counts = [len(registry.by(resource, field).get(county.id, ())) for _, resource, field in _counted(site)]
    population = county.get("population")
    people = qualified(fa(population), county.get("population_precision")) if population else ""
    named = [woman for woman in women if site.may_name(woman)][:_NAMES]
    names = [(woman.label, addresses.record("women", woman.id)) for woman in named]
    domains = Counter(woman["domains"][0] for woman in women)
    shares = (domains[name] for name in _domains(site))
    cells: list[Cell] = [*map(_number, counts), people, names, *map(_number, shares)]
    return Column(county.id, county["name"], addresses.record("counties", county.id), cells)


def _lines(rows: list[Row], columns: list[Column]) -> list[tuple[Row, tuple[Cell, ...]]]:
    """Return the lines with what stands in them, without those of which neither county has anything to say."""
    said = zip(*(one.cells for one in columns), strict=True)
    lines = [(row, () if row.heads else next(said)) for row in rows]
    kept = [(row, cells) for row, cells in lines if not row.optional or any(cells)]
    return kept[:-1] if kept[-1][0].heads else kept


def _number(count: int) -> str:
    return fa(count) if count else ""


def _domains(site: Site) -> list[str]:
    """Return the domains that come first for some woman, in their own order: by number no two counties would agree."""
    first = site.registry.first("women", "domains")
    return [domain.id for domain in site.registry["domains"] if domain.id in first]


def _rows(site: Site) -> list[Row]:
    """Return the lines of the table; each domain has one of its own, so that two counties stand side by side in it."""
    domains = [Row(site.registry.label("domains", name), optional=True) for name in _domains(site)]
    above = [Row(title) for title, _, _ in _counted(site)]
    return [
        *above,
        Row(_POPULATION, optional=True),
        Row(_SOME),
        *([Row(_DOMAINS, heads=True)] if domains else []),
        *domains,
    ]


def beside(site: Site, county: Record) -> list[tuple[str, str]]:
    """Return the counties next to one, each with the page where both stand side by side."""
    order = site.counties.index
    return [(other["name"], _address(*sorted((county, other), key=order))) for other in nearest(site, county)]


def _counted(site: Site) -> list[tuple[str, str, str]]:
    return [row for row in _COUNTED if has(site, row[1])]


def _pairs(site: Site) -> list[tuple[Record, Record]]:
    """Return the pairs of neighbours in alphabetical order."""

    def make() -> list[tuple[Record, Record]]:
        places = {county.id: place for place, county in enumerate(site.counties)}
        near = {
            (min(place, places[other.id]), max(place, places[other.id]))
            for place, county in enumerate(site.counties)
            for other in nearest(site, county)
        }
        return [(site.counties[one], site.counties[two]) for one, two in sorted(near)]

    return site.once("neighbours", make)


def _address(one: Record, other: Record) -> str:
    return f"{ADDRESS}{one.id}/{other.id}/"
