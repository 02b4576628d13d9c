"""The ways through a site: hubs with a second row, the button, the foot. From the settings, else from the sections.

Nothing leads nowhere: a link to what the site has not is left out, and a hub of which nothing is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from generator.site.model import addresses
from generator.site.model.section import PLACES, Section
from generator.site.model.site import Site
from generator.site.pages.page_index import there

# So many hubs of datasets there are where the settings say nothing; what is left shares the last.
_MOST = 4
_REST = "بخش‌های دیگر"
# What the list of all places is, beside what hangs on them.
_MAP = "نقشه و فهرست"
_DATA = (("آمار بانک", addresses.STATISTICS), ("دادهٔ باز", addresses.DATA), ("واژه‌نامهٔ داده", addresses.DICTIONARY))
_WORDS = (
    ("دربارهٔ بانک", "about/"),
    ("خبرها", "news/"),
    ("آموزش", "education/"),
    ("راهنمای کارشناسان", "guide/"),
    ("معرفی و فرم‌ها", addresses.SUBMIT),
    ("اصلاح یا حذف نام", "privacy/"),
)


class Way(NamedTuple):
    """One link: its words and its address."""

    label: str
    url: str


class Hub(NamedTuple):
    """One of the few parts of a site: its name, its first page, and the links of its second row.

    A hub of one page has no row; one whose other pages wait for their first record keeps the row that it will have.
    """

    label: str
    url: str
    ways: tuple[Way, ...]


class Place(NamedTuple):
    """Where an address stands: in which hub, at which link of its second row; at neither is outside of all."""

    hub: Hub | None = None
    url: str = ""


class Navigation(NamedTuple):
    """The hubs, the button that asks for a record, the titled groups of links at the foot, and a note below them."""

    hubs: tuple[Hub, ...]
    call: Way | None
    footer: tuple[tuple[str, tuple[Way, ...]], ...]
    note: str
    places: Mapping[str, Place]

    def place(self, url: str) -> Place:
        """Return where an address stands: where the longest link that it lies below does."""
        steps = url.strip("/").split("/")
        for end in range(len(steps), 0, -1):
            if found := self.places.get("/".join(steps[:end]) + "/"):
                return found
        return Place()


def navigation(site: Site) -> Navigation:
    """Return the ways through a site."""
    own: Mapping[str, Any] = site.extra.get("navigation") or {}
    shown = {one: _leading_hub(site, one) for one in _hubs(site)}
    groups = [(str(group["title"]), _set(group["links"])) for group in own.get("footer") or ()]
    footer = groups or [
        ("بخش‌ها", [Way(section.short, section.url) for section in site.sections.values() if section.has_list]),
        ("آمار و داده", _ways(_DATA)),
        ("این بانک و حق شما", _ways(_WORDS)),
    ]
    leading = ((title, _leading(site, links)) for title, links in footer)
    (call, *_) = (*_leading(site, _calls(site)), None)
    return Navigation(
        tuple(hub for hub in shown.values() if hub),
        call,
        tuple((title, links) for title, links in leading if links),
        str(own.get("note") or ""),
        {url: place._replace(hub=place.hub and shown[place.hub]) for url, place in _places(site).items()},
    )


def marks(site: Site) -> frozenset[str]:
    """Return the addresses of the menu that lie below a first folder: pages below them are told from others there."""
    return frozenset(url for url in _places(site) if url.count("/") > 1)


def left_out(site: Site) -> list[Section]:
    """Return the sections with a list that stand in no hub, so that nothing tells where their pages are."""
    known = navigation(site)
    return [section for section in site.sections.values() if section.has_list and not known.place(section.url).hub]


# ---------- the hubs ----------


def _hubs(site: Site) -> tuple[Hub, ...]:
    """Return the hubs, whether or not their links lead somewhere."""
    return site.once("hubs", lambda: tuple(_told(site) or _derived(site)))


def _told(site: Site) -> list[Hub]:
    """Return the hubs of the settings; one without links of its own has those that follow from its section."""
    derived = {hub.url: hub.ways for hub in _derived(site)}
    return [
        Hub(str(one["label"]), str(one["url"]), tuple(_set(one.get("links"))) or derived.get(str(one["url"]), ()))
        for one in _header(site)
        if not str(one["url"]).startswith(addresses.SUBMIT)
    ]


def _header(site: Site) -> Sequence[Mapping[str, Any]]:
    return (site.extra.get("navigation") or {}).get("header") or ()


def _derived(site: Site) -> list[Hub]:
    """Return a hub for each section that hangs on no other, people first, and one of figures."""
    sections = sorted((one for one in site.sections.values() if one.has_list), key=lambda one: not one.people)
    above: dict[str, str] = {}
    for place, section in enumerate(sections):
        earlier = {one.name for one in sections[:place] if one.name not in above and one.name != PLACES}
        if top := _top(site, section, earlier):
            above[section.name] = top
    hubs = [_hub(site, one, [sub for sub in sections if above.get(sub.name) == one.name]) for one in sections]
    hubs = [hub for hub, one in zip(hubs, sections, strict=True) if one.name not in above]
    if len(hubs) > _MOST:
        rest = [Way(hub.label, hub.url) for hub in hubs[_MOST - 1 :]]
        hubs[_MOST - 1 :] = [Hub(_REST, rest[0].url, tuple(rest))]
    return [*hubs, Hub("آمار", addresses.STATISTICS, tuple(_ways(_DATA)))]


def _top(site: Site, section: Section, earlier: set[str]) -> str:
    """Return what a section without people hangs on: an earlier one that it names, else the places that it counts."""
    if section.people or section.name == PLACES:
        return ""
    package = site.registry.package
    named = [item.reference for item in package.resources[section.name].own_fields]
    named += [child.own_fields[0].reference for child in package.children[section.name]]
    counts = not section.pages and section.area and PLACES in site.sections
    return next((name for name in named if name in earlier), PLACES if counts else "") or ""


def _hub(site: Site, section: Section, below: Iterable[Section]) -> Hub:
    ways = [Way(_MAP if section.name == PLACES else f"همهٔ {section.short}", section.url)]
    if url := site.place_of_values(section):
        ways.append(Way(site.title_of_values(section), url))
    ways += [Way(one.short, one.url) for one in below]
    return Hub(section.short, section.url, tuple(ways))


# ---------- what they lead to ----------


def _places(site: Site) -> Mapping[str, Place]:
    """Return the place of each address that a hub names, of those that stand beside its sections, and of the button's."""
    hubs = [(hub, [*hub.ways, Way(hub.label, hub.url)]) for hub in _hubs(site)]
    found: dict[str, Place] = {}
    for hub, ways in hubs:
        for way in ways:
            if way.url and "://" not in way.url and "#" not in way.url:
                found.setdefault(way.url, Place(hub, way.url))
    for url, place in list(found.items()):
        section = site.sections.get(url.strip("/"))
        for name in section.also if section else ():
            found.setdefault(addresses.section(name), place)
    for call in islice(_calls(site), 1):
        found.setdefault(call.url, Place(None, call.url))
    return found


