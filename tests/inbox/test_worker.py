"""The worker from end to end: examined, decided, committed once, built, found; whatever the remote, disk and clock do."""

from __future__ import annotations

import io
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from generator.inbox.store import builds, consents, entries, hand_ins
from generator.inbox.store.database import Store, StoreError
from generator.inbox.store.entries import Stale
from generator.inbox.work.git_commands import GitError
from generator.inbox.work.repository import Repository
from generator.site.engine.build_error import BuildError
from tests.inbox import offices
from tests.inbox.offices import FILE, NOW, PAGE, Office, git, ready
from tests.submissions import banks, workbooks
from tests.submissions.test_intake import LOAN, WANTED

AGREED = {"basis": "رضایت خود او", "consented": "1405-08-01"}
CORRECTION = ready({"ability": "گلیم‌باف"}, target="zahra-rasti")


def accepted(office: Office, values: dict | None = None, **more) -> int:
    number = office.send(values, **more)
    office.work()
    assert office.states(number) == ["waiting"], office.problems(number)
    office.accept(number)
    office.work()
    return number


class TestExamining:
    def test_what_is_good_waits_for_a_reviewer_with_its_card(self, office):
        number = office.send()
        office.work()
        (entry,) = office.entries(number)
        assert (entry["state"], entry["resource"], entry["record"], entry["county"], entry["label"]) == (
            "waiting",
            "women",
            "maryam-keshavarz",
            "fasa",
            "مریم کشاورز",
        )
        card = office.card(number)
        assert card["page"] == PAGE and card["did"] == "پروندهٔ تازه" and not card["photo"] and card["differences"] == []
        assert ["حوزه‌ها", ["صنایع دستی", "ادبی"]] in card["facts"] and ["شهرستان", "فسا"] in card["facts"]
        assert "نام و نام خانوادگی" in [item[0] for item in card["changed"]]
        assert office.commits() == []

    def test_what_has_faults_goes_back_and_a_new_version_is_judged_anew(self, office):
        number = office.send({"county": "فسسا"})
        office.work()
        assert office.states(number) == ["mend"]
        (problem,) = [item for item in office.problems(number) if item["severity"] == "error"]
        assert problem["field"] == "county" and "فسسا" in problem["sentence"]
        office.send(version=2)
        office.work()
        assert office.states(number) == ["waiting"]

    def test_a_misspelt_county_is_no_other_one_and_nobody_is_called_by_an_id(self, office):
        number = office.send({"county": "فسسا", "name": "", "latin": ""}, county="fasa")
        office.work()
        said = [item["sentence"] for item in office.problems(number)]
        assert any("فسسا" in one for one in said) and not any("شهرستان دیگری" in one for one in said)
        assert not any("شناسهٔ" in one for one in said) and office.entries(number)[0]["label"] == ""

    def test_a_card_says_days_and_sources_as_people_do(self, office):
        number = office.send(AGREED | {"life": "زنده"})
        office.work()
        facts = dict(office.card(number)["facts"])
        assert facts["تاریخ رضایت"] == "۱ آبان ۱۴۰۵"
        assert all("منبع ۱" in one for one in facts["دستاوردها"])

    def test_the_photo_of_a_version_that_nobody_has_seen_goes_with_the_next_one(self, office):
        number = office.send(files={"x.jpg": b"raw bytes of a camera"})
        office.send(version=2)
        office.work()
        with office.store.reading() as tx:
            assert hand_ins.body_of(tx, number, 1).files == {}

    def test_what_cannot_be_read_is_refused_as_a_whole(self, office):
        number = office.send(body=b"\xff\xfe")
        office.work()
        with office.store.reading() as tx:
            line = hand_ins.by_number(tx, number)
        assert line["state"] == "refused" and len(entries.problems(line)) == 1 and office.entries(number) == []

    def test_a_record_of_the_same_name_is_shown_beside_it(self, office):
        number = office.send({"name": "زهرا راستی", "latin": "Zahra Raasti", "county": "شیراز"})
        office.work()
        assert ["زهرا راستی", "women/zahra-rasti/"] in office.card(number)["similar"]

    def test_a_sender_of_one_county_hands_nothing_in_for_another(self, office):
        number = office.send(county="shiraz")
        office.work()
        assert office.states(number) == ["mend"]
        assert [item["field"] for item in office.problems(number) if item["severity"] == "error"] == ["county"]
        assert "شیراز" in office.problems(number)[-1]["sentence"]

    def test_of_a_workbook_each_row_is_an_entry_and_the_marked_copy_has_the_bad_ones(self, office):
        bank = office.worker.bank.at(office.worker.repository.main())
        rows = [
            {**banks.WOMAN, "name": "زری سرفراز", "latin": "Zari Sarfaraz"},
            {**banks.WOMAN, "county": "شيرازز"},
            {**banks.WOMAN, "name": "گلی نیک", "latin": "Goli Nik"},
        ]
        number = office.send(body=workbooks.filled(bank, rows), name="fasa.xlsx")
        office.work()
        assert office.states(number) == ["waiting", "mend", "waiting"]
        assert [entries.card(one)["row"] for one in office.entries(number)] == ["۴", "۵", "۶"]
        with office.store.reading() as tx:
            marked = hand_ins.marked_of(tx, number, 1)
        sheet = workbooks.opened(marked).worksheets[0]
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
        assert "شيرازز" in cells and "زری سرفراز" not in cells
        office.accept(number, {0})
        office.work()
        assert office.states(number) == ["published", "mend", "waiting"]
        office.accept(number, {2})
        office.work()
        assert office.states(number) == ["published", "mend", "published"]
        assert len(office.commits()) == 2 and office.shows("women/goli-nik/")

    def test_a_photo_is_drawn_anew_once_and_what_was_sent_is_gone(self, office):
        out, exif = io.BytesIO(), Image.Exif()
        exif[0x010E] = "secret place"
        Image.effect_noise((5000, 1000), 40).convert("RGB").save(out, "JPEG", exif=exif)
        more = {"photo": "x.jpg", "photo_credit": "عکاس", "photo_permission": "به اجازهٔ خود او"}
        number = office.send({**AGREED, **more}, files={"x.jpg": out.getvalue()})
        office.work()
        assert office.states(number) == ["asking"] and office.card(number)["photo"], office.problems(number)
        with office.store.reading() as tx:
            ((image, is_ready),) = hand_ins.body_of(tx, number, 1).files.values()
        assert is_ready and image[:4] == b"RIFF" and Image.open(io.BytesIO(image)).size == (960, 192)
        assert b"secret place" not in b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        with office.store.writing() as tx:
            consents.given(tx, "women", "maryam-keshavarz", "1", NOW.date(), "phone", None, number, NOW)
        office.accept(number)
        office.work()
        assert office.states(number) == ["published"]
        photo = office.worker.repository.read("main", "data/women/fasa/maryam-keshavarz.webp")
        assert photo == image

    def test_a_photo_that_cannot_be_taken_keeps_its_reason_and_not_its_bytes(self, office):
        out = io.BytesIO()
        Image.new("RGB", (40, 40)).save(out, "PNG")
        more = {"photo_credit": "عکاس", "photo_permission": "به اجازهٔ خود او"}
        agreed = {"basis": "رضایت خود او", "consented": "1405-08-01", "photo": "x.png", **more}
        number = office.send(agreed, files={"x.png": out.getvalue()})
        office.work()
        assert office.states(number) == ["mend"]
        assert any("تصویر کوچک است" in item["sentence"] for item in office.problems(number))
        with office.store.reading() as tx:
            assert hand_ins.body_of(tx, number, 1).files == {"x.png": ("photo-small 40×40".encode(), True)}

    def test_three_failed_tries_leave_it_stuck_and_the_others_go_on(self, office, monkeypatch, caplog):
        judge = offices.Worker.__init__.__globals__["examining"].judge

        def fail(found, intake, only=None):
            if found.line["number"] == 1:
                raise RuntimeError("مریم کشاورز")
            return judge(found, intake, only)

        monkeypatch.setattr("generator.inbox.work.examining.judge", fail)
        first = office.send()
        second = office.send({"name": "زری سرفراز", "latin": "Zari Sarfaraz"}, key=2)
        office.work()
        with office.store.reading() as tx:
            assert hand_ins.by_number(tx, first)["state"] == "stuck"
        assert office.states(second) == ["waiting"]
        assert "RuntimeError at test_worker.py" in caplog.text and "مریم" not in caplog.text

    @pytest.mark.parametrize("form", ["../women", "<b>", "women.yml"])
    def test_a_form_that_is_none_goes_back_to_its_sender(self, office, form):
        number = office.send(body=ready({"name": "x"}, form=form))
        office.work()
        assert office.states(number) == ["mend"] and office.problems(number)

    @pytest.mark.parametrize(("county", "state"), [("fasa", "mend"), ("", "waiting")])
    def test_nobody_moves_a_record_into_the_own_county(self, office, county, state):
        number = office.send(body=ready({"area": "فسا"}, "programs", target="bank"), county=county)
        office.work()
        assert [(one["county"], one["state"]) for one in office.entries(number)] == [("province", state)]


