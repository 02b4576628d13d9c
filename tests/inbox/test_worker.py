"""The worker from end to end: accepted, committed once, built, found; whatever the remote, disk and clock do."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from generator.inbox.store import builds
from generator.inbox.store.entries import Stale
from generator.inbox.web import known_bank
from generator.inbox.work.git.git_commands import GitError
from generator.site.engine.build_error import BuildError
from tests.inbox import offices
from tests.inbox.offices import CORRECTION, FILE, NOW, PAGE, Office, accepted, git
from tests.submissions.banks import WANTED


class TestAccepting:
    def test_it_is_one_commit_at_the_remote_and_its_page_is_found(self, office):
        number = accepted(office)
        assert office.states(number) == ["published"]
        assert office.commits() == ["Take in submission 1 | Submission: 1 | Decision: 1"]
        assert office.read(FILE) == WANTED
        assert office.shows(PAGE) and office.is_sound()
        line = office.decision(1)
        assert line["is_pushed"] and line["release"].startswith(line["commit_id"]) and line["said"] == ""
        assert git(office.remote, "rev-parse", "main") == line["commit_id"]
        assert (office.settings.checkouts / office.worker.repository.main()).is_dir()

    def test_no_page_reads_the_bank_of_before_while_it_is_removed(self, office, monkeypatch):
        bank, settings, read = office.worker.bank, office.settings, []
        newest = bank.lay(office.worker.repository.main())
        os.utime(shutil.copytree(newest, settings.checkouts / "before"), (0, 0))

        def begun(path: Path, **_: object) -> None:
            (path / "mkdocs.yml").unlink()
            read.append(known_bank.newest(settings))

        with monkeypatch.context() as patch:
            patch.setattr(shutil, "rmtree", begun)
            bank.forget()
        assert read == [newest]

    def test_what_changed_since_it_was_seen_is_shown_again_and_not_accepted(self, office):
        number = office.send(body=CORRECTION)
        office.work()
        before = office.card(number)
        assert office.states(number) == ["waiting"] and before["did"] == "اصلاح پرونده"
        text = office.read("data/women/fasa/zahra-rasti.yml")
        office.by_hand("data/women/fasa/zahra-rasti.yml", text.replace("بافندهٔ گلیم", "بافندهٔ جاجیم"))
        office.clock[0] += timedelta(minutes=5)
        decision = office.accept(number)
        office.work()
        assert office.states(number) == ["waiting"] and office.commits() == []
        after = office.card(number)
        assert before["differences"] != after["differences"]
        assert ["توانمندی ویژه", "بافندهٔ جاجیم", "گلیم‌باف", True] in after["differences"]
        (entry,) = office.entries(number)
        assert entry["seen"] and office.decision(decision)["state"] == "refused"
        office.accept(number)
        office.work()
        assert office.states(number) == ["published"] and len(office.commits()) == 1

    def test_two_buttons_make_one_commit(self, office):
        number = office.send()
        office.work()
        office.accept(number)
        with pytest.raises(Stale) as raised:
            office.accept(number)
        assert raised.value.state == "accepting"
        office.work()
        assert len(office.commits()) == 1

    def test_what_main_has_already_needs_no_commit(self, office):
        number = office.send()
        office.work()
        office.by_hand(FILE, WANTED)
        office.clock[0] += timedelta(minutes=5)
        office.work()
        again = office.send(key=2)
        office.work()
        office.accept(again)
        office.work()
        assert office.states(again) == ["published"] and office.commits() == []
        office.accept(number)
        office.work()
        assert office.states(number) == ["waiting"] and office.card(number)["did"] == "افزودن به پرونده"


class TestRemote:
    def test_a_remote_that_is_away_gets_it_later(self, office):
        office.remote.rename(office.folder / "away.git")
        number = accepted(office)
        assert office.states(number) == ["published"] and office.shows(PAGE)
        assert "نرسیده" in office.decision(1)["said"] and not office.decision(1)["is_pushed"]
        (office.folder / "away.git").rename(office.remote)
        office.clock[0] += timedelta(minutes=5)
        office.work()
        assert office.read(FILE) == WANTED and office.decision(1)["is_pushed"] and office.decision(1)["said"] == ""

    def test_a_main_that_moved_elsewhere_gets_it_on_top(self, office):
        office.remote.rename(office.folder / "away.git")
        number = accepted(office)
        first = office.decision(1)["commit_id"]
        (office.folder / "away.git").rename(office.remote)
        office.by_hand("README.md", "سلام\n")
        office.clock[0] += timedelta(minutes=5)
        office.work()
        assert office.states(number) == ["published"] and office.decision(1)["is_pushed"]
        assert office.commits() == ["Take in submission 1 | Submission: 1 | Decision: 1"]
        assert office.decision(1)["commit_id"] != first and office.read("README.md") == "سلام\n\n".rstrip("\n") + "\n"

    def test_where_the_moved_main_makes_it_something_else_the_reviewer_is_asked(self, office):
        office.remote.rename(office.folder / "away.git")
        number = accepted(office)
        (office.folder / "away.git").rename(office.remote)
        office.by_hand(FILE, WANTED.replace("بافندهٔ گبه", "بافندهٔ قالی"))
        office.clock[0] += timedelta(minutes=5)
        office.work()
        assert office.states(number) == ["waiting"] and office.commits() == []
        assert ["توانمندی ویژه", "بافندهٔ قالی", "بافندهٔ گبه", False] in office.card(number)["differences"]

    def test_who_waits_asks_neither_git_nor_the_remote_all_the_time(self, office, monkeypatch):
        office.remote.rename(office.folder / "away.git")
        accepted(office)
        asked = []
        run = subprocess.run
        monkeypatch.setattr(subprocess, "run", lambda words, **more: (asked.append(words), run(words, **more))[1])
        for _ in range(5):
            assert not office.worker.turn()
        assert len([words for words in asked if "push" in words or "fetch" in words]) == 0
        assert len(asked) <= 5

    @pytest.mark.parametrize("squash", [False, True])
    def test_a_protected_main_gets_a_branch_without_names_and_learns_of_the_merge(self, office, squash):
        hook = office.remote / "hooks" / "update"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text('#!/bin/sh\n[ "$1" != refs/heads/main ]\n')
        hook.chmod(0o755)
        number = accepted(office)
        assert git(office.remote, "for-each-ref", "--format=%(refname:short)") == "inbox/1\nmain"
        assert "inbox/1" in office.decision(1)["said"] and office.states(number) == ["published"]
        hook.unlink()
        git(office.folder, "clone", "--quiet", str(office.remote), "other")
        other = office.folder / "other"
        (other / "b").write_text("2")
        git(other, "add", "--all")
        git(other, "commit", "--quiet", "--message", "Else")
        git(other, "merge", "--quiet", *(["--squash"] if squash else ["--no-edit"]), "origin/inbox/1")
        if squash:
            git(other, "commit", "--quiet", "--message", "Merge (#4)\n\nSubmission: 1\nDecision: 1")
        git(other, "push", "--quiet", "origin", "main")
        office.clock[0] += timedelta(minutes=5)
        office.work()
        assert office.decision(1)["is_pushed"] and office.states(number) == ["published"]
        assert office.worker.repository.main() == office.worker.repository.theirs()
        assert office.read(FILE) == WANTED and len(office.commits()) == (0 if squash else 1)

    def test_the_folder_of_a_desk_follows(self, laid_remote, tmp_path):
        folder = Path(shutil.copytree(laid_remote, tmp_path / "office"))
        git(folder, "clone", "--quiet", str(folder / "remote.git"), "desk")
        desk = Office(folder, more={"project": folder / "desk"})
        desk.settings = offices.Settings(folder / "desk/.inbox", str(folder / "desk"), project=folder / "desk")
        desk.open()
        desk.worker.start()
        number = accepted(desk)
        assert desk.states(number) == ["published"] and (folder / "desk" / FILE).read_text("utf-8") == WANTED
        assert desk.decision(1)["is_pushed"] and desk.decision(1)["said"] == ""
        assert desk.read(FILE) == WANTED  # and so does where the folder comes from
        (folder / "desk/mkdocs.yml").write_text("site_name: دیگر\n", "utf-8")
        accepted(desk, {"name": "زری سرفراز", "latin": "Zari Sarfaraz"}, key=2)
        assert "ثبت نشده" in desk.decision(2)["said"]
        git(folder / "desk", "checkout", "--quiet", "--", ".")
        desk.clock[0] += timedelta(minutes=5)
        desk.work()
        assert desk.decision(2)["said"] == "" and (folder / "desk/data/women/fasa/zari-sarfaraz.yml").is_file()
        desk.store.close()


class TestFaultsAround:
    def test_a_failing_build_leaves_the_site_and_goes_on_by_itself(self, office, monkeypatch):
        office.work()
        before = office.worker.releases.current()

        def fail(*given):
            raise BuildError("داده‌های مخزن درست نیست (۱ خطا)؛ سایت ساخته نشد و سایت پیشین ماند.")

        office.worker.publishing.build = fail
        number = accepted(office)
        assert office.states(number) == ["accepted"] and office.worker.releases.current() == before
        with office.store.reading() as tx:
            assert builds.latest(tx)["state"] == "failed" and "درست نیست" in builds.latest(tx)["said"]
        office.worker.publishing.build = offices.laid
        office.clock[0] += timedelta(minutes=20)
        office.work()
        assert office.states(number) == ["published"]

    def test_a_full_disk_loses_nothing_and_is_no_failed_try(self, office, monkeypatch):
        number = office.send()
        office.work()
        office.accept(number)

        def full(*given, **more):
            raise GitError("hash-object", 128)

        with monkeypatch.context() as patch:
            patch.setattr("generator.inbox.work.git.repository.git", full)
            for _ in range(5):
                assert not office.worker.turn()
        assert office.states(number) == ["accepting"]
        office.work()
        assert office.states(number) == ["published"] and len(office.commits()) == 1

    def test_a_clock_that_goes_back_a_day_stops_nothing(self, office):
        accepted(office)
        office.clock[0] -= timedelta(days=1)
        number = accepted(office, {"name": "زری سرفراز", "latin": "Zari Sarfaraz"}, key=2)
        assert office.states(number) == ["published"] and len(office.commits()) == 2
        assert office.worker.releases.current().day == NOW.date() - timedelta(days=1)

    def test_what_builds_share_is_kept_from_one_to_the_next(self, office):
        found = []

        def build(checkout, site, *given):
            offices.laid(checkout, site, *given)
            cards = checkout / ".cache/cards"
            found.append(sorted(path.name for path in cards.iterdir()) if cards.is_dir() else [])
            cards.mkdir(parents=True, exist_ok=True)
            (cards / f"{len(found)}.png").touch()
            if len(found) == 2:
                raise BuildError("نشد")

        office.worker.publishing.build = build
        for _ in range(3):
            office.clock[0] += timedelta(days=1)
            office.work()
        assert found == [[], ["1.png"], ["1.png", "2.png"]]
        assert not (office.settings.folder / "building").exists()

    def test_a_new_day_builds_anew_and_keeps_a_backup(self, office):
        office.work()
        office.clock[0] += timedelta(days=1)
        office.work()
        assert office.worker.releases.current().day == NOW.date() + timedelta(days=1)
        names = {path.name for path in (office.settings.folder / "backups").iterdir()}
        assert {"main.bundle", "inbox-20261124-083000.db", "inbox-20261125-083000.db"} <= names
