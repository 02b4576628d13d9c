"""Carry decisions out: each becomes one commit on main, exactly once, whenever the process is killed.

A decision is taken in again on today's main, and where that comes to something else than was seen, the reviewer is asked
again. Each step is kept in the store before the next one begins, so that a start finds where it was. Errors: those of
git, the disk and the bank, after which the same step is tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from generator.inbox.failing import reach
from generator.inbox.inbox_settings import Settings
from generator.inbox.store import builds, decisions
from generator.inbox.store.database import Line, Store
from generator.inbox.work import examining, taking_back
from generator.inbox.work.git.repository import TAKE_BACK, Files, Landed, Pushed, Repository
from generator.inbox.work.git.working_copy import LEFT_ALONE, bring_forward
from generator.inbox.work.laid_out import LaidOut
from generator.inbox.work.taking_back import CannotTakeBack
from generator.submissions.forms.submission import REMOVAL

log = logging.getLogger("generator.inbox")

_GONE = "آنچه فرستاده شده بود دیگر نگه داشته نمی‌شود؛ پذیرفته نشد. از فرستنده بخواهید دوباره بفرستد."
_NOT_BACK = "حذف صفحه به خواست صاحبش برگردانده نمی‌شود."
_NOTHING_THERE = "چیزی برای برگرداندن نبود."
_AWAY = "پذیرفته شد و سایت به‌روز می‌شود، ولی هنوز به مخزن دور نرسیده است؛ خودبه‌خود دوباره می‌فرستیم."
_BRANCH = (
    "پذیرفته شد. مخزن دور شاخهٔ اصلی را بسته است: پیشنهاد در شاخهٔ {branch} است و پس از پذیرفته شدن آنجا کامل می‌شود."
)
# So often main may move between the judgement and the commit before the next turn is waited for.
_MOVES = 5


@dataclass
class Accepting:
    """The decisions of a store, carried out in a repository; ``clock`` tells the time."""

    settings: Settings
    store: Store
    repository: Repository
    bank: LaidOut
    clock: Callable[[], datetime]

    def recover(self) -> None:
        """Find what a killed run had begun: whatever is on no main, ours or the remote's, is done again."""
        self._follow_theirs()
        for line in self._lines(decisions.not_pushed):
            if not self.repository.holds(line["commit_id"], self.repository.main()):
                with self.store.writing() as tx:
                    decisions.forget_commit(tx, line["id"])

    def next_one(self) -> int | None:
        """Return the decision that has waited longest."""
        with self.store.reading() as tx:
            line = decisions.next_one(tx)
        return line["id"] if line else None

    def carry_out(self, decision: int) -> None:
        """Bring a decision to main, or end it with a sentence; whoever calls it again changes nothing."""
        for _ in range(_MOVES):
            line = self._line(decision)
            if line["state"] == "wanted":
                reach("wanted")
                if not self._commit(line):
                    return
                line = self._line(decision)
            if line["state"] != "committed":
                return
            if self._is_on_main(line):
                reach("moved")
                with self.store.writing() as tx:
                    decisions.on_main(tx, decision, self.clock())
                    builds.want_build(tx, self.clock())
                reach("accepted")
                log.info("decision %d is on main", decision)
                return
            with self.store.writing() as tx:
                decisions.forget_commit(tx, decision)

    def _line(self, decision: int) -> Line:
        with self.store.reading() as tx:
            line = decisions.by_id(tx, decision)
        assert line is not None
        return line

    def _lines(self, asked: Callable[..., list[Line]]) -> list[Line]:
        with self.store.reading() as tx:
            return asked(tx)

    # ---------- the commit ----------

    def _commit(self, line: Line) -> bool:
        """Make and keep the commit of a decision; False where it needs none, or has ended."""
        base, at = self.repository.main(), self.clock()
        try:
            made = self._undone(line, base) if line["act"] == "take-back" else self._taken(line, base)
        except CannotTakeBack as error:
            with self.store.writing() as tx:
                decisions.refused(tx, line["id"], str(error), at)
            return False
        if made is None:
            return False
        subject = {"subject": TAKE_BACK} if line["act"] == "take-back" else {}
        commit = self.repository.commit(base, made, Landed(line["hand_in"], line["id"]), at, **subject) if made else ""
        reach("made")
        if not commit:
            # Nothing that main does not have already, as of a request that was fulfilled elsewhere.
            with self.store.writing() as tx:
                decisions.on_main(tx, line["id"], at)
                builds.want_build(tx, at)
            return False
        with self.store.writing() as tx:
            decisions.committed(tx, line["id"], base, commit)
        reach("kept")
        return True

    def _taken(self, line: Line, base: str) -> Files | None:
        """Return the files that the accepted entries come to; None where the reviewer has to look again."""
        intake, at = self.bank.at(base), self.clock()
        with self.store.reading() as tx:
            own = {one["place"]: one for one in decisions.entries_of(tx, line["id"])}
            version = max((one["version"] for one in own.values()), default=0)
            found = examining.sent(tx, line["hand_in"], version)
        if found is None or not own:
            with self.store.writing() as tx:
                decisions.refused(tx, line["id"], _GONE, at)
            return None
        result = examining.judge(found, intake, only=set(own))
        reach("taken")
        with self.store.writing() as tx:
            now, _ = examining.entries(tx, found, intake, result)
            seen = {place: one["digest"] for place, one in own.items()}
            changed = [
                one for one in now if one.place in own and (one.digest != seen[one.place] or one.state != "waiting")
            ]
            # A hand-in that is read otherwise than before has other places.
            if changed or not own.keys() <= {one.place for one in now}:
                decisions.changed(tx, line["id"], [one for one in now if one.place in own], at)
                return None
        reach("compared")
        return result.files

    def _undone(self, line: Line, base: str) -> Files | None:
        with self.store.reading() as tx:
            first = decisions.by_id(tx, line["undoes"])
            kinds = {one["kind"] for one in decisions.entries_of(tx, line["undoes"])}
        if REMOVAL in kinds:
            raise CannotTakeBack(_NOT_BACK)
        if first is None or not first["commit_id"] or not self.repository.holds(first["commit_id"], base):
            raise CannotTakeBack(_NOTHING_THERE)
        return taking_back.restored(self.repository, first["commit_id"], base, self.bank.at(base))

    def _is_on_main(self, line: Line) -> bool:
        """Move main to a kept commit, if it is not there; False where main is elsewhere by now."""
        commit, main = line["commit_id"], self.repository.main()
        return self.repository.holds(commit, main) or (
            main == line["base"] and self.repository.advance(commit, line["base"])
        )

    # ---------- the remote ----------

    def fetch(self) -> bool:
        """See what the remote has, and begin again what it lost or others have overtaken; False: nobody answered."""
        answered = self.repository.fetch()
        self._follow_theirs()
        # Where it could not follow before, the reviewer may have made room.
        if self.repository.beside is not None and not bring_forward(self.repository):
            with self.store.writing() as tx:
                decisions.unsaid(tx, LEFT_ALONE)
        return answered

    def _follow_theirs(self) -> None:
        """Where the remote's main and ours have parted, theirs counts: what was merged there is there, the rest is begun again."""
        mine, theirs = self.repository.main(), self.repository.theirs()
        waiting = self._lines(decisions.not_pushed)
        if theirs and not self.repository.holds(theirs, mine):
            self.repository.follow(theirs)
            reach("followed")
        if not theirs or not waiting:
            return
        since = self.repository.parent(waiting[0]["commit_id"])
        landed: dict[Landed, str] | None = None
        for line in waiting:
            commit, at = line["commit_id"], self.clock()
            if self.repository.holds(commit, theirs):
                self._is_there(line, commit)
                continue
            if self.repository.holds(commit, self.repository.main()):
                continue  # on its way
            if landed is None:
                landed = self.repository.landed(since, theirs)
            merged = landed.get(Landed(line["hand_in"], line["id"]))
            if merged or self.repository.is_in(commit, theirs):
                self._is_there(line, merged or theirs)
                continue
            with self.store.writing() as tx:
                decisions.forget_commit(tx, line["id"])
                builds.want_build(tx, at)

    def _is_there(self, line: Line, commit: str) -> None:
        with self.store.writing() as tx:
            decisions.landed(tx, line["id"], commit)
        self._say_of([line], "", is_there=True)

    def is_any_to_push(self) -> bool:
        """Whether anything is on our main that the remote has not taken yet."""
        return bool(self._lines(decisions.not_pushed))

    def push(self, is_away: bool = False) -> bool:
        """Bring what is accepted to the remote and to the reviewer's own folder; False where nobody answered.

        A remote that ``is_away`` is not asked again.
        """
        waiting = self._lines(decisions.not_pushed)
        if not waiting:
            return not is_away
        forward = bring_forward(self.repository)
        if not self.repository.origin or self.settings.push == "none":
            self._say_of(waiting, forward, is_there=True)
            return True
        branch = f"inbox/{waiting[0]['hand_in']}"
        if is_away:
            self._say_of(waiting, _AWAY)
            return False
        answer = self.repository.push(branch if self.settings.push == "branch" else "")
        if answer is Pushed.MOVED and self.fetch():
            return True  # the next turn pushes what still is to be pushed
        if answer is Pushed.PROTECTED:
            answer = self.repository.push(branch)
            if answer is Pushed.DONE:
                self._say_of(waiting, _BRANCH.format(branch=branch))
                return True
        if answer is Pushed.DONE:
            reach("pushed")
            is_branch = self.settings.push == "branch"
            self._say_of(waiting, _BRANCH.format(branch=branch) if is_branch else forward, is_there=not is_branch)
            return True
        self._say_of(waiting, _AWAY)
        return False

    def _say_of(self, lines: list[Line], sentence: str, is_there: bool = False) -> None:
        with self.store.writing() as tx:
            for line in lines:
                if is_there:
                    decisions.pushed(tx, line["id"], self.clock())
                # What was said of the page itself stays.
                if line["said"] != sentence and (sentence or _is_of_remote(line["said"])):
                    decisions.said(tx, line["id"], sentence)


def _is_of_remote(sentence: str) -> bool:
    return sentence == _AWAY or sentence.startswith(_BRANCH.partition("{")[0])
