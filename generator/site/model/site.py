"""Site: everything a view may ask, worked out once: the registry, the settings and the cards."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.dataset.people.consent import may_name
from generator.dataset.photo_sizes import LARGE_PHOTO, SMALL_PHOTO, small_photo
from generator.dataset.registry import Record, Registry
from generator.persian.calendar.historical import parse_historical
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.order import sort_key
from generator.site.model import addresses
from generator.site.model.portrait import portrait
from generator.site.model.status import TRIAL, office, status
from generator.subjects.women.relations import Chain

DEFAULT_TONE = "stone"
_MONTH = re.compile(r"(?<=\d{4})-\d\d(?:-\d\d)?")


class Card(NamedTuple):
    """What a card or a row of a list shows of a record; texts are as they stand in the data."""

    url: str
    name: str
    face: Markup
    over: str
    tone: str
    ability: str
    foot: tuple[str, ...]


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
    # Front matter of the hand-written pages by address, for the lists of news and articles.
    articles: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _kept: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what ``make`` returned for this key the first time; for what many pages ask again."""
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    @cached_property
    def today_words(self) -> str:
        """The day of the build: «۳ آذر ۱۴۰۵»."""
        return from_gregorian(self.today).words()

    @cached_property
    def chain(self) -> Chain:
        """What names what: both directions of every link between records."""
        return Chain(self.registry)

    @cached_property
    def counties(self) -> list[Record]:
        """The counties in alphabetical order: never in that of a number."""
        return sorted(self.registry["counties"], key=lambda record: sort_key(record["name"]))

    @property
    def province(self) -> str:
        """The province's name."""
        return str(self.extra.get("province", ""))

    @cached_property
    def trial(self) -> bool:
        """Whether the office has not yet made the site its own: then it asks all crawlers to stay away."""
        return status(self.extra) == TRIAL

    @property
    def office(self) -> Mapping[str, Any]:
        """The office that the site is made for, or by: its name, telephone, e-mail and address, as far as they are set."""
        return office(self.extra)

    @property
    def maker(self) -> str:
        """Who answers for the site: the office, and nobody but the site itself while it is a trial."""
        name = "" if self.trial else self.office.get("name") or self.extra.get("authority")
        return str(name or self.name)

    @property
    def notice(self) -> str:
        """What every page says first: that the data is made up, or that this is a trial; nothing on an official site."""
        if self.registry.package.synthetic:
            return "همهٔ نام‌ها و رقم‌های این سایت ساختگی است و تنها برای آزمایش آمده است."
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
        return bool(self.extra.get("search", True))

    def absolute(self, url: str) -> str:
        """Return the full address of a page."""
        return self.address + url

    def may_name(self, record: Record) -> bool:
        """Whether pages that are not about a record may name it: anything but a living person who has not agreed."""
        return not self.registry.package.resources[record.resource].people or may_name(record.values)

    def is_unconfirmed(self, record: Record) -> bool:
        """Whether a living person's page rests on the public record alone: such a page asks not to be indexed."""
        return not self.may_name(record) and bool(self.extra.get("noindex_public_record", True))

    def tone_of(self, record: Record) -> str:
        """Return the tone of a woman's first domain or an organisation's sector; nothing of a record without a face."""
        if record.resource == "women":
            place, name = "domains", self.domain_of(record)
        elif record.resource == "cooperatives":
            place, name = "sectors", record["sector"]
        else:
            return ""
        found = self.registry.get(place, name)
        return found.get("tone", DEFAULT_TONE) if found else DEFAULT_TONE

    def beside(self, record: Record, domain: str = "") -> tuple[list[Record], int]:
        """Return the alphabetical list (of all, or of one domain) that a page has its neighbours from, and its place.

        A page that may be found leads to none that asks not to be.
        """
        found = not self.is_unconfirmed(record)

        def make() -> tuple[list[Record], dict[str, int]]:
            registry, resource = self.registry, record.resource
            members = registry.by(resource, "domains").get(domain, []) if domain else registry[resource]
            members = [member for member in members if not (found and self.is_unconfirmed(member))]
            return members, {member.id: place for place, member in enumerate(members)}

        members, places = self.once(("beside", record.resource, domain, found), make)
        return members, places[record.id]

    def domain_of(self, woman: Record) -> str:
        """The id of the domain that counts: the first."""
        return (woman.get("domains") or [""])[0]

    def woman_card(self, woman: Record) -> Card:
        """Return the card of a woman."""
        return self.once(("card", "women", woman.id), lambda: self._woman_card(woman))

    def _woman_card(self, woman: Record) -> Card:
        return Card(
            url=addresses.record("women", woman.id),
            name=woman["name"],
            face=self.face(woman, small=True),
            over=self.registry.label("domains", self.domain_of(woman)),
            tone=self.tone_of(woman),
            ability=woman.get("ability", ""),
            foot=tuple(filter(None, (self.registry.area(woman["county"]), self.period(woman)))),
        )

    def face(self, record: Record, small: bool = False) -> Markup:
        """Return a record's photo, or its portrait where there is none; ``small`` for cards, where there is one."""
        photo = self.photo(record, small)
        if not photo:
            return portrait(record.id, self.tone_of(record))
        size = SMALL_PHOTO if small else LARGE_PHOTO
        return Markup('<img src="{}" alt="" width="{}" height="{}" loading="lazy" decoding="async">').format(
            f"{addresses.ROOT}{photo}", size, size
        )

    def photo(self, record: Record, small: bool = False) -> str:
        """Return the address of a record's photo, or of its smaller copy; nothing where there is none."""
        photo = record.get("photo")
        if not photo:
            return ""
        beside = (self.registry.package.folder.parent / record.file).with_name(small_photo(photo))
        return f"photos/{beside.name if small and beside.is_file() else photo}"

    def period(self, woman: Record) -> str:
        """Return the years of a life, or the name of the period, as a card shows them."""
        birth, death = woman.get("birth"), woman.get("death")
        if birth and death:
            return span(birth, death)
        if woman.get("period"):
            return str(woman["period"])
        if death:
            return f"درگذشتهٔ {_year(death)}"
        if birth:
            return f"زادهٔ {_year(birth)}"
        return ""

    def cooperative_card(self, record: Record) -> Card:
        """Return the card of a cooperative or fund."""
        kinds = self.registry.package.resources["cooperatives"].by_name["kind"].categories
        return Card(
            url=addresses.record("cooperatives", record.id),
            name=record["name"],
            face=self.face(record),
            over=kinds[record["kind"]],
            tone=self.tone_of(record),
            ability=record.get("summary", ""),
            foot=(self.registry.area(record["county"]), self.registry.label("sectors", record["sector"])),
        )


def span(birth: str, death: str, *, days: bool = False) -> str:
    """Return the years of a life, or its ``days`` as far as they are known; an era that both ends share is said once."""
    start, end = (parse_historical(text if days else _MONTH.sub("", text)) for text in (birth, death))
    first, last = start.words(), end.words()
    if start.interval or end.interval:
        return f"{first} – {last}"
    if start.era != end.era:
        return f"{first} تا {last}"
    if start.era:
        return parse_historical(f"{start.text.removesuffix(start.era).strip()}/{end.text}").words()
    return f"{first} – {last}" if " " in first + last else f"{first}–{last}"


def _year(text: str) -> str:
    """Return the words of a date without its month and day."""
    return parse_historical(_MONTH.sub("", text)).words()
