"""The chain: target → program → action → resolution → agency → report → indicator, read from both ends.

Links are stored once, at the lower end. This walks the records once and keeps what names what, so that every page
can show both directions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Any, NamedTuple

from generator.dataset.registry import Record, Registry
from generator.site.model import addresses
from generator.site.model.site import Site


class Link(NamedTuple):
    """A record, or an item of one, that names another: its words, its address and what it is."""

    words: str
    url: str
    kind: str


class Item(NamedTuple):
    """An item of a record's list: a resolution of its meeting."""

    record: Record
    values: dict[str, Any]


Index = defaultdict[Any, list[Link]]

# The state of an action or a resolution that was carried out.
DONE = "done"
TARGET, RESOLUTION, REPORT, PROGRAM, ACTION = "هدف سند", "مصوبه", "گزارش", "برنامه", "اقدام"


class Chain:
    """What names each program, action (program, id), resolution (meeting, id), agency and indicator."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self.programs: Index = defaultdict(list)
        self.actions: Index = defaultdict(list)
        self.resolutions: Index = defaultdict(list)
        self.agencies: Index = defaultdict(list)
        self.indicators: Index = defaultdict(list)
        self.resolutions_of: dict[str, list[Item]] = defaultdict(list)
        self._indicators_of: dict[str, dict[str, None]] = defaultdict(dict)
        self._items = {(meeting.id, item["id"]): Item(meeting, item) for meeting, item in resolutions(registry)}
        self._documents()
        self._programs()
        self._meetings()
        self._reports()

    def indicators_of(self, program: str) -> list[str]:
        """Return the indicators that a program is to move: its own, and those of the targets that rest on it."""
        return list(self._indicators_of.get(program, ()))

    def resolution_of(self, report: Record) -> Item | None:
        """Return the resolution that a report tells of, with its meeting; nothing where it names none."""
        return self._items.get((report.get("meeting", ""), report.get("resolution", "")))

    def served(self, report: Record) -> list[tuple[str, str]]:
        """Return the programs that a report tells of, its own before that of its resolution; "" for no action of it."""
        told = self.resolution_of(report)
        named = (report, told.values) if told else (report,)
        return list(
            dict.fromkeys((values["program"], values.get("action", "")) for values in named if values.get("program"))
        )

    @cached_property
    def agencies_named(self) -> list[Record]:
        """The agencies of which there is anything to tell, in the order of the data; the others have no page."""
        registry = self._registry
        named = {
            *registry.by("women", "nominations"),
            *registry.by("headcounts", "agency"),
            *registry.by("working-groups", "agency"),
            *self.agencies,
            *self.resolutions_of,
        }
        return [record for record in registry["agencies"] if record.id in named]

    def _documents(self) -> None:
        for document in self._registry["county-documents"]:
            for target in document.get("targets", ()):
                place = self._registry.area(document["area"]) if "area" in document else ""
                link = Link(target["title"], item_url(document, target), f"{TARGET} {place}".rstrip())
                program, indicator = target.get("program"), target.get("indicator")
                if program:
                    self.programs[program].append(link)
                if indicator:
                    self.indicators[indicator].append(link)
                if program and indicator:
                    self._indicators_of[program][indicator] = None

    def _programs(self) -> None:
        for program in self._registry["programs"]:
            link = Link(program.label, url_of(program), PROGRAM)
            if program.get("agency"):
                self.agencies[program["agency"]].append(link)
            for indicator in program.get("indicators", ()):
                self.indicators[indicator].append(link)
                self._indicators_of[program.id][indicator] = None
            for action in program.get("actions", ()):
                if action.get("agency"):
                    self.agencies[action["agency"]].append(Link(action["title"], item_url(program, action), ACTION))

    def _meetings(self) -> None:
        for meeting, item in resolutions(self._registry):
            link = Link(item["text"], item_url(meeting, item), RESOLUTION)
            if item.get("program"):
                self._below([(item["program"], item.get("action", ""))], link)
            if item.get("agency"):
                self.resolutions_of[item["agency"]].append(Item(meeting, item))

    def _reports(self) -> None:
        for report in self._registry["reports"]:
            link = Link(report.label, url_of(report), REPORT)
            served = self.served(report)
            self._below(served, link)
            if report.get("agency"):
                self.agencies[report["agency"]].append(link)
            told = self.resolution_of(report)
            if told:
                self.resolutions[told.record.id, told.values["id"]].append(link)
            for indicator in dict.fromkeys(name for program, _ in served for name in self.indicators_of(program)):
                self.indicators[indicator].append(link)

    def _below(self, served: Iterable[tuple[str, str]], link: Link) -> None:
        """Keep a link at the programs that it serves, once at each, and at the actions."""
        served = list(served)
        for program in dict.fromkeys(program for program, _ in served):
            self.programs[program].append(link)
        for program, action in served:
            if action:
                self.actions[program, action].append(link)


def chain(site: Site) -> Chain:
    """Return what names what in a site, walked once."""
    return site.once("chain", lambda: Chain(site.registry))


def resolutions(registry: Registry) -> Iterable[Item]:
    """Yield every resolution with its meeting."""
    for meeting in registry["meetings"]:
        for item in meeting.get("resolutions", ()):
            yield Item(meeting, item)


def url_of(record: Record) -> str:
    """Return the address of a record's page."""
    return addresses.record(record.resource, record.id)


def item_url(record: Record, item: dict[str, Any]) -> str:
    """Return the address of an item of a record's list: its place on the record's page."""
    return f"{url_of(record)}#{item['id']}"


def action(site: Site, program: str | None, action_id: str | None) -> tuple[str, str] | None:
    """Return the words and the address of an action that a resolution or a report names."""
    record = site.registry.get("programs", program) if program else None
    if record is None:
        return None
    items = record.get("actions", ())
    return next(((item["title"], item_url(record, item)) for item in items if item["id"] == action_id), None)


def of_county(registry: Registry, county: str) -> list[tuple[str, list[tuple[Record, str]]]]:
    """Return the meetings, reports and documents of a county with their dates, by section; empty sections too."""
    sections = (("meetings", "نشست‌ها"), ("reports", "گزارش‌ها"), ("county-documents", "سند شهرستان"))
    return [
        (
            title,
            sorted(
                ((record, str(record.get("date") or "")) for record in registry.by(resource, "area").get(county, [])),
                key=lambda entry: entry[1],
                reverse=True,
            ),
        )
        for resource, title in sections
        if resource in registry.package.resources
    ]
