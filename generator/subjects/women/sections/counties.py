"""The counties: the tile map with its table, and a page for each with everything of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.money import toman
from generator.persian.numbers import counted, qualified
from generator.site.cards.press import Card as ShareCard
from generator.site.drawing.render import Head, View
from generator.site.exports import feeds
from generator.site.model import addresses
from generator.site.model.facts import precision_note, reference
from generator.site.model.paging import Crumb
from generator.site.model.record_card import card as card_of
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.model.table import Row, Table, said
from generator.site.pages import areas
from generator.site.pages.areas import Tile, key
from generator.site.pages.page_index import Page
from generator.site.pages.parts import charts
from generator.site.pages.parts.peeks import SCRIPT, peeks
from generator.site.pages.parts.sharing import share
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import decision_chain, figures
from generator.subjects.women.checks.document_checks import ALL
from generator.subjects.women.county import comparing
from generator.subjects.women.county.county_map import measures, tiles
from generator.subjects.women.county.county_shows import shows
from generator.subjects.women.county.empty_county import box, is_empty
from generator.subjects.women.reporting import judged_on
from generator.subjects.women.sections import cooperatives, headcounts, loans, working_groups
from generator.subjects.women.series import latest, time_words
from generator.subjects.women.spoken_of import has, joined, of, spoken

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
# Pixels of the frame in which another site shows the card of a county.
CARD_SIZE = (320, 240)


def section(own: Section) -> Section:
    """Give the counties the map of names, a page with all that is known of them, and a card for other sites."""
    return replace(
        own, paged=False, listing=listing, page=page, page_shows=shows, share_card=share_card, extra_pages=pages
    )


def pages(site: Site) -> Iterator[Page]:
    """Yield the small page of each county, and the pages where two of them stand side by side."""
    yield from cards(site)
    yield from comparing.pages(site)


def cards(site: Site) -> Iterator[Page]:
    """Yield the small page of each county."""
    for county in site.registry["counties"]:
        yield Page(addresses.county_card(county.id), card, (county.id,), listed=False, alone=True, shows=shows)


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
        "", (f"استان {site.province}",), f"شهرستان {county['name']}", text, "turquoise", f"map:{county.id}"
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
        "parts": _parts(site, county_id),
        "called": {about: joined(spoken(site, words)) for about, words in _CALLED.items()},
        "sent": joined([words for name, words in _SENT.items() if site.form(name)]),
        "loan_rows": loans.rows(site, registry.by("loans", "county").get(county_id, [])),
        "indicators": _indicators(site, county_id),
        "parent": reference(site, "counties", county.get("split_from")),
        "split": [
            (other["name"], addresses.record("counties", other.id))
            for other in registry.by("counties", "split_from").get(county_id, [])
        ],
        "beside": comparing.beside(site, county),
        "blocks": areas.blocks(site, county, _TOLD),
        "share": share(site, url, f"شهرستان {name}"),
        "card": addresses.county_card(county_id),
        "snippet": _snippet(site, county),
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


def _parts(site: Site, county_id: str) -> list[tuple[str, str, str, str]]:
    """Return what else is told of a county's work, each with its title, sentence, address and the words of its link.

    What the bank has nothing of yet has no sentence, and a dataset that it left out no part.
    """
    registry = site.registry
    seats = registry.by("working-groups", "county").get(county_id, [])
    counts = registry.by("headcounts", "county").get(county_id, [])
    parts = {
        "meetings": (
            *("مصوبه‌ها", _resolutions(site, county_id)),
            *(addresses.listing("resolutions", "county", county_id), "پیگیری مصوبه‌ها"),
        ),
        "working-groups": (
            *("کارگروه شهرستان", working_groups.seats_words(seats) if seats else ""),
            *(addresses.record("working-groups", county_id), "سمت‌ها"),
        ),
        "headcounts": (
            *("آمار شناسایی", headcounts.words(counts)),
            *(addresses.record("headcounts", county_id), "ریز آمار"),
        ),
        "loans": (
            *("وام قرض‌الحسنه", _loans(site, county_id)),
            *(site.link("loans"), "همهٔ وام‌ها"),
        ),
    }
    # Loans before approval are told of without the dataset of those that were approved.
    return [part for name, part in parts.items() if has(site, name) or part[1]]


def _snippet(site: Site, county: Record) -> str:
    """Return what another site writes to show the county's card."""
    address = site.absolute(addresses.county_card(county.id))
    title = f"{county['name']} در {site.name}"
    return str(
        # The Persian name stands last, where it tears no other attribute apart.
        Markup('<iframe src="{}" width="{}" height="{}" loading="lazy" style="border:0" title="{}"></iframe>').format(
            address, *CARD_SIZE, title
        )
    )


