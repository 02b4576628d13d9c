"""The seasonal report: for each season with data, what was added and done, ready to print.

Each season's report counts what its month is known of; what stands in no season is told beside the list of all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from generator.dataset.registry import Record
from generator.persian.enumeration import listed
from generator.persian.money import toman
from generator.persian.numbers import counted
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.paging import Crumb, shorten
from generator.site.model.site import Site
from generator.site.pages.page_index import Page
from generator.site.pages.parts.structured_data import breadcrumbs
from generator.subjects.women import figures
from generator.subjects.women.decision_chain import item_url, url_of
from generator.subjects.women.seasons import Brought, left_out, running, seasons
from generator.subjects.women.spoken_of import of, spoken

TITLE = "گزارش هر فصل"
# What the seasons tell of, by dataset.
_CALLED = {
    "women": "نام‌ها",
    "cooperatives": "تعاونی‌ها",
    "loans": "وام‌ها",
    "meetings": "مصوبه‌ها",
    "reports": "گزارش‌ها",
}
# What a season may bring, with the noun of one of it.
_NOUNS = {
    "women": "نام",
    "cooperatives": "تعاونی و صندوق",
    "approved": "وام تصویب‌شده",
    "paid": "وام پرداخت‌شده",
    "meetings": "نشست",
    "done": "مصوبهٔ انجام‌شده",
    "reports": "گزارش",
}


class Part(NamedTuple):
    """One section of a report: its kind, how many there are, in one sentence, and those shown (name, address, note)."""

    kind: str
    title: str
    count: int  # type: ignore[assignment]  # nobody counts in this tuple
    sentence: str
    items: list[tuple[str, str, str]]

    @property
    def noun(self) -> str:
        """What one of them is called: beside a number it stays singular."""
        return _NOUNS[self.kind]


def pages(site: Site) -> Iterator[Page]:
    """Yield the list of the seasons, and the report of each."""
    yield Page(addresses.section("seasons"), listing)
    for season in seasons(site):
        yield Page(addresses.record("seasons", season.id), page, (season.id,))


def listing(site: Site, url: str) -> View:
    """Return the list of seasonal reports."""
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    rows = seasons(site)
    context = {
        "crumbs": crumbs,
        "years": [
            (
                year,
                [
                    (season.words, addresses.record("seasons", season.id), running(season, site.today))
                    for season in found
                ],
            )
            for year, found in groupby(rows, key=lambda season: season.year)
        ],
        "left_out": "، ".join(
            counted(len(things), _NOUNS[kind]) for kind, things in left_out(site)._asdict().items() if things
        ),
    }
    description = (
        f"گزارش {counted(len(rows), 'فصل')} از کار بانک: {of(spoken(site, _CALLED), 'هر فصل')}."
        if rows
        else f"گزارش هر فصل از کار بانک: {listed(spoken(site, _CALLED))}؛ هنوز فصلی داده ندارد."
    )
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "seasons.html", context)


def page(site: Site, url: str, season_id: str) -> View:
    """Return the report of one season, drafted from the data alone."""
    season, brought = next(entry for entry in seasons(site).items() if entry[0].id == season_id)
    crumbs = [Crumb(TITLE, addresses.section("seasons")), Crumb(season.words)]
    found = sections(site, brought)
    context = {"crumbs": crumbs, "season": season.words, "running": running(season, site.today), "sections": found}
    words = "، ".join(counted(section.count, section.noun) for section in found)
    description = shorten(f"گزارش {season.words}: {words}.")
    head = Head(f"گزارش {season.words}", description, url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "season.html", context)


def _by_county(site: Site, women: list[Record]) -> list[tuple[str, str, str]]:
    """Return how many of the women are of each county: a season counts names, and says none."""
    counts = Counter(woman["county"] for woman in women)
    return [
        (county["name"], addresses.listing("women", "county", county.id), counted(counts[county.id], _NOUNS["women"]))
        for county in site.counties
        if county.id in counts
    ]


def sections(site: Site, brought: Brought) -> list[Part]:
    """Return the sections of a season's report; what it brought nothing of has none."""
    registry = site.registry

    def named(records: list[Record], field: str) -> list[tuple[str, str, str]]:
        return [(record.label, url_of(record), registry.area(record[field])) for record in records]

    def borrowed(loans: list[Record]) -> list[tuple[str, str, str]]:
        return [
            (
                registry.label("cooperatives", loan["cooperative"]),
                addresses.record("cooperatives", loan["cooperative"]),
                toman(loan["amount"]).replace(" ", "\u00a0"),
            )
            for loan in loans
        ]

    women, organisations, approved, paid, meetings, done, reports = brought
    found = [
        Part(
            "women",
            "نام‌های تازه",
            len(women),
            f"{counted(len(women), 'نام')} به بانک افزوده شد.",
            _by_county(site, women),
        ),
        Part(
            "cooperatives",
            "تعاونی‌ها و صندوق‌های تازه",
            len(organisations),
            f"{counted(len(organisations), 'پرونده')} افزوده شد.",
            named(organisations, "county"),
        ),
        Part(
            "approved",
            "وام‌های تصویب‌شده",
            len(approved),
            f"{counted(len(approved), 'وام')} تصویب شد، در مجموع {toman(figures.total(approved).amount)}.",
            borrowed(approved),
        ),
        Part(
            "paid",
            "وام‌های پرداخت‌شده",
            len(paid),
            f"{counted(len(paid), 'وام')} پرداخت شد، در مجموع {toman(figures.total(paid).amount)}.",
            borrowed(paid),
        ),
        Part(
            "meetings", "نشست‌ها", len(meetings), f"{counted(len(meetings), 'نشست')} برگزار شد.", named(meetings, "area")
        ),
        Part(
            "done",
            "مصوبه‌های انجام‌شده",
            len(done),
            f"{counted(len(done), 'مصوبه')} انجام شد.",
            [(item.values["text"], item_url(item.record, item.values), item.record["title"]) for item in done],
        ),
        Part("reports", "گزارش‌ها", len(reports), f"{counted(len(reports), 'گزارش')} ثبت شد.", named(reports, "area")),
    ]
    return [section for section in found if section.count]