def _calls(site: Site) -> Iterator[Way]:
    """Yield what the button asks for: as the settings say, else for a person, else for whatever has a form."""
    own = (site.extra.get("navigation") or {}).get("call")
    yield from _set([own] if own else ())
    yield from (way for way in _set(_header(site)) if way.url.startswith(addresses.SUBMIT))
    for section in sorted(site.sections.values(), key=lambda one: not one.people):
        if form := site.form(section.name):
            yield Way(f"معرفی {section.one}", form)


def _set(links: Iterable[Mapping[str, Any]] | None) -> list[Way]:
    return [Way(str(link["label"]), str(link["url"])) for link in links or ()]


def _ways(pairs: Iterable[tuple[str, str]]) -> list[Way]:
    return [Way(*pair) for pair in pairs]


def _leading(site: Site, links: Iterable[Way]) -> tuple[Way, ...]:
    """Return the links that lead somewhere: a dataset that was taken out takes its links along."""
    known = there(site)
    return tuple(way for way in links if "://" in way.url or way.url.partition("#")[0] in known)


def _leading_hub(site: Site, hub: Hub) -> Hub | None:
    """Return a hub with the links that lead somewhere; its first page is the first of them where its own is not there."""
    ways = _leading(site, hub.ways)
    own = _leading(site, [Way(hub.label, hub.url)]) or ways
    return Hub(hub.label, own[0].url, ways if len(hub.ways) > 1 else ()) if own else None
