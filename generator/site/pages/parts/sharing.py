"""Links by which a page is passed on: plain links to messengers, no script or picture of theirs, no tracker."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from generator.persian.digits import fa
from generator.site.model.site import Site

# Messengers by name: the address that opens one with a link, where {url} and {text} are filled in.
MESSENGERS = {
    "تلگرام": "https://t.me/share/url?url={url}&text={text}",
    "ایتا": "https://eitaa.com/share/url?url={url}",
    "بله": "https://ble.ir/share/url?url={url}",
    "واتساپ": "https://wa.me/?text={text}%20{url}",
}


class Share(NamedTuple):
    """What a page needs to be passed on: its full address, and the name and address of each messenger."""

    address: str
    links: tuple[tuple[str, str], ...]


def share(site: Site, url: str, title: str) -> Share:
    """Return the links for a page."""
    address = site.absolute(url)
    parts = {"url": quote(address, safe=""), "text": quote(fa(title), safe="")}
    return Share(address, tuple((name, form.format(**parts)) for name, form in MESSENGERS.items()))
