"""Who sees and decides on which loans, what the bank's list says, and what goes on to the public table."""

from __future__ import annotations

import io
import itertools
import json
import re
import shutil
from datetime import date, timedelta

import pytest
from openpyxl import load_workbook

from generator.inbox import loan_bank
from generator.inbox.store import entries, examinations, hand_ins, sent_files
from generator.inbox.store.loans import carried_loans, kept_loans, private_loans
from generator.inbox.web.loans import loan_list_page
from generator.persian.calendar.jalali import from_gregorian
from generator.persian.digits import ascii_digits
from tests.inbox.conftest import NOW

numbers = itertools.count(1)
TODAY = NOW.date()


def introduce(inbox, days_ago: int = 10, **more: str) -> int:
    day = TODAY - timedelta(days=days_ago)
    cells = {"id": f"l{next(numbers)}", "cooperative": "shahpurjan", "county": "shiraz", "facility": "credit"}
    cells |= {"amount": "2000000000", "stage": "introduced", "introduced": from_gregorian(day).text} | more
    with inbox.store.writing() as tx:
        return private_loans.introduce(tx, cells, {"introduced": day}, None, None, NOW)


def loan(inbox, number: int):
    with inbox.store.reading() as tx:
        return kept_loans.by_id(tx, number)


def press(guest, number: int, sent: dict[str, str]):
    """Take a loan one step on by the form on its page, as it is shown now."""
    page = guest.get(f"/inbox/loans/{number}/").get_data(as_text=True)
    trace = re.search(r'name="trace" value="([0-9a-f]+)"', page)
    return guest.post(f"/inbox/loans/{number}/step", {"trace": trace[1] if trace else "", **sent})


def typed(day: date, stage: str, seen: str = "introduced") -> dict[str, str]:
    here = from_gregorian(day)
    return {"stage": stage, "seen": seen, "day": str(here.day), "month": str(here.month), "year": str(here.year)}


def people(inbox):
    return {
        "bank": inbox.person("bank", facilities=["credit"]),
        "other bank": inbox.person("bank", facilities=["fund"]),
        "no bank": inbox.person("bank"),
        "expert": inbox.person("expert", "shiraz"),
        "other expert": inbox.person("expert", "fasa"),
        "reviewer": inbox.person("reviewer", "shiraz"),
        "other reviewer": inbox.person("reviewer", "fasa"),
        "director": inbox.person("director"),
        "keeper": inbox.person("keeper"),
    }


SEE = {"bank", "expert", "reviewer", "director", "keeper"}
STEP = {"bank", "reviewer", "keeper"}


def test_everybody_sees_and_decides_on_their_own_loans_alone(inbox):
    number = introduce(inbox)
    everybody = people(inbox)
    for name, guest in everybody.items():
        page = guest.get(f"/inbox/loans/{number}/")
        assert page.status_code == (200 if name in SEE else 403), name
        listed = guest.get("/inbox/loans/").get_data(as_text=True)
        assert ("شاهپورجان" in listed) == (name in SEE), name
        raw = guest.get("/inbox/loans/loans.xlsx").get_data()
        assert (len(list(load_workbook(io.BytesIO(raw)).active.rows)) == 2) == (name in SEE), name
        assert ("آغاز بررسی</button>" in page.get_data(as_text=True)) == (name in STEP), name
    for name in everybody.keys() - STEP:
        for way in ("step", "back"):
            answer = everybody[name].post(f"/inbox/loans/{number}/{way}", typed(TODAY, "approved"))
            assert answer.status_code == 403, name
    assert loan(inbox, number).stage == "introduced"
    assert inbox.guest().get(f"/inbox/loans/{number}/").status_code == 401
    assert everybody["bank"].get("/inbox/loans/999/").status_code == 403


def test_the_bank_s_list_is_what_the_store_has(inbox):
    for place, (facility, county) in enumerate(itertools.product(("credit", "fund"), ("shiraz", "fasa"))):
        for more in range(3):
            number = introduce(inbox, 20 + 7 * place + 40 * more, facility=facility, county=county)
            if more == 1:
                with inbox.store.writing() as tx:
                    day = TODAY - timedelta(days=3 * place)
                    private_loans.step(tx, number, "introduced", "review", day, None, NOW, TODAY)
            if more == 2 and place % 2:
                with inbox.store.writing() as tx:
                    private_loans.step(tx, number, "introduced", "rejected", TODAY, None, NOW, TODAY)
    page = inbox.person("bank", facilities=["credit"]).get("/inbox/loans/").get_data(as_text=True)
    shown = [
        (int(number), int(ascii_digits(days)))
        for number, days in re.findall(r'<a href="/inbox/loans/(\d+)/">\s*<span class="loan-age"><b>([^<]+)</b>', page)
    ]
    with inbox.store.reading() as tx:
        lines = tx.execute(
            "SELECT l.id, CAST(julianday(?) - julianday(max(s.day)) AS INTEGER) AS days FROM loans l"
            " JOIN loan_steps s ON s.loan = l.id WHERE l.facility = 'credit' GROUP BY l.id"
            " HAVING sum(s.stage IN ('approved', 'paid', 'settled', 'rejected')) = 0 ORDER BY days DESC, l.id",
            (TODAY.isoformat(),),
        ).fetchall()
    assert shown == [tuple(line) for line in lines]
    assert len(shown) == 5


