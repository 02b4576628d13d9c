"""The women: lists by county, domain and agency, and a profile each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.dataset.people.consent import is_alive
from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.site.drawing.prose import prose
from generator.site.drawing.render import View
from generator.site.model import addresses, kinship
from generator.site.model.facets import decade
from generator.site.model.facts import facts
from generator.site.model.lifetime import lives_on, read
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.page_index import Page
from generator.site.pages.parts.list_parts import chosen, list_shows, list_view, page_words, ruler, ruler_words
from generator.site.pages.parts.record_parts import NO_TIME, Entry, by_date, calendar_note, life, record_view, refs
from generator.site.pages.parts.structured_data import person
from generator.subjects.women import answers, example_queries, statistical_tables
from generator.subjects.women.belonging import not_found, reasons
from generator.subjects.women.membership import collections_of
from generator.subjects.women.sections import ages, season_pages

TITLE = "زنان توانمند"
# Fields that have a place of their own on the profile, so that the list of facts need not repeat them.
_PLACED = frozenset(
    "id name latin sort honorific ability summary biography photo photo_credit photo_permission added reviewed remark"
    " basis consented life achievements sources former_ids domains county other_counties relation nominations".split()
)
# What the name of a county stands beside, by how she belongs to it.
_RELATIONS = {"born": "زادگاه", "lives": "محل زندگی", "works": "محل کار"}


def section(own: Section) -> Section:
    """Give the women a list by domains and a profile each; their achievements part them by decades."""
    return replace(
        own,
        requires=("county", "domains"),
        short="زنان",
        facets=(*own.facets, decade("achievements", "date")),
        listing=listing,
        page=profile,
        list_shows=_list_shows,
        page_shows=_shows,
        tables=statistical_tables.women,
        answers=answers.women,
        group_by="axis",
        extra_pages=_beside,
        also=("seasons", "timeline"),
        queries=example_queries.WOMEN,
        figures=(("گزارش هر فصل", addresses.section("seasons")),),
    )


def _beside(site: Site) -> Iterator[Page]:
    """Yield the reports of the seasons, and the page of women in the course of time."""
    yield from season_pages.pages(site)
    yield Page(addresses.section("timeline"), ages.view)


def listing(site: Site, url: str, kind: str = "", value: str = "", number: int = 1) -> View:
    """Return one numbered page of all women, or of those of a county, a domain or an agency."""
    registry, section = site.registry, site.sections["women"]
    found = chosen(site, section, kind, value)
    name = found.words
    heading = {"": TITLE, "county": f"زنان {name}", "domain": f"زنان در حوزهٔ {name}", "agency": f"معرفی‌شدگان {name}"}[
        kind
    ]
    lead = ""
    if kind == "domain":
        lead = registry.one("domains", value).get("description", "")
    elif not kind and found.members:
        homes = site.once(("women", "homes"), lambda: len({woman["county"] for woman in found.members}))
        lead = f"{counted(len(found.members), 'زن')} از {counted(homes, 'شهرستان')}؛ هر دستاورد با منبع."
    description = (
        f"{heading}: {fa(len(found.members))} نفر، با توانمندی، شهرستان و سند هر دستاورد{page_words(number)}."
        if found.members
        else f"{heading}، با توانمندی، شهرستان و سند هر دستاورد؛ هنوز نامی ثبت نشده است."
    )
    own = {
        "lead": lead,
        "ruler": ruler(site, section),
        "ruler_words": ruler_words(section, "نفر", len(found.members)),
        "unit": "نفر",
    }
    return list_view(site, section, url, "women.html", found, (kind, value, number), heading, description, own)


def profile(site: Site, url: str, record_id: str) -> View:
    """Return the page of one woman; with two facts it must look as right as with twenty."""
    registry = site.registry
    woman = registry.one("women", record_id)
    domains = [
        (registry.label("domains", item), addresses.listing("women", "domain", item)) for item in woman["domains"]
    ]
    counties = [
        (registry.area(item), addresses.record("counties", item))
        for item in (woman["county"], *woman.get("other_counties", ()))
    ]
    text = woman.get("summary") or _sentence(woman, domains[0][0], counties[0][0])
    nodes = by_date(_achievements(woman))
    own = {
        "nominations": _nominations(site, woman),
        "nodes": nodes,
        "told": "سال‌شمار" if len(nodes) > 1 else "دستاوردها" if len(woman.get("achievements", ())) > 1 else "دستاورد",
        "calendar_note": calendar_note(nodes),
        "tone": site.tone_of(woman),
        "face": site.face(woman),
        "life": life(woman),
        "lead": woman.get("summary", ""),
        "places": _places(site, woman, domains, counties),
        "ability": woman.get("ability", ""),
        "biography": prose(woman["biography"]) if woman.get("biography") else "",
        "facts": list(facts(site, woman, _PLACED)),
        "counties": counties,
        "domains": domains,
        "missing": not_found(woman),
        "kin": kinship.related(site, woman, reasons(site, woman)),
    }
    return record_view(site, woman, url, "woman.html", text, own, through=domains[0], thing=_person)


def _list_shows(site: Site, kind: str, value: str, number: int) -> Iterator[Any]:
    """Yield all that a numbered page of a list shows."""
    return list_shows("women", site, kind, value, number)


def _shows(site: Site, record_id: str) -> Iterator[Any]:
    """Yield all that a profile shows."""
    woman = site.registry.one("women", record_id)
    yield from (woman, site.referred("women"), site.photo(woman), *collections_of(site, woman))
    yield from kinship.shown(site, woman, reasons(site, woman))


def _places(
    site: Site, woman: Record, domains: list[tuple[str, str]], counties: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return where a page leads on from its head: its domains, its counties with how she belongs to the first, its collections."""
    (name, url), *others = counties
    words = _RELATIONS.get(woman.get("relation", ""), "شهرستان")
    sets = [
        (f"مجموعهٔ {item['title']}", addresses.record("collections", item.id)) for item in collections_of(site, woman)
    ]
    past = [] if is_alive(woman.get("life")) else [(ages.TITLE, addresses.section("timeline"))]
    return [*domains, (f"{words}: {name}", url), *others, *sets, *past]


def _person(site: Site, woman: Record, url: str, description: str) -> dict[str, Any]:
    return person(site, woman, url, description, "https://schema.org/Female")


def _sentence(woman: Record, domain: str, area: str) -> str:
    ability = woman.get("ability")
    return f"{ability} ({domain}، {area})" if ability else f"{woman['name']}، {domain}، {area}"


def _nominations(site: Site, woman: Record) -> list[tuple[str, str, str]]:
    return [
        (
            site.registry.label("agencies", item["agency"]),
            addresses.listing("women", "agency", item["agency"]),
            parse_jalali(item["date"]).words() if item.get("date") else "",
        )
        for item in woman.get("nominations", ())
    ]


def _achievements(woman: Record) -> list[Entry]:
    """The achievements in order of time, those without a date last; each with the numbers of its sources."""
    numbers = {item["id"]: number for number, item in enumerate(woman.get("sources", ()), start=1)}
    modern = lives_on(woman)

    def order(item: Mapping[str, Any]) -> tuple[bool, float]:
        return (False, parse_historical(item["date"]).order) if item.get("date") else (True, 0)

    return [
        Entry(
            read(item["date"], modern) if item.get("date") else NO_TIME,
            item["text"],
            refs(item, numbers),
            peak=item.get("peak", False),
        )
        for item in sorted(woman.get("achievements", ()), key=order)
    ]
