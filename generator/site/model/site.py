"""Site: everything a view may ask, worked out once: the registry, the settings and the cards."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from math import isqrt
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from markupsafe import Markup

from generator.dataset.gathering.gathered_rows import PAGE
from generator.dataset.photo_sizes import LARGE_PHOTO, SMALL_PHOTO, small_photo
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.order import sort_key
from generator.site.model import addresses
from generator.site.model.offer import Offer
from generator.site.model.portrait import portrait
from generator.site.model.section import PLACES, Change, Section, referred, sections
from generator.site.model.status import Contact, contacts, inbox, is_searched, is_trial, office

DEFAULT_TONE = "stone"
T = TypeVar("T")
_NOT_YET = object()


@dataclass
class Site:
    """The registry with the settings of ``mkdocs.yml``. Pure data: it is handed to worker processes."""

    registry: Registry
    name: str
    description: str
    address: str
    extra: Mapping[str, Any]
    today: date
    serving: bool = False
    # Folders of templates that are asked before the generator's own: the province's, then those of its subject.
    templates: tuple[Path, ...] = ()
    # What the subject says better of its datasets than the descriptor does, by the dataset's name.
    changes: Mapping[str, Change] = field(default_factory=dict)
    # Front matter of the hand-written pages by address, for the lists of news and articles.
    articles: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    # What there is of open data, once it is made: its page tells of it.
    offer: Offer | None = None
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    # By dataset the ids of the records that other pages may show: each page asks that of some hundred.
    _named: dict[str, frozenset[str]] = field(default_factory=dict, repr=False)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` returned for this key the first time; for what many pages ask again."""
        kept: Any = self._kept.get(key, _NOT_YET)
        if kept is _NOT_YET:
            kept = self._kept[key] = make()
        found: T = kept
        return found

    @cached_property
    def today_words(self) -> str:
        """The day of the build: «۳ آذر ۱۴۰۵»."""
        return from_gregorian(self.today).words()

    @cached_property
    def sections(self) -> dict[str, Section]:
        """What the site knows of each public dataset, by its name."""
        return sections(self.registry.package, self.changes)

    def members(self, section: Section) -> list[Record]:
        """Return the records of a dataset that have a page of their own, here or elsewhere; none where it has no pages."""
        if not section.pages:
            return []
        return section.members(self) if section.members else self.registry[section.name]

    @cached_property
    def paged(self) -> dict[str, Record]:
        """Every record that has a page on this site, by the address of it."""
        return {
            addresses.record(section.name, record.id): record
            for section in self.sections.values()
            if not section.elsewhere
            for record in self.members(section)
        }

    def referred(self, name: str) -> frozenset[str]:
        """Return the datasets that the records of one refer to, and those that these refer to: none of people."""
        return self.once(("referred", name), lambda: referred(self.registry.package, name))

    def url_of(self, record: Record) -> str:
        """Return the address of a record's page: from this site's root, or a whole one where it is elsewhere."""
        if self.sections[record.resource].elsewhere:
            return str(record[PAGE])
        return addresses.record(record.resource, record.id)

    def page_of(self, resource: str, record_id: str) -> str:
        """Return the address of a record's page; nothing where it has none."""
        url = addresses.record(resource, record_id)
        return url if url in self.paged else ""

    def link(self, name: str) -> str:
        """Return the address of a dataset's list, or of what stands beside one; nothing where the site has none."""
        own = self.sections.get(name)
        there = own.has_list if own else any(name in section.also for section in self.sections.values())
        return addresses.section(name) if there else ""

    def values(self, section: Section) -> str:
        """Return the address of the page of what lends a dataset's records their tones; nothing where it has none."""
        lender = section.lending
        return self.place_of_values(section) if lender and self.registry.by(section.name, lender.name) else ""

    def place_of_values(self, section: Section) -> str:
        """Return the address that this page has once there are records; nothing where it will have none."""
        lender = section.lending
        if lender is None or not section.pages or self.page_of(section.name, lender.kind):
            return ""
        return addresses.values(section.name, lender.kind)

    def title_of_values(self, section: Section) -> str:
        """Return what the page of what lends a dataset's records their tones is called."""
        lender = section.lending
        return self.registry.package.resources[str(lender.field.reference)].title if lender else ""

    def form(self, name: str) -> str:
        """Return the address of the form that a dataset is sent by; nothing where it has none."""
        resource = self.registry.package.resources.get(name)
        return f"{addresses.SUBMIT}{name}/" if resource and resource.submit else ""

    @cached_property
    def counties(self) -> list[Record]:
        """The counties in alphabetical order: never in that of a number."""
        return sorted(self.registry[PLACES], key=lambda record: sort_key(record["name"]))

    @cached_property
    def is_mapped(self) -> bool:
        """Whether the data say of every county where it stands on the map of tiles: in which column, and in which row."""
        return all(type(place.get(name)) is int for place in self.registry[PLACES] for name in ("column", "row"))

    @cached_property
    def grid(self) -> dict[str, tuple[int, int]]:
        """The column and row of each county: as the data say, else in the order of the data, in rows of a square."""
        places = self.registry[PLACES]
        if self.is_mapped:
            return {place.id: (place["column"], place["row"]) for place in places}
        width = isqrt(max(len(places) - 1, 0)) + 1
        return {place.id: (number % width, number // width) for number, place in enumerate(places)}

    @property
    def province(self) -> str:
        """The province's name."""
        return str(self.extra.get("province", ""))

    @cached_property
    def trial(self) -> bool:
        """Whether the office has not yet made the site its own: then it asks all crawlers to stay away."""
        return is_trial(self.extra)

    @property
    def office(self) -> Mapping[str, Any]:
        """The office that the site is made for, or by: its name, telephone, e-mail and address, as far as they are set."""
        return office(self.extra)

    @cached_property
    def contacts(self) -> tuple[Contact, ...]:
        """The ways to the office: its telephone, messenger and e-mail, as far as they are set."""
        return tuple(contacts(self.office))

    @property
    def maker(self) -> str:
        """Who answers for the site: the office, and nobody but the site itself while it is a trial."""
        name = "" if self.trial else self.office.get("name") or self.extra.get("authority")
        return str(name or self.name)

    @property
    def notice(self) -> str:
        """What every page says first: that the data is made up, or that this is a trial; nothing on an official site."""
        if self.registry.package.synthetic:
            return "همهٔ نام‌ها و ارقام ساختگی است: این سایت فقط برای آزمایش ساخته شده است."
        if self.trial:
            name = self.office.get("name") or "دفتر"
            return f"نسخهٔ آزمایشی: از منابع عمومی گرد آمده و در انتظار تأیید {name} است."
        return ""

    @property
    def badge(self) -> str:
        """The same in two words, for what has no room for a sentence."""
        if self.registry.package.synthetic:
            return "دادهٔ ساختگی"
        return "نسخهٔ آزمایشی" if self.trial else ""

    @property
    def searched(self) -> bool:
        """Whether the site has a search: not with ``search: false`` in the settings' ``extra``."""
        return is_searched(self.extra)

    @property
    def inbox(self) -> str:
        """The address of the inbox that takes what the site's forms send; nothing where there is none."""
        return inbox(self.extra)

    def absolute(self, url: str) -> str:
        """Return the full address of a page."""
        return self.address + url

    def may_name(self, record: Record) -> bool:
        """Whether pages that are not about a record may show it: neither it nor whom it names has yet to agree."""
        named = self._named.get(record.resource)
        if named is None:
            shown = filter(self.registry.may_show, self.registry[record.resource])
            named = self._named[record.resource] = frozenset(one.id for one in shown)
        return record.id in named

    def is_unconfirmed(self, record: Record) -> bool:
        """Whether a page tells of a living person by the public record alone: such a page asks not to be indexed."""
        return not self.may_name(record) and bool(self.extra.get("noindex_public_record", True))

    def indexed(self, record: Record) -> bool:
        """Whether a record's page may be found by search engines."""
        return not self.is_unconfirmed(record)

    def tone_of(self, record: Record) -> str:
        """Return the tone of what a record is of, the first of several; nothing of a record without a face."""
        section = self.sections[record.resource]
        if section.tone is None:
            return ""
        found = self.registry.get(section.tone[1], section.lender(record))
        return found.get("tone", DEFAULT_TONE) if found else DEFAULT_TONE

    def beside(self, record: Record, name: str = "", value: str = "") -> tuple[list[Record], int]:
        """Return the list (of all, or of those with a value) that a page has its neighbours from, and its place.

        A page that may be found leads to none that asks not to be.
        """
        found = self.indexed(record)

        def make() -> tuple[list[Record], dict[str, int]]:
            section = self.sections[record.resource]
            members = self.registry.by(section.name, name).get(value, []) if name else self.members(section)
            members = [member for member in members if not found or self.indexed(member)]
            return members, {member.id: place for place, member in enumerate(members)}

        members, places = self.once(("beside", record.resource, name, value, found), make)
        return members, places[record.id]

    def face(self, record: Record, small: bool = False) -> Markup:
        """Return a record's photo, or its portrait where there is none; ``small`` for cards, where there is one."""
        photo = self.photo(record, small)
        if not photo:
            return portrait(self.drawn_by(record), self.tone_of(record), addresses.ROOT)
        size = SMALL_PHOTO if small else LARGE_PHOTO
        return Markup('<img src="{}" alt="" width="{}" height="{}" loading="lazy" decoding="async">').format(
            f"{addresses.ROOT}{photo}", size, size
        )

    def drawn_by(self, record: Record) -> str:
        """Return the id that a record's portrait is drawn by: where its page is elsewhere, that which it has there."""
        return (
            self.url_of(record).rstrip("/").rpartition("/")[2]
            if self.sections[record.resource].elsewhere
            else record.id
        )

    def photo(self, record: Record, small: bool = False) -> str:
        """Return the address of a record's photo, or of its smaller copy; nothing where there is none."""
        photo = record.get(self.registry.package.resources[record.resource].image)
        if not photo:
            return ""
        # Asked of what was read, not of the disk: whoever draws may stand on another computer.
        beside = PurePosixPath(record.file).with_name(small_photo(photo))
        return f"photos/{beside.name if small and str(beside) in self.registry.images else photo}"
