"""The seasonal report: for each season with data, what was added and done, ready to print."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from generator.persian.digits import fa
from generator.persian.money import toman
from generator.persian.numbers import counted
from generator.site import figures, urls
from generator.site.chain import item_url
from generator.site.context import Site
from generator.site.linked import breadcrumbs
from generator.site.paging import Crumb
from generator.site.render import Head, View
from generator.site.seasons import Season, seasons

TITLE = "گزارش فصل‌ها"


def listing(site: Site, url: str) -> View:
    """Return the list of seasonal reports."""
    crumbs = [Crumb("خانه", ""), Crumb(TITLE)]
    rows = seasons(site)
    context = {
        "crumbs": crumbs,
        "years": [
            (year, [(season.words, urls.record("seasons", season.id)) for season in found])
            for year, found in groupby(rows, key=lambda season: season.year)
        ],
    }
    description = f"گزارش {counted(len(rows), 'فصل')} از کار بانک: نام‌ها، تعاونی‌ها، وام‌ها، مصوبه‌ها و گزارش‌های هر فصل."
    return View(Head(TITLE, description, url, linked=(breadcrumbs(site, crumbs),)), "seasons.html", context)


def page(site: Site, url: str, season_id: str) -> View:
    """Return the report of one season, drafted from the data alone."""
    season = next(season for season in seasons(site) if season.id == season_id)
    crumbs = [Crumb(TITLE, urls.section("seasons")), Crumb(season.words)]
    sections = _sections(site, season)
    context = {"crumbs": crumbs, "season": season.words, "sections": sections}
    words = "، ".join(f"{title} {fa(len(items))}" for title, _, items in sections if items)
    head = Head(f"گزارش {season.words}", f"گزارش {season.words}: {words}.", url, linked=(breadcrumbs(site, crumbs),))
    return View(head, "season.html", context)


def _sections(site: Site, season: Season) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """The sections of a report: title, one sentence, and the records (name, address, note)."""
    registry = site.registry
    women, organisations, introduced, paid, meetings, closed, reports = seasons(site)[season]
    money = figures.total(paid)
    loans_said = f"{counted(len(introduced), 'وام')} معرفی و {counted(money.count, 'وام')} پرداخت شد"
    if money.amount:
        loans_said += f"، روی هم {toman(money.amount)}"

    ended = [(item.values["text"], item_url(item.record, item.values), item.record["title"]) for item in closed]

    def named(resource: str, records: list[Any], field: str) -> list[tuple[str, str, str]]:
        return [
            (record.label, urls.record(resource, record.id), registry.area(record.get(field, ""))) for record in records
        ]

    found = [
        ("نام‌های تازه", f"{counted(len(women), 'نام')} به بانک افزوده شد.", named("women", women, "county")),
        (
            "تعاونی‌ها و صندوق‌های تازه",
            f"{counted(len(organisations), 'پرونده')} افزوده شد.",
            named("cooperatives", organisations, "county"),
        ),
        (
            "وام‌ها",
            f"{loans_said}.",
            [
                (
                    registry.label("cooperatives", loan["cooperative"]),
                    urls.record("cooperatives", loan["cooperative"]),
                    toman(loan["amount"]).replace(" ", "\u00a0"),
                )
                for loan in paid
            ],
        ),
        ("نشست‌ها", f"{counted(len(meetings), 'نشست')} برگزار شد.", named("meetings", meetings, "area")),
        ("مصوبه‌های انجام‌شده", f"{counted(len(closed), 'مصوبه')} به پایان رسید.", ended),
        ("گزارش‌ها", f"{counted(len(reports), 'گزارش')} رسید.", named("reports", reports, "area")),
    ]
    return [entry for entry in found if entry[2] or (entry[0] == "وام‌ها" and introduced)]
