"""The worker and loans: judged beside all that stand in the store, divided, carried on when granted, counted each season."""

from __future__ import annotations

import itertools
import json
import random
import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from generator.dataset.describing import descriptor_reader
from generator.inbox.loan_bank import CARRIER, COUNTS, INTRODUCTION, ready, with_private_stages
from generator.inbox.store import entries, examinations, hand_ins, sent_files
from generator.inbox.store.database import Store
from generator.inbox.store.hand_ins import HandIn
from generator.inbox.store.loans import carried_loans, kept_loans, private_loans
from generator.inbox.store.sent_files import Body
from generator.inbox.work import loan_work
from generator.persian.calendar.jalali import from_gregorian
from generator.project import assembly
from generator.subjects.women.loans import loan_counting
from tests.dataset.test_suppression import tell_nothing

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
ROW = {"cooperative": "shahpurjan", "county": "shiraz", "facility": "credit", "amount": "2000000000"}
# Beyond the keys that tests name themselves, in whatever order they run.
numbers = itertools.count(1000)


@pytest.fixture(scope="module")
def package(bank_folder):
    return descriptor_reader.load(bank_folder / "data" / "datapackage.yaml")


def hand_in(store: Store, package, key: int = 0, version: int = 1, expert: str = "shiraz", **row: str) -> int:
    """Let an expert introduce a loan, and the worker look at it."""
    row = {name: text for name, text in (ROW | {"introduced": "1405-05-12"} | row).items() if text}
    sent = HandIn((key or next(numbers)).to_bytes(16), version, INTRODUCTION, "record", "loan.json", ready(row))
    with store.writing() as tx:
        number = hand_ins.receive(tx, HandIn(**{**vars(sent), "county": expert}), b"s" * 32, NOW).number
        line = hand_ins.by_number(tx, number)
    assert loan_work.examine(store, package, line, NOW, TODAY)
    return number


def kept(store: Store, number: int):
    """Return what became of a hand-in: its state, its loans and the sentences of its entries."""
    with store.reading() as tx:
        line, loans = hand_ins.by_number(tx, number), kept_loans.of_hand_in(tx, number)
        found = [one["sentence"] for entry in entries.of_hand_in(tx, number) for one in entries.problems(entry)]
    return line, loans, found


def test_an_introduced_loan_is_in_the_store_and_nowhere_else(store, package):
    line, (loan,), said = kept(store, hand_in(store, package, fee="4", purpose="تجهیز کارگاه نان"))
    assert (line["state"], line["decided"] is not None, said) == ("examined", True, [])
    assert (loan.stage, loan.county, loan.facility) == ("introduced", "shiraz", "credit")
    assert loan.cells.items() >= (ROW | {"fee": "4", "introduced": "1405-05-12", "stage": "introduced"}).items()
    assert not (package.folder / "loans").exists()
    with store.reading() as tx:
        assert tx.execute("SELECT count(*) FROM entries").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"cooperative": "hich"}, "تعاونی"),
        ({"introduced": "1405-05"}, "تاریخ معرفی"),
        ({"county": "fasa"}, "از شهرستان دیگری است"),
        ({"stage": "review"}, "تاریخ آغاز بررسی خالی است"),
        ({"under_review": "1405-06-01"}, "مرحلهٔ وام هنوز «معرفی شد؛ در نوبت بررسی» است"),
        ({"amount": ""}, "مبلغ"),
    ],
)
def test_what_is_wrong_goes_back_to_the_expert(store, package, row, said):
    line, loans, sentences = kept(store, hand_in(store, package, **row))
    assert (line["state"], line["decided"], loans) == ("examined", None, [])
    assert any(said in one for one in sentences), sentences


def test_another_county_s_loan_is_not_taken(store, package):
    _, loans, said = kept(store, hand_in(store, package, expert="fasa"))
    assert loans == [] and "شما وام‌های شهرستان «فسا» را معرفی می‌کنید" in said[0]


