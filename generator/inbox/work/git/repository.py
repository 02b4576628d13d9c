"""The inbox's own bare clone: commits are made in it without a work tree, and main moves only from where it was seen.

Errors: `GitError` where git does not answer or refuses, ValueError of a path that leads out of the tree; a main that has
moved meanwhile is an answer and no error.
"""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from pathlib import Path
from subprocess import CompletedProcess
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from generator.inbox.work.git.git_commands import GitError, credentials, git
from generator.runtime.output import checked

# Who commits: the inbox itself, and never a person.
NAME, EMAIL = "Submissions inbox", "inbox@localhost"
TAKE_IN, TAKE_BACK = "Take in submission {number}", "Take back submission {number}"
# A forge that squashes keeps the lines of a message and not always their place: both stand side by side.
_TRAILER = re.compile(r"^[ \t*]*Submission: (\d+)\s+^[ \t]*Decision: (\d+)$", re.M)
_NONE = "0" * 40
# What a folder of ours in the clone begins with, which a killed run leaves.
_OURS = "unfinished-"
# A git that outlives its killed run still writes into it: so often it is removed again, so many seconds apart.
_TRIES, _PAUSE = 20, 0.05
Files = Mapping[str, "bytes | str | None"]


class Pushed(Enum):
    """What became of a push: there, nobody answered, the other main has moved, or it takes merges alone."""

    DONE = auto()
    AWAY = auto()
    MOVED = auto()
    PROTECTED = auto()


class Landed(NamedTuple):
    """What a commit of the inbox is about: the hand-in, and the decision on it."""

    hand_in: int
    decision: int


