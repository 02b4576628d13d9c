"""What a run that is killed leaves: the whole old or the whole new state, and after the next run nothing else."""

from __future__ import annotations

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime import transaction as module
from generator.runtime.lock import Busy, Lock
from generator.runtime.transaction import State, Transaction, is_ours, state
from tests.chance import tries
from tests.crashes import killed_at
from tests.support import files

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

OLD = {"package.yaml": b"root", "women/fars/a.yml": b"old a", "women/fars/b.yml": b"old b", "withdrawn.csv": b"old\n"}
CHANGE = {
    "women/fars/a.yml": None,
    "withdrawn.csv": b"old\nmark\n",
    "women/fasa/c.yml": b"new c",
    "women/fasa/c.webp": b"image",
    "women/fars/b.yml": b"new b",
}


def lay(folder: Path, content: Mapping[str, bytes]) -> Path:
    """Write files below an empty folder; return the file that the transaction is for."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, value in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(value)
    return folder / "package.yaml"


def change(target: Path, content: Mapping[str, bytes | None], outside: Path | None = None) -> None:
    with Transaction(target) as transaction:
        more = {outside / "report.md": b"done"} if outside else {}
        transaction.replace({target.parent / name: value for name, value in content.items()} | more)


def after(content: Mapping[str, bytes | None], old: Mapping[str, bytes] = OLD) -> dict[str, bytes]:
    return {name: value for name, value in {**old, **content}.items() if value is not None}


def everything(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def moments(work: Callable[[], object], prepare: Callable[[], object]) -> Iterator[int]:
    """Kill the work at each of its moments in turn; yield after each kill."""
    for moment in count():
        prepare()
        if not killed_at(moment, work):
            return
        yield moment


@forks
def test_a_kill_at_any_moment_leaves_the_whole_old_or_the_whole_new_state(tmp_path: Path) -> None:
    data, report = tmp_path / "data", tmp_path / "to" / "report"
    target = data / "package.yaml"

    def prepare() -> None:
        shutil.rmtree(tmp_path / "to", ignore_errors=True)
        lay(data, OLD)

    seen = []
    for moment in moments(lambda: change(target, CHANGE, report), prepare):
        before = everything(data)
        found = state(target)
        assert everything(data) == before, "to look changes nothing"
        with Transaction(target):
            pass
        assert state(target) is State.CLEAN
        new = files(data) == after(CHANGE)
        assert new or files(data) == OLD, moment
        assert (report / "report.md").exists() == new, moment
        assert not [name for name in everything(tmp_path) if "unfinished" in name], moment
        assert found is not State.HALF or new, "what was committed is finished"
        seen.append((found, new))
    assert {found for found, _ in seen} == {State.CLEAN, State.LEFT, State.HALF}
    assert files(data) == after(CHANGE)
    assert everything(tmp_path / "to") == ["report", "report/report.md"]
    # Once it is new it stays new.
    assert [new for _, new in seen] == sorted(new for _, new in seen)


@forks
def test_a_kill_while_the_next_run_mends_is_mended_by_the_one_after_it(tmp_path: Path) -> None:
    target = lay(tmp_path, OLD)
    half = next(
        moment
        for moment in moments(lambda: change(target, CHANGE), lambda: lay(tmp_path, OLD))
        if state(target) is State.HALF and (tmp_path / "women/fasa/c.yml").exists()
    )

    def prepare() -> None:
        lay(tmp_path, OLD)
        assert killed_at(half, lambda: change(target, CHANGE))

    def mend() -> None:
        with Transaction(target):
            pass

    for moment in moments(mend, prepare):
        mend()
        assert files(tmp_path) == after(CHANGE), moment


_NAMES = st.sampled_from([f"{folder}{name}" for folder in ("", "a/", "a/b/", "c/") for name in ("1", "2", "3")])
_OLD = st.dictionaries(_NAMES, st.binary(max_size=9), max_size=6)
_CHANGE = st.dictionaries(_NAMES, st.none() | st.binary(max_size=9), max_size=6)


@forks
@tries(0.4)
@given(_OLD, _CHANGE, st.integers(0, 40))
def test_any_change_killed_anywhere_is_all_or_nothing(
    tmp_path_factory: pytest.TempPathFactory, old: dict[str, bytes], change_: dict[str, bytes | None], moment: int
) -> None:
    folder = tmp_path_factory.mktemp("any")
    old = {"package.yaml": b"", **old}
    target = lay(folder, old)
    killed = killed_at(moment, lambda: change(target, change_))
    with Transaction(target):
        pass
    found = files(folder)
    assert found == after(change_, old) or (killed and found == old)


def test_what_cannot_be_written_in_full_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = lay(tmp_path, OLD)
    before = everything(tmp_path)
    for place in range(5):
        real, calls = module._put, count()

        def put(step: object, real=real, calls=calls, place=place) -> None:
            if next(calls) == place:
                raise PermissionError(13, "open in Excel")
            real(step)

        monkeypatch.setattr(module, "_put", put)
        with pytest.raises(PermissionError, match="open in Excel"):
            change(target, CHANGE)
        monkeypatch.setattr(module, "_put", real)
        assert files(tmp_path) == OLD, place
        assert everything(tmp_path) == before, place


@forks
def test_a_kill_on_the_way_back_is_all_or_nothing_too(tmp_path: Path) -> None:
    target = lay(tmp_path, OLD)

    def work() -> None:
        real, calls = module._put, count()

        def put(step: object) -> None:
            if next(calls) == 3:
                raise PermissionError(13, "open in Excel")
            real(step)

        module._put = put
        with pytest.raises(PermissionError):
            change(target, CHANGE)

    ends = set()
    for moment in moments(work, lambda: lay(tmp_path, OLD)):
        with Transaction(target):
            pass
        found = files(tmp_path)
        assert found in (OLD, after(CHANGE)), moment
        ends.add(found == OLD)
    assert ends == {True, False}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become somebody else")
def test_who_may_not_remove_a_file_loses_nothing(tmp_path: Path) -> None:
    target = lay(tmp_path, OLD)
    for path in (tmp_path, *tmp_path.rglob("*")):
        os.chown(path, 65534, 65534)
    (tmp_path / "women/fars").chmod(0o555)
    for folder in (parent for parent in tmp_path.parents if parent != Path(tmp_path.anchor)):
        folder.chmod(folder.stat().st_mode | 0o011)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            change(target, {"withdrawn.csv": b"mark", "women/fars/a.yml": None})
        except PermissionError:
            code = 0
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert files(tmp_path) == OLD


def test_a_change_comes_whole_or_not_when_it_is_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = lay(tmp_path, OLD)
    real, calls = module._put, count()

    def put(step: object) -> None:
        if next(calls) == 2:
            raise KeyboardInterrupt
        real(step)

    monkeypatch.setattr(module, "_put", put)
    with pytest.raises(KeyboardInterrupt):
        change(target, CHANGE)
    assert files(tmp_path) == after(CHANGE)
    assert state(target) is State.CLEAN


def test_deletions_come_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = lay(tmp_path, OLD)
    done = []
    real = module._put
    monkeypatch.setattr(module, "_put", lambda step: (done.append(step.target.name), real(step)))
    change(target, CHANGE)
    assert done == ["withdrawn.csv", "c.yml", "c.webp", "b.yml", "a.yml"]


def test_a_journal_of_somebody_else_reaches_nothing_outside(tmp_path: Path) -> None:
    target = lay(tmp_path / "data", OLD)
    letter = tmp_path / "letter.txt"
    letter.write_text("keep")
    (tmp_path / "data/link").symlink_to(tmp_path)
    folder = tmp_path / "data/.package.yaml.unfinished"
    for name in ("../letter.txt", str(letter), "link/letter.txt"):
        folder.mkdir()
        (folder / "journal").write_text(f'[["withdrawn.csv", null], ["{name}", null]]')
        with Transaction(target):
            pass
        assert letter.read_text() == "keep"
        assert not folder.exists()
        with pytest.raises(PermissionError):
            change(target, {name: None})
    assert files(tmp_path / "data").keys() >= OLD.keys()


@pytest.mark.parametrize(
    "name", ["../letter.txt", "women/../../letter.txt", "link/letter.txt", ".git/hooks/x", "..", "a\\u0000b"]
)
def test_a_journal_of_somebody_else_puts_nothing_elsewhere(name: str, tmp_path: Path) -> None:
    target = lay(tmp_path / "data", OLD)
    (tmp_path / "letter.txt").write_text("keep")
    (tmp_path / "data/link").symlink_to(tmp_path)
    (tmp_path / "data/.x.unfinished").write_text("theirs")
    folder = tmp_path / "data/.package.yaml.unfinished"
    folder.mkdir()
    (folder / "journal").write_text(f'[["{name}", ".x.unfinished"]]')
    before = files(tmp_path)
    with Transaction(target):
        pass
    assert files(tmp_path) == {path: text for path, text in before.items() if not path.endswith("/journal")}


def test_a_journal_that_is_nested_without_end_is_none(tmp_path: Path) -> None:
    target = lay(tmp_path / "data", OLD)
    folder = tmp_path / "data/.package.yaml.unfinished"
    folder.mkdir()
    (folder / "journal").write_text("[" * 100_000)
    with Transaction(target):
        pass
    assert not folder.exists()


def test_one_run_at_a_time(tmp_path: Path) -> None:
    target = lay(tmp_path, OLD)
    with Transaction(target):
        with pytest.raises(Busy), Transaction(target, patience=0):
            pass
        assert state(target) is State.CLEAN
        waiting = threading.Thread(target=change, args=(target, CHANGE))
        waiting.start()
    waiting.join()
    assert files(tmp_path) == after(CHANGE)


def test_many_runs_at_once_each_do_their_work(tmp_path: Path) -> None:
    target = lay(tmp_path, {"package.yaml": b"0"})

    def add() -> None:
        with Transaction(target, patience=120) as transaction:
            transaction.replace({target: b"%d" % (int(target.read_bytes()) + 1)})

    runs = [threading.Thread(target=add) for _ in range(12)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert files(tmp_path) == {"package.yaml": b"12"}


def test_a_folder_that_its_owner_puts_away_meanwhile_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, made = tmp_path / "room" / "lock", Path.mkdir
    times = []

    def mkdir(self: Path, *more: object, **how: object) -> None:
        times.append(self)
        if len(times) == 1:  # it stood there when it was to be made, and is gone when it is looked for
            raise FileExistsError
        made(self, *more, **how)

    monkeypatch.setattr(Path, "mkdir", mkdir)
    Lock(path, 0).remove()
    assert len(times) == 2


def site(folder: Path, text: str) -> None:
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(text)


@forks
@pytest.mark.parametrize("can_exchange", [True, False])
def test_a_folder_takes_the_place_of_another_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, can_exchange: bool
) -> None:
    target = tmp_path / "site"
    if not can_exchange:
        monkeypatch.setattr(module, "exchange", lambda one, other: False)

    def work() -> None:
        with Transaction(target) as transaction:
            site(transaction.folder / "site", "new")
            transaction.place(transaction.folder / "site")

    def prepare() -> None:
        shutil.rmtree(target, ignore_errors=True)
        site(target, "old")

    for moment in moments(work, prepare):
        if can_exchange and sys.platform == "linux":
            assert target.is_dir(), "it is never missing"
        with Transaction(target):
            pass
        assert (target / "index.html").read_text() in ("old", "new"), moment
        assert list(tmp_path.iterdir()) == [target], moment
    assert (target / "index.html").read_text() == "new"


def test_names_of_ours_are_known() -> None:
    assert is_ours(".site.unfinished") and is_ours(".fasa.yml.3.unfinished")
    assert not is_ours("site.unfinished") and not is_ours(".unfinished") and not is_ours(".gitkeep")