def test_it_is_judged_beside_the_public_rows_whatever_their_days(store, package, tmp_path):
    folder = Path(shutil.copytree(package.folder.parent, tmp_path / "bank"))
    (folder / "data/loans").mkdir()
    head = ",".join(field.name for field in package.resources["loans"].fields)
    rows = ["l1,shahpurjan,shiraz,credit,2000000000,,,,,paid,1402,,1402,1402-08,,"]
    rows += ["l2,shahpurjan,shiraz,credit,2000000000,,,,,approved,1405-05-12,,1405-06,,,"]
    (folder / "data/loans/shiraz.csv").write_text("\n".join([head, *rows, ""]), "utf-8")
    own = descriptor_reader.load(folder / "data/datapackage.yaml")
    _, loans, said = kept(store, hand_in(store, own, introduced="1405-05-13"))
    assert (len(loans), said) == (1, [])
    _, loans, said = kept(store, hand_in(store, own))
    assert loans == [] and "در جدول عمومی هست" in said[0]


def test_a_loan_is_kept_once_and_mended_until_somebody_reviews_it(store, package):
    hand_in(store, package, key=7)
    _, loans, said = kept(store, hand_in(store, package))
    assert (loans, said) == ([], [])
    number = hand_in(store, package, amount="3000000000")
    with store.reading() as tx:
        (loan,) = kept_loans.listed(tx, ["introduced"])
        (row,) = kept_loans.rows(tx)
    assert loan.cells["amount"] == row["amount"] == "3000000000"
    with store.writing() as tx:
        private_loans.step(tx, loan.id, "introduced", "review", TODAY, None, NOW, TODAY)
    _, loans, said = kept(store, hand_in(store, package, amount="4000000000"))
    assert loans == [] and "وضعیت آن «در حال بررسی» است" in said[0]
    assert kept(store, number)[0]["state"] == "examined"


def test_what_is_mended_comes_as_the_next_version(store, package):
    number = hand_in(store, package, key=99, amount="")
    assert hand_in(store, package, key=99, version=2) == number
    line, loans, said = kept(store, number)
    assert (line["state"], len(loans), said) == ("examined", 1, [])


def test_a_granted_loan_in_a_list_waits_for_a_reviewer_as_any_row(store, package):
    number = hand_in(store, package, stage="approved", approved="1405-07-01")
    assert kept(store, number)[1] == []
    with store.writing() as tx:
        line = examinations.to_examine(tx)
        assert (line["door"], line["county"]) == (CARRIER, "shiraz")
        assert json.loads(sent_files.body_of(tx, line["number"], 1).body)["values"]["approved"] == "1405-07-01"
        examinations.examined(tx, line["number"], 1, [entry()], [], NOW)
    loan_work.tick(store, lambda: package, NOW, TODAY)
    assert states(store, line["number"]) == ["waiting"]


def entry(state: str = "waiting"):
    return entries.Entry(0, "loans", "l", "record", state, "وام", "d", "shiraz")


def states(store: Store, number: int) -> list[str]:
    with store.reading() as tx:
        return [one["state"] for one in entries.of_hand_in(tx, number)]


def test_the_step_of_a_bank_is_the_decision(store, package):
    hand_in(store, package)
    with store.writing() as tx:
        person, _ = loan_people(tx)
        (loan,) = kept_loans.listed(tx, ["introduced"])
        row = private_loans.step(tx, loan.id, "introduced", "approved", TODAY, person, NOW, TODAY)
        sent = HandIn(b"c" * 16, 1, CARRIER, "record", "loan.json", ready(row), person=person, county="shiraz")
        number = hand_ins.receive(tx, sent, b"s" * 32, NOW).number
        private_loans.carry(tx, loan.id, number)
        examinations.examined(tx, number, 1, [entry()], [], NOW)
    loan_work.tick(store, lambda: package, NOW, TODAY)
    assert states(store, number) == ["accepting"]
    with store.reading() as tx:
        assert entries.of_hand_in(tx, number)[0]["decided_by"] == person


