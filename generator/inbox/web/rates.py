"""What has come in of late, from which neighbourhood: kept in memory for a day at most, and nobody can tell who it was.

Shapes: addresses and times in, the times of the last hour out. Of an address only what a key of the day makes of its
neighbourhood is kept. Errors: none.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

HOUR, MINUTE = 3600.0, 60.0
# Whoever sends more than usual waits so long, and no more than so many at once: they hold a thread each.
_PAUSE, _SEATS = 1.0, 2
# Neighbourhoods that are remembered at once.
_MOST_KNOWN = 50_000


@dataclass
class Limits:
    """What has come in of late; one for each house. ``clock`` counts seconds, ``pause`` waits for some."""

    clock: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    free: Callable[[str], int] = field(default=lambda folder: shutil.disk_usage(folder).free)
    _came: dict[tuple[str, bytes], deque[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _seats: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(_SEATS))
    _day: date | None = None
    _key: bytes = b""

    def trace(self, address: str, at: datetime) -> bytes:
        """Return what is remembered of the neighbourhood of an address: another thing each day."""
        with self._lock:
            today = at.astimezone(UTC).date()
            if today != self._day:
                self._day, self._key = today, secrets.token_bytes(32)
                self._came.clear()
            return hmac.digest(self._key, neighbourhood(address), "sha256")[:16]

    def count(self, kind: str, who: bytes, span: float) -> deque[float]:
        """Return when something of a kind came from somebody within the last ``span`` seconds."""
        now = self.clock()
        with self._lock:
            found = self._came.get((kind, who))
            if found is None:
                if len(self._came) >= _MOST_KNOWN:
                    self._forget(now)
                found = self._came[kind, who] = deque()
            while found and found[0] <= now - span:
                found.popleft()
            return deque(found)

    def came(self, kind: str, who: bytes) -> None:
        """Note that something came."""
        with self._lock:
            self._came.setdefault((kind, who), deque()).append(self.clock())

    def _forget(self, now: float) -> None:
        """Let go of all that is an hour old; of everything, if that is not enough."""
        for key in [key for key, found in self._came.items() if not found or found[-1] <= now - HOUR]:
            del self._came[key]
        if len(self._came) >= _MOST_KNOWN:
            self._came.clear()

    def wait(self) -> bool:
        """Slow somebody down; False, at once, where too many are being slowed already."""
        if not self._seats.acquire(blocking=False):
            return False
        try:
            self.pause(_PAUSE)
        finally:
            self._seats.release()
        return True


def neighbourhood(address: str) -> bytes:
    """Return the network that an address is of: /24 of the old kind, /56 of the new."""
    try:
        found = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return b""
    if found.version == 6 and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return found.packed[:3] if found.version == 4 else found.packed[:7]
