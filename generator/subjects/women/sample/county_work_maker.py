"""The work of the counties: their documents with targets, the seats of their working groups, and head counts."""

from __future__ import annotations

from collections.abc import Iterator

from generator.dataset.checks.cross_fields import PERCENT
from generator.persian.names.personal_names import slug, transliterate
from generator.subjects.women.checks.document_checks import ALL
from generator.subjects.women.sample import days, indicators_maker
from generator.subjects.women.sample.days import EARLIEST, LAST
from generator.subjects.women.sample.indicators_maker import TRENDS
from generator.subjects.women.sample.words import words_county_work as words
from generator.subjects.women.sample.words.words_shared import PLACES
from generator.subjects.women.sample.world import PREFIX, PROVINCE, Lot, Values, World, only_known, sources_since

_FARMANDARI = "farmandari"
_YEARS = (1402, 1403, 1404)


# ---------- documents ----------


def document_areas(world: World) -> list[str]:
    """Return the areas that have a document: the province and two of three counties."""
    return world.once("documents", _document_areas)


def _document_areas(world: World) -> list[str]:
    counties = world.ids("counties")
    return [PROVINCE, *world.lot("documents").sample(counties, len(counties) * 2 // 3)]


def county_document(world: World, lot: Lot, number: int) -> Values:
    """Make the document of an area; the first are one of each stage."""
    area = document_areas(world)[number]
    stages = world.categories("county-documents", "stage")
    stage = stages[-1 - number] if number < len(stages) else lot.choice(stages)
    name = f"شهرستان {world.area_name(area)}" if area != PROVINCE else world.area_name(area)
    title = f"سند ارتقای وضعیت زنان و خانوادهٔ {name}"
    day = lot.between(EARLIEST, LAST - 60)
    dated = lot.often(0.85)
    told_by = sources_since(lot, 1, day, words.DOCUMENT_SOURCES, area=name)
    return only_known(
        {
            "id": f"{PREFIX}-{area}",
            "title": title,
            "area": area,
            "stage": stage,
            "stage_date": days.text(day)[: lot.choice((4, 7, 10))] if dated else None,
            "summary": lot.choice(words.DOCUMENT_SUMMARIES).format(area=name) if lot.often(0.8) else None,
            "added": max(source["seen"] for source in told_by),
            "priorities": lot.some(words.PRIORITIES, 2, 5),
            "targets": _targets(world, lot, area),
            "sources": told_by,
        }
    )


def _targets(world: World, lot: Lot, area: str) -> list[Values]:
    """Return two to six targets; most are measured by an indicator, whose direction they have."""
    directions = {row["id"]: row.get("direction", "") for row in world.rows["indicators"]}
    measured = [name for name in indicators_maker.chosen(world) if directions[name]]
    count = lot.randint(2, 6)
    names = lot.sample(measured, min(len(measured), count - lot.randint(0, 1)))
    others = lot.sample(words.TARGETS, count - len(names))
    bare = [{"title": text} for text in others]
    targets = [*(_measured(world, lot, area, name, directions[name]) for name in names), *bare]
    programs = world.made.get("programs")
    for place, target in enumerate(targets, start=1):
        target["id"] = f"t{place}"
        if programs and lot.often(0.45):
            target["program"] = lot.choice(programs)["id"]
    return targets


def _measured(world: World, lot: Lot, area: str, indicator: str, direction: str) -> Values:
    """Return a target with its indicator; the beginning, or the goal, is not always said."""
    title = world.lists["indicators"][indicator]
    start = lot.randint(1396, 1401)
    value = indicators_maker.value(world, indicator, area, ALL, start)
    unit = next(row["unit"] for row in world.rows["indicators"] if row["id"] == indicator)
    goal = _goal(lot, value, direction, unit == PERCENT, TRENDS[indicator].is_count)
    said = lot.random()
    target: Values = {"title": f"{'افزایش' if direction == 'up' else 'کاهش'} {title}", "indicator": indicator}
    if said < 0.85:
        target |= {"baseline": value, "baseline_year": str(start)}
    if said > 0.1:
        target |= {"value": goal, "year": str(lot.randint(1404, 1407))}
    return target


def _goal(lot: Lot, value: float, direction: str, percent: bool, is_count: bool) -> float | int:
    """Return a goal that is better than a value, and that can be."""
    if direction == "down":
        goal = value * lot.uniform(0.6, 0.9)
    elif percent:
        goal = value + min(value * lot.uniform(0.1, 0.4), (100 - value) * 0.6)
    else:
        goal = value * lot.uniform(1.1, 1.5) + 1
    return round(goal) if is_count else round(goal, 1)


# ---------- seats ----------


def seats(world: World) -> list[Values]:
    """Return the seats of the working groups of three of four counties."""
    return world.once("seats", lambda world: list(_seats(world)))


def seat(world: World, lot: Lot, number: int) -> Values:
    """Make a seat of a county's working group."""
    found = seats(world)[number]
    return {**found, "source": lot.choice(words.SEAT_SOURCES) if lot.often(0.5) else None}


def _seats(world: World) -> Iterator[Values]:
    chosen = world.lot("working-groups").sample(world.ids("counties"), len(world.ids("counties")) * 3 // 4)
    for county in world.ids("counties"):
        if county in chosen:
            yield from _county_seats(world, world.lot("working-groups", county), county)


def _county_seats(world: World, lot: Lot, county: str) -> Iterator[Values]:
    """Yield the seats of one county: chair and secretary, perhaps a former one, and some of the others."""
    taken: set[tuple[str, str, str]] = set()

    def one(role: str, agency: str, place: str = "", **term: str) -> Iterator[Values]:
        if (role, agency, place) not in taken:
            taken.add((role, agency, place))
            seat = {"county": county, "role": role, "agency": agency, **({"place": place} if place else {}), **term}
            parts = (county, role, agency, slug(transliterate(place)) if place else "", term.get("since", ""))
            yield {"id": "-".join(filter(None, parts)), **seat}

    began = lot.between(days.number("1402-06-01"), LAST)
    if lot.often(0.3):
        until = days.text(began - lot.randint(1, 90))
        since = days.text(lot.between(EARLIEST, days.number("1402-01-01")))
        former = world.agency(lot, "ostandari", "bakhshdari")
        yield from one("chair", former, since=since, until=until)
    yield from one("chair", world.agency(lot, _FARMANDARI), **({"since": days.text(began)} if lot.often(0.8) else {}))
    term = _term(lot)
    yield from one("secretary", world.agency(lot, _FARMANDARI, "behzisti", "taavon"), **term)
    roles = [role for role in world.categories("working-groups", "role") if role in words.SEATS]
    for role in lot.some(roles, 1, len(roles)):
        for _ in range(lot.randint(1, 4) if role in ("liaison", "dehyar") else 1):
            place = lot.choice(PLACES) if role == "dehyar" else ""
            yield from one(role, world.agency(lot, *words.SEATS[role]), place, **_term(lot))


def _term(lot: Lot) -> Values:
    """Return when a seat was taken, and perhaps left; nothing where it is empty."""
    if lot.often(0.2):
        return {}
    since = lot.between(EARLIEST, LAST - 100)
    term = {"since": days.text(since)[: lot.choice((4, 7, 10))]}
    if lot.often(0.15):
        term["until"] = days.text(lot.between(since + 60, LAST))
    return term


# ---------- head counts ----------


def most_headcounts(world: World) -> int:
    """Return how many head counts there can be: some of all that could be told apart."""
    return len(world.ids("counties")) * len(world.ids("agencies")) * len(world.ids("domains"))


def headcount(world: World, lot: Lot, number: int) -> Values:
    """Make a head count: how many women an agency found in a domain, and how many agreed to be named."""
    agencies = [name for name in words.COUNTING if name in world.lists["agencies"]] or world.ids("agencies")
    taken = world.taken.setdefault("headcounts", set())
    for attempt in range(10**6):
        pool = agencies if attempt < 50 else world.ids("agencies")
        key = (
            lot.choice(world.ids("counties")),
            lot.choice(pool),
            lot.choice(world.ids("domains")),
            str(lot.choice(_YEARS)),
        )
        if "-".join(key) not in taken:
            break
    taken.add("-".join(key))
    identified = lot.randint(3, 180)
    return only_known(
        {
            "id": "-".join(key),
            **dict(zip(("county", "agency", "domain", "year"), key, strict=True)),
            "identified": identified,
            "agreed": lot.randint(0, identified),
            "source": lot.choice(words.COUNT_SOURCES).format(year=key[3]) if lot.often(0.6) else None,
        }
    )
