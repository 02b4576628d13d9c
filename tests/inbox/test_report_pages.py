"""The director's report: who may read it, and that its numbers are those of the store and of the bank."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from generator.inbox.store import decisions, entries, examinations, hand_ins, measures
from generator.inbox.store.entries import Entry
from generator.inbox.store.hand_ins import HandIn
from generator.inbox.store.loans import private_loans
from generator.inbox.web import report_pages
from tests.inbox.conftest import NOW

ZONE = timezone(timedelta(hours=3, minutes=30))


def send(inbox, key: int, days_ago: float, county: str = "fasa", door: str = "form", state: str = "waiting") -> int:
    at = NOW - timedelta(days=days_ago)
    with inbox.store.writing() as tx:
        number = hand_ins.receive(tx, HandIn(key.to_bytes(16), 1, door, "record", "w", b"x"), b"s", at).number
        examinations.examined(
            tx, number, 1, [Entry(0, "women", "w", "record", state, "نام پنهان", "d", county)], [], at
        )
    return number


def publish(inbox, number: int, at: datetime) -> None:
    with inbox.store.writing() as tx:
        decision = entries.accept(tx, {entries.of_hand_in(tx, number)[0]["id"]: "d"}, None, at)
        decisions.committed(tx, decision, "b", "c")
        decisions.on_main(tx, decision, at)
        decisions.released(tx, decision, "r", at)


def cells(page: str, title: str) -> list[list[str]]:
    table = re.search(rf'aria-label="{title}".*?<tbody>(.*?)</tbody>', page, re.S)[1]
    return [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall("<tr>(.*?)</tr>", table)]


def test_the_queue_by_county_and_age(inbox):
    for key, (days, county) in enumerate(
        [(1, "fasa"), (7, "fasa"), (8, "fasa"), (31, "fasa"), (45, "shiraz"), (3, "")]
    ):
        send(inbox, key, days, county)
    send(inbox, 90, 400, "shiraz", state="mend")
    page = inbox.person("director").get("/inbox/reports/").get_data(as_text=True)
    assert cells(page, "صف بازبینی به تفکیک شهرستان و روزهای انتظار") == [
        ["شیراز", "۰", "۰", "۱", "۴۵ روز"],
        ["فسا", "۲", "۱", "۱", "۳۱ روز"],
        ["بدون شهرستان", "۱", "۰", "۰", "۳ روز"],
    ]
    assert "نام پنهان" not in page


def test_days_from_sending_to_publication(inbox):
    for key, days in enumerate([2, 4, 9]):
        publish(inbox, send(inbox, key, 200), NOW - timedelta(days=200 - days))
    publish(inbox, send(inbox, 50, 12), NOW)
    publish(inbox, send(inbox, 51, 1, door="loan"), NOW)  # nobody waited for what the inbox sends itself
    with inbox.store.reading() as tx:
        assert measures.turnaround(tx, ZONE) == (4, 6)
        assert measures.turnaround(tx, ZONE, measures.lately(NOW)) == (1, 12)
    page = inbox.person("director").get("/inbox/reports/").get_data(as_text=True)
    assert "۶ روز" in page and "۱۲ روز" in page


def test_a_day_is_that_of_the_province(inbox):
    late = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # half past midnight there
    with inbox.store.writing() as tx:
        number = hand_ins.receive(tx, HandIn(b"k" * 16, 1, "form", "record", "w", b"x"), b"s", late).number
        examinations.examined(tx, number, 1, [Entry(0, "women", "w", "record", "waiting", "", "d")], [], late)
        assert measures.waiting(tx, NOW, ZONE)[0].oldest == 0


def test_loans_by_stage_and_late_resolutions(inbox, monkeypatch):
    with inbox.store.writing() as tx:
        for days in (5, 40):
            row = {"id": f"l{days}", "county": "fasa", "facility": "credit", "stage": "introduced"}
            private_loans.introduce(tx, row, {"introduced": NOW.date() - timedelta(days=days)}, None, None, NOW)
        private_loans.step(tx, 2, "introduced", "review", NOW.date() - timedelta(days=30), None, NOW, NOW.date())
    monkeypatch.setattr(
        report_pages.figures,
        "late",
        lambda registry, today: ({"": 4, "jahad": 1, "amuzesh": 3}, {"fasa": 2, "shiraz": 1}),
    )
    page = inbox.person("director").get("/inbox/reports/").get_data(as_text=True)
    assert cells(page, "وام‌ها به تفکیک مرحله") == [
        ["معرفی شد؛ در نوبت بررسی", "۱", "۵ روز", "۱۰ روز"],
        ["در حال بررسی", "۱", "۳۰ روز", "–"],
    ]
    assert cells(page, "مصوبه‌های مهلت‌گذشته به تفکیک شهرستان") == [["شیراز", "۱"], ["فسا", "۲"]]
    assert [row[0] for row in cells(page, "مصوبه‌های مهلت‌گذشته به تفکیک دستگاه مسئول")][-1] == "بدون دستگاه مسئول"


@pytest.mark.parametrize(
    ("role", "county", "status"),
    [
        ("director", "", 200),
        ("keeper", "", 200),
        ("reviewer", "", 200),
        ("reviewer", "fasa", 403),
        ("expert", "fasa", 403),
    ],
)
def test_who_reads_it(inbox, role, county, status):
    assert inbox.person(role, county).get("/inbox/reports/").status_code == status


def test_a_bank_does_not(inbox):
    assert inbox.person("bank", facilities=["credit"]).get("/inbox/reports/").status_code == 403
    assert inbox.guest().get("/inbox/reports/").status_code == 401
