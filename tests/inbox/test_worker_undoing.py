"""What the worker undoes: an acceptance that is taken back, and a record that somebody asks to be removed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from generator.dataset.people.fingerprints import fingerprint
from generator.inbox.store import backup, builds, entries
from generator.inbox.store.database import Store, StoreError
from generator.inbox.store.entries import Stale
from generator.inbox.work.git.repository import Repository
from tests.inbox.offices import CORRECTION, FILE, NOW, PAGE, accepted, ready
from tests.submissions import banks
from tests.submissions.banks import LOAN


class TestTakingBack:
    def test_a_new_page_goes_again(self, office):
        number = accepted(office)
        accepted(office, {"name": "زری سرفراز", "latin": "Zari Sarfaraz"}, key=2)
        decision = office.take_back(number)
        office.work()
        assert office.states(number) == ["taken-back"] and office.decision(decision)["state"] == "released"
        assert not office.shows(PAGE) and office.shows("women/zari-sarfaraz/")
        assert office.commits()[0] == "Take back submission 1 | Submission: 1 | Decision: 3"
        with pytest.raises(Stale):
            office.take_back(number)

    def test_an_addition_goes_and_what_came_after_it_stays(self, office):
        path = "data/women/fasa/zahra-rasti.yml"
        before = office.read(path)
        number = accepted(office, body=CORRECTION)
        text = office.read(path)
        assert text != before
        office.by_hand(path, text.replace("Zahra Rasti", "Zahra Raasti"))
        office.clock[0] += timedelta(minutes=5)
        office.take_back(number)
        office.work()
        assert office.states(number) == ["taken-back"]
        assert office.read(path) == before.replace("Zahra Rasti", "Zahra Raasti")

    @pytest.mark.parametrize("minutes", [0, 5])
    def test_what_was_changed_since_is_not_overwritten(self, office, minutes):
        number = accepted(office)
        office.by_hand(FILE, office.read(FILE).replace("بافندهٔ گبه", "بافندهٔ قالی"))
        office.clock[0] += timedelta(minutes=minutes)
        decision = office.take_back(number)
        office.work()
        assert office.states(number) == ["published"] and office.shows(PAGE)
        assert "دوباره تغییر کرده" in office.decision(decision)["said"]

    def test_a_row_goes_from_between_its_neighbours(self, office):
        numbers = []
        for key, day in ((1, "1405-06-12"), (2, "1405-06-13"), (3, "1405-06-14")):
            loan = {**LOAN, "introduced": day, "approved": "1405-07-01", "amount": "1000000"}
            number = office.send(body=ready(loan, "loans"), name="loans.yml", key=key)
            office.work()
            assert office.states(number) == ["waiting"], office.problems(number)
            office.accept(number)
            office.work()
            numbers.append(number)
        whole = office.read("data/loans/shiraz.csv").splitlines()
        office.take_back(numbers[1])
        office.work()
        left = office.read("data/loans/shiraz.csv").splitlines()
        assert len(whole) - len(left) == 1 and set(left) < set(whole)

    def test_what_something_else_rests_on_stays(self, office):
        new = {"name": "تعاونی گل‌نرگس", "kind": "تعاونی", "county": "شیراز", "sector": "زنان روستایی", "status": "فعال"}
        number = office.send(body=ready({**new, "sources": "گزارش"}, "cooperatives"))
        office.work()
        office.accept(number)
        office.work()
        assert office.states(number) == ["published"]
        own = office.entries(number)[0]["record"]
        table = "data/loans/shiraz.csv"
        row = f"{own}-credit-1405-06-12,{own},shiraz,credit,50000000,,,,,approved,1405-06-12,,1405-06-20,,,نامهٔ بانک\n"
        header = (banks.FULL / "loans/shiraz.csv").read_text("utf-8").splitlines()[0]
        office.by_hand(table, f"{header}\n{row}")
        office.clock[0] += timedelta(minutes=5)
        decision = office.take_back(number)
        office.work()
        assert office.states(number) == ["published"] and "درست نمی‌مانند" in office.decision(decision)["said"]


class TestRemoval:
    def test_nothing_of_her_is_left_in_the_site_the_releases_and_the_store(self, office):
        for key, name, latin in ((1, "زری سرفراز", "Zari Sarfaraz"), (2, "گلی نیک", "Goli Nik")):
            accepted(office, {"name": name, "latin": latin}, key=key)
        number = office.send(body=CORRECTION, key=3)
        office.work()
        other = office.send({"name": "زهرا راستی", "latin": "", "ability": "بافنده"}, key=5)
        asked = {"kind": "removal", "name": "", "body": b" ", "resource": "women", "record": "zahra-rasti"}
        removal = office.send(**asked, key=4)
        office.work()
        assert office.card(removal)["title"] == "زهرا راستی" and office.states(removal) == ["waiting"]
        assert len(office.worker.releases.all()) == 3
        office.accept(removal)
        office.work()
        assert office.states(removal) == ["published"] and office.states(number) == office.states(other) == ["gone"]
        assert not office.shows("women/zahra-rasti/")
        places = [office.settings.releases, office.settings.checkouts]
        held = [path for place in places for path in place.rglob("*") if "zahra-rasti" in str(path)]
        assert held == []
        raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        assert "زهرا راستی".encode() not in raw and b"zahra-rasti" not in raw
        assert len(office.read("data/withdrawn.csv").splitlines()) > 1
        office.take_back(removal)
        office.work()
        assert not office.shows("women/zahra-rasti/")

    def test_a_removal_is_done_again_where_the_remote_has_moved_after_the_page_was_gone(self, office, monkeypatch):
        asked = {"kind": "removal", "name": "", "body": b" ", "resource": "women", "record": "zahra-rasti"}
        number = office.send(**asked)
        office.work()
        office.accept(number)
        moves, push = iter([1]), Repository.push

        def pushed(repository, branch=""):
            for _ in moves:
                office.by_hand("mkdocs.yml", "site_name: بانک زنان\n")
            return push(repository, branch)

        monkeypatch.setattr(Repository, "push", pushed)
        office.work()
        assert office.states(number) == ["published"] and not office.shows("women/zahra-rasti/")
        assert office.commits() == ["Take in submission 1 | Submission: 1 | Decision: 1"]
        raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        assert "زهرا راستی".encode() not in raw and b"zahra-rasti" not in raw

    def test_a_store_that_comes_back_from_a_copy_forgets_whoever_was_removed_since(self, office):
        accepted(office)
        stays = accepted(office, {"name": "گلی نیک", "latin": "Goli Nik"}, key=2)
        copy = backup.write(office.store, office.folder / "copies", NOW, 14)
        asked = {"kind": "removal", "name": "", "body": b" ", "resource": "women", "record": "maryam-keshavarz"}
        accepted(office, key=3, **asked)
        office.store.close()
        office.settings.store.unlink()
        backup.restore(copy, office.settings.store)
        office.restart()
        raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        assert "مریم کشاورز".encode() not in raw and b"maryam-keshavarz" not in raw
        assert office.states(stays) == ["published"] and "گلی نیک".encode() in raw

    def test_whoever_is_withdrawn_by_hand_is_forgotten_and_what_is_only_deleted_is_not(self, office):
        number = accepted(office)
        office.by_hand(FILE, None)
        office.clock[0] += timedelta(minutes=5)
        office.work()
        raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        assert not office.shows(PAGE) and "مریم کشاورز".encode() in raw
        mark = fingerprint("مریم کشاورز", "fasa", "")
        table = office.read("data/withdrawn.csv")
        office.by_hand("data/withdrawn.csv", f"{table}{mark},1405-09-03,women,\n")
        office.clock[0] += timedelta(minutes=5)
        office.work()
        raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        assert "مریم کشاورز".encode() not in raw and b"maryam-keshavarz" not in raw
        assert office.states(number) == ["published"]

    def test_what_is_accepted_for_a_hidden_page_is_published_when_it_is_shown(self, office):
        number = office.send(body=CORRECTION)
        office.work()
        with office.store.writing() as tx:
            builds.hide(tx, "women", "zahra-rasti", None, NOW)
        office.accept(number)
        office.work()
        assert office.states(number) == ["accepted"] and "پنهان" in office.decision(1)["said"]
        with office.store.writing() as tx:
            builds.show(tx, "women", "zahra-rasti", None, NOW)
        office.work()
        assert office.states(number) == ["published"]

    def test_a_reader_of_the_store_does_not_hold_a_removal_up(self, office, monkeypatch):
        swept, sweep = [], office.store.sweep

        def busy():
            swept.append(1)
            if len(swept) < 3:
                raise StoreError("کسی هنوز از صندوق می‌خواند.")
            sweep()

        monkeypatch.setattr(office.store, "sweep", busy)
        asked = {"kind": "removal", "name": "", "body": b" ", "resource": "women", "record": "zahra-rasti"}
        accepted(office, **asked)
        assert office.states(1) == ["published"]
        raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        assert "زهرا راستی".encode() not in raw and len(swept) >= 3

    def test_whoever_is_killed_between_erasing_and_sweeping_sweeps_at_the_next_start(self, office, monkeypatch):
        asked = {"kind": "removal", "name": "", "body": b" ", "resource": "women", "record": "zahra-rasti"}
        number, sweep = office.send(**asked), office.store.sweep
        office.work()
        sweep()

        def killed():
            with office.store.reading() as tx:
                if not entries.of_hand_in(tx, number)[0]["record"]:
                    raise KeyboardInterrupt
            sweep()

        monkeypatch.setattr(office.store, "sweep", killed)
        office.accept(number)
        with pytest.raises(KeyboardInterrupt):
            office.work()
        pages = Store(office.settings.store)  # who has the file open keeps the log of writes
        office.restart()
        pages.close()
        raw = b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        assert "زهرا راستی".encode() not in raw and b"zahra-rasti" not in raw

    def test_a_hidden_page_is_away_at_once_and_comes_back(self, office):
        office.work()
        assert office.shows("women/zahra-rasti/")
        with office.store.writing() as tx:
            builds.hide(tx, "women", "zahra-rasti", None, NOW)
        office.work()
        assert not office.shows("women/zahra-rasti/") and office.shows("women/simin-daneshvar/")
        assert office.commits() == []
        with office.store.writing() as tx:
            builds.show(tx, "women", "zahra-rasti", None, NOW)
        office.work()
        assert office.shows("women/zahra-rasti/")
