"""Whom a woman's page leads on to, with the reasons; and what nobody has found of her."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.people.consent import birth_of, death_of, is_alive
from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.persian.digits import fa
from generator.persian.enumeration import listed
from generator.site.model import kinship
from generator.site.model.kinship import Reason
from generator.site.model.site import Site
from generator.subjects.women.membership import collections, collections_of

# Two periods of one woman: «قاجار و پهلوی».
_AND = " و "
# A page with so many achievements is not a short one.
_ENOUGH = 3


def reasons(site: Site, woman: Record) -> Iterator[Reason]:
    """Yield why others belong to a woman, the strongest first: period, collection, domain elsewhere, county."""
    for period in periods(woman):
        members = _by_period(site).get(period, ())
        yield Reason(f"هم‌دوره: {period}", kinship.circle(site, woman, ("period", period), members))
    for item in collections_of(site, woman):
        members = collections(site)[item.id]
        yield Reason(f"هم‌مجموعه: {item['title']}", kinship.circle(site, woman, ("collection", item.id), members))
    yield from kinship.usual(site, woman)


def periods(woman: Record) -> list[str]:
    """Return the periods that a woman lived in; none where her record names none."""
    return [part for part in str(woman.get("period", "")).split(_AND) if part]


def _by_period(site: Site) -> dict[str, list[Record]]:
    def make() -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for woman in site.registry["women"]:
            for period in periods(woman):
                found.setdefault(period, []).append(woman)
        return found

    return site.once("women by period", make)


def not_found(woman: Record) -> str:
    """Return what the sources do not tell of a woman whose page is short; nothing of one whose page is not.

    Of the living it is asked for work alone.
    """
    done = woman.get("achievements", ())
    if len(done) >= _ENOUGH or woman.get("biography"):
        return ""
    if not is_alive(woman.get("life")):
        words = {
            "سال تولد": birth_of(woman.values),
            "سال درگذشت": death_of(woman.values),
            "آموزش": woman.get("education"),
        }
        missing = [title for title, value in words.items() if not value]
        return f"{fa(listed(missing))} او را در منابع نیافتیم." if missing else ""
    dates = [parse_historical(item["date"]) for item in done if item.get("date")]
    years = [when.start.year for when in dates if when.start and not when.era and not when.start.unknown]
    if not years:
        return "تاریخ کارهایش را در منابع نیافتیم." if not dates else "از کارهای دیگر او چیزی در منابع نیافتیم."
    return f"از کارهای پیش از {fa(str(min(years)))} او چیزی در منابع نیافتیم."
