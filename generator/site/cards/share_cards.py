"""Share cards: the picture that a messenger shows beside a link to a page. Drawn without a browser, kept while it fits.

A card is a plain tuple of what stands on it, so that its key says whether it must be drawn anew. It shows a pattern and
never a photo: who agreed to a photo agreed to her page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.persian.numbers import counted
from generator.runtime import stages
from generator.runtime.output import File
from generator.runtime.transaction import Transaction
from generator.runtime.workers import HERE, Workers
from generator.site.cards.picture import picture
from generator.site.cards.press import MAP, Press, ShareCard
from generator.site.model import addresses
from generator.site.model.record_card import area_of, line, over, summary
from generator.site.model.section import PLACES
from generator.site.model.site import DEFAULT_TONE, Site

_SITE_CARD = "card.png"
# Beside the settings: the cards that were drawn before.
CACHE = ".cache/cards"
# Below this many new cards a pool costs more than it brings.
_FEW = 24
_CHUNK = 16
# How long a build waits for another one that draws, in seconds.
_PATIENCE = 600.0


def is_on(site: Site) -> bool:
    """Whether the settings want share cards."""
    return bool(site.extra.get("share_cards", True))


def url_of(site: Site, page: str) -> str:
    """Return the address of the card of a page: its own where it has one, else that of the site; "" without cards."""
    if not is_on(site):
        return ""
    record = site.paged.get(page)
    return page + _SITE_CARD if record and site.sections[record.resource].shared else _SITE_CARD


def cards(site: Site) -> Iterator[ShareCard]:
    """Yield the cards of the site: its own first, then those of the records."""
    note = "دادهٔ ساختگی" if site.registry.package.synthetic else ""
    yield ShareCard(_SITE_CARD, (), site.name, site.description, DEFAULT_TONE, "", note)
    for section in site.sections.values():
        if section.shared:
            make = section.share_card or (_place if section.name == PLACES else _record)
            for record in site.members(section):
                url = addresses.record(section.name, record.id) + _SITE_CARD
                yield make(site, record)._replace(url=url, note=note)


def _record(site: Site, record: Record) -> ShareCard:
    """Of a living person whose page rests on the public record the card says name, what it is and place, and no more."""
    agreed = site.may_name(record)
    text = (line(site, record) or summary(site, record)) if agreed else ""
    above = tuple(filter(None, (over(site, record), area_of(site, record))))
    return ShareCard("", above, fa(record.label), fa(text), site.tone_of(record), record.id)


def _place(site: Site, place: Record) -> ShareCard:
    counts = [
        counted(number, section.one)
        for section in site.sections.values()
        if section.pages and section.area
        if (number := len(site.registry.by(section.name, section.area).get(place.id, ())))
    ]
    above = (f"استان {site.province}",) if site.province else ()
    return ShareCard("", above, f"شهرستان {place.label}", "، ".join(counts), "turquoise", f"{MAP}{place.id}")


# ---------- what is drawn anew ----------


def export(site: Site, assets: Mapping[str, Path], cache: Path, workers: Workers = HERE) -> Iterator[File]:
    """Yield every card; ``cache`` keeps those that still fit, the others are drawn by the workers.

    ``assets`` are the files that the site serves as they are, by their addresses.
    A kept card that nothing asks for any more is removed: of a withdrawn record nothing stays.
    """
    if not is_on(site):
        _tidy(cache, set())
        return
    # Builds that share what was drawn wait for each other here: the second finds all of it.
    with Transaction(cache, patience=_PATIENCE) as transaction:
        press = Press.of(site, assets)
        wanted = {card.url: (press.key(card), card) for card in cards(site)}
        _draw_missing(press, dict(wanted.values()), cache, transaction.folder, workers)
        for url, (key, card) in wanted.items():
            yield File(url, _kept(cache / f"{key}.png") or picture(press, card))
        _tidy(cache, {f"{key}.png" for key, _ in wanted.values()})


def one(site: Site, assets: Mapping[str, Path], cache: Path, url: str) -> File | None:
    """Return the card of an address alone, a kept one where it still fits; None where there is none. Nothing is kept."""
    found = next((card for card in cards(site) if card.url == url), None) if is_on(site) else None
    if found is None:
        return None
    press = Press.of(site, assets)
    return File(url, _kept(cache / f"{press.key(found)}.png") or picture(press, found))


def _draw_missing(press: Press, wanted: Mapping[str, ShareCard], cache: Path, easel: Path, workers: Workers) -> None:
    """Draw the cards that the cache lacks, and keep each once it is done: what a killed build drew is not drawn again."""
    cache.mkdir(parents=True, exist_ok=True)
    missing = {key: card for key, card in wanted.items() if not (cache / f"{key}.png").is_file()}
    # Cards of one shape come one after another, so that the shape is reckoned once.
    jobs = sorted(missing.items(), key=lambda job: (job[1].art, job[0]))
    chunks = [jobs[start : start + _CHUNK] for start in range(0, len(jobs), _CHUNK)]
    stages.expect(len(jobs))
    many = workers if len(jobs) > _FEW else HERE
    for chunk, pictures in zip(chunks, many.map(partial(_pictures, press), chunks), strict=True):
        for (key, _), drawn in zip(chunk, pictures, strict=True):
            (easel / key).write_bytes(drawn)
            (easel / key).replace(cache / f"{key}.png")
        stages.did(len(chunk))


def _pictures(press: Press, jobs: Sequence[tuple[str, ShareCard]]) -> list[bytes]:
    return [picture(press, card) for _, card in jobs]


def _kept(path: Path) -> bytes:
    """Return a card that was kept; nothing where somebody has just cleared the cache."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _tidy(cache: Path, kept: set[str]) -> None:
    for path in cache.glob("*.png"):
        if path.name not in kept:
            with suppress(FileNotFoundError):
                path.unlink()
