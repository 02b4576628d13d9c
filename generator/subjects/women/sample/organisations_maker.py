"""Cooperatives, unions, funds, companies, workshops and groups."""

from __future__ import annotations

from generator.persian.numbers import ABOUT, MORE_THAN
from generator.subjects.women.sample.days import FIRST_ADDED, LAST_YEAR
from generator.subjects.women.sample.words import words_organisations as words
from generator.subjects.women.sample.words.words_shared import ORGANISATION_SOURCES, PLACES
from generator.subjects.women.sample.world import PREFIX, SITE, Lot, Values, World, numbered, sources

# A number that leads nowhere.
_PHONE = "00000000000"
# What an organisation that may borrow is, field by field, and how often that comes, other values apart.
_BORROWS = {"kind": ("cooperative", 0.4), "status": ("active", 0.6)}


def borrowers(world: World) -> list[Values]:
    """Return the cooperatives that were made and may borrow: active ones of a county."""
    return world.once("borrowers", _borrowers)


def _borrowers(world: World) -> list[Values]:
    own = world.lists["counties"]
    return [
        item
        for item in world.made.get("cooperatives", ())
        if item["county"] in own and all(item[name] == value for name, (value, _) in _BORROWS.items())
    ]


def _likely(world: World, lot: Lot, number: int, name: str) -> str:
    value, chance = _BORROWS[name]
    known = world.categories("cooperatives", name)
    return value if value in known and (not number or lot.often(chance)) else lot.choice(known)


def cooperative(world: World, lot: Lot, number: int) -> Values:
    """Make a cooperative, a fund or another organisation; the first may borrow."""
    sectors = world.ids("sectors")
    trades = [trade for trade in words.TRADES if trade[0] in sectors]
    sector, trade, products = lot.choice(trades) if trades else (lot.choice(sectors), *words.TRADE_GENERAL[1:])
    kind, status = (_likely(world, lot, number, name) for name in _BORROWS)
    county = "province" if number and lot.often(0.05) else world.county(lot)
    names = {
        "trade": trade,
        "brand": lot.choice(words.BRANDS),
        "place": lot.choice(PLACES),
        "county": world.area_name(county),
    }
    title = words.COOPERATIVE_NAMES.get(kind, words.COOPERATIVE_NAME).format(**names)
    name = world.free("cooperatives", numbered(title, (f"روستای {place}" for place in PLACES)))
    made: Values = {
        "id": f"{PREFIX}-{number + 1:03}",
        "name": name,
        "kind": kind,
        "county": county,
        "sector": sector,
        "status": status,
        "added": lot.day(FIRST_ADDED),
        "products": lot.some(products, 0, 4),
        "sources": sources(lot, lot.randint(1, 3), ORGANISATION_SOURCES, name=name, county=names["county"]),
    }
    if kind in ("union", "fund") and lot.often(0.5):
        made["represents"] = lot.randint(2, 60)
    if lot.often(0.6):
        made["place"] = f"روستای {names['place']}"
    if lot.often(0.7):
        made |= {"founded": str(lot.randint(1375, 1401)), "status_date": lot.date(1402, LAST_YEAR - 1)}
    if lot.often(0.4):
        made["registration"] = str(lot.randint(100, 99999))
    if lot.often(0.8):
        members = lot.randint(7, 400)
        made |= {"members": members, "women_members": lot.randint(members // 2, members)}
        made["members_precision"] = lot.choice((MORE_THAN, ABOUT)) if lot.often(0.2) else None
    if lot.often(0.6):
        made["summary"] = lot.choice(words.COOPERATIVE_SUMMARIES).format(**names)
    if lot.often(0.3):
        made["about"] = "\n\n".join(lot.some(words.ABOUTS, 1, 3))
    if lot.often(0.3):
        made |= {"phone": _PHONE, "email": f"office{number + 1}@example.org"}
        made |= {
            "website": f"{SITE}/{made['id']}",
            "office_address": f"{names['county']}، ساختمان نمونه",
        }
    return made
