"""Build the site when somebody wants it, show it, and look in it for what was accepted: only then is a page published.

Errors: none but those of the store; a build that fails leaves the site that is shown, and says why in the store.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Protocol

from generator.dataset.descriptor import DescriptorError
from generator.dataset.people.fingerprints import fingerprint
from generator.inbox.failing import reach
from generator.inbox.inbox_settings import Settings
from generator.inbox.store import builds, consents, decisions, entries, erasing
from generator.inbox.store.database import Line, Store, StoreError, time_of
from generator.inbox.store.entries import OPEN
from generator.inbox.work.building import build_site
from generator.inbox.work.git.git_commands import GitError
from generator.inbox.work.git.repository import Repository
from generator.inbox.work.laid_out import LaidOut
from generator.inbox.work.releasing_site import Hidden, Release, Releases
from generator.runtime.system_errors import sentence
from generator.site.cards import share_cards
from generator.site.engine.build_error import BuildError
from generator.submissions.forms.submission import REMOVAL
from generator.submissions.intake.importer import BankError

log = logging.getLogger("generator.inbox")

_NOT_FOUND = "پذیرفته شد، ولی صفحه‌اش در سایت تازه پیدا نشد. به نگه‌دارندهٔ سایت خبر بدهید."
_STILL_THERE = "حذف شد، ولی صفحه‌اش هنوز در سایت تازه هست. به نگه‌دارندهٔ سایت خبر بدهید."
_HIDDEN = "پذیرفته شد، ولی صفحه‌اش پنهان است. هرگاه آن را از پنهانی درآورید، منتشر می‌شود."
_UNKNOWN = "سایت ساخته نشد و سایت پیشین ماند. به نگه‌دارندهٔ برنامه خبر بدهید."
_ALL = 1_000_000
# After a build that failed another one is tried by itself.
_AGAIN = timedelta(minutes=10)


class Build(Protocol):
    """What builds the site of a checkout into a folder, as it is on a day, without the pages that are hidden."""

    def __call__(
        self, checkout: Path, site: Path, day: date, hidden: Collection[Hidden], config: str = ..., data: str = ...
    ) -> None: ...


@dataclass
class Publishing:
    """The site of a repository in its releases; ``build`` makes one."""

    settings: Settings
    store: Store
    repository: Repository
    bank: LaidOut
    releases: Releases
    clock: Callable[[], datetime]
    today: Callable[[], date]
    build: Build = build_site
    # Whoever was killed may have erased and not swept.
    _is_swept: bool = False
    # Whether it is known whom others have withdrawn: not at a start, and not after main moved and a site was built of it.
    _is_known: bool = False

    @property
    def _checkout(self) -> Path:
        return self.settings.folder / "building"

    @property
    def _kept(self) -> Path:
        """Where the pictures that builds share lie between two of them: drawing all anew takes most of a build."""
        return self.settings.folder / "cards"

    def _clear(self) -> None:
        _move(self._checkout / share_cards.CACHE, self._kept)
        shutil.rmtree(self._checkout, ignore_errors=True)

    def recover(self) -> None:
        """Remove what a killed build left, and want one where the site is not that of main and of today."""
        self._clear()
        self.releases.mend()
        self.want_if_old()

    def want_if_old(self) -> None:
        """Want a build where main or the day has moved since the last one."""
        now = self.releases.current()
        if now is None or (now.commit, now.day) != (self.repository.main(), self.today()):
            self._want()

    def want_again(self) -> None:
        """Want a build where the last one failed some time ago."""
        with self.store.reading() as tx:
            last = builds.latest(tx)
        if last and last["state"] == "failed" and time_of(last["ended"]) + _AGAIN < self.clock():
            self._want()

    def _want(self) -> None:
        with self.store.writing() as tx:
            builds.want_build(tx, self.clock())

    def publish(self) -> bool:
        """Build what is wanted and show it, and forget whoever was removed; return whether there was anything to do."""
        did = self._forget_removed()
        with self.store.reading() as tx:
            wanted, hidden = builds.wanted(tx), builds.hidden(tx)
        if wanted is None:
            return did
        commit = self.repository.main()
        self.bank.lay(commit)  # the pages of the inbox read it too
        with self.store.writing() as tx:
            builds.begun(tx, wanted["id"], commit)
        name, said = "", ""
        try:
            release = self._made(commit, hidden)
            name = release.name
            self._look(release, set(hidden))
            self.releases.sweep()
        except (BuildError, GitError) as error:
            said = str(error)
        except OSError as error:
            said = f"سایت ساخته نشد و سایت پیشین ماند. {sentence(error)}"
        except Exception as error:
            log.error("a build failed: %s at %s", type(error).__name__, place_of(error))
            said = _UNKNOWN
        finally:
            self._clear()
        self._is_known = False
        with self.store.writing() as tx:
            builds.ended(tx, wanted["id"], name, said, self.clock())
        log.info("build %d: %s", wanted["id"], name or "failed")
        return True

    def _made(self, commit: str, hidden: Collection[Hidden]) -> Release:
        day = self.today()

        def build(site: Path) -> None:
            self.repository.checkout(commit, self._checkout)
            _move(self._kept, self._checkout / share_cards.CACHE)
            self.build(self._checkout, site, day, hidden, self.settings.config, self.settings.data)

        release = self.releases.make(commit, day, hidden, build)
        reach("built")
        self.releases.point(release)
        reach("pointed")
        return release

    def _look(self, release: Release, hidden: set[Hidden]) -> None:
        """Look for the pages of every decision that the release should show; what is found is published."""
        with self.store.reading() as tx:
            waiting = decisions.not_released(tx)
        for line in waiting:
            commit = line["commit_id"]
            if commit and not self.repository.holds(commit, release.commit):
                continue
            with self.store.reading() as tx:
                own = decisions.entries_of(tx, line["id"])
            missing = next(_missing(own, release, hidden), "")
            with self.store.writing() as tx:
                if missing:
                    decisions.said(tx, line["id"], missing)
                else:
                    decisions.released(tx, line["id"], release.name, self.clock())
            reach("found")

    def _forget_removed(self) -> bool:
        """Erase what is left of pages that the site and the remote's main are without; return whether there were any.

        Before, the remote may turn out to have another main, and the removal is begun again: whose it is must be known.
        """
        with self.store.reading() as tx:
            found = decisions.removed(tx)
        found += self._withdrawn_elsewhere()
        for one in found:
            self._erase(one)
        self._sweep()
        return bool(found)

    def _withdrawn_elsewhere(self) -> list[Line]:
        """Return the entries of whoever was withdrawn without this store: by hand, or before it came back from a copy."""
        if self._is_known:
            return []
        self._is_known = True
        with self.store.reading() as tx:
            shown = entries.shown(tx)
        if not shown:
            return []
        try:
            intake = self.bank.at(self.repository.main())
        except (BankError, DescriptorError):
            return []  # nothing is known of such a main; the build tells what is wrong
        return [
            one for one in shown if intake.is_withdrawn(one["resource"], one["record"], one["label"], one["county"])
        ]

    def _erase(self, entry: Line) -> None:
        """Let nothing be left of a page that was removed: in the store, in releases of before, in what lies beside."""
        resource, record, at = entry["resource"], entry["record"], self.clock()
        self.releases.sweep([entries.card(entry).get("page", "")])
        self.bank.forget()
        shutil.rmtree(self.settings.previews, ignore_errors=True)
        with self.store.writing() as tx:
            consents.end(tx, resource, record, None, at)
        self._is_swept = False
        # Hers last: whoever is killed before finds it again.
        for name in (*sorted({*self._namesakes(entry)} - {record}), record):
            with suppress(StoreError):  # somebody still reads: what is erased goes out of the file a little later
                erasing.of_record(self.store, resource, name, at)

    def _sweep(self) -> None:
        """Bring what was erased out of the store's file too, as soon as nobody reads it."""
        if not self._is_swept:
            with suppress(StoreError):
                self.store.sweep()
                self._is_swept = True

    def _namesakes(self, entry: Line) -> Iterator[str]:
        """Yield under which ids somebody of her name and place waits: what was sent of her before is hers too."""
        mark = fingerprint(entry["label"], entry["county"], "")
        with self.store.reading() as tx:
            waiting = entries.queue(tx, OPEN, entry["county"], limit=_ALL)
        for one in waiting:
            is_hers = one["resource"] == entry["resource"] and fingerprint(one["label"], one["county"], "") == mark
            if one["record"] and is_hers:
                yield one["record"]


def _move(folder: Path, target: Path) -> None:
    """Move a folder to where there is none; where it cannot be moved it is made anew."""
    if folder.is_dir() and not target.exists():
        with suppress(OSError):
            target.parent.mkdir(parents=True, exist_ok=True)
            folder.replace(target)


def _missing(own: Collection[Line], release: Release, hidden: set[Hidden]) -> Iterator[str]:
    """Yield why the pages of entries are not as they should be."""
    for one in own:
        page = entries.card(one).get("page", "")
        if not page:
            continue
        if (one["resource"], one["record"]) in hidden and one["kind"] != REMOVAL:
            yield _HIDDEN
        elif release.shows(page) == (one["kind"] == REMOVAL):
            yield _STILL_THERE if one["kind"] == REMOVAL else _NOT_FOUND


def place_of(error: BaseException) -> str:
    """Return where an error came from, without what it says: that may hold what somebody wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
