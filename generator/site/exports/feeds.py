"""Feeds: what is new, for all and for each county, in Atom and as JSON Feed.

A page that asks search engines to stay away is in no feed. An entry's moment is the day that its record was added or
last reviewed, as it begins in Tehran; the clock is never read, so the same data gives the same bytes.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from generator.dataset.registry import Record
from generator.persian.calendar.jalali import parse_jalali
from generator.persian.calendar.months import DateError
from generator.persian.digits import fa
from generator.runtime.output import File
from generator.site.cards import share_cards
from generator.site.model import addresses
from generator.site.model.paging import shorten
from generator.site.model.record_card import summary
from generator.site.model.section import PLACES
from generator.site.model.site import Site

ATOM, JSON = "feed.xml", "feed.json"
# So many entries a feed holds, the newest.
LIMIT = 50
_NEWS = "news/"
# What XML 1.0 can't hold in any form.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Entry(NamedTuple):
    """One entry; texts are ready to be read, and plain. ``added`` and ``updated`` are days."""

    url: str
    title: str
    summary: str
    kind: str
    area: str
    added: date
    updated: date


class Feed(NamedTuple):
    """A feed: the page that it belongs to, its title, and its entries from the newest on."""

    url: str
    title: str
    entries: tuple[Entry, ...]


def feeds(site: Site) -> Iterator[Feed]:
    """Yield the feed of all, then that of each county of which there is anything to tell."""
    everything = _entries(site)
    yield Feed("", site.name, tuple(everything[:LIMIT]))
    by_area: dict[str, list[Entry]] = defaultdict(list)
    for entry in everything:
        by_area[entry.area].append(entry)
    for county in site.registry[PLACES]:
        if county.id in by_area:
            title = f"شهرستان {county['name']} – {site.name}"
            yield Feed(addresses.record(PLACES, county.id), title, tuple(by_area[county.id][:LIMIT]))


def has_own(site: Site, county_id: str) -> bool:
    """Whether a county has a feed."""
    return county_id in site.once("areas of feeds", lambda: {entry.area for entry in _entries(site)})


def export(site: Site) -> Iterator[File]:
    """Yield every feed in both forms, beside the page that it belongs to."""
    for feed in feeds(site):
        yield File(feed.url + ATOM, atom(site, feed).encode())
        yield File(feed.url + JSON, json_feed(site, feed).encode())


def _entries(site: Site) -> list[Entry]:
    """Return all entries, the newest first; of one day news, then women, and whatever else in the order of its kinds."""
    return sorted((*_news(site), *_records(site)), key=lambda entry: entry.updated, reverse=True)


def _records(site: Site) -> Iterator[Entry]:
    for section in site.sections.values():
        for record in site.members(section) if section.feed else ():
            if not record.get("added") or not site.indexed(record):
                continue
            added, updated = days(record)
            area = record.get(section.area, "")
            text = summary(site, record) or "، ".join(filter(None, (section.one, area and site.registry.area(area))))
            url = addresses.record(section.name, record.id)
            yield Entry(url, fa(record.label), shorten(fa(text)), section.one, area, added, updated)


def days(record: Record) -> tuple[date, date]:
    """Return the day on which a record was added and that of its last change that its file tells of."""
    added = parse_jalali(record["added"]).first()
    reviewed = parse_jalali(record["reviewed"]).first() if record.get("reviewed") else added
    return added, max(added, reviewed)


def _news(site: Site) -> Iterator[Entry]:
    """The news; a date of which only the year is known counts from its first day, so that it never seems new."""
    for url, meta in sorted(site.articles.items()):
        if not url.startswith(_NEWS) or url == _NEWS:
            continue
        try:
            day = parse_jalali(str(meta.get("date", ""))).first()
        except DateError:
            continue
        text = fa(str(meta.get("summary") or meta.get("description") or ""))
        yield Entry(url, fa(str(meta.get("title", ""))), shorten(text), str(meta.get("kind") or "خبر"), "", day, day)


# ---------- the two forms ----------


def atom(site: Site, feed: Feed) -> str:
    """Return a feed as Atom (RFC 4287)."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa">',
        f"<id>{_xml(site.absolute(feed.url + ATOM))}</id>",
        f"<title>{_xml(feed.title)}</title>",
        f"<subtitle>{_xml(_subtitle(site))}</subtitle>",
        f"<updated>{_updated(site, feed)}</updated>",
        f'<link rel="self" type="application/atom+xml" href={_quoted(site.absolute(feed.url + ATOM))}/>',
        f'<link rel="alternate" type="text/html" href={_quoted(site.absolute(feed.url))}/>',
        f"<author><name>{_xml(site.maker)}</name></author>",
        f"<icon>{_xml(site.absolute('assets/mark.svg'))}</icon>",
    ]
    for entry in feed.entries:
        address = site.absolute(entry.url)
        lines += [
            "<entry>",
            f"<id>{_xml(address)}</id>",
            f"<title>{_xml(entry.title)}</title>",
            f'<link rel="alternate" type="text/html" href={_quoted(address)}/>',
            f"<published>{_moment(entry.added)}</published>",
            f"<updated>{_moment(entry.updated)}</updated>",
            f"<category term={_quoted(entry.kind)}/>",
            f'<summary type="text">{_xml(entry.summary)}</summary>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def json_feed(site: Site, feed: Feed) -> str:
    """Return a feed as JSON Feed 1.1."""
    value = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": _subtitle(site),
        "home_page_url": site.absolute(feed.url),
        "feed_url": site.absolute(feed.url + JSON),
        "language": "fa",
        "authors": [{"name": site.maker}],
        "items": [
            {
                "id": site.absolute(entry.url),
                "url": site.absolute(entry.url),
                "title": entry.title,
                "content_text": entry.summary,
                "date_published": _moment(entry.added),
                "date_modified": _moment(entry.updated),
                "tags": [entry.kind],
                **_image(site, entry),
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _image(site: Site, entry: Entry) -> dict[str, str]:
    url = share_cards.url_of(site, entry.url)
    return {"image": site.absolute(url)} if url else {}


def _subtitle(site: Site) -> str:
    return f"{site.notice} {site.description}".strip()


def _updated(site: Site, feed: Feed) -> str:
    return _moment(max((entry.updated for entry in feed.entries), default=site.today))


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+03:30"


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_NOT_XML.sub("", text))
