"""Meetings with their resolutions, and reports of what was done, some of them on a resolution or a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.persian.calendar.months import JALALI_MONTHS
from generator.subjects.women.sample import days
from generator.subjects.women.sample.days import EARLIEST, LAST
from generator.subjects.women.sample.words import words_meetings as words
from generator.subjects.women.sample.world import (
    PREFIX,
    PROVINCE,
    Lot,
    Values,
    World,
    numbered,
    only_known,
    sources_since,
)

# The states of a resolution (none: no source speaks of it), and how often each comes: of a late meeting, of an old one.
_STATES = {"open": (50, 14), "done": (25, 58), "dropped": (6, 12), None: (19, 16)}
_OVER = ("done", "dropped")
_REPORTS_FROM, _REPORTS_TO = days.number("1401-01-05"), days.number("1404-12-25")
# A share of the meetings is of the last months, of which less is over.
_RECENT = 420


def meeting(world: World, lot: Lot, number: int) -> Values:
    """Make a meeting with its agenda and resolutions; the first are one of each kind."""
    kinds = world.categories("meetings", "kind")
    kind = kinds[number] if number < len(kinds) else lot.choice(kinds)
    area = PROVINCE if kind == "provincial" or (kind in ("joint", "other") and lot.often(0.5)) else world.county(lot)
    day = lot.between(LAST - _RECENT if lot.often(0.3) else EARLIEST, LAST)
    name = _place(world, area)
    subject = lot.choice(words.SUBJECTS)
    wanted = lot.choice(words.TITLES.get(kind, words.TITLES_GENERAL)).format(area=name, subject=subject)
    title = world.free("meetings", numbered(wanted, _moments(day)))
    told_by = sources_since(lot, lot.randint(1, 2), day, words.SOURCE_TITLES, title=title)
    return only_known(
        {
            "id": f"{PREFIX}-{number + 1:03}",
            "title": title,
            "kind": kind,
            "date": days.text(day)[: 7 if lot.often(0.08) else None],
            "area": area,
            "venue": lot.choice(words.VENUES).format(area=name) if lot.often(0.75) else None,
            "summary": lot.choice(words.SUMMARIES).format(subject=subject, area=name) if lot.often(0.6) else None,
            "added": max(source["seen"] for source in told_by),
            "agenda": lot.some(words.AGENDA, 0, 5),
            "resolutions": [
                only_known({"id": f"r{place}", "text": text, **_resolution(world, lot, day)})
                for place, text in enumerate(lot.some(words.RESOLUTIONS, 0, 6), start=1)
            ],
            "sources": told_by,
        }
    )


def _place(world: World, area: str) -> str:
    """Return an area with the word for what it is, «شهرستان فسا»."""
    name = world.area_name(area)
    return f"شهرستان {name}" if area in world.lists["counties"] else name


def _moments(day: int) -> Iterator[str]:
    """Yield the month and the day in words, with the digits of the data."""
    year, month, place = (int(part) for part in days.text(day).split("-"))
    yield f"{JALALI_MONTHS[month - 1]} {year}"
    yield f"{place} {JALALI_MONTHS[month - 1]} {year}"


def _resolution(world: World, lot: Lot, day: int) -> Values:
    """Return who does what a meeting of a day decided, until when, and what became of it."""
    old = day < LAST - _RECENT
    state = lot.choices(list(_STATES), [shares[old] for shares in _STATES.values()])[0]
    deadline = days.text(day + lot.randint(20, 540)) if lot.often(0.7) else None
    who = lot.random()
    return {
        "agency": lot.choice(world.ids("agencies")) if who < 0.65 else None,
        "responsible": lot.choice(words.RESPONSIBLE) if who >= 0.65 else None,
        "deadline": deadline[: lot.choice((7, 10, 10))] if deadline else None,
        "status": state,
        "closed": days.text(lot.between(day, min(day + 400, LAST))) if state in _OVER else None,
        **_program(world, lot, 0.35),
    }


def _program(world: World, lot: Lot, chance: float) -> Values:
    """Return a program and perhaps one of its actions; often none."""
    programs = world.made.get("programs")
    if not programs or not lot.often(chance):
        return {}
    program = lot.choice(programs)
    actions = [action["id"] for action in program["actions"]]
    found = {"program": program["id"]}
    return {**found, "action": lot.choice(actions)} if actions and lot.often(0.6) else found


def report(world: World, lot: Lot, number: int) -> Values:
    """Make a report; the second is on a resolution of a meeting, if there is one."""
    links, area, first = _meeting(world, lot, 0.3 if number != 1 else 1.0)
    area = area or (PROVINCE if lot.often(0.18) else world.county(lot))
    day = lot.between(first, min(first + 300, LAST)) if first else lot.between(_REPORTS_FROM, _REPORTS_TO)
    if "resolution" not in links:
        links |= _program(world, lot, 0.35)
    name = _place(world, area)
    work = lot.choice(words.WORKS)
    activity, outcome = (lot.choice(texts).format(number=lot.randint(12, 240)) for texts in (work[1], work[2]))
    title = world.free("reports", numbered(work[0].format(area=name), _moments(day)))
    told_by = sources_since(lot, 1, day, words.SOURCE_TITLES, title=title)
    figures = [text.format(number=lot.randint(8, 400)) for text in lot.some(words.FIGURES, 0, 3)]
    told = lot.random()
    return only_known(
        {
            "id": f"{PREFIX}-{number + 1:03}",
            "title": title,
            "area": area,
            "date": _told_date(lot, day),
            "agency": lot.choice(world.ids("agencies")) if told < 0.6 else None,
            "by": lot.choice(words.REPORTERS).format(area=name) if told >= 0.6 else None,
            "activity": activity if lot.often(0.9) else None,
            "outcome": outcome if lot.often(0.6) else None,
            **links,
            "added": max(source["seen"] for source in told_by),
            "figures": figures,
            "sources": told_by,
        }
    )


def _told_date(lot: Lot, day: int) -> str | None:
    """Return a day as a source tells it: the day, the month, the year or nothing."""
    return None if lot.often(0.1) else days.text(day)[: lot.choice((10, 10, 10, 7, 7, 4))]


def _meeting(world: World, lot: Lot, chance: float) -> tuple[Values, str, int]:
    """Return the links to a meeting and perhaps its resolution, with the meeting's area and day; often none."""
    meetings = world.made.get("meetings")
    if not meetings or not lot.often(chance):
        return {}, "", 0
    found = lot.choice(meetings)
    links: dict[str, Any] = {"meeting": found["id"]}
    resolutions = found.get("resolutions", ())
    if resolutions and lot.often(0.75):
        resolution = lot.choice(resolutions)
        # A report on a resolution is on its program too.
        own = {name: resolution[name] for name in ("program", "action") if name in resolution}
        links = {**links, "resolution": resolution["id"], **own}
    return links, found["area"], days.number(found["date"])