def card(site: Site, url: str, county_id: str) -> View:
    """Return the small page of a county that other sites embed: its numbers, and the way to its page."""
    registry = site.registry
    county = registry.one("counties", county_id)
    counters = [
        (fa(len(members)), label)
        for members, label in (
            (registry.by("women", "county").get(county_id, ()), "زن توانمند"),
            (registry.by("cooperatives", "county").get(county_id, ()), "تعاونی و صندوق"),
        )
        if members
    ]
    head = Head(f"شهرستان {county['name']}", "", url, indexed=False)
    context = {
        "name": county["name"],
        "counters": counters,
        "page": addresses.record("counties", county_id),
        "note": site.badge,
    }
    return View(head, "county-card.html", context)


def _loans(site: Site, county_id: str) -> str:
    """Return the county's loans in one or two sentences: sums only, whoever borrowed."""
    registry = site.registry
    found = registry.by("loans", "county").get(county_id, [])
    paid = figures.total(figures.paid(found))
    parts = []
    if found and paid.count:
        parts.append(
            f"{counted(len(found), 'وام')} تصویب و {counted(paid.count, 'وام')} پرداخت شده است؛ جمع پرداخت‌ها"
            f" {toman(paid.amount)}."
        )
    elif found:
        parts.append(f"{counted(len(found), 'وام')} تصویب شده است.")
    return " ".join(filter(None, [*parts, loans.pending_words(site, "county", county_id)]))


def _resolutions(site: Site, county_id: str) -> str:
    """Return what became of the resolutions of the county's meetings, in one sentence."""
    held = site.registry.by("meetings", "area").get(county_id, [])
    items = [item for meeting in held for item in meeting.get("resolutions", ())]
    if not items:
        return ""
    states = Counter(figures.state(item, judged_on(site)) for item in items)
    parts = [
        f"{fa(states[state])} {words}"
        for state, words in ((decision_chain.DONE, "انجام‌شده"), (figures.LATE, "مهلت‌گذشته"))
        if states[state]
    ]
    return f"{counted(len(items), 'مصوبه')}{': ' if parts else ''}{' و '.join(parts)}."


def _indicators(site: Site, county_id: str) -> list[tuple[str, str, str, str]]:
    """Return the newest value of each indicator and group of the county: title, address, value and time."""
    registry = site.registry
    groups = registry.categories("indicator-values", "group")
    rows = registry.by("indicator-values", "area").get(county_id, [])
    found = []
    for name, group in dict.fromkeys((row["indicator"], row["group"]) for row in rows):
        value = latest(registry, name, county_id, group)
        assert value is not None  # the row that names them is one
        title = registry.label("indicators", name) + (f"، {groups[group]}" if group != ALL else "")
        words = said(value["value"], registry.one("indicators", name)["unit"], value.get("precision"))
        found.append((title, addresses.record("indicators", name), words, time_words(value)))
    return found


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
        counters.append((fa(len(organisations)), "تعاونی و صندوق", cooperatives.behind_words(registry, organisations)))
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
