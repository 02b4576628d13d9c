"""Addresses that may be published: web pages that anybody can reach, and e-mail; what else looks like one is refused."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from generator.dataset.problems import value_kinds
from generator.dataset.problems.kind import Kind
from generator.dataset.rules import RULES, compiled

_NOT_IN_LINKS = compiled(RULES["not_in_links"])
# Names of hosts that only exist within somebody's own network.
_OWN_HOST = compiled(RULES["own_hosts"])
_PORTS = frozenset(RULES["web_ports"])
_FIRST_FREE_PORT = RULES["first_free_port"]
_NUMBER = re.compile("[0-9]+|0x[0-9a-f]*")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


NO_ADDRESS, NOT_PUBLIC = value_kinds.LINK_SCHEME, value_kinds.LINK_PRIVATE


# Of the letters of an address, host and path apart: nothing in it can be wrong but a host that is nobody's but one's own.
_PLAIN = re.compile(r"https?://((?:[a-z0-9-]+\.)+[a-z]{2,})(?:/[A-Za-z0-9/._~-]*)?")


def fault_of(value: str) -> Kind | None:
    """Return what is wrong with the address of a web page; None where anybody can open it.

    One with a name and password, of this computer, of a private network or of a port that no site has is NOT_PUBLIC;
    what is no http or https address, or hides something, is NO_ADDRESS.
    """
    plain = _PLAIN.fullmatch(value)
    if plain and not _OWN_HOST.fullmatch(plain[1]):
        return None
    try:
        parts = urlsplit(value)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return NO_ADDRESS
    if _NOT_IN_LINKS.search(value) or parts.scheme not in ("http", "https") or not host:
        return NO_ADDRESS
    is_usual = port is None or port in _PORTS or port >= _FIRST_FREE_PORT
    if "@" in parts.netloc or not is_usual or host in ("localhost", "::1"):
        return NOT_PUBLIC
    if "." not in host:
        return NO_ADDRESS
    return None if _is_public(host) else NOT_PUBLIC


def is_web_address(value: str) -> bool:
    """Whether the value is an http or https address that anybody can open, with nothing hidden in it."""
    return not fault_of(value)


def _is_public(host: str) -> bool:
    if ":" in host or _OWN_HOST.fullmatch(host):
        return False
    if not _NUMBER.fullmatch(host.rsplit(".", 1)[-1]):
        return True
    try:
        return ipaddress.IPv4Address(host).is_global
    except ValueError:
        return False  # browsers make an address of other spellings, such as 0x7f.1


def is_email(value: str) -> bool:
    """Whether the value is one e-mail address that a link can open."""
    return _EMAIL.fullmatch(value) is not None
