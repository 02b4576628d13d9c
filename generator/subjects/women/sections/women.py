"""The women: lists by county, domain and agency, and a profile each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.site.drawing.prose import prose
from generator.site.drawing.render import View
from generator.site.model import addresses
from generator.site.model.facets import decade
from generator.site.model.facts import facts
from generator.site.model.paging import following
from generator.site.model.record_card import Card, card
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.list_parts import chosen, list_view, page_words, ruler
from generator.site.pages.parts.record_parts import life, record_view
from generator.site.pages.parts.structured_data import person
from generator.subjects.women import example_queries, statistical_tables
from generator.subjects.women.sections import season_pages

TITLE = "زنان توانمند"
# Fields that have a place of their own on the profile, so that the list of facts need not repeat them.
_PLACED = frozenset(
    "id name latin sort honorific ability summary biography photo photo_credit photo_permission added reviewed remark"
    " basis consented life achievements sources former_ids domains county nominations".split()
)
_RELATED = 4


def section(own: Section) -> Section:
    """Give the women a list by domains and a profile each; their achievements part them by decades."""
    return replace(
        own,
        requires=("county", "domains"),
        short="زنان",
        facets=(*own.facets, decade("achievements", "date")),
        listing=listing,
        page=profile,
        tables=statistical_tables.women,
        extra_pages=season_pages.pages,
        also=("seasons",),
        queries=example_queries.WOMEN,
        figures=(("گزارش هر فصل", addresses.section("seasons")),),
    )


def listing(site: Site, url: str, kind: str = "", value: str = "", number: int = 1) -> View:
    """Return one numbered page of all women, or of those of a county, a domain or an agency."""
    registry, section = site.registry, site.sections["women"]
    found = chosen(site, section, kind, value)
    name = found.words
    heading = {"": TITLE, "county": f"زنان {name}", "domain": f"زنان در حوزهٔ {name}", "agency": f"معرفی‌شدگان {name}"}[
        kind
    ]
    lead = "هر پرونده یک زن است، با دستاوردهایی که سند دارند." if not kind else ""
    if kind == "domain":
        lead = registry.one("domains", value).get("description", "")
    description = (
        f"{heading}: {fa(len(found.members))} نفر، با توانمندی، شهرستان و سند هر دستاورد{page_words(number)}."
        if found.members
        else f"{heading}، با توانمندی، شهرستان و سند هر دستاورد؛ هنوز نامی ثبت نشده است."
    )
    own = {"lead": lead, "ruler": ruler(site, section), "unit": "نفر"}
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
    own = {
        "nominations": _nominations(site, woman),
        "achievements": _achievements(woman),
        "tone": site.tone_of(woman),
        "face": site.face(woman),
        "life": life(woman),
        "lead": woman.get("summary", ""),
        "tags": [*domains, *counties],
        "ability": woman.get("ability", ""),
        "biography": prose(woman["biography"]) if woman.get("biography") else "",
        "facts": list(facts(site, woman, _PLACED)),
        "county": counties[0],
        "domains": domains,
        "related": _related(site, woman, domains[0][0]),
        "domain": domains[0],
    }
    return record_view(site, woman, url, "woman.html", text, own, through=domains[0], thing=_person)


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


def _achievements(woman: Record) -> list[dict[str, Any]]:
    """The achievements in order of time, those without a date last; each with the numbers of its sources."""
    numbers = {item["id"]: number for number, item in enumerate(woman.get("sources", ()), start=1)}
    rows = []
    for item in woman.get("achievements", ()):
        date = parse_historical(item["date"]) if item.get("date") else None
        rows.append(
            {
                "year": date.words() if date else "",
                "order": (date is None, date.order if date else 0),
                "text": item["text"],
                "peak": item.get("peak", False),
                "refs": [numbers[source] for source in item.get("sources", ())],
            }
        )
    return sorted(rows, key=lambda row: row["order"])


def _related(site: Site, woman: Record, domain: str) -> list[Card]:
    """The next women of the same domain in the alphabet: they stand there for it, whichever comes first on their own pages."""
    others = following(*site.beside(woman, "domains", woman["domains"][0]), _RELATED)
    return [card(site, other)._replace(over=domain, tone=site.tone_of(woman)) for other in others]
