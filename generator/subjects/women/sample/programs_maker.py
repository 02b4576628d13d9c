"""Programs with their actions, and facilities that loans are given from."""

from __future__ import annotations

from generator.subjects.women.sample.days import LAST_YEAR
from generator.subjects.women.sample.words import words_programs as words
from generator.subjects.women.sample.words.words_shared import WORK_SOURCES
from generator.subjects.women.sample.world import PREFIX, PROVINCE, Lot, Values, World, numbered, sources


def program(world: World, lot: Lot, number: int) -> Values:
    """Make a program with its actions."""
    area = world.area(lot)
    name = world.area_name(area)
    wanted = words.PROGRAM_TITLES[number % len(words.PROGRAM_TITLES)].format(area=name)
    kind = "program" if lot.often(0.6) else world.category(lot, "programs", "kind")
    first = lot.randint(1395, LAST_YEAR - 1)
    title = world.free("programs", numbered(wanted, (str(first), f"{first}، دورهٔ دوم")))
    made: Values = {
        "id": f"{PREFIX}-{number + 1:03}",
        "title": title,
        "kind": kind,
        "owned": kind == "program" and lot.often(0.8),
        "area": area,
        "from": str(first),
        "to": str(first + lot.randint(0, 6)) if lot.often(0.6) else None,
        "status": world.category(lot, "programs", "status") if lot.often(0.9) else None,
        "added": lot.day(LAST_YEAR - 1, LAST_YEAR - 1),
        "sources": sources(lot, lot.randint(1, 2), WORK_SOURCES, name=f"«{title}»", county=name),
    }
    if lot.often(0.8):
        made["goal"] = lot.choice(words.GOALS)
    if lot.often(0.7):
        made["summary"] = lot.choice(words.PROGRAM_SUMMARIES)
    if lot.often(0.8):
        made["agency"] = lot.choice(world.ids("agencies"))
    figures = lot.some(words.FIGURES, 0, 2)
    made["figures"] = [figure.format(number=lot.randint(20, 900)) for figure in figures]
    made["actions"] = [
        {
            "id": f"a{place}",
            "title": action,
            "agency": lot.choice(world.ids("agencies")) if lot.often(0.7) else None,
            "deadline": lot.date(first, first + 5) if lot.often(0.6) else None,
            "status": world.category(lot, "programs-actions", "status") if lot.often(0.8) else None,
        }
        for place, action in enumerate(lot.some(words.ACTIONS, 0, 8), start=1)
    ]
    made["indicators"] = lot.some(world.ids("indicators"), 1, 3) if lot.often(0.4) else []
    return made


def facility(world: World, lot: Lot, number: int) -> Values:
    """Make a facility; the first lends everywhere and without end, so that every loan finds one."""
    area = world.area(lot) if number else PROVINCE
    wanted = words.FACILITY_TITLES[number % len(words.FACILITY_TITLES)]
    date = lot.date(1396, LAST_YEAR - 2)
    title = world.free("facilities", numbered(wanted, (world.area_name(area), date[:4])))
    return {
        "id": f"{PREFIX}-{number + 1:03}",
        "title": title,
        "kind": world.category(lot, "facilities", "kind") if number else "credit-line",
        "area": area,
        "date": date,
        "beneficiaries": lot.choice(words.BENEFICIARIES),
        "summary": words.FACILITY_SUMMARY if lot.often(0.6) else None,
        "total": lot.randint(20, 900) * 10**9 if number and lot.often(0.7) else None,
        "status": world.category(lot, "facilities", "status") if number else "active",
        "added": lot.day(LAST_YEAR - 1, LAST_YEAR - 1),
        "parties": lot.some(words.PARTIES, 1, 3),
        "plans": [
            {
                "kind": kind,
                "ceiling": lot.randint(2, 50) * 10**8,
                "rate": lot.choice((0, 2, 4, 12, 18, 23)),
                "months": lot.choice((12, 24, 36, 60)),
                "people": lot.randint(20, 900) if lot.often(0.4) else None,
            }
            for kind in lot.some(words.PLANS, 0, 3)
        ],
        "sources": sources(lot, 1, WORK_SOURCES, name=f"«{title}»", county=world.area_name(area)),
    }
