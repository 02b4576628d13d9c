"""An office with a remote repository of a tiny bank and an inbox's worker over it; builds are a page for each record."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from generator.inbox.inbox_settings import Settings
from generator.inbox.store import decisions, entries, hand_ins
from generator.inbox.store.database import Line, Store
from generator.inbox.store.hand_ins import HandIn
from generator.inbox.work.releasing_site import Hidden
from generator.inbox.work.worker import Worker
from generator.runtime import manifest
from tests.submissions.banks import WOMAN
from tests.support import package

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
SECRET = b"s" * 32
FILE = "data/women/fasa/maryam-keshavarz.yml"
PAGE = "women/maryam-keshavarz/"
ANSWERS = {**WOMAN, "domains": ["صنایع دستی", "ادبی"]}
AGREED = {"basis": "رضایت خود او", "consented": "1405-08-01"}

WORDS = [
    pair.split("/")
    for pair in (
        "آبی/Abi باران/Baran چمن/Chaman دریا/Darya رود/Rud زمان/Zaman سحر/Sahar شبنم/Shabnam صبا/Saba طلوع/Tolu غزل/Ghazal"
        " فروغ/Forugh کوه/Kuh گلستان/Golestan لاله/Lale مهتاب/Mahtab نسیم/Nasim نرگس/Narges یاس/Yas ژاله/Zhale"
    ).split()
]


def named(number: int) -> dict[str, str]:
    """Return one of four hundred made-up names in both scripts."""
    first, second = WORDS[number % 20], WORDS[number // 20 % 20]
    return {"name": f"زری {first[0]} {second[0]}", "latin": f"Zari {first[1]} {second[1]}"}


def git(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Keeper", "-c", "user.email=keeper@example.org", "-c", "core.hooksPath=/dev/null"]
    done = subprocess.run(["git", "-C", str(folder), *who, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def lay_remote(folder: Path) -> None:
    """Make a bare repository of the small package, and the inbox's clone of it."""
    work = folder / "work"
    package(work / "data")
    (work / "mkdocs.yml").write_text("site_name: بانک\n", "utf-8")
    git(work, "init", "--quiet", "--initial-branch=main", "--template=")
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "--message", "Begin")
    git(folder, "clone", "--quiet", "--bare", "--template=", str(work), "remote.git")
    shutil.rmtree(work)


def ready(values: dict[str, Any], form: str = "women", **more: Any) -> bytes:
    sent = {"form": form, "version": 1, **more, "values": values}
    return yaml.dump(sent, Dumper=yaml.CSafeDumper, allow_unicode=True).encode()


def laid(checkout: Path, site: Path, day: date, hidden: Collection[Hidden], config: str = "", data: str = "") -> None:
    """Lay out a page for each record, as a build does."""
    gone = {"/".join(page) for page in hidden}
    pages = {f"{path.parts[-3]}/{path.stem}" for path in checkout.glob("data/*/*/*.yml")} - gone
    for page in ("", *sorted(pages)):
        (site / page).mkdir(parents=True, exist_ok=True)
        (site / page / "index.html").write_text(f"{page} {day}", "utf-8")
    found = {entry.path: entry.sha256 for entry in manifest.entries(site)}
    manifest.beside(site).write_text(manifest.text(found), "utf-8")