class TestConsent:
    def test_what_somebody_else_says_of_her_consent_is_not_accepted(self, office):
        number = office.send(AGREED)
        office.work()
        assert office.states(number) == ["asking"]
        with pytest.raises(Stale):
            office.accept(number)
        # Not even where the store says that it waits for a reviewer.
        with office.store.writing() as tx:
            tx.execute("UPDATE entries SET state = 'waiting'")
        office.accept(number)
        office.work()
        assert office.states(number) == ["asking"] and office.commits() == []

    def test_herself_confirming_becomes_a_change_of_the_basis(self, office):
        asked = {"kind": "confirm", "name": "", "body": b" ", "resource": "women", "record": "zahra-rasti"}
        number = office.send(**asked)
        office.work()
        assert office.states(number) == ["asking"]
        assert [item[:2] for item in office.card(number)["differences"]] == [
            ["مبنای انتشار", "سند عمومی"],
            ["تاریخ رضایت", ""],
        ]
        with office.store.writing() as tx:
            consents.given(tx, "women", "zahra-rasti", "1", NOW.date(), "phone", None, number, NOW)
        office.accept(number)
        office.work()
        assert office.states(number) == ["published"]
        assert "basis: consent\nconsented: 1405-09-03\n" in office.read("data/women/fasa/zahra-rasti.yml")

    def test_what_one_agreed_to_is_no_word_for_another_of_her_name(self, office):
        hers, other = office.send(AGREED), office.send({**AGREED, "ability": "سفالگر"}, key=2)
        office.work()
        record = office.entries(hers)[0]["record"]
        with office.store.writing() as tx:
            consents.given(tx, "women", record, "1", NOW.date(), "phone", None, hers, NOW)
        later = office.send({**AGREED, "ability": "نگارگر"}, key=3)
        office.work()
        assert [office.states(number) for number in (hers, other, later)] == [["waiting"], ["asking"], ["asking"]]

    def test_what_she_agreed_to_is_not_what_the_sender_says_next(self, office):
        number = office.send(AGREED)
        office.work()
        with office.store.writing() as tx:
            consents.given(tx, "women", "maryam-keshavarz", "1", NOW.date(), "phone", None, number, NOW)
        assert office.states(number) == ["waiting"]
        office.send({**AGREED, "ability": "سفالگر"}, version=2)
        office.work()
        assert office.states(number) == ["asking"]

    @pytest.mark.parametrize("kind", ["confirm", "correction"])
    def test_a_day_on_which_nobody_asked_her_is_none_whatever_was_agreed_before(self, office, kind):
        path = "data/women/fasa/zahra-rasti.yml"
        agreed = office.read(path).replace("basis: public-record\n", "basis: consent\nconsented: 1404-01-01\n")
        office.by_hand(path, agreed)
        office.clock[0] += timedelta(minutes=5)
        office.work()
        body = ready({"consented": "1405-08-20"}, target="zahra-rasti")
        asked = {"kind": kind, "name": "", "body": b" "} if kind == "confirm" else {"kind": kind, "body": body}
        number = office.send(resource="women", record="zahra-rasti", **asked)
        office.work()
        assert office.states(number) == ["asking"]
        other = office.send(body=CORRECTION, key=5)
        office.work()
        assert office.states(other) == ["waiting"]


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
            patch.setattr("generator.inbox.work.repository.git", full)
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
