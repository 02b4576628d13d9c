"""A house of the inbox with a bank, a store of its own, and people who look at its pages through Werkzeug's client."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from werkzeug.serving import make_server
from werkzeug.test import Client, TestResponse

from generator.inbox.inbox_settings import Settings
from generator.inbox.store import invitations
from generator.inbox.store.database import Store
from generator.inbox.web.app import Pages
from generator.inbox.web.known_bank import KnownBank
from generator.inbox.web.routes import ROUTES
from generator.inbox.web.visit import House
from tests import support
from tests.inbox import offices
from tests.inbox.offices import Office

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SITE = "https://inbox.example/"


@pytest.fixture(scope="session")
def bank_folder(once) -> Path:
    """The small bank with its settings, which nobody changes."""

    def make(target: Path) -> None:
        support.project(target)

    return once("inbox-bank", make)


@pytest.fixture(scope="session")
def inbox_site(once) -> Path:
    """The small bank as it is built where there is an inbox."""

    def make(folder: Path) -> None:
        config = support.project(folder, content=support.small_content(folder / "content"), site_url=support.HOST)
        config.write_text(config.read_text("utf-8").replace("\nextra:\n", "\nextra:\n  inbox: /inbox/\n"), "utf-8")
        result = support.build(config)
        assert result.exit_code == 0, result.output

    return once("inbox-site", make) / "site"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store without a house."""
    opened = Store(tmp_path / "inbox.db")
    yield opened
    opened.close()


@dataclass
class Guest:
    """Somebody with a browser: what is asked for, and what is sent from our own pages."""

    client: Client
    site: str
    csrf: str = ""

    def get(self, address: str, **more) -> TestResponse:
        return self.client.get(address, base_url=self.site, **more)

    def post(self, address: str, data=None, headers=None, **more) -> TestResponse:
        sent = {"csrf": self.csrf, **(data or {})}
        given = {"Origin": self.site.rstrip("/")} if headers is None else headers
        return self.client.post(address, base_url=self.site, data=sent, headers=given, **more)


@dataclass
class Inbox:
    """A running house without a network: its store, its pages, and a clock that a test moves."""

    house: House
    pages: Pages
    clock: list[datetime]

    @property
    def store(self) -> Store:
        return self.house.store

    def guest(self) -> Guest:
        return Guest(Client(self.pages), self.house.site)

    def person(self, role: str, county: str = "", **more) -> Guest:
        """Invite somebody and let them come in."""
        with self.store.writing() as tx:
            _, token = invitations.invite(
                tx, f"همکار {role}", role, self.clock[0] + timedelta(days=30), self.clock[0], county, **more
            )
        guest = self.guest()
        assert guest.post("/inbox/enter", {"token": token}).status_code == 303
        page = guest.get("/inbox/enter").get_data(as_text=True)
        guest.csrf = re.search(r'name="csrf" value="([^"]+)"', page)[1]
        return guest


@pytest.fixture
def inbox(tmp_path: Path, bank_folder: Path) -> Iterator[Inbox]:
    """An inbox behind a server, whose bank is the small one."""
    yield from _made(tmp_path, bank_folder, lambda folder: Settings(folder, str(bank_folder), project=None))


def _made(tmp_path: Path, bank: Path, settings_of: Callable[[Path], Settings]) -> Iterator[Inbox]:
    settings = settings_of(tmp_path / "inbox")
    settings.checkouts.mkdir(parents=True)
    (settings.checkouts / "0").symlink_to(bank)
    store, clock = Store(settings.store), [NOW]
    house = House(settings, store, settings.secret(), SITE, lambda: clock[0], KnownBank(settings))
    yield Inbox(house, Pages(house, ROUTES), clock)
    store.close()


@pytest.fixture
def served(inbox) -> Iterator[str]:
    """The address under which a browser finds the inbox."""
    with support.running(make_server("127.0.0.1", 0, inbox.pages, threaded=True)) as address:
        object.__setattr__(inbox.house, "site", address)
        yield address


@pytest.fixture(scope="session")
def laid_remote(once) -> Path:
    """A bare repository of the small package, which nobody changes."""
    return once("inbox-remote", lambda target: (target.mkdir(), offices.lay_remote(target)))


@pytest.fixture(scope="session")
def laid_office(once, laid_remote: Path) -> Path:
    """An office whose worker has done its first turn: the site is built, and nothing waits; nobody changes it."""

    def make(target: Path) -> None:
        shutil.copytree(laid_remote, target)
        made = Office(target)
        made.worker.start()
        made.work()
        made.store.close()

    return once("inbox-office", make)


@pytest.fixture(scope="session")
def laid_waiting(once, laid_office: Path) -> Path:
    """That office with a first hand-in that waits for a reviewer; nobody changes it."""

    def make(target: Path) -> None:
        shutil.copytree(laid_office, target, symlinks=True)
        made = Office(target)
        made.send()
        made.work()
        made.store.close()

    return once("inbox-waiting", make)


def _copied(laid: Path, tmp_path: Path) -> Iterator[Office]:
    made = Office(Path(shutil.copytree(laid, tmp_path / "office", symlinks=True)))
    yield made
    made.store.close()


@pytest.fixture
def office(laid_office: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the office of one's own."""
    yield from _copied(laid_office, tmp_path)


@pytest.fixture
def waiting(laid_waiting: Path, tmp_path: Path) -> Iterator[Office]:
    """A copy of the office in which a hand-in waits."""
    yield from _copied(laid_waiting, tmp_path)
