"""The cooperatives, unions, funds and groups of women: lists by kind, sector and area, and a page each."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from markupsafe import Markup

from generator.dataset.descriptor import AREAS
from generator.dataset.registry import Record, Registry
from generator.dataset.web_address import is_email
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.digits import fa
from generator.site.drawing.prose import prose
from generator.site.drawing.render import View
from generator.site.model import addresses
from generator.site.model.facets import unlisted
from generator.site.model.facts import Fact, area, fact, facts
from generator.site.model.keys import but_people
from generator.site.model.paging import following, shorten
from generator.site.model.record_card import Card, card
from generator.site.model.section import Section
from generator.site.model.site import Site
from generator.site.pages.parts.list_parts import chosen, list_view, page_words
from generator.site.pages.parts.record_parts import record_view
from generator.site.pages.parts.structured_data import organization
from generator.subjects.women import answers, example_queries, statistical_tables
from generator.subjects.women import organisation_words as words
from generator.subjects.women.sections.lending import loans
from generator.subjects.women.spoken_of import has

TITLE = "تعاونی‌ها و صندوق‌های زنان"
# The only kind that qarz al-hasaneh loans go to.
BORROWER = "cooperative"
_PLURALS = {
    "cooperative": "تعاونی‌های زنان",
    "union": "اتحادیه‌های تعاونی زنان",
    "fund": "صندوق‌های خرد زنان",
    "company": "شرکت‌های زنان",
    "workshop": "کارگاه‌های زنان",
    "group": "گروه‌ها و تشکل‌های زنان",
}
# Fields that have a place of their own on the page, so that the list of facts need not repeat them.
_PLACED = frozenset(
    "id name latin kind represents county place sector founded members women_members members_precision status"
    " status_date summary about added reviewed remark products sources former_ids".split()
)
_RELATED = 4
_PRODUCTS = 3


class Row(NamedTuple):
    """One row of the list; texts are as they stand in the data, words and numbers are ready to be read."""

    url: str
    name: str
    face: Markup
    kind: str
    area: str
    sector: str
    state: tuple[str, str] | None
    members: str
    behind: str


def section(own: Section) -> Section:
    """Give the organisations a list of rows with their states, and a page of the kind of an office's."""
    return replace(
        own,
        requires=("kind", "county", "sector", "status"),
        short="تعاونی‌ها و صندوق‌ها",
        one="تعاونی و صندوق",
        group="organisations",
        facets=unlisted(own.facets, "status"),
        listing=listing,
        list_shows=but_people,
        page=page,
        page_shows=but_people,
        row=directory_row,
        queries=example_queries.COOPERATIVES,
        tables=statistical_tables.organisations,
        answers=answers.organisations,
    )


def listing(site: Site, url: str, kind: str = "", value: str = "", number: int = 1) -> View:
    """Return one numbered page of all organisations, or of those of a kind, a sector or an area."""
    registry, section = site.registry, site.sections["cooperatives"]
    found = chosen(site, section, kind, value)
    members, name = found.members, found.words
    heading = {
        "": TITLE,
        "kind": _PLURALS.get(value, name),
        "sector": f"تعاونی‌ها و صندوق‌های گرایش {name}",
        "county": f"{TITLE} در سطح {name}" if value in AREAS else f"{TITLE} {name}",
    }[kind]
    counts = words.counts(registry, members)
    known = "، با شهرستان، گرایش و تعداد اعضای هر یک" if members else ""
    description = shorten(f"{heading}؛ {counts}{known}{page_words(number)}.")
    own = {
        "counts": counts if len({record["kind"] for record in members}) > 1 else "",
        "behind": words.behind(registry, members),
        "county": registry.get("counties", value) if kind == "county" else None,
    }
    return list_view(
        site, section, url, "cooperatives.html", found, (kind, value, number), heading, description, own, show=row
    )


def row(site: Site, record: Record) -> Row:
    """Return the row of an organisation in a list."""
    registry = site.registry
    return Row(
        url=addresses.record("cooperatives", record.id),
        name=record["name"],
        face=site.face(record, small=True),
        kind=words.kinds(registry)[record["kind"]],
        area=registry.area(record["county"]),
        sector=registry.label("sectors", record["sector"]),
        state=words.state(registry, record),
        members=words.members(record),
        behind=words.stands_for(registry, record),
    )


def directory_row(site: Site, record: Record) -> tuple[tuple[str, str] | None, tuple[str, ...]]:
    """Return what a row of the search tells besides: the state with its shape, and facts."""
    shown = row(site, record)
    return shown.state, (shown.members, shown.behind)


