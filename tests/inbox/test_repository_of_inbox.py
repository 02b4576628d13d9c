"""The inbox's bare clone: commits without a work tree, main that moves once, and remotes that are as they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.inbox.work.git.git_commands import GitError, credentials, git
from generator.inbox.work.git.repository import Landed, Pushed, Repository
from generator.inbox.work.git.working_copy import bring_forward

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def run(folder: Path, *words: str) -> str:
    who = ["-c", "user.name=Keeper", "-c", "user.email=keeper@example.org"]
    done = subprocess.run(["git", "-C", str(folder), *who, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def by_hand(folder: Path, name: str, text: str) -> str:
    """Commit a file in a work tree, as a keeper does."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    run(folder, "add", "--all")
    run(folder, "commit", "--quiet", "--message", "By hand")
    return run(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a work tree, a remote of it and the inbox's clone of that: copied for each test."""
    base = tmp_path_factory.mktemp("laid")
    office = base / "office"
    office.mkdir()
    run(office, "init", "--quiet", "--initial-branch=main", "--template=")
    by_hand(office, "data/women/fasa/زری.yml", "name: زری\n")
    run(base, "clone", "--quiet", "--bare", "--template=", str(office), "remote.git")
    Repository(base / "own.git", str(base / "remote.git")).open()
    return base


@pytest.fixture
def office(laid: Path, tmp_path: Path) -> Path:
    """The folder, with hooks that would tell if they ever ran."""
    folder = Path(shutil.copytree(laid / "office", tmp_path / "office"))
    (folder / ".git" / "hooks").mkdir()
    for hook in ("pre-push", "post-merge", "post-checkout", "reference-transaction", "pre-receive"):
        path = folder / ".git" / "hooks" / hook
        path.write_text(f"#!/bin/sh\ntouch {tmp_path}/hook-ran\n")
        path.chmod(0o755)
    return folder


@pytest.fixture
def remote(laid: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(laid / "remote.git", tmp_path / "remote.git"))


@pytest.fixture
def own(laid: Path, remote: Path, tmp_path: Path) -> Repository:
    return Repository(Path(shutil.copytree(laid / "own.git", tmp_path / "own.git")), str(remote))


def accept(own: Repository, number: int, files: dict[str, str | bytes | None], decision: int = 1) -> str:
    base = own.main()
    made = own.commit(base, files, Landed(number, decision), AT)
    assert own.advance(made, base)
    return made


def test_a_commit_changes_what_it_is_told_and_says_numbers_alone(own: Repository) -> None:
    base = own.main()
    files: dict[str, str | bytes | None] = {
        "data/women/fasa/مریم.yml": "name: مریم\n",
        "data/women/fasa/photo.webp": b"\0\xff\r\n",
        "data/women/fasa/زری.yml": None,
    }
    made = accept(own, 12, files, 31)
    assert own.files(made, "data") == ["data/women/fasa/photo.webp", "data/women/fasa/مریم.yml"]
    assert own.read(made, "data/women/fasa/photo.webp") == b"\0\xff\r\n"
    assert own.read(made, "data/women/fasa/زری.yml") is None
    said = run(own.folder, "log", "-1", "--format=%an|%ae|%cn|%ce|%s|%b|%at")
    assert said == (
        "Submissions inbox|inbox@localhost|Submissions inbox|inbox@localhost|Take in submission 12"
        f"|Submission: 12\nDecision: 31\n|{int(AT.timestamp())}"
    )
    assert own.landed(base, made) == {Landed(12, 31): made}
    assert own.parent(made) == base
    assert sorted(own.changed(made)) == sorted(files)
    assert run(own.folder, "fsck", "--strict") == ""


def test_what_changes_nothing_makes_no_commit(own: Repository) -> None:
    assert own.commit(own.main(), {"data/women/fasa/زری.yml": "name: زری\n"}, Landed(1, 1), AT) == ""


def test_main_moves_only_from_where_it_was_seen(own: Repository) -> None:
    base = own.main()
    first = own.commit(base, {"a": "1"}, Landed(1, 1), AT)
    second = own.commit(base, {"b": "2"}, Landed(2, 2), AT)
    assert own.advance(first, base)
    assert not own.advance(second, base)
    assert own.main() == first
    assert own.holds(first, own.main()) and not own.holds(second, own.main()) and not own.holds("0" * 40, first)


@pytest.mark.parametrize("path", ["../out.yml", ".git/config", "data/../../x", "/etc/x"])
def test_no_file_is_committed_where_git_itself_would_trip_over_it(own: Repository, path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        own.commit(own.main(), {path: "x"}, Landed(1, 1), AT)


@pytest.mark.skipif(sys.platform == "win32", reason="rights are no bits there")
def test_nobody_else_reads_what_came_to_nothing(tmp_path: Path) -> None:
    own = Repository(tmp_path / "own.git")
    own.open()
    assert not own.folder.stat().st_mode & 0o077


def test_locks_of_a_killed_git_are_removed_when_it_is_opened(own: Repository) -> None:
    for name in ("HEAD.lock", "refs/heads/main.lock", "packed-refs.lock"):
        (own.folder / name).touch()
    base = own.main()
    made = own.commit(base, {"a": "1"}, Landed(1, 1), AT)
    assert not own.advance(made, base)
    own.open()
    assert own.advance(made, base)
    assert list(own.folder.rglob("*.lock")) == []


def test_a_push_reaches_the_remote_and_says_when_its_main_has_moved(
    own: Repository, remote: Path, tmp_path: Path
) -> None:
    made = accept(own, 1, {"a": "1"})
    assert own.push() is Pushed.DONE
    assert run(remote, "rev-parse", "main") == made == own.theirs()
    run(tmp_path, "clone", "--quiet", str(remote), "other")
    theirs = by_hand(tmp_path / "other", "b", "2")
    run(tmp_path / "other", "push", "--quiet", "origin", "main")
    mine = accept(own, 2, {"c": "3"})
    assert own.push() is Pushed.MOVED
    assert own.fetch()
    assert (own.main(), own.theirs()) == (mine, theirs)
    remote.rename(tmp_path / "away.git")
    assert not own.fetch()
    assert own.push() is Pushed.AWAY


def test_it_follows_a_main_that_moved_while_nothing_of_its_own_waits(
    own: Repository, remote: Path, office: Path
) -> None:
    newer = by_hand(office, "b", "2")
    run(office, "push", "--quiet", "--no-verify", str(remote), "main")
    assert own.fetch() and own.main() == newer


def protect(remote: Path) -> None:
    """Let a remote take branches and not main, as forges do."""
    hook = remote / "hooks" / "update"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
    hook.chmod(0o755)


@pytest.mark.parametrize("squash", [False, True])
def test_a_protected_main_gets_a_branch_and_its_merge_is_seen(
    own: Repository, remote: Path, tmp_path: Path, squash: bool
) -> None:
    protect(remote)
    before = own.theirs()
    made = accept(own, 7, {"a": "1"}, 3)
    assert own.push() is Pushed.PROTECTED
    assert own.push("inbox/7") is Pushed.DONE
    assert run(remote, "for-each-ref", "--format=%(refname)") == "refs/heads/inbox/7\nrefs/heads/main"
    (remote / "hooks" / "update").unlink()
    run(tmp_path, "clone", "--quiet", str(remote), "forge")
    forge = tmp_path / "forge"
    by_hand(forge, "b", "2")
    if squash:
        run(forge, "merge", "--quiet", "--squash", "origin/inbox/7")
        run(forge, "commit", "--quiet", "--message", "Merged\n\n* Take in submission 7\n\nSubmission: 7\nDecision: 3\n")
    else:
        run(forge, "merge", "--quiet", "--no-edit", "origin/inbox/7")
    run(forge, "push", "--quiet", "origin", "main")
    assert own.fetch()
    theirs = own.theirs()
    assert own.holds(made, theirs) is not squash
    assert Landed(7, 3) in own.landed(before, theirs)
    assert own.is_in(made, theirs)


def test_equal_files_show_a_merge_that_says_nothing(own: Repository) -> None:
    base = own.main()
    made = own.commit(base, {"a": "1", "data/women/fasa/زری.yml": None}, Landed(7, 3), AT)
    same = own.record(base, {"a": "1", "data/women/fasa/زری.yml": None, "b": "2"}, "Tidy up\n", AT)
    other = own.record(base, {"a": "2"}, "Tidy up\n", AT)
    assert own.is_in(made, same) and not own.is_in(made, other)


def test_a_checkout_is_whole_and_leads_nowhere(own: Repository, office: Path, remote: Path, tmp_path: Path) -> None:
    (office / "content").mkdir()
    (office / "content/link.md").symlink_to("/etc/passwd")
    by_hand(office, "content/a.md", "# a\r\n")
    run(office, "push", "--quiet", "--no-verify", str(remote), "main")
    own.fetch()
    made = accept(own, 1, {".gitattributes": "*.md text export-ignore ident\n"})
    target = tmp_path / "checkouts" / made
    own.checkout(made, target)
    assert sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()) == [
        ".gitattributes",
        "content/a.md",
        "content/link.md",
        "data/women/fasa/زری.yml",
    ]
    assert (target / "content/link.md").read_text() == "/etc/passwd" and not (target / "content/link.md").is_symlink()
    assert (target / "content/a.md").read_bytes() == b"# a\r\n"
    assert list(own.folder.glob("unfinished-*")) == [] and [path.name for path in target.parent.iterdir()] == [made]


def test_the_folder_of_a_reviewer_follows_only_when_it_is_clean(office: Path, tmp_path: Path) -> None:
    own = Repository(tmp_path / "own.git", beside=office)
    own.open()
    made = accept(own, 1, {"data/women/fasa/مریم.yml": "name: مریم\n"})
    (office / "data/women/fasa/زری.yml").write_text("name: دیگر\n", "utf-8")
    assert "ثبت نشده" in bring_forward(own)
    run(office, "checkout", "--quiet", "--", ".")
    (tmp_path / "hook-ran").unlink(missing_ok=True)
    assert bring_forward(own) == ""
    assert run(office, "rev-parse", "HEAD") == made
    assert (office / "data/women/fasa/مریم.yml").is_file()
    by_hand(office, "b", "2")
    (tmp_path / "hook-ran").unlink(missing_ok=True)
    accept(own, 2, {"c": "3"})
    assert "یکی کند" in bring_forward(own)
    assert not (tmp_path / "hook-ran").exists()


def test_nothing_of_the_users_settings_is_run(remote: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    told = tmp_path / "told"
    (home / ".gitconfig").write_text(
        f'[core]\n\tfsmonitor = "touch {told}; false"\n\thooksPath = {home}\n\tsshCommand = "touch {told}"\n'
        f'[credential]\n\thelper = "!touch {told}"\n[filter "x"]\n\tclean = "touch {told}; cat"\n\tsmudge = "touch {told}; cat"\n'
    )
    hook = home / "reference-transaction"
    hook.write_text(f"#!/bin/sh\ntouch {told}\n")
    hook.chmod(0o755)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    own = Repository(tmp_path / "own.git", str(remote))
    own.open()
    made = accept(own, 1, {".gitattributes": "* filter=x\n", "a": "1"})
    own.checkout(made, tmp_path / "out")
    assert own.push() is Pushed.DONE
    assert not told.exists()


def test_a_bundle_carries_main(own: Repository, tmp_path: Path) -> None:
    made = accept(own, 1, {"a": "1"})
    own.bundle(tmp_path / "main.bundle")
    run(tmp_path, "clone", "--quiet", "--branch", "main", str(tmp_path / "main.bundle"), "carried")
    assert run(tmp_path / "carried", "rev-parse", "HEAD") == made


def test_what_git_says_is_never_told(own: Repository) -> None:
    with pytest.raises(GitError) as raised:
        own.checkout("مریم", own.folder / "x")
    assert "مریم" not in str(raised.value) and "git read-tree" in str(raised.value)


def test_a_password_that_a_remote_refuses_stays_in_its_file(tmp_path):
    """A remote that is mended may refuse everybody for an hour; the inbox goes on by itself afterwards."""
    kept = tmp_path / "password of the bank"
    kept.write_text("https://inbox:its-word@git.example.ir\n")
    asked = b"protocol=https\nhost=git.example.ir\n\n"
    said = git(tmp_path, "credential", "fill", given=asked, settings=credentials(kept)).stdout.decode()
    assert "username=inbox\npassword=its-word\n" in said
    for verb in ("reject", "approve"):
        git(tmp_path, "credential", verb, given=said.encode(), settings=credentials(kept))
    assert kept.read_text() == "https://inbox:its-word@git.example.ir\n"