def loan_people(tx):
    from generator.inbox.store import invitations

    return invitations.invite(tx, "بانک", "bank", NOW + timedelta(days=9), NOW, facilities=["credit"])


# ---------- the counts ----------


def test_each_season_is_counted_once_and_an_empty_store_never(store, package):
    loan_work.tick(store, lambda: package, NOW, TODAY)
    with store.reading() as tx:
        assert examinations.to_examine(tx) is None
    hand_in(store, package)
    for _ in range(2):
        loan_work.tick(store, lambda: package, NOW, TODAY)
    loan_work.tick(store, lambda: package, NOW, date(2026, 12, 25))
    with store.reading() as tx:
        lines = tx.execute("SELECT number FROM hand_ins WHERE door = ?", (COUNTS,)).fetchall()
        body = sent_files.body_of(tx, lines[0]["number"], 1).body
    assert len(lines) == 2
    assert "county-shiraz-introduced,county,shiraz,,,,introduced,کمتر از 3,1405-09-03" in body.decode()
    assert b"shahpurjan" not in body
    intake = assembly.open_intake(package, TODAY)
    assert loan_work.judge_counts(intake, Body("", body, {})).files == {"data/loan-counts.csv": body.decode()}
    wrong = loan_work.judge_counts(intake, Body("", body.replace("کمتر از 3".encode(), b"2"), {}))
    assert wrong.files == {} and {one.code for one in wrong.all_problems} == {"count-small"}


def pipeline(store: Store, chance: random.Random) -> list[dict[str, str]]:
    """Let some loans go some way, and return what is true of those that may not be named, as the test itself knows it."""
    truth = []
    counties = chance.sample(["fasa", "shiraz", "kavar", "lar"], chance.randint(1, 4))
    with store.writing() as tx:
        for table in ("loan_steps", "loans"):
            tx.execute(f"DELETE FROM {table}")
        for number in range(chance.randint(0, 25)):
            day = date(2025, 3, 21) + timedelta(days=chance.randrange(400))
            cells = {
                "id": f"l{number}",
                "county": chance.choice(counties),
                "facility": chance.choice(["credit", "fund"]),
            }
            cells |= {"cooperative": "penhan", "stage": "introduced", "introduced": from_gregorian(day).text}
            loan, stage = private_loans.introduce(tx, cells, {"introduced": day}, None, None, NOW), "introduced"
            while kept_loans.NEXT[stage] and chance.random() < 0.6:
                seen, stage = stage, chance.choice(kept_loans.NEXT[stage])
                day += timedelta(days=chance.randrange(60))
                private_loans.step(tx, loan, seen, stage, day, None, NOW, day)
            if stage in ("introduced", "review", "rejected"):
                here = from_gregorian(day)
                season = ("spring", "summer", "autumn", "winter")[(here.month - 1) // 3]
                truth.append({**cells, "stage": stage, "year": str(here.year), "season": season})
    return truth


def follow_nothing(store: Store, seed: int) -> None:
    truth = pipeline(store, random.Random(seed))
    with store.reading() as tx:
        loans = carried_loans.countable(tx) or []
    tell_nothing(loan_counting.rows(map(loan_counting.dated, loans), TODAY), truth)


def test_no_small_count_of_a_random_pipeline_is_printed_or_follows_from_the_others(store):
    for seed in range(60):
        follow_nothing(store, seed)


@pytest.mark.nightly
def test_none_of_a_thousand_pipelines_gives_a_small_count_away(store):
    for seed in range(1000, 2000):
        follow_nothing(store, seed)


def test_the_public_descriptor_stays_as_it_is(package):
    wider = with_private_stages(package)
    assert "introduced" not in package.resources["loans"].by_name["stage"].categories
    assert list(wider.resources["loans"].by_name["stage"].categories) == [
        "introduced",
        "review",
        "approved",
        "paid",
        "settled",
    ]