def page(site: Site, url: str, record_id: str) -> View:
    """Return the page of one organisation; what no source tells leaves no gap."""
    registry = site.registry
    record = registry.one("cooperatives", record_id)
    kinds, area = words.kinds(registry), registry.area(record["county"])
    contact = _contact(site, record)
    contact_names = {name for name, *_ in contact}
    sentence = f"{record['name']}، {kinds[record['kind']]}، {area}"
    related, related_title, related_url = _related(site, record, area)
    own = {
        "kind": kinds[record["kind"]],
        "face": site.face(record),
        "lead": record.get("summary", ""),
        "loans": loans.of(site, record.id),
        "counters": words.counters(registry, record),
        "about": prose(record["about"]) if record.get("about") else "",
        "facts": [
            *_first_facts(site, record),
            *facts(site, record, _PLACED | contact_names),
        ],
        "contact": [line for _, *line in contact],
        "products": record.get("products", []),
        "products_title": _child_title(registry, "products"),
        "borrower": record["kind"] == BORROWER,
        "has_loans": has(site, "loans"),
        "related": [_card(site, other) for other in related],
        "related_title": related_title,
        "related_url": related_url,
    }
    through = area, addresses.listing("cooperatives", "county", record["county"])
    text = record.get("summary") or sentence
    return record_view(site, record, url, "cooperative.html", text, own, through, organization)


def _card(site: Site, record: Record) -> Card:
    """The card of a neighbour: its first products in place of a summary that is too long for a card."""
    return card(site, record)._replace(ability="، ".join(record.get("products", [])[:_PRODUCTS]))


def _child_title(registry: Registry, name: str) -> str:
    children = registry.package.children["cooperatives"]
    return next((child.title for child in children if child.property == name), "")


def _first_facts(site: Site, record: Record) -> list[Fact]:
    """The facts that lead to lists, and those that two fields tell together."""
    registry = site.registry
    fields = registry.package.resources["cooperatives"].by_name
    place = fa(record.get("place", ""))
    if record["county"] in AREAS:
        where = Fact("سطح", "، ".join(filter(None, (f"سراسر {registry.area(record['county'])}", place))))
    else:
        where = Fact(fields["county"].title, *area(site, record["county"]))
    status = fact(site, fields["status"], record["status"])
    if "status_date" in record:
        day = parse_jalali(record["status_date"])
        status = status._replace(words=f"{status.words}، بر پایهٔ گزارش {day.words()}")
    found = [
        where,
        fact(site, fields["place"], place) if place and record["county"] not in AREAS else None,
        Fact(
            fields["kind"].title,
            words.kinds(registry)[record["kind"]],
            addresses.listing("cooperatives", "kind", record["kind"]),
        ),
        Fact(
            fields["sector"].title,
            registry.label("sectors", record["sector"]),
            addresses.listing("cooperatives", "sector", record["sector"]),
        ),
        status,
    ]
    return [item for item in found if item]


def _contact(site: Site, record: Record) -> list[tuple[str, str, str, str, bool]]:
    """How to reach the office: (field, title, words, full address or "", whether it reads from the left)."""
    fields = site.registry.package.resources["cooperatives"].fields
    groups = {field.group for field in fields if field.contact}
    found = []
    for field in fields:
        if field.group not in groups or field.name not in record:
            continue
        item, value = fact(site, field, record[field.name]), record[field.name]
        if field.link:
            found.append((field.name, item.title, item.words, item.url, True))
        elif is_email(value):
            found.append((field.name, item.title, value, f"mailto:{value}", True))
        elif value.isdigit():
            found.append((field.name, item.title, f"{fa(value[:3])}-{fa(value[3:])}", f"tel:+98{value[1:]}", True))
        else:
            found.append((field.name, item.title, item.words, "", False))
    return found


def _related(site: Site, record: Record, area: str) -> tuple[list[Record], str, str]:
    """The next ones of the same area in the alphabet, else of the same sector; with a title and the whole list."""
    registry = site.registry
    sector = registry.label("sectors", record["sector"])
    others = "تعاونی‌ها و صندوق‌های دیگر"
    where = f"{others} در سطح {area}" if record["county"] in AREAS else f"{others} {area}"
    for kind, value, title in (
        ("county", record["county"], where),
        ("sector", record["sector"], f"{others} با گرایش {sector}"),
    ):
        members = registry.by("cooperatives", kind)[value]
        if len(members) > 1:
            place = next(index for index, other in enumerate(members) if other.id == record.id)
            return following(members, place, _RELATED), title, addresses.listing("cooperatives", kind, value)
    return [], "", ""
