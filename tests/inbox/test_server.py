"""The verbs of a server: what is wrong with how it is set up, who is invited, and a copy that is put back."""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.inbox import inbox_settings, server_check
from generator.inbox.store import log_book
from generator.inbox.store.database import Store
from tests import support

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The settings of a server whose repository is there."""
    repository = tmp_path / "bank.git"
    quiet = {"check": True, "capture_output": True}
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(tmp_path / "work")], **quiet)
    own = ["git", "-C", str(tmp_path / "work"), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*own, "commit", "--quiet", "--allow-empty", "--message=x"], **quiet)
    subprocess.run(["git", "clone", "--quiet", "--bare", str(tmp_path / "work"), str(repository)], **quiet)
    path = tmp_path / "inbox" / "inbox.toml"
    path.parent.mkdir(mode=0o700)
    path.write_text(f'address = "https://bank.example.ir/"\nrepository = "{repository}"\n', "utf-8")
    return path


def told(file: Path, now: datetime = NOW, free: int = server_check.LEAST_FREE) -> list[str]:
    return list(server_check.faults(inbox_settings.read(file), now, lambda folder: free))


def test_a_server_that_is_set_up_rightly_has_no_faults(file: Path) -> None:
    Store(file.parent / "inbox.db").close()
    assert told(file) == []


def test_every_mistake_is_told_with_what_mends_it(file: Path) -> None:
    store = Store(file.parent / "inbox.db")
    with store.writing() as tx:
        log_book.note(tx, NOW + timedelta(days=1), "x")
    store.close()
    (file.parent / "inbox.db").chmod(0o644)
    settings = file.read_text("utf-8")
    file.write_text(settings + 'branch = "elsewhere"\npassword_file = "none"\nbackup_folder = "nowhere"\n', "utf-8")
    found = told(file, free=1024)
    words = ("chmod 600", "گذرواژهٔ مخزن", "پوشهٔ پشتیبان", "پیش از آخرین رویداد", "مگابایت جا مانده", "شاخهٔ «elsewhere»")
    assert [word for word in words if not any(word in sentence for sentence in found)] == []
    assert len(found) == len(words)
    file.write_text(settings.replace("bank.git", "gone.git"), "utf-8")
    assert any("به مخزن نمی‌توان رسید" in one for one in told(file, NOW.replace(year=2020)))
    assert any("سال ۲۰۲۰" in one for one in told(file, NOW.replace(year=2020)))


def test_a_broken_store_is_told(file: Path) -> None:
    (file.parent / "inbox.db").write_bytes(b"no store at all" * 100)
    (file.parent / "inbox.db").chmod(0o600)
    assert any("restore" in one for one in told(file))


@pytest.mark.parametrize("address", ["http://bank.example.ir/", "https://bank.example.ir/x/", "bank.example.ir"])
def test_a_server_without_tls_is_refused(file: Path, address: str) -> None:
    file.write_text(file.read_text("utf-8").replace("https://bank.example.ir/", address), "utf-8")
    result = support.run("inbox", "serve", "--settings", str(file))
    assert result.exit_code == 1
    assert "باید https" in result.output


def test_a_request_that_came_without_tls_is_refused(inbox) -> None:
    page = inbox.guest().client.get("/inbox/follow", base_url="http://inbox.example/")
    assert page.status_code == 403
    assert "https" in page.get_data(as_text=True)


def test_an_invitation_lets_in_until_it_is_over_and_a_copy_is_put_back(file: Path, tmp_path: Path) -> None:
    invited = ("inbox", "invite", "همکار فسا", "--role", "expert", "--settings", str(file))
    refused = support.run(*invited)
    assert (refused.exit_code, "--county" in refused.output) == (1, True)
    made = support.run(*invited, "--county", "fasa")
    assert made.exit_code == 0, made.output
    assert re.search(r"https://bank\.example\.ir/inbox/enter#[0-9a-f]{32}\n", made.output)
    copied = support.run("inbox", "backup", "--settings", str(file))
    copy = re.search("«(.+)»", copied.output)[1]
    again = support.run("inbox", "restore", copy, "--settings", str(file))
    assert "چیزی روی آن نوشته نشد" in again.output
    for path in file.parent.glob("inbox.db*"):
        path.unlink()
    # A newer one that is torn is passed over.
    (file.parent / "backups" / "inbox-20991231-000000.db").write_bytes(b"torn")
    put_back = support.run("inbox", "restore", "--settings", str(file))
    assert (put_back.exit_code, Path(copy).name in put_back.output) == (0, True)
    store = Store(file.parent / "inbox.db")
    with store.reading() as tx:
        assert tx.execute("SELECT county, role FROM people").fetchone()[:] == ("fasa", "expert")
    store.close()


def test_where_no_copy_is_whole_that_is_told(file: Path) -> None:
    result = support.run("inbox", "restore", "--settings", str(file))
    assert result.exit_code == 1
    assert "نسخهٔ پشتیبان درستی نیست" in result.output


@pytest.mark.skipif(os.name != "posix", reason="root is of other systems")
def test_root_leaves_nothing_in_the_folder_of_the_inbox_s_own_user(file: Path, monkeypatch) -> None:
    """What root wrote there the inbox itself could not open; the sentence is the command that is right."""
    if os.geteuid() == 0:
        os.chown(file.parent, 1, 1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 0)
    owner = file.parent.owner()
    for words in (("backup",), ("restore",), ("check",), ("invite", "همکار", "--role", "keeper")):
        result = support.run("inbox", *words, "--settings", str(file))
        assert (result.exit_code, f"runuser -u {owner} -- " in result.output) == (1, True)
    assert sorted(path.name for path in file.parent.iterdir()) == ["inbox.toml"]
