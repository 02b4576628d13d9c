"""Ask web addresses whether anything is still there: politely, with an end to every wait, and never inside a network.

Only what a public address answers counts. A host is asked one thing at a time with a pause between, as its
``robots.txt`` allows; redirects are followed a few times, each to a public address.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import Enum
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "capable-women-generator"
_REDIRECTS = 5
_ROBOTS_MOST = 500_000
_MOVED = frozenset({301, 302, 303, 307, 308})
_GONE = frozenset({404, 410})
# IPv4 in its last bytes: of old, and of gateways between the two (RFC 6052).
_LAST = (ipaddress.IPv6Network("::/96"), ipaddress.IPv6Network("64:ff9b::/96"))
# Gateways of a network of somebody's own (RFC 8215).
_NEVER = (ipaddress.IPv6Network("64:ff9b:1::/48"),)


class Answer(Enum):
    """What became of an address: there, gone, or nobody can tell from here."""

    THERE = "there"
    GONE = "gone"
    UNSURE = "unsure"


@dataclass(frozen=True)
class Manners:
    """How to ask: seconds to wait for an answer, between two questions to a host, and for all of it; who asks.

    ``private`` lets the asker into networks that are nobody's business: for a test with a server of its own.
    """

    timeout: float = 20
    pause: float = 1
    agent: str = AGENT
    private: bool = False
    total: float = 3_600


@dataclass(frozen=True)
class Found:
    """An address and its answer, with a code of HTTP or the name of a fault: ``404``, ``name``, ``timeout``, ``private`` …"""

    url: str
    answer: Answer
    why: str = ""


class _Refused(Exception):
    """An address that is not asked; the text is the name of the reason."""


def ask(urls: Iterable[str], manners: Manners | None = None, hosts: int = 16) -> Iterator[Found]:
    """Yield what each address answers, host by host; so many hosts at a time. What time is out for is not asked."""
    how = manners or Manners()
    end = time.monotonic() + how.total
    by_host: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        by_host.setdefault(urlsplit(url).netloc, []).append(url)
    with ThreadPoolExecutor(hosts) as pool:
        for found in pool.map(lambda group: list(_Host(how, end).ask(group)), by_host.values()):
            yield from found


@dataclass
class _Host:
    manners: Manners
    end: float
    robots: dict[str, RobotFileParser] = field(default_factory=dict)

    def ask(self, urls: list[str]) -> Iterator[Found]:
        for place, url in enumerate(urls):
            if place and time.monotonic() < self.end:
                time.sleep(self.manners.pause)
            yield self._one(url) if time.monotonic() < self.end else Found(url, Answer.UNSURE, "total")

    def _one(self, url: str) -> Found:
        try:
            status = self._status(url)
        except _Refused as error:
            return Found(url, Answer.UNSURE, str(error))
        except socket.gaierror:
            return Found(url, Answer.GONE, "name")
        except TimeoutError:
            return Found(url, Answer.UNSURE, "timeout")
        except ConnectionRefusedError:
            return Found(url, Answer.GONE, "refused")
        except ssl.SSLError:
            return Found(url, Answer.UNSURE, "tls")
        except (OSError, HTTPException, ValueError):
            return Found(url, Answer.UNSURE, "broken")
        if status in _GONE:
            return Found(url, Answer.GONE, str(status))
        return Found(url, Answer.THERE) if status < 400 else Found(url, Answer.UNSURE, str(status))

    def _status(self, url: str) -> int:
        for _ in range(_REDIRECTS + 1):
            if not self._may(url):
                raise _Refused("robots")
            status, target = self._answer(url, "HEAD")
            if status in (405, 501) or status in _GONE:  # some answer wrongly to whoever asks for the head alone
                status, target = self._answer(url, "GET")
            if status not in _MOVED or not target:
                return status
            url = urljoin(url, target)
        raise _Refused("redirects")

    def _may(self, url: str) -> bool:
        root = urljoin(url, "/robots.txt")
        if root not in self.robots:
            self.robots[root] = rules = RobotFileParser()
            status, text = self._text(root)
            rules.parse(text.splitlines() if status == 200 else [])
        return self.robots[root].can_fetch(self.manners.agent, url)

    def _text(self, url: str) -> tuple[int, str]:
        with _Connection(url, self.manners) as connection:
            response = connection.get(url, "GET")
            return response.status, response.read(_ROBOTS_MOST).decode("utf-8", "replace")

    def _answer(self, url: str, method: str) -> tuple[int, str]:
        with _Connection(url, self.manners) as connection:
            response = connection.get(url, method)
            return response.status, response.getheader("Location") or ""


class _Connection:
    """One connection to a public address; the body of an answer is left where it is."""

    def __init__(self, url: str, manners: Manners) -> None:
        target = urlsplit(url)
        if target.scheme not in ("http", "https") or not target.hostname:
            raise _Refused("scheme")
        self.manners, host = manners, target.hostname
        secure = target.scheme == "https"
        port = target.port or (443 if secure else 80)
        sock = _connected(host, port, manners)
        if secure:
            try:
                sock = ssl.create_default_context().wrap_socket(sock, server_hostname=host)
            except OSError:
                sock.close()
                raise
        self.connection = HTTPConnection(host, port, timeout=manners.timeout)
        self.connection.sock = sock

    def __enter__(self) -> _Connection:
        return self

    def __exit__(self, *error: object) -> None:
        self.connection.close()

    def get(self, url: str, method: str) -> HTTPResponse:
        target = urlsplit(url)
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        self.connection.putrequest(method, _quoted(path), skip_host=True, skip_accept_encoding=True)
        for name, value in (("Host", target.netloc.rpartition("@")[2]), ("User-Agent", self.manners.agent)):
            self.connection.putheader(name, value)
        self.connection.putheader("Connection", "close")
        self.connection.endheaders()
        return self.connection.getresponse()


def _quoted(path: str) -> str:
    from urllib.parse import quote

    return quote(path, safe="/%?=&:;,+@!$'()*~#[]")


def is_public(address: str) -> bool:
    """Return whether an IP address leads to one host of the internet, and to no network of somebody's own.

    An address of IPv6 that carries one of IPv4 leads, through a gateway, to where that leads.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        if found.is_site_local or any(found in network for network in _NEVER):
            return False
        carried = found.ipv4_mapped or found.sixtofour or next((_last(found) for one in _LAST if found in one), None)
        if carried:
            return is_public(str(carried))
    return found.is_global and not found.is_multicast


def _last(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address:
    """Return the IPv4 address in the last four bytes."""
    return ipaddress.IPv4Address(address.packed[-4:])


def _connected(host: str, port: int, manners: Manners) -> socket.socket:
    """Connect to an address of a name that was looked up once: what is checked is what is asked."""
    last: OSError = OSError()
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    allowed = [one for one in found if manners.private or is_public(str(one[4][0]))]
    if not allowed:
        raise _Refused("private")
    for family, kind, protocol, _, address in allowed:
        sock = socket.socket(family, kind, protocol)
        sock.settimeout(manners.timeout)
        try:
            sock.connect(address)
        except OSError as error:
            sock.close()
            last = error
        else:
            return sock
    raise last
