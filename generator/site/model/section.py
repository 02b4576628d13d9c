"""Section: what the site knows of one dataset. All of it follows from the descriptor; a subject replaces what it says better.

Its functions are those of modules, so that a site can be handed to another process. Each takes the site and what it is
asked about; None stands for what every section has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.dataset.descriptor import PLACES as PLACES
from generator.dataset.descriptor import Field, Package, Resource
from generator.dataset.registry import Record
from generator.site.model import addresses
from generator.site.model import facets as flagged
from generator.site.model.facets import Facet

# Where a record says in a sentence or two what it is.
_SUMMARIES = ("summary", "ability", "goal", "activity", "outcome", "description")
# When what a record tells of was, by which those of its dataset follow each other.
_DATES = ("date", "from", "stage_date")
# The colour family of a record that others refer to.
TONE = "tone"
_FORMER = "former_ids"

Function = Callable[..., Any] | None


@dataclass(frozen=True)
class Section:
    """One dataset as the site shows it.

    ``title`` names the list, ``short`` where there is little room, and ``one`` a record; ``group`` is that of the search. ``tone`` names the field or list, and
    the dataset whose records lend theirs the colour; ``date`` the field by which they follow each other in time. ``also`` are the first steps of addresses that stand beside its own, ``figures`` the words and addresses of
    pages that tell figures apart from the statistics, ``queries`` the example questions about it.
    """

    name: str
    title: str
    short: str
    one: str
    group: str
    pages: bool = False
    paged: bool = True
    facets: tuple[Facet, ...] = ()
    area: str = ""
    tone: tuple[str, str] | None = None
    # The field by which what lends the tones falls into a few groups, for charts that have no room for all of it.
    group_by: str = ""
    summaries: tuple[str, ...] = ()
    date: str = ""
    # Whether each record's page is on another site: here are its lists, its card and what finds it.
    elsewhere: bool = False
    feed: bool = False
    shared: bool = False
    people: bool = False
    former: bool = False
    # The fields and lists that its views cannot do without: where the descriptor lacks one, what follows from it stands.
    requires: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    queries: tuple[Any, ...] = ()
    # (site) → the records that have a page: all of them.
    members: Function = None
    # (site, url, kind, value, number) → the view of a numbered page of a list; of a list that is not paged (site, url).
    listing: Function = None
    # (site, url, record's id) → the view of a record.
    page: Function = None
    # (site, kind, value, number) and (site, record's id) → all that these two show, as `Page.shows` has it.
    list_shows: Function = None
    page_shows: Function = None
    # (site, record) → its card, the line over its name in the search, what its row tells there besides, its share card.
    card: Function = None
    over: Function = None
    row: Function = None
    share_card: Function = None
    # (site) → pages beside its own, tables of the statistics, and the figures that these begin with.
    extra_pages: Function = None
    tables: Function = None
    answers: Function = None

    @property
    def url(self) -> str:
        """The address of the list."""
        return addresses.section(self.name)

    def lender(self, record: Record) -> str:
        """Return the id of what lends a record its tone, the first of several; nothing where nothing does."""
        value = record.get(self.tone[0]) if self.tone else ""
        return (value[0] if value else "") if isinstance(value, list) else value or ""

    @property
    def has_list(self) -> bool:
        """Whether there is a list: of what has pages, and where somebody draws one."""
        return self.pages or self.listing is not None

    @property
    def lending(self) -> Facet | None:
        """The facet of what lends the records their tones, where each value has a list; its values have a page of their own."""
        found = (facet for facet in self.lists if self.tone and facet.name == self.tone[0] and facet.field.reference)
        return next(found, None)

    @cached_property
    def lists(self) -> tuple[Facet, ...]:
        """The facets of which each value has a static list."""
        return tuple(facet for facet in self.facets if facet.listed) if self.paged and self.has_list else ()


Change = Callable[[Section], Section]


def sections(package: Package, changes: Mapping[str, Change]) -> dict[str, Section]:
    """Return the section of each public dataset by name: those that a subject changes first, in its order."""
    derived = _derived(package)
    better = _better(derived, changes)
    changed = {name: derived[name] if lacking(package, section) else section for name, section in better.items()}
    return changed | {name: section for name, section in derived.items() if name not in changed}


def _derived(package: Package) -> dict[str, Section]:
    return {resource.name: derive(package, resource) for resource in package.roots if not resource.private}


def _better(derived: Mapping[str, Section], changes: Mapping[str, Change]) -> dict[str, Section]:
    """Return the sections as a subject would show them, of the datasets that there are."""
    return {name: change(derived[name]) for name, change in changes.items() if name in derived}


def lacking(package: Package, section: Section) -> list[str]:
    """Return the fields and lists that a section's views cannot do without and that its dataset has not."""
    there = {*package.resources[section.name].by_name, *(child.property for child in package.children[section.name])}
    return [name for name in section.requires if name not in there]


def doubts(package: Package, changes: Mapping[str, Change]) -> Iterator[str]:
    """Yield what to say of each section that a subject shows better, and cannot here."""
    for name, section in _better(_derived(package), changes).items():
        fields = lacking(package, section)
        if fields:
            words = "، ".join(f"«{field}»" for field in fields)
            yield (
                f"datapackage.yaml: «{name}» {words} ندارد و نمای ویژهٔ «{package.resources[name].title}» بدون آن کشیده نمی‌شود؛"
                " صفحه‌هایش به شکل عمومی ساخته شد. اگر نمای ویژه را می‌خواهید، آن را به فیلدها یا فهرست‌هایش بیفزایید."
            )


def derive(package: Package, resource: Resource) -> Section:
    """Return the section of a dataset as the descriptor tells it."""
    fields = resource.by_name
    lists = {str(child.property) for child in package.children[resource.name]}
    places = resource.name == PLACES
    pages = places or resource.has_pages
    tone = _tone(package, resource)
    return Section(
        name=resource.name,
        title=resource.title,
        short=resource.title,
        one=resource.record or resource.title,
        group=resource.name,
        pages=pages,
        paged=not places,
        facets=flagged.derive(package, resource),
        area="" if places else next(filter(None, map(_place, resource.own_fields)), ""),
        tone=tone,
        summaries=tuple(name for name in _SUMMARIES if name in fields and fields[name].is_text),
        date=next((name for name in _DATES if name in fields and fields[name].calendar), ""),
        elsewhere=bool(resource.gathered),
        feed=pages and "added" in fields and not resource.gathered,
        shared=places or (bool(tone) and not resource.gathered),
        people=resource.people,
        former=_FORMER in lists,
    )


def referred(package: Package, name: str) -> frozenset[str]:
    """Return the datasets that the records of one refer to, and those that these refer to: none of people."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        resource = package.resources[waiting.pop()]
        named = {PLACES if field.area else field.reference for field in resource.fields} & package.resources.keys()
        new = {other for other in named if not package.resources[str(other)].people} - found - {name}
        found |= {str(other) for other in new}
        waiting += [*map(str, new), *(child.name for child in package.children[resource.name])]
    return frozenset(found)


def _place(field: Field) -> str:
    return field.name if field.area or field.reference == PLACES else ""


def _tone(package: Package, resource: Resource) -> tuple[str, str] | None:
    """Return the first field or list that names records with a colour, and their dataset."""
    named = [(item.name, item.reference) for item in resource.own_fields]
    named += [(str(child.property), child.own_fields[0].reference) for child in package.children[resource.name]]
    return next(
        ((name, other) for name, other in named if other and TONE in package.resources[other].by_name),
        None,
    )
