"""What the pages of records share: the way to them, their facts, texts and lists, sources, review and neighbours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.dataset.descriptor import Field, Resource
from generator.dataset.people.consent import CONSENT, PUBLIC_RECORD, birth_of, death_of, is_alive
from generator.dataset.registry import Record
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.reading_calendar import LUNAR_SIGN, Reading
from generator.persian.digits import fa
from generator.site.drawing.prose import prose
from generator.site.drawing.render import Head, View
from generator.site.model import addresses
from generator.site.model.facts import Fact, fact, facts, review, sources
from generator.site.model.lifetime import lives_on, read, span
from generator.site.model.paging import Crumb, neighbours, shorten
from generator.site.model.site import Site
from generator.site.pages.parts.sharing import share
from generator.site.pages.parts.structured_data import breadcrumbs

# Fields that have a place of their own on a page, so that the list of facts need not repeat them; and on a page of somebody.
_PLACED = frozenset("id latin sort honorific photo photo_credit photo_permission added reviewed remark".split())
_PLACED_OF_PEOPLE = frozenset("basis consented life".split())
# Lists that have one.
_LISTS = frozenset({"sources", "former_ids"})
NO_TIME = Reading("")
# So many values of a list of words, and words of so many signs, stand in one line, as a fact.
_FEW, _SHORT = 3, 40


class Entry(NamedTuple):
    """One line of a list: when, what, the numbers of its sources, and whatever else it tells; ``peak`` marks one of them."""

    time: Reading
    text: str
    refs: tuple[int, ...] = ()
    facts: tuple[Fact, ...] = ()
    peak: bool = False


class Node(NamedTuple):
    """What stands at one date of a life or of a work: what has the same date stands together."""

    time: Reading
    entries: tuple[Entry, ...]
    peak: bool


class ListOf(NamedTuple):
    """A list of a record: its title, its entries, and the nodes that they stand at where they are told by their dates."""

    title: str
    entries: tuple[Entry, ...]
    nodes: tuple[Node, ...]


def record_view(
    site: Site,
    record: Record,
    url: str,
    template: str,
    text: str,
    own: Mapping[str, Any],
    through: tuple[str, str] | None = None,
    thing: Callable[[Site, Record, str, str], Mapping[str, Any]] | None = None,
    title: str = "",
) -> View:
    """Return the page of a record: what every page of one shows, and its ``own``.

    ``text`` is shortened to its description, ``through`` names a list on the way to it, ``thing`` makes its object of schema.org, and ``title`` stands where
    the record's label would say too little.
    """
    context = record_context(site, record, url, through)
    description = shorten(fa(text))
    linked = breadcrumbs(site, context["crumbs"])
    head = Head(
        title or record.label,
        description,
        url,
        kind="profile" if site.sections[record.resource].people else "website",
        indexed=site.indexed(record),
        linked=(thing(site, record, url, description), linked) if thing else (linked,),
    )
    return View(head, template, {**context, **own})


def record_context(site: Site, record: Record, url: str, through: tuple[str, str] | None = None) -> dict[str, Any]:
    """Return what every page of a record shows: the way to it, its basis, sources, review, neighbours and sharing."""
    section = site.sections[record.resource]
    resource = site.registry.package.resources[record.resource]
    # People have no neighbours in the alphabet: who belongs to them is told with the reason.
    before, after = (None, None) if section.people else neighbours(site, record)
    alive = section.people and is_alive(record.get("life"))
    asked = site.registry.may_name(record)
    form = f"{addresses.SUBMIT}{record.resource}/?record={record.id}" if resource.submit else ""
    return {
        "record": record,
        "crumbs": [
            Crumb(section.title, section.url),
            *([Crumb(*through)] if through else []),
            Crumb(record.label),
        ],
        "sources": sources(record),
        "review": review(record),
        "basis": _basis(record, alive) if section.people else "",
        "alive": alive,
        "unconfirmed": not asked,
        "form": form,
        "about": (asks := about(site, record, url)),
        "state": _state(record, asked) if section.people else "",
        "agreed": alive and asked,
        "ways": ways(form, asks, alive) if section.people else (),
        "before": before,
        "after": after,
        # Nobody is passed on who has not been asked.
        "share": share(site, url, record.label) if asked else None,
    }


def about(site: Site, record: Record, url: str) -> str:
    """Return where whoever a page is about asks for what she wants; nothing of what is nobody, or without an inbox."""
    return f"{site.inbox}about/?page={url}" if site.inbox and site.sections[record.resource].people else ""


def ways(form: str, about: str, alive: bool) -> tuple[tuple[str, str, str, bool], ...]:
    """Return what whoever a page is about can do, or of the dead whoever knows more: words, a note, an address, whether it takes the page away.

    Without an inbox the form and the page on everybody's rights are all that there is.
    """
    rights = f"{addresses.ROOT}privacy/"
    correct = f"{about}&act=correct" if about else f"{addresses.ROOT}{form}" if form else f"{rights}#correct"
    wrong = ("چیزی نادرست است", "اصلاح نام، کار یا تاریخ", correct, False)
    if not alive:
        return wrong, ("سند یا عکسی دارید؟", "کتاب، سنگ‌نوشته، عکس خانوادگی", correct, False)
    note = "دفتر پیش از هر تغییر با خود شما صحبت می‌کند" if about else "از راه تماس با دفتر"
    return (
        ("این منم و درست است", note, f"{about}&act=confirm" if about else rights, False),
        wrong,
        ("چیزی اضافه کنید", "کار تازه، عکس، یک جمله از خودتان", correct, False),
        ("حذف نام من", "بدون نیاز به دلیل", f"{about}&act=remove" if about else f"{rights}#withdraw", True),
    )


def _state(person: Record, asked: bool) -> str:
    """Return how far a page of somebody is confirmed."""
    is_gathered = bool(person.get("sources"))
    if not asked:
        return f"{'از منابع عمومی گردآوری شده و ' if is_gathered else ''}هنوز به تأیید خود او نرسیده است."
    if is_alive(person.get("life")):
        since = person.get("consented")
        return f"با رضایت خود او منتشر شده است{f'، {parse_jalali(since).words()}' if since else ''}."
    who = "چهرهٔ تاریخی" if person.get("life") == "historical" else ""
    parts = [who, "از منابع عمومی گردآوری شده است" if is_gathered else ""]
    return f"{'؛ '.join(filter(None, parts))}." if any(parts) else ""


def _basis(person: Record, alive: bool) -> str:
    if not alive:
        return "چهرهٔ تاریخی، سند عمومی" if person.get("life") == "historical" else "سند عمومی"
    return {CONSENT: "رضایت خود او", PUBLIC_RECORD: "سند عمومی"}[person["basis"]]


def life(person: Record) -> str:
    """Return a life as far as its days are known, or the name of its period."""
    birth, death = birth_of(person.values), death_of(person.values)
    modern = lives_on(person)
    if birth and death:
        return span(birth, death, days=True)
    if birth:
        return f"زادهٔ {read(birth, modern).whole}"
    if death:
        return f"درگذشته در {read(death, modern).whole}"
    return fa(person.get("period", ""))


def by_date(entries: Iterable[Entry]) -> tuple[Node, ...]:
    """Return entries that stand in their order at the nodes of their dates; those without one stand together."""
    return tuple(
        Node(time, found := tuple(group), any(entry.peak for entry in found))
        for time, group in groupby(entries, key=lambda entry: entry.time)
    )


def calendar_note(nodes: Iterable[Node]) -> str:
    """Return how the dates of a list are to be read; nothing where nobody has to ask."""
    times = [node.time for node in nodes]
    if not any(time.source for time in times):
        return ""
    if any(time.era == LUNAR_SIGN for time in times):
        return "«ق» یعنی هجری قمری؛ تاریخ منبع، اگر تقویم دیگری دارد، در پرانتز آمده است."
    pair = "؛ دو سال کنار هم یعنی منبع فقط سال میلادی را گفته است" if any("/" in time.words for time in times) else ""
    return f"سال‌ها هجری شمسی است و تاریخ منبع در پرانتز آمده است{pair}."


def record_facts(site: Site, record: Record, placed: Collection[str] = ()) -> list[Fact]:
    """Return the facts of a record beside what its page says elsewhere."""
    package = site.registry.package
    long = {item.name for item in package.resources[record.resource].own_fields if item.multiline}
    told = {str(child.property) for child in package.children[record.resource] if not _is_fact(child, record)}
    return list(facts(site, record, {*_placed(package.resources[record.resource]), *placed, *long, *told}))


def texts(site: Site, record: Record, placed: Collection[str] = ()) -> list[tuple[str, Markup]]:
    """Return the long texts of a record with their titles."""
    resource = site.registry.package.resources[record.resource]
    return [
        (item.title, prose(record[item.name]))
        for item in resource.own_fields
        if item.multiline and item.name in record and item.name not in {*_placed(resource), *placed}
    ]


def _placed(resource: Resource) -> set[str]:
    """Return the fields of a resource that every page of a record shows in a place of their own."""
    return {*_PLACED, resource.label, resource.image, *(_PLACED_OF_PEOPLE if resource.people else ())}


def lists(site: Site, record: Record) -> list[ListOf]:
    """Return the lists of a record that are more than a fact."""
    numbers = {item["id"]: number for number, item in enumerate(record.get("sources", ()), start=1) if "id" in item}
    return [
        _list(site, child, record[str(child.property)], numbers)
        for child in site.registry.package.children[record.resource]
        if str(child.property) in record and str(child.property) not in _LISTS and not _is_fact(child, record)
    ]


def _is_fact(child: Resource, record: Record) -> bool:
    """Whether a list stands in a line among the facts: names of records, and a few words."""
    if not child.is_scalar:
        return False
    field, values = child.own_fields[0], record.get(str(child.property), ())
    named = field.reference or field.area or field.categories or field.calendar
    return bool(named) or (len(values) <= _FEW and all(len(str(value)) <= _SHORT for value in values))


def _list(site: Site, child: Resource, items: list[Any], numbers: Mapping[str, int]) -> ListOf:
    """Return one list; of what has dates in the order of time, what has none last."""
    if child.is_scalar:
        return ListOf(child.title, tuple(Entry(NO_TIME, str(item)) for item in items), ())
    words = child.label or next((item.name for item in child.own_fields if item.is_text), "")
    date = next((item for item in child.own_fields if item.calendar and not item.future), None)
    shown = [
        item
        for item in child.own_fields
        if item.name not in (words, "id") and item is not date and item.type != "boolean"
    ]
    dated = [(_order(date, item), _entry(site, words, date, shown, item, numbers)) for item in items]
    entries = tuple(entry for _, entry in (sorted(dated, key=lambda pair: pair[0]) if date else dated))
    return ListOf(child.title, entries, by_date(entries) if any(entry.time.words for entry in entries) else ())


def _order(date: Field | None, item: Mapping[str, Any]) -> tuple[bool, float]:
    return (False, parse_historical(item[date.name]).order) if date and item.get(date.name) else (True, 0)


def _entry(
    site: Site,
    words: str,
    date: Field | None,
    shown: list[Field],
    item: Mapping[str, Any],
    numbers: Mapping[str, int],
) -> Entry:
    return Entry(
        _time(date, item[date.name]) if date and item.get(date.name) else NO_TIME,
        str(item.get(words, "")),
        refs(item, numbers),
        tuple(fact(site, field, item[field.name]) for field in shown if item.get(field.name) is not None),
    )


def refs(item: Mapping[str, Any], numbers: Mapping[str, int]) -> tuple[int, ...]:
    """Return the numbers of what a line rests on, as readers look them up: from the first source of the page to the last."""
    return tuple(sorted(numbers[source] for source in item.get("sources", ()) if source in numbers))


def _time(field: Field, text: str) -> Reading:
    return read(text) if field.calendar == "historical" else Reading(parse_jalali(text).words())
