"""Women: each kind of record that the bank knows, from a thin one to a life with many achievements."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.persian.names.personal_names import slug
from generator.subjects.women.sample.days import FIRST_ADDED, LAST_YEAR
from generator.subjects.women.sample.words import words_people as words
from generator.subjects.women.sample.words.words_shared import PLACES, SOURCE_TITLES
from generator.subjects.women.sample.world import PREFIX, Lot, Values, World, sources

# The kinds of women's records and how often each comes; the first records are one of each.
_KINDS = {"thin": 24, "recorded": 24, "consenting": 32, "deceased": 11, "historical": 6, "unknown": 3}


def woman(world: World, lot: Lot, number: int) -> Values:
    """Make a woman."""
    kinds = list(_KINDS)
    kind = kinds[number] if number < len(kinds) else lot.choices(kinds, [*_KINDS.values()])[0]
    name, latin, sort = world.name(number)
    county = world.county(lot)
    domains = lot.some(_domains(world, kind), 1, 1 if kind == "thin" else 3)
    names = {"name": name, "county": world.area_name(county), "place": lot.choice(PLACES)}
    made: Values = {
        "id": f"{PREFIX}-{slug(latin)}",
        "name": name,
        "county": county,
        "life": {"deceased": "deceased", "historical": "historical", "unknown": "unknown"}.get(kind, "living"),
        "added": lot.day(FIRST_ADDED),
        "domains": domains,
    }
    if kind in ("thin", "recorded", "unknown"):
        made["basis"] = "public-record"
    if kind == "thin":
        made["sources"] = sources(lot, 1, SOURCE_TITLES, **names)
        made["achievements"] = _achievements(lot, domains, made["sources"], 1, None)
        return made
    made |= {"latin": latin, "sort": sort, "ability": _ability(lot, kind, domains[0])}
    if lot.often(0.6):
        made["relation"] = world.category(lot, "women", "relation")
    if lot.often(0.2):
        others = [item for item in world.ids("counties") if item != county]
        made["other_counties"] = lot.some(others, 1, 2)
    if lot.often(0.25):
        made["other_names"] = lot.some(words.PEN_NAMES, 1, 2)
    if lot.often(0.15):
        made["remark"] = lot.choice(words.REMARKS)
    if lot.often(0.6):
        agencies = lot.some(world.ids("agencies"), 1, 3)
        made["nominations"] = [{"agency": agency, "date": lot.date(1402, LAST_YEAR - 1)} for agency in agencies]
    made |= _LIVES[kind](lot, names)
    made["sources"] = sources(lot, lot.randint(1, 5), SOURCE_TITLES, **names)
    rich = kind == "consenting" and lot.often(0.3)
    count = lot.randint(6, 14) if rich else lot.randint(1, 5)
    made["achievements"] = _achievements(lot, domains, made["sources"], count, made)
    return made


def _recorded(lot: Lot, names: Mapping[str, str]) -> Values:
    return {"summary": lot.choice(words.SUMMARIES).format(**names)} if lot.often(0.4) else {}


def _consenting(lot: Lot, names: Mapping[str, str]) -> Values:
    life: Values = {
        "basis": "consent",
        "consented": lot.day(FIRST_ADDED - 1, FIRST_ADDED - 1),
        "biography": _biography(lot, words.ENDINGS, names),
    }
    if lot.often(0.7):
        life["birth"] = str(lot.randint(1320, 1380))
    if lot.often(0.7):
        life["education"] = lot.choice(words.EDUCATIONS)
    if lot.often(0.6):
        life["position"] = lot.choice(words.POSITIONS)
    if lot.often(0.5):
        life["summary"] = lot.choice(words.SUMMARIES).format(**names)
    if lot.often(0.3):
        life["honorific"] = lot.choice(words.HONORIFICS)
    if lot.often(0.4):
        # Not before she was added, nor after the last day.
        life["reviewed"] = f"{LAST_YEAR + 1}-{lot.randint(1, 7):02}-{lot.randint(1, 29):02}"
    return life


def _deceased(lot: Lot, names: Mapping[str, str]) -> Values:
    birth = lot.randint(1290, 1340)
    death = min(birth + lot.randint(35, 90), LAST_YEAR - 3)
    about = lot.often(0.3)
    life: Values = {"birth": f"{birth}~" if about else lot.date(birth, birth), "death": lot.date(death, death)}
    if lot.often(0.5):
        life["biography"] = _biography(lot, words.LEGACIES, names)
    return life


def _historical(lot: Lot, names: Mapping[str, str]) -> Values:
    century = lot.randint(3, 12)
    year = century * 100 + lot.randint(0, 50)
    life: Values = {"period": lot.choice(words.PERIODS)}
    if lot.often(0.7):
        life["birth"] = f"{year:04}~ AH"
        life["death"] = f"{year + 40:04}/{year + 45:04} AH" if lot.often(0.5) else f"{century:02}XX AH"
    return life


_LIVES: dict[str, Callable[[Lot, Mapping[str, str]], Values]] = {
    "recorded": _recorded,
    "consenting": _consenting,
    "deceased": _deceased,
    "historical": _historical,
    "unknown": lambda lot, names: {},
}


def _domains(world: World, kind: str) -> list[str]:
    """Return the domains that a woman of this kind may have."""
    domains = world.ids("domains")
    old = [item for item in words.OLD_DOMAINS if item in domains]
    return old if kind == "historical" and old else domains


def _ability(lot: Lot, kind: str, domain: str) -> str:
    if kind == "historical":
        return lot.choice(words.OLD_ABILITIES)
    return lot.choice(words.ABILITIES.get(domain, words.ABILITIES_GENERAL))


def _biography(lot: Lot, endings: Sequence[str], names: Mapping[str, str]) -> str:
    parts = [lot.choice(words.BEGINNINGS), *lot.some(words.MIDDLES, 1, 3)]
    if lot.often(0.4):
        parts.append(lot.choice(words.LISTS))
    parts.append(lot.choice(endings))
    return "\n\n".join(parts).format(**names)


def _achievements(
    lot: Lot, domains: Sequence[str], sources: Sequence[Values], count: int, woman: Values | None
) -> list[Values]:
    """Return achievements that rest on the sources, the oldest first; one of them may be the peak."""
    woman = woman or {}
    old = woman.get("life") == "historical"
    own = [text for domain in domains for text in words.ACHIEVEMENTS.get(domain, ())]
    pools = [words.OLD_ACHIEVEMENTS] if old else [own, words.ACHIEVEMENTS_GENERAL]
    texts = [text for pool in pools for text in lot.sample(pool, len(pool))]
    ids = [str(source["id"]) for source in sources]
    achievements: list[Values] = [{"text": text, "sources": lot.some(ids, 1, 2)} for text in texts[:count]]
    if not old:
        first, last = _working_years(woman)
        years = sorted(lot.randint(first, last) for _ in achievements)
        for item, year in zip(achievements, years, strict=True):
            item["date"] = lot.date(year, year) if lot.often(0.85) else None
    elif "birth" in woman:
        # The century of her birth: what is written of those times is no more precise.
        achievements[0]["date"] = f"{woman['birth'][:2]}XX AH"
    if len(achievements) > 1 and lot.often(0.6):
        lot.choice(achievements)["peak"] = True
    return achievements


def _working_years(woman: Mapping[str, Any]) -> tuple[int, int]:
    """Return the years that achievements may lie in."""
    birth, death = (str(woman.get(name, ""))[:4] for name in ("birth", "death"))
    first = int(birth) + 20 if birth else 1375
    last = int(death) - 1 if death else LAST_YEAR - 1
    return first, max(first, last)