def test_a_long_list_shows_the_oldest_and_leaves_the_rest_to_the_workbook(inbox, monkeypatch):
    monkeypatch.setattr(loan_list_page, "_SHOWN", 2)
    for days in (5, 50, 20):
        introduce(inbox, days)
    keeper = inbox.person("keeper")
    page = keeper.get("/inbox/loans/").get_data(as_text=True)
    assert re.findall(r"/inbox/loans/(\d+)/", page) == ["2", "3"] and "دیگر در فهرست اکسل است" in page
    raw = keeper.get("/inbox/loans/loans.xlsx").get_data()
    assert len(list(load_workbook(io.BytesIO(raw)).active.rows)) == 4


def test_the_page_says_of_which_day_the_counts_are_that_everybody_sees(inbox, bank_folder):
    introduce(inbox)
    keeper = inbox.person("keeper")
    assert "در سایت هنوز شمارشی نیست" in keeper.get("/inbox/loans/").get_data(as_text=True)
    newer = inbox.house.settings.checkouts / "1"
    shutil.copytree(bank_folder, newer)
    rows = [
        f"county-{county}-review,county,{county},,,,review,کمتر از ۳,1405-0{month}-29"
        for county, month in (("fasa", 8), ("lar", 7))
    ]
    counts = newer / "data" / "loan-counts.csv"
    counts.write_text("\n".join([counts.read_text("utf-8").splitlines()[0], *rows, ""]), "utf-8")
    newer.touch()
    assert "از شمارش ۲۹ آبان ۱۴۰۵ است" in keeper.get("/inbox/loans/").get_data(as_text=True)


