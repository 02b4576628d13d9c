"""Our profiles as plain values: what a generator is told that knows no Jalali dates, no kinship and no Persian digits.

They are asked of the very view that our template draws, before anybody's time is taken. Addresses lead on from the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import count, islice
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs.config import load_config

from generator.dataset.registry import Record
from generator.persian.digits import fa
from generator.project.assembly import load, subject_of
from generator.site.model import addresses
from generator.site.model.facts import Fact
from generator.site.model.kinship import Kin
from generator.site.model.portrait import DRAWING, choice, classes, shape_address
from generator.site.model.site import Site
from generator.site.pages.parts.record_parts import Node

Values = dict[str, Any]
# From the page of a woman to the root.
_ROOT = "../../"
# What begins a line of a list in Markdown: its digits stay.
_MARK = re.compile(r"[ \t]*(?:[-*]|\d{1,2}[.)])[ \t]+")


class Frame(NamedTuple):
    """What our page of any woman is made of beside her own: up to her title, from her head to her article, and the rest."""

    start: str
    middle: str
    end: str


class Bank(NamedTuple):
    """What a project is written from: the site's name and address, the frame of its profiles, and their values."""

    name: str
    address: str
    frame: Frame
    profiles: list[Values]


def bank_of(data: Path, config: Path, built: Path, pages: int) -> Bank:
    """Return the made-up women of a package and a built site.

    Some come again, under another id, until there are as many as ``pages``.
    """
    site = _site(data, config)
    profiles = [_profile(site, woman) for woman in site.registry["women"]]
    again = ({**values, "id": f"{values['id']}-{turn}"} for turn in count(2) for values in list(profiles))
    profiles = [*profiles, *islice(again, max(0, pages - len(profiles)))]
    page = (built / addresses.record("women", profiles[0]["id"]) / "index.html").read_text("utf-8")
    return Bank(site.name, site.address, frame_of(page), profiles)


def frame_of(page: str) -> Frame:
    """Return what stands around a woman's own in her built page."""
    start, title, rest = page.partition("<title>")
    rest, article, end = rest.rpartition("</article>")
    _, linked, rest = rest.partition('<script type="application/ld+json">')
    assert title and article and linked, "a profile has a title, an article and linked data"
    return Frame(start, rest.partition("</script>")[2].partition("<article>")[0], end)


def _site(data: Path, config: Path) -> Site:
    loaded = load(data)
    assert loaded.registry is not None, loaded.problems[:5]
    settings = load_config(str(config))
    return Site(
        loaded.registry,
        settings.site_name,
        settings.site_description or "",
        (settings.site_url or "/").rstrip("/") + "/",
        settings.extra,
        loaded.today,
        changes=subject_of(loaded.registry.package).sections(),
    )


def _profile(site: Site, woman: Record) -> Values:
    """Return all that the page of a woman shows, as her front matter; what is empty is left out."""
    head, _, shown = site.sections["women"].page(site, addresses.record("women", woman.id), woman.id)
    assert not woman.get("photo"), "a made-up woman has no photo"
    person = head.linked[0]
    reviewed, day, iso, _ = shown["review"]
    return _filled(
        id=woman.id,
        title=fa(head.title),
        description=head.description,
        noindex=site.trial or not head.indexed,
        # What only machines read, as they read it.
        other_names=person.get("alternateName"),
        birth_day=person.get("birthDate"),
        death_day=person.get("deathDate"),
        position=person.get("jobTitle"),
        # Her head.
        honorific=woman.get("honorific"),
        life=shown["life"],
        ability=fa(shown["ability"]),
        tone=shown["tone"],
        face=_face(woman.id, shown["tone"]),
        places=_links(shown["places"]),
        state=shown["state"],
        alive=shown["alive"],
        agreed=shown["agreed"],
        # Her life, in Markdown, and what she did.
        lead=fa(shown["lead"]),
        biography=_markdown(woman.get("biography", "")),
        told=shown["told"],
        nodes=[_node(node) for node in shown["nodes"]],
        note=shown["calendar_note"],
        # Beside it.
        missing=shown["missing"],
        domains=_links(shown["domains"]),
        counties=_links(shown["counties"]),
        facts=[_fact(fact) for fact in shown["facts"]],
        nominations=[_filled(**_link(label, url), date=date) for label, url, date in shown["nominations"]],
        basis=shown["basis"],
        reviewed=reviewed,
        day=day,
        iso=iso,
        share=bool(shown["share"]),
        # Below it.
        sources=[_filled(title=fa(one.title), url=one.url, line=fa(one.line)) for one in shown["sources"]],
        remark=fa(woman.get("remark", "")),
        kin=[_kin(kin) for kin in shown["kin"]],
    )


def _filled(**values: Any) -> Values:
    return {name: value for name, value in values.items() if value}


def _link(label: str, url: str) -> Values:
    return _filled(name=fa(label), url=url if "://" in url or not url else _ROOT + url)


def _links(items: Iterable[tuple[str, str]]) -> list[Values]:
    return [_link(*item) for item in items]


def _face(record_id: str, tone: str) -> Values:
    chosen = choice(record_id)
    return {"classes": classes(chosen, tone), "drawing": f"{_ROOT}{shape_address(chosen.shape)}#{DRAWING}"}


def _node(node: Node) -> Values:
    entries = [
        _filled(text=fa(entry.text), refs=[{"number": number, "words": fa(number)} for number in entry.refs])
        for entry in node.entries
    ]
    return _filled(
        date=node.time.text if node.time.words else "", source=node.time.source, peak=node.peak, entries=entries
    )


def _fact(fact: Fact) -> Values:
    return _filled(title=fact.title, links=_links(fact.links or [(fact.words, fact.url)]), iso=fact.iso)


def _kin(kin: Kin) -> Values:
    card = kin.card
    other = card.url.rstrip("/").rpartition("/")[2]
    return _filled(
        id=other,
        **_link(card.name, card.url),
        ability=fa(card.ability),
        why=fa(kin.why),
        more=fa(kin.more),
        face=_face(other, card.tone),
    )


def _markdown(text: str) -> str:
    """Return a biography with the digits that readers see."""
    return "\n".join(map(_line, text.strip().split("\n")))


def _line(line: str) -> str:
    mark = _MARK.match(line)
    start = mark.end() if mark else 0
    return line[:start] + fa(line[start:])


def front_matter(values: Mapping[str, Any]) -> Values:
    """Return what stands above the text of a page: all values but that text."""
    return {name: value for name, value in values.items() if name != "biography"}
