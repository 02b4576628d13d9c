"""The worker: one process that examines what came in, carries decisions out, and builds; its parent starts it again.

Whoever runs it holds the store's lock. Errors: what the disk or git refuses is tried again after a while; what the
program did not foresee ends as ``stuck`` after three tries, and the log names the line and never what was sent.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from generator.dataset.descriptor import DescriptorError, Package
from generator.dataset.reading.load import IRAN, KEY_VARIABLE
from generator.inbox.inbox_settings import Settings
from generator.inbox.store import backup, decisions, erasing, examinations, rows_sent_back
from generator.inbox.store.database import Store, StoreError
from generator.inbox.work import examining, loan_work, looking, marking
from generator.inbox.work.accepting import Accepting
from generator.inbox.work.building import build_site
from generator.inbox.work.git.git_commands import GitError, own_helpers
from generator.inbox.work.git.repository import Repository
from generator.inbox.work.git.working_copy import remote_of
from generator.inbox.work.laid_out import LaidOut
from generator.inbox.work.publishing import Build, Publishing, place_of
from generator.inbox.work.releasing_site import Releases
from generator.runtime.lock import Lock
from generator.submissions.intake.importer import BankError

log = logging.getLogger("generator.inbox")

# Seconds between two looks at the store, and after something that is no fault of what was sent.
_PAUSE, _PATIENCE = 0.3, 10.0
# Seconds that the worker of before may take to end.
_ALONE = 2.0
# How often the remote is asked by itself.
_FETCH, _FRESH = timedelta(minutes=2), timedelta(seconds=5)
# So many of each kind are done before the others have their turn.
_TURN = 20
_FAULTY_BANK = "داده‌های مخزن خطایی دارند که نمی‌گذارد چیزی بررسی یا پذیرفته شود. نخست آن را درست کنید."


class Worker:
    """The worker of an inbox; ``clock`` tells the time, ``build`` makes a site."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        build: Build = build_site,
    ) -> None:
        self.settings, self.store, self.clock = settings, store, clock
        self.repository = repository_of(settings)
        self.bank = LaidOut(settings, self.repository, self.today, os.environ.get(KEY_VARIABLE, ""))
        self.accepting = Accepting(settings, store, self.repository, self.bank, clock)
        self.releases = Releases(settings.releases)
        self.publishing = Publishing(
            settings, store, self.repository, self.bank, self.releases, clock, self.today, build
        )
        # When the remote was asked, and whether nobody answered: then it is left alone until the next time.
        self._asked: datetime | None = None
        self._is_away = False
        # The main that was pushed last, whatever came of it.
        self._tried = ""
        self._day: date | None = None
        self._waits = 0.0

    def today(self) -> date:
        """Return the day in Iran."""
        return self.clock().astimezone(IRAN).date()

    def start(self) -> None:
        """Find what a killed run had begun, and make it whole; raise GitError and OSError."""
        self.repository.open()
        self.accepting.recover()
        self.bank.lay(self.repository.main())
        self.publishing.recover()

    def run(self, stop: threading.Event) -> None:
        """Work until somebody says stop."""
        while not self._has_started() and not stop.wait(_PATIENCE):
            pass
        while not stop.is_set():
            if not self.turn():
                stop.wait(self._waits or _PAUSE)

    def _has_started(self) -> bool:
        """Start, and return whether that went well: without a network there may be nothing to work on yet."""
        try:
            self.start()
        except (GitError, OSError) as error:
            log.warning("start: %s at %s", type(error).__name__, place_of(error))
            return False
        return True

    def turn(self) -> bool:
        """Do what there is to do, a little of each; return whether there was anything."""
        self._waits = 0.0
        did = False
        parts = (
            self._daily,
            self._fetch,
            self._loans,
            self._decide,
            self._examine,  # before a build, which takes its while: somebody has just dropped a file and looks
            self._mark,
            self.publishing.publish,
            self._push,
        )
        for part in parts:
            try:
                did = bool(part()) or did
            except (GitError, OSError, StoreError, BankError, DescriptorError) as error:
                log.warning("%s: %s at %s", part.__name__, type(error).__name__, place_of(error))
                self._waits = _PATIENCE
        return did and not self._waits

    # ---------- the parts of a turn ----------

    def _decide(self) -> bool:
        did = False
        for _ in range(_TURN):
            decision = self.accepting.next_one()
            if decision is None:
                break
            try:
                self.accepting.carry_out(decision)
            except (GitError, OSError, StoreError):
                raise
            except (BankError, DescriptorError):
                with self.store.writing() as tx:
                    decisions.said(tx, decision, _FAULTY_BANK)
                raise
            except Exception as error:
                self._failed("decision", decision, error)
                with self.store.writing() as tx:
                    decisions.tried(tx, decision, self.clock())
            did = True
        return did

    def _examine(self) -> bool:
        for done in range(_TURN):
            with self.store.reading() as tx:
                line = examinations.to_examine(tx)
            if line is None or (done and self._is_wanted()):
                return done > 0
            number = line["number"]
            try:
                examining.examine(self.store, number, self.bank.at(self.repository.main()), self.clock())
            except (GitError, OSError, StoreError, BankError, DescriptorError):
                raise
            except Exception as error:
                self._failed("hand-in", number, error)
                with self.store.writing() as tx:
                    examinations.tried(tx, number, self.clock())
        return True

    def _mark(self) -> bool:
        with self.store.reading() as tx:
            one = rows_sent_back.first(tx)
        if one is None:
            return False
        try:
            marking.mark(self.store, one, self.bank.at(self.repository.main()))
        except (GitError, OSError, StoreError, BankError, DescriptorError):
            raise
        except Exception as error:
            self._failed("marked copy of", one.number, error)
            with self.store.writing() as tx:
                rows_sent_back.done(tx, one)
        return True

    def _loans(self) -> bool:
        def package() -> Package:
            return self.bank.at(self.repository.main()).package

        return loan_work.tick(self.store, package, self.clock(), self.today())

    def _is_wanted(self) -> bool:
        """Whether a reviewer waits: decisions come before the next hand-ins."""
        return self.accepting.next_one() is not None

    def _failed(self, what: str, number: int, error: Exception) -> None:
        log.error("%s %d failed: %s at %s", what, number, type(error).__name__, place_of(error))

    def _fetch(self) -> bool:
        """See what the remote has: every few minutes, and before a decision is carried out."""
        now = self.clock()
        ago = None if self._asked is None else abs(now - self._asked)
        if ago is not None and ago < _FETCH and (self._is_away or ago < _FRESH or not self._is_wanted()):
            return False
        self._asked, self._tried, before = now, "", self.repository.main()
        self._is_away = not self.accepting.fetch()
        if self.repository.main() != before:
            self.publishing.want_if_old()
        return False

    def _push(self) -> bool:
        """Push what is accepted, after the site: nobody shall wait for a slow network; True where it is to be done again."""
        if not self.accepting.is_any_to_push():
            return False
        main = self.repository.main()
        if main == self._tried:
            return False  # somebody has to merge it there, or the remote is away: it is asked again after a while
        self._tried = main
        self._is_away = not self.accepting.push(self._is_away)
        return self._is_wanted()

    def _daily(self) -> bool:
        """Do once a day what a day asks for: the lists that depend on it, erasing, a backup, packing."""
        day = self.today()
        if self._day == day:
            self.publishing.want_again()
            return False
        is_first, self._day = self._day is None, day
        self.publishing.want_if_old()
        looking.forget(self.settings.previews, self.clock() - timedelta(days=1))
        erasing.due(self.store, self.clock(), self.settings.after_decision, self.settings.unfinished)
        folder = self.settings.copies
        copies = backup.copies(folder) if folder.is_dir() else []
        if not any(f"{self.clock():%Y%m%d}" in path.name for path in copies):
            backup.write(self.store, folder, self.clock(), self.settings.backups)
            self.repository.bundle(folder / "main.bundle")
        if not is_first:
            self.repository.sweep()
        return False


def repository_of(settings: Settings) -> Repository:
    """Return the clone of an inbox: of a remote, or of the folder in which a reviewer works and of where that comes from.

    Raise GitError where there is no git.
    """
    project = settings.project
    if project is None:
        return Repository(settings.clone, settings.repository, None, settings.branch, settings.password_file)
    is_own = Path(settings.repository) == project
    origin = settings.repository if not is_own else "" if settings.push == "none" else remote_of(project)
    return Repository(settings.clone, origin, project, settings.branch, settings.password_file, own_helpers())


def work(settings: Settings) -> None:
    """Work on an inbox until the process is asked to end; raise Busy where another one does, GitError and StoreError."""
    stop = threading.Event()
    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *given: stop.set())
    settings.folder.mkdir(parents=True, exist_ok=True)
    alone = Lock(settings.folder / "working" / "lock", _ALONE)
    try:
        store = Store(settings.store)
        try:
            Worker(settings, store).run(stop)
        finally:
            store.close()
    finally:
        alone.release()
