"""What the worker says of a hand-in before anybody decides: examined whole, and by whose consent."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from PIL import Image

from generator.inbox.store import consents, entries, hand_ins, sent_files
from generator.inbox.store.entries import Stale
from tests.inbox import offices
from tests.inbox.offices import AGREED, CORRECTION, NOW, PAGE, ready
from tests.submissions import banks, workbooks


def drawn(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, "PNG")
    return out.getvalue()


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
            assert sent_files.body_of(tx, number, 1).files == {}

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
            marked = sent_files.marked_of(tx, number, 1)
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
            ((image, is_ready),) = sent_files.body_of(tx, number, 1).files.values()
        assert is_ready and image[:4] == b"RIFF" and Image.open(io.BytesIO(image)).size == (960, 192)
        assert b"secret place" not in b"".join(path.read_bytes() for path in office.settings.folder.glob("inbox.db*"))
        with office.store.writing() as tx:
            consents.given(tx, "women", "maryam-keshavarz", "1", NOW.date(), "phone", None, number, NOW)
        office.accept(number)
        office.work()
        assert office.states(number) == ["published"]
        photo = office.worker.repository.read("main", "data/women/fasa/maryam-keshavarz.webp")
        assert photo == image

    def test_rows_that_a_reviewer_returns_join_the_marked_copy_with_her_sentence(self, office):
        bank = office.worker.bank.at(office.worker.repository.main())
        names = ("زری سرفراز", "Zari Sarfaraz"), ("گلی نیک", "Goli Nik"), ("نسیم رود", "Nasim Rud")
        rows = [{**banks.WOMAN, "name": name, "latin": latin} for name, latin in names]
        rows[2]["county"] = "شيرازز"
        number = office.send(body=workbooks.filled(bank, rows), name="fasa.xlsx")
        office.work()

        def back(place: int, sentence: str) -> None:
            one = office.entries(number)[place]
            with office.store.writing() as tx:
                entries.end(tx, one["id"], one["digest"], "return", sentence, None, office.clock[0])
            office.clock[0] += timedelta(seconds=1)
            office.work()

        def copy() -> tuple[set[str], str]:
            with office.store.reading() as tx:
                marked = sent_files.marked_of(tx, number, 1)
                assert list(sent_files.body_of(tx, number, 1).files) == []
            cells = [cell for row in workbooks.opened(marked).worksheets[0].iter_rows() for cell in row]
            values = {str(cell.value) for cell in cells}
            return {name for name, _ in names if name in values}, " ".join(
                cell.comment.text for cell in cells if cell.comment
            )

        assert copy()[0] == {"نسیم رود"}
        back(1, "سال نمایشگاه را بنویسید.")
        found, comments = copy()
        assert found == {"گلی نیک", "نسیم رود"}
        assert "سال نمایشگاه را بنویسید." in comments and "آیا منظورتان «شیراز» است؟" in comments
        back(0, "منبع دوم کدام است؟")
        found, comments = copy()
        assert found == {name for name, _ in names}
        assert "سال نمایشگاه را بنویسید." in comments and "منبع دوم کدام است؟" in comments
        assert not office.worker.turn()

    def test_a_workbook_of_good_rows_alone_gets_a_marked_copy_when_one_is_returned(self, office):
        bank = office.worker.bank.at(office.worker.repository.main())
        number = office.send(body=workbooks.filled(bank, [banks.WOMAN]), name="fasa.xlsx")
        office.work()
        (one,) = office.entries(number)
        with office.store.writing() as tx:
            assert sent_files.marked_of(tx, number, 1) is None
            entries.end(tx, one["id"], one["digest"], "return", "نام را کامل کنید.", None, office.clock[0])
        office.work()
        with office.store.reading() as tx:
            assert sent_files.marked_of(tx, number, 1)

    @pytest.mark.parametrize(
        ("raw", "told", "kept"),
        [
            (banks.HUGE["png"], "تصویر ۶۰ میلیون پیکسل دارد", "photo-pixels 60"),
            (drawn((40, 40)), "تصویر کوچک است", "photo-small 40×40"),
        ],
    )
    def test_a_photo_that_cannot_be_taken_keeps_its_reason_and_not_its_bytes(self, office, raw, told, kept):
        more = {"photo_credit": "عکاس", "photo_permission": "به اجازهٔ خود او"}
        agreed = {"basis": "رضایت خود او", "consented": "1405-08-01", "photo": "x.png", **more}
        number = office.send(agreed, files={"x.png": raw})
        office.work()
        assert office.states(number) == ["mend"]
        assert any(told in item["sentence"] for item in office.problems(number))
        with office.store.reading() as tx:
            assert sent_files.body_of(tx, number, 1).files == {"x.png": (kept.encode(), True)}

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
        assert "RuntimeError at test_worker_examining.py" in caplog.text and "مریم" not in caplog.text

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