@dataclass
class Office:
    """A running inbox: what is sent to it, what a reviewer presses, and what stands in the remote's main."""

    folder: Path
    clock: list[datetime] = field(default_factory=lambda: [NOW])
    more: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = Settings(self.folder / "inbox", str(self.folder / "remote.git"), **self.more)
        self.open()

    def open(self) -> None:
        """Start the program anew."""
        self.store = Store(self.settings.store)
        self.worker = Worker(self.settings, self.store, lambda: self.clock[0], laid)

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    def restart(self) -> None:
        """Start anew and work until nothing is left to do."""
        self.store.close()
        self.open()
        self.worker.start()
        self.work()

    def work(self) -> None:
        for _ in range(20):
            if not self.worker.turn():
                return
        raise AssertionError("the worker never comes to an end")

    def send(self, values: dict[str, Any] | None = None, key: int = 1, version: int = 1, **more: Any) -> int:
        body = more.pop("body", None) or ready(ANSWERS | (values or {}))
        sent = HandIn(
            key.to_bytes(16), version, "form", **{"kind": "record", "name": "women.yml", "body": body, **more}
        )
        with self.store.writing() as tx:
            return hand_ins.receive(tx, sent, SECRET, self.clock[0]).number

    def entries(self, number: int) -> list[Line]:
        with self.store.reading() as tx:
            return entries.of_hand_in(tx, number)

    def states(self, number: int) -> list[str]:
        return [one["state"] for one in self.entries(number)]

    def card(self, number: int) -> dict[str, Any]:
        return entries.card(self.entries(number)[0])

    def problems(self, number: int) -> list[dict[str, Any]]:
        return [item for one in self.entries(number) for item in entries.problems(one)]

    def accept(self, number: int, places: Collection[int] | None = None) -> int:
        own = {one["id"]: one["digest"] for one in self.entries(number) if places is None or one["place"] in places}
        with self.store.writing() as tx:
            return entries.accept(tx, own, None, self.clock[0])

    def take_back(self, number: int) -> int:
        entry = self.entries(number)[0]["id"]
        with self.store.writing() as tx:
            return entries.take_back(tx, entry, None, self.clock[0])

    def decision(self, decision: int) -> Line:
        with self.store.reading() as tx:
            found = decisions.by_id(tx, decision)
        assert found is not None
        return found

    def commits(self, folder: Path | None = None) -> list[str]:
        """Return the messages of the commits that the inbox made on a main."""
        text = git(folder or self.remote, "log", "--format=%an%x00%B%x01", "main")
        found = (line.strip().split("\0", 1) for line in text.split("\x01") if line.strip())
        return [
            " | ".join(filter(None, message.splitlines())) for name, message in found if name == "Submissions inbox"
        ]

    def read(self, path: str) -> str:
        return git(self.remote, "show", f"main:{path}") + "\n"

    def by_hand(self, path: str, text: str | None, message: str = "By hand") -> None:
        """Let somebody else change the remote's main."""
        other = self.folder / "other"
        if not other.is_dir():
            git(self.folder, "clone", "--quiet", "--template=", str(self.remote), "other")
        # A push of a worker that was killed meanwhile may still be on its way: as anybody would, fetch and try again.
        while True:
            git(other, "fetch", "--quiet", "origin")
            git(other, "reset", "--quiet", "--hard", "origin/main")
            (other / path).parent.mkdir(parents=True, exist_ok=True)
            (other / path).write_text(text, "utf-8") if text is not None else (other / path).unlink()
            git(other, "add", "--all")
            git(other, "commit", "--quiet", "--message", message)
            try:
                git(other, "push", "--quiet", "origin", "main")
            except subprocess.CalledProcessError as error:
                if "fetch first" not in error.stderr and "cannot lock ref" not in error.stderr:
                    raise AssertionError(error.stderr) from None
            else:
                return

    def shows(self, page: str) -> bool:
        now = self.worker.releases.current()
        return now is not None and now.shows(page)

    def is_sound(self) -> bool:
        """Whether the clone has no fault and nothing of ours is left in it."""
        git(self.settings.clone, "fsck", "--strict")
        return not [*self.settings.clone.rglob("*.lock"), *self.settings.clone.glob("unfinished-*")]


CORRECTION = ready({"ability": "گلیم‌باف"}, target="zahra-rasti")


def accepted(office: Office, values: dict | None = None, **more) -> int:
    """Hand in a record, let it be examined, accept it and let it be written; return its number."""
    number = office.send(values, **more)
    office.work()
    assert office.states(number) == ["waiting"], office.problems(number)
    office.accept(number)
    office.work()
    return number