class TestSteps:
    def test_an_approval_sets_out_for_the_public_table_with_all_its_days(self, inbox):
        number = introduce(inbox, 10)
        bank = inbox.person("bank", facilities=["credit"])
        assert press(bank, number, typed(TODAY - timedelta(days=5), "review")).status_code == 303
        assert press(bank, number, typed(TODAY, "approved", "review")).status_code == 303
        assert "در راه جدول عمومی" in bank.get(f"/inbox/loans/{number}/").get_data(as_text=True)
        with inbox.store.reading() as tx:
            line = examinations.to_examine(tx)
            values = json.loads(sent_files.body_of(tx, line["number"], 1).body)["values"]
        assert (line["door"], line["county"]) == ("loan", "")
        assert [values[name] for name in ("stage", "introduced", "under_review", "approved")] == [
            "approved",
            "1405-08-23",
            "1405-08-28",
            "1405-09-03",
        ]
        # Until it is there the next step waits, and this one can be taken back.
        assert press(bank, number, typed(TODAY, "paid", "approved")).status_code == 422
        assert bank.post(f"/inbox/loans/{number}/back", {"seen": "approved"}).status_code == 303
        assert loan(inbox, number).stage == "review"
        with inbox.store.reading() as tx:
            assert hand_ins.by_number(tx, line["number"])["state"] == "gone"

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            ({"day": "31", "month": "7"}, "این تاریخ نیست"),
            ({"day": "30", "month": "12", "year": "1404"}, "اسفند ۱۴۰۴ ۲۹ روز دارد"),
            ({"year": "05"}, "این تاریخ نیست"),
            ({"day": ""}, "این تاریخ نیست"),
            ({"day": "۴", "month": "۹", "year": "۱۴۰۵"}, "هنوز نیامده"),
            ({"day": "1", "month": "1", "year": "1404"}, "پیش از مرحلهٔ پیشین"),
            ({"seen": "review"}, "در این میان"),
            ({"stage": "paid"}, "چنین گامی نیست"),
            ({"stage": "<b>"}, "چنین گامی نیست"),
        ],
    )
    def test_a_step_that_cannot_be_is_said_and_not_taken(self, inbox, change, said):
        number = introduce(inbox, 10)
        answer = press(inbox.person("keeper"), number, typed(TODAY, "approved") | change)
        assert answer.status_code == 422 and said in answer.get_data(as_text=True)
        assert loan(inbox, number).stage == "introduced"

    def test_a_rejection_reaches_no_hand_in_and_can_be_taken_back(self, inbox):
        number = introduce(inbox, 10)
        keeper = inbox.person("keeper")
        press(keeper, number, typed(TODAY, "rejected"))
        assert loan(inbox, number).stage == "rejected"
        with inbox.store.reading() as tx:
            assert examinations.to_examine(tx) is None
        keeper.post(f"/inbox/loans/{number}/back", {"seen": "rejected"})
        assert loan(inbox, number).stage == "introduced"

    def test_what_its_introducer_changed_is_shown_and_nobody_approves_another_amount_than_they_saw(self, inbox):
        number = introduce(inbox, 10)
        bank = inbox.person("bank", facilities=["credit"])
        page = bank.get(f"/inbox/loans/{number}/").get_data(as_text=True)
        trace = re.search(r'name="trace" value="([0-9a-f]+)"', page)[1]
        with inbox.store.writing() as tx:
            for amount in ("3000000000", "4000000000"):
                cells = {**kept_loans.by_id(tx, number).cells, "amount": amount}
                private_loans.mend(tx, number, cells, None, NOW)
        answer = bank.post(f"/inbox/loans/{number}/step", {**typed(TODAY, "approved"), "trace": trace})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422 and "معرفی این وام را اصلاح کرده است" in page
        assert "کارشناس در ۳ آذر ۱۴۰۵، ساعت ۱۲:۰۰ این‌ها را عوض کرد:" in page
        old, new = (re.search(rf'<td class="{name}">(.*?)</td>', page)[1] for name in ("old", "new"))
        assert old.startswith("۲") and new.startswith("۴")  # what it was at first
        assert "اصلاح شد" in bank.get("/inbox/loans/").get_data(as_text=True)
        assert press(bank, number, typed(TODAY, "approved")).status_code == 303
        assert loan(inbox, number).before == {}

    @pytest.mark.parametrize(
        ("act", "said"),
        [
            ("reject", "بازبین آن را نپذیرفت: «مبلغ نادرست است.»"),
            ("return", "بازبین آن را به جدول عمومی نبرد و برگرداند: «مبلغ نادرست است.»"),
        ],
    )
    def test_a_step_that_a_reviewer_undoes_is_told_to_the_bank_until_the_next_one(self, inbox, act, said):
        number = introduce(inbox, 10)
        bank = inbox.person("bank", facilities=["credit"])
        assert press(bank, number, typed(TODAY, "approved")).status_code == 303
        with inbox.store.writing() as tx:
            line = examinations.to_examine(tx)
            found = entries.Entry(0, "loans", "l", "record", "waiting", "وام", "d", "shiraz")
            examinations.examined(tx, line["number"], 1, [found], [], NOW)
            (one,) = entries.of_hand_in(tx, line["number"])
            entries.end(tx, one["id"], "d", act, "مبلغ نادرست است.", None, NOW)
            carried_loans.follow(tx, NOW)
        page = bank.get(f"/inbox/loans/{number}/").get_data(as_text=True)
        assert f"گامی که ثبت شده بود برگشت. {said} وام در مرحلهٔ پیش ایستاده است." in page
        assert "گامش برگشت" in bank.get("/inbox/loans/").get_data(as_text=True)
        assert press(bank, number, typed(TODAY, "review")).status_code == 303
        assert "گامی که ثبت شده بود برگشت" not in bank.get(f"/inbox/loans/{number}/").get_data(as_text=True)


def test_the_list_is_a_workbook_with_numbers_and_days(inbox):
    introduce(inbox, 10)
    answer = inbox.person("bank", facilities=["credit"]).get("/inbox/loans/loans.xlsx")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="loans-before.xlsx"'
    head, line = list(load_workbook(io.BytesIO(answer.get_data())).active.iter_rows(values_only=True))
    found = dict(zip(head, line, strict=True))
    assert found["تعاونی"] == "تعاونی زنان روستایی شاهپورجان"
    assert (found["مبلغ (ریال)"], found["روز در این مرحله"], found["معرفی"]) == (2_000_000_000, 10, "1405/08/23")


def test_a_bank_of_records_that_keeps_no_loans_has_no_pages_of_them(inbox, monkeypatch):
    keeper = inbox.person("keeper")
    assert 'href="/inbox/loans/"' in keeper.get("/inbox/reports/").get_data(as_text=True)
    monkeypatch.setattr(loan_bank, "is_kept", lambda package: False)
    page = keeper.get("/inbox/reports/").get_data(as_text=True)
    assert 'href="/inbox/loans/"' not in page and "وامی معرفی نشده" not in page
    for address in ("", "1/", "loans.xlsx", "introduce"):
        assert keeper.get(f"/inbox/loans/{address}").status_code == 404