@dataclass(frozen=True)
class Repository:
    """A bare clone in ``folder`` of ``origin``, an address, and of ``beside``, the folder in which a reviewer works.

    One of the two may be missing; what is accepted is pushed to the first, and the second follows it. Whoever holds the
    clone alone writes to it: the store's lock sees to it.
    """

    folder: Path
    origin: str = ""
    beside: Path | None = None
    branch: str = "main"
    password_file: Path | None = None
    # Further settings for what goes over a network.
    helpers: tuple[str, ...] = ()

    @property
    def main_ref(self) -> str:
        """The full name of main."""
        return f"refs/heads/{self.branch}"

    @property
    def _theirs(self) -> str:
        return f"refs/remotes/origin/{self.branch}"

    def open(self) -> None:
        """Make the clone where there is none, and remove what a killed git left locked; raise GitError.

        Nobody else may be at work in the clone: of a lock that somebody holds nothing could be told.
        """
        if not (self.folder / "HEAD").is_file():
            # Commits that came to nothing stay in it for two weeks: they are for nobody else.
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            git(self.folder, "init", "--quiet", "--bare", "--template=", f"--initial-branch={self.branch}", ".")
        for left in self.folder.glob(f"{_OURS}*"):
            _remove(left)
        for lock in self.folder.rglob("*.lock"):
            lock.unlink(missing_ok=True)
        if not self.main():
            self.fetch()

    # ---------- what stands there ----------

    def main(self) -> str:
        """Return the commit that main is at; nothing where there is none yet."""
        return self._commit_of(self.main_ref)

    def theirs(self) -> str:
        """Return where the other main was when it was last seen."""
        return self._commit_of(self._theirs)

    def _commit_of(self, name: str) -> str:
        return self._said("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}", bearing=(1, 128))

    def holds(self, commit: str, of: str) -> bool:
        """Whether a commit is, or is part of the history of, another; a commit that is not there is part of none."""
        return (
            bool(commit and of)
            and not self._run("merge-base", "--is-ancestor", commit, of, bearing=(1, 128)).returncode
        )

    def read(self, commit: str, path: str) -> bytes | None:
        """Return the bytes of a file as a commit has it; None where it has none."""
        done = self._run("cat-file", "blob", f"{commit}:{path}", bearing=(128,))
        return None if done.returncode else done.stdout

    def files(self, commit: str, below: str = "") -> list[str]:
        """Return the paths of the files of a commit, below a folder."""
        words = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, *([below] if below else [])]
        return [name.decode() for name in self._run(*words).stdout.split(b"\0") if name]

    def changed(self, commit: str) -> list[str]:
        """Return the paths of what a commit changed."""
        done = self._run("diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", "--name-only", commit)
        return [name.decode() for name in done.stdout.split(b"\0") if name]

    def parent(self, commit: str) -> str:
        """Return the commit that a commit was made on."""
        return self._commit_of(f"{commit}^")

    def landed(self, since: str, until: str) -> dict[Landed, str]:
        """Return which decisions the commits between two say to carry out, with the newest such commit, by their trailers."""
        text = self._run("log", "-z", "--format=%H%n%B", f"{since}..{until}" if since else until).stdout.decode(
            "utf-8", "replace"
        )
        found: dict[Landed, str] = {}
        for message in filter(None, text.split("\0")):
            commit, _, body = message.partition("\n")
            for match in _TRAILER.finditer(body):
                found.setdefault(Landed(int(match[1]), int(match[2])), commit)
        return found

    def is_in(self, commit: str, other: str) -> bool:
        """Whether another commit has every file that a commit changed exactly as that one left it."""
        return all(self._id_of(commit, path) == self._id_of(other, path) for path in self.changed(commit))

    def _id_of(self, commit: str, path: str) -> str:
        return self._said("rev-parse", "--verify", "--quiet", f"{commit}:{path}", bearing=(1, 128))

    # ---------- what is made ----------

    def commit(self, base: str, files: Files, what: Landed, at: datetime, subject: str = TAKE_IN) -> str:
        """Return a commit on ``base`` with these files, None for what goes; nothing where nothing differs.

        Its words are numbers: whom it is about stands in none of them, for a subject can never be recalled.
        """
        number, decision = what
        message = f"{subject.format(number=number)}\n\nSubmission: {number}\nDecision: {decision}\n"
        return self.record(base, files, message, at)

    def record(self, base: str, files: Files, message: str, at: datetime) -> str:
        """Return a commit on ``base`` with these files and a message; nothing where nothing differs."""
        lines = []
        for path, content in files.items():
            _check(path)
            if content is None:
                lines.append(f"0 {_NONE}\t{path}")
            else:
                raw = content.encode() if isinstance(content, str) else content
                lines.append(f"100644 {self._said('hash-object', '-w', '--stdin', given=raw)} 0\t{path}")
        with TemporaryDirectory(dir=self.folder, prefix=_OURS) as folder:
            index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
            self._run("read-tree", base, environment=index)
            self._run("update-index", "-z", "--index-info", given=_lines(lines), environment=index)
            tree = self._said("write-tree", environment=index)
        if tree == self._said("rev-parse", f"{base}^{{tree}}"):
            return ""
        day = f"@{int(at.timestamp())} +0330"
        person = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", NAME), ("EMAIL", EMAIL), ("DATE", day))
        }
        return self._said("commit-tree", "-p", base, tree, given=message.encode(), environment=person)

    def join(self, now: bytes, after: bytes, before: bytes) -> bytes | None:
        """Return a text without what turned one into another: ``before`` into ``after``; None where it was changed since."""
        with TemporaryDirectory(dir=self.folder, prefix=_OURS) as folder:
            names = []
            for name, content in (("now", now), ("after", after), ("before", before)):
                (Path(folder) / name).write_bytes(content)
                names.append(str(Path(folder) / name))
            done = self._run("merge-file", "-p", "-q", *names, bearing=tuple(range(1, 256)))
        return None if done.returncode else done.stdout

    def follow(self, commit: str) -> None:
        """Let main be what the other one is, although it has what that one lacks: whoever accepted it does it again."""
        self._run("update-ref", self.main_ref, commit)

    def advance(self, commit: str, base: str) -> bool:
        """Move main from ``base`` to a commit; False where it is no longer there."""
        return not self._run("update-ref", self.main_ref, commit, base or _NONE, bearing=(1, 128)).returncode

    # ---------- the other main ----------

    def fetch(self) -> bool:
        """See where the other main is, and follow it where this one has nothing of its own; False: nobody answered.

        Where both have what the other lacks, theirs is kept apart: whoever accepts decides what is done again.
        """
        beside = self.beside is None or self._fetch(str(self.beside.absolute()), f"refs/remotes/beside/{self.branch}")
        return self._fetch(self.origin, self._theirs) if self.origin else beside

    def _fetch(self, address: str, seen: str) -> bool:
        words = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
        try:
            self._run(*words, address, f"+{self.main_ref}:{seen}", is_network=True, settings=self._password)
        except GitError:
            return False
        mine, theirs = self.main(), self._commit_of(seen)
        if mine != theirs and (not mine or self.holds(mine, theirs)):
            self.advance(theirs, mine)
        return True

    @property
    def _password(self) -> tuple[str, ...]:
        return (*self.helpers, *credentials(self.password_file))

    def push(self, branch: str = "") -> Pushed:
        """Bring main to the other one, or to a branch of this name beside it."""
        words = ("push", "--quiet", "--porcelain", "--no-verify", "--no-follow-tags", self.origin)
        wish = f"+{self.main_ref}:refs/heads/{branch}" if branch else f"{self.main_ref}:{self.main_ref}"
        try:
            done = self._run(*words, wish, is_network=True, bearing=(1, 128), settings=self._password)
        except GitError:
            return Pushed.AWAY
        if not done.returncode:
            if not branch:
                self._run("update-ref", self._theirs, self.main_ref)
            return Pushed.DONE
        if b"[remote rejected]" in done.stdout:
            return Pushed.PROTECTED
        return Pushed.MOVED if b"[rejected]" in done.stdout else Pushed.AWAY

    def bundle(self, target: Path) -> None:
        """Write main with its whole history into a file that can be carried; raise GitError and OSError."""
        part = target.with_name(f"{target.name}.part")
        with suppress(FileNotFoundError):
            part.unlink()
        self._run("bundle", "create", "--quiet", str(part.absolute()), self.main_ref)
        part.replace(target)

    def checkout(self, commit: str, target: Path) -> None:
        """Write the files of a commit into a new folder, whole or not at all; raise GitError and OSError."""
        with TemporaryDirectory(dir=self.folder, prefix=_OURS) as beside:
            index, part = {"GIT_INDEX_FILE": str(Path(beside) / "index")}, Path(beside) / "files"
            part.mkdir()
            self._run("read-tree", commit, environment=index)
            whole = ("--work-tree", str(part.absolute()), "checkout-index", "--all", "--quiet")
            git(self.folder, f"--git-dir={self.folder.absolute()}", *whole, environment=index)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(target, ignore_errors=True)
            part.replace(target)

    def sweep(self) -> None:
        """Pack what is there and let go of what nothing has named for two weeks."""
        self._run("gc", "--quiet")

    # ---------- git ----------

    def _run(self, *words: str, **options: Any) -> CompletedProcess[bytes]:
        return git(self.folder, *words, **options)

    def _said(self, *words: str, **options: Any) -> str:
        text: str = self._run(*words, **options).stdout.decode()
        return text.strip()


def _check(path: str) -> None:
    """Refuse a path that git itself would leave out without a word: it leads elsewhere, or to what git runs."""
    if any(part.casefold().rstrip(" .") == ".git" for part in checked(path).split("/")):
        raise ValueError("no path of the data")


def _lines(lines: Iterable[str]) -> bytes:
    return b"".join(line.encode() + b"\0" for line in lines)


def _remove(folder: Path) -> None:
    """Remove a folder that a killed run left; what the system refuses stays until the next start."""
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(_PAUSE)
