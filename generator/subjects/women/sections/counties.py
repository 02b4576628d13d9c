"""The counties: the tile map with its table, and a page for each with everything of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.enumeration import listed
from generator.persian.numbers import counted, qualified
from generator.site.cards.press import MAP, ShareCard
from generator.site.drawing.render import Head, View
from generator.site.exports import feeds
from generator.site.model import addresses
from generator.site.model.facts import precision_note, reference
from generator.site.model.paging import Crumb
from generator.site.model.record_card import card as card_of
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.model.table import Row, Table
from generator.site.pages import areas
from generator.site.pages.areas import Tile, key
from generator.site.pages.page_index import Page
from generator.site.pages.parts import charts
from generator.site.pages.parts.peeks import SCRIPT, peeks
from generator.site.pages.parts.sharing import share
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import decision_chain, organisation_words
from generator.subjects.women.county import comparing, county_work, embedded_card
from generator.subjects.women.county.county_map import measures, tiles
from generator.subjects.women.county.county_shows import shows
from generator.subjects.women.county.empty_county import box, is_empty
from generator.subjects.women.sections.lending import loans
from generator.subjects.women.spoken_of import has, of, spoken

TITLE = "شهرستان‌ها"
# Datasets that the page of a county tells of itself; all others have a block there.
_HELD = {"women": "زنان", "cooperatives": "تعاونی‌ها", "programs": "برنامه‌ها"}
# What parts of the page are called, by the datasets that there are; and what of a county's work is sent by a form.
_CALLED = {
    "plans": {"programs": "برنامه‌ها", "facilities": "تسهیلات"},
    "work": {"meetings": "نشست‌ها", "reports": "گزارش‌ها", "county-documents": "سند"},
    "way": {"meetings": "نشست‌ها", "reports": "گزارش‌ها"},
}
_SENT = {
    **_CALLED["work"],
    "working-groups": "سمت‌های کارگروه",
    "headcounts": "آمار شناسایی شهرستان",
}
_TOLD = frozenset("women cooperatives programs facilities meetings reports county-documents".split())
# How many a section shows before it leads to the list of all.
_PEOPLE, _ORGANISATIONS = 4, 6


def section(own: Section) -> Section:
    """Give the counties the map of names, a page with all that is known of them, and a card for other sites."""
    return replace(
        own, paged=False, listing=listing, page=page, page_shows=shows, share_card=share_card, extra_pages=pages
    )


def pages(site: Site) -> Iterator[Page]:
    """Yield the small page of each county, and the pages where two of them stand side by side."""
    yield from embedded_card.pages(site)
    yield from comparing.pages(site)


def share_card(site: Site, county: Record) -> ShareCard:
    """Return what stands on the picture of a county."""
    registry = site.registry
    counts = [
        counted(len(registry.by(resource, "county").get(county.id, ())), noun)
        for resource, noun in (("women", "زن توانمند"), ("cooperatives", "تعاونی و صندوق زنان"))
        if county.id in registry.by(resource, "county")
    ]
    text = "، ".join(counts)
    return ShareCard(
        "", (f"استان {site.province}",), f"شهرستان {county['name']}", text, "turquoise", f"{MAP}{county.id}"
    )


def listing(site: Site, url: str) -> View:
    """Return the map and the table of all counties."""
    registry = site.registry
    women, organisations = registry.by("women", "county"), registry.by("cooperatives", "county")
    rows = []
    for county in site.counties:
        rows.append(
            {
                "county": county,
                "url": addresses.record("counties", county.id),
                "women": len(women.get(county.id, ())),
                "organisations": len(organisations.get(county.id, ())),
                "population": _population(county),
            }
        )
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    context = {
        "crumbs": crumbs,
        "measures": measures(site),
        "key": key(),
        "peeks": peeks(site, areas.counted_sections(site)),
        "rows": rows,
        "empty": _empty(site),
        "held": (held := of(spoken(site, _HELD), "هر یک")),
        "organised": has(site, "cooperatives"),
        "compare": comparing.ADDRESS if len(rows) > 1 else "",
    }
    description = f"{fa(len(rows))} شهرستان {site.province} با {held}، روی نقشهٔ کاشی و در جدول."
    head = Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),), scripts=(SCRIPT,))
    return View(head, "counties.html", context)


def _empty(site: Site) -> list[Tile]:
    return [tile for tile in tiles(site) if not tile.count]


def _population(county: Record) -> str:
    if not county.get("population"):
        return ""
    return qualified(fa(county["population"]), county.get("population_precision"))


def page(site: Site, url: str, county_id: str) -> View:
    """Return the page of one county: counters that are not zero, and an empty state for each section."""
    registry = site.registry
    county = registry.one("counties", county_id)
    name = county["name"]
    women = registry.by("women", "county").get(county_id, [])
    others = registry.by("women", "other_counties").get(county_id, [])
    named = [woman for woman in women if site.may_name(woman)]
    organisations = registry.by("cooperatives", "county").get(county_id, [])
    crumbs = [Crumb(TITLE, addresses.COUNTIES), Crumb(name)]
    context: dict[str, Any] = {
        "crumbs": crumbs,
        "county": county,
        "name": name,
        "tiles": tiles(site),
        "lead": _lead(county),
        "counters": _counters(registry, county, women, organisations),
        "women": [card_of(site, woman) for woman in named[:_PEOPLE]],
        "women_unnamed": len(women) - len(named),
        "women_total": len(women),
        "women_url": addresses.listing("women", "county", county_id),
        "others": [card_of(site, woman) for woman in others if site.may_name(woman)],
        "chart": _bars(site, name, women),
        "organisations": [card_of(site, record) for record in organisations[:_ORGANISATIONS]],
        "organisations_total": len(organisations),
        "organisations_counts": organisation_words.counts(registry, organisations),
        "organisations_url": addresses.listing("cooperatives", "county", county_id),
        "programs": [
            (record.label, addresses.record("programs", record.id), record.get("lead", ""))
            for record in registry.by("programs", "area").get(county_id, [])
        ],
        "facilities": [
            (record.label, addresses.record("facilities", record.id))
            for record in registry.by("facilities", "area").get(county_id, [])
        ],
        "sections": [
            (
                title,
                [
                    (found.label, decision_chain.url_of(found), parse_jalali(date).words() if date else "")
                    for found, date in records
                ],
            )
            for title, records in decision_chain.of_county(registry, county_id)
        ],
        "parts": county_work.parts(site, county_id),
        "called": {about: listed(spoken(site, words)) for about, words in _CALLED.items()},
        "sent": listed([words for name, words in _SENT.items() if site.form(name)]),
        "loan_rows": loans.rows(site, registry.by("loans", "county").get(county_id, [])),
        "indicators": county_work.indicators(site, county_id),
        "parent": reference(site, "counties", county.get("split_from")),
        "split": [
            (other["name"], addresses.record("counties", other.id))
            for other in registry.by("counties", "split_from").get(county_id, [])
        ],
        "beside": comparing.beside(site, county),
        "blocks": areas.blocks(site, county, _TOLD),
        "share": share(site, url, f"شهرستان {name}"),
        "card": addresses.county_card(county_id),
        "snippet": embedded_card.snippet(site, county),
        "feed": f"{url}{feeds.ATOM}" if feeds.has_own(site, county_id) else "",
    }
    known = [
        counted(len(records), noun)
        for records, noun in ((women, "زن توانمند"), (organisations, "تعاونی و صندوق زنان"))
        if records
    ]
    description = (
        f"شهرستان {name} در بانک زنان توانمند {site.province}: {'، '.join(filter(None, (*known, context['called']['plans'])))}."
        if known
        else f"شهرستان {name} در بانک زنان توانمند {site.province}؛ هنوز نامی از آن ثبت نشده است."
    )
    head = Head(
        f"شهرستان {name}",
        description,
        url,
        linked=(breadcrumbs(site, crumbs),),
        styles=(charts.STYLE,),
        feed=url if context["feed"] else "",
    )
    if is_empty(context):
        return View(head, "county-empty.html", {**context, "box": box(site, county)})
    return View(head, "county.html", {**context, "box": None})


def _lead(county: Record) -> str:
    parts = []
    if county.get("seat") and county["seat"] != county["name"]:
        parts.append(f"مرکز آن {county['seat']} است.")
    if county.get("established"):
        parts.append(f"از {fa(county['established'])} شهرستان است.")
    return " ".join(parts)


def _counters(
    registry: Registry, county: Record, women: list[Record], organisations: list[Record]
) -> list[tuple[str, str, str]]:
    counters = []
    if women:
        counters.append((fa(len(women)), "زن توانمند", "نام ثبت‌شده"))
    if organisations:
        counters.append((fa(len(organisations)), "تعاونی و صندوق", organisation_words.behind(registry, organisations)))
    if county.get("population"):
        words = f"سرشماری {fa(county['population_year'])}" if county.get("population_year") else ""
        note = "، ".join(filter(None, (words, precision_note(registry, "counties", "population", county))))
        counters.append((fa(county["population"]), "جمعیت", note))
    return counters


def _bars(site: Site, name: str, women: list[Record]) -> charts.Chart:
    """The county's women by their first domain, the largest first: domains of one county, not counties."""
    counts = Counter(woman["domains"][0] for woman in women)
    rows = tuple(
        # No list holds just the women of this county and domain, so the name leads nowhere.
        Row(site.registry.label("domains", domain), "", (count,))
        for domain, count in counts.most_common()
    )
    return charts.bars(Table("domains", f"نام‌های ثبت‌شدهٔ {name} به تفکیک حوزه", "", ("نفر",), rows, ranked=True))
