"""Loans on their way: each step with its day, ages across Esfand, whose they were forgotten in the end."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inbox.store import erasing, examinations, hand_ins
from generator.inbox.store.database import Store
from generator.inbox.store.entries import Entry
from generator.inbox.store.hand_ins import HandIn
from generator.inbox.store.loans import carried_loans, kept_loans, private_loans
from generator.inbox.store.loans.kept_loans import NEXT
from generator.inbox.store.loans.private_loans import StepFault
from generator.persian.calendar.jalali import from_gregorian, parse_jalali

NOW = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
TODAY = NOW.date()
NAME = "taavoni-penhan"
numbers = itertools.count(1)


def jalali(text: str) -> date:
    return parse_jalali(text).first()


def introduce(store: Store, day: date = date(2026, 1, 10), **more: str) -> int:
    cells = {
        "id": f"l{next(numbers)}",
        "cooperative": NAME,
        "county": "fasa",
        "facility": "credit",
        "stage": "introduced",
    }
    cells |= {"amount": "2000000000", "introduced": from_gregorian(day).text} | more
    with store.writing() as tx:
        return private_loans.introduce(tx, cells, {"introduced": day}, None, None, NOW)


def step(store: Store, loan: int, seen: str, stage: str, day: date, today: date = TODAY):
    with store.writing() as tx:
        return private_loans.step(tx, loan, seen, stage, day, None, NOW, today)


def found(store: Store, loan: int):
    with store.reading() as tx:
        return kept_loans.by_id(tx, loan)


def carried(store: Store, loan: int, state: str) -> int:
    """Give a loan a carrier whose one entry is in a state."""
    with store.writing() as tx:
        sent = HandIn(next(numbers).to_bytes(16), 1, "loan", "record", "loans.yml", b"x")
        number = hand_ins.receive(tx, sent, b"s" * 32, NOW).number
        private_loans.carry(tx, loan, number)
        if state != "received":
            problem = [{"severity": "error", "sentence": "از سقف بیشتر است."}] if state == "mend" else []
            entry = Entry(0, "loans", "l", "record", state, "وام", "d", problems=problem)
            examinations.examined(tx, number, 1, [entry], [], NOW)
    return number


class TestSteps:
    def test_the_row_at_its_approval_has_all_its_days(self, store):
        loan = introduce(store, jalali("1404-10-20"))
        step(store, loan, "introduced", "review", jalali("1404-11-02"))
        cells = step(store, loan, "review", "approved", jalali("1404-12-10"))
        assert [cells[name] for name in ("stage", "introduced", "under_review", "approved")] == [
            "approved",
            "1404-10-20",
            "1404-11-02",
            "1404-12-10",
        ]
        assert found(store, loan).since == jalali("1404-12-10")

    @pytest.mark.parametrize(
        ("seen", "stage", "day", "said"),
        [
            ("review", "approved", "1404-11-02", "در این میان"),
            ("introduced", "paid", "1404-11-02", "چنین گامی نیست"),
            ("introduced", "approved", "1404-10-19", "پیش از مرحلهٔ پیشین (۲۰ دی ۱۴۰۴)"),
            ("introduced", "approved", "1404-12-11", "هنوز نیامده"),
        ],
    )
    def test_a_step_that_cannot_be_is_refused_and_changes_nothing(self, store, seen, stage, day, said):
        loan = introduce(store, jalali("1404-10-20"))
        before = found(store, loan)
        with pytest.raises(StepFault, match=said.replace("(", "[(]").replace(")", "[)]")):
            step(store, loan, seen, stage, jalali(day), jalali("1404-12-10"))
        assert found(store, loan) == before

    def test_a_step_is_taken_back_until_its_row_is_on_the_way(self, store):
        loan = introduce(store)
        before = found(store, loan)
        step(store, loan, "introduced", "rejected", TODAY)
        with store.writing() as tx:
            assert private_loans.take_back(tx, loan, "rejected", None, NOW) is None
        assert found(store, loan) == before
        step(store, loan, "introduced", "approved", TODAY)
        number = carried(store, loan, "mend")
        assert found(store, loan).said == "از سقف بیشتر است."
        with store.writing() as tx:
            assert private_loans.take_back(tx, loan, "approved", None, NOW) == number
        assert found(store, loan) == before
        step(store, loan, "introduced", "approved", TODAY)
        carried(store, loan, "accepting")
        with pytest.raises(StepFault, match="از تاریخچه"), store.writing() as tx:
            private_loans.take_back(tx, loan, "approved", None, NOW)

    def test_what_becomes_of_the_carrier_becomes_of_the_step(self, store):
        approved, refused = introduce(store), introduce(store)
        for loan, state in ((approved, "accepted"), (refused, "rejected")):
            step(store, loan, "introduced", "approved", TODAY)
            carried(store, loan, state)
        with store.writing() as tx:
            carried_loans.follow(tx, NOW)
        assert (found(store, approved).is_public, found(store, approved).stage) == (True, "approved")
        assert (found(store, refused).is_public, found(store, refused).stage) == (False, "introduced")
        with store.writing() as tx:
            tx.execute("UPDATE entries SET state = 'taken-back' WHERE state = 'accepted'")
            carried_loans.follow(tx, NOW)
        assert (found(store, approved).is_public, found(store, approved).stage) == (False, "introduced")

    @given(st.data())
    def test_no_way_through_the_stages_goes_backwards(self, data):
        stage, way = "introduced", ["introduced"]
        while NEXT[stage]:
            stage = data.draw(st.sampled_from(NEXT[stage]))
            way.append(stage)
        order = list(NEXT)
        assert way == sorted(way, key=order.index)
        assert way[-1] in ("settled", "rejected")


class TestAges:
    @pytest.mark.parametrize(
        ("first", "last", "days"),
        [
            ("1403-12-29", "1404-01-01", 2),  # 1403 is a leap year: there is a 30 Esfand between
            ("1404-12-29", "1405-01-01", 1),
            ("1399-12-30", "1400-01-01", 1),
            ("1404-12-01", "1405-02-01", 29 + 31),
            ("1403-12-01", "1404-02-01", 30 + 31),
            ("1407-12-29", "1408-12-29", 365 + 0),
            ("1408-12-29", "1409-12-29", 366),
        ],
    )
    def test_days_are_counted_across_esfand_and_leap_years(self, store, first, last, days):
        loan = introduce(store, jalali(first))
        assert found(store, loan).age(jalali(last)) == days
        step(store, loan, "introduced", "review", jalali(last), jalali(last))
        with store.reading() as tx:
            assert kept_loans.medians(kept_loans.listed(tx, ["review"])) == {"introduced": days}

    def test_the_list_is_what_the_store_has_longest_first(self, store):
        for place, (county, facility) in enumerate(itertools.product(("fasa", "shiraz"), ("credit", "fund", "bank"))):
            loan = introduce(
                store, date(2025, 12, 1) + timedelta(days=7 * place % 30), county=county, facility=facility
            )
            if place % 2:
                step(store, loan, "introduced", "review", date(2026, 2, 1 + place))
        with store.reading() as tx:
            listed = kept_loans.listed(tx, ["introduced", "review"], facilities=("credit", "fund"))
            lines = tx.execute(
                "SELECT id, CAST(julianday(?) - julianday((SELECT max(day) FROM loan_steps WHERE loan = loans.id)) AS INTEGER)"
                " FROM loans WHERE facility <> 'bank' AND NOT EXISTS (SELECT 1 FROM loan_steps WHERE loan = loans.id"
                " AND stage IN ('approved', 'rejected')) ORDER BY 2 DESC, 1",
                (TODAY.isoformat(),),
            ).fetchall()
        assert [(loan.id, loan.age(TODAY)) for loan in listed] == [tuple(line) for line in lines]
        assert len(lines) == 4


def test_a_rejected_loan_forgets_whose_it_was_after_two_years(store):
    loan, other = introduce(store), introduce(store, cooperative="digari")
    step(store, loan, "introduced", "rejected", TODAY)
    with store.reading() as tx:
        counted = carried_loans.countable(tx)
    erasing.due(store, NOW + timedelta(days=729))
    assert found(store, loan).cells["cooperative"] == NAME
    erasing.due(store, NOW + timedelta(days=731))
    kept = b"".join(path.read_bytes() for path in store.path.parent.glob("inbox.db*"))
    assert NAME.encode() not in kept
    assert b"digari" in kept
    with store.reading() as tx:
        assert carried_loans.countable(tx) == counted
    assert (found(store, loan).stage, found(store, other).stage) == ("rejected", "introduced")
