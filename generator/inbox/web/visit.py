"""What a page is given: who asks for it, and the house that answers; and what it may refuse with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Request, Response

from generator.dataset.reading.load import IRAN
from generator.inbox.inbox_settings import Settings
from generator.inbox.store.database import Store
from generator.inbox.store.invitations import Person, Session
from generator.inbox.web.known_bank import KnownBank
from generator.inbox.web.rates import Limits

View = Callable[..., Response]

#: Bytes of a form without files, of its fields together, and how many parts a form may have.
LARGEST_FORM, LARGEST_FIELDS, MOST_PARTS = 128 * 1024, 64 * 1024, 1000

_KEY_BYTES = 16


class Refusal(Exception):
    """A page that cannot be given; ``sentence`` says why and what to do, in Persian."""

    def __init__(self, status: int, title: str, sentence: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(title)
        self.status, self.title, self.sentence, self.headers = status, title, sentence, dict(headers or {})


@dataclass(frozen=True)
class Route:
    """An address and its view. ``roles`` may ask for it, everybody where there are none.

    A post of somebody with a session carries the session's token; ``largest`` is how many bytes it may have in all.
    """

    rule: str
    view: View
    is_post: bool = False
    roles: tuple[str, ...] = ()
    largest: int = LARGEST_FORM

    @property
    def name(self) -> str:
        """What the log calls it."""
        return self.view.__name__


@dataclass(frozen=True)
class House:
    """What all pages share. ``site`` is the address under which the pages are asked for, ``now`` the clock."""

    settings: Settings
    store: Store
    secret: bytes
    site: str
    now: Callable[[], datetime]
    bank: KnownBank
    limits: Limits = field(default_factory=Limits)
    # What only one way of running adds, by name.
    more: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cookie(self) -> str:
        """The name of the cookie of a session: behind TLS one that no other host can set."""
        return "__Host-inbox" if self.is_secure else "inbox"

    @property
    def is_secure(self) -> bool:
        """Whether the pages are asked for over TLS."""
        return self.site.startswith("https:")


class Asked(Request):
    """A request whose form is refused before it is read where it is too large."""

    max_content_length = LARGEST_FORM
    max_form_memory_size = LARGEST_FIELDS
    max_form_parts = MOST_PARTS


@dataclass(frozen=True)
class Visit:
    """One request: who asks, when, and of which house."""

    request: Asked
    house: House
    session: Session | None
    at: datetime

    @property
    def person(self) -> Person:
        """Whoever asks; only where a route has roles."""
        if self.session is None:
            raise Refusal(403, "این صفحه برای همکاران است", "با پیوند شخصی خود وارد شوید.")
        return self.session.person

    @property
    def today(self) -> date:
        """The day it is in Iran."""
        return self.at.astimezone(IRAN).date()

    @property
    def key(self) -> bytes | None:
        """The key that the sender's side has named its draft by; None where the form holds none."""
        try:
            key = bytes.fromhex(self.text("key"))
        except ValueError:
            return None
        return key if len(key) == _KEY_BYTES else None

    def text(self, name: str) -> str:
        """Return what a field of the form holds, without what stands around it."""
        return self.request.form.get(name, "").strip()

    def texts(self, name: str) -> list[str]:
        """Return all that fields of one name hold."""
        return self.request.form.getlist(name)

    def files(self, name: str) -> list[FileStorage]:
        """Return the files of a field, without the empty one that browsers send for none."""
        return [file for file in self.request.files.getlist(name) if file.filename]

    def asked(self, name: str) -> str:
        """Return what the address asks for after its question mark."""
        return self.request.args.get(name, "").strip()


def see(address: str) -> Response:
    """Return an answer to a post: another page, so that going back sends nothing again."""
    return Response(status=303, headers={"Location": address})
